"""What a rule is: a query for the rows that break it."""

from dataclasses import dataclass

from onrecord.problems import Severity


@dataclass(frozen=True)
class Rule:
    """A check of a whole dataset. Its query gives one row for each place that breaks the rule.

    The query's columns are ``_origin`` and ``field`` (where), ``message`` (what is wrong there) and, if it likes,
    ``other``: the origin of a second record, whose address the message then ends with, and ``other_field``.
    """

    code: str
    meaning: str
    """What the rule demands, in one sentence."""
    help: str
    sql: str
    doubt: bool = False
    """Whether it tells what is hard to believe: in our own records an error, in imported ones a warning."""
    severity: Severity = Severity.ERROR
    needs_all: bool = False
    """Whether the rule says something only where every record could be read: what it misses may be in the others."""
