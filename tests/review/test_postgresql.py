from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from dateline.review import (
    ConflictError,
    conflicts,
    decisions,
    decisions_since,
    export_decisions,
    history,
    import_decisions,
    log_export,
    matching,
    queue,
    undo,
)
from dateline.store import Store, open_store, schema
from tests.review.archive import archive, archive_actor, decide, derived, fill, join, row, rows
from tests.store.postgresql import server

INCIDENTS = {"I000001": ["doc-001/i1", "doc-002/i1"], "I000002": ["doc-003/i1"]}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server() as address:
        yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, create=True) as opened:
        fill(opened)
        join(opened, INCIDENTS)
        archive_actor(opened, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
        yield opened
        with opened.writing() as connection:
            schema.metadata.drop_all(connection)


def decide_much(store: Store) -> None:
    decide(store, "accept", "incident", "I1", reason="\U0001f30d ✓")
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    decide(store, "edit", "incident", "I1", "targets", ["A1", "villagers"])
    decide(store, "edit", "actor", "A1", "name", "Riders")
    decide(store, "edit", "report", "doc-001/i1", "type", "grenade")
    decide(store, "reject", "report", "doc-002/i1")
    decide(
        store,
        *("add", "document", "doc-003", "incident", {"type": "displacement"}),
        evidence=({"document": "doc-003", "start": 46, "end": 85},),
    )
    decide(store, "merge", "incident", "I1", new=["I2"])
    undo(store, "ana", last=True)


def test_decisions_come_to_the_same_as_in_sqlite(store: Store, tmp_path: Path) -> None:
    decide_much(store)
    with store.reading() as connection:
        lines = list(export_decisions(connection))
        total, page = decisions(connection, matching(author=["ana"]), limit=2)
        assert (total, len(page)) == (9, 2)
        assert len(decisions_since(connection, page[-1]["id"])) == 1
        assert len(history(connection, "incident", "I000001")) == 7
        assert conflicts(connection) == (0, [])
        assert [item.target_id for item in queue(connection)[1]] == ["I000002"]
    with archive(tmp_path / "a.db") as lite:
        join(lite, INCIDENTS)
        archive_actor(lite, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
        assert import_decisions(lite, lines).added == 9
        assert derived(lite) == derived(store)
        log_export(store, who="ana", format="csv", arguments={"public": True})
        assert row(store, "exports")["arguments"] == '{"public":true}'


def test_the_second_writer_sees_what_changed(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12, old=10)
    with pytest.raises(ConflictError):
        decide(store, "edit", "incident", "I1", "killed_best", 13, old=10, author="ben")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE decisions SET author = 'eve'", "DELETE FROM decisions", "TRUNCATE decisions"],
)
def test_the_database_refuses_to_change_or_delete_decisions(store: Store, statement: str) -> None:
    decide(store, "accept", "incident", "I1")
    with pytest.raises(DBAPIError, match="never changed"), store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert len(rows(store, "decisions")) == 1


def test_what_was_acknowledged_outlives_a_kill(store: Store, url: str) -> None:
    decide(store, "flag", "incident", "I1")
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, sys\n"
            "from dateline.review import Proposal, record\n"
            "from dateline.store import open_store\n"
            "with open_store(sys.argv[1]) as store:\n"
            "    while True:\n"
            "        one = Proposal('comment', 'incident', 'I1', new='note')\n"
            "        print(*record(store, [one], 'ana').ids, flush=True)\n",
            url,
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(5)]
    os.kill(writer.pid, signal.SIGKILL)
    told += [line.strip() for line in writer.stdout if line.endswith("\n")]
    writer.wait()
    assert set(told) <= {one["id"] for one in rows(store, "decisions")}
