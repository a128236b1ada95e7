"""Reading parts side by side: each in a process of its own, what they hold in the order of the parts."""

import hashlib
import json
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

import pyarrow as pa

from onrecord.arrow import spare_pandas
from onrecord.duck_store import MEMORY
from onrecord.problems import UsageError
from onrecord.progress import Progress, silently
from onrecord.read.formats import FORMATS
from onrecord.read.origins import cannot_open
from onrecord.read.part import PART, Part, PartRows, content_of, read_part
from onrecord.tables import TABLES

_WORTH = 2 * PART
"""Bytes of input below which starting workers and keeping rows take longer than they save."""


def is_large(parts: Sequence[Part]) -> bool:
    """Whether it is worth while to have parts read by others."""
    return sum(part.size for part in parts) >= _WORTH


@dataclass(frozen=True)
class Work:
    """How much of the machine a build may take, and where it may leave what it would have to do again."""

    memory: str = MEMORY
    """What the database may hold in memory; the rest waits in files."""
    workers: int = 1
    """How many processes read; with one, this process reads."""
    folder: Path | None = None
    """Where waits what does not fit into memory; by default, where the system likes."""
    cache: Path | None = None
    """Where the rows of large inputs are kept for a later run; nothing is kept without it."""
    progress: Progress = silently
    """Whoever watches."""


def read_parts(parts: Sequence[Part], work: Work) -> Iterator[PartRows]:
    """What each part holds, in the order of the parts."""
    total, done = sum(part.size for part in parts), 0
    for part, rows in zip(parts, _read_all(parts, work, total), strict=True):
        yield rows
        done += part.size
        work.progress("reading bytes", done, total)


def _read_all(parts: Sequence[Part], work: Work, total: int) -> Iterator[PartRows]:
    cache = work.cache if total >= _WORTH else None
    if work.workers < 2 or total < _WORTH:
        yield from (_loaded(_read(part, cache)) for part in parts)
        return
    with ProcessPoolExecutor(work.workers, _context(), _start) as pool:
        try:
            yield from _in_order(pool, parts, work)
        except BrokenProcessPool as error:
            raise UsageError("a process that reads was ended, perhaps for want of memory: try `--workers 1`") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _in_order(pool: ProcessPoolExecutor, parts: Iterable[Part], work: Work) -> Iterator[PartRows]:
    """A few parts ahead are read at a time, so that nobody waits and nothing piles up."""
    ahead = deque[Future[PartRows | _Kept]]()
    for part in parts:
        ahead.append(pool.submit(_read, part, work.cache))
        if len(ahead) > 2 * work.workers:
            yield _loaded(ahead.popleft().result())
    while ahead:
        yield _loaded(ahead.popleft().result())


def _context() -> multiprocessing.context.BaseContext:
    """Processes that share nothing with this one, started from one that has all modules where the system can."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["onrecord.read.workers"])
    return context


def _start() -> None:
    """A worker leaves Ctrl-C to its parent, the other cores to its siblings, and pandas to those who want it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    pa.set_cpu_count(1)
    spare_pandas()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        os._exit(1)


def _read(part: Part, cache: Path | None) -> "PartRows | _Kept":
    """What a part holds, or where it is kept: files that both know cost less than to send what they hold."""
    try:
        content = content_of(part)
    except OSError as error:
        return PartRows(problems=(cannot_open(part.name, error),))
    kept = _Kept.of(part, content, cache) if cache else None
    if kept and kept.load():
        return kept
    found = read_part(part, content)
    return kept if kept and kept.save(found) else found


def _loaded(found: "PartRows | _Kept") -> PartRows:
    if isinstance(found, PartRows):
        return found
    loaded = found.load()
    if loaded is None:
        raise UsageError(f"{found.folder} was changed while it was in use: build again")
    return loaded


def name_of(part: Part, content: bytes) -> str:
    """A hash of a part's content and of what reads it: the same name has the same rows.

    Of a part that borrows the header of its file, lines are counted otherwise than in a file that holds the same.
    """
    suffix = part.path.suffix.lower()
    borrows = bool(part.start) and FORMATS[suffix].header
    digest = hashlib.sha256(f"{_reader()}\n{part.table}\n{suffix}\n{borrows}\n".encode())
    digest.update(content)
    return digest.hexdigest()


@dataclass(frozen=True)
class _Kept:
    """The rows of a part as files, named after a hash of the part's content and of what reads it.

    Parts with problems are never kept: they are read again, and told again.
    """

    folder: Path
    name: str

    @staticmethod
    def of(part: Part, content: bytes, folder: Path) -> "_Kept":
        """Where the rows of a part are kept, if they are."""
        return _Kept(folder, name_of(part, content))

    def load(self) -> PartRows | None:
        """What was kept; None where nothing was, or not all of it."""
        try:
            told = json.loads((self.folder / f"{self.name}.json").read_text("utf-8"))
            rows = tuple((name, self._table(name)) for name in told["tables"])
        except (OSError, ValueError, KeyError, pa.ArrowException):
            return None
        return PartRows(rows, lines=told["lines"])

    def _table(self, name: str) -> pa.Table:
        with pa.memory_map(str(self.folder / f"{self.name}-{name}.arrow")) as file:
            return pa.ipc.open_file(file).read_all()

    def save(self, part: PartRows) -> bool:
        """Keeps the rows of a part; the file that tells of them last, so that a stopped run leaves nothing half.

        Tells whether it did: a full disk is no reason not to go on.
        """
        if part.problems:
            return False
        with suppress(OSError):
            for name, rows in part.rows:
                path = self.folder / f"{self.name}-{name}.arrow"
                draft = path.with_suffix(f".{os.getpid()}")  # others may be reading what stands at the path
                with pa.OSFile(str(draft), "wb") as sink, pa.ipc.new_file(sink, rows.schema, options=_LZ4) as writer:
                    writer.write_table(rows)
                draft.replace(path)
            told = {"tables": [name for name, _ in part.rows], "lines": part.lines}
            draft = self.folder / f"{self.name}.{os.getpid()}"
            draft.write_text(json.dumps(told), "utf-8")
            draft.replace(self.folder / f"{self.name}.json")
            return True
        return False


_LZ4 = pa.ipc.IpcWriteOptions(compression="lz4")


@cache
def _reader() -> str:
    """What decides how rows are read: another release of onrecord, or other columns, read anew."""
    columns = [str(table.authored_schema) for table in TABLES.values() if table.authored]
    return "\n".join([version("onrecord"), *columns])
