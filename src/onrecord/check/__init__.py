"""Checks of a whole dataset, after every row was found valid by itself. One rule, one query."""

from onrecord.check.history import check_history
from onrecord.check.rule import Rule
from onrecord.check.run import RULES, check

__all__ = ["RULES", "Rule", "check", "check_history"]
