"""Environments: each peer has one of its own, made by ``make bench`` from the versions in ``peers/*.txt``."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
_ROOT = HERE.parent / ".venv" / "peers"


def program(tool: str, name: str = "python") -> str:
    """A program of a tool's environment, onrecord's being this one; empty, and said so, where it is not there."""
    if tool == "onrecord":
        return str(Path(sys.executable).parent / name)
    path = _ROOT / tool / "bin" / name
    if not path.is_file():
        print(f"  {tool} is left out: there is no {path.relative_to(HERE.parent)}; `make bench` installs it")
        return ""
    return str(path)


def version(tool: str) -> str:
    """A tool and, of a peer, the version that it is pinned to."""
    if tool == "onrecord":
        return tool
    first = (HERE / "peers" / f"{tool}.txt").read_text("utf-8").split()[0]
    return first.replace("==", " ")
