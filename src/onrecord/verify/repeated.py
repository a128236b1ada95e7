"""What tables repeat of others: the agents, the figures that inputs lead to, and the figures with all beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from onrecord.derive.derivations import NAMED
from onrecord.derive.index import AGENTS, WIDE
from onrecord.layout import parquet_path
from onrecord.tables import ORIGIN, TABLES
from onrecord.verify.cells import quoted
from onrecord.verify.database import comparing, database, file_literal
from onrecord.verify.files import Files
from onrecord.verify.formats import DISAGREE
from onrecord.verify.keys import PART
from onrecord.verify.rows import ROW, CsvFile
from onrecord.verify.tally import Tally


def check_repeated(files: Files, parts: Mapping[str, Sequence[CsvFile]], whole: bool, tally: Tally) -> None:
    """Tells every cell that is not what the table that it repeats has; row and column are those of the CSV file.

    ``parts`` has the files of every table of this version, whose values are the same as CSV and as Parquet. The wide
    figures, which take as long as many of the other checks together, are compared only where ``whole``.
    """
    repeated = [("agents", AGENTS, ["type", "name"]), ("derivation_inputs", NAMED, ["derived_id"])]
    repeated += [("figures_wide", WIDE, TABLES["figures_wide"].names)] if whole else []
    asked = set(re.findall(r"\w+", " ".join(f"{name} {expected}" for name, expected, _ in repeated)))
    with comparing(tally), database(files.bytes) as db:
        for name, found in parts.items():
            if name in asked:  # a view of a table that nobody asks for would open its files
                db.execute(f'CREATE VIEW "{name}" AS {_rows(files, found)}')
        for name, expected, columns in repeated:
            _compare(db, parts[name], expected, columns, tally)


def _rows(files: Files, parts: Sequence[CsvFile]) -> str:
    """A query for the rows of a table, each with its address and, as the queries of ``derive`` ask, an origin."""
    return " UNION ALL ".join(
        f"""SELECT * EXCLUDE file_row_number, {file.part} AS "{PART}", file_row_number + {file.first} AS "{ROW}",
            NULL AS {ORIGIN} FROM read_parquet({path}, file_row_number = true)"""
        for file, path in ((file, file_literal(files.root / parquet_path(file.stem))) for file in parts)
    )


def _compare(
    db: duckdb.DuckDBPyConnection, parts: Sequence[CsvFile], expected: str, columns: Sequence[str], tally: Tally
) -> None:
    """Tells the cells of some columns that are not those of the expected rows, and rows without counterpart."""
    table = parts[0].table
    pairs = ", ".join(f'here."{name}"::VARCHAR, expected."{name}"::VARCHAR' for name in columns)
    differ = " OR ".join(f'here."{name}" IS DISTINCT FROM expected."{name}"' for name in ("id", *columns))
    answer = db.execute(f"""
        WITH expected AS ({expected})
        SELECT here."{PART}", here."{ROW}", here.id, expected.id, {pairs} FROM "{table.name}" AS here
        FULL JOIN expected ON expected.id = here.id WHERE {differ} ORDER BY ALL""")
    while found := answer.fetchmany(1000):
        for part, row, here, there, *cells in found:
            for name, message in _told(here, there, columns, cells):
                at = table.names.index(name) + 1
                tally.add(parts[part or 0].name, DISAGREE, f"{name}{message}", row=row or 0, column=at)


def _told(
    here: str | None, there: str | None, columns: Sequence[str], cells: Sequence[str | None]
) -> Iterator[tuple[str, str]]:
    """Column and words of what is wrong with a row, by its id in the table and in what that repeats."""
    if here is None:
        yield "id", f": {quoted(there or '')} is missing, and stands in what the table repeats"
    elif there is None:
        yield "id", f": {quoted(here)} is in no row of what the table repeats"
    else:
        for name, ours, theirs in zip(columns, cells[::2], cells[1::2], strict=True):
            if ours != theirs:
                yield name, f" of {here}: {quoted(ours or '')} here, {quoted(theirs or '')} in what it repeats"
