from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from dateline.export import FORMATS, export_archive
from dateline.records import Document, Reject
from dateline.run.reconcile import update_archive
from dateline.store import Store, StoreError, open_store, schema
from dateline.store.whole import import_archive
from tests.fake_coder import article, make_other_coder
from tests.store.archive import at_one_moment, contents, put
from tests.store.postgresql import server


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, create=True) as opened:
        yield opened
        with opened.writing() as connection:
            schema.metadata.drop_all(connection)


DOCUMENTS: list[Document | Reject] = [
    article(3),
    article(1),
    article(2, id="Zulu"),
    article(4, id="alpha"),
    article(5, id="_x"),
    replace(article(1), id="doc-000", source="copy.html"),
    article(6, "Raiders killed 6 people in Kutum\x00 \ud83d. Residents said so."),
    Reject("é.html", "no article", "give another"),
    Reject("Z.html", "no article", "give another"),
]


def test_the_schema_is_the_one_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        look = inspect(connection)
        assert set(look.get_table_names()) == set(schema.metadata.tables)
        for name, table in schema.metadata.tables.items():
            there = {c["name"]: c for c in look.get_columns(name)}
            assert list(there) == [c.name for c in table.columns]
            for column in table.columns:
                kind = str(there[column.name]["type"]).split("(")[0]
                wanted = column.type.compile(connection.dialect).split("(")[0]
                assert kind == {"FLOAT": "DOUBLE PRECISION"}.get(wanted, wanted), column


def test_the_archive_is_the_same_as_in_sqlite(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as lite:
        put(lite, DOCUMENTS)
        put(store, DOCUMENTS)
        for one in (lite, store):
            update_archive(one)
            at_one_moment(one)
        assert contents(store) == contents(lite)
        for format in FORMATS:
            export_archive(lite, format, tmp_path / "lite")
            export_archive(store, format, tmp_path / "post")
    for path in (tmp_path / "lite").iterdir():
        ours, theirs = path.read_bytes(), (tmp_path / "post" / path.name).read_bytes()
        assert ours.splitlines() == theirs.splitlines(), path.name


def test_an_archive_moves_from_sqlite_into_a_server_and_back(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as lite:
        put(lite, DOCUMENTS)
        update_archive(lite)
        export_archive(lite, "jsonl", tmp_path / "one")
    with (tmp_path / "one" / "archive.jsonl").open(encoding="utf-8") as lines:
        import_archive(store, lines, "archive.jsonl")
    update_archive(store)
    export_archive(store, "jsonl", tmp_path / "two")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_again_changes_nothing_and_other_weights_replace(store: Store) -> None:
    put(store, DOCUMENTS)
    before = contents(store)
    assert put(store, DOCUMENTS).coded == 0
    assert contents(store) == before
    assert put(store, [article(3)], factory=make_other_coder).coded == 1
    with store.reading() as connection:
        runs = connection.execute(text("SELECT count(*) FROM runs")).scalar()
    assert runs == 2


def test_one_document_that_cannot_be_stored_costs_only_itself(store: Store) -> None:
    long = article(2, id="x" * 100_000)  # more than an index of PostgreSQL takes
    summary = put(store, [article(1), long, article(3)])
    assert summary.coded in (2, 3)
    assert summary.taken + summary.rejected.total() == 3


def test_a_second_writer_waits_then_is_told(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.archive.BUSY_SECONDS", 1)
    with (
        open_store(url) as other,
        store.writing(),
        pytest.raises(StoreError, match="locked"),
        other.writing(),
    ):
        pass


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not reachable"):
        open_store(f"postgresql://nobody@/x?host={tmp_path}", create=True)


def test_a_newer_database_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("INSERT INTO schema_version VALUES (999, 'x', '9.9')"))
    with pytest.raises(StoreError, match="schema version 999"):
        open_store(url)
