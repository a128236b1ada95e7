"""The order in which a dataset is completed: each step needs the ones before it."""

from collections.abc import Mapping

import pyarrow as pa

from onrecord import kinds
from onrecord.dataset import Previous, Records
from onrecord.derive.bounds import with_bounds
from onrecord.derive.changes import changes, differences
from onrecord.derive.dates import date_columns
from onrecord.derive.derivations import recomputed
from onrecord.derive.figures import conflicts, corroborated, inherited
from onrecord.derive.index import agents, register, wide_figures
from onrecord.derive.rows import nested_tables, with_own_names, with_row_ids
from onrecord.models import Metadata
from onrecord.tables import ORIGIN, TABLES, Table


def derive(records: Records, metadata: Metadata, previous: Previous | None = None) -> dict[str, pa.Table]:
    """Every table of a release, complete, in canonical order, each row still with its origin.

    Works on records that may yet fail a check: what a broken reference would have filled in stays empty.
    """
    tables = {name: _with_columns(TABLES[name], rows) for name, rows in records.tables.items()}
    tables["figures"] = with_bounds(tables["figures"])
    tables["names"] = with_own_names(tables, metadata.language)
    for table in nested_tables():
        tables[table.name] = with_row_ids(table, tables[table.name])
    tables["figures"] = inherited(tables)
    tables["derivations"] = recomputed(tables)
    tables["conflicts"] = conflicts(tables, float(metadata.conflict_factor))
    tables["figures"] = corroborated(tables)
    tables |= _history(tables, records, metadata.version, previous)
    tables["agents"] = agents(tables)
    tables["figures_wide"] = wide_figures(tables)
    return {name: _ordered(table, tables[name]) for name, table in TABLES.items()}


def _history(
    tables: Mapping[str, pa.Table], records: Records, version: str, previous: Previous | None
) -> dict[str, pa.Table]:
    """The register of ids and the changes: both go on from the previous release."""
    if previous is None:
        entries = register(tables, records.tables["records"], version)
        return {"records": entries, "changes": TABLES["changes"].schema.empty_table()}
    found = differences({name: rows for name, rows in tables.items() if name != "records"}, previous)
    entries = register(tables, records.tables["records"], version, previous, found)
    return {
        "records": entries,
        "changes": changes({**tables, "records": entries}, found, records, previous, version),
    }


def _with_columns(table: Table, authored: pa.Table) -> pa.Table:
    """Authors' fields as the columns of a release: dates spread over four, computed columns still empty."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = {}
    for column in table.columns:
        if column.kind is kinds.EDTF:
            columns |= date_columns(column, authored[column.field])
        elif column.name not in columns:
            empty = pa.nulls(len(authored), column.kind.arrow)
            columns[column.name] = empty if column.derived else authored[column.field]
    steering = {column.name: authored[column.name] for column in table.instructions}
    return pa.table({**columns, **steering, ORIGIN: authored[ORIGIN]})


def _ordered(table: Table, rows: pa.Table) -> pa.Table:
    """The release's columns and the origin, by the table's canonical order; rows with equal ids by origin."""
    if ORIGIN not in rows.column_names:
        rows = rows.append_column(ORIGIN, pa.nulls(len(rows), pa.int64()))
    wanted = [*table.names, ORIGIN]
    fields = [pa.field(column.name, column.kind.arrow) for column in table.columns]
    ordered = rows.select(wanted).sort_by([(name, "ascending") for name in [*table.order, ORIGIN]])
    return ordered.cast(pa.schema([*fields, pa.field(ORIGIN, pa.int64())]))


def published(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables as a release holds them: without origins, in the schema that promises what is never empty."""
    return {name: tables[name].select(table.names).cast(table.schema) for name, table in TABLES.items()}
