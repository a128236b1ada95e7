"""The store that a build has by itself: a DuckDB database that keeps to its memory."""

import weakref
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import sleep
from typing import Any

import duckdb
import pyarrow as pa

from onrecord.batches import BATCH_ROWS, T, rebatched
from onrecord.problems import UsageError
from onrecord.store import Store, literal

MEMORY = "1GB"
"""How much memory a store takes at most, unless it is told otherwise."""
FEW_BYTES = 8_000_000
"""Of fewer bytes, threads wait for one another, and plans take longer to perfect than to carry out."""
_NEEDED = """build_side_probe_side deliminator filter_pushdown join_order limit_pushdown top_n unnest_rewriter
unused_columns""".split()
"""What a plan needs in any case, so that no statement grows with the square of what it reads."""
_MOST_STATEMENTS = 512
"""How many parsed statements are kept: all of a build, but for those that are about some of its rows."""
_statements: dict[str, duckdb.Statement] = {}
_SOON = 0.05
"""Seconds until somebody who did not hear is told again."""
_SEALED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
}
"""A query fetches nothing and reads no file."""


def connect(file: str = ":memory:", **config: str) -> duckdb.DuckDBPyConnection:
    """An empty database, in memory or in a new file, that reaches neither other files nor the network."""
    return duckdb.connect(file, config={**_SEALED, **config})


def _parsed(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """A statement, ready for any database: who builds again in the same process has parsed it. Raises duckdb.Error."""
    statement = _statements.get(sql)
    if statement is None:
        found = cursor.extract_statements(sql)
        if len(found) != 1:
            raise duckdb.InvalidInputException(f"a query is one statement, not {len(found)}")
        if len(_statements) >= _MOST_STATEMENTS:
            _statements.clear()
        statement = _statements[sql] = found[0]
    return statement


def stay_simple(connection: duckdb.DuckDBPyConnection, expected: int) -> None:
    """One thread and, of what makes plans better, only what they need: where few bytes are ``expected`` to be read."""
    if not 0 < expected < FEW_BYTES:
        return
    known = {name for (name,) in connection.execute("FROM duckdb_optimizers()").fetchall()}
    connection.execute(f"SET disabled_optimizers = '{','.join(sorted(known.difference(_NEEDED)))}'")
    connection.execute("SET threads = 1")


class DuckStore(Store):
    """Tables in a database that keeps to its memory: what does not fit waits in a temporary folder."""

    def __init__(self, memory: str = MEMORY, folder: Path | None = None, expected: int = 0) -> None:
        """``memory`` is a size such as ``512MB``; what does not fit goes below ``folder`` or where the system likes.

        Where more bytes are ``expected`` than that, tables stand in a file from the start; where few are (0: nobody
        knows), queries have one thread and simple plans.
        """
        super().__init__()
        try:
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            self._spill = TemporaryDirectory(prefix="onrecord-", dir=folder, ignore_cleanup_errors=True)
        except OSError as error:
            raise UsageError(f"cannot write to {folder or 'the temporary folder'}: {error.strerror}") from error
        self._in_use, self._using = set[duckdb.DuckDBPyConnection](), Lock()
        config = {"memory_limit": memory, "temp_directory": self._spill.name}
        try:
            self._connection = connect(**config)
            if expected > _bytes(self._setting("memory_limit")):
                self._connection.close()
                self._connection = connect(str(Path(self._spill.name) / "store.duckdb"), **config)
        except duckdb.IOException as error:
            self._spill.cleanup()
            raise UsageError(f"cannot write to {self._spill.name}: {str(error).splitlines()[0]}") from error
        except duckdb.Error as error:
            self._spill.cleanup()
            raise UsageError(f"`--memory` takes a size such as 1GB, and not too small a one: {memory}") from error
        stay_simple(self._connection, expected)
        self._threads, self._alone, self._counting = int(self._setting("threads")), 0, Lock()
        self._shown: dict[str, _Shown] = {}
        self._close = weakref.finalize(self, _closed, self._connection, self._spill)

    def close(self) -> None:
        """Forgets every table; done by itself where nobody needs the store any more."""
        self._close()

    def __getitem__(self, name: str) -> pa.Table:
        if name not in self._names:
            raise KeyError(name)
        return self.query(f'FROM "{name}"')

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection of its own to the database; Ctrl-C in a query is what it is everywhere else."""
        try:
            with self._connection.cursor() as cursor:
                with self._using:
                    self._in_use.add(cursor)
                try:
                    yield cursor
                finally:
                    with self._using:
                        self._in_use.discard(cursor)
        except RuntimeError as error:
            if "interrupted" in str(error).lower():
                raise KeyboardInterrupt from error
            raise

    def at_once(self, steps: Sequence[Callable[[], object]]) -> None:
        """Takes steps of which none needs what another makes; see :meth:`Store.at_once`.

        Statements that keep the order of rows have one thread each, so that so many run beside one another.
        """
        if self._threads == 1:
            super().at_once(steps)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            jobs = dict[Future[object], Callable[[], object]]()
            try:
                for step in steps:
                    jobs[pool.submit(step)] = step
                left = [jobs[job] for job in as_completed(jobs) if not _had_memory(job)]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self._interrupt(jobs)
                raise
        super().at_once(left)

    def _interrupt(self, jobs: Iterable[Future[object]]) -> None:
        """Ends the statements of jobs until none goes on: one that is between two statements hears nothing."""
        while any(job.running() for job in jobs):
            with self._using:
                for cursor in self._in_use:
                    cursor.interrupt()
            sleep(_SOON)

    def query(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
        """The answer to one query, in memory; ``beside`` has small tables that it asks for besides the store's.

        Raises duckdb.Error where it fails.
        """
        return self._answered(lambda cursor: cursor.sql(_parsed(cursor, sql)).to_arrow_table(), beside)

    def rows(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
        """The answer to one query as dicts: of a few rows, sooner there than as Arrow. Raises duckdb.Error."""
        return self._answered(lambda cursor: _dicts(cursor.execute(_parsed(cursor, sql))), beside)

    def stream(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The answer to one query in batches of ``BATCH_ROWS``, all but the last full."""
        with self._cursor() as cursor:
            yield from rebatched(cursor.sql(_parsed(cursor, sql)).to_arrow_reader(BATCH_ROWS))

    def batches(self, name: str, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Columns of a table in batches of ``BATCH_ROWS``, all but the last full, its rows in their order."""
        cells, shown = ", ".join(map(_quoted, columns)), self._shown.get(name)
        if shown and shown.along and "id" in columns:
            yield from rebatched(self._alongside(shown, cells))
        else:
            order = f" ORDER BY {shown.order}" if shown else ""
            yield from self.stream(f"SELECT {cells} FROM {_quoted(name)}{order}")

    def _alongside(self, shown: "_Shown", cells: str) -> Iterator[pa.RecordBatch]:
        """The rows of a shown table, made beside so many rows of the table that it is along at a time.

        Of what names those rows, the database holds no more than belongs to them, however many there are in all.
        """
        for within in self._stretches(shown.along):
            given = yield from self._in_step(shown, cells, within)
            if given is not None:
                order = f"ORDER BY {shown.order} OFFSET {given}"
                with self._one_thread():
                    yield from self.stream(f"SELECT {cells} FROM ({shown.sql}) WHERE {within} {order}")

    def _stretches(self, table: str) -> Iterator[str]:
        """Conditions on the ids of a table that is in their order, each true of the next so many rows."""
        starts = [literal(row["start"]) for row in self.rows(_STRETCHES.format(table=_quoted(table), rows=_STRETCH))]
        borders = ["true", *(f"id >= {start}" for start in starts[1:])]
        for border, end in zip(borders, [*starts[1:], None], strict=True):
            yield f"{border} AND id < {end}" if end else border

    def _in_step(self, shown: "_Shown", cells: str, within: str) -> Generator[pa.RecordBatch, None, int | None]:
        """Batches of a shown table as the joins give them, as long as they have the ids of the table that it is along.

        With one thread, joins give rows in the order of their first table unless they have to go to files: so that
        they are seldom sorted. Returns how many rows came before they lost the order; None if they never did.
        """
        given = 0
        with self._one_thread():
            along = self.stream(f"SELECT id FROM {_quoted(shown.along)} WHERE {within}")
            for batch in self.stream(f"SELECT {cells} FROM ({shown.sql}) WHERE {within}"):
                ids = next(along, None)
                if ids is None or not batch.column("id").equals(ids.column("id")):
                    return given
                given += len(batch)
                yield batch
        return None

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        """The database with one thread for as long as anybody wants that."""
        self._want_one(1)
        try:
            yield
        finally:
            with suppress(duckdb.ConnectionException):  # it was closed before the last row was taken
                self._want_one(-1)

    def _want_one(self, more: int) -> None:
        """Notes that so many more want one thread, and gives the database as many as that makes."""
        if self._threads == 1:
            return
        with self._counting:
            threads = 1 if self._alone + more else self._threads
            self._asked(lambda cursor: cursor.execute(f"SET threads = {threads}"))
            self._alone += more

    def _setting(self, name: str) -> str:
        with self._cursor() as cursor:
            [(value,)] = cursor.execute(f"SELECT current_setting('{name}')").fetchall()
        return str(value)

    def counts(self, names: Mapping[str, str]) -> dict[str, int]:
        """How many rows tables have, by what the caller calls each, in one query."""
        tables = [shown.along if (shown := self._shown.get(name)) and shown.along else name for name in names.values()]
        with self._cursor() as cursor:
            counts = ", ".join(f"(SELECT count(*) FROM {_quoted(table)})" for table in tables)
            [row] = cursor.execute(_parsed(cursor, f"SELECT {counts}")).fetchall()
        return dict(zip(names, map(int, row), strict=True))

    def put(self, name: str, rows: pa.Table) -> None:
        """Makes a table of rows, in place of any of that name."""
        made = f'CREATE OR REPLACE TABLE "{name}" AS FROM given'
        self._answered(lambda cursor: cursor.execute(_parsed(cursor, made)), {"given": rows})
        self._names[name] = None

    def append(self, name: str, rows: pa.Table) -> None:
        """Adds rows to the end of a table."""
        with self._cursor() as cursor:
            cursor.register("given", rows)
            cursor.execute(f'INSERT INTO "{name}" FROM given')

    def define(self, name: str, sql: str, order: Sequence[str] = (), *, mostly: bool = False) -> int:
        """Makes a table of the answer to a query, in the order of some columns; see :meth:`Store.define`."""
        if order and mostly:
            with self._one_thread():  # joins keep the order of their first table; with more threads, they do not
                count = self.define(name, sql)
            if count < 2 or not self.rows(_DISORDER.format(keys=", ".join(order), name=name))[0]["found"]:
                return count
            sql = f"FROM {name}"
        sorting = f" ORDER BY {', '.join(order)}" if order else ""
        made = f'CREATE OR REPLACE TABLE "{name}" AS FROM ({sql}){sorting}'
        [(count,)] = self._answered(lambda cursor: cursor.execute(_parsed(cursor, made)).fetchall())
        self._names[name] = None
        return int(count)

    def show(self, name: str, sql: str, order: Sequence[str], along: str = "") -> None:
        """Makes a table that is put together anew whenever somebody reads it; see :meth:`Store.show`."""
        shown = _Shown(sql, ", ".join(order), along)
        self._execute(f'CREATE OR REPLACE VIEW "{name}" AS FROM ({sql}) ORDER BY {shown.order}')
        self._names[name], self._shown[name] = None, shown

    def update(self, name: str, column: str, sql: str) -> None:
        """Fills a column of the rows of a table whose ``id`` a query answers, beside the value as ``{column}``."""
        self._execute(f"UPDATE {name} SET {column} = news.{column} FROM ({sql}) news WHERE news.id = {name}.id")

    def reach(self, name: str, sql: str) -> None:
        """Makes a table of all that can be reached in steps of any number; see :meth:`Store.reach`."""
        self.define(name, _REACHED.format(steps=sql))

    def drop(self, name: str) -> None:
        """Forgets a table."""
        self._execute(f'DROP TABLE "{name}"')
        del self._names[name]

    def _execute(self, sql: str) -> None:
        self._answered(lambda cursor: cursor.execute(_parsed(cursor, sql)))

    def _answered(
        self, ask: Callable[[duckdb.DuckDBPyConnection], T], beside: Mapping[str, pa.Table] | None = None
    ) -> T:
        """What a statement answers; with one thread where there is too little memory for more.

        Every thread that joins or sorts has blocks of memory of its own, however much of the rest waits in files.
        """
        try:
            return self._asked(ask, beside)
        except duckdb.OutOfMemoryException:
            if self._alone or self._threads == 1:
                raise
        with self._one_thread():
            return self._asked(ask, beside)

    def _asked(self, ask: Callable[[duckdb.DuckDBPyConnection], T], beside: Mapping[str, pa.Table] | None = None) -> T:
        with self._cursor() as cursor:
            for name, rows in (beside or {}).items():
                cursor.register(name, rows)
            return ask(cursor)


def _had_memory(job: Future[object]) -> bool:
    """Whether a step had as much as it needed; raises whatever else it failed with."""
    try:
        job.result()
    except duckdb.OutOfMemoryException:
        return False
    return True


def _dicts(answer: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of an answer, each as values by column."""
    names = [name for name, *_ in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


@dataclass(frozen=True)
class _Shown:
    """A table that is put together when somebody reads it."""

    sql: str
    order: str
    along: str


_UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "PiB": 2**50}


def _bytes(size: str) -> float:
    """A size as DuckDB tells it, such as ``476.8 MiB``."""
    number, unit = size.split()
    return float(number) * _UNITS[unit]


_DISORDER = """
SELECT coalesce(bool_or(wrong), false) AS found FROM (SELECT ({keys}) <= lag(({keys})) OVER () AS wrong FROM {name})
"""
"""Whether a row is not behind the one before it."""
_STRETCH = 64 * BATCH_ROWS
"""Beside how many rows of a table another that is along it is made at a time."""
_STRETCHES = """
SELECT min(id) AS start FROM (SELECT id, row_number() OVER () - 1 AS place FROM {table})
GROUP BY place // {rows} ORDER BY min(place)
"""
"""The first id of every so many rows, in the order of the rows."""
_REACHED = """
WITH RECURSIVE steps AS ({steps}),
reached(chain, start, here) AS (
    SELECT chain, start, here FROM steps
    UNION SELECT r.chain, r.start, s.here FROM reached r JOIN steps s ON s.chain = r.chain AND s.start = r.here
)
SELECT * FROM reached
"""


def _quoted(name: str) -> str:
    return f'"{name}"'


def _closed(connection: duckdb.DuckDBPyConnection, spill: TemporaryDirectory[str]) -> None:
    connection.close()
    spill.cleanup()
