from __future__ import annotations

from pathlib import Path

from dateline.records import Reject, record_from_json, record_to_json
from dateline.run import RunOptions, code_documents
from dateline.store import open_store
from tests.fake_coder import FakeCoder, article, make_fake_coder
from tests.store.archive import contents


def test_without_a_store_each_input_gives_its_own_record_in_order() -> None:
    lines: list[str] = []
    copy = article(1, id="copy", source="b.html")
    summary = code_documents(
        [article(2), article(1), copy],
        options=RunOptions(jobs=1, factory=make_fake_coder, line=lines.append),
    )
    assert [record_from_json(line).document.id for line in lines] == ["doc-002", "doc-001", "copy"]
    assert lines[0] == record_to_json(FakeCoder()(article(2)))
    assert (summary.coded, summary.reports, summary.claims) == (3, 3, 3)


def test_with_a_store_unchanged_documents_give_their_stored_record(tmp_path: Path) -> None:
    def run(lines: list[str]) -> None:
        options = RunOptions(jobs=1, factory=make_fake_coder, line=lines.append)
        with open_store(str(tmp_path / "a.db"), create=True) as store:
            code_documents([article(1), article(2)], store, options=options)

    first: list[str] = []
    second: list[str] = []
    run(first)
    run(second)
    assert len(first) == 2
    assert first == second


def test_counts_add_up_and_every_reject_is_told() -> None:
    told: list[Reject] = []
    summary = code_documents(
        [
            article(1),
            Reject("a.html", "no article", "give another page"),
            Reject("b.html", "no article", "give another page"),
            Reject("c.txt", "language: ar", "give English"),
        ],
        options=RunOptions(jobs=1, factory=make_fake_coder, told=told.append),
    )
    assert [r.source for r in told] == ["a.html", "b.html", "c.txt"]
    assert (
        summary.to_dict()
        | {
            "read": 4,
            "coded": 1,
            "rejected": {"language: ar": 1, "no article": 2},
        }
        == summary.to_dict()
    )


def test_many_processes_make_the_same_archive_as_one(tmp_path: Path) -> None:
    archives = []
    for jobs in (1, 2):
        options = RunOptions(jobs=jobs, factory=make_fake_coder)
        with open_store(str(tmp_path / f"{jobs}.db"), create=True) as store:
            code_documents((article(n) for n in range(40)), store, options=options)
            archives.append(contents(store))
    assert archives[0] == archives[1]
