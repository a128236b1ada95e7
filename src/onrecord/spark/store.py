"""Tables by name on Spark: large ones as Parquet files that every worker reaches, small ones in this process."""

import shutil
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame, SparkSession

from onrecord.batches import BATCH_ROWS, T, WritePart, rebatched
from onrecord.duck_store import MEMORY, DuckStore
from onrecord.problems import UsageError
from onrecord.spark.dialect import made_first, tables_in, translated
from onrecord.spark.tasks import address, found_at
from onrecord.spark.writing import by_parts
from onrecord.store import Store

SMALL = 10_000_000
"""Tables of no more rows than these are held in this process as well: a statement about such tables alone is answered
there, sooner than Spark answers it."""
_AT_ONCE = 4
"""Queries that are asked side by side."""
_MANY = 50
"""Batches that go into the database of this process at once."""

_numbers = count()
"""Stores of one session share its names, so each has a number."""


@dataclass
class _Far:
    """A table as Spark has it."""

    rows: int
    folder: Path
    """Its Parquet files; the order of their names is that of its rows."""
    order: tuple[str, ...] = ()
    """The columns that its rows are in order of."""
    known: bool = False
    """Whether Spark knows it by its name."""


@dataclass(frozen=True)
class _Shown:
    """A table that is made when somebody asks for its rows."""

    sql: str
    order: tuple[str, ...]


class SparkStore(Store):
    """Tables for statements that run on many machines, in a folder that all of them reach.

    A table is near (in a database of this process), far (in files), or both. A statement runs near where all of its
    tables are near, so that nothing waits for Spark that this process answers at once.
    """

    def __init__(
        self, session: SparkSession, folder: Path | None = None, memory: str = MEMORY, small: int = SMALL
    ) -> None:
        """``folder`` is one that all workers reach; ``small`` the most rows of a table that are held here as well."""
        super().__init__()
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._room = TemporaryDirectory(prefix="onrecord-", dir=folder, ignore_cleanup_errors=True)
        except OSError as error:
            raise UsageError(f"cannot write to {folder or 'the temporary folder'}: {error.strerror}") from error
        self.session = session
        self._near = DuckStore(memory, folder)
        self.small = small
        self._number = next(_numbers)
        self._folders = count()
        self._far: dict[str, _Far] = {}
        self._shown: dict[str, _Shown] = {}
        self._adopted: dict[str, DataFrame] = {}
        self._clean_up = weakref.finalize(self, self._room.cleanup)

    def close(self) -> None:
        """Forgets every table."""
        for name in [*self._adopted, *(name for name, far in self._far.items() if far.known)]:
            self.session.catalog.dropTempView(self._view(name))
        self._near.close()
        self._clean_up()

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._names:
            raise KeyError(name)
        if name in self._near:
            return self._near[name]
        return pa.Table.from_batches(self._batches(name, None), self._schema(name))

    def query(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """The answer to one query, in memory; ``beside`` has small tables that it asks for besides the store's."""
        beside = beside or {}
        if self._is_near(sql, beside):
            return self._near.query(sql, beside)
        if first := made_first(sql):
            name, made, rest = first
            self.define(name, made)
            answer = self.query(rest, beside)
            self.drop(name)
            return answer
        views = {name: f"{self._view(name)}_beside" for name in beside}
        for name, rows in beside.items():
            self.session.createDataFrame(rows).createOrReplaceTempView(views[name])
        answer = self._frame(sql, views).toArrow()
        for view in views.values():
            self.session.catalog.dropTempView(view)
        return answer

    def rows(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
        """The answer to one query as dicts, for answers of a few rows."""
        return self._near.rows(sql, beside) if self._is_near(sql, beside or {}) else super().rows(sql, beside)

    def answers(self, queries: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
        """The answers to several queries, asked side by side: most wait for Spark to plan, or for its last task."""
        for sql in queries:
            if not self._is_near(sql):
                self._views(sql)  # in turn: there is one list of names
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from pool.map(self.rows, queries)

    def stream(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to one query in batches of ``BATCH_ROWS``, all but the last full."""
        if self._is_near(sql):
            yield from self._near.stream(sql)
            return
        folder = self._written(self._frame(sql))
        yield from rebatched(_read(folder, None))
        shutil.rmtree(folder, ignore_errors=True)

    def batches(self, name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table in batches of ``BATCH_ROWS``, all but the last full, its rows in their order."""
        return self._near.batches(name, columns) if name in self._near else self._batches(name, columns)

    def by_parts(self, name: str, schema: pa.Schema, rows: int, into: Path, write: WritePart[T]) -> Iterator[T]:
        """Has every so many rows of a table written into a folder; see :meth:`Store.by_parts`."""
        if name in self._near and self._near.count(name) <= rows:
            return super().by_parts(name, schema, rows, into, write)
        drafts = self._new_folder()
        drafts.mkdir()
        return by_parts(self.session, self.files(name), schema, rows, into, drafts, write)

    def counts(self, names: Mapping[str, str]) -> dict[str, int]:
        """How many rows tables have, by what the caller calls each."""
        here = {key: name for key, name in names.items() if name in self._near}
        near = self._near.counts(here) if here else {}
        return {key: near[key] if key in near else self._made(name).rows for key, name in names.items()}

    def put(self, name: str, rows: pa.Table) -> None:
        """Makes a table of rows, in place of any of that name."""
        self._forget(name)
        self._names[name] = None
        if len(rows) <= self.small:
            self._near.put(name, rows)
        else:
            self._save(name, rows.schema, rows.to_batches())

    def append(self, name: str, rows: pa.Table) -> None:
        """Adds rows to the end of a table."""
        if name in self._near and self._near.count(name) + len(rows) <= self.small:
            self._near.append(name, rows)
            self._forget_far(name)
            return
        far = self._shared(name)
        if name in self._near:
            self._near.drop(name)
        _write(far.folder / f"{len(_files(far.folder)):06}.parquet", rows.schema, rows.to_batches())
        far.rows, far.known, far.order = far.rows + len(rows), False, ()

    def define(self, name: str, sql: str, order: Sequence[str] = (), *, mostly: bool = False) -> int:
        """Makes a table of the answer to a query, in the order of some columns; see :meth:`Store.define`."""
        if self._is_near(sql):
            rows = self._near.define(name, sql, order, mostly=mostly)
            self._forget_far(name)
            self._names[name] = None
            return rows
        folder = self._written(self._frame(_ordered(sql, order)))
        return self._keep(name, folder, order)

    def show(self, name: str, sql: str, order: Sequence[str], along: str = "") -> None:
        """Makes a table that is put together when somebody reads it; see :meth:`Store.show`."""
        self._forget(name)
        self._names[name] = None
        if self._is_near(sql):
            self._near.show(name, sql, order, along)
        else:
            self._shown[name] = _Shown(sql, tuple(order))

    def update(self, name: str, column: str, sql: str) -> None:
        """Fills a column of the rows of a table whose ``id`` a query answers, beside the value as ``{column}``."""
        if name in self._near and self._is_near(sql):
            self._near.update(name, column, sql)
            self._forget_far(name)
            return
        filled = f"""SELECT o.* EXCLUDE ({column}), coalesce(n.{column}, o.{column}) AS {column}
            FROM {name} o LEFT JOIN ({sql}) n ON n.id = o.id"""
        self.define(name, filled, self._made(name).order)

    def reach(self, name: str, sql: str) -> None:
        """Makes a table of all that can be reached in steps of any number; see :meth:`Store.reach`.

        The steps are followed in this process, whose database may wait in files: most records lead nowhere.
        """
        if self._is_near(sql):
            self._near.reach(name, sql)
        else:
            self._near.put("steps", pa.table([[]] * 3, pa.schema([(each, pa.string()) for each in _STEP])))
            for batch in self.stream(sql):
                self._near.append("steps", pa.Table.from_batches([batch]))
            self._near.reach(name, "FROM steps")
            self._near.drop("steps")
        self._forget_far(name)
        self._names[name] = None

    def drop(self, name: str) -> None:
        """Forgets a table."""
        self._forget(name)
        del self._names[name]

    def files(self, name: str) -> list[Path]:
        """The Parquet files of a table, in the order of its rows."""
        return _files(self._shared(name).folder)

    def adopt(self, name: str, frame: DataFrame) -> None:
        """Makes a table of what Spark has elsewhere, and leaves it there until somebody asks for its rows here."""
        self._forget(name)
        self._names[name] = None
        self._adopted[name] = frame
        frame.createOrReplaceTempView(self._view(name))

    def _keep(self, name: str, folder: Path, order: Sequence[str]) -> int:
        """Takes the files of a folder for a table, in place of any of that name."""
        self._forget(name)
        self._names[name] = None
        rows = sum(int(pq.read_metadata(file).num_rows) for file in _files(folder))
        self._far[name] = _Far(rows, folder, tuple(order))
        if rows <= self.small:
            self._take_near(name)
        return rows

    def _take_near(self, name: str) -> None:
        """Holds the rows of a table here as well."""
        batches, schema = self._batches(name, None), self._schema(name)
        self._near.put(name, schema.empty_table())
        while taken := list(islice(batches, _MANY)):
            self._near.append(name, pa.Table.from_batches(taken, schema))

    def _is_near(self, sql: str, beside: Iterable[str] = ()) -> bool:
        """Whether all tables of a query are held here."""
        return self.small >= 0 and all(name in self._near or name in beside for name in tables_in(sql))

    def _frame(self, sql: str, beside: Mapping[str, str] | None = None) -> DataFrame:
        """The answer to a query, as Spark has it."""
        return self.session.sql(translated(sql, self._views(sql, beside)))

    def _views(self, sql: str, beside: Mapping[str, str] | None = None) -> dict[str, str]:
        """What Spark calls the tables of a query."""
        given = beside or {}
        return {name: given[name] if name in given else self._known(name) for name in tables_in(sql)}

    def _known(self, name: str) -> str:
        """The name by which Spark knows a table; it is told of it where it does not yet."""
        view = self._view(name)
        if name in self._adopted:
            return view
        far = self._shared(name)
        if not far.known:
            schema = self.session.createDataFrame(self._schema(name).empty_table()).schema
            self.session.read.schema(schema).parquet(found_at(far.folder)).createOrReplaceTempView(view)
            far.known = True
        return view

    def _view(self, name: str) -> str:
        return f"onrecord_{self._number}_{name}"

    def _shared(self, name: str) -> _Far:
        """A table in files, written there where only this process has it."""
        if name not in self._far and name in self._near:
            schema = self._schema(name)
            self._save(name, schema, self._near.batches(name, schema.names))
        return self._made(name)

    def _made(self, name: str) -> _Far:
        """A table in files, put together now if it was only shown or adopted."""
        if name in self._shown:
            shown = self._shown.pop(name)
            self.define(name, shown.sql, shown.order)
        if name in self._adopted:
            self._keep(name, self._written(self._adopted[name]), ())
        if name not in self._far and name in self._near:
            return self._shared(name)
        return self._far[name]

    def _save(self, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Writes rows into files, for Spark to find them."""
        folder = self._new_folder()
        folder.mkdir()
        rows = _write(folder / f"{0:06}.parquet", schema, batches)
        self._far[name] = _Far(rows, folder)

    def _written(self, frame: DataFrame) -> Path:
        folder = self._new_folder()
        frame.write.parquet(address(folder))
        return folder

    def _new_folder(self) -> Path:
        return Path(self._room.name) / f"{next(self._folders):06}"

    def _forget(self, name: str) -> None:
        self._forget_far(name)
        self._shown.pop(name, None)
        self._adopted.pop(name, None)
        if name in self._near:
            self._near.drop(name)

    def _forget_far(self, name: str) -> None:
        far = self._far.pop(name, None)
        if far:
            shutil.rmtree(far.folder, ignore_errors=True)

    def _schema(self, name: str) -> pa.Schema:
        if name in self._near:
            return self._near.query(f'FROM "{name}" LIMIT 0').schema
        return pq.read_schema(_files(self._made(name).folder)[0]).remove_metadata()

    def _batches(self, name: str, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
        return rebatched(_read(self._made(name).folder, columns))


_STEP = ("chain", "start", "here")


def _ordered(sql: str, order: Sequence[str]) -> str:
    return f"SELECT * FROM ({sql}) ORDER BY {', '.join(order)}" if order else sql


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _read(folder: Path, columns: Sequence[str] | None) -> Iterator[pa.RecordBatch]:
    for file in _files(folder):
        with pq.ParquetFile(file) as opened:
            for batch in opened.iter_batches(BATCH_ROWS, columns=columns):
                yield batch.select(columns) if columns else batch


def _write(path: Path, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> int:
    """Writes batches into a file; returns how many rows they have."""
    rows, waiting = 0, iter(batches)
    with pq.ParquetWriter(path, schema.remove_metadata()) as file:
        while taken := list(islice(waiting, _MANY)):
            file.write_table(pa.Table.from_batches(taken, schema))
            rows += sum(map(len, taken))
    return rows
