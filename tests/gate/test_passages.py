"""No artefact repeats seven words of a source in a row; addresses and official names do not count."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.gate import Gate, Lexicon, Passages

SOURCE = "One two, three four five six. SEVEN eight! At https://example.org/one/two/three/four/five/six/seven/eight."
NAMES = ["Society of the Friends of Striped Horses", "One"]
COPIED = "He says: one two three four five six seven."


def told(folder: Path) -> list[tuple[str, str, str]]:
    gate = Gate(Lexicon("00" * 16), Passages([SOURCE, "Then the Society of the Friends of Striped Horses met"], NAMES))
    return [(problem.where.file, problem.code, problem.message) for problem in gate.search(folder)[1]]


WRITTEN = {
    "a.csv": f'id,summary\n1,"{COPIED.replace(" six", " six")}"\n',
    "a.json": json.dumps({"a": ["b", COPIED.replace(" ", "\n")]}),
    "a.ttl": f'<a:b> <a:c> "{COPIED}" .'.replace(" t", " \\u0074"),
    "a.nt": f'<a:b> <a:c> "{COPIED}" .\n'.replace(" t", " \\u0074"),
    "a.jsonld": json.dumps([{"a:b": [{"@value": COPIED.replace(" ", "\n")}]}]),
    "a.html": f"<p>{COPIED.replace('four', '<b>f&#111;ur</b>')}",
    "a.md": COPIED.replace("four", "*four*"),
    "a.txt": COPIED.replace(" ", "\n"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_wording_is_found_in_every_kind_of_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(WRITTEN[name])
    place = {
        "a.csv": "its column `summary` of `1`",
        "a.ttl": "this file of `a:b`",
        "a.nt": "this file of `a:b`",
    }.get(name, "this file")
    assert told(tmp_path) == [(name, "source-words", f"7 or more words of a source stand in {place}")]


def test_wording_is_found_in_parquet(tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ["1"], "summary": [COPIED]}), tmp_path / "a.parquet")
    assert told(tmp_path)[0][2].endswith("its column `summary` of `1`")


def test_the_records_with_wording_are_named_but_not_all_of_many(tmp_path: Path) -> None:
    rows = [f'fig-{n},"{COPIED if n % 2 else n}"\n' for n in range(10)]
    (tmp_path / "a.csv").write_text("".join(["id,summary\n", *rows]))
    assert told(tmp_path)[0][2].endswith("its column `summary` of `fig-1`, `fig-3`, `fig-5` and 2 more")


@pytest.mark.parametrize("id", [COPIED.replace(" ", "-"), "fig-withheld"])
def test_an_id_that_tells_too_much_is_not_named(tmp_path: Path, id: str) -> None:
    (tmp_path / "a.csv").write_text(f'id,summary\n{id},"{COPIED}"\n')
    lexicon = Lexicon("00" * 16)
    lexicon.add("withheld")
    _, problems = Gate(lexicon, Passages([SOURCE])).search(tmp_path)
    assert "its column `summary`" in {problem.message.rpartition(" in ")[2] for problem in problems}
    assert not [problem for problem in problems if id in problem.message]


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six, he said",
        "one,two,three,four\n,,,\nfive,six,seven,eight\n",
        "see https://example.org/one/two/three/four/five/six/seven/eight",
        "the society of the friends of striped horses",
        "met: then the society of the friends of striped horses",
    ],
)
def test_what_is_no_wording(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(f'a,b,c,d\n"{text}",,,\n' if "\n" not in text else f"a,b,c,d\n{text}")
    assert told(tmp_path) == []
