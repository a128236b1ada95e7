"""The command line: each command parses, calls the library and prints. Heavy imports wait inside the commands."""

from onrecord.cli import (
    build,
    check,
    convert,
    diff,
    evidence,
    export,
    import_,
    map,
    names,
    query,
    schema,
    serve,
    show,
    verify,
    withhold,
)
from onrecord.cli.group import main

__all__ = [
    "build",
    "check",
    "convert",
    "diff",
    "evidence",
    "export",
    "import_",
    "main",
    "map",
    "names",
    "query",
    "schema",
    "serve",
    "show",
    "verify",
    "withhold",
]
