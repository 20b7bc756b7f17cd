"""xlsx and parquet, read back by other programs than those that wrote them."""

from __future__ import annotations

import warnings
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from dateline.export import TABLES, columns_of, export_archive, table_rows
from dateline.export.kinds import column_kinds
from dateline.export.xlsx import write_xlsx
from dateline.store import Store


def test_the_workbook_has_dates_filters_and_a_frozen_header(archive: Store, tmp_path: Path) -> None:
    export_archive(archive, "xlsx", tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(tmp_path / "incidents.xlsx")
    assert book.sheetnames == [
        "incidents",
        "reports",
        "claims",
        "sources",
        "documents",
        "tombstones",
        "codebook",
    ]
    for name in book.sheetnames:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref
    sheet = book["incidents"]
    names = [cell.value for cell in sheet[1]]
    assert names == list(columns_of("incidents"))
    strike = dict(zip(names, (cell.value for cell in sheet[2]), strict=True))
    assert strike["date_from"] == datetime(2024, 5, 3)
    assert strike["killed_best"] == 12
    assert strike["perpetrators"] == "'=Sudanese army"
    clash = dict(zip(names, (cell.value for cell in sheet[3]), strict=True))
    assert (clash["date_from"], clash["date_to"]) == (datetime(2024, 4, 1), datetime(2024, 4, 30))
    assert clash["killed_high"] is None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_what_does_not_fit_a_cell_is_said(tmp_path: Path) -> None:
    row = {"a": "x" * 40_000, "b": "\t=1+1"}
    counts, lost = write_xlsx(tmp_path / "x.xlsx", [("s", ("a", "b"), [row])])
    assert (counts, lost) == ({"s": 1}, {"cells cut at 32,767 characters": 1})
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["s"]
    assert sheet["B2"].value == "'\t=1+1"


def test_parquet_has_typed_columns(archive: Store, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="the parquet extra is not installed")
    fastparquet = pytest.importorskip("fastparquet", reason="the test extra is not installed")
    export_archive(archive, "parquet", tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = fastparquet.ParquetFile(tmp_path / "incidents.parquet").to_pandas()
    assert tuple(frame.columns) == columns_of("incidents")
    assert len(frame) == 4
    assert frame["killed_best"].tolist()[:2] == [12, 40]
    assert pd.isna(frame["killed_high"][1])
    assert str(frame["date_to"][1])[:10] == "2024-04-30"


def test_kinds_say_what_the_columns_hold(archive: Store) -> None:
    python = {"integer": int, "real": float, "day": str, "text": str}
    with archive.reading() as connection:
        for name in TABLES:
            for row in table_rows(connection, name):
                for column, kind in column_kinds(name):
                    value = row[column]
                    assert value is None or isinstance(value, python[kind]), (name, column)
