"""Whatever bytes a map or a table holds, an import ends in problems or records and never in a traceback.

``ONRECORD_FUZZ=5000 pytest tests/importing/test_fuzz.py`` tries as many examples of each.
"""

import os
import warnings
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.importing import draft_map, import_files
from onrecord.problems import Refused, UsageError

from .conftest import MAP, TABLE
from .test_formats import WRITERS

EXAMPLES = int(os.environ.get("ONRECORD_FUZZ", "60"))
FULL = (
    MAP
    + """\
        nested:
          dimensions: [{dimension: x, value: "{hurt} {@column}"}]
  - files: [other.*]
    sheet: S
    header: 2
    rows: /a
    encoding: utf-16
    records:
      - table: places
        when: [{column: a, values: [b], negate: yes}]
        again: last
        fields: {id: "place-{a}", name: "{a}", kind: city}
"""
)
_CONTROL = [b"\n", b"\r", b"\0", b"\t", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\ud800", b"<f"]
_MARKS = [b'"', b"'", b"{", b"}", b"[", b"]", b":", b",", b"\\", b"{{", b"- ", b"&a ", b"*a", b"<<: ", b"{@cell}"]
_VALUES = [b"1e999999999", b"9" * 400, b"NaN", b"null", b"true", b"YYYY", b"DD", b"1 234,5", b"about "]
_DEEP = [b"[" * 3000, b'{"a":' * 3000]
_PIECES = st.sampled_from([*_CONTROL, *_MARKS, *_VALUES, *_DEEP]) | st.binary(max_size=5)
Edits = st.lists(st.tuples(st.integers(0, 700), st.integers(0, 20), _PIECES), max_size=5)
patient = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _mutated(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, cut, piece in edits:
        at %= len(seed) + 1
        seed = seed[:at] + piece + seed[at + cut :]
    return seed


def _survives(folder: Path, table: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about damaged files
        try:
            import_files([folder / table], folder / "map.yaml", folder / "records")
        except (Refused, UsageError) as told:
            assert str(told)


@patient
@given(edits=Edits)
def test_mutated_maps(tmp_path: Path, edits: list[tuple[int, int, bytes]]) -> None:
    (tmp_path / "t.csv").write_text(TABLE, "utf-8")
    (tmp_path / "map.yaml").write_bytes(_mutated(FULL.encode(), edits))
    _survives(tmp_path, "t.csv")


@pytest.mark.parametrize("end", WRITERS)
@patient
@given(edits=Edits)
def test_mutated_tables(tmp_path: Path, end: str, edits: list[tuple[int, int, bytes]]) -> None:
    path = tmp_path / f"t.{end}"
    WRITERS[end]([("05.12.2023", "about 5", "x"), ("06.12.2023", "1 234,5", "")], path)
    path.write_bytes(_mutated(path.read_bytes(), edits))
    text = MAP.replace("{dead: dead, hurt: hurt}", "{two words: dead}").replace("day: {", "day: {column: one, ")
    (tmp_path / "map.yaml").write_text(text.replace("[note]", "[drei.4]"), "utf-8")
    _survives(tmp_path, path.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            draft_map(path)
        except (Refused, UsageError) as told:
            assert str(told)
