"""One failing example, at least, for every code of an import: a file, the map, and the problem as it is printed."""

# ruff: noqa: E501 - messages stand here in one piece, as they are printed

import io
from collections.abc import Callable
from typing import Any, NamedTuple

from .conftest import TABLE


class Case(NamedTuple):
    """A file, its content, the change to the map, and the problem."""

    file: str
    content: str | bytes
    old: str
    new: str
    problem: str


def workbook(*rows: tuple[Any, ...], formula: str = "", merged: str = "") -> bytes:
    """The bytes of a workbook with one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if formula:
        sheet["B2"] = formula
    if merged:
        sheet.merge_cells(merged)
    book.save(buffer := io.BytesIO())
    return buffer.getvalue()


ONE = "day,dead\n05.12.2023,1\n"
CASES: list[Callable[[], Case] | Case] = [
    Case(
        "t.csv",
        TABLE,
        "fig-{@name}",
        "fig-{@name",
        "map.yaml:12:15: error[bad-template]: the bracket `{` has no other half",
    ),
    Case(
        "t.csv",
        TABLE,
        "fig-{@name}",
        "fig-{@nam}",
        "map.yaml:12:15: error[bad-template]: `@nam` is not one of `@cell`, `@name`, `@column`, `@file`, `@row`",
    ),
    Case(
        "t.csv",
        TABLE,
        "DD.MM.YYYY",
        "DD.MM",
        "map.yaml:4:19: error[bad-format]: `DD.MM` is not a form of dates: it has no year, `YYYY`",
    ),
    Case("t.csv", TABLE, '"1 234,5"', '"1 2"', "map.yaml:10:26: error[bad-format]: `1 2` shows no form of numbers"),
    Case(
        "t.csv",
        TABLE,
        "  - columns:",
        "  - encoding: utf-9\n    columns:",
        "map.yaml:3:15: error[bad-format]: `utf-9` is not an encoding of text",
    ),
    Case(
        "t.csv",
        TABLE,
        "DD.MM.YYYY}",
        "DD.MM.YYYY, number: '1234'}",
        "map.yaml:4:31: error[conflicting-keys]: a column is read as a date or as a number, not as both",
    ),
    Case(
        "t.csv",
        TABLE,
        "columns:\n",
        "colums:\n",
        "map.yaml:3:5: error[unknown-field]: `colums` is not a field of input",
    ),
    Case(
        "t.csv",
        TABLE,
        "table: figures",
        "table: figurs",
        "map.yaml:8:16: error[unknown-table]: `figurs` is not a table",
    ),
    Case(
        "t.csv",
        TABLE,
        "modality: ",
        "modalty: ",
        "map.yaml:15:11: error[unknown-field]: `modalty` is not a field of figure",
    ),
    Case(
        "t.csv",
        TABLE,
        "modality: observed",
        "modality: obsered",
        "map.yaml:15:21: error[unknown-code]: `obsered` is not a code of `modality`",
    ),
    Case(
        "t.csv",
        ONE,
        "      - {columns: [note]",
        "      - {columns: [nota]",
        "map.yaml:6:20: warning[unknown-column]: no file has a column `nota`",
    ),
    Case(
        "t.csv",
        "day,dead,more\n05.12.2023,1,2\n",
        "",
        "",
        "map.yaml:3:5: error[unmapped-column]: no rule makes anything of 1 cell of the column `more`",
    ),
    Case(
        "t.csv",
        TABLE,
        "date: DD.MM.YYYY",
        "values: {05.12.2023: 2023-12-05}",
        "t.csv:3:1: error[unmapped-value]: `values` of the column `day` lacks `06.12.2023`",
    ),
    Case(
        "t.csv",
        "day,dead\n5.12.2023,1\n",
        "",
        "",
        "t.csv:2:1: error[unread-date]: `5.12.2023` is not a date of the form `DD.MM.YYYY`",
    ),
    Case(
        "t.csv",
        "day,dead\n05.12.2023,1.234\n",
        "",
        "",
        "t.csv:2:12: error[unread-number]: `1.234` is not a number of the form `1 234,5`",
    ),
    Case(
        "t.csv",
        "day,dead\n05.12.2023,20-10\n",
        "",
        "",
        "t.csv:2:12: error[unread-number]: `20-10` runs from more to less",
    ),
    Case(
        "t.csv",
        'day,dead\n05.12.2023,"бл. 5"\n',
        "",
        "",
        "t.csv:2:12: error[unread-qualifier]: `бл.` beside the number in `бл. 5` is not known",
    ),
    Case("t.csv", "day,dead\n,1\n", "", "", "t.csv:2:1: error[empty-field]: `id` needs the cell `day`, which is empty"),
    Case(
        "t.csv",
        "day,dead\n05.12.2023,1\n05.12.2023,2\n",
        "",
        "",
        "t.csv:3: error[differing-record]: `fig-dead-2023-12-05` comes again with another `stated`, `value` (first in t.csv:2)",
    ),
    Case(
        "t.csv",
        "day,dead\n05.12.2023,1\n05.12.2023,1\n",
        "",
        "",
        "t.csv:3: warning[repeated-record]: `fig-dead-2023-12-05` is made of t.csv:2 (`dead`) and of t.csv:3 (`dead`)",
    ),
    Case(
        "t.csv",
        TABLE,
        "hurt: hurt",
        "hurt: Dead",
        "map.yaml:9:34: error[conflicting-keys]: `hurt` has the name that `dead` has, `Dead`",
    ),
    Case(
        "t.csv",
        ONE,
        "  - columns:",
        "  - files: [x.csv]\n    columns:",
        "t.csv: error[unmatched-file]: no input of the map takes this file",
    ),
    Case(
        "t.dat",
        ONE,
        "",
        "",
        "t.dat: error[unknown-format]: nothing tells the format of the file: its name ends in `.dat`",
    ),
    Case(
        "t.csv",
        "day,dead\n05.12.2023,1,2\n",
        "",
        "",
        "t.csv:2:14: error[ragged-row]: the row has 3 cells, the header 2",
    ),
    Case(
        "t.csv",
        'day,dead\n05.12.2023,"1\n',
        "",
        "",
        "t.csv:2:1: error[csv-syntax]: the CSV breaks off in the row that starts here: unexpected end of data",
    ),
    Case("t.csv", "day,dead,dead\n", "", "", "t.csv:1:10: error[duplicate-key]: the column `dead` is given twice"),
    Case("t.csv", ONE.encode() + b"\xff", "", "", "t.csv: error[undecodable-text]: the file is not text in utf-8"),
    Case(
        "t.xlsx",
        b"PK no workbook",
        "",
        "",
        "t.xlsx: error[xlsx-syntax]: the workbook cannot be read: File is not a zip file",
    ),
    lambda: Case(
        "t.xlsx",
        workbook(("day", "dead"), ("05.12.2023", "many")),
        "",
        "",
        "t.xlsx:Sheet!B2: error[unread-number]: `many` is not a number of the form `1 234,5`",
    ),
    lambda: Case(
        "t.xlsx",
        workbook(("day", "dead")),
        "  - columns:",
        "  - sheet: Shet\n    columns:",
        "t.xlsx: error[missing-sheet]: the workbook has no sheet `Shet`",
    ),
    lambda: Case(
        "t.xlsx",
        workbook(("day", "dead"), ("05.12.2023", None), formula="=1+1"),
        "",
        "",
        "t.xlsx:Sheet!B2: error[formula-without-value]: the formula `=1+1` has no value in this file",
    ),
    lambda: Case(
        "t.xlsx",
        workbook(("day", "dead", "hurt"), ("05.12.2023", 1, 2), ("06.12.2023", 1, None), merged="C2:C3"),
        "",
        "",
        "t.xlsx:Sheet!C2: warning[merged-cells]: the cell goes over rows 2 to 3, and only row 2 has what it says",
    ),
    Case("t.parquet", b"PAR1 no file", "", "", "t.parquet: error[parquet-syntax]: the file cannot be read as Parquet"),
    Case("t.json", '{"a": 1}', "", "", "t.json:1:1: error[missing-rows]: there is no list of rows in this file"),
    Case(
        "t.json",
        '{"a": []}',
        "  - columns:",
        "  - rows: /b\n    columns:",
        "t.json:1:1: error[missing-rows]: there is no `b` here, which `/b` leads through",
    ),
    Case(
        "t.json",
        '[\n {"day": "05.12.2023",\n  "dead": "x"}]',
        "",
        "",
        "t.json:3:11: error[unread-number]: `x` is not a number of the form `1 234,5`",
    ),
    Case(
        "t.json",
        '[{"day": 1, "day": 2}]',
        "",
        "",
        "t.json:1:13: error[duplicate-key]: `day` is given twice in one object",
    ),
    Case(
        "t.json",
        "[{]",
        "",
        "",
        "t.json:1:3: error[json-syntax]: the JSON breaks off here: Expecting property name enclosed in double quotes",
    ),
    Case(
        "t.jsonl",
        '{"day": "05.12.2023", "dead": 1}\n{"day" 1}\n',
        "",
        "",
        "t.jsonl:2:8: error[json-syntax]: `:` is expected here",
    ),
    Case(
        "t.jsonl",
        '{"day": "05.12.2023",  "dead": {"a": "x"}}\n',
        "each: {dead: dead",
        "each: {dead.a: dead",
        "t.jsonl:1:38: error[unread-number]: `x` is not a number of the form `1 234,5`",
    ),
    Case(
        "t.csv",
        "day,dead\n" + "05.12.2023,x\n" * 6,
        "",
        "",
        "t.csv:6:12: error[more-of-the-same]: 1 more like the last `unread-number` above",
    ),
]
ELSEWHERE = {"not-an-entity"}
"""Codes that other tests show."""
