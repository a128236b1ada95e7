"""Reading on Spark: each part of the input by a task, which leaves the rows as files that all machines see.

The driver learns of a part only what it holds besides rows: how many lines, and which problems.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import DataFrame
from pyspark.sql import functions as sql
from pyspark.sql.pandas.types import from_arrow_schema

from onrecord.dataset import AUTHORED as PREFIX
from onrecord.read.origins import cannot_open
from onrecord.read.part import Part, PartRows, content_of, read_part
from onrecord.read.reader import Here
from onrecord.read.record import AUTHORED
from onrecord.read.workers import Work, is_large, name_of
from onrecord.spark.store import SparkStore
from onrecord.spark.tasks import each, found_at
from onrecord.store import Store
from onrecord.tables import ORIGIN, TABLES

_DAY = 86_400
_FILE, _SHIFT = "_file", "_shift"


@dataclass(frozen=True)
class PartFiles(PartRows):
    """What a part holds, its rows left in files."""

    name: str = ""
    """What the names of the files begin with."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """The tables that there are rows of, and how many."""
    shift: int = 0
    """How much higher origins are than in the files."""
    left_out: frozenset[int] = frozenset()
    """The origins of rows that are not to be checked any further."""

    def sound(self) -> "PartFiles":
        """The same without the rows of which only the references can be judged."""
        return replace(self, left_out=self.doubtful, doubtful=frozenset())

    def moved(self, shift: int) -> "PartFiles":
        """The same with origins that much higher."""
        return replace(
            self,
            shift=self.shift + shift,
            doubtful=frozenset(place + shift for place in self.doubtful),
            left_out=frozenset(place + shift for place in self.left_out),
        )


def leave(parts: Sequence[Part], folder: Path, number: int) -> PartRows:
    """Reads one part and leaves its rows in a folder, where an earlier run has not; tells what it holds besides."""
    part = parts[number]
    try:
        content = content_of(part)
    except OSError as error:
        return PartRows(problems=(cannot_open(part.name, error),))
    name = name_of(part, content)
    return _kept(folder, name) or _keep(read_part(part, content), folder, name)


def _kept(folder: Path, name: str) -> PartFiles | None:
    """What an earlier run left; None where nothing is, or not all of it."""
    with suppress(OSError, ValueError, KeyError):
        told = json.loads((folder / f"{name}.rows").read_text("utf-8"))
        if all(_path(folder, name, table).is_file() for table in told["counts"]):
            return PartFiles(lines=told["lines"], name=name, counts=told["counts"])
    return None


def _keep(found: PartRows, folder: Path, name: str) -> PartFiles:
    """Leaves rows in files, each beside its place first: a task may run twice, and be ended at any time.

    The file that tells of them is the last, and there is none of parts with problems: a later run reads them again.
    """
    counts = {table: len(rows) for table, rows in found.rows}
    for table, rows in found.rows:
        with _new(_path(folder, name, table)) as draft:
            pq.write_table(rows, draft)
    if not found.problems:
        with _new(folder / f"{name}.rows") as draft:
            draft.write_text(json.dumps({"counts": counts, "lines": found.lines}), "utf-8")
    return PartFiles((), found.problems, found.refused, found.doubtful, found.lines, name, counts)


def _path(folder: Path, name: str, table: str) -> Path:
    return folder / f"{name}-{table}.parquet"


@contextmanager
def _new(path: Path) -> Iterator[Path]:
    """A file beside its place, which it takes when it is finished."""
    draft = path.with_name(f"{uuid4().hex}.draft")
    try:
        yield draft
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Removes what ended tasks and parts with problems left in a folder, so long ago that nobody can need it still."""
    told = {path.stem for path in folder.glob("*.rows")}
    untold = (path for path in folder.glob("*.parquet") if path.stem.partition("-")[0] not in told)
    for path in [*folder.glob("*.draft"), *untold]:
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _DAY:
                path.unlink()


class OnSpark(Here):
    """Reads large inputs by tasks of Spark, and small ones here; their tables stand in a store on Spark."""

    def __init__(self, work: Work, store: SparkStore, folder: Path) -> None:
        """``folder`` is one that all machines reach: there tasks leave rows, and find those of an earlier run."""
        super().__init__(work, store)
        self._tables, self._spark, self._folder = store, store.session, folder.absolute()
        self._left: list[PartFiles] = []

    def read(self, parts: Sequence[Part]) -> Iterator[PartRows]:
        """What each part holds, in the order of the parts."""
        if not is_large(parts):
            yield from super().read(parts)
            return
        _sweep(self._folder)
        total = sum(part.size for part in parts)
        parts = [replace(part, path=part.path.absolute()) for part in parts]  # tasks run elsewhere
        yield from each(self._spark, len(parts), partial(leave, parts, self._folder), self._told(len(parts), total))
        self._work.progress("reading bytes", total, total)

    def _told(self, count: int, total: int) -> Callable[[int], None]:
        return lambda done: self._work.progress("reading bytes", total * done // count, total)

    def put(self, part: PartRows) -> None:
        """Notes where the rows of a part are."""
        if isinstance(part, PartFiles):
            self._left.append(part)
        else:
            super().put(part)

    def finish(self) -> Store:
        """The store with all that was read, and empty tables where nothing came."""
        for name in AUTHORED:
            parts = [part for part in self._left if name in part.counts]
            if sum(part.counts[name] for part in parts) > self._tables.small:
                self._tables.adopt(f"{PREFIX}{name}", self._frame(name, parts))
            else:
                for part in parts:
                    super().put(_loaded(part, self._folder, name))
        return super().finish()

    def _frame(self, name: str, parts: Sequence[PartFiles]) -> DataFrame:
        """The rows of a table in the files of parts, each with the origin that it has among all."""
        schema, names = TABLES[name].authored_schema, [_path(self._folder, part.name, name) for part in parts]
        shifts = pa.table({_FILE: [path.name for path in names], _SHIFT: [part.shift for part in parts]})
        rows = self._spark.read.schema(from_arrow_schema(schema)).parquet(*sorted(set(map(found_at, names))))
        placed = rows.withColumn(_FILE, sql.col("_metadata.file_name")).join(self._small(shifts), _FILE)
        origin = (sql.col(ORIGIN) + sql.col(_SHIFT)).alias(ORIGIN)
        frame = placed.select(*(origin if field == ORIGIN else field for field in schema.names))
        left_out = sorted(frozenset[int]().union(*(part.left_out for part in parts)))
        if not left_out:
            return frame
        return frame.join(self._small(pa.table({ORIGIN: left_out})), ORIGIN, "left_anti").select(*schema.names)

    def _small(self, rows: pa.Table) -> DataFrame:
        """A few rows that every machine gets, so that those they are joined with stay where they are."""
        return sql.broadcast(self._spark.createDataFrame(rows))


def _loaded(part: PartFiles, folder: Path, name: str) -> PartRows:
    """The rows of a part in one table, from its file."""
    rows = pq.read_table(_path(folder, part.name, name), schema=TABLES[name].authored_schema)
    left_out = frozenset(place - part.shift for place in part.left_out)
    return PartRows(((name, rows),), doubtful=left_out).sound().moved(part.shift)
