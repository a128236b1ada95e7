"""How a file is to be read, from a look at its first rows: encoding, delimiter, and the row that names the columns."""

import codecs
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from onrecord.importing.formats import ENDS, File, first_rows
from onrecord.importing.map import Input, Rule

_DELIMITERS = ",;\t|"
_HEAD = 1 << 16
_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF32_LE: "utf-32",  # starts like the mark of UTF-16
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""Byte order marks and the encodings that they tell."""
_FIRST = 20
"""How many rows are looked at."""


def look(path: Path) -> Input:
    """How the file is to be read, as far as that differs from the usual. Raises BrokenError."""
    plain = Input(records=(Rule(table="figures"),))
    if ENDS.get(path.suffix.lower()) in ("csv", "tsv"):
        plain = plain.model_copy(update=_of_text(_head(path), path.suffix.lower()))
    if ENDS.get(path.suffix.lower()) == "json":
        plain = plain.model_copy(update={"rows": _only_list(path)})
    rows = islice(first_rows(File(path, path.as_posix(), path.name), plain), _FIRST)
    return plain.model_copy(update={"header": _header([sum(map(bool, row)) for row in rows])})


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _of_text(head: bytes, suffix: str) -> dict[str, str | None]:
    encoding = next((name for mark, name in _MARKS.items() if head.startswith(mark)), "")
    encoding = encoding or ("utf-8" if _decodes(head) else "cp1252")
    lines = [line for line in head.decode(encoding, errors="replace").splitlines()[:_FIRST] if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda each: _typical(lines, each)) if suffix == ".csv" else ","
    return {"encoding": encoding, "delimiter": delimiter if delimiter != "," else None}


def _only_list(path: Path) -> str | None:
    """The JSON Pointer to the only list of objects in a document; None where it is the document, or there are more."""
    try:
        found = list(_lists(json.loads(path.read_bytes()), ""))
    except (ValueError, RecursionError):
        return None  # what is wrong is told when the rows are read
    return found[0] if len(found) == 1 and found[0] else None


def _lists(value: Any, pointer: str) -> Iterator[str]:
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield pointer
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _lists(inner, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")


def _typical(lines: Sequence[str], delimiter: str) -> float:
    """How often the delimiter stands outside quotes in most lines."""
    return median(sum(len(row) - 1 for row in csv.reader([line], delimiter=delimiter)) for line in lines or [""])


def _decodes(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # cut in the middle of a character
    return True


def _header(widths: Sequence[int]) -> int:
    """The number of the row that names the columns: the first that is about as wide as the widest."""
    widest = max(widths, default=0)
    enough = widest - 1 if widest > 2 else widest
    return next((number for number, width in enumerate(widths, 1) if width >= enough), 1)
