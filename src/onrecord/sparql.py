"""SPARQL over the Turtle files of a release, through the embedded Oxigraph store."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyoxigraph as ox

from onrecord.layout import open_bytes
from onrecord.problems import UsageError
from onrecord.vocabulary import PREFIXES, expand

_NUMBERS = {expand(f"xsd:{name}"): float for name in ("decimal", "double", "float")}
_CASTS: dict[str, Any] = {**_NUMBERS, expand("xsd:integer"): int, expand("xsd:date"): date.fromisoformat}
_SERVICE = re.compile(r"(servi)c(e)", re.IGNORECASE)
"""The keyword of a call of another endpoint (SPARQL 1.1 Federated Query, section 2), or the same letters elsewhere."""
_UPDATE = re.compile(
    r"(?:\s|#.*\n|(?:PREFIX\s+\S*|BASE)\s*<[^>]*>)*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b",
    re.IGNORECASE,
)
"""The start of what is to change a graph (SPARQL 1.1 Update, section 3)."""
_FIRST_CLAUSE = re.compile(r": expected|\n")
"""Where a parser's message turns from the place of an error into a list of everything that it knows."""
_SENTENCE = re.compile(r"(?:[:,]|one of) ((?:[A-Z][a-z]+|The [A-Z]+) [a-z][^,\n]+)")
"""The one of that list which says in words what is wrong."""


class Graph:
    """The triples of some Turtle files, in one default graph in memory."""

    def __init__(self, files: Iterable[Path], called: Callable[[Path], str] = str) -> None:
        """Reads the files; UsageError for one that cannot be read, by what it is called."""
        self._store = ox.Store()
        self._prefixes = dict(PREFIXES)
        for file in files:
            try:
                self._load(file)
            except (SyntaxError, OSError, ValueError) as error:
                raise UsageError(f"{called(file)} cannot be read: {error}") from error

    def _load(self, file: Path) -> None:
        with open_bytes(file) as text:
            parser = ox.parse(input=text, format=ox.RdfFormat.TURTLE)
            self._store.bulk_extend(parser)
            self._prefixes |= parser.prefixes

    def query(self, text: str) -> pa.Table:
        """The answer as a table; UsageError for a query that does not parse or fails."""
        if _UPDATE.match(text):
            raise UsageError("the query failed: a release is only read, by SELECT, ASK, CONSTRUCT or DESCRIBE")
        try:
            self._refuse_federated(text)
            answer = self._store.query(text, prefixes=self._prefixes)
            return _table(answer)
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"the query failed: {_reason(str(error))}") from error

    def _refuse_federated(self, text: str) -> None:
        """UsageError for a query that calls another endpoint.

        The parser is the judge: respelt, the word still parses in a literal, a comment or a name, but not as a keyword.
        Respelt, a query calls nobody, and the store that is asked it is empty.
        """
        respelt = _SERVICE.sub(r"\1z\2", text)
        if respelt == text:
            return
        try:
            ox.Store().query(respelt, prefixes=self._prefixes)
        except SyntaxError as error:
            refused = "SERVICE is refused, for a query never leaves this machine"
            raise UsageError(f"the query failed: {refused}; without it: {_reason(str(error))}") from error


def _reason(message: str) -> str:
    """What a parser says of a query: where it is wrong and, where it says so in words, why."""
    place, said = _FIRST_CLAUSE.split(message, maxsplit=1)[0], _SENTENCE.search(message)
    return f"{place}: {said[1]}" if said else place


def _table(answer: Any) -> pa.Table:
    if isinstance(answer, ox.QueryBoolean):
        return pa.table({"answer": [bool(answer)]})
    if isinstance(answer, ox.QueryTriples):
        return _columns(("subject", "predicate", "object"), [[_cell(part) for part in triple] for triple in answer])
    names = [variable.value for variable in answer.variables]
    return _columns(names, [[_cell(solution[name]) for name in names] for solution in answer])


def _columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.Table:
    return pa.table({name: _column([row[index] for row in rows]) for index, name in enumerate(names)})


def _cell(term: Any) -> Any:
    if term is None or isinstance(term, ox.BlankNode):
        return None if term is None else str(term)
    if isinstance(term, ox.Literal):
        return _value(term)
    return term.value


def _value(literal: ox.Literal) -> Any:
    """The value of a literal; its text where that is not of its type, or of a kind that Python's type lacks."""
    cast = _CASTS.get(literal.datatype.value, str)
    try:
        return cast(literal.value)
    except ValueError:
        return literal.value


def _column(cells: Any) -> pa.Array:
    """One type a column: that of the cells where they share one, numbers together as floats, else text."""
    types = {type(cell) for cell in cells if cell is not None}
    if types <= {int, float} and float in types:
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    if len(types) == 1 and not any(isinstance(cell, int) and abs(cell) >= 2**63 for cell in cells):
        return pa.array(cells)
    return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
