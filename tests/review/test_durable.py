from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

import dateline
from dateline.review import ConflictError, Proposal, record
from dateline.store import Store, open_store
from tests.review.archive import decide, rows

_WRITER = """
import sys
from dateline.review import Proposal, record
from dateline.store import open_store

with open_store(sys.argv[1]) as store:
    for number in range(10_000):
        proposal = Proposal("comment", "incident", "I1", new=f"note {number}")
        print(*record(store, [proposal], "ana").ids, flush=True)
"""


@pytest.mark.usefixtures("store")
def test_every_decision_that_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, path], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(20)]
    writer.send_signal(signal.SIGKILL)
    told += [line.strip() for line in writer.stdout if line.endswith("\n")]
    writer.wait()
    with open_store(path) as again:
        kept = [one["id"] for one in rows(again, "decisions")]
        assert set(told) <= set(kept)
        assert len(told) >= 20
        (state,) = rows(again, "review_state")
        assert state["comments"] == len(kept)
        decide(again, "flag", "incident", "I1")


def test_a_commit_waits_for_the_disk(store: Store) -> None:
    with store.writing() as connection:
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    assert level == 2  # FULL


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET author = 'eve'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
    ],
)
def test_the_database_refuses_to_change_or_delete_decisions(store: Store, statement: str) -> None:
    decide(store, "accept", "incident", "I1")
    with store.writing() as connection, pytest.raises(DBAPIError, match="never changed"):
        connection.exec_driver_sql(statement)
    assert len(rows(store, "decisions")) == 1


def test_no_code_changes_or_deletes_decisions() -> None:
    sources = sorted(Path(dateline.__file__).parent.rglob("*.py"))
    changing = re.compile(r"\b(?:update|delete)\(\s*(?:schema\.)?decisions\s*\)")
    raw = re.compile(r"(?i)\b(?:update|delete from|replace into)\s+decisions\b")
    assert len(sources) > 100
    for path in sources:
        text = path.read_text("utf-8")
        assert not changing.search(text), path
        assert not raw.search(text), path


def test_of_two_writers_at_once_the_second_sees_what_changed(store: Store, tmp_path: Path) -> None:
    barrier = threading.Barrier(2)
    ended: dict[str, object] = {}

    def write(author: str, value: int) -> None:
        with open_store(str(tmp_path / "a.db")) as own:
            barrier.wait()
            proposal = Proposal("edit", "incident", "I1", "killed_best", value, old=10)
            try:
                ended[author] = record(own, [proposal], author)
            except ConflictError as error:
                ended[author] = error

    threads = [threading.Thread(target=write, args=a) for a in (("ana", 12), ("ben", 15))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    conflicts = [e for e in ended.values() if isinstance(e, ConflictError)]
    assert len(conflicts) == 1
    (change,) = conflicts[0].changes
    (kept,) = rows(store, "decisions")
    assert str(change.current) == kept["new"]
    assert change.author == kept["author"]
