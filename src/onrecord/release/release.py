"""A release, opened: its tables, SQL and SPARQL over it, the stories of its records."""

import shutil
import tempfile
import weakref
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.chart import chart, is_drawable
from onrecord.dataset import query
from onrecord.layout import DESCRIPTOR, graph_files, parquet_path, stems
from onrecord.notebook import release_html
from onrecord.packed import unpack
from onrecord.parquet import FAULTS, ParquetTables, hold, unreadable
from onrecord.problems import UsageError
from onrecord.release.descriptor import columns_of, read_descriptor
from onrecord.release.extras import optional
from onrecord.release.rows import Rows
from onrecord.sparql import Graph
from onrecord.story import Story, gather, tell
from onrecord.tables import TABLES
from onrecord.verify import MOST, Report, verify

_PLOTTED = """
SELECT w.* FROM figures_wide w JOIN figures f ON f.id = w.id CROSS JOIN asked
LEFT JOIN agents reporter ON reporter.id = f.reporter_id LEFT JOIN agents subject ON subject.id = f.about_id
WHERE asked.measure IN (w.measure_id, w.measure) AND (
    asked.agent IS NULL OR asked.agent IN (reporter.id, reporter.name) OR asked.agent IN (subject.id, subject.name)
) ORDER BY w.id"""

_NO_DAMAGE = (
    duckdb.ParserException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.ConversionException,
    duckdb.PermissionException,
    duckdb.OutOfMemoryException,
)
"""What DuckDB says of a query, or of the machine, and of no file."""
_ALIKE = 0.8
"""From which similarity of Jaro and Winkler on a text may be meant: less, and it has little more than some letters."""
_READ = (
    "what can be opened is a folder with a datapackage.json, that file, a ZIP archive, "
    "or a graph that ends in .ttl or .nt, compressed or not (.gz, .zst)"
)


class Release:
    """An opened release. Its tables are attributes: ``release.figures.to_pandas()``."""

    def __init__(self, path: str | Path) -> None:
        """Opens a release folder, the ``datapackage.json`` in it, or a ZIP archive; UsageError where it is none.

        An archive is unpacked into a temporary folder, which goes when the release is no longer in use.
        """
        path = Path(path)
        self.given = path.parent if path.name == DESCRIPTOR else path
        """What the release is called in messages: where an archive is unpacked says nothing to anybody."""
        if path.is_file() and zipfile.is_zipfile(path):
            place = Path(tempfile.mkdtemp(prefix="onrecord-"))
            weakref.finalize(self, shutil.rmtree, place, ignore_errors=True)
            path = unpack(path, place)
        elif path.is_file() and path.suffix != ".json":
            raise UsageError(f"{self.given} is not a release: {_READ}")
        self.path = path.parent if path.name == DESCRIPTOR else path
        if not self.path.exists():
            raise UsageError(f"{self.given} is not a release: there is no such folder or file")
        if not (self.path / DESCRIPTOR).is_file():
            raise UsageError(f"{self.given} is not a release: it has no datapackage.json")

    def __repr__(self) -> str:
        return f"<Release {self.descriptor.get('name')} {self.descriptor.get('version')} at {self.given}>"

    def _repr_html_(self) -> str:
        return release_html(self.descriptor, {name: self.count(name) for name in TABLES})

    @cached_property
    def _stored(self) -> Mapping[str, Any]:
        return ParquetTables(self._paths, self._called, self._columns)

    @cached_property
    def descriptor(self) -> dict[str, Any]:
        """What ``datapackage.json`` says; UsageError where it cannot be read."""
        return read_descriptor(self.path / DESCRIPTOR, str(self.given / DESCRIPTOR))

    def __getattr__(self, name: str) -> Rows:
        if name not in TABLES:
            raise AttributeError(_no_table(name))
        return self.table(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def table(self, name: str) -> Rows:
        """One table by its name, all of its parts; UsageError for no table, and for a file missing or damaged."""
        return Rows(self._arrow(_known(name)), TABLES[name].singular.title().replace(" ", ""))

    def reader(self, name: str) -> pa.RecordBatchReader:
        """A table by its name as a stream, which need not fit into memory; OSError on coming to what is damaged."""
        return self._stored[_known(name)].scanner().to_reader()

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """The same, batch by batch; UsageError where a file is damaged."""
        with self._asking([name]):
            yield from self.reader(name)

    def count(self, name: str) -> int:
        """How many rows a table has, without reading them."""
        with self._asking([_known(name)]):
            rows: int = self._stored[name].count_rows()
        return rows

    def _arrow(self, name: str) -> pa.Table:
        parts = [self._part(path, self._columns(name)) for path in self._paths(name)]
        return parts[0] if len(parts) == 1 else pa.concat_tables(parts)

    def _paths(self, name: str) -> list[Path]:
        """The files of a table; UsageError where a link leads out of the release, for whoever sent it chose the end."""
        paths = [self.path / parquet_path(stem) for stem in self._stems(name)]
        for path in paths:
            if not path.resolve().is_relative_to(self.path.resolve()):
                raise UsageError(f"{self._called(path)} cannot be read: it leads out of the release")
        return paths

    def _columns(self, name: str) -> list[str]:
        return columns_of(self.descriptor, name)

    def _called(self, path: Path) -> str:
        """What a file is called in messages."""
        return str(self.given / path.relative_to(self.path))

    @contextmanager
    def _asking(self, names: Iterable[str], failure: str = "") -> Iterator[None]:
        """UsageError where a query of some tables fails: with the file that turned out to be damaged, if one did."""
        try:
            yield
        except (duckdb.Error, *FAULTS) as error:
            if not isinstance(error, _NO_DAMAGE):
                for path in (path for name in names for path in self._paths(name)):
                    self._hold_up(path)
            raise UsageError(f"{failure or f'{self.given} cannot be read'}: {_told(str(error))}") from error

    def _stems(self, name: str) -> tuple[str, ...]:
        """The names of the files of a table, as the descriptor has them; of a table that it lacks, the usual one."""
        resources = self.descriptor.get("resources", [])
        found = (each["path"] for each in resources if each.get("name") == name and each.get("path"))
        return stems(name, next(found, name))

    def has(self, name: str) -> bool:
        """Whether the release has a table: what its descriptor names may turn out to be missing when it is read."""
        return any(each.get("name") == name for each in self.descriptor.get("resources", []))

    def _hold_up(self, path: Path) -> None:
        """UsageError for a file that is damaged; read in batches, because it need not fit into memory."""
        with self._reading(path), pq.ParquetFile(path) as file:
            for _ in file.iter_batches():
                pass

    def _part(self, path: Path, columns: Collection[str]) -> pa.Table:
        with self._reading(path):
            part = pq.ParquetFile(path).read()
        hold(self._called(path), part.column_names, columns)
        return part

    @contextmanager
    def _reading(self, path: Path) -> Iterator[None]:
        try:
            yield
        except FAULTS as error:
            raise unreadable(self._called(path), error) from error

    @cached_property
    def _graph(self) -> Graph:
        return Graph(graph_files(self.path), self._called)

    def sql(self, text: str) -> Rows:
        """The answer to an SQL query (DuckDB) over all tables by name; UsageError where the query fails.

        DuckDB reads of the Parquet files what the query needs, and nothing before it is asked.
        """
        tables = {name: self._stored[name] for name in TABLES if name in text.lower()}
        with self._asking(tables, "the query failed"):
            return Rows(query(tables, text))

    def sparql(self, text: str) -> Rows:
        """The answer to a SPARQL 1.1 query over the release's graph; UsageError where the query fails.

        The prefixes of the release need no declaration. IRIs come back as text, literals as numbers, days or text.
        ASK gives one row with ``answer``, CONSTRUCT and DESCRIBE give ``subject``, ``predicate`` and ``object``.
        """
        return Rows(self._graph.query(text))

    def explain(self, record_id: str) -> Story:
        """The whole story of a record: who said it, where it stands, what it rests on, what speaks against it.

        ``print`` it, show it in a notebook, or take ``.to_dict()`` or ``.to_html()``. UsageError for an id that the
        release does not have.
        """
        if not isinstance(record_id, str):
            raise UsageError(f"{record_id!r} is no id: an id is a text, such as 'fig-people-2022'")
        with self._asking(TABLES):
            story = tell(gather(self._stored, [record_id]), record_id)
        if story is None:
            raise UsageError(f"{self.given} has no record {record_id!r}{self._meant(record_id, 'records', 'id')}")
        return story

    def _meant(self, said: str, table: str, *columns: str) -> str:
        """What of some columns of a table is most like what was said; empty where it is there, or nothing is."""
        wanted = pa.table({"said": [said]})
        with self._asking([table]):
            found = query({table: self._stored[table], "wanted": wanted}, _near(table, columns)).to_pylist()
        return f"; did you mean {found[0]['near']!r}?" if found and found[0]["near"] != said else ""

    def plot(self, measure: str, organization: str | None = None, axes: Any = None) -> Any:
        """Figures of a measure over time, with their ranges and with arrows for "at least" and "at most".

        ``measure`` and ``organization`` are ids or names; the organization, or any other agent, is who reported the
        figures or whom they are about. Returns matplotlib's axes (``pip install onrecord[plot]``); UsageError without
        matplotlib, where nothing fits, and where no figure that does has both a number and a period.
        """
        optional("matplotlib", extra="plot")
        asked = pa.table({"measure": [measure], "agent": pa.array([organization], pa.string())})
        tables = {name: self._stored[name] for name in ("figures", "figures_wide", "agents")}
        with self._asking(tables):
            rows = query({**tables, "asked": asked}, _PLOTTED).to_pylist()
        if not rows:
            meant = self._meant(measure, "measures", "id", "name")
            if organization and not meant:
                meant = self._meant(organization, "agents", "id", "name")
            asked_of = f" of {organization!r}" if organization else ""
            raise UsageError(f"{self.given} has no figures of {measure!r}{asked_of}{meant}")
        if not any(map(is_drawable, rows)):
            left_out = f"({len(rows):,} left out)"
            raise UsageError(f"{self.given}: no figure of {measure!r} has both a number and a period {left_out}")
        return chart(rows, axes)

    def verify(self, *, parse: bool = False, shapes: bool = False, most: int | None = MOST) -> Report:
        """What was checked of the release and every fault; true where it has no errors.

        See :func:`onrecord.verify.verify` for what is checked, and for the options.
        """
        return verify(self.path, parse=parse, shapes=shapes, most=most)


def _known(name: str) -> str:
    """The name of a table; UsageError for another one."""
    if name not in TABLES:
        raise UsageError(_no_table(name))
    return name


def _no_table(name: str) -> str:
    return f"a release has no table {name!r}; it has {', '.join(TABLES)}"


def _near(table: str, columns: tuple[str, ...]) -> str:
    """A query for the text in some columns of a table that is most like ``said`` of ``wanted``, if any is like it."""
    texts = " UNION ALL ".join(f"SELECT {column} AS near FROM {table}" for column in columns)
    alike = "jaro_winkler_similarity(near, said)"
    return f"FROM ({texts}), wanted SELECT near WHERE {alike} >= {_ALIKE} ORDER BY {alike} DESC, near LIMIT 1"


def _told(failure: str) -> str:
    """A failure in DuckDB's words; of an unknown table with those of the release, and not with DuckDB's own."""
    if not failure.startswith("Catalog Error: Table with name"):
        return failure
    return f"{failure.partition(chr(10))[0]} The tables are {', '.join(TABLES)}."
