"""Starting a dataset and adding skeletons of records to it."""

import json
import re
from importlib.metadata import version
from pathlib import Path, PurePath

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml  # type: ignore[import-untyped, unused-ignore]
from click.testing import CliRunner, Result
from tests.authoring.named import named

from onrecord import build
from onrecord.cli import main
from onrecord.load import load
from onrecord.read import read_records
from onrecord.read.placeholders import PLACEHOLDERS
from onrecord.scaffold import SORTS, add, init
from onrecord.scaffold.words import fresh_id, slug
from onrecord.schema import editor_schemas
from onrecord.verify import verify


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    init(tmp_path / "wells")
    monkeypatch.chdir(tmp_path / "wells")
    return tmp_path / "wells"


def test_the_sample_says_that_it_is_nobodys_yet(project: Path) -> None:
    dataset, problems = load(Path("records"))
    assert dataset is not None
    assert [(problem.code, problem.severity.value) for problem in problems] == [("placeholder", "warning")] * 2
    assert all(problem.excerpt[problem.where.column - 1 :].startswith(PLACEHOLDERS) for problem in problems)


def test_the_sample_becomes_a_sound_release_without_a_warning(project: Path) -> None:
    assert load(named(project) / "records")[1] == ()
    built = build("records", "datapackage", strict=True)
    assert built.dataset.metadata.name == "wells"
    assert list(verify(Path("datapackage"))) == []


def test_init_says_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("init", "wells & water")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "wells & water: 11 files",
        "Checks on GitHub install onrecord from wheels/: .github/workflows/onrecord.yaml says how.",
        "Next:",
        "  cd 'wells & water' && onrecord build records --into datapackage && onrecord verify datapackage",
    ]
    assert "name: wells-water\n" in Path("wells & water/records/dataset.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["ontology", "世界", "---", "Ä" * 200])
def test_any_folder_gives_a_name(tmp_path: Path, name: str) -> None:
    init(tmp_path / name[:80])
    assert load(tmp_path / name[:80] / "records")[0] is not None


def test_nothing_is_overwritten(project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = run("init", project)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not an empty folder" in result.stderr
    assert run("init", project / "README.md").exit_code == 2
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_init_starts_beside_what_is_hidden(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref\n", "utf-8")
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    assert (tmp_path / ".git" / "HEAD").read_text("utf-8") == "ref\n"


@pytest.mark.parametrize("there", [".gitignore", ".github"])
def test_init_writes_nothing_where_a_hidden_file_is_in_the_way(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("own\n", "utf-8")
    result = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert result.exit_code == 2
    assert f"{there} is there already, and nothing is overwritten" in result.stderr
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["own\n"]


def test_the_files_around_the_records_are_what_their_programs_read(project: Path) -> None:
    settings = json.loads((project / ".vscode/settings.json").read_text())
    assert all((project / schema).is_file() for schema in settings["yaml.schemas"])
    for name, text in editor_schemas().items():
        assert (project / "schema" / name).read_text("utf-8") == text
    workflow = yaml.safe_load((project / ".github/workflows/onrecord.yaml").read_text())
    steps = workflow["jobs"]["release"]["steps"]
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)
    (wheel,) = (step["run"].removeprefix("pip install ") for step in steps if "pip install" in step.get("run", ""))
    assert PurePath(f"wheels/onrecord-{version('onrecord')}-py3-none-any.whl").match(wheel)
    hooks = yaml.safe_load((project / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for command in [*(hook["entry"] for hook in hooks), *(step["run"] for step in steps if "run" in step)]:
        if command.startswith("onrecord"):
            _, name, *rest = command.split()
            parent = click.Context(main, **main.context_settings)
            context = main.commands[name].make_context(name, rest, parent)
            context.close()


@pytest.mark.parametrize("sort", SORTS)
def test_a_skeleton_of_every_sort_has_only_gaps_to_fill(project: Path, sort: str) -> None:
    added = add(sort, "The new one: \"Ünïcode\" & 'quotes'", Path("records"))
    assert added.id == f"{SORTS[sort].prefix}-the-new-one-unicode-quotes"
    assert added.path.read_text("utf-8").splitlines()[added.line - 1].strip() == f"- id: {added.id}"
    named(project)
    assert {problem.code for problem in read_records(Path("records")).problems} <= {"blank-value"}


@pytest.mark.parametrize("sort", SORTS)
def test_every_field_that_a_comment_offers_is_one(project: Path, sort: str) -> None:
    path = add(sort, "new", Path("records/new.yaml")).path
    named(project)
    text = re.sub(r"^(\s*)# ([a-z_0-9]+:)", r"\1\2", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(text.replace(': ""', ":"), "utf-8")
    problems = [problem for problem in read_records(Path("records")).problems if problem.code != "blank-value"]
    assert {problem.message for problem in problems} <= {"`find` is a note and not a field of citation"}


def test_what_stands_there_is_not_touched(project: Path) -> None:
    path = project / "records/eight-billion.yaml"
    before = path.read_text("utf-8")
    added = add("source", "Another page", Path("records"))
    assert added.path == Path("records/eight-billion.yaml")
    start, end = before.split("\nplaces:")
    after = path.read_text("utf-8")
    assert after.startswith(start)
    assert after.endswith("\nplaces:" + end)
    again = add("source", "Another page", Path("records"))
    assert again.id == "src-another-page-2"
    assert path.read_text("utf-8").index("src-another-page-2") > after.index("src-another-page")


def test_an_id_in_any_file_is_taken(project: Path) -> None:
    pq.write_table(pa.table({"id": ["place-in-parquet"]}), "records/places.parquet")
    Path("records/places.jsonl").write_text('{"id": "place-in-lines"}\n')
    Path("records/places.csv").write_text("id\nplace-in-rows\n")
    Path("records/events.parquet").write_bytes(b"no Parquet")
    for words in ("in Parquet", "in lines", "in rows"):
        assert add("place", words, Path("records")).id == f"place-{slug(words)}-2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("places: # all of them\n- {id: place-a,\n   name: A} # the first\n# end\nevents: []\n", "- id: place-b"),
        ("places:\n      - id: place-a\n        name: |-\n          A\n\n\n", "      - id: place-b"),
        ("places:\n  - {id: place-a, codes: [1, 2 # two\n    ]}", "  - id: place-b"),
        ("events: []", "  - id: place-b"),
        ("# nothing yet", "  - id: place-b"),
    ],
)
def test_lists_of_any_layout_get_their_item_at_their_end(project: Path, text: str, expected: str) -> None:
    path = Path("records/example.yaml")
    path.write_text(text)
    add("place", "b", path)
    lines = path.read_text("utf-8").splitlines()
    assert expected in lines
    places = yaml.safe_load(path.read_text("utf-8"))["places"]
    assert [place["id"] for place in places][-1] == "place-b"
    assert all(line in lines for line in text.splitlines())


@pytest.mark.parametrize(
    ("content", "status"),
    [("places: [{id: place-a}]\n", 2), ("places:\n", 2), ("- 1\n", 2), ("places: [\n", 1), ("\0", 1)],
)
def test_files_that_cannot_be_added_to_stay(project: Path, content: str, status: int) -> None:
    Path("records/places.yaml").write_text(content)
    result = run("new", "place", "b", "--into", "records/places.yaml")
    assert result.exit_code == status
    assert "places.yaml" in result.stderr
    assert Path("records/places.yaml").read_text() == content


def test_words_that_make_no_record_are_clear_errors(project: Path) -> None:
    assert run("new", "orgnization", "x").stderr == (
        "onrecord: `orgnization` is no sort of record; did you mean `organization`?\n"
    )
    assert "has no letters or digits" in run("new", "place", "!?").stderr
    assert "is not a folder" in run("new", "place", "a", "--into", "nowhere").stderr
    assert "holds no tables" in run("new", "place", "a", "--into", "records/dataset.yaml").stderr


def test_ids_are_made_of_the_first_words_in_any_script() -> None:
    assert slug("  L’été à Zürich, 2024 ") == "lete-a-zurich-2024"
    assert slug("Организация Объединённых Наций") == "organizatsiya-obedinennykh-natsiy"
    assert fresh_id("src", "one two three four five six seven eight nine", set()) == (
        "src-one-two-three-four-five-six-seven-eight"
    )
    assert fresh_id("src", "one", {"src-one", "src-one-2"}) == "src-one-3"


def test_an_empty_list_takes_its_first_record(project: Path) -> None:
    path = Path("records/empty.yaml")
    path.write_text("measures: []\norganizations: [] # nobody yet\ngroups:\n  []\n", "utf-8")
    for sort in ("organization", "group", "measure"):
        assert add(sort, "New one", path).id.endswith("-new-one")
    text = path.read_text("utf-8")
    assert "organizations: # nobody yet\n  - id: org-new-one\n" in text
    assert {name: len(rows) for name, rows in yaml.safe_load(text).items()} == {
        "measures": 1, "organizations": 1, "groups": 1,
    }  # fmt: skip


def test_an_empty_list_inside_brackets_is_left_alone(project: Path) -> None:
    path = Path("records/empty.yaml")
    path.write_text("{measures: []}\n", "utf-8")
    assert run("new", "measure", "New one", "--into", path).exit_code == 2
    assert path.read_text("utf-8") == "{measures: []}\n"
