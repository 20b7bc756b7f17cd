from __future__ import annotations

from pathlib import Path

from dateline.export import columns_of, table_rows
from dateline.records import Document
from dateline.store import open_store
from tests.store.archive import put


def test_a_relation_is_stored_and_exported_with_its_words_and_sentence(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as store:
        put(store, [Document(id="d", text="Kigali backs M23. Nobody else does.")])
        with store.reading() as connection:
            (row,) = table_rows(connection, "relations", "d")
            assert list(table_rows(connection, "relations", "other")) == []
    assert tuple(row) == columns_of("relations")
    assert (row["id"], row["kind"], row["status"]) == ("d/r1", "backs", "stated")
    assert (row["a_words"], row["words"], row["b_words"]) == ("Kigali", "backs", "M23")
    assert (row["a"], row["sentence"]) == (None, "Kigali backs M23")
