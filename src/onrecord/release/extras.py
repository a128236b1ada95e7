"""Libraries that come with an extra of onrecord, where they are there."""

from typing import Any

from onrecord.problems import UsageError


def optional(name: str, extra: str = "") -> Any:
    """A library by its name. Raises UsageError, with the extra to install, where it is missing."""
    try:
        return __import__(name)
    except ImportError as error:
        raise UsageError(f"this needs {name}: pip install 'onrecord[{extra or name}]'") from error
