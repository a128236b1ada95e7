"""Every table of a release, read by programs beyond Python; each is skipped, with the reason, where it is missing."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.readers.in_python import Rows

import onrecord

PROJECT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).parent / "programs"
PACKAGES = PROJECT / "tests" / "page" / "node_modules"
_OWN = PROJECT / ".venv" / "readers" / "bin" / "python"
"""An environment of its own for what must not be among the pins of this project; ``.ci/run`` makes it."""


def run(command: list[str | Path], **options: Any) -> str:
    """What a program prints; fails with what it complained of."""
    done = subprocess.run(
        list(map(str, command)),
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stderr
    printed: str = done.stdout
    return printed


def _is_fine(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@cache
def python_with(*modules: str) -> str:
    """A Python that has some modules; skips the test where there is none."""
    wanted = f"import {', '.join(modules)}"
    for python in (sys.executable, str(_OWN)):
        if shutil.which(python) and _is_fine([python, "-c", wanted]):
            return python
    pytest.skip(f"needs {' and '.join(modules)}: see .ci/run")


def node(program: str, *arguments: str | Path, place: Path) -> dict[str, Rows]:
    """The tables as a program of Node.js prints them; ``place`` is an empty folder."""
    found = shutil.which("node")
    if not found or not PACKAGES.is_dir():
        pytest.skip("needs Node.js and `npm ci --prefix tests/page`")
    (place / "node_modules").symlink_to(PACKAGES)
    shutil.copy(PROGRAMS / program, place)
    tables: dict[str, Rows] = json.loads(run([found, place / program, *arguments]))
    return tables


def r(tool: str, release: Path) -> dict[str, Rows]:
    """The tables as a reader of R finds them. fread leaves doubled quotes as they are, which is its documented way."""
    needed = ["jsonlite", *([] if tool == "base" else [tool])]
    there = f"q(status = !all(sapply(c({', '.join(map(repr, needed))}), requireNamespace, quietly = TRUE)))"
    found = shutil.which("Rscript")
    if not found or not _is_fine([found, "--vanilla", "-e", there]):
        pytest.skip(f"needs R with {' and '.join(needed)}")
    tables: dict[str, Rows] = json.loads(run([found, "--vanilla", PROGRAMS / "csv.R", tool, release]))
    if tool == "data.table":
        tables = {name: list(map(_undoubled, rows)) for name, rows in tables.items()}
    return tables


def _undoubled(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell.replace('""', '"') if isinstance(cell, str) else cell for name, cell in row.items()}


def datasette(release: Path, place: Path, *searches: str) -> dict[str, Any]:
    """What Datasette serves of an SQLite copy."""
    python = python_with("datasette")
    copy = onrecord.convert(release, place / "copy.sqlite")
    answer: dict[str, Any] = json.loads(run([python, PROGRAMS / "datasette_client.py", copy, *searches]))
    return answer


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
BY_HAND = ("figures", "groups", "names")
"""Tables whose CSV files LibreOffice opens, each of which takes it a second or two."""
_CSV_FILTER = "CSV:44,34,76,1,{columns},1033,false,false"
"""Comma, quotes, UTF-8, from line 1, the types of the columns, English, no guessing."""


def workbook_in_libreoffice(release: Path, place: Path) -> dict[str, Rows]:
    """Every sheet of a workbook as LibreOffice has it when it is open."""
    sheets = _sheets(_opened(onrecord.convert(release, place / "copy.xlsx"), place))
    assert sheets.pop("dictionary")
    return sheets


def csv_in_libreoffice(release: Path, place: Path) -> dict[str, Rows]:
    """Some CSV files as LibreOffice has them when numbers are read as such and all else as text."""
    tables: dict[str, Rows] = {}
    for resource in json.loads((release / "datapackage.json").read_text("utf-8"))["resources"]:
        if resource["name"] in BY_HAND:
            numeric = [field["type"] in ("number", "integer") for field in resource["schema"]["fields"]]
            columns = "/".join(f"{place}/{1 if is_number else 2}" for place, is_number in enumerate(numeric, 1))
            opened = _opened(release / resource["path"], place, _CSV_FILTER.format(columns=columns))
            [tables[resource["name"]]] = _sheets(opened).values()
    return tables


def _opened(path: Path, place: Path, reading: str = "") -> Path:
    """A file as a flat OpenDocument spreadsheet, which tells the type of every cell."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("needs LibreOffice Calc: .ci/readers installs it")
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    options = [f"--infilter={reading}"] if reading else []
    run([office, profile, "--headless", *options, "--convert-to", "fods", "--outdir", place, path])
    return place / f"{path.stem}.fods"


def _sheets(path: Path) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for sheet in ET.parse(path).iter(f"{_TABLE}table"):
        head, *rows = (list(_cells(row)) for row in sheet.iter(f"{_TABLE}table-row"))
        names = [name for name in head if name]
        padded = ([*row, *[None] * len(names)][: len(names)] for row in rows if any(cell is not None for cell in row))
        found[str(sheet.get(f"{_TABLE}name"))] = [dict(zip(names, row, strict=True)) for row in padded]
    return found


def _cells(row: ET.Element) -> Iterator[Any]:
    for cell in row.iter(f"{_TABLE}table-cell"):
        assert cell.get(f"{_TABLE}formula") is None
        kind = cell.get(f"{_OFFICE}value-type")
        assert kind in (None, "float", "string"), kind
        value = float(cell.get(f"{_OFFICE}value", "")) if kind == "float" else _text(cell)
        yield from [value] * min(int(cell.get(f"{_TABLE}number-columns-repeated", "1")), 100)


def _text(cell: ET.Element) -> str | None:
    return "\n".join("".join(line.itertext()) for line in cell.iter(f"{_TEXT}p")) or None
