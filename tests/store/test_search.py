"""Searching incidents and documents by words, on SQLite with FTS5, without, and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dateline.store import Store, open_store, schema
from dateline.store.search import (
    documents_with,
    folded,
    incidents_with,
    is_stale,
    terms,
    update_search,
)

RUN = {
    "id": 1, "started": "2026", "version": "1", "model": "m", "configuration": "{}",
    "configuration_hash": "", "coding_hash": "", "arguments": "",
}  # fmt: skip


def document(name: str, title: str, text: str) -> dict[str, object]:
    return {
        "id": name, "content_hash": name, "input_id": name, "title": title, "synthetic": 1,
        "metadata": "{}", "text": text, "model": "m", "version": "1", "coding_hash": "",
        "run_id": 1,
    }  # fmt: skip


def incident(number: int, words: str, place: str) -> dict[str, object]:
    return {
        "id": f"I{number:06}", "type": "attack", "status": "happened", "words": "shot",
        "sentence_words": words, "place_name": place, "reports": 1, "documents": 1,
        "families": 1, "sources": 1, "contested": 0, "created_at": "2026", "updated_at": "2026",
        "content_hash": f"h{number}", "run_id": 1,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        with opened.writing() as connection:
            connection.execute(insert(schema.runs), RUN)
            connection.execute(
                insert(schema.documents),
                [
                    document("a", "Raid on Málaga road", "Gunmen shot two drivers."),
                    document("b", "Market bombing", "A bomb went off in the old market."),
                ],
            )
            connection.execute(
                insert(schema.incidents),
                [
                    incident(1, "Gunmen shot two drivers.", "Málaga"),
                    incident(2, "A bomb went off in the old market.", "Kraków"),
                ],
            )
            update_search(connection)
        yield opened


def found(store: Store, query: str) -> tuple[list[str], list[str]]:
    """The incidents and the documents with the words."""
    i, d = schema.incidents.c.id, schema.documents.c.id
    with store.reading() as connection:
        return (
            list(connection.execute(select(i).where(incidents_with(connection, query))).scalars()),
            list(connection.execute(select(d).where(documents_with(connection, query))).scalars()),
        )


def test_all_words_must_occur_whatever_their_case_and_accents(store: Store) -> None:
    assert found(store, "MALAGA") == (["I000001"], ["a"])
    assert found(store, "krako\u0301w")[0] == ["I000002"]
    assert found(store, "old bomb") == (["I000002"], ["b"])
    assert found(store, "old gunmen") == ([], [])


def test_phrases_and_beginnings(store: Store) -> None:
    assert found(store, '"old market"') == (["I000002"], ["b"])
    assert found(store, '"market old"') == ([], [])
    assert found(store, "driv*") == (["I000001"], ["a"])
    assert found(store, "driv") == ([], [])


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('"old', ["I000002"]),
        ("old AND market*", []),
        ("words:old", []),
        ("^old", ["I000002"]),
        ("(old)", ["I000002"]),
        ("old-market", ["I000002"]),
        ("NEAR(old market)", []),
    ],
)
def test_a_query_is_words_never_a_language(store: Store, query: str, ids: list[str]) -> None:
    assert found(store, query)[0] == ids


def test_a_query_without_letters_is_refused() -> None:
    for query in ("", "  ", '"..."', "*", "-"):
        with pytest.raises(ValueError, match="nothing to search for"):
            terms(query)


def test_what_changes_and_goes_is_found_no_more_by_its_old_words(store: Store) -> None:
    i, d = schema.incidents, schema.documents
    with store.writing() as connection:
        moved = {"place_name": "Gdańsk", "content_hash": "new"}
        connection.execute(i.update().where(i.c.id == "I000002").values(moved))
        connection.execute(i.delete().where(i.c.id == "I000001"))
        connection.execute(d.delete().where(d.c.id == "a"))
        connection.execute(d.update().where(d.c.id == "b").values(title="Harbour fire"))
        assert is_stale(connection)
        assert update_search(connection) == 1
        assert not is_stale(connection)
    assert found(store, "gunmen") == ([], [])
    assert found(store, "krakow") == ([], [])
    assert found(store, "gdansk")[0] == ["I000002"]
    assert found(store, "bombing") == ([], [])
    assert found(store, "harbour")[1] == ["b"]


def test_a_second_update_has_nothing_to_do(store: Store) -> None:
    with store.writing() as connection:
        assert update_search(connection) == 0


def test_without_fts5_words_are_found_by_their_letters(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.search._indexed", lambda _connection: False)
    assert found(store, "malaga")[0] == ["I000001"]
    assert found(store, "OLD market") == (["I000002"], ["b"])


def test_folding_keeps_letters_of_every_script() -> None:
    assert folded("ÉCOLE Straße") == "ecole strasse"
    assert folded("Жители \u0627\u0644") == "жители \u0627\u0644"
