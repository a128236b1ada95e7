"""How long it takes from Parquet to RDF as whole processes on two cores: onrecord beside morph-kgc.

    python benchmarks/ntriples.py --figures 500000 --runs 3

Both are given the same figures, as ``turtle.py`` gives them; morph-kgc is told what they say by an RML mapping, and
writes N-Triples. That the graphs are the same is checked before, on some rows.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from environments import HERE, program, version
from graphs import check_same, prepare
from mapping import Said, Term, count
from processes import in_turn, run
from results import Row, save

CHECKED = 1_000
CORES = 2
_PREFIXES = """\
@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
"""


def rml(said: list[Said], source: Path) -> str:
    """A mapping in RML, a triples map for each subject."""
    subjects = list({json.dumps(each["subject"]): each["subject"] for each in said}.values())
    maps = []
    for number, subject in enumerate(subjects):
        objects = [
            f"rr:predicateObjectMap [ rr:predicate <{each['predicate']}> ; rr:objectMap [ {_term(each['object'])} ] ]"
            for each in said
            if each["subject"] == subject
        ]
        logical = f'rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation ql:CSV ]'
        maps.append(" ;\n  ".join([f"<#map{number}> {logical}", f"rr:subjectMap [ {_term(subject)} ]", *objects]))
    return _PREFIXES + "".join(f"{each} .\n" for each in maps)


def _term(term: Term) -> str:
    if "constant" in term:
        return f"rr:constant <{term['constant']}>"
    if "datatype" in term:
        typed = "" if term["datatype"].endswith("#string") else f" ; rr:datatype <{term['datatype']}>"
        return f'rml:reference "{term["column"]}"{typed}'
    if term["prefix"]:
        return f'rr:template "{term["prefix"]}{{{term["column"]}}}"'
    return f'rml:reference "{term["column"]}" ; rr:termType rr:IRI'


def ways(folder: Path, figures: int, said: list[Said], ready: Any) -> dict[str, list[list[str]]]:
    """What writes so many figures: the commands by the name of the tool, which is also that of the file."""
    rows = [str(folder / name) for name in ("rows.parquet", "rows.json")]
    scripts = HERE / "peers"
    found = {
        "onrecord.ttl": [[sys.executable, str(scripts / "onrecord_parquet.py"), *rows, str(figures)]],
        "onrecord.nt": [[sys.executable, str(scripts / "onrecord_ntriples.py"), *rows, str(figures)]],
    }
    for name, [command] in found.items():
        command.append(str(folder / name))
    if python := program("morph-kgc"):
        source = folder / "morph.parquet"
        pq.write_table(ready.slice(0, figures), source)
        (folder / "map.ttl").write_text(rml(said, source), "utf-8")
        (folder / "morph.ini").write_text(
            f"[CONFIGURATION]\noutput_file={folder / 'morph-kgc.nt'}\noutput_format=N-TRIPLES\n"
            f"number_of_processes={CORES}\nna_values=None\n[figures]\nmappings={folder / 'map.ttl'}\n",
            "utf-8",
        )
        found["morph-kgc.nt"] = [[python, "-m", "morph_kgc", str(folder / "morph.ini")]]
    return found


def main() -> None:
    """Generates, checks, measures, saves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=500_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as place:
        folder = Path(place)
        ready = prepare(folder, max(options.figures, CHECKED))
        said = json.loads((folder / "texts.json").read_text("utf-8"))
        checked = ways(folder, CHECKED, said, ready)
        for [command] in checked.values():
            run(command)
        check_same({name: folder / name for name in checked})
        measured = ways(folder, options.figures, said, ready)
        runs = in_turn(measured, options.runs, cores=CORES, makes={name: folder / name for name in measured})
    triples = count(said, ready.slice(0, options.figures))
    tools = {"onrecord.ttl": "onrecord", "onrecord.nt": "onrecord", "morph-kgc.nt": version("morph-kgc")}
    notes = {"onrecord.ttl": "Turtle", "onrecord.nt": "N-Triples, sorted", "morph-kgc.nt": "N-Triples"}
    aims = {"morph-kgc.nt": 10.0}
    save("ntriples", "triples", [_row(tools[name], triples, runs[name], aims.get(name), notes[name]) for name in runs])


def _row(tool: str, triples: int, runs: Any, aim: float | None, note: str) -> Row:
    return Row.of(f"{triples:,} triples from Parquet", tool, triples, runs, aim, note)


if __name__ == "__main__":
    main()
