"""The page on evidence shows what really comes out, and names every failure."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

from click.testing import CliRunner
from tests.conftest import PROJECT

from onrecord import build
from onrecord.cli import main
from onrecord.evidence import FAILURES

PAGE = (PROJECT / "docs" / "evidence.md").read_text("utf-8")


def block(language: str) -> str:
    """The one block of the page in a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_command_prints_what_is_shown(sample: Path) -> None:
    command, _, shown = block("console").partition("\n")
    result = CliRunner().invoke(main, command.removeprefix("$ onrecord ").split())
    assert result.stdout == shown


def test_a_few_lines_of_python_check_every_passage(sample: Path) -> None:
    build(sample, "datapackage")
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(block("python"), "docs/evidence.md", "exec"), {})
    assert printed.getvalue() == block("text")


def test_every_failure_is_named_with_its_meaning() -> None:
    assert re.findall(r"^\| `(.+?)` \| (.+) \|$", PAGE, re.MULTILINE) == [
        (failure.code, failure.meaning) for failure in FAILURES
    ]
