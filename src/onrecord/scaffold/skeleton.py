"""A skeleton of a record: the fields that it needs, empty, and the others as comments, each with what it is for."""

from collections.abc import Iterator, Mapping
from textwrap import indent, wrap

from onrecord.read.record import AUTHORED
from onrecord.tables import ORIGIN, Column, Table
from onrecord.tidy.scalar import inline

_WIDTH = 100
_MOST_CODES = 30
_NAMED = ("name", "label", "summary")
"""Fields that say in words what a record is."""
_WANTED: Mapping[str, tuple[str, ...]] = {"figures": ("statement_id", "qualifier", "stated", "value", "period")}
"""Fields of a table that a record may lack and mostly has."""
_CITED = ("statements", "figures")
"""Tables whose records have a citation each, by the rule `missing-citation`."""
_CITATION = """\
citations:
  - source_id:
    # The number of the paragraph, the title being 1.
    # paragraph:
    # A few words of the passage, as printed: `onrecord cite` puts the span and its hash in their place.
    # find: ""
"""


def skeleton(table: Table, id: str, words: str, column: int) -> str:
    """An item of a list in block YAML whose dash stands in a column, from 0; ``words`` say what the record is."""
    fields = "".join(f"{line}\n" for line in _fields(table, words))
    cited = _CITATION if table.name in _CITED else ""
    nested = "".join(f"# {name}: []\n" for name in table.nested if not (cited and name == "citations"))
    return indent(f"- id: {id}\n{indent(fields + cited + nested, '  ')}", " " * column)


def _fields(table: Table, words: str) -> Iterator[str]:
    columns = {column.field: column for column in (*table.instructions, *reversed(table.columns)) if not column.derived}
    names = [name for name in table.authored_schema.names if name not in ("id", ORIGIN)]
    model = AUTHORED[table.name].model_fields
    needed = [name for name in names if model[name].is_required() or name in _WANTED.get(table.name, ())]
    for name in needed:
        yield from _field(columns[name], f" {inline(words, flow=False, plain=False)}" if name in _NAMED else "")
    for name in names:
        if name not in needed:
            yield from _field(columns[name], "", "# ")


def _codes(column: Column) -> str:
    """The codes of a column as a sentence; of very many the first ones."""
    first = list(column.codes)[:_MOST_CODES]
    more = " ..., see docs/data-model.md" if len(column.codes) > len(first) else ""
    return f"One of: {', '.join(first)}{more}." if first else ""


def _field(column: Column, value: str, before: str = "") -> Iterator[str]:
    about = f"{column.description} {_codes(column)}".strip()
    yield from (f"# {line}" for line in wrap(about, _WIDTH))
    yield f"{before}{column.field}:{value}"
