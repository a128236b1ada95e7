"""Tables in parts and compressed files are verified, opened and compared like whole ones."""

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.verify.damage import resource, rows_of, sum_up, text_of
from tests.verify.split import compress, split
from tests.verify.test_agreement import frictionless_errors

import onrecord
from onrecord.cli import main
from onrecord.layout import are_parts, stems
from onrecord.tables import TABLES as MODELLED
from onrecord.verify import Report, verify

TABLES = ("figures", "citations", "figures_wide")

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # frictionless leaves compressed files open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def faults(report: Report) -> list[tuple[str, int, int, str]]:
    """File, row, column and code of every fault."""
    return [(each.where.file, each.where.line, each.where.column, each.code) for each in report]


@pytest.fixture(scope="session")
def in_parts(tiny_release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    release = Path(shutil.copytree(tiny_release, tmp_path_factory.mktemp("parts") / "datapackage"))
    split(release, TABLES, 1)
    return release


@pytest.fixture
def parted(in_parts: Path, tmp_path: Path) -> Path:
    """A release with figures, citations and figures_wide in parts of a row each."""
    return Path(shutil.copytree(in_parts, tmp_path / "parted"))


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize("headers", [True, False])
def test_parts_are_verified_like_a_whole(copy: Path, headers: bool, suffix: str) -> None:
    whole = verify(copy)
    split(copy, TABLES, headers=headers, suffix=suffix)
    report = verify(copy, parse=suffix == ".gz")
    assert faults(report) == []
    assert report.notes == ()
    assert [(each.name, each.rows, each.references, each.formats) for each in report.tables] == [
        (each.name, each.rows, each.references, each.formats) for each in whole.tables
    ]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_frictionless_reads_parts_that_repeat_the_header(copy: Path, suffix: str) -> None:
    split(copy, TABLES, suffix=suffix)
    assert frictionless_errors(copy, "") == []


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_files_are_verified(copy: Path, suffix: str) -> None:
    compress(copy, "names", suffix)
    assert faults(verify(copy, parse=True)) == []
    assert (frictionless_errors(copy, "names") == []) == (suffix == ".gz")


def test_every_table_opens_alike(tiny_release: Path, parted: Path) -> None:
    whole, parts = onrecord.open(tiny_release), onrecord.open(parted)
    assert all(whole.table(name).arrow.equals(parts.table(name).arrow) for name in ("figures", "citations", "names"))
    assert parts.sql("SELECT count(*) AS n FROM figures").to_dicts() == [{"n": len(whole.figures)}]
    question = "SELECT (COUNT(*) AS ?n) { ?f a schema:Observation }"
    assert parts.sparql(question).to_dicts() == whole.sparql(question).to_dicts()
    assert len(onrecord.diff(tiny_release, parted)) == 0


def test_sparql_reads_compressed_graphs(tiny_release: Path, copy: Path) -> None:
    compress(copy, "names", ".gz")
    question = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert onrecord.open(copy).sparql(question).to_dicts() == onrecord.open(tiny_release).sparql(question).to_dicts()


def test_a_missing_part_of_a_table_cannot_be_opened(parted: Path) -> None:
    (parted / "parquet/figures/figures-0002.parquet").unlink()
    with pytest.raises(onrecord.UsageError, match="figures-0002"):
        onrecord.open(parted).figures.to_dicts()


def _rows(path: str, change: Callable[[list[list[str]]], object]) -> Callable[[Path], None]:
    def damage(release: Path) -> None:
        rows = rows_of(release / path)
        change(rows)
        (release / path).write_text(text_of(rows), "utf-8", newline="")

    return damage


def _cell(row: int, column: int, text: str) -> Callable[[list[list[str]]], None]:
    def change(rows: list[list[str]]) -> None:
        rows[row - 1][column - 1] = text

    return change


def _paths(change: Callable[[list[str]], object]) -> Callable[[Path], None]:
    """Changes the list of the parts of figures in the descriptor."""

    def damage(release: Path) -> None:
        package = json.loads((release / "datapackage.json").read_text())
        change(resource(package, "figures")["path"])
        (release / "datapackage.json").write_text(json.dumps(package))

    return damage


def _unlink(path: str) -> Callable[[Path], None]:
    return lambda release: (release / path).unlink()


def _append(path: str, text: str) -> Callable[[Path], None]:
    def damage(release: Path) -> None:
        (release / path).write_text((release / path).read_text("utf-8") + text, "utf-8")

    return damage


def _compressed(path: str) -> Callable[[Path], object]:
    return lambda release: (release / f"{path}.gz").write_bytes(gzip.compress((release / path).read_bytes()))


def _copy(path: str, other: str) -> Callable[[Path], object]:
    return lambda release: (release / other).write_bytes((release / path).read_bytes())


FIRST, SECOND, THIRD = (f"data/figures/figures-{number:04d}.csv" for number in (1, 2, 3))
VALUE = MODELLED["figures"].names.index("value") + 1
REPORTER = MODELLED["figures"].names.index("reporter_id") + 1
WIDE = "data/figures_wide/figures_wide-0002.csv"
HASH = ("datapackage.json", "wrong-descriptor")
DISAGREE = "formats-disagree"
PARQUET, GRAPH = "parquet/figures/figures-{}.parquet", "rdf/tiny-figures-{}.ttl"
DAMAGES: dict[str, tuple[Callable[[Path], object], set[tuple[str, str]]]] = {
    "cell": (_rows(SECOND, _cell(2, VALUE, "twelve")), {(SECOND, "wrong-type"), (SECOND, DISAGREE), HASH}),
    "reference": (
        _rows(SECOND, _cell(2, REPORTER, "org-nobody")),
        {(SECOND, "unknown-reference"), (SECOND, DISAGREE), HASH},
    ),
    "part-of-another": (
        _copy(FIRST, SECOND),
        {(SECOND, "duplicate-id"), (SECOND, DISAGREE), HASH}
        | {(name, "unknown-reference") for name in ("data/derivation_inputs.csv", WIDE)},
    ),
    "part-missing": (_unlink(SECOND), {(SECOND, "missing-file")}),
    "part-missing-as-parquet": (_unlink(PARQUET.format("0002")), {(PARQUET.format("0002"), "missing-file")}),
    "part-missing-as-turtle": (_unlink(GRAPH.format("0002")), {(GRAPH.format("0002"), "missing-file")}),
    "part-more": (
        _copy(SECOND, "data/figures/figures-0099.csv"),
        {("data/figures/figures-0099.csv", "extra-file")},
    ),
    "part-more-as-parquet": (
        _copy(PARQUET.format("0002"), PARQUET.format("0099")),
        {(PARQUET.format("0099"), "extra-file")},
    ),
    "part-more-as-turtle": (_copy(GRAPH.format("0002"), GRAPH.format("0099")), {(GRAPH.format("0099"), "extra-file")}),
    "graph-twice": (_compressed("rdf/tiny.ttl"), {("rdf/tiny.ttl.gz", "extra-file")}),
    "parts-reversed": (
        _paths(lambda paths: paths.reverse()),
        {("datapackage.json", "wrong-parts"), ("parquet/datapackage.json", "wrong-descriptor")},
    ),
    "parts-with-a-gap": (
        _paths(lambda paths: paths.pop(1)),
        {("datapackage.json", "wrong-parts"), ("parquet/datapackage.json", "wrong-descriptor")}
        | {(name, "extra-file") for name in (SECOND, PARQUET.format("0002"), GRAPH.format("0002"))}
        | {("rdf/tiny.ttl", DISAGREE)},
    ),
    "header-missing": (_rows(THIRD, lambda rows: rows.pop(0)), {(THIRD, "wrong-header")}),
    "triple-more": (_append(GRAPH.format("0002"), "id:org-un a schema:Person .\n"), {(GRAPH.format("0002"), DISAGREE)}),
    "parquet-of-another-part": (
        _copy(PARQUET.format("0001"), PARQUET.format("0002")),
        {(SECOND, DISAGREE), (GRAPH.format("0002"), DISAGREE), ("rdf/tiny.ttl", DISAGREE)},
    ),
    "parquet-damaged": (
        lambda release: (release / PARQUET.format("0002")).write_bytes(b"PAR1"),
        {(PARQUET.format("0002"), "unreadable-file")},
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_part_is_named(parted: Path, name: str) -> None:
    damage, expected = DAMAGES[name]
    damage(parted)
    sum_up(parted)
    assert {(path, code) for path, _, _, code in faults(verify(parted))} == expected


@pytest.mark.parametrize(("headers", "row"), [(True, 2), (False, 1)])
def test_a_row_is_that_of_its_part(copy: Path, headers: bool, row: int) -> None:
    split(copy, TABLES, 1, headers=headers)
    _rows(SECOND, _cell(row, REPORTER, "org-nobody"))(copy)
    sum_up(copy)
    places = {(path, line, column) for path, line, column, _ in faults(verify(copy)) if path == SECOND}
    assert places == {(SECOND, row, REPORTER)}


def test_the_report_lists_the_parts(parted: Path) -> None:
    answer = CliRunner().invoke(main, ["verify", str(parted), "--format", "json"])
    paths = {table["name"]: table["path"] for table in json.loads(answer.stdout)["tables"]}
    assert paths["figures"][:3] == [FIRST, SECOND, THIRD]
    assert paths["names"] == "data/names.csv"


def test_one_header_among_later_parts_is_a_fault(copy: Path) -> None:
    split(copy, TABLES, 1, headers=False)
    _rows(THIRD, lambda rows: rows.insert(0, rows_of(copy / FIRST)[0]))(copy)
    sum_up(copy)
    assert faults(verify(copy)) == [(THIRD, 1, 0, "wrong-header")]


def test_a_row_in_another_part_than_in_parquet_is_a_fault(copy: Path) -> None:
    split(copy, TABLES, 2)
    moved = rows_of(copy / SECOND)[1]
    _rows(FIRST, lambda rows: rows.append(moved))(copy)
    _rows(SECOND, lambda rows: rows.pop(1))(copy)
    sum_up(copy)
    assert {(path, code) for path, _, _, code in faults(verify(copy))} == {(FIRST, DISAGREE), (SECOND, DISAGREE)}


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("path", ["data/names.csv", "rdf/tiny.ttl"])
def test_a_damaged_compressed_file_cannot_be_read(copy: Path, path: str, suffix: str) -> None:
    compress(copy, "names", suffix)
    packed = copy / f"{path}{suffix}"
    packed.write_bytes(packed.read_bytes()[:-20])
    sum_up(copy)
    assert (f"{path}{suffix}", "unreadable-file") in {(file, code) for file, _, _, code in faults(verify(copy))}


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=5, unique=True).map(sorted))
def test_parts_are_those_that_are_numbered_without_a_gap(numbers: list[int]) -> None:
    paths = [f"data/figures/figures-{number:04d}.csv" for number in numbers]
    assert are_parts("figures", paths) == (numbers == list(range(1, len(numbers) + 1)))
    assert [f"data/{stem}.csv" for stem in stems("figures", paths)] == paths


def test_a_list_of_no_parts_is_no_path(parted: Path) -> None:
    _paths(lambda paths: paths.clear())(parted)
    assert ("datapackage.json", "unsafe-path") in {(path, code) for path, _, _, code in faults(verify(parted))}


def test_marks_of_patterns_in_the_name_of_a_folder_mean_nothing(parted: Path) -> None:
    folder = parted.rename(parted.with_name("it's [1] *?"))
    shutil.copytree(folder, folder.with_name("it's 1 xx"))
    assert faults(verify(folder)) == []
