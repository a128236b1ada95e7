"""What depends on the terminal: progress, watching, completion, colours, and how soon there is help."""

import io
import os
import pty
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from onrecord import build
from onrecord.cli import main
from onrecord.cli.progress import progress
from onrecord.cli.watch import again_and_again, changes

COLOUR = rb"\x1b\[(?:\d+;)*[349]\d"
"""The sequence of a terminal that sets a colour of letters or of their ground."""
ONRECORD = [sys.executable, "-m", "onrecord"]


@pytest.mark.parametrize("command", [["check"], ["verify", "release"]])
def test_what_takes_long_says_so_on_a_terminal(records: Path, command: list[str]) -> None:
    build(records, "release")
    code = (
        "import sys, onrecord.cli.progress as shown; shown._SOON = 0; from onrecord.cli import main; main(sys.argv[1:])"
    )
    assert b"checking" in _on_a_terminal(sys.executable, "-c", code, *command)
    assert "checking" not in subprocess.run([*ONRECORD, *command], capture_output=True, text=True, check=True).stderr


def test_work_with_no_known_end_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("onrecord.cli.progress._SOON", 0.01)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    with progress() as told:
        told("reading [rows]")
        time.sleep(0.1)
        told("reading [rows]", 12_345)
        time.sleep(0.3)
    assert "reading [rows]" in terminal.getvalue()
    assert "12,345" in terminal.getvalue()


def test_what_is_quick_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress() as told:
        told("counting", 1, 2)
    assert "counting" not in terminal.getvalue()


def test_every_change_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a")
    steps: Iterator[Callable[[], object]] = iter(
        [
            lambda: (tmp_path / "a.yaml").write_text("ab"),
            lambda: (tmp_path / ".hidden").write_text("x"),
            lambda: (tmp_path / "out").mkdir(),
            lambda: (tmp_path / "out/file").write_text("x"),
            lambda: (tmp_path / "a.yaml").unlink(),
        ]
    )
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        next(steps)()

    assert len(list(islice(changes(tmp_path, tmp_path / "out", pause), 3))) == 3
    assert len(pauses) == 5


def test_watching_goes_on_after_problems_and_ends_when_interrupted(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pause(_: float) -> None:
        path = records / "agents.yaml"
        if "kind: oops" in path.read_text("utf-8"):
            raise KeyboardInterrupt
        path.write_text(path.read_text("utf-8").replace("kind: international", "kind: oops"), "utf-8")

    monkeypatch.setattr(changes, "__defaults__", (None, pause))
    for command in (["check"], ["build"]):
        path = records / "agents.yaml"
        path.write_text(path.read_text("utf-8").replace("kind: oops", "kind: international"), "utf-8")
        result = CliRunner().invoke(main, [*command, "records", "--watch"])
        assert result.exit_code == 0
        assert result.stderr.count("watching records; Ctrl-C ends") == 2
        assert "error[unknown-code]" in result.stderr
        assert "1 place" not in result.stderr


def test_a_folder_that_is_none_ends_the_watch() -> None:
    def run() -> None:
        raise KeyboardInterrupt

    again_and_again(run, Path("nowhere"))


@pytest.mark.parametrize(
    ("words", "expected"), [("new org", ["organization"]), ("explain bad-t", ["bad-template"]), ("new zz", [])]
)
def test_what_a_word_can_become_is_completed(words: str, expected: list[str]) -> None:
    *before, last = words.split()
    completed = ShellComplete(main, {}, "onrecord", "_ONRECORD_COMPLETE").get_completions(before, last)
    assert [item.value for item in completed] == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_every_shell(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = subprocess.run(
        ONRECORD,
        env={**os.environ, "_ONRECORD_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "_ONRECORD_COMPLETE" in script
    words = {
        "bash": {"COMP_WORDS": "onrecord ch", "COMP_CWORD": "1"},
        "fish": {"COMP_WORDS": "onrecord ch", "COMP_CWORD": "ch"},
    }
    environment = words.get(shell, {"COMP_WORDS": "onrecord ch", "COMP_CWORD": "1"})
    found = subprocess.run(
        ONRECORD,
        env={**os.environ, **environment, "_ONRECORD_COMPLETE": f"{shell}_complete"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "check" in found


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _on_a_terminal(*command: str, **environment: str) -> bytes:
    """What a command prints where both its outputs are a terminal."""
    main_end, other_end = pty.openpty()
    variables = {**os.environ, "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(command, stdout=other_end, stderr=other_end, stdin=other_end, env=variables)
    os.close(other_end)
    output = b""
    while True:
        try:
            part = os.read(main_end, 65536)
        except OSError:
            break
        if not part:
            break
        output += part
    process.wait()
    os.close(main_end)
    return output


def test_no_color_is_respected(records: Path) -> None:
    build(records, "one")
    path = records / "agents.yaml"
    path.write_text(path.read_text("utf-8").replace("name: everybody", "name: all people"), "utf-8")
    build(records, "other")
    diff = [*ONRECORD, "diff", "one", "other"]
    assert re.search(COLOUR, _on_a_terminal(*diff, NO_COLOR=""))
    for command in (diff, [*ONRECORD, "query", "one", "SELECT name FROM organizations"]):
        assert not re.search(COLOUR, _on_a_terminal(*command, NO_COLOR="1"))


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; from onrecord.cli import main; main({arguments}, standalone_mode=False)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nprint([name for name in sys.modules if name in {HEAVY!r}])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


HEAVY = ("pyarrow", "duckdb", "pydantic", "rich", "yaml", "pandas", "polars", "rdflib", "pyoxigraph", "numpy", "jinja2")


def test_help_costs_little() -> None:
    """Under 150 ms of processor time is what benchmarks/start.py measures; a busy machine may need twice as much."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        subprocess.run([*ONRECORD, "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 3
    assert used < 0.3
