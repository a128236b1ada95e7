"""Makes a release with tables in parts, or compressed, out of one without; its facts and values stay as they are."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from tests.verify.damage import resource, rows_of, sum_up, text_of

from onrecord.layout import graph_path, parquet_path
from onrecord.tables import TABLES
from onrecord.write.turtle import prologue, write_graph, write_turtle

_PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".zst": lambda data: pa.compress(data, "zstd", True),
}


def split(release: Path, tables: tuple[str, ...], size: int = 2, *, headers: bool = True, suffix: str = "") -> None:
    """Puts tables into parts of ``size`` rows, in all formats; ``suffix`` is that of a compression of text."""
    for table in tables:
        _split_csv(release, table, size, headers, suffix)
        _split_parquet(release, table, size)
    _split_graph(release, tables, suffix)
    sum_up(release)


def compress(release: Path, table: str, suffix: str) -> None:
    """Compresses the CSV file of a table and the graph."""
    name = f"data/{table}.csv"
    packed = _PACK[suffix]((release / name).read_bytes())
    facts = {"bytes": len(packed), "hash": f"sha256:{hashlib.sha256(packed).hexdigest()}"}
    _describe(release, table, {"path": name + suffix, **facts})
    for path, content in ((name, packed), ("rdf/tiny.ttl", _PACK[suffix]((release / "rdf/tiny.ttl").read_bytes()))):
        (release / path).unlink()
        (release / f"{path}{suffix}").write_bytes(content)
    sum_up(release)


def _stems(table: str, count: int) -> list[str]:
    return [f"{table}/{table}-{number:04d}" for number in range(1, count + 1)]


def _split_csv(release: Path, table: str, size: int, headers: bool, suffix: str) -> None:
    whole = release / f"data/{table}.csv"
    header, *body = rows_of(whole)
    facts = {"bytes": whole.stat().st_size, "hash": f"sha256:{hashlib.sha256(whole.read_bytes()).hexdigest()}"}
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    paths = [f"data/{stem}.csv{suffix}" for stem in _stems(table, len(pieces))]
    for number, (path, piece) in enumerate(zip(paths, pieces, strict=True)):
        rows = [header, *piece] if headers or not number else piece
        (release / path).parent.mkdir(exist_ok=True)
        (release / path).write_bytes(_PACK[suffix](text_of(rows).encode()))
    whole.unlink()
    _describe(release, table, {"path": paths, **facts})


def _split_parquet(release: Path, table: str, size: int) -> None:
    whole = release / f"parquet/{table}.parquet"
    rows = pq.ParquetFile(whole).read()
    stems = _stems(table, -(-len(rows) // size))
    for number, stem in enumerate(stems):
        (release / parquet_path(stem)).parent.mkdir(exist_ok=True)
        pq.write_table(rows.slice(number * size, size), release / parquet_path(stem))
    whole.unlink()
    _describe(release, table, {"path": [f"{stem}.parquet" for stem in stems]}, "parquet/datapackage.json")


def _split_graph(release: Path, tables: tuple[str, ...], suffix: str) -> None:
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    base = package["id"].removesuffix(f"release/{package['version']}")
    stored = {name: _stored(release, name) for name in TABLES}

    def whole(name: str) -> Iterator[pa.RecordBatch]:
        yield from () if name in tables else pa.concat_tables(stored[name].values()).to_batches()

    dates = {name: pa.concat_tables(parts.values()) for name, parts in stored.items()}
    sink = pa.BufferOutputStream()
    write_graph(base, "en", dates, whole, sink)
    (release / "rdf/tiny.ttl").unlink()
    (release / f"rdf/tiny.ttl{suffix}").write_bytes(_PACK[suffix](sink.getvalue().to_pybytes()))
    for table in tables:
        for stem, rows in stored[table].items() if TABLES[table].in_rdf else ():
            sink = pa.BufferOutputStream()
            sink.write(prologue(base))
            write_turtle(TABLES[table], rows.to_batches(), sink, "en")
            path = f"{graph_path('tiny', stem)}{suffix}"
            (release / path).write_bytes(_PACK[suffix](sink.getvalue().to_pybytes()))


def _stored(release: Path, table: str) -> dict[str, pa.Table]:
    """Each part of a table, by its stem."""
    paths = sorted((release / f"parquet/{table}").glob("*")) or [release / parquet_path(table)]
    folder = release / "parquet"
    return {path.relative_to(folder).with_suffix("").as_posix(): pq.ParquetFile(path).read() for path in paths}


def _describe(release: Path, table: str, facts: dict[str, object], path: str = "datapackage.json") -> None:
    descriptor = release / path
    package = json.loads(descriptor.read_text("utf-8"))
    resource(package, table).update(facts)
    descriptor.write_text(json.dumps(package))
