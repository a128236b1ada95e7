"""The same rows, written as YAML, as JSON Lines and as CSV, read to the same tables."""

import csv
import io
import json
import re

import pyarrow as pa
import yaml  # type: ignore[import-untyped, unused-ignore]
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.read.csv_file import CSV
from onrecord.read.found import Format
from onrecord.read.json_lines import JSON_LINES
from onrecord.read.yaml_file import YAML
from onrecord.tables import ORIGIN, TABLES

FIELDS = TABLES["figures"].authored_schema.names[:-1]
WORDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda text: len(text) < 50)
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn"])
TEXT = st.text(LETTERS, min_size=1, max_size=20).map(str.strip).filter(bool)
NUMBERS = st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=3).map(str)
FIGURES = st.lists(
    st.fixed_dictionaries(
        {"id": WORDS.map("fig-{}".format), "measure_id": WORDS.map("var-{}".format), "modality": st.just("observed")},
        optional={
            "stated": TEXT,
            "value": NUMBERS,
            "low": NUMBERS,
            "rounded_to": st.sampled_from(["100", "0.5"]),
            "period": st.sampled_from(["2023-12", "2023-09/2023-11", "../2023", "2023-33"]),
        },
    ),
    min_size=1,
    max_size=4,
)
Rows = list[dict[str, str]]
_NUMBER = re.compile(r'("(?:value|low|rounded_to)": )"([^"]+)"')


def _table(format: Format, content: str) -> pa.Table:
    found = format.read("figures", content.encode(), "figures")
    assert found.problems == []
    return found.tables["figures"][0].drop_columns(ORIGIN)


def _csv(rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _json_lines(rows: Rows, *, as_numbers: bool) -> str:
    lines = [json.dumps(row, ensure_ascii=as_numbers) for row in rows]
    return "\n".join(_NUMBER.sub(r"\1\2", line) if as_numbers else line for line in lines)


def _yaml(rows: Rows) -> str:
    return str(yaml.safe_dump({"figures": rows}, allow_unicode=True, default_flow_style=None))


@settings(max_examples=150, deadline=None)
@given(FIGURES)
def test_three_formats_read_to_equal_tables(rows: Rows) -> None:
    expected = _table(YAML, _yaml(rows))
    assert expected["value"].to_pylist() == [float(row["value"]) if "value" in row else None for row in rows]
    assert expected["stated"].to_pylist() == [row.get("stated") for row in rows]
    for as_numbers in (False, True):
        assert _table(JSON_LINES, _json_lines(rows, as_numbers=as_numbers)).equals(expected)
    assert _table(CSV, _csv(rows)).equals(expected)
