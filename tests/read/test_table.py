"""CSV and TSV."""

from __future__ import annotations

import csv
from pathlib import Path

from dateline.records import Document, Reject
from tests.read.samples import documents, only_reject, read

TEXT = 'Rebels took the town, "without a shot",\r\non Monday;\nthe army withdrew. \u2028 Café 😀'


def test_cells_are_kept_to_the_letter_and_columns_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["ID", "body", "Outlet", "published", "region"])
        rows.writerow(["n1", TEXT, "Daily", "2017-03-08", "north"])
    (document,) = documents(path, columns={"text": "body"})
    assert (document.id, document.text, document.outlet) == ("n1", TEXT, "Daily")
    assert document.metadata == {"region": "north"}


def test_semicolons_tabs_and_a_byte_order_mark(tmp_path: Path) -> None:
    for name, mark in (("a.csv", ";"), ("b.tsv", "\t"), ("c.csv", "|")):
        path = tmp_path / name
        lines = f"id{mark}text\nn1{mark}Rebels took the town on Monday\n"
        path.write_text(lines, encoding="utf-8-sig")
        assert documents(path)[0].text == "Rebels took the town on Monday"


def test_without_a_text_column_the_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("date,body\n2017-03-08,Rebels took the town\n")
    reject = only_reject(path)
    assert "date, body" in reject.reason
    assert "--column text=" in reject.cure
    assert "`words`" in only_reject(path, columns={"text": "words"}).reason


def test_a_short_row_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\nn1\nn2,Rebels took the town on Monday\n")
    reject, document = read(path)
    assert isinstance(reject, Reject)
    assert reject.source == f"{path}:2"
    assert isinstance(document, Document)
    assert document.id == "n2"


def test_a_windows_code_page(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,text\nn1,The army’s convoy left Bouaké\n".encode("cp1252"))
    assert documents(path)[0].text == "The army’s convoy left Bouaké"
