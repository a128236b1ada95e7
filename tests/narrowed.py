"""A package of one table: frictionless reads every descriptor of a release anew for each question about one of them."""

import json
from pathlib import Path
from typing import Any


def narrowed(release: Path, table: str) -> Path:
    """Writes a descriptor of a table and of those that it refers to, which only lend it their keys; returns its path.

    A descriptor that cannot be understood is left to frictionless as it is.
    """
    path = release / "datapackage.json"
    try:
        package = json.loads(path.read_text("utf-8"))
        named: dict[str, Any] = {each["name"]: each for each in package["resources"]}
        keys = named[table]["schema"].get("foreignKeys", ())
        others = {key["reference"]["resource"] or table for key in keys} - {table}
        for name in others:
            named[name]["schema"].pop("foreignKeys", None)
        package["resources"] = [named[table], *(named[name] for name in sorted(others))]
    except (ValueError, KeyError, TypeError, AttributeError):
        return path
    target = release / "narrowed.json"
    target.write_text(json.dumps(package), "utf-8")
    return target
