"""Importing: files and a map in, files of records out, with an account of every cell."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.importing.account import UNMAPPED, Account
from onrecord.importing.complaints import Complaints
from onrecord.importing.convert import Converter
from onrecord.importing.files import Taken, take
from onrecord.importing.formats import BrokenError, File, open_sheet
from onrecord.importing.map import Map
from onrecord.importing.map_file import ReadMap
from onrecord.importing.read_map import read_map
from onrecord.importing.rules import CITING
from onrecord.importing.sort import Entry, Sorter, Source
from onrecord.importing.target import Target, nested_columns
from onrecord.importing.targets import NUMBER_FIELDS
from onrecord.importing.versions import Record, Versions, address, encode
from onrecord.problems import Problem, Refused, Severity, errors_among
from onrecord.progress import Progress, silently
from onrecord.read.words import counted, did_you_mean, listed, shown

Told = tuple[int, tuple[str, ...], Account]
"""How many files were read, which were not, and what became of every cell."""
_OFTEN = 2048
_EXAMPLES = 2


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do."""

    files: int
    others: tuple[str, ...]
    """Files in the folders given that no input of the map takes."""
    account: Account
    """What became of every cell, of all inputs together."""
    records: Mapping[str, int]
    """How many records came of each table."""
    repeated: int
    """Records that came again and said the same: the citations of both are kept."""
    replaced: int
    """Records that gave way to another one of their id, as `again` says."""
    corrected: int
    """Figures that came again with another value and stand beside the earlier one."""
    written: tuple[Path, ...]
    """The files that were written; none in a dry run."""
    examples: Mapping[str, tuple[Record, ...]]
    """The first records of each table."""
    warnings: tuple[Problem, ...] = ()


def import_files(
    files: Iterable[str | Path],
    map: str | Path,
    into: str | Path | None,
    *,
    form: str = "jsonl",
    progress: Progress = silently,
) -> Imported:
    """Makes records of files, or of the files in folders, as a map says, and writes them into a folder.

    ``into`` is None for a dry run, which writes nothing; ``form`` is ``jsonl`` or ``csv``. Nothing is written where
    anything is wrong. Raises Refused with every problem of the map and of the files, where of many problems of a kind
    the first few stand for the others; UsageError where a path leads nowhere, a library is missing, or a file in the
    folder is not one that an import of the same name wrote.
    """
    read = read_map(Path(map))
    taken = take([Path(file) for file in files], read)
    with Sorter() as sorter:
        run = _Run(read, taken, sorter, progress)
        run.complaints.found += taken.problems
        run.read()
        target = Target(Path(into), read.map.name, form, _columns(read.map)) if into is not None else None
        return run.settle(target)


@dataclass
class _Run:
    map: ReadMap
    taken: Taken
    sorter: Sorter
    progress: Progress
    complaints: Complaints = field(default_factory=Complaints)
    rows: int = 0
    records: int = 0

    def __post_init__(self) -> None:
        self.converters = [Converter(self.map, number, self.complaints) for number in range(len(self.map.map.inputs))]

    def read(self) -> None:
        """Reads every file and sorts what comes of it."""
        for number, (converter, files) in enumerate(zip(self.converters, self.taken.inputs, strict=True)):
            columns: set[str] = set()
            outside: Counter[tuple[str, str]] = Counter()
            whole = [self._read_file(number, converter, file, columns, outside) for file in files]
            converter.account.settle()
            self._complain_of_unmapped(number, converter)
            if whole and all(whole):
                self._complain_of_unknown(converter, columns | converter.account.columns)
            for (where, reason), count in outside.items():
                converter.account.skip(f"({where})", reason, count)

    def _read_file(
        self, number: int, converter: Converter, file: File, columns: set[str], outside: Counter[tuple[str, str]]
    ) -> bool:
        """Reads a file, and says whether to its end."""
        try:
            sheet = open_sheet(file, converter.input)
            columns.update(sheet.columns)
            for warning in sheet.warnings:
                self.complaints.add_alike((file.shown, warning.code), partial(replace, warning))
            rules = converter.input.records
            for row in sheet.rows:
                for made in converter.convert(sheet, row):
                    source = Source(number, made.rule, made.column, file.shown, row.number)
                    self._add(rules[made.rule].table, made.data, source)
                self.rows += 1
                if not self.rows % _OFTEN:
                    self.progress("reading rows", self.rows)
        except BrokenError as error:
            self.complaints.add(error.problem)
            return False
        outside += sheet.outside
        return True

    def _add(self, table: str, data: dict[str, Any], source: Source) -> None:
        line = encode(data)
        self.sorter.add(Entry(table, data.get("id", line), self.records, source, line))
        self.records += 1

    def _complain_of_unmapped(self, number: int, converter: Converter) -> None:
        """Columns that nothing is made of."""
        unmapped = [column for column, reason in converter.account.skipped if reason == UNMAPPED]
        for column in sorted(unmapped):
            count = converter.account.skipped[column, UNMAPPED]
            message = f"no rule makes anything of {counted(count, 'cell')} of the column `{shown(column)}`"
            help = "use it in a rule, or name it under `skip` with the reason"
            self.complaints.add(self.map.problem(("inputs", number), "unmapped-column", message, help))

    def _complain_of_unknown(self, converter: Converter, columns: set[str]) -> None:
        """Names in the map that are no columns; a warning, for the files may be only some of those it is for."""
        for name, path in converter.named():
            if name not in columns:
                message = f"no file has a column `{shown(name)}`"
                help = did_you_mean(name, columns) or f"the columns are {listed(sorted(columns))}"
                key = "each" in path or "columns" in path[2:3]
                problem = self.map.problem(path, "unknown-column", message, help, key=key)
                self.complaints.add(_warning(problem))

    def settle(self, target: Target | None) -> Imported:
        """Writes the records in order, where a target is given, and tells what came of everything."""
        versions = Versions(self._policy, self.complaints.add, self._drop, self._join)
        return settled(self.sorter, target, self.complaints, versions, self._told)

    def _policy(self, entry: Entry) -> str:
        return self.map.map.inputs[entry.source.input].records[entry.source.rule].again

    def _drop(self, entry: Entry, reason: str) -> None:
        self.converters[entry.source.input].account.again(entry.source.column, reason)

    def _join(self, first: Entry, second: Entry) -> None:
        """Counts a cell whose record is one with another; in one file that is hardly meant, unless `again` says so."""
        source = second.source
        if source.column:
            self.converters[source.input].account.joined[source.column] += 1
        is_alone = source.file != first.source.file or second.table not in CITING
        if not is_alone and self._policy(second) == "refuse":
            kind = (str(source.input), str(source.rule), source.column, "repeated-record")
            self.complaints.add_alike(kind, lambda: _repeated(first, second))

    def _told(self) -> Told:
        account = Account((), {})
        for converter in self.converters:
            account.add(converter.account)
        return sum(map(len, self.taken.inputs)), self.taken.others, account


def settled(
    sorter: Sorter,
    target: Target | None,
    complaints: Complaints,
    versions: Versions,
    told: Callable[[], Told],
) -> Imported:
    """Settles what comes more than once and writes the rest, unless anything is wrong. Raises Refused, UsageError."""
    examples: dict[str, list[Record]] = defaultdict(list)
    records = _sampled(versions.settled(sorter.merged()), examples)
    written = _written(records, None if errors_among(complaints.found) else target, complaints)
    files, others, account = told()
    return Imported(
        files=files,
        others=others,
        account=account,
        records=dict(sorted(versions.counts.items())),
        repeated=versions.repeated,
        replaced=versions.replaced,
        corrected=versions.corrected,
        written=tuple(written),
        examples={table: tuple(some) for table, some in examples.items()},
        warnings=tuple(complaints.all()),
    )


def _written(records: Iterator[tuple[str, str]], target: Target | None, complaints: Complaints) -> list[Path]:
    """The files that were written; none where there is no target."""
    if target is None:
        for _ in records:
            pass
        _refuse(complaints)
        return []
    try:
        target.write(records)
        _refuse(complaints)
        return target.publish()
    finally:
        target.discard()


def _refuse(complaints: Complaints) -> None:
    problems = complaints.all()
    if errors_among(problems):
        raise Refused(problems)


def _repeated(first: Entry, second: Entry) -> Problem:
    """A warning at a row whose cell makes a record that another cell of the file makes too."""
    cells = [
        f"{address(each)}{f' (`{shown(each.source.column)}`)' if each.source.column else ''}"
        for each in (first, second)
    ]
    message = f"`{second.id}` is made of {cells[0]} and of {cells[1]}, which say the same: one record is left of both"
    help = "tell them apart in the template of the id, as with `{@row}`, if each counts by itself"
    return _warning(Problem(address(second), "repeated-record", message, help))


def _warning(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.WARNING)


def _sampled(records: Iterator[tuple[str, str]], examples: dict[str, list[Record]]) -> Iterator[tuple[str, str]]:
    """The records as they are, the first of each table kept as examples."""
    for table, line in records:
        if len(examples[table]) < _EXAMPLES:
            examples[table].append(json.loads(line))
        yield table, line


def _columns(map: Map) -> dict[str, Sequence[str]]:
    """For CSV: the columns that each table will have."""
    columns: dict[str, set[str]] = defaultdict(set)
    for rule in (rule for input in map.inputs for rule in input.records):
        columns[rule.table].update(rule.fields)
        if rule.table == "figures":
            columns[rule.table].update([*NUMBER_FIELDS, "corrected_by_id"])
        columns["citations"].update(("record_id", "source_id", "locator"))
        for child, names in nested_columns(
            rule.table, {n: {k for r in rows for k in r} for n, rows in rule.nested.items()}
        ):
            columns[child].update(names)
    return {table: sorted(names) for table, names in columns.items()}
