"""One text of SQL for both engines: what is written for DuckDB, as Spark understands it."""

from collections.abc import Mapping
from functools import cache, lru_cache

import sqlglot
from sqlglot import exp

from onrecord.spark.functions import LOWER, NFC, NUMBER


@lru_cache(maxsize=4096)
def tables_in(sql: str) -> frozenset[str]:
    """The tables that a query asks for, without those that it makes itself."""
    query = _parsed(sql)
    own = {cte.alias for cte in query.find_all(exp.CTE)}
    return frozenset(table.name for table in query.find_all(exp.Table) if table.name) - own


def translated(sql: str, names: Mapping[str, str]) -> str:
    """A query for Spark; ``names`` says what the tables that it asks for are called there."""
    query = _parsed(sql).copy()
    asked = tables_in(sql)
    for table in list(query.find_all(exp.Table)):
        if table.name in asked:
            alias = table.alias or table.name
            table.set("this", exp.to_identifier(names[table.name]))
            table.set("alias", _renamed(table, alias))
    for node in reversed(list(query.bfs())):  # what is within first
        said = _said(node)
        if said is not node:
            node.replace(said)
    return query.sql("spark", identify=True)


@lru_cache(maxsize=4096)
def made_first(sql: str) -> tuple[str, str, str] | None:
    """Of a query whose first table of its own is to be made once: that table's name, its query, and the rest."""
    query = _parsed(sql).copy()
    first = query.find(exp.CTE)
    if first is None or not first.args.get("materialized"):
        return None
    made = first.pop()
    if not query.args["with_"].expressions:
        query.set("with_", None)
    return made.alias, made.this.sql("duckdb"), query.sql("duckdb")


def _renamed(table: exp.Table, alias: str) -> exp.TableAlias:
    given = table.args.get("alias")
    return given if given else exp.TableAlias(this=exp.to_identifier(alias))


@cache
def _parsed(sql: str) -> exp.Expr:
    return sqlglot.parse_one(sql, read="duckdb")


def _said(node: exp.Expr) -> exp.Expr:
    """What sqlglot leaves as DuckDB says it."""
    match node:
        case exp.Window(this=exp.Filter() as filtered):
            return exp.Window(**{**node.args, "this": _conditional(filtered)})
        case exp.RegexpFullMatch():
            return _full_match(node)
        case exp.ArrayOverlaps():
            return exp.Anonymous(this="arrays_overlap", expressions=[node.this, node.expression])
        case exp.ArrayAgg(this=exp.Order() as ordered):
            return _sorted(ordered)
        case exp.Lower():
            return exp.Anonymous(this=LOWER, expressions=[node.this])
        case exp.CTE():
            node.set("materialized", None)
        case exp.Anonymous():
            return _function(node)
    return node


def _function(node: exp.Anonymous) -> exp.Expr:
    match node.name.lower():
        case "md5_number":
            return exp.Anonymous(this="unhex", expressions=[exp.Anonymous(this="md5", expressions=node.expressions)])
        case "printf":
            form, number = node.expressions
            if form.name != "%.15g":
                raise ValueError(f"no way to say printf with {form.name} in Spark")
            return exp.Anonymous(this=NUMBER, expressions=[number])
        case "nfc_normalize":
            return exp.Anonymous(this=NFC, expressions=node.expressions)
        case "list_slice":
            return exp.Anonymous(this="slice", expressions=node.expressions)  # from 1 on, the end is the length
    return node


def _conditional(filtered: exp.Filter) -> exp.Expr:
    """An aggregate over the rows that fulfil a condition, where it may have no filter: it leaves out what is null."""
    aggregate: exp.Expr = filtered.this.copy()
    aggregate.set("this", exp.Case(ifs=[exp.If(this=filtered.expression.this, true=aggregate.this)]))
    return aggregate


def _sorted(ordered: exp.Order) -> exp.Expr:
    """A list in the order of one column: of structs that begin with it, or of its own distinct values."""
    if isinstance(ordered.this, exp.Distinct):
        values = exp.Anonymous(this="collect_set", expressions=ordered.this.expressions)
    else:
        values = exp.Anonymous(this="collect_list", expressions=[ordered.this])
    return exp.Anonymous(this="array_sort", expressions=[values])


def _full_match(node: exp.Expr) -> exp.Expr:
    """A match from the start to the very end: Java's ``$`` matches before a last line break, too."""
    pattern, options = node.expression, node.args.get("options")
    start = exp.Literal.string(r"(?i)\A(?:" if options is not None and options.name == "i" else r"\A(?:")
    whole = exp.Concat(expressions=[start, pattern, exp.Literal.string(r")\z")], safe=True)
    return exp.RegexpLike(this=node.this, expression=whole)
