"""Damaged releases, and what frictionless and verify must say of each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from tests.verify.damage import Damage, cell, content, descriptor, field, resource, rows, swap_columns

from onrecord.tables import TABLES

VALUES = "formats-disagree"


@dataclass(frozen=True)
class Mutant:
    """One damaged release."""

    name: str
    damage: Damage
    codes: str
    """The codes of the faults that verify must find, and no others; a warning's ends in ``?``."""
    table: str = ""
    """The table that frictionless is asked about; empty where it is asked about the whole package."""
    valid: bool = False
    """What frictionless says."""
    at: tuple[int, int] = (0, 0)
    """Row and column that both must name; none where (0, 0)."""
    sealed: bool = True
    """Whether hashes and sizes are made to fit after the damage."""


def in_cell(table: str, row: int, column: str, text: str, code: str, *, values: bool = True) -> Mutant:
    """One other cell, which both find at its place."""
    at = (row, TABLES[table].names.index(column) + 1)
    codes = f"{code} {VALUES}" if values else code
    return Mutant(f"{table}.{column}={text[:16]!r}", cell(table, row, column, text), codes, table, at=at)


def unseen(table: str, row: int, column: str, text: str, codes: str) -> Mutant:
    """One other cell that frictionless accepts."""
    return Mutant(f"{table}.{column}={text[:16]!r}", cell(table, row, column, text), codes, table, valid=True)


CELLS = [
    in_cell("figures", 2, "value", "twelve", "wrong-type"),
    in_cell("figures", 3, "value", "1,000", "wrong-type"),
    in_cell("figures", 3, "low", "--1", "wrong-type"),
    in_cell("figures", 2, "period_start", "2010-02-30", "wrong-type"),
    in_cell("figures", 2, "period_start", "yesterday", "wrong-type"),
    in_cell("figures", 4, "period_end", "15.11.2022", "wrong-type"),
    in_cell("figures", 4, "period_end", "0000-01-01", "wrong-type"),
    in_cell("citations", 2, "paragraph", "3.5", "wrong-type"),
    in_cell("citations", 2, "start_char", "x", "wrong-type"),
    in_cell("citations", 2, "start_char", "-1", "out-of-range"),
    in_cell("citations", 3, "end_char", "9007199254740993", "out-of-range"),
    in_cell("citations", 3, "passage_sha256", "abc", "wrong-form"),
    in_cell("sources", 2, "url", "javascript:alert(1)", "wrong-form"),
    in_cell("sources", 2, "sha256", "F" * 64, "wrong-form"),
    in_cell("sources", 2, "length", "many", "wrong-type"),
    in_cell("sources", 3, "kind", "rumour", "unknown-code"),
    in_cell("figures", 5, "modality", "Observed", "unknown-code"),
    in_cell("figures", 5, "low_inclusive", "true", "unknown-code"),
    in_cell("organizations", 2, "wikidata", "12", "wrong-form"),
    in_cell("names", 4, "lang", "English", "wrong-form"),
    in_cell("figures", 2, "modality", "", "missing-value"),
    in_cell("statements", 2, "summary", "", "missing-value"),
    in_cell("conflicts", 2, "reason", "", "missing-value"),
    in_cell("figures", 2, "source_id", "", "missing-value"),
]
"""What both find, at the same place."""

KEYS = [
    Mutant("empty-id", cell("conflicts", 2, "id", ""), f"missing-value {VALUES}", "conflicts"),
    Mutant("id-form", cell("conflicts", 2, "id", "No Id!"), f"wrong-form {VALUES}", "conflicts"),
    Mutant(
        "id-of-another",
        cell("names", 4, "id", "name-grp-world-3774e992"),
        f"duplicate-id wrong-order {VALUES}",
        "names",
    ),
    Mutant("row-twice", rows("figures", lambda all_: all_.append(all_[-1])), "duplicate-id", "figures"),
    Mutant(
        "row-twice-elsewhere", rows("names", lambda all_: all_.append(all_[1])), "duplicate-id wrong-order", "names"
    ),
    Mutant("dangling", cell("figures", 3, "about_id", "org-nobody"), f"unknown-reference {VALUES}", "figures"),
    Mutant(
        "dangling-self", cell("figures", 3, "corrected_by_id", "fig-nobody"), f"unknown-reference {VALUES}", "figures"
    ),
    Mutant("dangling-form", cell("figures", 3, "place_id", "Not An Id"), f"unknown-reference {VALUES}", "figures"),
    Mutant("dangling-case", cell("figures", 3, "about_id", "GRP-WORLD"), f"unknown-reference {VALUES}", "figures"),
    Mutant(
        "target-gone",
        rows("conflicts", lambda all_: all_.__setitem__(1, [*all_[1][:2], "fig-gone", "Why."])),
        f"unknown-reference {VALUES}",
        "conflicts",
    ),
    Mutant("referred-row-gone", rows("agents", lambda all_: all_.pop(1)), f"unknown-reference {VALUES}", "figures"),
]
"""Ids and references."""

ROWS = [
    Mutant("row-gone", rows("remarks", lambda all_: all_.pop()), VALUES, "remarks", valid=True),
    Mutant(
        "row-more",
        rows("conflicts", lambda all_: all_.append(["conflict-x", *all_[1][1:]])),
        VALUES,
        "conflicts",
        valid=True,
    ),
    Mutant(
        "reversed",
        rows("names", lambda all_: all_.__setitem__(slice(1, None), all_[:0:-1])),
        "wrong-order",
        "names",
        valid=True,
    ),
    Mutant(
        "two-exchanged", rows("figures", lambda all_: all_.insert(1, all_.pop(2))), "wrong-order", "figures", valid=True
    ),
    Mutant(
        "ragged-short", rows("figures", lambda all_: all_[2].pop()), f"ragged-row unknown-reference {VALUES}", "figures"
    ),
    Mutant(
        "ragged-long",
        rows("figures", lambda all_: all_[2].append("x")),
        f"ragged-row unknown-reference {VALUES}",
        "figures",
    ),
    Mutant(
        "ragged-comma",
        content("data/figures.csv", lambda text: text.replace(b"disputed\n", b"disputed,\n")),
        f"ragged-row unknown-reference {VALUES}",
        "figures",
    ),
    Mutant(
        "blank-row",
        content("data/figures.csv", lambda text: text.replace(b"\nfig-growth", b"\n\nfig-growth")),
        "blank-row",
        "figures",
    ),
    Mutant("blank-last-row", content("data/names.csv", lambda text: text + b"\n"), "blank-row", "names"),
    Mutant(
        "row-of-commas", content("data/remarks.csv", lambda text: text + b",,,\n"), f"missing-value {VALUES}", "remarks"
    ),
    Mutant("cut-off", content("data/statements.csv", lambda text: text[:-40]), VALUES, "statements", valid=True),
    Mutant("all-rows-gone", rows("conflicts", lambda all_: all_.pop()), VALUES, "conflicts", valid=True),
]
"""Rows."""

HEADERS = [
    Mutant(
        "column-renamed",
        content("data/figures.csv", lambda text: text.replace(b"unit", b"units", 1)),
        "wrong-header",
        "figures",
    ),
    Mutant("column-gone", rows("remarks", lambda all_: [row.pop() for row in all_]), "wrong-header", "remarks"),
    Mutant(
        "column-more",
        rows("remarks", lambda all_: all_.__setitem__(slice(None), [[*row, "x"] for row in all_])),
        "wrong-header",
        "remarks",
    ),
    Mutant("columns-swapped", swap_columns("figures", "low", "high"), "wrong-header", "figures"),
    Mutant(
        "names-swapped",
        content("data/figures.csv", lambda text: text.replace(b"low,high,", b"high,low,", 1)),
        "wrong-header",
        "figures",
    ),
    Mutant("header-gone", rows("remarks", lambda all_: all_.pop(0)), "wrong-header", "remarks"),
    Mutant(
        "header-upper",
        content("data/remarks.csv", lambda text: text.replace(b"id,", b"ID,", 1)),
        "wrong-header",
        "remarks",
    ),
    Mutant("file-empty", content("data/remarks.csv", lambda _: b""), "wrong-header", "remarks"),
]
"""Headers."""


def _latin(text: bytes) -> bytes:
    return text.decode().replace("ó", "o").replace("สหประชาชาติ", "é").encode("utf-8").replace("é".encode(), b"\xe9")


SPELLING = [
    Mutant(
        "byte-order-mark",
        content("data/figures.csv", lambda text: b"\xef\xbb\xbf" + text),
        "byte-order-mark",
        "figures",
        valid=True,
    ),
    Mutant(
        "crlf",
        content("data/figures.csv", lambda text: text.replace(b"\n", b"\r\n")),
        "other-spelling?",
        "figures",
        valid=True,
    ),
    Mutant(
        "all-quoted",
        content(
            "data/conflicts.csv",
            lambda text: (
                b"\n".join(b'"' + line.replace(b",", b'","') + b'"' for line in text.split(b"\n")[:-1]) + b"\n"
            ),
        ),
        "",
        "conflicts",
        valid=True,
    ),
    Mutant(
        "no-last-newline", content("data/figures.csv", lambda text: text[:-1]), "other-spelling?", "figures", valid=True
    ),
    Mutant("latin-1", content("data/names.csv", _latin), f"wrong-encoding {VALUES}", "names"),
    Mutant(
        "utf-16", content("data/remarks.csv", lambda text: text.decode().encode("utf-16")), "wrong-header", "remarks"
    ),
    unseen("citations", 2, "paragraph", "03", "other-spelling?"),
    unseen("citations", 2, "paragraph", "1_0", f"wrong-type {VALUES}"),
    unseen("figures", 3, "value", "7e9", "wrong-type"),
    unseen("figures", 3, "value", "NaN", f"wrong-type {VALUES}"),
    unseen("figures", 3, "value", " 7000000000", "wrong-type"),
    unseen("figures", 3, "period_start", "2010-1-1", "wrong-type"),
    unseen("figures", 3, "value", "7000000001", VALUES),
    unseen("figures", 3, "value", "", VALUES),
    unseen("names", 4, "value", "UNO", VALUES),
    unseen("remarks", 2, "text", "two\nlines", f"wrong-form {VALUES}"),
    unseen("remarks", 2, "text", "nul\0nul", f"wrong-form {VALUES}"),
    unseen("remarks", 2, "text", "bell\x07", f"wrong-form {VALUES}"),
    unseen("remarks", 2, "text", " blank before", f"wrong-form {VALUES}"),
    unseen("remarks", 2, "text", 'a "quoted" word', VALUES),
    Mutant(
        "stray-quote",
        content("data/remarks.csv", lambda text: text.replace(b"8 billion.", b'8 "billion.')),
        VALUES,
        "remarks",
        valid=True,
    ),
    Mutant(
        "quote-inside",
        content("data/names.csv", lambda text: text.replace(b",UN,", b',U"N,')),
        VALUES,
        "names",
        valid=True,
    ),
    Mutant(
        "half-quoted",
        content("data/names.csv", lambda text: text.replace(b",UN,", b',"U"N,')),
        "",
        "names",
        valid=True,
    ),
]
"""Bytes that say the same or another thing."""


def _twice(found: pa.Table) -> pa.Table:
    return pa.concat_tables([found, found.slice(len(found) - 1)])


def _false_twin(found: pa.Table) -> pa.Table:
    """A second row with the first one's id says something else."""
    other = found.slice(0, 1)
    at = other.column_names.index("stated")
    other = other.set_column(at, other.schema.field(at), pa.array(["999999"]))
    return pa.concat_tables([found.slice(0, 1), other, found.slice(1)])


def _parquet(table: str, change: Callable[[pa.Table], pa.Table]) -> Damage:
    def damage(release: Path) -> None:
        path = release / f"parquet/{table}.parquet"
        pq.write_table(change(pq.ParquetFile(path).read()), path)

    return damage


def _other_number(rows_: pa.Table) -> pa.Table:
    place = rows_.schema.get_field_index("value")
    return rows_.set_column(place, rows_.schema.field("value"), pc.add(rows_["value"], 1))


def _as_text(rows_: pa.Table) -> pa.Table:
    place = rows_.schema.get_field_index("value")
    return rows_.set_column(place, "value", pc.cast(rows_["value"], pa.string()))


def _no_text(column: str) -> Callable[[pa.Table], pa.Table]:
    """Makes the last byte of a column's texts one that is in no UTF-8."""

    def change(found: pa.Table) -> pa.Table:
        place, cells = found.schema.get_field_index(column), found[column].combine_chunks()
        nulls, offsets, _ = cells.buffers()
        broken = pa.py_buffer("".join(filter(None, cells.to_pylist())).encode()[:-1] + b"\xff")
        texts = pa.StringArray.from_buffers(len(cells), offsets, broken, nulls)
        return found.set_column(place, found.schema.field(place), texts)

    return change


FORMATS = [
    Mutant("parquet-prose", _parquet("remarks", _no_text("text")), "unreadable-file", "remarks", valid=True),
    Mutant("parquet-name", _parquet("figures", _no_text("period_edtf")), "unreadable-file", "figures", valid=True),
    Mutant("parquet-id", _parquet("sources", _no_text("id")), "unreadable-file", "sources", valid=True),
    Mutant("parquet-value", _parquet("figures", _other_number), VALUES, "figures", valid=True),
    Mutant("parquet-rows-gone", _parquet("names", lambda found: found.slice(1)), VALUES, "names", valid=True),
    Mutant("parquet-row-twice", _parquet("conflicts", _twice), f"{VALUES} other-spelling?", "conflicts", valid=True),
    Mutant("parquet-false-twin", _parquet("figures_wide", _false_twin), VALUES, "figures_wide", valid=True),
    Mutant("parquet-type", _parquet("figures", _as_text), "wrong-header", "figures", valid=True),
    Mutant(
        "parquet-column-gone",
        _parquet("figures", lambda found: found.drop_columns(["unit"])),
        "wrong-header",
        "figures",
        valid=True,
    ),
    Mutant(
        "parquet-cut-off",
        content("parquet/names.parquet", lambda text: text[:-20]),
        "unreadable-file",
        "names",
        valid=True,
    ),
    Mutant(
        "parquet-page",
        content("parquet/names.parquet", lambda text: text[:40] + b"\xff" * 40 + text[80:]),
        "unreadable-file",
        "names",
        valid=True,
    ),
    Mutant(
        "triple-changed",
        content("rdf/tiny.ttl", lambda text: text.replace(b'"8000000000"', b'"9000000000"')),
        VALUES,
        "figures",
        valid=True,
    ),
    Mutant(
        "triple-gone",
        content(
            "rdf/tiny.ttl", lambda text: text.replace(b" ;\n    prov:wasDerivedFrom id:stmt-eight-billion", b"", 1)
        ),
        VALUES,
        "figures",
        valid=True,
    ),
    Mutant(
        "triple-more",
        content("rdf/tiny.ttl", lambda text: text + b"id:org-un a schema:Person .\n"),
        VALUES,
        "figures",
        valid=True,
    ),
    Mutant(
        "triple-twice",
        content("rdf/tiny.ttl", lambda text: text + b"id:org-un a schema:Organization .\n"),
        "other-spelling?",
        "figures",
        valid=True,
    ),
    Mutant(
        "turtle-cut-off", content("rdf/tiny.ttl", lambda text: text[:-30]), "unreadable-file", "figures", valid=True
    ),
    Mutant(
        "language-of-a-label",
        content("rdf/tiny.ttl", lambda text: text.replace(b'"UN"@en', b'"UN"@fr')),
        VALUES,
        "names",
        valid=True,
    ),
]
"""Parquet and Turtle, which frictionless does not read."""


def _remove(path: str) -> Damage:
    return lambda release: (release / path).unlink()


def _rename(path: str, other: str) -> Damage:
    def damage(release: Path) -> None:
        (release / path).rename(release / other)

    return damage


def _write(path: str, text: str) -> Damage:
    def damage(release: Path) -> None:
        (release / path).write_text(text)

    return damage


def _sum_line(line: str) -> Damage:
    return content("SHA256SUMS", lambda text: text + line.encode())


FILES = [
    Mutant("csv-missing", _remove("data/conflicts.csv"), "missing-file", sealed=False),
    Mutant("parquet-missing", _remove("parquet/names.parquet"), "missing-file", "names", valid=True, sealed=False),
    Mutant("graph-missing", _remove("rdf/tiny.ttl"), "missing-file", "names", valid=True, sealed=False),
    Mutant("graph-missing-sealed", _remove("rdf/tiny.ttl"), "missing-file", "names", valid=True),
    Mutant("readme-missing", _remove("README.md"), "missing-file", "names", valid=True, sealed=False),
    Mutant("readme-missing-sealed", _remove("README.md"), "missing-file", "names", valid=True),
    Mutant("catalog-missing-sealed", _remove("rdf/catalog.ttl"), "missing-file", "names", valid=True),
    Mutant("descriptor-missing", _remove("datapackage.json"), "missing-file", sealed=False),
    Mutant("descriptor-missing-sealed", _remove("datapackage.json"), "missing-file"),
    Mutant(
        "parquet-descriptor-missing-sealed",
        _remove("parquet/datapackage.json"),
        "missing-file",
        "names",
        valid=True,
    ),
    Mutant("file-more", _write("data/notes.txt", "note"), "extra-file", "names", valid=True, sealed=False),
    Mutant(
        "readme-changed",
        content("README.md", lambda text: text + b"!"),
        "changed-file",
        "names",
        valid=True,
        sealed=False,
    ),
    Mutant(
        "byte-changed",
        content("data/statements.csv", lambda text: text.replace(b"twelve", b"eleven", 1)),
        f"changed-file wrong-descriptor {VALUES}",
        "statements",
        sealed=False,
    ),
    Mutant("sum-twice", _sum_line("0" * 64 + "  README.md\n"), "wrong-checksums", "names", valid=True, sealed=False),
    Mutant("sum-no-line", _sum_line("hello\n"), "wrong-checksums", "names", valid=True, sealed=False),
    Mutant("sum-outside", _sum_line("0" * 64 + "  ../secret\n"), "unsafe-path", "names", valid=True, sealed=False),
    Mutant("sum-absolute", _sum_line("0" * 64 + "  /etc/passwd\n"), "unsafe-path", "names", valid=True, sealed=False),
]
"""Files."""


def _said(change: Callable[[dict[str, Any]], Any], path: str = "datapackage.json") -> Damage:
    return descriptor(change, path)


def _set(part: Callable[[dict[str, Any]], dict[str, Any]], **values: Any) -> Damage:
    return descriptor(lambda package: part(package).update(values))


def _no_key(package: dict[str, Any]) -> None:
    """The sources are told apart by their labels, and the ids that others refer to are ordinary texts."""
    resource(package, "sources")["schema"]["primaryKey"] = ["label"]
    field(package, "sources", "id")["constraints"].pop("unique", None)


DESCRIPTORS = [
    Mutant("reference-to-no-key", _said(_no_key), "wrong-descriptor", "source_links", valid=True),
    Mutant(
        "hash-wrong",
        _set(lambda said: resource(said, "names"), hash="sha256:" + "0" * 64),
        "changed-file wrong-descriptor",
        "names",
        sealed=False,
    ),
    Mutant(
        "bytes-wrong",
        _set(lambda said: resource(said, "names"), bytes=1),
        "changed-file wrong-descriptor",
        "names",
        sealed=False,
    ),
    Mutant("no-json", content("datapackage.json", lambda text: text[:-3]), "wrong-descriptor"),
    Mutant("no-object", content("datapackage.json", lambda _: b"[1, 2]"), "wrong-descriptor"),
    Mutant("no-resources", _said(lambda said: said.pop("resources")), "wrong-descriptor"),
    Mutant("path-outside", _set(lambda said: resource(said, "names"), path="../names.csv"), "unsafe-path"),
    Mutant("path-absolute", _set(lambda said: resource(said, "names"), path="/etc/passwd"), "unsafe-path"),
    Mutant("path-of-nothing", _set(lambda said: resource(said, "names"), path="data/no.csv"), "missing-file"),
    Mutant("resource-twice", _said(lambda said: said["resources"].append(said["resources"][0])), "wrong-descriptor"),
    Mutant("type-unknown", _set(lambda said: field(said, "names", "value"), type="sentence"), "wrong-descriptor"),
    Mutant(
        "type-other",
        _set(lambda said: field(said, "names", "value"), type="integer"),
        "wrong-type wrong-header wrong-descriptor other-model?",
        "names",
    ),
    Mutant(
        "code-gone",
        _said(lambda said: field(said, "sources", "kind")["constraints"]["enum"].remove("web_page")),
        "unknown-code wrong-descriptor other-model?",
        "sources",
    ),
    Mutant(
        "field-renamed",
        _set(lambda said: field(said, "names", "value"), name="text"),
        "wrong-header wrong-descriptor other-model?",
        "names",
    ),
    Mutant(
        "reference-to-nothing",
        _said(lambda said: resource(said, "names")["schema"]["foreignKeys"][0]["reference"].update(resource="nobody")),
        "wrong-descriptor",
        "names",
    ),
    Mutant(
        "pattern-looser",
        _set(lambda said: field(said, "names", "id"), constraints={"required": True}),
        "wrong-descriptor other-model?",
        "names",
        valid=True,
    ),
    Mutant(
        "name-in-a-query",
        descriptor(
            lambda said: field(said, "names", "value").update(name="v\"; SELECT * FROM read_text('/etc/passwd') --")
        ),
        "wrong-descriptor",
        "names",
    ),
    Mutant(
        "no-id",
        _set(lambda said: field(said, "conflicts", "id"), name="key"),
        "wrong-descriptor",
        "conflicts",
    ),
    Mutant("descriptor-empty", descriptor(lambda said: said.clear()), "wrong-descriptor"),
    Mutant(
        "parquet-descriptor-empty",
        descriptor(lambda said: said.clear(), "parquet/datapackage.json"),
        "wrong-descriptor",
        "names",
        valid=True,
    ),
    Mutant(
        "dialect",
        descriptor(lambda said: resource(said, "figures")["dialect"].update(delimiter=";")),
        "wrong-descriptor",
        "figures",
    ),
    Mutant(
        "encoding",
        descriptor(lambda said: resource(said, "figures").update(encoding="utf-16")),
        "wrong-descriptor",
        "figures",
    ),
    *(
        Mutant(f"package-{name}={value!r}", _set(lambda said: said, **{name: value}), "wrong-descriptor", "names")
        for name, value in (
            ("created", "yesterday"),
            ("created", 3),
            ("title", 5),
            ("keywords", [1]),
            ("contributors", "x"),
            ("sources", "x"),
            ("profile", "x"),
            ("licenses", [{"name": 5}]),
        )
    ),
    *(
        Mutant(
            f"resource-{name}={value!r}",
            _set(lambda said: resource(said, "names"), **{name: value}),
            "wrong-descriptor",
            "names",
        )
        for name, value in (("title", 5), ("licenses", "x"), ("extrapaths", ["x"]))
    ),
    Mutant(
        "field-title",
        _set(lambda said: field(said, "names", "value"), title=5),
        "wrong-descriptor other-model?",
        "names",
    ),
    Mutant(
        "field-description",
        _set(lambda said: field(said, "names", "value"), description=5),
        "wrong-descriptor",
        "names",
    ),
    Mutant("no-licence", descriptor(lambda said: said.pop("licenses")), "wrong-descriptor", "names", valid=True),
    Mutant(
        "codes-that-are-no-texts",
        descriptor(lambda said: field(said, "figures", "modality")["constraints"].update(enum=[1, 2])),
        "wrong-descriptor",
        "figures",
    ),
    Mutant(
        "parquet-descriptor",
        descriptor(lambda said: said["resources"].pop(), "parquet/datapackage.json"),
        "wrong-descriptor",
        "names",
        valid=True,
    ),
]
"""The descriptor."""


def _link_outside(release: Path) -> None:
    secret = release.parent / "secret.csv"
    secret.write_bytes((release / "data/names.csv").read_bytes())
    (release / "data/names.csv").unlink()
    (release / "data/names.csv").symlink_to(secret)


def _link_folder(release: Path) -> None:
    (release / "data").rename(release.parent / "elsewhere")
    (release / "data").symlink_to(release.parent / "elsewhere")


LINKS = [
    Mutant("link-outside", _link_outside, "unsafe-path missing-file", "names", valid=True, sealed=False),
    Mutant("folder-outside", _link_folder, "unsafe-path missing-file", "names", valid=True, sealed=False),
]
"""Links out of the release, which frictionless follows."""


def _withdraw(content_: list[list[str]]) -> None:
    """Makes the growth figure a withdrawn one in the register."""
    for row in content_:
        if row[0] == "fig-growth":
            row[2], row[6] = "withdrawn", "Asked for."


def _withdraw_telling(rows_: list[list[str]]) -> None:
    _withdraw(rows_)
    rows_[3][5] = "fig-people-2010"


WITHDRAWN = [
    Mutant("withdrawn-left", rows("records", _withdraw), f"withdrawn-left {VALUES}", "records", valid=True),
    Mutant(
        "withdrawn-telling",
        rows("records", _withdraw_telling),
        f"withdrawn-left {VALUES}",
        "records",
        valid=True,
    ),
]
"""Records that were taken back."""

MUTANTS = [*CELLS, *KEYS, *ROWS, *HEADERS, *SPELLING, *FORMATS, *FILES, *DESCRIPTORS, *LINKS, *WITHDRAWN]
