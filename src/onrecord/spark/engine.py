"""A build on Spark: what reads, holds, asks and writes in place of this machine alone."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from onrecord.problems import UsageError
from onrecord.read import Work
from onrecord.read.reader import Reader
from onrecord.spark.session import MASTER, connected

SMALL_TABLES = "spark.onrecord.smallTables"
"""The setting that says how many rows a table may have that this process holds as well; with -1, none is."""


@contextmanager
def spark_reader(work: Work, folder: Path, master: str = "", conf: Mapping[str, str] | None = None) -> Iterator[Reader]:
    """Whoever reads records by tasks of Spark, into a store on Spark, which lasts as long as the block.

    ``folder`` is one that all machines reach: there tasks leave what they read and what does not fit into memory.
    ``master`` and ``conf`` are those of Spark. Raises UsageError where Spark cannot be reached, or fails.
    """
    small, waiting = _small((conf or {}).get(SMALL_TABLES)), f"waiting for Spark at {master or MASTER}"
    work.progress(waiting, 0, 1)
    with connected(master, conf) as session:
        from onrecord.spark.reading import OnSpark
        from onrecord.spark.store import SMALL, SparkStore

        work.progress(waiting, 1, 1)
        store = SparkStore(session, work.folder, work.memory, SMALL if small is None else small)
        yield OnSpark(work, store, folder)


def _small(given: str | None) -> int | None:
    try:
        return None if given is None else int(given)
    except ValueError as error:
        raise UsageError(f"`{SMALL_TABLES}` is a number of rows, not `{given}`") from error
