"""How to load a release: programs to copy, each run by a test where its tool is there."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A program that runs in the folder of a release."""

    tool: str
    language: str
    needs: str
    """How to get what it needs."""
    code: str


_PARQUET, _CSV = "parquet/figures_wide", "data/figures_wide"
_PLAIN = {
    "OPENED": '"CSV"',
    "READ_EACH": "read.csv",
    "R_NEEDS": "R itself; nothing else",
    "STORE_NEEDS": "any store that has loaded GRAPH",
}
_ZSTD = {
    "OPENED": 'pipe("zstd -dc CSV")',
    "READ_EACH": 'function(path, ...) read.csv(pipe(paste("zstd -dc", path)), ...)',
    "R_NEEDS": "R itself, and the zstd command",
    "STORE_NEEDS": "any store that has loaded GRAPH, unpacked with zstd -d",
}
"""What differs where files are compressed as few programs read them (RFC 8878); of gzip, R and the stores know."""


def snippets(name: str, paths: Collection[str] = ()) -> tuple[Snippet, ...]:
    """The snippets for a dataset of a name whose release has files at some paths; each one plain file without them."""
    in_parts = any(path.startswith(f"{_PARQUET}/") for path in paths)
    words = (_ZSTD if any(path.endswith(".zst") for path in paths) else _PLAIN) | {
        "FOLDER": _PARQUET if in_parts else f"{_PARQUET}.parquet",
        "PARTS": f"{_PARQUET}/*.parquet" if in_parts else f"{_PARQUET}.parquet",
        "CSV": next((path for path in sorted(paths) if path.startswith(f"{_CSV}.")), f"{_CSV}.csv"),
        "GRAPH": graph_pattern(name, paths),
    }
    return tuple(
        Snippet(tool, language, _filled(needs, words), _filled(code.strip(), words))
        for tool, language, needs, whole in _ALL
        for code in [_OF_PARTS.get(tool, whole) if in_parts else whole]
    )


def main_graph(name: str, paths: Collection[str] = ()) -> str:
    """Where the graph of a dataset is, or, where tables are in parts, all of it that is not."""
    plain = f"rdf/{name}.ttl"
    return next((path for path in sorted(paths) if path.startswith(plain)), plain)


def graph_pattern(name: str, paths: Collection[str] = ()) -> str:
    """The files of the graph as people write them: one, or ``rdf/onrecord*.ttl`` where tables are in parts."""
    in_parts = any(path.startswith(f"rdf/{name}-") for path in paths)
    return main_graph(name, paths).replace(".ttl", "*.ttl") if in_parts else main_graph(name, paths)


def csv_pattern(paths: Collection[str] = ()) -> str:
    """The CSV files as people write them: ``data/*.csv``, with the end of their names where they are compressed."""
    ends = {path.partition(".csv")[2] for path in paths if path.startswith("data/") and ".csv" in path}
    return f"data/*.csv{min(ends - {'-metadata.json'}, default='')}"


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text


_ALL = (
    (
        "pandas",
        "python",
        "pip install pandas pyarrow",
        """
import pandas as pd

figures = pd.read_parquet("FOLDER")
given = figures[figures.availability == "given"]
print(given[["measure", "qualifier", "value", "low", "high", "reporter"]])
""",
    ),
    (
        "polars",
        "python",
        "pip install polars",
        """
import polars as pl

figures = pl.scan_parquet("PARTS")
print(figures.group_by("measure").len().sort("len", "measure", descending=[True, False]).collect())
""",
    ),
    (
        "DuckDB",
        "sql",
        "pip install duckdb, or the duckdb command",
        """
SELECT measure, reporter, period_edtf, stated, low, high
FROM 'PARTS'
WHERE availability = 'given'
ORDER BY measure, period_start;
""",
    ),
    (
        "R",
        "r",
        "R_NEEDS",
        """
figures <- read.csv(OPENED, na.strings = "", encoding = "UTF-8")
given <- subset(figures, availability == "given")
print(given[, c("measure", "qualifier", "value", "low", "high")])
""",
    ),
    (
        "JavaScript",
        "js",
        "npm install hyparquet",
        """
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

const file = await asyncBufferFromFile("FOLDER");
const figures = await parquetReadObjects({ file });
console.table(figures.map(({ measure, stated, low, high }) => ({ measure, stated, low, high })));
""",
    ),
    (
        "SPARQL",
        "sparql",
        "STORE_NEEDS",
        """
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX onr: <https://w3id.org/onrecord/ns#>

SELECT ?figure ?measure ?stated WHERE {
  ?figure a schema:Observation ; schema:variableMeasured / skos:prefLabel ?measure ; onr:stated ?stated .
} ORDER BY ?measure ?figure
""",
    ),
)

_OF_PARTS = {
    "R": """
parts <- lapply(
  Sys.glob("data/figures_wide/*"),
  READ_EACH,
  colClasses = "character", encoding = "UTF-8"
)
figures <- type.convert(do.call(rbind, parts), na.strings = "", as.is = TRUE)
given <- subset(figures, availability == "given")
print(given[, c("measure", "qualifier", "value", "low", "high")])
""",
    "JavaScript": """
import { readdir } from "node:fs/promises";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";

let figures = [];
for (const name of (await readdir("FOLDER")).sort()) {
  const file = await asyncBufferFromFile(`FOLDER/${name}`);
  figures = figures.concat(await parquetReadObjects({ file }));
}
console.table(figures.map(({ measure, stated, low, high }) => ({ measure, stated, low, high })));
""",
}
"""The programs of tools that do not read a folder as they read a file."""
