from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.dataset import Records
from onrecord.problems import UsageError
from onrecord.read import read_records

from .conftest import DATASET

Read = Callable[..., Records]


def test_a_folder_with_metadata_alone_is_an_empty_dataset(read: Read) -> None:
    records = read({})
    assert records.problems == ()
    assert records.metadata is not None
    assert records.metadata.contributors[0].role == "author"


def test_a_folder_without_metadata_has_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (problem,) = read_records(Path()).problems
    assert str(problem) == "dataset.yaml: error[missing-dataset]: the folder has no dataset.yaml"


def test_problems_of_nested_metadata_have_places(read: Read) -> None:
    content = DATASET.replace("title: CC0, ", "").replace("[{title: A}]", "[]").replace("name: B", "email: b")
    records = read({"dataset.yaml": content + "conflict_factor: 1\n"})
    assert records.metadata is None
    assert [str(problem).removeprefix("records/dataset.yaml:") for problem in records.problems] == [
        "7:11: error[missing-field]: `title` is missing from this licence",
        "8:15: error[blank-value]: `contributors` holds nothing",
        "9:11: error[missing-field]: `name` is missing from this contact",
        "9:18: error[invalid-text]: `b` is not an e-mail address in plain letters, as in `press@example.org`",
        "10:18: error[out-of-range]: `1` is out of range: `conflict_factor` must be more than 1",
    ]


def test_a_folder_that_is_none_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        read_records(tmp_path / "missing")


def test_a_yes_or_no_is_named_where_it_is_neither(read: Read) -> None:
    (problem,) = read({"dataset.yaml": f"{DATASET}imported: maybe\n"}).problems
    assert problem.message == "`imported` must be `yes` or `no`, not the text `maybe`"


def test_metadata_that_cannot_be_opened_is_a_problem(read: Read) -> None:
    read({})
    Path("records", "dataset.yaml").unlink()
    Path("records", "dataset.yaml").symlink_to("nowhere")
    (problem,) = read_records(Path("records")).problems
    assert (str(problem.where), problem.code) == ("records/dataset.yaml", "unreadable-file")


_BAD_ADDRESS = "is not an address on the web that starts with https:// or http:// and has no blanks, brackets or stray"


@pytest.mark.parametrize(
    ("field", "value", "code", "message"),
    [
        ("homepage", "https://example.org/[x]", "invalid-url", _BAD_ADDRESS),
        ("base_iri", "https://example.org/[x]/", "invalid-url", _BAD_ADDRESS),
        ("base_iri", "https://example.org/%zz/", "invalid-url", _BAD_ADDRESS),
        ("base_iri", "https://example.org/x?y/", "invalid-url", "neither `?` nor `#`"),
        ("base_iri", "https://example.org", "invalid-url", "ends in `/`"),
        ("contact", "{name: B, email: 'a<b>\"c@d.ef'}", "invalid-text", "is not an e-mail address"),
        ("contact", "{name: B, url: 'https://example.org/{x}'}", "invalid-url", "hold as they are: { }"),
        ("licence", "{id: X, title: X, url: 'https://example.org/%'}", "invalid-url", _BAD_ADDRESS),
        ("contributors", "[{title: A, url: 'https://example.org/|'}]", "invalid-url", "hold as they are: |"),
        ("language", "ru-12", "unknown-language", "is not a language tag"),
        ("language", "RU", "unknown-language", "is not a language tag"),
        ("name", "catalog", "invalid-text", "`catalog` cannot be `name`: every release has a file of that name"),
    ],
)
def test_metadata_that_no_graph_can_hold_is_refused(
    read: Read, field: str, value: str, code: str, message: str
) -> None:
    lines = [line for line in DATASET.splitlines() if not line.startswith(f"{field}:")]
    (problem,) = read({"dataset.yaml": "\n".join([*lines, f"{field}: {value}"])}).problems
    assert problem.code == code
    assert message in problem.message
    assert problem.help
