"""Bounds follow the qualifier and are computed, not typed."""

from typing import Any

import pyarrow as pa
import pytest

from onrecord.dataset import AUTHORED
from onrecord.derive.dates import define_dates
from onrecord.derive.figures import define_figures
from onrecord.derive.rows import AS_AUTHORED, define_rows
from onrecord.duck_store import DuckStore
from onrecord.tables import ORIGIN, TABLES

FIGURES = TABLES["figures"]


def bounds(**cells: Any) -> dict[str, Any]:
    row = {"id": "fig-x", "measure_id": "var-x", "modality": "observed", "availability": "given", ORIGIN: 1, **cells}
    store = DuckStore()
    for table in TABLES.values():
        if table.authored:
            rows = [row] if table is FIGURES else []
            store.put(f"{AUTHORED}{table.name}", pa.Table.from_pylist(rows, table.authored_schema))
    define_dates(store)
    for name in AS_AUTHORED:
        define_rows(store, name)
    define_figures(store)
    [out] = store["figures"].to_pylist()
    return {name: out[name] for name in ("value", "low", "high", "low_inclusive", "high_inclusive", "bounds_basis")}


def said(value: Any, low: Any, high: Any, low_inclusive: Any, high_inclusive: Any, basis: str) -> dict[str, Any]:
    return {
        "value": value,
        "low": low,
        "high": high,
        "low_inclusive": low_inclusive,
        "high_inclusive": high_inclusive,
        "bounds_basis": basis,
    }


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        ("exact", said(10, 10, 10, "yes", "yes", "qualifier")),
        ("about", said(10, None, None, None, None, "none")),
        ("rounded", said(10, 5, 15, "yes", "yes", "rounding")),
        ("more_than", said(None, 10, None, "no", None, "qualifier")),
        ("after", said(None, 10, None, "no", None, "qualifier")),
        ("at_least", said(None, 10, None, "yes", None, "qualifier")),
        ("less_than", said(None, None, 10, None, "no", "qualifier")),
        ("almost", said(None, None, 10, None, "no", "qualifier")),
        ("at_most", said(None, None, 10, None, "yes", "qualifier")),
        ("within", said(None, None, 10, None, "yes", "qualifier")),
    ],
)
def test_each_qualifier(qualifier: str, expected: dict[str, Any]) -> None:
    assert bounds(qualifier=qualifier, stated="10", value=10.0) == expected


def test_between_takes_both_bounds_from_the_source() -> None:
    found = bounds(qualifier="between", stated="10 to 12", low=10.0, high=12.0)
    assert found == said(None, 10, 12, "yes", "yes", "stated")


def test_bounds_that_the_source_gives_stay() -> None:
    assert bounds(qualifier="about", stated="10", value=10.0, low=8.0) == said(10, 8, None, "yes", None, "stated")


@pytest.mark.parametrize(
    ("stated", "value", "step", "low", "high"),
    [
        ("89", 89.0, None, 88.5, 89.5),
        ("300,000", 300000.0, None, 250000.0, 350000.0),
        ("1.5 million", 1.5e6, None, 1450000.0, 1550000.0),
        ("1.1", 1.1, None, 1.05, 1.15),
        ("2.50", 2.5, None, 2.495, 2.505),
        ("1,200", 1200.0, 10.0, 1195.0, 1205.0),
    ],
)
def test_rounding_leaves_half_a_unit_of_the_last_significant_place(
    stated: str, value: float, step: float | None, low: float, high: float
) -> None:
    found = bounds(qualifier="rounded", stated=stated, value=value, rounded_to=step)
    assert (found["low"], found["high"]) == (low, high)


def test_a_figure_without_a_number_has_no_bounds() -> None:
    assert bounds(availability="not_reported") == said(None, None, None, None, None, "none")
