"""Exports: the archive as files that other programs read."""

from dateline.export.condition import By, condition
from dateline.export.files import FORMATS, ExportError, Written, export_archive
from dateline.export.select import FIELDS, FilterError, Selection, selection
from dateline.export.tables import TABLES, columns_of, table_rows
from dateline.export.tolls import toll_total
from dateline.export.view import not_joined

__all__ = [
    "FIELDS",
    "FORMATS",
    "TABLES",
    "By",
    "ExportError",
    "FilterError",
    "Selection",
    "Written",
    "columns_of",
    "condition",
    "export_archive",
    "not_joined",
    "selection",
    "table_rows",
    "toll_total",
]
