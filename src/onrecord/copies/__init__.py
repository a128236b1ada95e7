"""Copies of a release in one file, for tools that want one: SQLite, DuckDB, a workbook, an archive."""

from onrecord.copies.formats import FORMATS, convert

__all__ = ["FORMATS", "convert"]
