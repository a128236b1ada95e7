"""The codes of every problem that an import can find, besides those of reading."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "bad-template": "A text has a bracket without its other half, or a placeholder that means nothing.",
    "bad-format": "A format of dates or numbers, an encoding or a pointer that cannot be followed.",
    "conflicting-keys": "Two keys of the map that do not go together.",
    "unknown-column": "The map names a column that none of the files has.",
    "unmapped-column": "A column has cells of which no rule makes anything and that no skip leaves out.",
    "unmapped-value": "A cell that `values` lacks.",
    "unread-date": "A cell that is not a date of the form that the map states.",
    "unread-number": "A cell that is not a number of the form that the map states.",
    "unread-qualifier": "Words beside a number that the map does not know.",
    "empty-field": "A field that the record needs is empty, because a cell is.",
    "differing-record": "An id comes again with other content.",
    "repeated-record": "Two cells or rows of a file have one id and say the same, so that one record is left of both.",
    "unmatched-file": "A file that no input of the map takes, or an input without a file.",
    "unknown-format": "The end of a file's name tells no format, and the map does not either.",
    "ragged-row": "A row has more cells than the header has columns.",
    "xlsx-syntax": "The workbook cannot be read.",
    "missing-sheet": "The workbook has no sheet of this name.",
    "formula-without-value": "A cell has a formula, and the file does not say what comes out of it.",
    "merged-cells": "A cell of a workbook goes over several rows, of which only the first has what it says.",
    "missing-rows": "There is no list of rows where the map says so.",
    "undecodable-text": "The file is not text in the encoding that the map states.",
    "not-an-entity": "A line is no entity of the followthemoney model.",
    "more-of-the-same": "Further problems of a kind that was already shown; a summary.",
}
"""Code to one-line meaning. A code, once published, keeps its meaning."""
