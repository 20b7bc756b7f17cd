from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.config import Config
from dateline.records import Record, Reject
from dateline.run import Task, code_in_order
from tests.fake_coder import FakeCoder, article, make_fake_coder


def _tasks(count: int, text: dict[int, str] | None = None) -> Iterator[Task[int]]:
    for n in range(count):
        yield Task(article(n, (text or {}).get(n)), n)


def _run(tasks: Iterator[Task[int]], jobs: int) -> list[tuple[int, Record | Reject | None]]:
    return list(code_in_order(tasks, FakeCoder, make_fake_coder, Config(), jobs))


def test_results_come_in_order_and_are_the_same_on_one_process_and_two() -> None:
    one, two = _run(_tasks(30), 1), _run(_tasks(30), 2)
    assert [n for n, _ in two] == list(range(30))
    assert one == two


def test_a_text_that_kills_its_process_costs_only_itself() -> None:
    results = _run(_tasks(20, {5: "DIE", 11: "CRASH"}), 2)
    rejects = {n: r for n, r in results if isinstance(r, Reject)}
    assert set(rejects) == {5, 11}
    assert "process died" in rejects[5].reason
    assert "RuntimeError" in rejects[11].reason
    assert [n for n, _ in results] == list(range(20))


def test_tasks_without_a_document_pass_through_in_their_place() -> None:
    def mixed() -> Iterator[Task[int]]:
        for n in range(30):
            yield Task(article(n) if n % 3 else None, n)

    results = _run(mixed(), 2)
    assert [n for n, r in results if r is None] == list(range(0, 30, 3))
    assert [n for n, _ in results] == list(range(30))


@pytest.mark.parametrize("jobs", [1, 2])
def test_little_is_read_ahead(jobs: int) -> None:
    taken = 0

    def counted() -> Iterator[Task[int]]:
        nonlocal taken
        for n in range(1000):
            taken += 1
            yield Task(article(n), n)

    results = code_in_order(counted(), FakeCoder, make_fake_coder, Config(), jobs)
    for _ in range(3):
        next(results)
    assert taken <= 30
    results.close()  # type: ignore[attr-defined]


def test_few_documents_start_no_process() -> None:
    results = code_in_order(_tasks(3), FakeCoder, _no_process, Config(), 8)
    assert len(list(results)) == 3


def _no_process(_config: Config) -> FakeCoder:
    raise AssertionError("a worker process was started")
