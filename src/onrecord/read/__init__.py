"""Reading: from files that people write to rows of Arrow, with every problem at its place."""

from onrecord.read.codes import CODES
from onrecord.read.folder import CHANGES, read_records, record_files
from onrecord.read.reader import Here, Reader
from onrecord.read.records_folder import DATASET, around, records_folder
from onrecord.read.released import read_previous
from onrecord.read.workers import Work

__all__ = [
    "CHANGES",
    "CODES",
    "DATASET",
    "Here",
    "Reader",
    "Work",
    "around",
    "read_previous",
    "read_records",
    "record_files",
    "records_folder",
]
