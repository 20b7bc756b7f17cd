"""Whatever is decided, undone, passed on and replayed, the same log is the same archive."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.review import (
    DecisionError,
    Proposal,
    export_decisions,
    import_decisions,
    record,
    replay_documents,
    replay_incidents,
    undo,
)
from dateline.store import Store, open_store
from tests.review.archive import archive, archive_actor, derived, join, rows


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "base.db"
    with archive(path, 4) as store:
        join(store, {"I000001": ["doc-001/i1", "doc-002/i1"], "I000002": ["doc-003/i1"]})
        archive_actor(store, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
    return path


def copied(base: Path, name: str) -> Store:
    path = base.with_name(name)
    shutil.copy(base, path)
    return open_store(str(path))


def any_proposal(chance: random.Random) -> Proposal:
    n = chance.randint(1, 4)
    report, claim, incident = f"doc-00{n}/i1", f"doc-00{n}/c1", chance.choice(["I1", "I2"])
    span = {"start": 46, "end": 85}
    text = "Residents said the village was empty af"
    return chance.choice(
        [
            Proposal("accept", "incident", incident),
            Proposal("reject", "report", report),
            Proposal("grade", "incident", incident, new=chance.choice(["fair", "weak", None])),
            Proposal("flag", "claim", claim),
            Proposal("comment", "document", f"doc-00{n}", new="look"),
            Proposal("work", "actor", "A1", new="in progress"),
            Proposal("edit", "incident", incident, "killed_best", chance.randint(10, 20)),
            Proposal("edit", "incident", incident, "targets", ["A1", "villagers"]),
            Proposal("edit", "actor", "A1", "name", chance.choice(["Riders", "Raiders II"])),
            Proposal("edit", "report", report, "type", chance.choice(["abduction", "grenade"])),
            Proposal("edit", "report", report, "arguments", [{"role": "time", **span}]),
            Proposal("edit", "claim", claim, "content", span | {"words": text}),
            Proposal(
                "add",
                "document",
                f"doc-00{n}",
                "incident",
                {"type": "arrests"},
                evidence=({"document": f"doc-00{n}", **span},),
            ),
            Proposal("add", "report", report, "role", {"role": "target", **span}),
            Proposal("merge", "incident", "I1", new=["I2"]),
            Proposal("unlink", "incident", "I1", new={"document": "doc-002"}),
            Proposal("alias", "actor", "A1", new={"name": "the horsemen"}),
        ]
    )


def decide_at_random(store: Store, chance: random.Random, author: str, many: int) -> None:
    for _ in range(many):
        if chance.random() < 0.25 and (log := rows(store, "decisions")):
            # One that was undone already cannot be undone again.
            with suppress(DecisionError):
                undo(store, author, decision=chance.choice(log)["id"])
            continue
        several = [any_proposal(chance) for _ in range(chance.choice([1, 1, 2]))]
        # Not everything fits: what was undone may be what this is about.
        with suppress(DecisionError):
            record(store, several, author)


def lines(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(export_decisions(connection))


@pytest.mark.parametrize("seed", range(6))
def test_the_same_log_is_the_same_archive(base: Path, seed: int) -> None:
    chance = random.Random(seed)
    with copied(base, "ana.db") as ana, copied(base, "ben.db") as ben:
        decide_at_random(ana, chance, "ana", 12)
        decide_at_random(ben, chance, "ben", 12)
        assert min(len(rows(ana, "decisions")), len(rows(ben, "decisions"))) >= 8
        if seed % 2:
            import_decisions(ben, lines(ana))
            decide_at_random(ben, chance, "ben", 6)
        ours, theirs = lines(ana), lines(ben)
        import_decisions(ana, theirs)
        import_decisions(ben, ours)
        wanted = derived(ana)
        assert lines(ana) == lines(ben)
        assert derived(ben) == wanted
        mixed = lines(ana)
        chance.shuffle(mixed)
        with copied(base, "other.db") as other:
            for start in range(0, len(mixed), 7):
                import_decisions(other, mixed[start : start + 7])
            assert lines(other) == lines(ana)
            assert derived(other) == wanted
        with ana.writing() as connection:
            replay_documents(connection)
            replay_incidents(connection)
        assert derived(ana) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_all_undone_is_as_never_decided(base: Path, seed: int) -> None:
    chance = random.Random(100 + seed)
    with copied(base, "ana.db") as ana:
        before = derived(ana)
        decide_at_random(ana, chance, "ana", 12)
        while True:
            try:
                undo(ana, "ana", last=True)
            except DecisionError:
                break
        after = derived(ana)
        for table in set(before) - {"review_state", "incidents"}:
            assert after[table] == before[table], table
        for row_ in (*after["incidents"], *before["incidents"]):
            del row_["updated_at"]
        assert after["incidents"] == before["incidents"]
        for state in after["review_state"]:
            assert not any(state[k] for k in ("verdict", "grade", "flagged", "comments", "edited"))
