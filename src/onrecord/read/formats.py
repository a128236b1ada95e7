"""The formats of files of records, by the ends of their names."""

from collections.abc import Mapping

from onrecord.read.csv_file import CSV
from onrecord.read.found import Format
from onrecord.read.json_lines import JSON_LINES
from onrecord.read.parquet_file import PARQUET
from onrecord.read.yaml_file import YAML

FORMATS: Mapping[str, Format] = {
    ".yaml": YAML,
    ".yml": YAML,
    ".jsonl": JSON_LINES,
    ".csv": CSV,
    ".parquet": PARQUET,
}
"""The format of files by the end of their names."""
