"""What the rows of a release must be together: ids once, references that lead somewhere."""

from collections.abc import Container, Iterable, Iterator

import duckdb
import pyarrow as pa

from onrecord.tables import Column, Table
from onrecord.verify.cells import quoted
from onrecord.verify.database import load
from onrecord.verify.rows import ROW, Batch, CsvFile, numbered
from onrecord.verify.tally import Tally


class Keys:
    """The ids and references of every table that was read, in a database."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._db = connection
        self._kept: dict[str, CsvFile] = {}

    def keep(self, file: CsvFile, batches: Iterable[Batch]) -> int:
        """Draws all rows of a table through, keeping their keys; returns how many there were."""
        schema = numbered([column.name for column in _keys(file.table)])
        count = load(self._db, file.table.name, schema, (batch.numbered(schema) for batch in batches))
        self._kept[file.table.name] = file
        return count

    def check(self, file: CsvFile, tally: Tally) -> int:
        """Tells repeated and dangling keys of a table; returns how many cells refer to a table that was read."""
        for column in _keys(file.table):
            if column.unique:
                self._check_unique(file, column, tally)
            if column.reference in self._kept:
                self._check_reference(file, column, tally)
        return self._references(file.table)

    def _check_unique(self, file: CsvFile, column: Column, tally: Tally) -> None:
        table, name = file.table.name, column.name
        [values, different] = self._one(f'SELECT count("{name}"), count(DISTINCT "{name}") FROM "{table}"')
        if values == different:
            return
        repeated = f"""
            SELECT "{ROW}", "{name}" FROM "{table}" WHERE "{name}" IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY "{name}" ORDER BY "{ROW}") > 1"""
        self._tell(repeated, file, column, "duplicate-id", "stands in an earlier row already", tally)

    def _check_reference(self, file: CsvFile, column: Column, tally: Tally) -> None:
        dangling = f"""
            SELECT "{ROW}", "{column.name}" FROM "{file.table.name}" AS here
            WHERE "{column.name}" IS NOT NULL
            AND NOT EXISTS (FROM "{column.reference}" AS there WHERE there.id = here."{column.name}")"""
        message = f"is not an id in {column.reference}"
        self._tell(dangling, file, column, "unknown-reference", message, tally)

    def _tell(self, query: str, file: CsvFile, column: Column, code: str, message: str, tally: Tally) -> None:
        limit = "" if tally.most is None else f"LIMIT {tally.most}"
        first = f"""
            WITH found AS MATERIALIZED ({query})
            SELECT *, (SELECT count(*) FROM found) FROM found ORDER BY 1 {limit}"""
        found = self._db.execute(first).fetchall()
        position = file.table.names.index(column.name) + 1
        for row, text, _ in found:
            tally.add(file.name, code, f"{column.name}: {quoted(text)} {message}", row=row, column=position)
        tally.more(file.name, code, found[0][2] - len(found) if found else 0)

    def _references(self, table: Table) -> int:
        columns = [f'count("{column.name}")' for column in _keys(table) if column.reference in self._kept]
        return sum(self._one(f'SELECT {", ".join(columns)} FROM "{table.name}"')) if columns else 0

    def mentions(self, ids: list[str], but: Container[str]) -> Iterator[tuple[str, int, int]]:
        """Where any of some ids stands among the keys of tables: path, column and row."""
        self._db.register("wanted", pa.table({"wanted": ids}))
        for name, file in self._kept.items():
            for column in _keys(file.table) if name not in but else ():
                query = f'SELECT "{ROW}" FROM "{name}" SEMI JOIN wanted ON wanted = "{column.name}" ORDER BY 1'
                for (row,) in self._db.execute(query).fetchall():
                    yield file.name, file.table.names.index(column.name) + 1, row

    def _one(self, query: str) -> tuple[int, ...]:
        rows: list[tuple[int, ...]] = self._db.execute(query).fetchall()
        return rows[0]


def _keys(table: Table) -> list[Column]:
    return [column for column in table.columns if column.unique or column.reference]
