"""Large inputs: the same bytes however many read them, in parts and compressed as wanted, again only what changed."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import Package
from tests.bulk.conftest import contents

import onrecord
from onrecord import duck_store
from onrecord.layout import Layout
from onrecord.problems import Refused, UsageError
from onrecord.publish import build
from onrecord.read import Work, parquet_file, read_records
from onrecord.read import part as parts
from onrecord.read import workers as read_workers
from onrecord.tables import ORIGIN
from onrecord.verify import verify

pytestmark = pytest.mark.usefixtures("small_parts")


@pytest.fixture(scope="session")
def whole(network: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the network, read in one go."""
    return build(network, tmp_path_factory.mktemp("whole") / "release").path


@pytest.mark.parametrize("workers", [1, 2])
def test_bytes_do_not_depend_on_who_reads(network: Path, whole: Path, tmp_path: Path, workers: int) -> None:
    assert contents(build(network, tmp_path / "release", workers=workers).path) == contents(whole)


@pytest.mark.parametrize("memory", ["100MB", "1GB"])
def test_bytes_do_not_depend_on_memory_and_plans(
    network: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: str
) -> None:
    """What is few has one thread and simple plans; here it has all that many records have."""
    monkeypatch.setattr(duck_store, "FEW_BYTES", 0)
    assert contents(build(network, tmp_path / "release", memory=memory).path) == contents(whole)


def test_bytes_do_not_depend_on_the_order_of_the_input(network: Path, whole: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    for name in ("figures", "statements"):
        lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines(keepends=True)
        (folder / f"{name}.jsonl").write_text("".join(reversed(lines)), "utf-8")
    assert contents(build(folder, tmp_path / "release").path) == contents(whole)


@pytest.mark.parametrize("workers", [1, 2])
def test_parquet_makes_the_same_release(
    network: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(parquet_file, "ROWS", 300)
    folder = shutil.copytree(network, tmp_path / "records")
    for path in folder.glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        pq.write_table(pa.Table.from_pylist(rows), path.with_suffix(".parquet"), row_group_size=250)
        path.unlink()
    assert contents(build(folder, tmp_path / "release", workers=workers).path) == contents(whole)


def test_parts_hold_what_the_whole_table_holds(network: Path, whole: Path, tmp_path: Path) -> None:
    release = build(network, tmp_path / "release", layout=Layout(part_rows=300)).path
    names = sorted(path.name for path in (release / "data" / "figures").iterdir())
    assert names == [f"figures-{number:04d}.csv" for number in (1, 2, 3, 4)]
    assert [pq.read_metadata(path).num_rows for path in sorted((release / "parquet" / "figures").iterdir())] == [
        300,
        300,
        300,
        100,
    ]
    texts = [(release / "data" / "figures" / name).read_text("utf-8") for name in names]
    header = texts[0].partition("\n")[0] + "\n"
    assert texts[0] + "".join(text.removeprefix(header) for text in texts[1:]) == (
        whole / "data" / "figures.csv"
    ).read_text("utf-8")
    assert onrecord.open(release).figures.to_arrow().equals(onrecord.open(whole).figures.to_arrow())
    assert verify(release, parse=True)
    assert Package(release / "datapackage.json").validate().valid


@pytest.mark.parametrize("layout", [Layout(compression="gz"), Layout(300, "zst")], ids=["gz", "zst-parts"])
def test_compressed_files_hold_the_same_and_repeat(network: Path, whole: Path, tmp_path: Path, layout: Layout) -> None:
    one, other = (build(network, tmp_path / name, layout=layout).path for name in ("one", "other"))
    assert contents(one) == contents(other)
    assert verify(one)
    assert onrecord.open(one).figures.to_arrow().equals(onrecord.open(whole).figures.to_arrow())
    assert onrecord.diff(one, whole).to_dicts() == []


def test_a_second_build_writes_only_what_changed(network: Path, tmp_path: Path) -> None:
    folder, cache, layout = shutil.copytree(network, tmp_path / "records"), tmp_path / "cache", Layout(part_rows=300)
    first = build(folder, tmp_path / "release", layout=layout, cache=cache)
    assert first.reused == 0
    path = folder / "figures.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[500] = lines[500].replace('"modality":"observed"', '"modality":"estimated"')
    path.write_text("".join(lines), "utf-8")
    before = {each: each.stat().st_ino for each in (tmp_path / "release").rglob("*")}
    second = build(folder, tmp_path / "release", layout=layout, cache=cache)
    assert contents(second.path) == contents(build(folder, tmp_path / "full", layout=layout).path)
    kept = {each.relative_to(second.path).as_posix() for each, node in before.items() if each.stat().st_ino == node}
    assert {"data/figures/figures-0001.csv", "rdf/network-figures-0004.ttl", "parquet/sources.parquet"} <= kept
    assert not {"data/figures/figures-0002.csv", "parquet/figures/figures-0002.parquet"} & kept
    assert second.reused > 50


def test_a_file_that_was_changed_behind_its_back_is_written_again(network: Path, tmp_path: Path) -> None:
    build(network, tmp_path / "release", cache=tmp_path / "cache")
    path = tmp_path / "release" / "data" / "sources.csv"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Page 0", b"Page O"))
    build(network, tmp_path / "release", cache=tmp_path / "cache")
    assert path.read_bytes() == content


@pytest.mark.parametrize("workers", [1, 2])
def test_problems_are_told_at_their_lines_whoever_reads(network: Path, tmp_path: Path, workers: int) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    path = folder / "figures.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[700] = lines[700].replace('"observed"', '"obserfed"')
    lines[900] = lines[900].replace("var-", "var-x")
    lines[901] = "\n"
    path.write_text("".join(lines), "utf-8")
    with pytest.raises(Refused) as refused:
        build(folder, tmp_path / "release", workers=workers)
    found = [(problem.code, problem.where.line) for problem in refused.value.problems]
    assert found == [("unknown-code", 701), ("unknown-reference", 901)]
    assert not (tmp_path / "release").exists()


def test_a_stopped_build_is_gone_on_with(network: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("onrecord.publish.write_release", stop)
    with pytest.raises(KeyboardInterrupt):
        build(network, tmp_path / "release")
    assert list((tmp_path / ".release.work" / "parts").glob("*.arrow"))
    monkeypatch.undo()
    monkeypatch.setattr(parts, "PART", 20_000)
    monkeypatch.setattr(read_workers, "_WORTH", 1)
    monkeypatch.setattr(read_workers, "read_part", stop)
    build(network, tmp_path / "release")
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_file_is_not_taken_for_the_part_of_another_that_holds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"place-a{number:04d},Place,city,UKR\n" for number in range(1_500)]
    folder, header, work = tmp_path / "records", "id,name,kind,country\n", Work(cache=tmp_path)
    folder.mkdir()
    (folder / "places.csv").write_text(header + "".join(lines), "utf-8")
    [_, part, *_] = parts.parts_of(folder / "places.csv", "places.csv", "places")
    second = parts.content_of(part)
    before = read_records(folder, work).tables["places"]
    (folder / "places.csv").write_bytes(second)
    monkeypatch.setattr(parts, "PART", len(second))
    after = read_records(folder, work).tables["places"]
    assert after[ORIGIN][0].as_py() == 2
    assert before.num_rows == 1_500 > after.num_rows


def test_too_little_memory_is_a_clear_error(network: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--memory"):
        build(network, tmp_path / "release", memory="1MB")
    assert list(tmp_path.iterdir()) == []


def test_memory_that_is_no_size_is_a_clear_error(network: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="such as 1GB"):
        build(network, tmp_path / "release", memory="plenty")


def test_progress_is_told_of_every_stage_up_to_its_end(network: Path, tmp_path: Path) -> None:
    told: dict[str, tuple[int, int | None]] = {}

    def note(what: str, done: int = 0, total: int | None = None) -> None:
        assert done >= told.get(what, (0, 0))[0]
        told[what] = done, total

    build(network, tmp_path / "release", progress=note)
    assert list(told) == ["reading bytes", "checking rules", "writing rows"]
    assert all(done == total for done, total in told.values())


def test_rows_are_in_order_where_there_are_more_days_than_rows(network: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    lines = (folder / "sources.jsonl").read_text("utf-8").splitlines()
    days = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    dated = [line.replace("2025-12-31", days[-1 - number]) for number, line in enumerate(lines)]
    (folder / "sources.jsonl").write_text("\n".join(dated), "utf-8")
    said = (folder / "statements.jsonl").read_text("utf-8").splitlines()
    spread = [
        line.replace('"said":"1950', f'"said":"{1900 - number % 7 * 100 - number % 90}')
        for number, line in enumerate(said)
    ]
    (folder / "statements.jsonl").write_text("\n".join(spread), "utf-8")
    release = build(folder, tmp_path / "release").path
    for name in ("sources", "statements", "figures"):
        ids = onrecord.open(release).table(name).to_arrow()["id"].to_pylist()
        assert ids == sorted(ids)
    assert verify(release)


def test_a_release_in_parts_is_the_one_before_another(network: Path, tmp_path: Path) -> None:
    first = build(network, tmp_path / "first", layout=Layout(part_rows=300)).path
    second = build(network, tmp_path / "second", previous=first)
    assert second.dataset.count("changes") == 0
    assert not second.warnings or all(problem.code != "vanished-id" for problem in second.warnings)


def test_compressed_files_are_searched_for_withheld_words(network: Path, tmp_path: Path) -> None:
    withheld = tmp_path / "words"
    withheld.write_text("Rumpelstiltskin\n", "utf-8")
    assert build(network, tmp_path / "release", withheld=withheld, layout=Layout(compression="zst")).searched.files
    withheld.write_text("careful\n", "utf-8")  # it stands in some summaries
    with pytest.raises(Refused) as refused:
        build(network, tmp_path / "other", withheld=withheld, layout=Layout(compression="gz"))
    assert "data/statements.csv.gz" in {problem.where.file for problem in refused.value.problems}


def test_lines_are_counted_over_parts_whatever_ends_them(network: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    path = folder / "figures.jsonl"
    lines = path.read_bytes().split(b"\n")
    lines[3] += b"\r\r\r"
    lines[800] = lines[800].replace(b"var-", b"var-x")
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(Refused) as refused:
        build(folder, tmp_path / "release")
    assert [problem.where.line for problem in refused.value.problems] == [803]


def test_real_problems_are_told_however_many_follow_from_others(network: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(network, tmp_path / "records")
    measures = (folder / "measures.jsonl").read_text("utf-8")
    (folder / "measures.jsonl").write_text(measures.replace('"unit":"NUM"', '"unit":"NUMB"'), "utf-8")
    lines = (folder / "figures.jsonl").read_text("utf-8").splitlines()
    lines[-1] = lines[-1].replace('"place_id":"place-', '"place_id":"place-x')
    (folder / "figures.jsonl").write_text("\n".join(lines), "utf-8")
    with pytest.raises(Refused) as refused:
        build(folder, tmp_path / "release")
    assert {problem.code for problem in refused.value.problems} == {"unknown-code", "unknown-reference"}
    assert sum(problem.code == "unknown-reference" for problem in refused.value.problems) == 1
