"""Exports: the archive as files that other programs read."""

from dateline.export.files import FORMATS, ExportError, Written, export_archive
from dateline.export.tables import TABLES, columns_of, table_rows, toll_total

__all__ = [
    "FORMATS",
    "TABLES",
    "ExportError",
    "Written",
    "columns_of",
    "export_archive",
    "table_rows",
    "toll_total",
]
