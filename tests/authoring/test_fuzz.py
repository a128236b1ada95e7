"""Files damaged at random end in problems or in records, and never in a traceback: ``pytest --fuzz 10000``."""

import shutil
from pathlib import Path
from random import Random

import pytest

from onrecord.cite import cite
from onrecord.load import load
from onrecord.problems import OnrecordError
from onrecord.read.origins import opened
from onrecord.read.page import Page
from onrecord.read.part import content_of, parts_of, read_part
from onrecord.read.yaml_file import read_metadata
from onrecord.scaffold import SORTS, add, init
from onrecord.tidy import fmt

TABLES = {
    "places.csv": 'id,name,kind,country\nplace-geneva,"Geneva, the ""city""",city,CHE\nplace-bern,Bern,city,CHE\n',
    "citations.csv": "record_id,source_id,paragraph\nfig-people-2022,src-day-of-eight-billion,2\n",
    "events.jsonl": '{"id": "ev-charter", "kind": "law", "name": "Charter", "date": "1945-10-24", "places": []}\n',
    "changes.yaml": "- {record_id: place-world, reason: Its name was misspelt.}\n",
    "found.yaml": "citations:\n  - {record_id: org-united-nations, source_id: src-poster, find: clean water}\n"
    "sources:\n  - {id: src-poster, kind: press_release, label: A poster}\n",
}
PIECES = ["\n", "\r", "\t", "\0", "\ufeff", "\u0085", "\u2028", "🖊", "\u0301", "\x1b[2J", "é"]
PIECES += ["- ", "? ", ": ", "&a ", "*a", "!!int ", "<<: ", "|\n", ">-\n", "#", " # ", "%", "---\n", "@", "`", "find: "]
PIECES += [
    '"',
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    "\\u",
    "\\ud800",
    "1e999999999",
    "NaN",
    "null",
    "true",
    "~",
    "9" * 400,
    "[" * 60,
]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample dataset with files of every format beside it, and the text of a source."""
    folder = tmp_path_factory.mktemp("fuzz") / "sample"
    init(folder)
    for name, content in TABLES.items():
        (folder / "records" / name).write_text(content, "utf-8")
    (folder / "sources").mkdir()
    (folder / "sources/src-poster.txt").write_text("All villages are to have clean water.\n", "utf-8")
    return folder


def damaged(content: bytes, random: Random) -> bytes:
    """The bytes after a few random edits: pieces inserted, parts taken out, doubled or moved, indents changed."""
    for _ in range(random.randint(1, 5)):
        start = random.randrange(len(content) + 1)
        end = min(len(content), start + random.choice([0, 1, 3, 20, 200]))
        part = content[start:end]
        middle = random.choice(
            [
                random.choice(PIECES).encode(),
                b"",
                part * 2,
                part[::-1],
                random.randbytes(2),
                part.replace(b"\n", b"\n  "),
            ]
        )
        content = content[:start] + middle + content[end:]
    return content


def problems_in(path: Path) -> int:
    """How many problems one file has; the reader of a whole folder reads its files so, too."""
    if path.name == "dataset.yaml":
        page = opened(path, path.name)
        return len(read_metadata(page)[1]) if isinstance(page, Page) else 1
    table = path.name.partition(".")[0].partition("-")[0]
    return sum(len(read_part(part, content_of(part)).problems) for part in parts_of(path, path.name, table))


def test_damaged_files_end_in_problems_or_records(sample: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    project = Path(shutil.copytree(sample, tmp_path / "sample"))
    records = project / "records"
    whole = {path.name: path.read_bytes() for path in sorted(records.iterdir())}
    before = {name: problems_in(records / name) for name in whole}
    harmed = {True: 0, False: 0}
    for number in range(pytestconfig.getoption("fuzz")):
        random = Random(number)
        name = random.choice(list(whole))
        (records / name).write_bytes(damaged(whole[name], random))
        try:
            harmed[problems_in(records / name) > before[name]] += 1
            fmt(records / name, write=False)
            if number % 50 == 0:
                load(records)
                cite(records, project / "sources")
                add(random.choice(list(SORTS)), "new", records)
        except OnrecordError:
            pass
        except Exception as error:
            raise AssertionError(f"damage number {number}, to {name}: {type(error).__name__}: {error}") from error
        for path in records.iterdir():
            path.unlink()
        for name, content in whole.items():
            (records / name).write_bytes(content)
    assert min(harmed.values()) > 0, "some damage is harmless, and some is not"
