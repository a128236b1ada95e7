"""How to load a release: programs to copy, each run by a test where its tool is there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Snippet:
    """A program that runs in the folder of a release."""

    tool: str
    language: str
    needs: str
    """How to get what it needs."""
    code: str


def snippets(name: str) -> tuple[Snippet, ...]:
    """The snippets for a dataset of a name."""
    return tuple(
        Snippet(tool, language, needs.replace("NAME", name), code.strip().replace("NAME", name))
        for tool, language, needs, code in _ALL
    )


_ALL = (
    (
        "pandas",
        "python",
        "pip install pandas pyarrow",
        """
import pandas as pd

figures = pd.read_parquet("parquet/figures_wide.parquet")
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

figures = pl.scan_parquet("parquet/figures_wide.parquet")
print(figures.group_by("measure").len().sort("len", "measure", descending=[True, False]).collect())
""",
    ),
    (
        "DuckDB",
        "sql",
        "pip install duckdb, or the duckdb command",
        """
SELECT measure, reporter, period_edtf, stated, low, high
FROM 'parquet/figures_wide.parquet'
WHERE availability = 'given'
ORDER BY measure, period_start;
""",
    ),
    (
        "R",
        "r",
        "R itself; nothing else",
        """
figures <- read.csv("data/figures_wide.csv", na.strings = "", encoding = "UTF-8")
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

const file = await asyncBufferFromFile("parquet/figures_wide.parquet");
const figures = await parquetReadObjects({ file });
console.table(figures.map(({ measure, stated, low, high }) => ({ measure, stated, low, high })));
""",
    ),
    (
        "SPARQL",
        "sparql",
        "any store that has loaded rdf/NAME.ttl",
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
