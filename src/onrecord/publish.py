"""Building a release: records in, a validated release out, or every problem and nothing written."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from onrecord.check import check, check_history
from onrecord.dataset import Dataset, Previous, Records
from onrecord.derive import derive, published
from onrecord.disclosure import gate_for, lexicon_of
from onrecord.duck_store import MEMORY
from onrecord.gate import Lexicon, Searched, redacted
from onrecord.layout import Layout
from onrecord.models import Metadata
from onrecord.places import Place, place_of
from onrecord.problems import Problem, Refused, UsageError, errors_among, strictly
from onrecord.progress import Progress, silently
from onrecord.read import Here, Reader, Work, read_previous, read_records
from onrecord.stage import staged, workspace
from onrecord.write.files import File
from onrecord.write.package import write_release
from onrecord.write.reuse import Reuse

DUCKDB, SPARK = ENGINES = ("duckdb", "spark")
"""What holds the tables of a build and answers its queries: this process, or machines that run Spark."""
DRAFT = "-draft"
"""What the version of a draft ends in, as a pre-release by Semantic Versioning 2.0.0, section 9."""


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


_NONE_YET = Metadata.model_validate(
    {
        "name": "none",
        "title": "None",
        "description": "None.",
        "version": "0.0.0",
        "issued": "2000-01-01",
        "base_iri": "https://example.org/",
        "licence": {"id": "none", "title": "None", "url": "https://example.org/"},
        "contributors": [{"title": "None"}],
        "contact": {"name": "None"},
    }
)
"""What records are checked with where they have no valid metadata, so that their own problems are told all the same."""

Loaded = tuple[Dataset | None, tuple[Problem, ...]]
"""A complete dataset, None where problems refuse it, and all problems, sorted by address."""


def load(
    folder: Path,
    *,
    previous: Path | None = None,
    draft: bool = False,
    strict: bool = False,
    work: Work | None = None,
) -> Loaded:
    """Reads and checks a folder of records.

    ``previous`` is the release before this one, in place of the one that ``dataset.yaml`` names; a ``draft`` may
    change without a reason what that one says; where ``strict``, warnings are errors. Raises UsageError where there is
    no such folder or no such previous release.
    """
    return _load(folder, *lexicon_of(folder), work or Work(), previous=previous, draft=draft, strict=strict)


def _load(
    folder: Path,
    lexicon: Lexicon,
    problems: list[Problem],
    work: Work,
    reader: Reader | None = None,
    *,
    previous: Path | None,
    draft: bool,
    strict: bool,
) -> Loaded:
    """The same, with no problem showing a word that is withheld."""
    with _enough():
        records = read_records(folder, work, reader)
        named = records.metadata.previous if records.metadata else None
        before = previous or (_before(folder, named) if named else None)
        earlier = read_previous(before) if before else None
        dataset, found = complete(records, earlier, draft=draft, progress=work.progress)
    shown = _shown([*problems, *found], lexicon)
    shown = strictly(shown) if strict else shown
    return (None if errors_among(shown) else dataset), shown


def _before(folder: Path, named: str) -> Path:
    """The previous release that ``dataset.yaml`` names, from its folder."""
    if isinstance(folder, Place) and not Path(named).is_absolute():
        raise UsageError(f"`previous: {named}` is no folder of this machine, seen from {folder}: give `--previous`")
    return Path(os.path.normpath(folder / named))


def _shown(problems: list[Problem], lexicon: Lexicon) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(redacted(problem, lexicon) for problem in problems)))


def complete(
    records: Records, previous: Previous | None = None, *, draft: bool = False, progress: Progress = silently
) -> Loaded:
    """Completes and checks records, as ``load`` does; nothing is read or written.

    Without valid metadata there is no dataset, but all problems that do not depend on it.
    """
    metadata = records.metadata or _NONE_YET
    tables = derive(records, metadata, previous)
    found = check(records, progress)
    if previous and not draft:
        found += check_history(records, metadata, previous)
    problems = tuple(sorted(dict.fromkeys([*records.problems, *found])))
    if records.metadata is None or errors_among(problems):
        return None, problems
    if draft:
        metadata = metadata.model_copy(update={"version": f"{metadata.version}{DRAFT}"})
    before = previous.version if previous and previous.version != metadata.version else ""
    return Dataset(metadata, published(tables), before), problems


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
    with workspace(into) as room, _enough(), ExitStack() as engines:
        work = Work(memory, workers, room / "spill", _made(Path(cache or room) / "parts"), progress)
        reader = engines.enter_context(_reader(engine, work, room, master, spark_conf))
        dataset, shown = _load(
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


@contextmanager
def _enough() -> Iterator[None]:
    """Says in its own words that memory or disk do not suffice."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise UsageError("the build needs more memory: give it more with `--memory`, such as `--memory 2GB`") from error
    except duckdb.IOException as error:
        raise UsageError(f"the build cannot go on: {str(error).splitlines()[0]}") from error


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from error
    return folder


def _path(path: str | Path | None) -> Path | None:
    return None if path is None else Path(path)
