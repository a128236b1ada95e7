"""Building a release: records in, a validated release out, or every problem and nothing written."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.dataset import Dataset
from onrecord.disclosure import gate_for, lexicon_of
from onrecord.duck_store import MEMORY
from onrecord.gate import Searched
from onrecord.layout import Layout
from onrecord.load import enough, read_and_check
from onrecord.places import place_of
from onrecord.problems import Problem, Refused, UsageError
from onrecord.progress import Progress, silently
from onrecord.read import Here, Reader, Work
from onrecord.stage import staged, workspace
from onrecord.write.files import File
from onrecord.write.package import write_release
from onrecord.write.reuse import Reuse

DUCKDB, SPARK = ENGINES = ("duckdb", "spark")
"""What holds the tables of a build and answers its queries: this process, or machines that run Spark."""


@dataclass(frozen=True)
class Built:
    """A release that was just published."""

    path: Path
    dataset: Dataset
    """What it holds. Of a build that needed the disk, open the release instead: the rows are gone from there."""
    files: tuple[File, ...]
    warnings: tuple[Problem, ...]
    searched: Searched = field(default_factory=Searched)
    """What the gate searched before the release was published."""
    reused: int = 0
    """How many files were taken over from the release that stood there before."""


def build(
    folder: str | Path,
    into: str | Path,
    sources: str | Path | None = None,
    withheld: str | Path | None = None,
    *,
    previous: str | Path | None = None,
    draft: bool = False,
    strict: bool = False,
    formats: tuple[str, ...] = (),
    layout: Layout | None = None,
    memory: str = MEMORY,
    workers: int = 1,
    cache: str | Path | None = None,
    engine: str = DUCKDB,
    master: str = "",
    spark_conf: Mapping[str, str] | None = None,
    progress: Progress = silently,
) -> Built:
    """Publishes a folder of records as a release.

    The folder may also lie on another file system that Arrow reaches, named by a URI such as ``s3://bucket/records``.
    The release takes the place of ``into`` whole, at the end; until then, and on any error, what stood there stays.
    ``sources`` is a folder with texts of sources, whose wording no file of the release may repeat; ``withheld`` a file
    of words, one a line, that no file may hold, besides those of the records' ``withheld.yaml``. ``previous`` is the
    release before it, in place of the one that ``dataset.yaml`` names; it may stand at ``into``. A ``draft`` may change
    without a reason what that one says; its version ends in ``-draft``, and it is never the release before another.
    Where ``strict``, warnings are errors.
    ``formats`` are further ones for the graph: ``nt`` (N-Triples, sorted) and ``jsonld`` (JSON-LD).
    ``layout`` says in how large parts tables are written, and whether they are compressed.

    The input may be of any size. ``memory`` is what the database holds of it, such as ``1GB``; the rest waits in a
    folder beside ``into``. With ``workers`` above 1, so many processes read large inputs; a script that asks for them
    must be guarded by ``if __name__ == "__main__"``. ``cache`` is a folder in which one build leaves for the next what
    it read and what it wrote, so that only what has changed is done again; the bytes are the same with and without it.
    ``progress`` is told how much of what is done.

    The ``engine`` is ``duckdb``, in this process, or ``spark`` (``onrecord[spark]``), where ``master`` is reached and
    ``spark_conf`` its configuration; all machines of it must reach the input, and the folder that ``into`` stands in.
    The release is the same.

    Raises Refused with every problem of the records, or else of the finished files; UsageError where a folder or file
    is missing or cannot be written, where the previous release is none, or where memory or disk do not suffice.
    """
    folder, into = place_of(folder), Path(into)
    lexicon, problems = lexicon_of(folder, _path(withheld))
    with workspace(into) as room, enough(), ExitStack() as engines:
        work = Work(memory, workers, room / "spill", _made(Path(cache or room) / "parts"), progress)
        reader = engines.enter_context(_reader(engine, work, room, master, spark_conf))
        dataset, shown = read_and_check(
            folder, lexicon, problems, work, reader, previous=_path(previous), draft=draft, strict=strict
        )
        if dataset is None:
            raise Refused(shown)
        reuse = Reuse.of(into, Path(cache)) if cache else None
        gate = gate_for(dataset, lexicon, _path(sources))
        with staged(into) as stage:
            files = write_release(dataset, stage, formats, layout or Layout(), progress, reuse)
            searched, found = gate.search(stage)
            if found:
                raise Refused(found)
    return Built(into, dataset, files, shown, searched, len(reuse.taken) if reuse else 0)


@contextmanager
def _reader(engine: str, work: Work, room: Path, master: str, conf: Mapping[str, str] | None) -> Iterator[Reader]:
    """Whoever reads, and holds what was read, in an engine."""
    if engine not in ENGINES:
        raise UsageError(f"no engine is called `{engine}`: take one of {', '.join(ENGINES)}")
    if engine != SPARK and (master or conf):
        raise UsageError("`--master` and `--conf` go with `--engine spark`")
    if engine == SPARK:
        from onrecord.spark.engine import spark_reader

        with spark_reader(work, work.cache or room, master, conf) as reader:
            yield reader
    else:
        yield Here(work)


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error
    return folder


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)
