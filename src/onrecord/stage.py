"""Publishing a folder whole: it is filled beside its target and takes the target's place in one step."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.layout import CHECKSUMS, SIGNATURES
from onrecord.problems import OnrecordError, UsageError

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows has no advisory locks on folders, so nothing tells who is alive
    fcntl = None  # type: ignore[assignment]

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder beside the target; when the block ends well it becomes the target, else it vanishes.

    Whatever stood at the target stays whole until that moment. Folders that a killed run left behind are removed.
    Raises UsageError where the target is something other than a release or cannot be written.
    """
    target = target.absolute()
    _refuse_other_folders(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _clean_up(target)
        staging, lock = _new_folder(target)
    except OSError as error:
        raise UsageError(f"cannot write to {target.parent}: {error.strerror}") from error
    try:
        staging.chmod(0o755)
        yield staging
        _take_place(staging, target)
    except OSError as error:
        raise UsageError(f"cannot write {target}: {error.strerror}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@contextmanager
def workspace(target: Path) -> Iterator[Path]:
    """A folder beside the target for what a long run would have to do again, and for what does not fit into memory.

    A run that is stopped or killed leaves it behind for the next one, which goes on from it; any other end removes it.
    A second run at the same time gets a folder of its own. Raises UsageError where the target is no release's place.
    """
    target = target.absolute()
    _refuse_other_folders(target)
    shared = target.with_name(f".{target.name}.work")
    parents = [parent for parent in target.parents if not parent.exists()]
    try:
        folder, lock = _room(shared)
    except OSError as error:
        raise UsageError(f"cannot write to {target.parent}: {error.strerror}") from error
    done = True
    try:
        yield folder
    except (OnrecordError, OSError):
        raise
    except BaseException:
        done = folder != shared
        raise
    finally:
        if done:
            shutil.rmtree(folder, ignore_errors=True)
            for parent in parents:  # made for this alone, unless the release is there now
                with suppress(OSError):
                    parent.rmdir()
        if lock is not None:
            os.close(lock)


def _room(shared: Path) -> tuple[Path, int | None]:
    """The folder that runs hand on to each other or, where another run has it, one of this run's own."""
    shared.mkdir(parents=True, exist_ok=True)
    for folder in shared.parent.glob(f"{shared.name}-*"):
        lock = _lock(folder)
        if lock is not None:  # its run was killed
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)
    lock = _lock(shared)
    if lock is not None and shared.exists():
        return shared, lock
    own = Path(tempfile.mkdtemp(prefix=f"{shared.name}-", dir=shared.parent))
    return own, _lock(own)


def _prefix(target: Path) -> str:
    return f".{target.name}.staging-"


def _refuse_other_folders(target: Path) -> None:
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir() or target.is_symlink():
        raise UsageError(f"{target} is not a folder")
    if target.samefile(Path.cwd()):
        raise UsageError(f"{target} is the current folder, which cannot be replaced: name a folder in it")
    if any(target.iterdir()) and not _is_release(target):
        raise UsageError(f"{target} holds something other than a release: choose another folder, or empty it")


def _is_release(folder: Path) -> bool:
    """Whether the folder's checksums list every file in it, so that nothing of somebody else's is thrown away."""
    sums = folder / CHECKSUMS
    if not sums.is_file():
        return False
    listed = {line.partition("  ")[2] for line in sums.read_text("utf-8", "replace").split("\n")}
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    return found - {CHECKSUMS, *SIGNATURES} <= listed


def _new_folder(target: Path) -> tuple[Path, int | None]:
    """A folder that no other run takes for litter: held, and still there once it is held."""
    for last in (False, False, True):  # a file system without locks has no answer however often it is asked
        staging = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        lock = _lock(staging)
        if last or fcntl is None or (lock is not None and staging.exists()):
            break
        if lock is not None:
            os.close(lock)
    return staging, lock


def _aside(target: Path) -> Path:
    """Where the old release waits for a moment on systems that cannot swap two folders in one step."""
    return target.with_name(f".{target.name}.previous")


def _clean_up(target: Path) -> None:
    """Puts back or removes what a killed run left behind."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    elif aside.exists():
        shutil.rmtree(aside, ignore_errors=True)
    for folder in target.parent.glob(f"{_prefix(target)}*"):
        lock = _lock(folder)
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Holds the folder for this process; None where another holds it or locks are not to be had."""
    if fcntl is None:
        return None
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError:
            os.close(handle)
    return None


def _take_place(staging: Path, target: Path) -> None:
    if _exchange(staging, target):
        return
    try:
        staging.rename(target)
    except OSError:
        if not target.exists():
            raise
        # Either this system cannot exchange folders, or another run has been first since.
        aside = _aside(target)
        target.rename(aside)
        try:
            staging.rename(target)
        except OSError:
            aside.rename(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders in one step (renameat2(2), Linux); False where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return done == 0
