"""Incidents in the archive: the same whatever order documents come in, and known again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from dateline.reconcile.incidents import Constraints
from dateline.records import Document
from dateline.run.families import update_families
from dateline.run.incidents import IncidentsFound, update_incidents
from dateline.store import Store, open_store, schema
from tests.fake_coder import make_other_coder
from tests.store.archive import put
from tests.store.postgresql import server

KUTUM = "killed 38 people in Kutum, medics told the paper. The grain market burned until evening."
PETEL = "killed 14 people in Petel-Bana. Survivors walked to the next town before dawn."


def _document(name: str, text: str, day: int) -> Document:
    return Document(
        id=name, text=text, published=date(2024, 5, day), outlet=name.title(), source=f"{name}.txt"
    )


DOCUMENTS = (
    _document("wire", f"Drones {KUTUM}", 16),
    _document("daily", f"A drone strike: drones {KUTUM} Rebels killed 3 people in Petel-Bana.", 16),
    _document("radio", "Residents wept. Drones killed 40 people in Kutum on Thursday.", 16),
    _document("post", "Drones killed 2 people in Kutum again, a week after the market.", 24),
    _document("herald", f"Gunmen {PETEL}", 16),
    _document("gazette", f"Masked gunmen {PETEL} Police killed 1 people.", 16),
    _document("notes", "Nothing happened.", 16),
    _document("later", "Soldiers killed 5 people in Nowhere-City.", 30),
)

TABLES = (
    schema.incidents,
    schema.incident_actors,
    schema.incident_tolls,
    schema.toll_entries,
    schema.incident_sources,
    schema.contradictions,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def update(store: Store, constraints: Constraints | None = None) -> IncidentsFound:
    update_families(store)
    with store.writing() as connection:
        return update_incidents(connection, 1, constraints)


def names(store: Store) -> dict[str, str]:
    """The incident of each report."""
    m = schema.incident_reports.c
    with store.reading() as connection:
        return {
            r.report_id: r.incident_id
            for r in connection.execute(select(m.report_id, m.incident_id))
        }


def contents(store: Store) -> list[tuple[object, ...]]:
    """What the incidents say, without their numbers and times, each with its reports."""
    left_out = {"id", "incident_id", "created_at", "updated_at", "run_id"}
    out = []
    with store.reading() as connection:
        member = schema.incident_reports
        for name in connection.execute(select(schema.incidents.c.id)).scalars():
            rows: list[object] = []
            for table in TABLES:
                key = table.c.id if table is schema.incidents else table.c.incident_id
                found = connection.execute(select(table).where(key == name))
                rows.append(sorted(_row(r._mapping, left_out) for r in found))
            reports = connection.execute(select(member).where(member.c.incident_id == name))
            rows.append(sorted(_row(r._mapping, left_out) for r in reports))
            out.append(tuple(map(str, rows)))
    return sorted(out)


def _row(mapping: object, left_out: set[str]) -> str:
    items = dict(mapping).items()  # type: ignore[call-overload]
    return str(sorted((k, v) for k, v in items if k not in left_out))


def batches(rng: random.Random) -> list[list[Document]]:
    documents = list(DOCUMENTS)
    rng.shuffle(documents)
    cuts = sorted(rng.sample(range(1, len(documents)), rng.randint(0, 3)))
    edges = [0, *cuts, len(documents)]
    return [documents[a:b] for a, b in pairwise(edges)]


def fill(store: Store, some: Sequence[Sequence[Document]]) -> None:
    for batch in some:
        put(store, batch)
        update(store)


def _leads_to(store: Store, name: str) -> list[tuple[str, str]]:
    f = schema.incident_forwards.c
    with store.reading() as connection:
        rows = connection.execute(select(f.new_id, f.kind).where(f.old_id == name)).all()
    return [(row.new_id, row.kind) for row in rows]


def test_twenty_orders_and_batches_end_in_the_same_incidents(tmp_path: Path) -> None:
    seen = []
    for seed in range(20):
        with open_store(str(tmp_path / f"{seed}.db"), create=True) as store:
            fill(store, batches(random.Random(seed)))
            seen.append(contents(store))
    assert all(one == seen[0] for one in seen)
    assert len(seen[0]) < 9


def test_reports_of_one_strike_are_one_incident_and_the_next_weeks_is_another(
    store: Store,
) -> None:
    fill(store, [DOCUMENTS])
    found = names(store)
    assert found["wire/i1"] == found["daily/i1"]
    assert found["herald/i1"] == found["gazette/i1"]
    assert found["post/i1"] != found["wire/i1"]


def test_a_second_run_touches_nothing(store: Store) -> None:
    fill(store, [DOCUMENTS])
    with store.reading() as connection:
        before = connection.execute(select(schema.incidents)).all()
    again = update(store)
    assert (again.created, again.changed, again.merged, again.removed) == ((), (), (), ())
    with store.reading() as connection:
        assert connection.execute(select(schema.incidents)).all() == before


def test_an_incident_keeps_its_identifier_when_documents_come(store: Store) -> None:
    fill(store, [DOCUMENTS[:1]])
    first = names(store)["wire/i1"]
    fill(store, [DOCUMENTS[1:]])
    assert names(store)["daily/i1"] == first


def test_an_incident_keeps_its_identifier_when_its_documents_are_coded_anew(store: Store) -> None:
    fill(store, [DOCUMENTS])
    before = names(store)
    put(store, DOCUMENTS, make_other_coder)
    update(store)
    assert names(store) == before


def test_a_merge_and_its_undoing_leave_the_identifiers_as_they_were(store: Store) -> None:
    fill(store, [DOCUMENTS])
    before = names(store)
    one, other = before["post/i1"], before["wire/i1"]
    merged = update(store, Constraints(together=(("post/i1", "wire/i1"),)))
    assert merged.merged == (one,)
    assert names(store)["post/i1"] == other
    assert _leads_to(store, one) == [(other, "merged")]
    update(store)
    assert names(store) == before
    assert _leads_to(store, one) == []


def test_a_split_incident_leads_to_its_parts(store: Store) -> None:
    fill(store, [DOCUMENTS])
    old = names(store)["herald/i1"]
    found = update(store, Constraints(apart=(("herald/i1", "gazette/i1"),)))
    assert found.split == (old,)
    now = names(store)
    (new,) = {now["herald/i1"], now["gazette/i1"]} - {old}
    assert _leads_to(store, old) == [(new, "split")]


def test_rejected_reports_join_no_incident(store: Store) -> None:
    fill(store, [DOCUMENTS])
    lone = names(store)["later/i1"]
    with store.writing() as connection:
        connection.execute(
            schema.review_state.insert().values(
                target_kind="report",
                target_id="later/i1",
                verdict="rejected",
                flagged=0,
                comments=0,
                edited=0,
                last_at="2024-06-01",
                last_author="ana",
            )
        )
    assert update(store).removed == (lone,)
    assert "later/i1" not in names(store)
    assert _leads_to(store, lone) == [("", "removed")]


def test_an_identifier_is_never_given_again(store: Store) -> None:
    fill(store, [DOCUMENTS])
    known = set(names(store).values())
    with store.writing() as connection:
        d = schema.documents
        connection.execute(delete(d).where(d.c.id == "later"))
    update(store)
    put(store, [_document("last", "Militiamen killed 9 people in Elsewhere-Town.", 2)])
    update(store)
    assert names(store)["last/i1"] not in known


def test_postgresql_holds_the_same_incidents(tmp_path: Path) -> None:
    seen = []
    with server() as url:
        for target in (url, str(tmp_path / "a.db")):
            with open_store(target, create=True) as store:
                fill(store, [DOCUMENTS])
                seen.append(contents(store))
    assert seen[0] == seen[1]


def test_reports_that_begin_with_one_word_keep_their_incidents_when_nothing_is_new(
    store: Store,
) -> None:
    fill(store, [DOCUMENTS])
    t = schema.triggers
    with store.writing() as connection:
        first, second = sorted(name for name in names(store) if name.startswith("daily/"))
        at = connection.execute(select(t.c.start, t.c.end).where(t.c.report_id == first)).first()
        assert at is not None
        connection.execute(
            t.update().where(t.c.report_id == second).values(start=at.start, end=at.end)
        )
        connection.execute(delete(schema.signatures))
    update(store)
    before = names(store)
    assert before[first] != before[second]
    again = update(store)
    assert (again.created, again.changed, again.merged, again.split, again.removed) == ((),) * 5
    assert names(store) == before
