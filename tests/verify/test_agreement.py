"""Verify finds all that frictionless finds, at the same place, and what frictionless cannot see besides."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.narrowed import narrowed
from tests.verify.damage import cell, descriptor, field, resource, rows, rows_of, seal, sum_up
from tests.verify.mutants import CELLS, KEYS, MUTANTS, VALUES, Mutant

from onrecord import duck_store
from onrecord.problems import Severity
from onrecord.tables import TABLES
from onrecord.verify import Report, keys, verify
from onrecord.verify.files import find
from onrecord.verify.package import read_package
from onrecord.verify.tally import Tally

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def frictionless_errors(release: Path, table: str) -> list[tuple[int, int]]:
    """Row and column of every error that frictionless finds in a table, or in the package as such."""
    from frictionless import FrictionlessException, Package, system

    try:
        with system.use_context(trusted=False):
            package = Package(str(narrowed(release, table) if table else release / "datapackage.json"))
            report = package.get_resource(table).validate() if table else package.validate()
    except FrictionlessException:
        return [(0, 0)]
    found = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return [(getattr(error, "row_number", 0), getattr(error, "field_number", 0)) for error in found]


def codes(report: Report) -> set[str]:
    """The codes that verify found; those of warnings end in a question mark."""
    return {code + "?" * (severity is Severity.WARNING) for _, code, severity in report.totals}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_damaged_release(copy: Path, mutant: Mutant) -> None:
    mutant.damage(copy)
    if mutant.sealed:
        seal(copy) if "wrong-descriptor" not in mutant.codes else sum_up(copy)
    report = verify(copy)
    assert codes(report) == set(mutant.codes.split())
    theirs = frictionless_errors(copy, mutant.table)
    assert (theirs == []) == mutant.valid
    if mutant.at != (0, 0):
        assert mutant.at in theirs
        assert {(problem.where.line, problem.where.column) for problem in report} == {mutant.at}


@pytest.mark.parametrize("mutant", KEYS, ids=lambda mutant: mutant.name)
def test_keys_of_a_large_release_are_told_alike(copy: Path, mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they stay in their files, where each column is looked at by itself, and where plans are perfected."""
    mutant.damage(copy)
    seal(copy)
    held = verify(copy)
    for module, limit in ((keys, "_SMALL"), (keys, "FEW_BYTES"), (duck_store, "FEW_BYTES")):
        monkeypatch.setattr(module, limit, 0)
        large = verify(copy)
        assert (list(large), large.totals) == (list(held), held.totals)


@pytest.mark.parametrize("rules", [{"pattern": "(("}, {"minimum": "abc"}, {"maximum": []}], ids=str)
def test_rules_that_frictionless_stops_at_are_faults(copy: Path, rules: dict[str, Any]) -> None:
    descriptor(lambda said: field(said, "citations", "paragraph")["constraints"].update(rules))(copy)
    sum_up(copy)
    assert codes(verify(copy)) == {"wrong-descriptor"}


def test_a_compression_that_the_name_does_not_tell_of_is_a_fault(copy: Path) -> None:
    """Frictionless refuses it as well, and leaves the file open."""
    descriptor(lambda said: resource(said, "names").update(compression="gz"))(copy)
    sum_up(copy)
    assert codes(verify(copy)) == {"wrong-descriptor"}


PROPERTIES = {
    "package": "$schema name title description created homepage licenses contributors keywords sources image profile "
    "version resources type fields missingValues",
    "resource": "$schema name type path title description homepage profile licenses contributors sources data scheme "
    "format mediatype compression extrapaths innerpath encoding fields rows dialect schema missingValues",
    "schema": "$schema name type title description fields fieldsMatch missingValues primaryKey foreignKeys",
    "field": "name type title description format missingValues constraints rdfType example",
    "constraints": "required unique pattern enum minLength maximum jsonSchema",
}
"""What frictionless looks at in a descriptor."""


@pytest.mark.parametrize("part", PROPERTIES)
@pytest.mark.parametrize("value", [5, "x", None, ["x"], [{"email": "x", "title": 5}]], ids=repr)
def test_no_property_has_a_shape_that_frictionless_refuses(copy: Path, part: str, value: Any) -> None:
    from frictionless import Package, system

    def refused(package: dict[str, Any]) -> bool:
        try:
            with system.use_context(trusted=False):
                Package.from_descriptor(package)
        except Exception:  # it stops in many ways at what it does not expect
            return True
        return False

    path = copy / "datapackage.json"
    text = path.read_text("utf-8")
    for name in PROPERTIES[part].split():
        package = json.loads(text)
        package["resources"] = [resource(package, "conflicts")]
        schema = package["resources"][0]["schema"]
        del schema["foreignKeys"]
        value_of = field(package, "conflicts", "reason")
        within = {"package": package, "resource": package["resources"][0], "schema": schema, "field": value_of}
        within.get(part, value_of["constraints"])[name] = value
        path.write_text(json.dumps(package), "utf-8")
        tally = Tally(None)
        read_package(find(copy, tally), tally)
        if refused(package):
            assert tally.errors("datapackage.json"), name


FORGED = [
    ("agents", "name", "a forged name"),
    ("agents", "type", "person"),
    ("derivation_inputs", "derived_id", "fig-people-2010"),
    ("figures_wide", "stated", "a forged number"),
    ("figures_wide", "measure", "a forged measure"),
]


@pytest.mark.parametrize(("table", "column", "text"), FORGED)
def test_what_repeats_another_table_is_as_there(copy: Path, table: str, column: str, text: str) -> None:
    [header, first, *_] = rows_of(copy / f"data/{table}.csv")
    at = header.index(column)
    cell(table, 2, column, text if first[at] != text else "fig-growth")(copy)
    assert store(copy, table)
    seal(copy)
    for report in (verify(copy, parse=True), *(() if table == "figures_wide" else (verify(copy),))):
        places = {(each.where.file, each.where.line, each.where.column, each.code) for each in report}
        assert (f"data/{table}.csv", 2, at + 1, VALUES) in places


def test_an_agent_left_out_is_told(copy: Path) -> None:
    listed = {line[0] for line in rows_of(copy / "data/agents.csv")[1:]}
    rows("agents", lambda all_: all_.pop(1))(copy)
    assert store(copy, "agents")
    seal(copy)
    told = [problem.message for problem in verify(copy) if problem.where.file == "data/agents.csv"]
    assert any("is missing" in message and min(listed) in message for message in told)


def test_there_are_enough_of_them() -> None:
    assert len(MUTANTS) >= 100
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_the_undamaged_release(copy: Path) -> None:
    assert codes(verify(copy, parse=True)) == set()
    assert frictionless_errors(copy, "figures") == []


def test_sealing_alone_changes_nothing(copy: Path) -> None:
    seal(copy)
    assert codes(verify(copy)) == set()


def faults(release: Path) -> set[tuple[str, str, int, int]]:
    """What verify finds in rows of CSV files, but that other formats hold other values."""
    found = [(problem.where, problem.code) for problem in verify(release)]
    return {(at.file, code, at.line, at.column) for at, code in found if at.line and code != VALUES}


def store(release: Path, table: str) -> bool:
    """Writes the Parquet file of a table anew from its CSV file, where its rows have the types; returns whether."""
    header, *lines = rows_of(release / f"data/{table}.csv")
    schema = TABLES[table].schema
    if header != schema.names or any(len(line) != len(header) for line in lines):
        return False
    cells = pa.table([[line[at] or None for line in lines] for at in range(len(header))], header)
    texts = cells.cast(pa.schema([(name, pa.string()) for name in header]))
    try:
        columns = [pc.cast(texts[field.name], field.type) for field in schema]
        pq.write_table(pa.table(columns, schema=schema), release / f"parquet/{table}.parquet")
    except pa.ArrowInvalid:
        return False
    return True


SORTS = {(each.codes, each.table): each for each in [*CELLS, *KEYS] if each.table}
"""One mutant of each sort in each table."""


@pytest.mark.parametrize("mutant", SORTS.values(), ids=lambda mutant: mutant.name)
def test_what_is_wrong_in_every_format_is_found_as_well(copy: Path, mutant: Mutant) -> None:
    mutant.damage(copy)
    before = faults(copy)
    damaged = [table for table in TABLES if (copy / f"data/{table}.csv").exists() and store(copy, table)]
    assert len(damaged) >= len(TABLES) - 1
    seal(copy)
    assert before == faults(copy) != set()
