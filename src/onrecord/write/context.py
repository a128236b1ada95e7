"""The JSON-LD context: what each column's name means as an RDF term (JSON-LD 1.1, section 3.1)."""

from typing import Any

from onrecord.kinds import Node
from onrecord.tables import TABLES
from onrecord.vocabulary import PREFIXES


def json_ld_context() -> dict[str, Any]:
    """One scoped context a class, since the same column name can be another term in another table."""
    used: dict[str, Any] = dict(sorted(PREFIXES.items()))
    for table in TABLES.values():
        if table.in_rdf:
            terms = {column.name: _term(column) for column in table.columns if column.term and not column.term.node}
            used[table.name] = {"@id": table.classes[0], "@context": terms}
    return {"@context": used}


def _term(column: Any) -> dict[str, str]:
    if column.kind.node is Node.LITERAL:
        return {"@id": column.term.predicate, "@type": column.kind.datatype}
    return {"@id": column.term.predicate} | ({} if column.kind.node is Node.PROSE else {"@type": "@id"})
