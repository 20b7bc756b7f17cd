"""Exports: the archive as files that other programs read."""

from dateline.export.files import FORMATS, ExportError, Written, export_archive
from dateline.export.select import FIELDS, FilterError, Selection, selection
from dateline.export.tables import TABLES, columns_of, table_rows
from dateline.export.tolls import toll_total

__all__ = [
    "FIELDS",
    "FORMATS",
    "TABLES",
    "ExportError",
    "FilterError",
    "Selection",
    "Written",
    "columns_of",
    "export_archive",
    "selection",
    "table_rows",
    "toll_total",
]
