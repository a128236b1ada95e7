"""All checks of a release, those of one table or file beside those of another."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from onrecord.layout import are_parts, parquet_path
from onrecord.progress import Progress, silently
from onrecord.verify.database import database
from onrecord.verify.facts import check_facts, found_facts
from onrecord.verify.files import Files, check_files, check_hashes, find, release_folder
from onrecord.verify.graph import GraphFile, check_graph, check_other_graphs, graphs
from onrecord.verify.keys import Keys
from onrecord.verify.package import Package, check_extra, read_package
from onrecord.verify.parsed import check_parsed
from onrecord.verify.repeated import check_repeated
from onrecord.verify.report import Checked, Report
from onrecord.verify.rows import CsvFile, with_headers
from onrecord.verify.shapes import check_shapes
from onrecord.verify.stored import Damaged, check_readable, check_schema
from onrecord.verify.tables import Looked, TableCheck
from onrecord.verify.tally import Tally
from onrecord.verify.withdrawn import REGISTER, Withdrawn

MOST = 20
"""How many faults of each code are kept for each file."""
_THREADS = min(os.cpu_count() or 1, 8)
"""How many tables and files are looked at at once: Arrow and hashing leave the interpreter free for each other."""


def verify(
    root: Path,
    *,
    parse: bool = False,
    shapes: bool = False,
    most: int | None = MOST,
    progress: Progress = silently,
) -> Report:
    """Verifies a release: its files, its descriptor, every cell and key, and that all formats hold the same values.

    ``parse`` reads the graph back even where its bytes are as they should be, and gathers the wide figures anew;
    ``shapes`` validates the graph against the SHACL shapes, which needs pyshacl. ``most`` faults of each code are kept
    for each file, and all are counted. Raises UsageError where the folder is no release. What the files say never leads
    out of the folder.
    """
    root, tally = release_folder(root), Tally(most)
    files = find(root, tally)
    progress("finding files")
    listed = check_files(files, tally)
    package = read_package(files, tally)
    known = graphs(files, package)
    opened = _check_places(files, package, known, tally)
    comparable = package.current and len(opened) == sum(map(len, package.stems.values()))
    with ThreadPoolExecutor(_THREADS) as pool:
        compared = [pool.submit(_compare_graph, files, package, graph, most) for graph in known if comparable]
        hashes = [pool.submit(files.sha256, name) for name in listed]
        tallies = {name: Tally(most) for name in package.tables}
        parts = {name: with_headers(_csv_files(files, package, name), tallies[name]) for name in package.tables}
        tables, readable = _check_tables(files, listed, package, parts, opened, pool, tallies, progress)
        for each in tallies.values():
            tally.merge(each)
        repeated = pool.submit(_check_repeated, files, package, parts, tables, parse, most)
        progress("comparing the graph")
        check_other_graphs(files, known, tally)
        notes = _finish_graphs(package, compared, comparable and readable, tally)
        wait(hashes)
        check_hashes(files, listed, tally)
        _check_facts(files, package, parts, pool, tally)
        tally.merge(repeated.result())
    if parse and not notes:
        check_parsed(files, package, tally)
    if shapes:
        progress("validating shapes")
        check_shapes(files, package, tally)
    held = not notes and not any(tally.errors(graph.name) for graph in known)
    return Report(
        name=package.name,
        version=package.version,
        files=len(files.sizes),
        bytes=files.bytes,
        tables=tuple(_with_graph(table, package) if held else table for table in tables),
        problems=tuple(sorted(tally.kept)),
        totals=dict(tally.totals),
        notes=(*(f"the rows of {name}" for name, found in parts.items() if not found), *notes),
    )


def _check_places(files: Files, package: Package, known: Iterable[GraphFile], tally: Tally) -> set[str]:
    """Tells which files are missing or too many; returns the stems of the Parquet files that can be opened."""
    for graph in known if package.current else ():
        if files.path(graph.name) is None and not tally.errors(graph.name):
            tally.add(graph.name, "missing-file", "the file is missing")
    stored = [(table, stem) for name, table in package.tables.items() for stem in package.stems[name]]
    expected = {path for paths in package.paths.values() for path in paths}
    expected |= {parquet_path(stem) for _, stem in stored} | {graph.name for graph in known}
    check_extra(package, expected, files, tally)
    return {stem for table, stem in stored if check_schema(files, table, stem, tally)}


def _csv_files(files: Files, package: Package, name: str) -> list[CsvFile]:
    """The CSV files of a table; none where one is missing or has no place among the others."""
    paths = package.paths.get(name, ())
    found = [
        CsvFile(package.tables[name], stem, path, files.root / path, number)
        for number, (stem, path) in enumerate(zip(package.stems[name], paths, strict=False))
        if files.path(path)
    ]
    in_order = not package.in_parts(name) or are_parts(name, paths)
    return found if in_order and len(found) == len(paths) else []


Parts = Mapping[str, list[CsvFile]]
"""Table to its CSV files; to none where they cannot be read as its rows."""


def _check_tables(
    files: Files,
    listed: Mapping[str, str],
    package: Package,
    parts: Parts,
    opened: set[str],
    pool: ThreadPoolExecutor,
    tallies: Mapping[str, Tally],
    progress: Progress,
) -> tuple[list[Checked], bool]:
    """Checks every table; returns what was checked, and whether all Parquet files can be read."""
    tables = {name: package.tables[name] for name, found in parts.items() if found}
    rest = [(name, stem) for name in package.tables.keys() - tables.keys() for stem in package.stems[name]]
    readable = [check_readable(files, stem, tallies[name]) for name, stem in rest if stem in opened]
    with database(files.bytes) as connection, _none_left(pool):
        keys, withdrawn = Keys(connection, files, listed), Withdrawn()
        checks = {name: TableCheck(table, files, keys, withdrawn, tallies[name]) for name, table in tables.items()}
        looked = _look(checks, parts, opened, pool, progress)
        for name in tables:
            keys.close(parts[name])
        asked = {name: pool.submit(keys.check, tables[name], checks[name].has_once, tallies[name]) for name in tables}
        references = {name: job.result() for name, job in asked.items()}
        if REGISTER in tables:
            withdrawn.check_mentions(keys, tallies[REGISTER])
    checked = [
        Checked(
            name,
            package.paths[name],
            looked[name].rows,
            len(table.columns),
            references[name],
            ("csv", "parquet") if looked[name].same else ("csv",),
        )
        for name, table in tables.items()
    ]
    return checked, all(readable) and all(each.stored for each in looked.values())


@contextmanager
def _none_left(pool: ThreadPoolExecutor) -> Iterator[None]:
    """Where the block fails, no job is left that asks a database which is about to be closed."""
    try:
        yield
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise


def _look(
    checks: Mapping[str, TableCheck], parts: Parts, opened: set[str], pool: ThreadPoolExecutor, progress: Progress
) -> dict[str, Looked]:
    """Looks at every table: at the register first, for it says what was withdrawn; then at the largest."""
    found = {}
    if REGISTER in checks:
        found[REGISTER] = checks[REGISTER].run(parts[REGISTER], opened)
    size = {name: sum(file.path.stat().st_size for file in parts[name]) for name in checks.keys() - found.keys()}
    jobs = {
        name: pool.submit(checks[name].run, parts[name], opened) for name in sorted(size, key=lambda name: -size[name])
    }
    for name, job in jobs.items():
        progress("checking tables", len(found), len(checks))
        found[name] = job.result()
    return found


def _check_repeated(
    files: Files, package: Package, parts: Parts, tables: Iterable[Checked], whole: bool, most: int | None
) -> Tally:
    """The faults of tables that repeat others, where all hold the same values in CSV and Parquet; else they may err."""
    tally = Tally(most)
    if package.current and {table.name for table in tables if "parquet" in table.formats} == set(package.tables):
        check_repeated(files, parts, whole, tally)
    return tally


def _compare_graph(files: Files, package: Package, graph: GraphFile, most: int | None) -> Tally:
    """The faults of a graph; whatever they are where a Parquet file is damaged, which is told with its table."""
    tally = Tally(most)
    with suppress(Damaged):
        check_graph(files, package, graph, tally)
    return tally


def _finish_graphs(package: Package, compared: list[Future[Tally]], readable: bool, tally: Tally) -> list[str]:
    """Takes the faults of the graphs over, where all that they were compared with is good; else says why not."""
    wait(compared)
    if not package.current:
        return ["the graph: its tables are not those of this version"]
    if not readable:  # nor is a text that is not UTF-8, of which any error may have come
        return ["the graph: a Parquet file is damaged"]
    for job in compared:
        tally.merge(job.result())
    return []


def _check_facts(files: Files, package: Package, parts: Parts, pool: ThreadPoolExecutor, tally: Tally) -> None:
    names = [name for name, paths in package.paths.items() if all(map(files.path, paths))]
    found = pool.map(lambda name: found_facts(files, package, name, parts[name]), names)
    for name, facts in zip(names, found, strict=True):
        check_facts(package, name, facts, tally)


def _with_graph(table: Checked, package: Package) -> Checked:
    return replace(table, formats=(*table.formats, "turtle")) if package.tables[table.name].in_rdf else table
