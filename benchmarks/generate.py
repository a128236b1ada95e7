"""A release of any size, the same for the same number: every table by its schema, straight from Arrow columns.

Nothing here says anything; but ids, references, codes, dates and limits are right, rows are in order, and the texts are
of many scripts and hard on readers, so that tools have all the work that a real release gives them.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa

from onrecord.dataset import Dataset, query
from onrecord.derive.derivations import NAMED
from onrecord.derive.index import AGENTS, WIDE
from onrecord.models import Metadata, edtf
from onrecord.models.base import ID_PATTERN
from onrecord.tables import ORIGIN, TABLES, Column, Table
from onrecord.write.package import write_release

BASE = "https://example.org/benchmark/"
_SEED = 20260101
_MISSING = 0.3
"""The share of cells that are empty where they may be."""
_POOL = 2000
_TEXTS = (
    'said "no", twice',
    "back\\slash, comma; semicolon",
    "=SUM(A1:A9)",
    "NA",
    "null",
    "Идите лесом",
    "สหประชาชาติ",
    "اَلْعَرَبِيَّةُ",
    "e\u0301\u0323 and \U0001f600\u200d\U0001f525",
    "<a> & {b} | ^c` > d",
    "'",
    "1e5",
    "A sentence of the usual length about a number that somebody gave to somebody else, with the reasons for it.",
)
_PERIODS = ("2023-12-05", "2023-12", "2023-33", "2023?", "../2023", "2023-12-04/2023-12-10", "2022", "2023-09/2023-11")
_URLS = ("https://example.org/a?b=c&d=%20#e", "http://example.org/", "https://example.org/path/to/a/page.html")
_VERSION = TABLES["records"]["since"].pattern
_TAGS = ("en", "ru", "th", "ru-latn")
_SHARES = {
    "figures": 1.0,
    "figures_wide": 1.0,
    "citations": 1.2,
    "statements": 0.2,
    "statement_parties": 0.2,
    "figure_dimensions": 0.2,
    "sources": 0.02,
    "remarks": 0.02,
    "places": 0.01,
    "organizations": 0.002,
    "names": 0.006,
}
"""Rows of a table for each figure; the others have a few."""
_FEW = 20
_AGENTS = ("organizations", "persons", "groups")
_TYPES = {
    "organization": "organizations",
    "person": "persons",
    "group": "groups",
    "source": "sources",
    "place": "places",
    "measure": "measures",
    "statement": "statements",
    "figure": "figures",
    "derivation": "derivations",
    "event": "events",
}

METADATA = Metadata.model_validate(
    {
        "name": "benchmark",
        "title": "Benchmark",
        "description": "Rows that mean nothing.",
        "version": "1.0.0",
        "issued": "2026-01-01",
        "base_iri": BASE,
        "licence": {"id": "CC0-1.0", "title": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
        "contributors": [{"title": "onrecord project", "role": "publisher"}],
        "contact": {"name": "onrecord maintainers"},
    }
)


def generate(figures: int) -> Dataset:
    """The dataset with so many figures."""
    chance = np.random.default_rng(_SEED)
    ids = _ids(figures)
    tables = {table.name: _table(table, ids, chance) for table in TABLES.values()}
    for name, rows in (("agents", AGENTS), ("derivation_inputs", NAMED), ("figures_wide", WIDE)):
        tables[name] = _repeated(TABLES[name], rows, tables)
    return Dataset(METADATA, tables)


def _repeated(table: Table, rows: str, tables: dict[str, pa.Table]) -> pa.Table:
    """A table that repeats what others say, by a query for its rows."""
    known = {name: each.append_column(ORIGIN, pa.nulls(len(each), pa.int64())) for name, each in tables.items()}
    found = query(known, f"SELECT {', '.join(table.names)} FROM ({rows}) ORDER BY {', '.join(table.order)}")
    return found.cast(table.schema)


def generate_table(table: Table, figures: int) -> pa.Table:
    """The rows that one table has in a dataset with so many figures; their values are others than those in it."""
    return _table(table, _ids(figures), np.random.default_rng(_SEED))


def generate_release(figures: int, folder: Path) -> Path:
    """Writes the release with so many figures into a new folder."""
    folder.mkdir(parents=True)
    write_release(generate(figures), folder)
    return folder


def _ids(figures: int) -> dict[str, pa.Array]:
    ids = {
        table.name: _numbered(table.prefix, max(int(_SHARES.get(table.name, 0) * figures), _FEW))
        for table in TABLES.values()
        if table.prefix
    }
    ids["figures_wide"] = ids["figures"]
    ids["agents"] = _sorted(pa.concat_arrays([ids[name] for name in _AGENTS]))
    ids["records"] = _sorted(pa.concat_arrays([ids[name] for name in _TYPES.values()]))
    return ids


def _numbered(prefix: str, count: int) -> pa.Array:
    return pa.array([f"{prefix}-{number:09d}" for number in range(count)], pa.string())


def _sorted(array: pa.Array) -> pa.Array:
    return array.take(pa.compute.sort_indices(array))


def _table(table: Table, ids: dict[str, pa.Array], chance: np.random.Generator) -> pa.Table:
    count = len(ids[table.name])
    periods: dict[str, pa.Table] = {}
    columns = [
        ids[table.name] if column.name == "id" else _column(column, count, ids, periods, chance)
        for column in table.columns
    ]
    rows = pa.Table.from_arrays(columns, schema=table.schema)
    return rows.sort_by([(name, "ascending") for name in table.order])


def _column(
    column: Column, count: int, ids: dict[str, pa.Array], periods: dict[str, pa.Array], chance: np.random.Generator
) -> pa.Array:
    part = column.name.removeprefix(f"{column.field}_")
    if column.name != column.field and part in ("edtf", "start", "end", "precision"):
        if column.field not in periods:
            periods[column.field] = _places(column, count, len(_PERIODS), chance)
        return _period(part).cast(column.kind.arrow).take(periods[column.field])
    pool = ids[column.reference] if column.reference else _pool(column, chance)
    return pool.take(_places(column, count, len(pool), chance))


def _places(column: Column, count: int, size: int, chance: np.random.Generator) -> pa.Array:
    """Which values of a pool the cells are, with gaps where cells may be empty."""
    places = chance.integers(0, size, count)
    gaps = np.zeros(count, bool) if column.required else chance.random(count) < _MISSING
    return pa.array(places, pa.int64(), mask=gaps)


def _period(part: str) -> pa.Array:
    return pa.array([text if part == "edtf" else getattr(edtf.parse(text), part) for text in _PERIODS])


def _pool(column: Column, chance: np.random.Generator) -> pa.Array:
    """Values that a column may have."""
    if column.enumeration == "status":
        return pa.array(["active"])
    if column.codes:
        return pa.array(list(column.codes), pa.string())
    low, high = int(column.minimum or 0), int(min(column.maximum or 10**6, 10**6))
    makers = {
        "integer": lambda: chance.integers(low, high, _POOL),
        "number": lambda: np.round(chance.lognormal(8, 4, _POOL), 3),
        "date": lambda: chance.integers(15000, 20000, _POOL).astype("datetime64[D]"),
        "url": lambda: _URLS,
        "language": lambda: _TAGS,
        "sha256": lambda: [chance.bytes(32).hex() for _ in range(_POOL)],
        "wikidata": lambda: [f"Q{number}" for number in chance.integers(1, 10**8, _POOL)],
    }
    texts = {ID_PATTERN: ("fig-000000000",), _VERSION: ("1.0.0",)}.get(column.pattern, _TEXTS)
    return pa.array(makers.get(column.kind.name, lambda: texts)(), column.kind.arrow)
