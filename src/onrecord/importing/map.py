"""The map: which columns of other people's tables are which fields of records."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from onrecord import kinds
from onrecord.models.base import Count, Enumeration, SeenAs, Text

FORMATS = {
    "csv": "Comma-separated values, or with another `delimiter`.",
    "tsv": "The same with tabs.",
    "xlsx": "A sheet of a workbook of Excel.",
    "json": "A list of objects, or one inside an object.",
    "jsonl": "JSON Lines: one object a line.",
    "parquet": "A Parquet file.",
}
AGAIN = {
    "refuse": "It is a mistake, unless both say the same.",
    "first": "The first stands, and the later ones are skipped.",
    "last": "The last stands, and the earlier ones are skipped.",
    "correct": "A figure each: the later ones get ids that end in `-v2`, `-v3` ..., and each is corrected by the next.",
}
Character = Annotated[str, StringConstraints(pattern=r"^[^\r\n\"]$")]
Cell = Annotated[str, SeenAs(("number", "boolean")), kinds.TEXT]
"""What stands in other people's tables, whatever it is: the name of a column or a cell."""
Factor = Annotated[Count, Field(ge=2)]
Tables = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$", max_length=40), SeenAs(("number",))]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Column(_Part):
    """How the cells of a column are read before they are put into records."""

    column: Cell | None = None
    """The column, where the name that stands here is another one: so a column can be read in two ways."""
    date: Text | None = None
    """How dates are written, such as `DD.MM.YYYY`; they become dates such as `2023-12-05`."""
    months: tuple[Text, ...] = ()
    """The names of the twelve months, where `MMMM` or `MMM` in the date does not stand for English ones."""
    number: Text | None = None
    """How numbers are written, shown on 1234.5: `1 234,5`, `1,234.5`, `1234`; they become plain digits."""
    values: dict[Cell, Text] = {}
    """What stands for what: a cell on the left becomes what is on the right."""
    otherwise: Text | None = None
    """What a cell becomes that `values` lacks; without it, such a cell is a problem."""
    empty: Text | None = None
    """What an empty cell stands for."""


class Skip(_Part):
    """Cells that are left out, with the reason why."""

    columns: Annotated[tuple[Cell, ...], Field(min_length=1)]
    """The columns."""
    values: tuple[Cell, ...] = ()
    """Only cells that hold one of these; all cells where none is given."""
    whole_row: Annotated[bool, Field(json_schema_extra={"type": ["boolean", "string"]})] = False
    """Whether the whole row is left out where one of the columns holds one of the values."""
    reason: Text
    """Why, in our own words; the report of the import gives it with the number of cells."""


class Condition(_Part):
    """What must hold for a rule to make a record of a row."""

    column: Cell
    """The column, or a name under `columns`."""
    values: tuple[Cell, ...] = ()
    """It holds one of these, as `columns` reads them; anything at all where none is given."""
    negate: Annotated[bool, Field(json_schema_extra={"type": ["boolean", "string"]})] = False
    """Whether the opposite must hold: that it holds none of them, or nothing."""


class Quantity(_Part):
    """A cell with a number as somebody wrote it, `about 1 200` or `>= 50`: it becomes the number fields of a figure."""

    column: Text | None = None
    """The column; left out where the rule has `each`."""
    format: Text = "1,234.5"
    """How numbers are written, shown on 1234.5: `1 234,5`, `1.234,5`, `1234`."""
    qualifiers: dict[Text, Text] = {}
    """Words or signs before or after a number and the qualifier that they stand for, beside the usual English ones."""
    beside: tuple[Text, ...] = ()
    """Words or signs beside a number that say nothing of it, such as `%` or `people`."""
    scales: dict[Text, Factor] = {}
    """Words after a number and what they multiply it by, as in `{Mio: 1000000}`, beside the usual English ones."""
    brackets: Annotated[bool, Field(json_schema_extra={"type": ["boolean", "string"]})] = False
    """Whether a number in round brackets is negative, as in accounts: `(5)` is -5."""
    absent: dict[Cell, Text] = {}
    """Cells without a number, and the availability that they stand for: `not_reported` or `withheld`."""


class Rule(_Part):
    """What record is made of a row or, with `each`, of every cell of the row that is not empty."""

    table: Tables
    """The table of the record."""
    when: tuple[Condition, ...] = ()
    """Conditions that a row must fulfil, all of them."""
    each: dict[Cell, Text] = {}
    """Columns of which every cell makes a record of its own, each with the name that `{@name}` stands for."""
    number: Quantity | None = None
    """For figures: how `stated`, `qualifier`, `value` and the bounds are read from the cell."""
    fields: dict[Text, Text] = {}
    """Fields of the record, each with its text, in which `{a column}` stands for the cell of the row."""
    nested: dict[Text, tuple[dict[Text, Text], ...]] = {}
    """Rows inside the record, such as `names` or `dimensions`, each a group of fields like those above."""
    again: Annotated[str, Enumeration("again", **AGAIN)] = "refuse"
    """What becomes of records whose id comes again with other content."""


class Input(_Part):
    """Files of one kind, and what records are made of them."""

    files: tuple[Text, ...] = ()
    """Which of the files: names or patterns such as `daily/*.csv`; all of them where none is given."""
    format: Annotated[str, Enumeration("format", **FORMATS)] | None = None
    """The format, where the end of the file's name does not tell it."""
    encoding: Text = "utf-8"
    """The encoding of text, such as `cp1252`."""
    delimiter: Character | None = None
    """What stands between the cells of CSV, where it is not a comma."""
    sheet: Text | None = None
    """The sheet of a workbook; the first where none is given."""
    header: Annotated[Count, Field(ge=1)] = 1
    """The row that names the columns, in CSV and workbooks."""
    rows: Text | None = None
    """Where in a JSON file the list of rows stands, as a JSON Pointer (RFC 6901) such as `/data/rows`."""
    columns: dict[Cell, Column] = {}
    """How columns are read; those that need no reading can be left out."""
    skip: tuple[Skip, ...] = ()
    """Columns and cells that make no record."""
    records: Annotated[tuple[Rule, ...], Field(min_length=1)]
    """The records that each row makes."""


class Map(_Part):
    """How files become records."""

    name: Name
    """A short name in small letters and digits; files of records are called by it, as in `figures-losses.jsonl`."""
    inputs: Annotated[tuple[Input, ...], Field(min_length=1)]
    """The kinds of files."""


PARTS: tuple[type[BaseModel], ...] = (Map, Input, Column, Skip, Rule, Condition, Quantity)
"""Everything that a map is made of."""
