"""The order in which a dataset is completed: each step needs the ones before it."""

from collections.abc import Mapping
from functools import partial

import pyarrow as pa

from onrecord.dataset import Previous, Records, Stored
from onrecord.derive.changes import define_changes, define_differences, put_previous
from onrecord.derive.dates import define_dates
from onrecord.derive.derivations import name_derived, recompute
from onrecord.derive.figures import corroborate, define_conflicts, define_figures
from onrecord.derive.index import define_agents, define_register, define_wide_figures
from onrecord.derive.rows import AS_AUTHORED, define_names, define_rows
from onrecord.duck_store import DuckStore
from onrecord.models import Metadata
from onrecord.tables import ORIGIN, TABLES

_BESIDE = "citations"
"""The table that takes almost as long as the figures, and is made beside them."""


def derive(records: Records, metadata: Metadata, previous: Previous | None = None) -> Stored:
    """Every table of a release, complete, in canonical order, each row still with its origin.

    They are made in the store of the records, beside what authors wrote. Works on records that may yet fail a check:
    what a broken reference would have filled in stays empty.
    """
    store = records.store
    define_dates(store)
    for name in AS_AUTHORED:
        if name != _BESIDE:
            define_rows(store, name)
    store.at_once([partial(define_figures, store), partial(define_rows, store, _BESIDE)])
    define_names(store, metadata.language)
    name_derived(store)
    recompute(store)
    define_conflicts(store, float(metadata.conflict_factor))
    corroborate(store)
    put_previous(store, previous)
    define_differences(store, previous)
    define_register(store, metadata.version)
    define_changes(store, records.reasons, metadata.version, previous)
    define_agents(store)
    define_wide_figures(store)
    schemas = {name: table.schema.append(pa.field(ORIGIN, pa.int64())) for name, table in TABLES.items()}
    return Stored(store, schemas)


def published(tables: Stored) -> Stored:
    """The tables as a release holds them: without origins, in the schema that promises what is never empty."""
    return Stored(tables.store, {name: table.schema for name, table in TABLES.items()})


def rebuilt(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Every table of a release from those of its graph: the tables that only repeat others are made again."""
    store = DuckStore()
    for name, rows in tables.items():
        store.put(name, rows.append_column(ORIGIN, pa.nulls(len(rows), pa.int64())))
    define_agents(store)
    define_wide_figures(store)
    repeated = {name: store[name] for name in TABLES if name not in tables}
    all_of_them = {**tables, **repeated}
    return {name: all_of_them[name].select(table.names).cast(table.schema) for name, table in TABLES.items()}
