"""Every code is explained, and every explanation is true: its bad example has the code, and its good one has not."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.authoring.named import named
from tests.verify.damage import seal

import onrecord
from onrecord import build
from onrecord.check import RULES
from onrecord.cite import cite
from onrecord.cli import main
from onrecord.evidence import check_evidence
from onrecord.explain import CHAPTERS, Example, explanations, page, section
from onrecord.importing import import_files
from onrecord.load import load
from onrecord.problems import Problem, Refused
from onrecord.read import read_records
from onrecord.scaffold import init
from onrecord.verify import verify

PROJECT = Path(__file__).parents[2]
ROOT = Path(onrecord.__file__).parent
NO_CODES = {"utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "non-commercial", "serve-read-only"}
"""Strings of the program that look like codes."""
SEALED = {"changed-file", "missing-file", "extra-file", "wrong-checksums", "unsafe-path"}
"""What only shows where the hashes are as they were."""


def cases(*chapters: str) -> list[object]:
    return [
        pytest.param(each.code, each.example, id=f"{chapter.name}-{each.code}")
        for chapter in CHAPTERS
        if chapter.name in chapters
        for each in chapter.explanations
        if not each.example.unshown
    ]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `onrecord init` makes."""
    folder = tmp_path_factory.mktemp("init") / "sample"
    init(folder)
    return named(folder)


@pytest.fixture
def project(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, as the current folder; the rules that are not asked about are left out for speed."""
    monkeypatch.chdir(shutil.copytree(sample, tmp_path / "sample"))
    (Path() / "sources").mkdir()
    monkeypatch.setattr("onrecord.check.run.RULES", ())
    return Path()


def put(path: Path, content: str | None, encoding: str = "utf-8") -> None:
    path.parent.mkdir(exist_ok=True)
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(content, encoding)


def set_up(project: Path, example: Example, *, bad: bool) -> None:
    others = dict(example.beside) if bad else {**example.beside, **example.fix}
    for path, content in others.items():
        latin = bad and example.latin and path.startswith("sources/")
        put(project / path, content, "latin-1" if latin else "utf-8")
    put(project / example.file, example.bad if bad else example.good, "latin-1" if bad and example.latin else "utf-8")


def codes(problems: tuple[Problem, ...] | list[Problem]) -> set[str]:
    return {problem.code for problem in problems}


@pytest.mark.parametrize(("code", "example"), cases("read"))
def test_files_that_are_wrong(project: Path, code: str, example: Example) -> None:
    set_up(project, example, bad=True)
    assert code in codes(read_records(project / "records").problems)


@pytest.mark.parametrize(("code", "example"), cases("check"))
def test_records_that_are_wrong(project: Path, code: str, example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.check.run.RULES", [rule for rule in RULES if rule.code == code])
    set_up(project, example, bad=True)
    assert code in codes(load(project / "records")[1])


def _together() -> list[dict[str, str | None]]:
    """The right files of all examples, in as few projects as they fit in without sharing an id or a file."""
    groups: list[tuple[set[str], dict[str, str | None]]] = []
    for number, (_, example) in enumerate(param.values for param in cases("read", "check")):  # type: ignore[attr-defined]
        yaml_file = f"records/example-{number}.yaml" if example.file == "records/example.yaml" else example.file
        files = {yaml_file: example.good, **example.beside}
        ids = set(re.findall(r"\bid(?:: |\": \")([a-z0-9-]+)|^([a-z]+-[a-z0-9-]+),", example.good or "", re.MULTILINE))
        marks = {"".join(found) for found in ids} | files.keys()
        taken, held = next((group for group in groups if not group[0] & marks), (set(), {}))
        if not taken:
            groups.append((taken, held))
        taken |= marks
        held |= files
    return [held for _, held in groups]


@pytest.mark.parametrize("files", _together())
def test_records_that_are_right(project: Path, files: dict[str, str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.check.run.RULES", RULES)
    for path, content in files.items():
        put(project / path, content)
    assert load(project / "records")[1] == ()


@pytest.fixture(scope="session")
def releases() -> dict[str | None, Path]:
    """Releases that were built, by the content of the example before."""
    return {}


@pytest.mark.parametrize(("code", "example"), cases("history"))
def test_histories_that_are_wrong_and_right(
    project: Path,
    code: str,
    example: Example,
    releases: dict[str | None, Path],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    metadata = (project / "records/dataset.yaml").read_text("utf-8")
    if example.before is not None:
        put(project / example.file, example.before)
    if example.before not in releases:
        releases[example.before] = tmp_path_factory.mktemp("before") / "datapackage"
        build(project / "records", releases[example.before])
    old = releases[example.before]
    put(project / "records/dataset.yaml", metadata.replace("version: 0.1.0", "version: 0.2.0"))
    set_up(project, example, bad=True)
    assert code in codes(load(project / "records", previous=old)[1])
    set_up(project, example, bad=False)
    assert load(project / "records", previous=old)[1] == ()


@pytest.mark.parametrize(("code", "example"), cases("evidence"))
def test_evidence_that_is_wrong_and_right(project: Path, code: str, example: Example) -> None:
    set_up(project, example, bad=True)
    assert codes(check_evidence("records", "sources").problems) == {code}
    set_up(project, example, bad=False)
    found = check_evidence("records", "sources")
    assert found.problems == ()
    assert found.sources[0].file


@pytest.mark.parametrize(("code", "example"), cases("cite"))
def test_words_that_are_no_citation_and_are_one(project: Path, code: str, example: Example) -> None:
    set_up(project, example, bad=True)
    assert codes(cite("records", "sources").problems) == {code}
    set_up(project, example, bad=False)
    assert cite("records", "sources").problems == ()
    assert check_evidence("records", "sources").problems == ()


@pytest.mark.parametrize(("code", "example"), cases("importing"))
def test_imports_that_are_wrong_and_right(project: Path, code: str, example: Example) -> None:
    set_up(project, example, bad=True)
    try:
        found = codes(import_files(["table.csv"], "map.yaml", None).warnings)
    except Refused as refused:
        found = codes(refused.problems)
    assert code in found
    set_up(project, example, bad=False)
    assert import_files(["table.csv"], "map.yaml", None).warnings == ()


@pytest.mark.parametrize(("code", "example"), cases("gate"))
def test_releases_that_must_not_be_published_and_may(project: Path, code: str, example: Example) -> None:
    withheld = Path("withheld.txt") if "withheld.txt" in example.beside else None
    set_up(project, example, bad=True)
    with pytest.raises(Refused) as refused:
        build("records", "datapackage", "sources", withheld)
    assert codes(refused.value.problems) == {code}
    set_up(project, example, bad=False)
    assert build("records", "datapackage", "sources", withheld).searched.files


@pytest.fixture(scope="session")
def release(sample: Path) -> Path:
    """The release of the sample."""
    build(sample / "records", sample.parent / "datapackage")
    return sample.parent / "datapackage"


@pytest.mark.parametrize(("code", "example"), cases("verify"))
def test_releases_that_are_damaged(release: Path, tmp_path: Path, code: str, example: Example) -> None:
    damaged = Path(shutil.copytree(release, tmp_path / "datapackage"))
    path = tmp_path / example.file
    if example.whole:
        put(path, example.bad)
    else:
        text = path.read_text("utf-8")
        assert example.good and example.bad
        assert example.good in text
        wrong = text.replace(example.good, "\0", 1).encode()
        path.write_bytes(wrong.replace(b"\0", example.bad.encode("latin-1" if example.latin else "utf-8")))
    if code not in SEALED:
        seal(damaged)
    assert code in codes(list(verify(damaged)))


def test_the_release_of_the_sample_is_sound(release: Path) -> None:
    assert list(verify(release)) == []


def _strings(folder: Path) -> Iterator[str]:
    """Every string of a part of the program that has the form of a code."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", str(node.value)):
                yield str(node.value)


def test_every_code_of_the_program_is_explained() -> None:
    found = {text for folder in ROOT.iterdir() if folder.is_dir() for text in _strings(folder)}
    found |= {text for path in ROOT.glob("*.py") for text in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text())}
    in_models = {text for name in ("models", "write", "scaffold") for text in _strings(ROOT / name)}
    unknown = found - set(explanations()) - NO_CODES - in_models
    assert unknown == set()
    assert {"unknown-field", "vanished-id", "withheld-word", "passage-mismatch", "wrong-order"} < found


def test_no_example_is_left_over() -> None:
    for chapter in CHAPTERS:
        from onrecord.explain.example import examples

        assert list(examples(chapter.name)) and set(examples(chapter.name)) == {code for code, *_ in chapter.codes}


def test_the_page_is_what_the_program_says() -> None:
    assert (PROJECT / "docs" / "problems.md").read_text("utf-8") == page(), "run python tests/authoring/refresh.py"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("code", ["unknown-field", "wrong-type", "unexplained-change"])
def test_explain_prints_what_the_page_says(code: str) -> None:
    status, text, _ = run(code)
    assert status == 0
    for explanation in explanations()[code]:
        assert f"## {explanation.chapter}\n\n{section(explanation)}" in text
        assert f"## {explanation.chapter}\n" in page()
        assert section(explanation) in page()


def test_explain_lists_every_code() -> None:
    status, text, _ = run()
    assert status == 0
    assert {line.split()[0] for line in text.splitlines() if line.startswith("  ")} == set(explanations())


def test_an_unknown_code_is_a_clear_error() -> None:
    assert run("unknown-feild") == (
        2, "", "onrecord: no problem has the code `unknown-feild`; did you mean `unknown-field`?\n",
    )  # fmt: skip
    assert run("zzz")[2] == "onrecord: no problem has the code `zzz`; `onrecord explain` lists them all\n"
