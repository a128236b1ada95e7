"""Running a command again whenever the files that it reads change."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from onrecord.cli.output import print_problems
from onrecord.problems import Refused, UsageError

WATCH = click.option("--watch", is_flag=True, help="Go on, and run again after every change, until Ctrl-C.")
"""The option that lets a command go on."""
_PAUSE = 0.5
"""Seconds between two looks at the files."""
_State = dict[Path, tuple[int, int]]


def again_and_again(run: Callable[[], object], folder: Path, written: Path | None = None) -> None:
    """Runs a command, and runs it again after every change in a folder, until it is interrupted.

    ``written`` is a folder that the command writes to; it may lie inside the other one. Raises UsageError where the
    folder lies on another file system, of which nothing tells when its files were changed.
    """
    from onrecord.places import Place

    if isinstance(folder, Place):
        raise UsageError("`--watch` takes a folder of this machine")
    try:
        for _ in changes(folder, written):
            try:
                run()
            except Refused as refused:
                print_problems(refused.problems)
            click.secho(f"watching {folder}; Ctrl-C ends", dim=True, err=True)
    except KeyboardInterrupt:
        click.echo(err=True)


def changes(folder: Path, written: Path | None = None, pause: Callable[[float], object] = time.sleep) -> Iterator[None]:
    """Once at the start, then whenever a file was added, changed or removed; hidden files do not count."""
    seen: _State | None = None
    while True:
        state = _state(folder, written)
        if state != seen:
            seen = state
            yield
        else:
            pause(_PAUSE)


def _state(folder: Path, written: Path | None) -> _State:
    """When each file was last changed, and its size; files that vanish meanwhile are left out."""
    state: _State = {}
    for path in [folder] if folder.is_file() else folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or (written is not None and path.is_relative_to(written)):
            continue
        try:
            facts = path.stat()
        except OSError:
            continue
        state[path] = (facts.st_mtime_ns, facts.st_size)
    return state
