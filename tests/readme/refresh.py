"""Runs every block of the top-level README and writes what comes out below it: ``python tests/readme/refresh.py``."""

import ast
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

import pandas as pd

from onrecord import build

PROJECT = Path(__file__).parents[2]
README = PROJECT / "README.md"

BLOCK = re.compile(
    r"(?:^`(?P<path>[^`\n]+)`:\n\n)?"
    r"^```(?P<language>\w+)\n(?P<code>.*?)^```\n"
    r"(?P<shown>\n```text\n.*?^```\n)?",
    re.MULTILINE | re.DOTALL,
)
"""A fenced block, the path of a file where it is one, and the output shown below it."""
COMMAND = re.compile(r"^\$ (?P<command>.*\n(?:^> .*\n)*)(?P<shown>(?:^(?!\$ ).*\n)*)", re.MULTILINE)
"""A command after `$ `, its further lines after `> `, and the output below."""
EXEMPT = ("make ", "onrecord export ")
"""Commands that are shown and not run, by how they start: they would run these tests, or need a package index or a
library that is not among those of development."""


def refreshed(text: str, folder: Path) -> str:
    """The README with the output that its blocks have when they are run one after the other in a prepared folder."""
    names: dict[str, Any] = {}
    with chdir(folder), pd.option_context(*_pandas_options()):
        return BLOCK.sub(lambda block: _block(block, names), text)


def prepare(folder: Path) -> Path:
    """A folder like a fresh checkout after `make release`, as far as the README needs one."""
    (folder / "records").symlink_to(PROJECT / "records")
    build(folder / "records", folder / "datapackage")
    return folder


def _pandas_options() -> Iterator[Any]:
    """The options of display that the README may set, so that they do not outlive it."""
    for name in ("width", "max_columns", "max_colwidth"):
        yield from (f"display.{name}", pd.get_option(f"display.{name}"))


def _block(block: re.Match[str], names: dict[str, Any]) -> str:
    head, code = block[0].partition(block["code"])[0], block["code"]
    match block["language"]:
        case "console":
            return head + COMMAND.sub(_command, code) + "```\n"
        case "python":
            return head + code + "```\n" + _text(_python(code, names))
        case "sparql":
            return head + code + "```\n" + _text(repr(names["release"].sparql(code).to_pandas()))
        case "yaml" | "csv" | "json":
            _save(Path(block["path"]), code)
    return block[0]


def _text(output: str) -> str:
    return f"\n```text\n{output.rstrip()}\n```\n" if output.strip() else ""


def _save(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def _python(code: str, names: dict[str, Any]) -> str:
    """What a block prints, the values of its expressions among it, as at Python's own prompt."""
    with redirect_stdout(io.StringIO()) as output:
        exec(compile(ast.Interactive(ast.parse(code).body), README.name, "single"), names)
    return output.getvalue()


def _command(match: re.Match[str]) -> str:
    command = match["command"].replace("\n> ", "\n")
    if command.startswith(EXEMPT):
        return match[0]
    return f"$ {match['command']}{_run(command)}"


def _run(command: str) -> str:
    """All that a command says, on a terminal of 100 columns."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PATH": path, "COLUMNS": "100", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        README.write_text(refreshed(README.read_text("utf-8"), prepare(Path(place))), "utf-8")
