"""All checks of a release, one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from onrecord.verify.database import database
from onrecord.verify.files import Files, check_files, check_hashes, find, release_folder
from onrecord.verify.graph import check_graph, check_other_graphs, graph_path
from onrecord.verify.keys import Keys
from onrecord.verify.package import Package, read_package
from onrecord.verify.parsed import check_parsed
from onrecord.verify.report import Checked, Report
from onrecord.verify.rows import CsvFile, read_header
from onrecord.verify.shapes import check_shapes
from onrecord.verify.stored import check_parquet
from onrecord.verify.tables import check_table
from onrecord.verify.tally import Tally
from onrecord.verify.withdrawn import REGISTER, Withdrawn

MOST = 20
"""How many faults of each code are kept for each file."""

Progress = Callable[[str], None]
"""Is told what is being looked at."""


def verify(
    root: Path,
    *,
    parse: bool = False,
    shapes: bool = False,
    most: int | None = MOST,
    progress: Progress = lambda _: None,
) -> Report:
    """Verifies a release: its files, its descriptor, every cell and key, and that all formats hold the same values.

    ``parse`` reads the graph back even where its bytes are as they should be; ``shapes`` validates it against the SHACL
    shapes, which needs pyshacl. ``most`` faults of each code are kept for each file, and all are counted. Raises
    UsageError where the folder is no release. What the files say never leads out of the folder.
    """
    root, tally = release_folder(root), Tally(most)
    files = find(root, tally)
    progress("files")
    listed = check_files(files, tally)
    package = read_package(files, tally)
    stored = {name for name, table in package.tables.items() if check_parquet(files, table, tally)}
    graph_name = graph_path(package)
    if package.current and files.path(graph_name) is None and not tally.errors(graph_name):
        tally.add(graph_name, "missing-file", "the file is missing")
    with ThreadPoolExecutor(1) as other:  # Arrow leaves the interpreter free, so both go on at once
        hashes = other.submit(check_hashes, files, listed, changed := Tally(most))
        graph = other.submit(_check_graph, files, package, stored, parse, aside := Tally(most))
        tables, notes = _check_tables(files, package, stored, tally, progress)
        progress("graph")
        held, more = graph.result()
        hashes.result()
    tally.merge(aside)
    tally.merge(changed)
    if shapes:
        progress("shapes")
        check_shapes(files, package, tally)
    return Report(
        name=package.name,
        version=package.version,
        files=len(files.sizes),
        bytes=sum(files.sizes.values()),
        tables=tuple(_with_graph(table, package) if held else table for table in tables),
        problems=tuple(sorted(tally.kept)),
        totals=dict(tally.totals),
        notes=(*notes, *more),
    )


def _check_tables(
    files: Files, package: Package, stored: set[str], tally: Tally, progress: Progress
) -> tuple[list[Checked], list[str]]:
    """Checks every table, the register first; returns what was checked, and notes of what was not."""
    csv_files = [file for file in _csv_files(files, package) if read_header(file, tally)]
    notes = [f"the rows of {name}" for name in package.tables if name not in {file.table.name for file in csv_files}]
    withdrawn, counts, formats = Withdrawn(), {}, {}
    with database() as connection:
        keys = Keys(connection)
        for file in sorted(csv_files, key=lambda file: file.table.name != REGISTER):
            progress(file.table.name)
            name = file.table.name
            counts[name], same = check_table(files, file, name in stored, keys, withdrawn, tally)
            formats[name] = ("csv", "parquet") if same else ("csv",)
        references = {file.table.name: keys.check(file, tally) for file in csv_files}
        withdrawn.check_mentions(keys, tally)
    checked = [
        Checked(name, file.name, counts[name], len(file.table.columns), references[name], formats[name])
        for file in csv_files
        for name in [file.table.name]
    ]
    return checked, notes


def _csv_files(files: Files, package: Package) -> list[CsvFile]:
    found = ((package.tables[name], path, files.path(path)) for name, path in package.paths.items())
    return [CsvFile(table, name, path) for table, name, path in found if path]


def _check_graph(files: Files, package: Package, stored: set[str], parse: bool, tally: Tally) -> tuple[bool, list[str]]:
    """Whether the graph has the values of the tables, and notes of what was not checked."""
    check_other_graphs(files, package, tally)
    if not package.current or len(stored) < len(package.tables):
        why = "its tables are not those of this version" if not package.current else "a Parquet file is damaged"
        return False, [f"the graph: {why}"]
    check_graph(files, package, tally)
    if parse:
        check_parsed(files, package, tally)
    return not tally.errors(graph_path(package)), []


def _with_graph(table: Checked, package: Package) -> Checked:
    return replace(table, formats=(*table.formats, "turtle")) if package.tables[table.name].in_rdf else table
