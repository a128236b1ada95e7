"""What every code means: the codes of all checks, each with its meaning where it is declared, and with its example."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord import check, cite, gate, importing, verify
from onrecord.check import history, printed
from onrecord.evidence import FAILURES
from onrecord.explain.example import Example, examples
from onrecord.read import CODES

_Told = tuple[str, str, str]
"""A code, its meaning, and what to do; the last is empty where it depends on the case."""


@dataclass(frozen=True)
class Explanation:
    """What a code means, in one of the chapters."""

    chapter: str
    """The title of that chapter."""
    code: str
    meaning: str
    help: str
    example: Example


@dataclass(frozen=True)
class Chapter:
    """The codes that one sort of check can find."""

    name: str
    """The name of its file of examples."""
    title: str
    about: str
    """Which command finds them, and when."""
    codes: tuple[_Told, ...]

    @property
    def explanations(self) -> list[Explanation]:
        """The explanation of each code, in order. Raises KeyError where a code has no example."""
        shown = examples(self.name)
        return [Explanation(self.title, code, meaning, help, shown[code]) for code, meaning, help in self.codes]


def _of_rules(rules: Iterable[check.Rule]) -> tuple[_Told, ...]:
    return tuple((rule.code, rule.meaning, rule.help) for rule in rules)


def _of_codes(codes: Mapping[str, str]) -> tuple[_Told, ...]:
    return tuple((code, meaning, "") for code, meaning in codes.items())


CHAPTERS = (
    Chapter(
        "read",
        "Reading records",
        "`onrecord check` and `onrecord build` find these in one file at a time.",
        _of_codes(CODES),
    ),
    Chapter(
        "check",
        "Records beside each other",
        "`onrecord check` and `onrecord build` find these in all records together.",
        (*_of_rules(check.RULES), (printed.CODE, printed.MEANING, printed.HELP)),
    ),
    Chapter(
        "history",
        "Against the release before",
        "`onrecord check` and `onrecord build` find these where there is a previous release.",
        _of_rules(history.RULES),
    ),
    Chapter(
        "evidence",
        "Against the texts of sources",
        "`onrecord evidence` finds these where the text of a source is at hand.",
        tuple((failure.code, failure.meaning, failure.help) for failure in FAILURES),
    ),
    Chapter(
        "cite",
        "Citing by words",
        "`onrecord cite` finds these, and leaves such citations as they are.",
        _of_codes(cite.CODES),
    ),
    Chapter(
        "importing",
        "Importing",
        "`onrecord import` finds these in a map, or in the files that it is for.",
        _of_codes(importing.CODES),
    ),
    Chapter(
        "gate",
        "What must not be published",
        "`onrecord build` finds these in the finished files, and then publishes nothing.",
        tuple((code, meaning, gate.HELP[code]) for code, meaning in gate.CODES.items()),
    ),
    Chapter(
        "verify",
        "Verifying a release",
        "`onrecord verify` finds these in a release. The examples are parts of its files.",
        _of_codes(verify.CODES),
    ),
)
"""Every code that onrecord knows, by what finds it."""


@cache
def explanations() -> Mapping[str, list[Explanation]]:
    """What each code means, in every chapter that has it."""
    found: dict[str, list[Explanation]] = {}
    for chapter in CHAPTERS:
        for explanation in chapter.explanations:
            found.setdefault(explanation.code, []).append(explanation)
    return found
