"""What the rows of a release must be together: ids once, references that lead somewhere."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress

import duckdb
import pyarrow as pa

from onrecord.duck_store import FEW_BYTES
from onrecord.layout import parquet_path
from onrecord.tables import Column, Table
from onrecord.verify.cells import quoted
from onrecord.verify.database import comparing, file_literal, load
from onrecord.verify.files import Files
from onrecord.verify.rows import ROW, Batch, CsvFile, numbered
from onrecord.verify.tally import Tally

PART = "part number"
"""A name that no column has."""
_SMALL = 1_000_000
"""Of Parquet files of no more bytes the keys are held, because every query that reads a file opens it anew."""


class Keys:
    """The ids and references of every table, in a database or, where they are the same and many, in its Parquet files.

    Files may be added from several threads; whatever is asked of a table comes after all of its files were added.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, files: Files, listed: Mapping[str, str]) -> None:
        """``listed`` has the SHA-256 that the release promises of each file."""
        self._db = connection
        self._files = files
        self._listed = listed
        self._parts: dict[str, Mapping[int, CsvFile]] = {}

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same database."""
        return self._db.cursor()

    def keep(self, file: CsvFile, batches: Iterable[Batch]) -> str:
        """Draws the rows of a file through and keeps their keys; returns the name of their table in queries."""
        schema = numbered([column.name for column in _keys(file.table)])
        with self.cursor() as db:
            load(db, _kept(file), schema, (batch.numbered(schema) for batch in batches))
        return _kept(file)

    def same(self, file: CsvFile, batches: Iterable[Batch]) -> None:
        """Keeps the keys of a file whose Parquet file has the same rows: from there, unless keys are no texts."""
        name = parquet_path(file.stem)
        # Damage that one reader of Parquet does not mind may stop another: only what was published is read by both.
        as_published = self._files.sha256(name) == self._listed.get(name)
        keys_are_text = all(pa.types.is_string(column.kind.arrow) for column in _keys(file.table))
        if not (as_published and keys_are_text and self._found_there(file, self._files.sizes[name] > _SMALL)):
            self.keep(file, batches)

    def _found_there(self, file: CsvFile, large: bool) -> bool:
        """Whether the Parquet file gives its keys; from now on whoever asks for them reads it, where it is large."""
        names = [f'"{column.name}"' for column in _keys(file.table)]
        path = file_literal(self._files.root / parquet_path(file.stem))
        rows = f"read_parquet({path}, file_row_number = true)"
        keys = f'SELECT file_row_number + {file.first} AS "{ROW}", {", ".join(names)} FROM {rows}'
        with self.cursor() as db:
            try:
                db.execute(f"CREATE {'VIEW' if large else 'TABLE'} {_kept(file)} AS {keys}")
            except duckdb.OutOfMemoryException:
                raise
            except duckdb.Error:
                return False
        return True

    def close(self, parts: Sequence[CsvFile]) -> None:
        """Makes a table of all of its files; from now on others may refer to it."""
        name = parts[0].table.name
        rows = " UNION ALL ".join(f'SELECT {file.part} AS "{PART}", * FROM {_kept(file)}' for file in parts)
        self._db.execute(f'CREATE VIEW "{name}" AS {rows}')
        self._parts[name] = {file.part: file for file in parts}

    def check(self, table: Table, once: Container[str], tally: Tally) -> int:
        """Tells repeated and dangling keys of a table; returns how many cells refer to a table that was read.

        ``once`` has the columns of which it is known that no key stands in them twice.
        """
        with comparing(tally):
            counts = self._references(table)
            for column in _keys(table):
                if column.unique and column.name not in once:
                    self._check_unique(table, column, tally)
            for column in self._doubtful(table, counts):
                self._check_reference(table, column, tally)
            return sum(counts.values())
        return 0

    def _check_unique(self, table: Table, column: Column, tally: Tally) -> None:
        name = column.name
        [values, different] = self._one(f'SELECT count("{name}"), count(DISTINCT "{name}") FROM "{table.name}"')
        if values == different:
            return
        repeated = f"""
            SELECT "{PART}", "{ROW}", "{name}" FROM "{table.name}" WHERE "{name}" IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY "{name}" ORDER BY "{PART}", "{ROW}") > 1"""
        self._tell(repeated, table, column, "duplicate-id", "stands in an earlier row already", tally)

    def _check_reference(self, table: Table, column: Column, tally: Tally) -> None:
        dangling = f"""
            SELECT "{PART}", "{ROW}", "{column.name}" FROM "{table.name}" AS here
            WHERE "{column.name}" IS NOT NULL
            AND NOT EXISTS (FROM "{column.reference}" AS there WHERE there.id = here."{column.name}")"""
        message = f"is not an id in {column.reference}"
        self._tell(dangling, table, column, "unknown-reference", message, tally)

    def _tell(self, query: str, table: Table, column: Column, code: str, message: str, tally: Tally) -> None:
        """Tells the first rows of each part that a query found, and counts the others."""
        limit = "" if tally.most is None else f'QUALIFY row_number() OVER (part ORDER BY "{ROW}") <= {tally.most}'
        first = f"""
            WITH found AS MATERIALIZED ({query})
            SELECT *, count(*) OVER part FROM found WINDOW part AS (PARTITION BY "{PART}") {limit} ORDER BY 1, 2"""
        with self.cursor() as db:
            found = db.execute(first).fetchall()
        position = table.names.index(column.name) + 1
        more: dict[str, int] = {}
        for part, row, text, count in found:
            name = self._parts[table.name][part].name
            tally.add(name, code, f"{column.name}: {quoted(text)} {message}", row=row, column=position)
            more[name] = more.get(name, count) - 1
        for name, count in more.items():
            tally.more(name, code, count)

    def _references(self, table: Table) -> dict[str, int]:
        """How many cells of each column refer to a table that was read."""
        names = [column.name for column in _keys(table) if column.reference in self._parts]
        counts = ", ".join(f'count("{name}")' for name in names)
        return dict(zip(names, self._one(f'SELECT {counts} FROM "{table.name}"'), strict=True)) if names else {}

    def _doubtful(self, table: Table, counts: Mapping[str, int]) -> list[Column]:
        """The columns in which a cell may lead nowhere; of a small release those in which one does, by one query."""
        columns = [column for column in _keys(table) if counts.get(column.name)]
        if not columns or self._files.bytes >= FEW_BYTES:
            return columns
        astray = '"{}" NOT IN (SELECT there.id FROM "{}" AS there WHERE there.id IS NOT NULL)'
        found = (f"count(*) FILTER ({astray.format(column.name, column.reference)})" for column in columns)
        return [*compress(columns, self._one(f'SELECT {", ".join(found)} FROM "{table.name}"'))]

    def mentions(self, ids: list[str], but: Container[str]) -> Iterator[tuple[str, int, int]]:
        """Where any of some ids stands among the keys of tables: path, column and row."""
        self._db.register("wanted", pa.table({"wanted": ids}))
        for name, parts in self._parts.items():
            table = parts[0].table
            for column in _keys(table) if name not in but else ():
                query = (
                    f'SELECT "{PART}", "{ROW}" FROM "{name}" SEMI JOIN wanted ON wanted = "{column.name}" ORDER BY ALL'
                )
                for part, row in self._db.execute(query).fetchall():
                    yield parts[part].name, table.names.index(column.name) + 1, row

    def _one(self, query: str) -> tuple[int, ...]:
        with self.cursor() as db:
            rows: list[tuple[int, ...]] = db.execute(query).fetchall()
        return rows[0]


def _keys(table: Table) -> list[Column]:
    return [column for column in table.columns if column.unique or column.reference]


def _kept(file: CsvFile) -> str:
    """What holds the keys of one file."""
    return f'"{file.table.name} {file.part}"'
