"""The command line: each command parses, calls the library and prints. Heavy imports wait inside the commands."""

from onrecord.cli import (
    build,
    check,
    cite,
    diff,
    evidence,
    explain,
    fmt,
    init,
    names,
    new,
    query,
    schema,
    serve,
    verify,
    withhold,
)
from onrecord.cli.group import main

__all__ = [
    "build",
    "check",
    "cite",
    "diff",
    "evidence",
    "explain",
    "fmt",
    "init",
    "main",
    "names",
    "new",
    "query",
    "schema",
    "serve",
    "verify",
    "withhold",
]
