"""Records of a monitoring network, as many as wanted: the same for the same number, in order of their ids.

    python benchmarks/records.py --figures 1000000 --into network

Each statement is that of one organisation about one place and day, read in one source; it gives five figures, of five
measures. Every tenth day another organisation speaks of the same place, so that figures agree or, one in a thousand, do
not. Texts are of many scripts and hard on writers. Nothing in it is real: organisations and places are numbered.
"""

import argparse
import datetime
import json
from collections.abc import Iterator
from pathlib import Path

PER_STATEMENT = 5
STATEMENTS_A_SOURCE = 10
ORGANIZATIONS = 5_000
PLACES = 500
MEASURES = 50
_FIRST_DAY = datetime.date(1950, 1, 1)
TEXTS = (
    "Tells how many people came for help, and how many of them could be helped on the same day.",
    'The office calls its own count "careful" and asks everybody to wait for the next one.',
    "Сообщает, сколько человек обратилось за помощью на этой неделе, и сколько было до того.",
    "บอกว่ามีผู้คนมาขอความช่วยเหลือกี่คน",
    "يذكر عدد الذين طلبوا المساعدة في المدينة هذا الأسبوع",
    "Counts cases; back\\slash, comma, semicolon; =SUM(A1:A9)",
    "Zählt <Fälle> & {Orte} | ^c` > d, e\u0301\u0323 und \U0001f600\u200d\U0001f525",
    "NA",
)
_ESCAPED = tuple(json.dumps(text, ensure_ascii=False)[1:-1] for text in TEXTS)
_QUALIFIERS = ("exact", "about", "at_least", "rounded", "more_than")
DATASET = """\
name: network
title: A monitoring network
description: Numbered organisations that report numbers about numbered places, to measure how fast they are published.
version: 1.0.0
issued: 2026-01-01
base_iri: https://example.org/network/
licence: {id: CC0-1.0, title: Creative Commons Zero, url: "https://creativecommons.org/publicdomain/zero/1.0/"}
contributors: [{title: onrecord project, role: publisher}]
contact: {name: onrecord maintainers}
imported: true
"""


def organizations() -> Iterator[str]:
    """Lines of JSON, one an organisation."""
    for number in range(ORGANIZATIONS):
        yield f'{{"id":"org-{number:05d}","name":"Organisation {number}","kind":"ngo","country":"UKR"}}\n'


def places() -> Iterator[str]:
    """Lines of JSON, one a place."""
    for number in range(PLACES):
        yield f'{{"id":"place-{number:05d}","name":"Place {number}","kind":"city","country":"UKR"}}\n'


def measures() -> Iterator[str]:
    """Lines of JSON, one a measure."""
    for number in range(MEASURES):
        yield (
            f'{{"id":"var-{number:03d}","name":"Requests of kind {number}","definition":"Requests for help of the kind '
            f'{number}.","unit":"NUM","statistic":"count","accumulation":"flow"}}\n'
        )


def sources(figures: int) -> Iterator[str]:
    """Lines of JSON, one a source for each ten statements."""
    for number in range(_statements(figures) // STATEMENTS_A_SOURCE + 1):
        yield (
            f'{{"id":"src-{number:09d}","kind":"web_page","label":"Page {number}",'
            f'"publisher_id":"org-{number % ORGANIZATIONS:05d}",'
            f'"url":"https://example.org/page/{number}?a=b&c=%20#d","language":"en","published":"2025-12-31"}}\n'
        )


def statements(figures: int) -> Iterator[str]:
    """Lines of JSON, one a statement for each five figures."""
    for number in range(_statements(figures)):
        yield (
            f'{{"id":"stmt-{number:09d}","speaker_id":"{_speaker(number)}","source_id":"{_source(number)}",'
            f'"kind":"observation","attribution":"direct","said":"{_day(number)}","medium":"report",'
            f'"summary":"{_ESCAPED[number % len(_ESCAPED)]}",'
            f'"citations":[{{"source_id":"{_source(number)}","paragraph":{number % 90 + 1}}}]}}\n'
        )


def reported(figures: int) -> Iterator[str]:
    """Lines of JSON, one a figure."""
    for number in range(figures):
        statement = number // PER_STATEMENT
        measure = (statement % PLACES + 7 * (number % PER_STATEMENT)) % MEASURES
        count = _count(statement, measure) * (3 if number % 997 == 0 else 1)
        qualifier = _QUALIFIERS[number % len(_QUALIFIERS)]
        yield (
            f'{{"id":"fig-{number:09d}","statement_id":"stmt-{statement:09d}","measure_id":"var-{measure:03d}",'
            f'"modality":"observed","qualifier":"{qualifier}","stated":"{count:,}","value":{count},'
            f'"period":"{_day(statement)}","place_id":"place-{statement % PLACES:05d}",'
            f'"citations":[{{"source_id":"{_source(statement)}","paragraph":{number % 90 + 1}}}]}}\n'
        )


def _statements(figures: int) -> int:
    return -(-figures // PER_STATEMENT)


def _speaker(statement: int) -> str:
    return f"org-{statement * 31 % ORGANIZATIONS:05d}"


def _source(statement: int) -> str:
    return f"src-{statement // STATEMENTS_A_SOURCE:09d}"


def _round(statement: int) -> int:
    """A number for each round over all places; every tenth round repeats the one before."""
    round_ = statement // PLACES
    return round_ - (round_ % 10 == 9)


def _day(statement: int) -> str:
    return (_FIRST_DAY + datetime.timedelta(days=_round(statement))).isoformat()


def _count(statement: int, measure: int) -> int:
    """What there is to report of a place, a day and a measure: about as much as on any other day."""
    place = statement % PLACES
    level = 10 + (place * 104_729 + measure * 1_299_709) % 9_973
    count = level + (level * ((_round(statement) * 7919 + place + measure) % 100)) // 200
    return count if count % 10 else count * 10


def write(figures: int, folder: Path) -> Path:
    """Writes a folder of records with so many figures."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.yaml").write_text(DATASET, "utf-8")
    tables = {
        "organizations": organizations(),
        "places": places(),
        "measures": measures(),
        "sources": sources(figures),
        "statements": statements(figures),
        "figures": reported(figures),
    }
    for name, lines in tables.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(lines)
    return folder


def main() -> None:
    """Writes the folder that the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, default=1_000_000, help="figures in the records")
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    options = parser.parse_args()
    write(options.figures, options.into)


if __name__ == "__main__":
    main()
