"""The revisions that a real file went through, replayed as releases: none is silent, and no mistake passes.

The sample is part of the history of https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset (see NOTICE.md);
the whole of it is replayed where it is at hand, in ../shared beside this project.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from onrecord.dataset import Dataset, Previous
from onrecord.load import complete
from onrecord.problems import Problem, errors_among
from onrecord.read import read_records

from .convert import Author, Event, by_commit, by_version, events, figures, is_doubled, revisited

SAMPLE = Path(__file__).parent / "sample"
WHOLE = Path(__file__).parents[3] / "shared" / "corpora" / "ukraine-russia-losses"


@dataclass
class Replay:
    """A series of releases, each checked against the one before; only complete ones stand."""

    author: Author
    last: Dataset | None = None
    issued: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    typos: list[tuple[str, str, str]] = field(default_factory=list)
    doubted: set[str] = field(default_factory=set)
    """Figures that a warning named as falling below an earlier count."""

    def step(self, group: list[Event]) -> None:
        before = {figure["id"] for figure in self.author.figures()}
        expected = [self._touched(event) for event in group]
        dropped = [event for event in group if event["op"] == "delete"]
        self.author.take(group)
        self.author.number += 1
        self.issued = issued = max(self.issued, group[-1]["committed_at"][:10])
        if any(len(records) > 1 for records in self.author.days.values()):
            self._refused(issued, "duplicate-id")
            self.counts["doubled"] += sum(map(is_doubled, group))
            return
        gone = before & set(self._published()) - {figure["id"] for figure in self.author.figures()}
        if gone:
            problems = self._refused(issued, "vanished-id")
            assert len([problem for problem in problems if problem.code == "vanished-id"]) == len(gone)
            self.author.withdraw(sorted(gone), "The file has it no more.")
            self.counts["deleted"] += len(dropped)
        now = self._publish(group, issued)
        for event, ids in zip(group, expected, strict=True):
            self._prove(event, ids, now)

    def _touched(self, event: Event) -> set[str]:
        """The published figures of a day."""
        fresh = self.author.figures() if event["op"] != "insert" else []
        return {figure["id"] for figure in fresh if figure["period"] == event["date"]}

    def _published(self) -> list[str]:
        return [] if self.last is None else self.last.tables["figures"]["id"].to_pylist()

    def _check(self, issued: str, reasons: dict[str, str] | None = None) -> tuple[Dataset | None, tuple[Problem, ...]]:
        return complete(read_records(self.author.write(issued, reasons)), self._previous())

    def _previous(self) -> Previous | None:
        if self.last is None:
            return None
        tables = self.last.tables
        return Previous(self.last.metadata.version, self.last.metadata.issued, lambda name: [tables[name]])

    def _refused(self, issued: str, code: str) -> tuple[Problem, ...]:
        dataset, problems = self._check(issued)
        assert dataset is None
        assert code in {problem.code for problem in problems}
        return problems

    def _publish(self, group: list[Event], issued: str) -> list[dict[str, Any]]:
        """The changes of a step: first refused for want of reasons, then published with them."""
        dataset, problems = self._check(issued)
        self.doubted |= {problem.message.split("`")[1] for problem in problems if problem.code == "cumulative-falls"}
        errors = errors_among(problems)
        assert {problem.code for problem in errors} <= {"unexplained-change"}, errors[0]
        changed = {problem.message.split("`")[1] for problem in errors}
        if dataset is None:
            reasons = dict.fromkeys(sorted(changed), f"Revised in {group[-1]['commit'][:8]}.")
            dataset, problems = self._check(issued, reasons)
        assert dataset is not None, problems
        self.last = dataset
        version = dataset.metadata.version
        return [row for row in dataset.tables["changes"].to_pylist() if row["version"] == version]

    def _prove(self, event: Event, ids: set[str], now: list[dict[str, Any]]) -> None:
        """Every revision is in the changes with what stood there and stands there now."""
        if event["op"] != "revise":
            return
        rows = [row for row in now if row["record_id"] in ids or row["record_id"].endswith(event["date"])]
        if is_doubled(event):
            self.counts["undoubled"] += 1
            return
        assert rows, event
        assert all(row["reason"] or row["after"] for row in rows)
        self.counts["revised"] += 1
        self._prove_values(event, rows)

    def _prove_values(self, event: Event, rows: list[dict[str, Any]]) -> None:
        day = (event["file"], event["date"])
        old, new = ({f["id"]: f["value"] for f in figures({day: event[side]})} for side in ("before", "records"))
        cells = {(row["before"], row["after"]) for row in rows if row["column_name"] == "stated"}
        for id in old.keys() & new.keys():
            if old[id] != new[id]:
                assert (str(old[id]), str(new[id])) in cells, event
                self.counts["values"] += 1
                self.typos.append((id, str(old[id]), str(new[id])))


def replay(groups: Iterable[list[Event]], into: Path) -> Replay:
    run = Replay(Author(into))
    for group in groups:
        run.step(group)
    return run


def test_a_sample_of_the_revisions(tmp_path: Path) -> None:
    run = replay(by_commit(events(SAMPLE)), tmp_path / "records")
    revisions = sum(event["op"] == "revise" for event in events(SAMPLE))
    assert run.counts["revised"] + run.counts["doubled"] + run.counts["undoubled"] == revisions
    assert ("fig-tank-2024-02-26", "655", "6555") in run.typos
    assert ("fig-personnel-2023-01-12", "113990", "113390") in run.typos
    assert "fig-tank-2024-02-26" in run.doubted, "the typo makes a cumulative count fall"
    assert run.counts["deleted"] == 4
    assert run.counts["doubled"] > 0


@pytest.mark.slow
@pytest.mark.skipif(not WHOLE.is_dir(), reason="needs the corpus ukraine-russia-losses in ../shared")
def test_every_revision(tmp_path: Path) -> None:
    run = replay(by_version(revisited(events(WHOLE))), tmp_path / "records")
    assert run.counts["revised"] + run.counts["doubled"] + run.counts["undoubled"] == 449
    assert run.counts["deleted"] == 8


def test_the_broken_file_is_a_clear_error(tmp_path: Path) -> None:
    author = Author(tmp_path / "records")
    author.write("2022-07-16")
    text = (SAMPLE / "personnel_2022-07-16_broken.json").read_text("utf-8")
    objects = text.replace("\n", " ").removeprefix("[").rstrip(" ]").replace("},", "}\n")
    (author.folder / "figures.jsonl").write_text(objects, "utf-8")
    problems = [problem for problem in read_records(author.folder).problems if problem.code == "json-syntax"]
    assert [problem.message for problem in problems] == ["the name of a field, in double quotes, is expected here"] * 2
    assert [problem.where.line for problem in problems] == [2, 3]
    assert "2022-04-28" in problems[0].excerpt
