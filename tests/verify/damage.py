"""Ways to damage a release, and to make its hashes fit again, so that only the content can tell."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Damage = Callable[[Path], None]


def seal(release: Path) -> None:
    """Makes hashes and sizes those of the files as they are: in the descriptor, then in SHA256SUMS."""
    descriptor = release / "datapackage.json"
    try:
        package = json.loads(descriptor.read_text("utf-8"))
        for resource in package["resources"]:
            content = (release / resource["path"]).read_bytes()
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
        descriptor.write_text(json.dumps(package))
    except (ValueError, KeyError, OSError, TypeError):
        pass  # a descriptor that is itself the damage
    sum_up(release)


def sum_up(release: Path) -> None:
    """Writes SHA256SUMS for the files as they are."""
    files = sorted(path for path in release.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(release).as_posix()}" for path in files
    ]
    (release / "SHA256SUMS").write_text("".join(f"{line}\n" for line in lines))


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV file, header first."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def text_of(rows: list[list[str]]) -> str:
    """CSV as a release spells it."""
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink.getvalue()


def rows(table: str, change: Callable[[list[list[str]]], Any]) -> Damage:
    """Changes the rows of a table, a list with the header first, in place."""

    def damage(release: Path) -> None:
        path = release / f"data/{table}.csv"
        content = rows_of(path)
        change(content)
        path.write_text(text_of(content), "utf-8", newline="")

    return damage


def cell(table: str, row: int, column: str, text: str) -> Damage:
    """Puts a text in a cell; ``row`` as a spreadsheet shows it."""

    def change(content: list[list[str]]) -> None:
        content[row - 1][content[0].index(column)] = text

    return rows(table, change)


def swap_columns(table: str, one: str, other: str) -> Damage:
    """Exchanges two columns, names and cells."""

    def change(content: list[list[str]]) -> None:
        first, second = content[0].index(one), content[0].index(other)
        for line in content:
            line[first], line[second] = line[second], line[first]

    return rows(table, change)


def content(path: str, change: Callable[[bytes], bytes]) -> Damage:
    """Changes the bytes of a file, and fails where that changes nothing."""

    def damage(release: Path) -> None:
        before = (release / path).read_bytes()
        after = change(before)
        assert after != before, "no damage done"
        (release / path).write_bytes(after)

    return damage


def descriptor(change: Callable[[dict[str, Any]], Any], path: str = "datapackage.json") -> Damage:
    """Changes what a descriptor says."""

    def damage(release: Path) -> None:
        package = json.loads((release / path).read_text("utf-8"))
        change(package)
        (release / path).write_text(json.dumps(package))

    return damage


def resource(package: dict[str, Any], table: str) -> dict[str, Any]:
    """A table's part of a descriptor."""
    found: dict[str, Any] = next(part for part in package["resources"] if part["name"] == table)
    return found


def field(package: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    """A column's part of a descriptor."""
    fields = resource(package, table)["schema"]["fields"]
    found: dict[str, Any] = next(part for part in fields if part["name"] == column)
    return found
