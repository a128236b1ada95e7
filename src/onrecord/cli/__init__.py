"""The command line: each command parses, calls the library and prints. Heavy imports wait inside the commands."""

from onrecord.cli import build, check, evidence, query, schema, verify
from onrecord.cli.group import main

__all__ = ["build", "check", "evidence", "main", "query", "schema", "verify"]
