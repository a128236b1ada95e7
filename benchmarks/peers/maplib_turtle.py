"""maplib: columns as polars series, IRIs put together there, mapped by an OTTR template, and written."""

from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from given import timed
from maplib import Model

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TEMPLATE = "urn:figures"


def write(table: pa.Table, said: list[dict[str, Any]], into: Path) -> None:
    """Maps all rows at once and writes the model as Turtle."""
    rows = pl.from_arrow(table)
    terms = {_name(term): term for each in said for term in (each["subject"], each["object"]) if "column" in term}
    model = Model()
    model.add_template(_template(said, terms))
    model.map(_TEMPLATE, rows.select(_column(term).alias(name) for name, term in terms.items()))
    model.write(str(into), format="turtle")


def _name(term: dict[str, str]) -> str:
    return f"{term['column']}_{'cell' if 'datatype' in term else 'node'}".replace(" ", "_")


def _column(term: dict[str, str]) -> pl.Expr:
    """A column in the type that maplib wants for the terms that it stands for."""
    column = pl.col(term["column"])
    match term.get("datatype", "").removeprefix(_XSD):
        case "decimal":
            return column.cast(pl.Decimal(38, 12))
        case "boolean":
            return column == "true"
        case "":
            return pl.lit(term["prefix"]) + column
    return column


def _template(said: list[dict[str, Any]], terms: dict[str, dict[str, str]]) -> str:
    parameters = [
        f"{'' if name == 'id_node' else '? '}"
        f"{'<' + term['datatype'] + '>' if 'datatype' in term else 'ottr:IRI'} ?{name}"
        for name, term in terms.items()
    ]
    triples = [
        f"ottr:Triple({_argument(each['subject'])}, <{each['predicate']}>, {_argument(each['object'])})"
        for each in said
    ]
    head = "@prefix ottr: <http://ns.ottr.xyz/0.4/> .\n"
    return f"{head}<{_TEMPLATE}> [{', '.join(parameters)}] :: {{ {', '.join(triples)} }} ."


def _argument(term: dict[str, str]) -> str:
    return f"<{term['constant']}>" if "constant" in term else f"?{_name(term)}"


if __name__ == "__main__":
    timed(write)
