"""Problems as a log of SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts and editors read."""

import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from onrecord.problems import Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_text(problems: Iterable[Problem]) -> str:
    """A log with one run, a rule for each code that was found, and a result for each problem."""
    from onrecord.explain import explanations

    problems, known = tuple(problems), explanations()
    codes = sorted({problem.code for problem in problems})
    rules = [{"id": code, "shortDescription": {"text": known[code][0].meaning}} for code in codes]
    driver = {"name": "onrecord", "version": version("onrecord"), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem) for problem in problems],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(problem: Problem) -> dict[str, Any]:
    """A result (section 3.27) at its place; what to do follows the message."""
    text = ". ".join(filter(None, (problem.message, problem.help)))
    return {
        "ruleId": problem.code,
        "level": problem.severity.value,
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(problem)}],
    }


def _place(problem: Problem) -> dict[str, Any]:
    """A physical location (section 3.29); the end of a region is exclusive (3.30.8)."""
    where = problem.where
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(where.file)}}
    if where.line:
        place["region"] = {"startLine": where.line}
        if where.column:
            place["region"] |= {"startColumn": where.column, "endColumn": where.column + problem.width}
    return place


def _uri(path: str) -> str:
    """A path as a relative reference, or as an address of its own where it is absolute (section 3.4.3)."""
    return PurePath(path).as_uri() if PurePath(path).is_absolute() else quote(path)
