"""How fast entities are validated and become RDF: whole processes, onrecord beside followthemoney and linkml.

    python benchmarks/entities.py --entities 100000 --runs 3

Every tool is given the same organisations, in the form that it wants: a name, a country, an address and, where its
model has one, a description, hostile texts among them. onrecord checks its rules besides, and makes a whole release.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from environments import HERE, program, version
from graphs import triples_in
from processes import Way, in_turn
from records import DATASET, TEXTS
from results import Row, save

SHARES = {"onrecord": 1.0, "followthemoney": 0.2, "linkml": 0.1}
"""The share of the entities that a tool is given: entities a second are compared."""


def entities(count: int) -> Iterator[dict[str, str]]:
    """Organisations that are none, in onrecord's words."""
    for number in range(count):
        yield {
            "id": f"org-{number:07d}",
            "name": f"Organisation {number}",
            "country": "UKR",
            "url": f"https://example.org/{number}?a=b&c=%20#d",
            "description": TEXTS[number % len(TEXTS)],
        }


def onrecord(folder: Path, count: int) -> tuple[Way, Path]:
    """A build of records."""
    records = folder / "records"
    records.mkdir()
    (records / "dataset.yaml").write_text(DATASET, "utf-8")
    _write_lines(records / "organizations.jsonl", entities(count))
    command = [program("onrecord"), "-m", "onrecord", "build", str(records), "--into", str(folder / "release")]
    return [command], folder / "release"


def followthemoney(folder: Path, count: int) -> tuple[Way, Path]:
    """Entities validated, then exported; the model keeps no description."""
    ftm = program("followthemoney", "ftm")
    given, valid, into = (folder / name for name in ("ftm.json", "valid.json", "ftm.nt"))
    _write_lines(given, map(_entity, entities(count)))
    validate = [ftm, "validate", "-i", str(given), "-o", str(valid)]
    return [validate, [ftm, "export-rdf", "-i", str(valid), "-o", str(into)]], into


def _entity(said: dict[str, str]) -> dict[str, object]:
    properties = {"name": said["name"], "country": "ua", "website": said["url"], "summary": said["description"]}
    return {
        "id": said["id"],
        "schema": "Organization",
        "properties": {name: [value] for name, value in properties.items()},
    }


def linkml(folder: Path, count: int) -> tuple[Way, Path]:
    """Instances of a schema, validated and converted."""
    given, into = folder / "linkml.json", folder / "linkml.ttl"
    rows = [{**said, "id": f"ex:{said['id']}"} for said in entities(count)]
    given.write_text(json.dumps({"organizations": rows}, ensure_ascii=False), "utf-8")
    schema = HERE / "peers" / "linkml.yaml"
    convert = [program("linkml", "linkml-convert"), "--schema", str(schema), "--target-class", "Dataset"]
    return [[*convert, "--output", str(into), str(given)]], into


def _graph(made: Path) -> Path:
    """The graph of what a tool made: a release holds one."""
    return made / "rdf" / "network.ttl" if made.is_dir() else made


def _write_lines(path: Path, rows: Iterator[object]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def main() -> None:
    """Generates, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    makers = {"onrecord": onrecord, "followthemoney": followthemoney, "linkml": linkml}
    tools = [tool for tool in makers if program(tool)]
    numbers = {tool: max(int(options.entities * SHARES[tool]), 1) for tool in tools}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        ways = {tool: makers[tool](Path(place), numbers[tool]) for tool in tools}
        commands = {tool: way for tool, (way, _) in ways.items()}
        makes = {tool: into for tool, (_, into) in ways.items()}
        runs = in_turn(commands, options.runs, makes=makes)
        triples = {tool: triples_in(_graph(path)) for tool, path in makes.items()}
    rows = []
    for tool in tools:
        name, note = version(tool), f"{numbers[tool]:,} entities, {triples[tool] / numbers[tool]:.0f} triples each"
        rows.append(Row.of("organisations", name, numbers[tool], runs[tool], note=note))
    save("entities", "entities", rows)


if __name__ == "__main__":
    main()
