from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from dateline.store import (
    Step,
    StoreError,
    database_version,
    migration_steps,
    open_store,
    schema,
)


def _tables(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [r[0] for r in connection.execute("SELECT name FROM sqlite_master")]


def test_a_new_database_has_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as store, store.reading() as connection:
        look = inspect(connection)
        assert set(look.get_table_names()) == set(schema.metadata.tables)
        for name, table in schema.metadata.tables.items():
            there = {c["name"]: c for c in look.get_columns(name)}
            assert list(there) == [c.name for c in table.columns], name
            for column in table.columns:
                assert there[column.name]["nullable"] == column.nullable, (name, column.name)
                assert type(there[column.name]["type"]) is not None
            keys = look.get_pk_constraint(name)["constrained_columns"]
            assert keys == [c.name for c in table.primary_key.columns], name
            links = {
                (f["constrained_columns"][0], f["referred_table"], f["options"].get("ondelete"))
                for f in look.get_foreign_keys(name)
            }
            assert links == {
                (f.parent.name, f.column.table.name, f.ondelete) for f in table.foreign_keys
            }, name
            assert {i["name"] for i in look.get_indexes(name)} == {i.name for i in table.indexes}


def test_sqlite_keeps_foreign_keys_and_writes_ahead(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as store, store.reading() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.version for step in migration_steps()] == list(
        range(1, len(migration_steps()) + 1)
    )


def test_an_old_database_is_brought_forward_and_keeps_its_rows(tmp_path: Path) -> None:
    path = str(tmp_path / "old.db")
    old = migration_steps()
    with open_store(path, create=True, steps=old) as store, store.writing() as connection:
        connection.execute(
            text(
                "INSERT INTO runs (id, started, version, model, configuration, configuration_hash,"
                " coding_hash, arguments) VALUES (1, 'then', '0', 'm', '{}', 'h', 'h', '{}')"
            )
        )
    number = old[-1].version + 1
    new = (*old, Step(number, "notes", ("ALTER TABLE runs ADD COLUMN remark TEXT",)))
    with open_store(path, steps=new) as store, store.reading() as connection:
        assert database_version(connection, path) == number
        assert connection.execute(text("SELECT started, remark FROM runs")).all() == [
            ("then", None)
        ]
    with open_store(path, steps=new), sqlite3.connect(path) as connection_again:
        count = connection_again.execute("SELECT count(*) FROM schema_version").fetchone()
        assert count == (len(new),)


def test_a_step_that_fails_leaves_the_old_version(tmp_path: Path) -> None:
    path = str(tmp_path / "old.db")
    old = migration_steps()
    open_store(path, create=True).close()
    number = old[-1].version + 1
    broken = Step(number, "broken", ("CREATE TABLE fresh (a TEXT)", "ALTER TABLE nowhere ADD b"))
    with pytest.raises(Exception, match="nowhere"):
        open_store(path, steps=(*old, broken))
    assert "fresh" not in _tables(tmp_path / "old.db")
    open_store(path).close()


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    open_store(str(path), create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO schema_version VALUES (999, 'x', '9.9')")
    with pytest.raises(StoreError, match=r"schema version 999.*install a newer Dateline"):
        open_store(str(path), create=True)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (a TEXT)")
    with pytest.raises(StoreError, match=r"other tables \(recipes\)"):
        open_store(str(path), create=True)
    assert _tables(path) == ["recipes"]


@pytest.mark.parametrize("content", [b"just text, not a database at all", b"\x00" * 100])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a database"):
        open_store(str(path), create=True)
    assert path.read_bytes() == content


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    with pytest.raises(StoreError, match="damaged"):
        open_store(str(path))


def test_showing_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "absent.db"
    with pytest.raises(StoreError, match=r"no database there.*dateline code PATH"):
        open_store(str(path))
    assert not path.exists()
    with pytest.raises(StoreError, match="folder"):
        open_store(str(tmp_path), create=True)
    (tmp_path / "empty.db").touch()
    with pytest.raises(StoreError, match="empty"):
        open_store(str(tmp_path / "empty.db"))


def test_a_locked_database_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.store.engine.BUSY_SECONDS", 0.05)
    path = tmp_path / "a.db"
    with open_store(str(path), create=True) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked"), store.writing():
            pass
        with store.reading() as connection:  # readers are not kept out
            assert connection.execute(text("SELECT count(*) FROM runs")).scalar() == 0
        other.close()


@pytest.mark.parametrize("url", ["mysql://h/n", "sqlite://", "://", "postgresql:/x://"])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url, create=True)
