"""Brings the incidents of an archive up to date with its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection, select

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import Cluster, Constraints, clusters
from dateline.reconcile.incidents.identifiers import Identified, identified
from dateline.reconcile.tolls import summarise as summary_of
from dateline.store import schema
from dateline.store.counters import counter, set_counter
from dateline.store.evidence import load_evidence
from dateline.store.incidents import (
    Anchor,
    Row,
    anchors,
    content_hash_of,
    drop_incidents,
    live_incidents,
    memberships,
    put_anchors,
    put_forwards,
    put_incident,
    put_memberships,
    rejected_reports,
)

COUNTER = "incident"

Progress = Callable[[str, int, int], None]


class Summary(Protocol):
    """What the reports of one incident come to, as rows of the incident's tables."""

    def columns(self) -> Row: ...

    def rows(self) -> Mapping[str, Sequence[Row]]: ...


Summarise = Callable[[Sequence[Evidence]], Summary]


@dataclass(frozen=True, slots=True)
class IncidentsFound:
    """How many incidents there are, and the identifiers of those that a run touched.

    `merged`, `split` and `removed` are of incidents of before; a split one is still there.
    """

    incidents: int
    created: tuple[str, ...]
    changed: tuple[str, ...]
    merged: tuple[str, ...]
    split: tuple[str, ...]
    removed: tuple[str, ...]


def update_incidents(
    connection: Connection,
    run_id: int,
    constraints: Constraints | None = None,
    summarise: Summarise = summary_of,
    progress: Progress | None = None,
) -> IncidentsFound:
    """Joins the archive's reports into incidents and writes what is new, changed or gone.

    Within the caller's transaction; families are up to date. The incidents depend on reports and
    constraints alone, not on the order in which documents came; their identifiers stay as
    `identified` says. What says the same as before is not touched.
    """
    rejected = rejected_reports(connection)
    told = progress or _silent
    told("incidents: reading reports", 0, 1)
    evidence = {e.report_id: e for e in load_evidence(connection) if e.report_id not in rejected}
    told("incidents: joining", 0, len(evidence))
    found = clusters(evidence.values(), constraints)
    live = live_incidents(connection)
    before, gone = _before(connection, evidence, live)
    names = identified([c.ids for c in found], before, gone, counter(connection, COUNTER))
    return _write(connection, run_id, found, evidence, names, live, summarise, told)


def _write(
    connection: Connection,
    run_id: int,
    found: Sequence[Cluster],
    evidence: Mapping[str, Evidence],
    names: Identified,
    live: Mapping[str, str],
    summarise: Summarise,
    told: Progress,
) -> IncidentsFound:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    dropped = live.keys() - set(names.names)
    known = memberships(connection)
    drop_incidents(connection, dropped)
    created: list[str] = []
    changed: list[str] = []
    moved: list[str] = []
    rows: list[Row] = []
    hashes = _hashes(connection)
    new_anchors: list[Anchor] = []
    for n, (name, cluster) in enumerate(zip(names.names, found, strict=True)):
        if n % 500 == 0:
            told("incidents: writing", n, len(found))
        reports = [evidence[report] for report in cluster.ids]
        summary = summarise(reports)
        columns, children = summary.columns(), summary.rows()
        members = _members(name, cluster, evidence)
        content = content_hash_of(columns, children, members)
        if live.get(name) != content:
            put_incident(
                connection,
                name,
                columns,
                children,
                content,
                now=now,
                run_id=run_id,
                there=name in live,
            )
            (changed if name in live else created).append(name)
        if sorted(known.get(name, ()), key=_by_report) != members:
            moved.append(name)
            rows += members
            new_anchors += _anchors(name, reports, hashes)
    put_memberships(connection, moved, rows)
    put_anchors(connection, moved, new_anchors)
    put_forwards(connection, names.forwards, names.back, now, run_id)
    set_counter(connection, COUNTER, names.last)
    told("incidents: writing", len(found), len(found))
    of_kind = {
        kind: tuple(f.old for f in names.forwards if f.kind == kind)
        for kind in ("merged", "split", "removed")
    }
    return IncidentsFound(len(found), tuple(created), tuple(changed), **of_kind)


def _members(name: str, cluster: Cluster, evidence: Mapping[str, Evidence]) -> list[Row]:
    return [
        {
            "report_id": joined.report_id,
            "incident_id": name,
            "document_id": evidence[joined.report_id].document_id,
            "joined_to": joined.nearest,
            "score": joined.score,
            "why": joined.why,
            "by": joined.by,
        }
        for joined in sorted(cluster.reports, key=lambda joined: joined.report_id)
    ]


def _by_report(row: Row) -> str:
    return str(row["report_id"])


def _hashes(connection: Connection) -> dict[str, str]:
    d = schema.documents.c
    return {row.id: row.content_hash for row in connection.execute(select(d.id, d.content_hash))}


def _anchors(name: str, reports: Sequence[Evidence], hashes: Mapping[str, str]) -> Iterator[Anchor]:
    for report in reports:
        first = report.triggers[0] if report.triggers else None
        if first is not None:
            yield Anchor(
                name,
                hashes[report.document_id],
                first.start,
                first.end,
                report.document_id,
                first.text,
            )


def _before(
    connection: Connection, evidence: Mapping[str, Evidence], live: Collection[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The reports that each incident had, as they are called now: live ones, and gone ones."""
    hashes = _hashes(connection)
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    by_words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for report, e in evidence.items():
        for trigger in e.triggers:
            spans[hashes[e.document_id]].append((trigger.start, trigger.end, report))
            by_words[e.document_id, trigger.text].append(report)
    out: tuple[dict[str, set[str]], dict[str, set[str]]] = ({name: set() for name in live}, {})
    for anchor in anchors(connection):
        held = out[0] if anchor.incident_id in live else out[1]
        reports = held.setdefault(anchor.incident_id, set())
        if anchor.content_hash in spans:
            overlapping = (
                report
                for start, end, report in spans[anchor.content_hash]
                if start < anchor.end and anchor.start < end
            )
            reports.update(islice(overlapping, 1))
        else:
            # Another version of the article: the same word tells the same incident.
            reports.update(by_words.get((anchor.document_id, anchor.words), ())[:1])
    return out


def _silent(_step: str, _done: int, _of: int) -> None:
    return None
