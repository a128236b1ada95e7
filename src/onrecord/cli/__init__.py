"""The command line: each command parses, calls the library and prints. Heavy imports wait inside the commands."""

from onrecord.cli import build, check, diff, query, schema, verify
from onrecord.cli.group import main

__all__ = ["build", "check", "diff", "main", "query", "schema", "verify"]
