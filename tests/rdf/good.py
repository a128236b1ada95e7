"""A small dataset that is right in every way, for checks that must not complain."""

from typing import Any

from tests.rdf.hostile import dataset, days

from onrecord.dataset import Dataset

HASH = "0219412d738adb9ef41d592a220eb922ccd6b914348238c23f2599091b899d05"


def _registered(rows: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    types = {"organizations": "organization", "sources": "source", "measures": "measure", "places": "place"}
    types |= {"statements": "statement", "figures": "figure", "persons": "person"}
    return [
        {"id": row["id"], "type": types[table], "status": "active", "since": "1.0.0", "changed": "1.0.0"}
        for table in types
        for row in rows[table]
    ]


def _figure(name: str, number: float, **more: Any) -> dict[str, Any]:
    figure: dict[str, Any] = {"id": f"fig-{name}", "statement_id": "stmt-doubled", "source_id": "src-times"}
    figure |= {
        "reporter_id": "org-lesom",
        "measure_id": "var-requests",
        "modality": "observed",
        "availability": "given",
    }
    figure |= {"qualifier": "exact", "stated": str(number), "value": number, "low": number, "high": number}
    figure |= {
        "low_inclusive": "yes",
        "high_inclusive": "yes",
        "bounds_basis": "qualifier",
        "unit": "NUM",
        "place_id": "place-russia",
    }
    return figure | days("period", "2023-09/2023-11") | {"corroboration": "single_source"} | more


def good_rows() -> dict[str, list[dict[str, Any]]]:
    """The rows, table by table, for a test to change."""
    statement = {"id": "stmt-doubled", "speaker_id": "org-lesom", "source_id": "src-times", "kind": "observation"}
    statement |= {"attribution": "quoted", "medium": "press", "summary": "Requests nearly doubled."}
    measure = {"id": "var-requests", "name": "Requests", "definition": "Requests for help.", "unit": "NUM"}
    name = {"id": "name-1", "agent_id": "org-lesom", "value": "Идите лесом", "lang": "ru", "kind": "native"}
    citation = {"id": "cite-1", "record_id": "stmt-doubled", "source_id": "src-times", "start_char": 3, "end_char": 9}
    rows: dict[str, list[dict[str, Any]]] = {
        "organizations": [{"id": "org-lesom", "name": "Idite Lesom", "wikidata": "Q42", "country": "GEO"}],
        "persons": [{"id": "per-ann", "name": "Ann", "exposure": "public_office"}],
        "affiliations": [{"id": "aff-1", "person_id": "per-ann", "organization_id": "org-lesom", "role": "head"}],
        "names": [name],
        "sources": [{"id": "src-times", "kind": "report", "label": "A report", "url": "https://example.org/1"}],
        "places": [{"id": "place-russia", "name": "Russia", "kind": "country"}],
        "measures": [measure | {"statistic": "count", "accumulation": "flow"}],
        "statements": [statement | days("said", "2023-12-05")],
        "figures": [_figure("a", 577.0), _figure("b", 305.5)],
        "citations": [citation | {"passage_sha256": HASH}],
        "remarks": [{"id": "rem-1", "record_id": "fig-a", "kind": "ambiguity", "text": "Which month?"}],
    }
    return rows | {"records": _registered(rows)}


def good() -> Dataset:
    """The dataset of these rows."""
    return dataset(good_rows())
