"""The codes of every problem that reading can find."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "missing-dataset": "The folder has no dataset.yaml.",
    "placeholder": "A text of the sample that `onrecord init` writes still stands in dataset.yaml; a warning.",
    "unknown-file": "A file of a type that is not read; a warning.",
    "unreadable-file": "The file cannot be opened: its link leads nowhere, or it may not be read.",
    "unknown-table": "No table that authors fill in has this name.",
    "not-utf8": "The file is not UTF-8 text.",
    "control-character": "The file holds a character that no text should: NUL, a control character, a line separator.",
    "yaml-syntax": "The file cannot be read as YAML.",
    "unsupported-yaml": "A feature of YAML that is refused: anchors, aliases, tags, merge keys, several documents.",
    "json-syntax": "The line cannot be read as one JSON object.",
    "csv-syntax": "The file cannot be read as CSV, or a row is longer or shorter than the header.",
    "parquet-syntax": "The file cannot be read as Parquet.",
    "too-deep": "Lists and groups stand inside one another deeper than any record needs.",
    "duplicate-key": "A field is given twice in one record, or a column twice in one header.",
    "wrong-type": "A value of another kind than the field holds, such as a list where a text belongs.",
    "missing-field": "A field that every record needs is not given.",
    "blank-value": "A field is given and says nothing.",
    "unknown-field": "The table has no field of this name.",
    "computed-field": "A field that onrecord computes and authors leave out.",
    "unknown-code": "A value that is not on the field's closed list.",
    "unknown-country": "Not an ISO 3166-1 alpha-3 country code.",
    "unknown-language": "Not a language tag in small letters, or one with a part that nobody registered.",
    "invalid-id": "An id of the wrong form.",
    "invalid-url": "Not an address on the web.",
    "invalid-date": "A date of the wrong form, or one that no calendar has.",
    "invalid-text": "A text with a line break, a control character or a blank at an end, or not of the field's form.",
    "too-long": "A text longer than the field takes.",
    "not-a-number": "Not a number, or not a whole one where only those count.",
    "out-of-range": "A number below or above what the field allows, or of more than 18 digits on a side of the point.",
    "too-many-digits": "A number of more than 15 significant digits, which tools would round.",
    "parent-given": "A nested row that names another parent than the record in which it stands.",
}
"""Code to one-line meaning. A code, once published, keeps its meaning."""

UNREADABLE = frozenset(
    """
    unreadable-file unknown-table not-utf8 control-character yaml-syntax json-syntax csv-syntax parquet-syntax too-deep
    """.split()
)
"""The codes that leave part of a file unread, so that nobody knows which records it holds."""
