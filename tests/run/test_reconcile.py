from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.run.reconcile import update_archive
from dateline.store import Store, open_store
from tests.fake_coder import article
from tests.store.archive import every_row, put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def test_an_empty_archive_stays_empty(store: Store) -> None:
    changes = update_archive(store)
    assert (changes.documents, changes.families, changes.incidents) == (0, 0, 0)


def test_a_second_time_changes_nothing(store: Store) -> None:
    put(store, [article(n) for n in range(4)])
    first = update_archive(store)
    assert (first.documents, first.families, first.actors) == (4, 1, 4)
    rows = every_row(store)
    again = update_archive(store)
    assert every_row(store) == rows
    assert (again.new, again.changed) == (0, 0)


def test_progress_is_told_step_by_step(store: Store) -> None:
    put(store, [article(1)])
    steps: list[str] = []
    update_archive(store, lambda step, _done, _of: steps.append(step))
    assert list(dict.fromkeys(steps))[:3] == ["families", "decisions on documents", "actors"]
