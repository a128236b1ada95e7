"""One text of SQL says the same to both engines."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord import duck_store
from onrecord.duck_store import DuckStore
from onrecord.publish import build
from onrecord.read import reader

pytest.importorskip("sqlglot", reason="sqlglot is not installed")
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")

NUMBERS = [0.0, -1.0, 5.0, 0.1, 1e15, 1e14, 123456789012345.0, 1e-5, 1e-4, 2.5e-7, 1e300, 1 / 3, 7e9, -0.25, 1e22, None]
TEXTS = [
    "A",
    "a",
    "é",
    "e\u0301",
    "ΟΔΟΣ",
    "İ",
    "ß",
    "a|b",
    "12,345",
    "x\ny",
    "",
    "10%",
    "'",
    "\\d",
    "日本",
    None,
    "Z",
    "a\n",
]

SAME = [
    "SELECT printf('%.15g', x) AS t FROM numbers",
    "SELECT lower(nfc_normalize(s)) AS t FROM texts",
    "SELECT regexp_full_match(s, 'a|b|[0-9]+(,[0-9]{3})*') AS t FROM texts",
    "SELECT regexp_full_match(s, 'a|é', 'i') AS t FROM texts",
    "SELECT trim(regexp_replace(s, '\\s+', ' ', 'g')) AS t FROM texts",
    "SELECT left(sha256(concat_ws(chr(31), s, 'é', NULL, 'x=' || s)), 8) AS t FROM texts",
    "SELECT count(DISTINCT md5_number(s)) AS t FROM texts",
    "SELECT TRY_CAST(replace(s, ',', '') AS DOUBLE) AS t FROM texts",
    "SELECT s FROM texts ORDER BY s",
    "SELECT s FROM texts ORDER BY s DESC NULLS LAST",
    "SELECT list(DISTINCT s ORDER BY s) AS t FROM texts WHERE s IS NOT NULL",
    "SELECT list_slice(list({'s': s, 'n': length(s)} ORDER BY s), 1, 3) AS t FROM texts WHERE s IS NOT NULL",
    "SELECT string_agg(s, ', ' ORDER BY s) AS t FROM texts",
    "SELECT s, max(s) FILTER (length(s) > 1) OVER (PARTITION BY length(s)) AS t FROM texts ORDER BY s",
    "SELECT DISTINCT ON (length(s)) length(s) AS n, s FROM texts WHERE s IS NOT NULL ORDER BY length(s), s DESC",
    "SELECT s FROM texts QUALIFY row_number() OVER (PARTITION BY length(s) ORDER BY s) = 1 ORDER BY s",
    "SELECT arg_min(s, (length(s), s)) AS t FROM texts WHERE s <> ''",
    "SELECT a.s FROM texts a ANTI JOIN texts b ON b.s = a.s AND length(b.s) > 1 ORDER BY a.s",
    "SELECT unnest(range(2, 5)) AS n",
    "SELECT date_diff('day', DATE '2024-02-28', DATE '2024-03-01') AS n",
    "SELECT greatest(x, 1) AS g, least(x, NULL, 1) AS l, sign(x) AS s FROM numbers",
    "SELECT string_split('1.10.0', '.')::BIGINT[] <= string_split('1.9.0', '.')::BIGINT[] AS t",
    "WITH p(name, n) AS (VALUES ('a', 1), ('b', 2)) SELECT * FROM p ORDER BY name DESC",
    "SELECT 'it''s a \\d and a \" and a `' AS t",
]


@pytest.fixture(scope="module")
def session(spark: Any) -> Iterator[Any]:
    """A session that knows onrecord's functions."""
    from onrecord.spark.session import connected

    with connected() as session:
        yield session


@pytest.mark.parametrize("sql", SAME)
def test_spark_answers_as_duckdb_does(session: Any, sql: str) -> None:
    from onrecord.spark.store import SparkStore

    tables = {
        "numbers": pa.table({"x": pa.array(NUMBERS, pa.float64())}),
        "texts": pa.table({"s": pa.array(TEXTS, pa.string())}),
    }
    here, there = DuckStore(), SparkStore(session, small=-1)
    for name, rows in tables.items():
        here.put(name, rows)
        there.put(name, rows)
    assert there.rows(sql) == here.rows(sql)
    there.close()


def test_a_table_in_a_with_is_no_table_of_the_store() -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    from onrecord.spark.dialect import tables_in

    assert tables_in("WITH a AS (FROM b) SELECT * FROM a JOIN c USING (id) WHERE x IN (SELECT y FROM d)") == set("bcd")


OWN = tuple(sql.partition("{")[0] for sql in (duck_store._DISORDER, duck_store._STRETCHES))
"""What the store here asks itself of the order in which it keeps rows."""


class _Watched(DuckStore):
    """Asks Spark whether it understands every query, too, of tables with the same columns."""

    session: Any = None
    asked: frozenset[str] = frozenset()
    views: Mapping[str, pa.Schema] = {}

    def _understood(self, sql: str, beside: Mapping[str, pa.Table]) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        from onrecord.spark.dialect import tables_in, translated

        if sql in _Watched.asked:
            return
        _Watched.asked |= {sql}
        names = {name: f"watched_{name}" for name in tables_in(sql)}
        for name, view in names.items():
            schema = beside[name].schema if name in beside else DuckStore.query(self, f"FROM {name} LIMIT 0").schema
            if schema != _Watched.views.get(name):
                self.session.createDataFrame([], from_arrow_schema(schema)).createOrReplaceTempView(view)
                _Watched.views = {**_Watched.views, name: schema}
        self.session.sql(translated(sql, names))  # this reads nothing

    def query(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> pa.Table:
        self._understood(sql, beside or {})
        return super().query(sql, beside)

    def rows(self, sql: str, beside: Mapping[str, pa.Table] | None = None) -> list[dict[str, Any]]:
        if not sql.startswith(OWN):
            self._understood(sql, beside or {})
        return super().rows(sql, beside)

    def stream(self, sql: str) -> Iterator[pa.RecordBatch]:
        self._understood(sql, {})
        return super().stream(sql)

    def define(self, name: str, sql: str, order: Sequence[str] = (), *, mostly: bool = False) -> int:
        if "WITH RECURSIVE" not in sql:  # how this engine follows steps
            self._understood(sql, {})
        return super().define(name, sql, order, mostly=mostly)

    def update(self, name: str, column: str, sql: str) -> None:
        self._understood(sql, {})
        super().update(name, column, sql)

    def reach(self, name: str, sql: str) -> None:
        self._understood(sql, {})
        super().reach(name, sql)


def test_spark_understands_every_statement_of_a_build(
    session: Any, records: Path, tiny_release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"session": session, "asked": frozenset(), "views": {}}.items():
        monkeypatch.setattr(_Watched, name, value)
    monkeypatch.setattr(reader, "DuckStore", _Watched)
    text = (records / "dataset.yaml").read_text("utf-8")
    (records / "dataset.yaml").write_text(text.replace("version: 1.0.0", "version: 1.1.0"), "utf-8")
    assert build(records, "release", previous=tiny_release).files
    assert len(_Watched.asked) > 150
