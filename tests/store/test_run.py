from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from dateline.config import Config, NumberConfig
from dateline.records import Document, Reject, record_from_json, record_to_json
from dateline.store import Store, open_store
from tests.fake_coder import FakeCoder, article, make_fake_coder, make_other_coder
from tests.store.archive import contents, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def _count(store: Store, sql: str) -> int:
    with store.reading() as connection:
        return int(connection.execute(text(sql)).scalar_one())


def test_a_record_comes_back_from_the_store(store: Store) -> None:
    document = article(3)
    put(store, [document])
    with store.reading() as connection:
        back = store.record(connection, document.id)
        assert record_to_json(back) == record_to_json(FakeCoder()(document))
        with pytest.raises(KeyError):
            store.record(connection, "absent")


def test_typed_rows_carry_words_and_the_run(store: Store) -> None:
    put(store, [article(3)])
    with store.reading() as connection:
        row = connection.execute(
            text(
                "SELECT r.words, r.sentence_words, r.run_id, t.words, t.low, t.high, u.model"
                " FROM reports r JOIN tolls t ON t.report_id = r.id JOIN runs u ON u.id = r.run_id"
            )
        ).one()
    sentence = "Raiders killed 3 people in Kutum on Thursday."
    assert tuple(row) == ("killed", sentence, 1, "3", 3, None, "fake-1")


def test_the_same_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    documents = [article(n) for n in range(1, 6)]
    bad = Reject("bad.html", "no article", "give another page")
    put(store, [*documents, bad])
    before = contents(store)
    runs = _count(store, "SELECT count(*) FROM runs")
    with sqlite3.connect(tmp_path / "a.db") as connection:
        dump = list(connection.iterdump())
    summary = put(store, [*documents, bad])
    assert (summary.coded, summary.unchanged, summary.rejected.total()) == (0, 5, 1)
    assert contents(store) == before
    assert _count(store, "SELECT count(*) FROM runs") == runs
    with sqlite3.connect(tmp_path / "a.db") as connection:
        assert list(connection.iterdump()) == dump


def test_other_weights_replace_what_was_derived(store: Store) -> None:
    put(store, [article(1), article(2)])
    summary = put(store, [article(1)], factory=make_other_coder)
    assert summary.coded == 1
    with store.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT d.id, d.model, r.run_id FROM documents d JOIN reports r"
                " ON r.document_id = d.id ORDER BY d.id"
            )
        ).all()
    assert [tuple(row) for row in rows] == [("doc-001", "fake-2", 2), ("doc-002", "fake-1", 1)]
    assert _count(store, "SELECT count(*) FROM document_sources") == 2


def test_other_settings_code_again(store: Store) -> None:
    put(store, [article(1)])
    other = Config(numbers=NumberConfig(vague={"dozens": 20}))
    assert put(store, [article(1)], config=other).coded == 1
    assert put(store, [article(1)], config=other).unchanged == 1
    assert put(store, [article(1)]).coded == 1


def test_the_same_content_twice_is_one_document_with_two_sources(store: Store) -> None:
    copy = replace(article(1), id="doc-000", source="again.html")
    summary = put(store, [article(1), copy])
    assert (summary.coded, summary.repeated) == (1, 1)
    rows = contents(store)["documents"]
    assert len(rows) == 1
    row = rows[0]
    assert isinstance(row, dict)
    assert (row["id"], row["sources"]) == ("doc-000", "again.html | articles.jsonl#1")
    again = put(store, [copy, article(1)])
    assert (again.coded, again.unchanged, again.repeated) == (0, 1, 1)


def test_two_texts_with_one_id_are_both_kept(store: Store) -> None:
    one, other = article(1, id="x"), article(2, id="x")
    put(store, [one, other])
    ids = {row["id"] for row in contents(store)["documents"] if isinstance(row, dict)}
    last = max(one.content_hash, other.content_hash)
    assert ids == {"x", f"x~{last[:8]}"}
    assert put(store, [other, one]).unchanged == 2


def test_a_file_read_again_with_other_words_replaces_its_old_version(store: Store) -> None:
    put(store, [article(1)])
    later = replace(article(1), published=date(2024, 5, 18))
    corrected = replace(later, text=later.text.replace("Nothing else", "Nothing more"))
    put(store, [later])
    put(store, [corrected])
    rows = contents(store)["documents"]
    assert len(rows) == 1
    assert isinstance(rows[0], dict)
    assert (rows[0]["id"], rows[0]["published"]) == ("doc-001", "2024-05-18")


def test_a_file_with_another_article_in_it_does_not(store: Store) -> None:
    put(store, [article(1)])
    put(
        store,
        [article(2, "Rebels killed 9 people elsewhere.", id="doc-001", source="articles.jsonl#1")],
    )
    assert _count(store, "SELECT count(*) FROM documents") == 2


def test_what_comes_from_stdin_never_replaces(store: Store) -> None:
    put(store, [article(1, source="-#1")])
    put(store, [replace(article(1, source="-#1"), published=date(2020, 1, 1))])
    assert _count(store, "SELECT count(*) FROM documents") == 2


def test_a_document_that_crashes_the_coder_is_a_reject_until_it_does_not(store: Store) -> None:
    bad = article(2, text="Raiders killed 2 people. CRASH")
    summary = put(store, [article(1), bad, article(3)])
    assert summary.coded == 2
    reason = "error: RuntimeError: this text crashes the coder"
    assert dict(summary.rejected) == {reason: 1}
    rejects = contents(store)["rejects"]
    assert rejects == [
        {
            "source": "articles.jsonl#2",
            "document_ids": "doc-002",
            "reason": reason,
            "cure": "please report this with the file",
        }
    ]
    put(store, [article(1), replace(bad, text="Raiders killed 2 people."), article(3)])
    assert contents(store)["rejects"] == []


def test_rejects_of_files_that_were_not_read_again_stay(store: Store) -> None:
    put(store, [Reject("a.gz:7", "no JSON", "correct it"), Reject("b", "empty", "-")])
    put(store, [article(1, source="a.gz#1")])
    rejects = contents(store)["rejects"]
    assert [r["source"] for r in rejects if isinstance(r, dict)] == ["b"]


def test_text_that_columns_cannot_hold_is_stored_all_the_same(store: Store) -> None:
    odd = article(1, text="Raiders killed 5 people in Kutum\x00 \ud83d. Residents said it.")
    assert put(store, [odd]).coded == 1
    with store.reading() as connection:
        assert store.record(connection, odd.id).document.text == odd.text
    assert contents(store)["reports"] != []


def test_a_record_that_contradicts_itself_is_a_reject_and_leaves_nothing(store: Store) -> None:
    class Dangling(FakeCoder):
        def __call__(self, document: Document):  # type: ignore[no-untyped-def]
            record = super().__call__(document)
            if document.id != "doc-002":
                return record
            claims = tuple(replace(c, incidents=("i9",)) for c in record.claims)
            return replace(record, claims=claims)

    summary = put(store, [article(n) for n in (1, 2, 3)], factory=lambda _: Dangling())
    assert summary.coded == 2
    assert "not stored" in next(iter(summary.rejected))
    assert _count(store, "SELECT count(*) FROM documents") == 2
    assert _count(store, "SELECT count(*) FROM mentions WHERE document_id = 'doc-002'") == 0


def test_the_archive_does_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    documents = [article(n) for n in range(1, 9)]
    documents += [replace(article(2), id="doc-900", source="copy.html")]
    documents += [replace(article(3), id="doc-000", source="first.html")]
    documents += [article(30, id="doc-004"), article(31, id="doc-004", source="z.jsonl#1")]
    seen: list[dict[str, list[object]]] = []
    for seed in range(8):
        shuffled = documents[:]
        random.Random(seed).shuffle(shuffled)
        with open_store(str(tmp_path / f"{seed}.db"), create=True) as store:
            cut = seed + 1
            put(store, shuffled[:cut])
            put(store, shuffled[cut:])
            seen.append(contents(store))
    assert all(other == seen[0] for other in seen[1:])
    assert len(seen[0]["documents"]) == 10


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    with open_store(path, create=True) as one, open_store(path) as two:

        def interleaved() -> Iterator[Document]:
            for n in range(1, 40):
                yield article(n)
                if n == 20:
                    put(two, [article(k) for k in range(10, 60)])

        put(one, interleaved())
        ids = [row["id"] for row in contents(one)["documents"] if isinstance(row, dict)]
    assert ids == [f"doc-{n:03}" for n in range(1, 60)]


def test_records_in_the_store_are_stand_off_records(store: Store) -> None:
    put(store, [article(1)], factory=make_fake_coder)
    (line,) = contents(store)["records"]
    assert isinstance(line, str)
    assert record_from_json(line).document.id == "doc-001"
