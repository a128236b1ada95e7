"""Size and hash of each table, as the descriptor gives them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.layout import DESCRIPTOR, open_bytes
from onrecord.verify.files import Files
from onrecord.verify.package import Package
from onrecord.verify.rows import CsvFile
from onrecord.verify.tally import Tally

_BLOCK = 1 << 20


def found_facts(files: Files, package: Package, name: str, parts: Sequence[CsvFile]) -> Mapping[str, Any]:
    """The size and the hash of a table's file as it stands, or of the text that its parts make together.

    That text is uncompressed and has one header, for so frictionless-py (5.21, ``schemes/multipart``) reads parts. It
    is empty where the parts cannot be read.
    """
    if package.in_parts(name):
        return _of_text(parts) if parts and package.facts[name] else {}
    [path] = package.paths[name]
    return {"bytes": files.sizes[path], "hash": f"sha256:{files.sha256(path)}"}


def check_facts(package: Package, name: str, found: Mapping[str, Any], tally: Tally) -> None:
    """Tells what the descriptor says of a table's size and hash and was not found so."""
    for fact, value in found.items():
        promised = package.facts[name].get(fact, value)
        if promised != value:
            message = f"{name}: {fact} is {promised}, that of {', '.join(package.paths[name])} is {value}"
            tally.add(DESCRIPTOR, "wrong-descriptor", message)


def _of_text(parts: Sequence[CsvFile]) -> Mapping[str, Any]:
    size, digest = 0, hashlib.sha256()
    for file in parts:
        try:
            with open_bytes(file.path) as text:
                if file.part and file.headed:
                    text.readline()
                while block := text.read(_BLOCK):
                    size += len(block)
                    digest.update(block)
        except OSError:
            return {}  # which is told where its rows are read
    return {"bytes": size, "hash": f"sha256:{digest.hexdigest()}"}
