"""The codes of every fault that verifying a release can find."""

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "changed-file": "Every file is the one that SHA256SUMS promises.",
    "missing-file": "Every file that SHA256SUMS or the descriptor names is there.",
    "extra-file": "No file is there that SHA256SUMS does not name.",
    "wrong-checksums": "SHA256SUMS names each file once, with its SHA-256, two blanks and its path.",
    "unsafe-path": "No path and no link leads out of the release.",
    "wrong-descriptor": "The descriptor describes tables, columns, keys, sizes and hashes as they are.",
    "wrong-parts": "The parts of a table are numbered in order and without a gap.",
    "wrong-header": "Each file of a table has the described columns in their order.",
    "ragged-row": "Each row has as many cells as the header.",
    "blank-row": "No row is blank.",
    "wrong-encoding": "Text is UTF-8.",
    "byte-order-mark": "No file starts with a byte order mark.",
    "unreadable-file": "Each file can be read as what it is: CSV, Parquet or Turtle.",
    "wrong-type": "Each cell has the described type, in its one spelling.",
    "missing-value": "Each required cell has a value.",
    "unknown-code": "Each cell of a closed list holds one of its codes.",
    "wrong-form": "Each cell has the described form.",
    "out-of-range": "Each number lies within the described limits.",
    "duplicate-id": "Each id stands once.",
    "unknown-reference": "Each reference leads to a row.",
    "wrong-order": "Rows are in canonical order: by parent, then by id.",
    "formats-disagree": "CSV, Parquet and Turtle hold the same values, and what a table repeats is so in the other.",
    "withdrawn-left": "Of a withdrawn id there is its line in the register and nothing else.",
    "shape-violation": "The graph conforms to its SHACL shapes; asked for with `--shapes`.",
    "other-spelling": "A file holds the right values in the bytes that onrecord would write; a warning.",
    "other-model": "The descriptor has the tables and columns of this version of onrecord; a warning.",
}
"""Code to what it demands. A code, once published, keeps its meaning."""
