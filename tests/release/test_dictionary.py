"""The README inside a release: what is in it, by count; how to load it; the records' texts are no markup there."""

import re
from pathlib import Path

import pytest
from tests.rdf import hostile

from onrecord.dataset import Dataset
from onrecord.layout import Layout
from onrecord.page.snippets import snippets
from onrecord.publish import build
from onrecord.tables import TABLES
from onrecord.write.changelog import changelog
from onrecord.write.readme import readme

TINY = Path(__file__).parents[1] / "tiny" / "records"


def test_it_has_the_programs_of_the_page_which_are_run(tiny: Dataset) -> None:
    blocks = re.findall(r"```\w+\n(.*?)\n```", readme(tiny), re.DOTALL)
    assert blocks == [snippet.code for snippet in snippets("tiny")]


def test_it_explains_every_table_and_column(tiny: Dataset) -> None:
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", readme(tiny), re.DOTALL | re.MULTILINE))
    assert {name: re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) for name, text in sections.items()} == {
        table.name: table.names for table in TABLES.values()
    }


def test_it_names_measures_with_their_units_the_most_used_first(tiny: Dataset) -> None:
    rows = re.findall(r"^\| (.*?) \| `(\w+)`: .*? \| (\d+) \|", readme(tiny), re.MULTILINE)
    assert rows == [("Population", "INDIV", "3"), ("Growth of population", "INDIV", "1")]


@pytest.mark.parametrize(
    "told",
    [
        "2 statements, 4 figures, 2 organizations, 1 person and 1 group, from 2 sources, with 6 citations.",
        "- 1 one-sided or a range",
        "- 4 no observation",
        "- 1 corrected by another",
        "- marks: disputed 1, implausible 1 (`figure_flags`)",
        "- remarks, on records of all sorts: ambiguity 1, correction 1 (`remarks`)",
    ],
)
def test_it_counts_what_is_there_and_what_is_doubtful(tiny: Dataset, told: str) -> None:
    assert told in readme(tiny)


def test_nothing_in_it_nothing_doubted() -> None:
    text = readme(hostile.dataset({}))
    assert "0 statements, 0 figures" in text
    assert "## What is counted" not in text
    assert "## What to know" not in text


def test_a_name_of_a_measure_is_no_markup(tiny: Dataset) -> None:
    measures = tiny.tables["measures"]
    attack = "<img src=x> | [a](javascript:alert(1)) `b` *c* ![d](e)"
    rows = [row | {"name": attack} for row in measures.to_pylist()]
    text = readme(
        Dataset(tiny.metadata, {**tiny.tables, "measures": type(measures).from_pylist(rows, measures.schema)})
    )
    assert r"| \<img src=x\> \| \[a\](javascript:alert(1)) \`b\` \*c\* \!\[d\](e) |" in text


def test_no_text_of_the_metadata_is_markup(tiny: Dataset) -> None:
    attack = "<img src=x onerror=alert(1)> &lt;b&gt; [a](javascript:alert(1)) `b`"
    metadata = tiny.metadata
    told = {"title": attack, "description": attack}
    parts = {
        "licence": metadata.licence.model_copy(update={"title": attack}),
        "contributors": (metadata.contributors[0].model_copy(update={"title": attack}),),
        "contact": metadata.contact.model_copy(update={"name": attack}),
    }
    dataset = Dataset(metadata.model_copy(update=told | parts), tiny.tables)
    for text, times in ((readme(dataset), 6), (changelog(dataset), 1)):
        escaped = r"\<img src=x onerror=alert(1)\> \&lt;b\&gt; \[a\](javascript:alert(1)) \`b\`"
        assert text.count(escaped) == text.count("onerror") == times


def test_a_release_in_parts_says_so_and_loads(tmp_path: Path) -> None:
    release = build(TINY, tmp_path / "parts", layout=Layout(part_rows=2)).path
    text = (release / "README.md").read_text("utf-8")
    [first] = re.findall(r"Tables are in parts, `(.*?)` and so on", text)
    assert (release / first).is_file()
    for path in re.findall(r'"((?:parquet|data|rdf)/[^"*]+)"', text):
        assert (release / path).exists(), path


def test_no_text_turns_what_follows_it() -> None:
    measure = {"id": "var-a", "name": "A\u202eB", "unit": "NUM", "definition": "C\u2066D\x1b", "statistic": "count"}
    figure = {"id": "fig-a", "measure_id": "var-a"}
    text = readme(hostile.dataset({"measures": [measure], "figures": [figure]}))
    assert "| A\ufffdB |" in text
    assert "| C\ufffdD\ufffd |" in text
