"""Blocks of JSON Lines: straight into columns by Arrow's parser; the models' own types judge every distinct value.

Models hold no rule between fields, so that a record is valid where each of its fields is. What this way takes, the
models take, and make the same of it; what it does not take may still be right, and is left to be read line by line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_type_hints

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from onrecord.models.base import Record
from onrecord.read.page import FORBIDDEN
from onrecord.read.record import AUTHORED
from onrecord.tables import ORIGIN, TABLES, Table

BLOCK = 1_000_000
"""Bytes of a block, about: few enough to stay in the processor's caches, many enough that a block costs nothing."""
Rows = Sequence[tuple[str, pa.Table]]
"""Rows by table, in the schema of ``Table.authored_schema``."""

DOUBTFUL = r"[:\[,]\s*-?(?:[0-9.]{16}|[0-9][0-9.]*[eE])"
"""Numbers so long or with an exponent that they may not survive the way through float64 (RFC 8259, section 6)."""


def blocks(content: bytes) -> Iterator[tuple[int, int]]:
    """The starts and ends of the blocks of a content, each whole lines."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start + BLOCK) + 1 or len(content)
        yield start, end
        start = end


def rows_of(model: type[Record], block: bytes, lines: range) -> Rows | None:
    """The rows of a block of whole lines, one record each, with the numbers of the lines.

    None where a line is no valid record, or might be misread.
    """
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
    shape = _shape(model)
    try:
        if not _is_an_object_a_line(block) or not _is_text(block) or shape.is_doubtful(block):
            return None
        records = _parsed(block, shape.schema)
        if len(records) != len(lines):
            return None
        cells = {name: _one_array(records.column(name)) for name in records.column_names}
        return list(_tables(shape, cells, pa.array(lines, pa.int64()), None))
    except (pa.ArrowException, UnicodeDecodeError, ValidationError, _Doubtful):
        return None


class _Doubtful(Exception):
    """Something is not as it must be, or may not be."""


def _is_an_object_a_line(block: bytes) -> bool:
    """Whether each line begins with a brace and ends with one: between the two, JSON has a comma where it has a line
    break inside an object, so that every record has a line of its own if there are as many as lines.
    """
    if not block.startswith(b"{") or not block.endswith((b"}", b"}\n")):
        return False
    marks = np.frombuffer(block.removesuffix(b"\n"), np.uint8)
    ends = np.flatnonzero(marks == ord("\n"))
    return bool((marks[ends - 1] == ord("}")).all() and (marks[ends + 1] == ord("{")).all())


def _is_text(block: bytes) -> bool:
    """Whether the block is UTF-8 and holds no character that pages forbid; of those below a blank, JSON takes none."""
    if b"\x7f" in block:
        return False
    return block.isascii() or not _matches(block, _FORBIDDEN)


_FORBIDDEN = re.sub(r"[^\x00-\x7f]", lambda match: rf"\x{{{ord(match[0]):x}}}", FORBIDDEN.pattern)
"""The same for RE2, which looks through a block many times faster."""


def _matches(block: bytes, pattern: str) -> bool:
    """Whether a pattern (RE2) matches somewhere in a block. Raises ArrowInvalid where it is not UTF-8."""
    offsets = pa.array([0, len(block)], pa.int32()).buffers()[1]
    text = pa.StringArray.from_buffers(1, offsets, pa.py_buffer(block))
    text.validate(full=True)
    return bool(pc.match_substring_regex(text, pattern)[0].as_py())


def _parsed(block: bytes, schema: pa.Schema) -> pa.Table:
    reading = pyarrow.json.ReadOptions(use_threads=False, block_size=len(block) + 1)
    parsing = pyarrow.json.ParseOptions(schema, unexpected_field_behavior="error")
    return pyarrow.json.read_json(pa.BufferReader(block), reading, parsing)


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


@dataclass(frozen=True)
class _Shape:
    """What the records of a model look like in JSON."""

    model: type[Record]
    is_nested: bool

    @cached_property
    def table(self) -> Table:
        return TABLES[self.model.heading.table]

    @cached_property
    def fields(self) -> Mapping[str, FieldInfo]:
        """The fields that hold one value each; a nested row does not name its parent."""
        parent = self.table.parent if self.is_nested else ""
        names = [name for name in self.table.authored_schema.names if name not in (ORIGIN, parent)]
        return {name: self.model.model_fields[name] for name in names}

    @cached_property
    def nested(self) -> Mapping[str, "_Shape"]:
        return {field: _Shape(AUTHORED[child], True) for field, child in self.table.nested.items()}

    @cached_property
    def schema(self) -> pa.Schema:
        own = [pa.field(name, self._json_type(name)) for name in self.fields]
        inner = [pa.field(name, pa.list_(pa.struct(list(shape.schema)))) for name, shape in self.nested.items()]
        return pa.schema([*own, *inner])

    def _json_type(self, name: str) -> pa.DataType:
        type = self.table.authored_schema.field(name).type
        return pa.string() if pa.types.is_date(type) else type

    @cached_property
    def values(self) -> Mapping[str, TypeAdapter[list[Any]]]:
        """What judges the values of a field."""
        hints = get_type_hints(self.model, include_extras=True)
        return {name: TypeAdapter(list[hints[name]]) for name in self.fields}  # type: ignore[valid-type]

    def is_doubtful(self, block: bytes) -> bool:
        """Whether a number of the block may not survive, or a field may have been given a null that it does not take:
        in columns, nothing tells that from no value.
        """
        return _matches(block, DOUBTFUL) or (b"null" in block and _matches(block, self._null))

    @cached_property
    def _null(self) -> str:
        """A null of a field that has one of its own, or of one whose name is written with escapes."""
        return rf'(?:"(?:{"|".join(sorted(set(self._filled())))})"|\\u[0-9A-Fa-f]{{4}}[^"]*")\s*:\s*null'

    def _filled(self) -> Iterator[str]:
        yield from (
            name for name, field in self.fields.items() if not field.is_required() and field.default is not None
        )
        for name, shape in self.nested.items():
            yield from (name, *shape._filled())


@cache
def _shape(model: type[Record]) -> _Shape:
    return _Shape(model, False)


def _tables(
    shape: _Shape, cells: Mapping[str, pa.Array], lines: pa.Array, parents: pa.Array | None
) -> Iterator[tuple[str, pa.Table]]:
    """The rows of records and of all the rows nested in them; ``parents`` are the ids that the rows are nested in."""
    table = shape.table
    columns = {name: _checked(shape, name, cells[name]) for name in shape.fields} | {ORIGIN: lines}
    if parents is not None:
        columns[table.parent] = parents
    elif table.parent and table[table.parent].required and columns[table.parent].null_count:
        raise _Doubtful
    schema = table.authored_schema
    yield table.name, pa.Table.from_arrays([columns[name] for name in schema.names], schema=schema)
    for field, inner in shape.nested.items():
        rows = cells[field].flatten()
        if rows.null_count:
            raise _Doubtful
        if len(rows):
            owners = pc.list_parent_indices(cells[field])
            values = dict(zip(inner.schema.names, rows.flatten(), strict=True))
            yield from _tables(inner, values, lines.take(owners), columns["id"].take(owners))


def _checked(shape: _Shape, name: str, cells: pa.Array) -> pa.Array:
    """The values of a field as the model makes them. Raises ValidationError for one that it refuses."""
    field, type = shape.fields[name], shape.table.authored_schema.field(name).type
    if cells.null_count and field.is_required():
        raise _Doubtful
    if pa.types.is_floating(type):
        if pc.all(pc.is_finite(cells)).as_py() is False:  # Arrow's parser takes NaN and Infinity, which JSON lacks
            raise _Doubtful
        return pc.add(cells, 0.0)  # of numbers that survive, the model changes one: there is no negative nought
    if cells.null_count < len(cells):
        cells = _judged(shape.values[name], cells, type)
    elif cells.type != type:
        cells = pa.nulls(len(cells), type)
    return cells.fill_null(field.default) if cells.null_count and field.default is not None else cells


def _judged(values: TypeAdapter[list[Any]], cells: pa.Array, type: pa.DataType) -> pa.Array:
    distinct = cells.dictionary_encode()
    given = distinct.dictionary.to_pylist()
    made = values.validate_python(given)
    return cells if made == given else pa.array(made, type).take(distinct.indices)
