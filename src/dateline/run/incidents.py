"""Brings the incidents of an archive up to date with its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection

from dateline import __version__
from dateline.reconcile.evidence import Evidence
from dateline.reconcile.families import Independence
from dateline.reconcile.incidents import Cluster, Constraints, Signature, clusters_of
from dateline.reconcile.incidents import signatures as signatures_of
from dateline.reconcile.incidents.identifiers import Identified, identified
from dateline.reconcile.tolls import summarise as summary_of
from dateline.store.counters import counter, set_counter
from dateline.store.evidence import independence, load_evidence
from dateline.store.fingerprints import (
    digest,
    document_fingerprints,
    incident_fingerprints,
    put_incident_fingerprints,
    put_signatures,
    stored_signatures,
)
from dateline.store.incidents import (
    Anchor,
    Row,
    anchors,
    content_hash_of,
    content_hashes,
    drop_incidents,
    live_incidents,
    memberships,
    put_anchors,
    put_forwards,
    put_incident,
    put_memberships,
    rejected_reports,
    triggers_of,
)

COUNTER = "incident"

_DOCUMENTS_AT_ONCE = 1_000
_INCIDENTS_AT_ONCE = 1_000

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
    `identified` says. Only documents that are new or otherwise than before are read anew, and only
    incidents that rest on other reports, or on reports that changed, are made anew.
    """
    told = progress or _silent
    prints = document_fingerprints(connection)
    known = independence(connection)
    by_document = _signatures(connection, prints, known, told)
    rejected = rejected_reports(connection)
    signatures = [s for found in by_document.values() for s in found if s.report_id not in rejected]
    told("incidents: joining", 0, len(signatures))
    found = clusters_of(signatures, constraints)
    live = live_incidents(connection)
    hashes = content_hashes(connection)
    before, gone = _before(connection, signatures, live, hashes)
    names = identified([c.ids for c in found], before, gone, counter(connection, COUNTER))
    work = _Work(connection, run_id, summarise, known, prints, hashes, live)
    return work.write(found, names, {s.report_id: s for s in signatures}, told)


def _signatures(
    connection: Connection, prints: Mapping[str, str], known: Independence, told: Progress
) -> dict[str, tuple[Signature, ...]]:
    """The signatures of every document's reports; those that are not stored are made and stored."""
    found = stored_signatures(connection, prints)
    stale = sorted(prints.keys() - found.keys())
    for n in range(0, len(stale), _DOCUMENTS_AT_ONCE):
        told("incidents: reading reports", n, len(stale))
        batch = stale[n : n + _DOCUMENTS_AT_ONCE]
        made: dict[str, list[Signature]] = {name: [] for name in batch}
        for s in signatures_of(load_evidence(connection, known=known, documents=batch)):
            made[s.document_id].append(s)
        put_signatures(connection, made, prints)
        found |= {name: tuple(some) for name, some in made.items()}
    return found


class _Work:
    """Writes the incidents of one run; keeps what it has found out of the archive before."""

    def __init__(
        self,
        connection: Connection,
        run_id: int,
        summarise: Summarise,
        known: Independence,
        prints: Mapping[str, str],
        hashes: Mapping[str, str],
        live: Mapping[str, str],
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._summarise = summarise
        self._known = known
        self._prints = prints
        self._hashes = hashes
        self._live = live
        self._now = datetime.now(UTC).isoformat(timespec="seconds")
        self._created: list[str] = []
        self._changed: list[str] = []

    def write(
        self,
        found: Sequence[Cluster],
        names: Identified,
        signatures: Mapping[str, Signature],
        told: Progress,
    ) -> IncidentsFound:
        connection = self._connection
        was = incident_fingerprints(connection)
        rows_were = memberships(connection)
        drop_incidents(connection, self._live.keys() - set(names.names))
        stale: list[tuple[str, Cluster, list[Row]]] = []
        inputs: dict[str, str] = {}
        moved: dict[str, list[Row]] = {}
        for name, cluster in zip(names.names, found, strict=True):
            rows = _members(name, cluster, signatures)
            inputs[name] = self._fingerprint(rows)
            if was.get(name) != inputs[name] or name not in self._live:
                stale.append((name, cluster, rows))
            if sorted(rows_were.get(name, ()), key=_by_report) != rows:
                moved[name] = rows
        for n in range(0, len(stale), _INCIDENTS_AT_ONCE):
            told("incidents: writing", n, len(stale))
            self._put(stale[n : n + _INCIDENTS_AT_ONCE])
        put_memberships(connection, moved, [row for rows in moved.values() for row in rows])
        put_anchors(
            connection,
            moved,
            [a for rows in moved.values() for a in self._anchors(rows, signatures)],
        )
        put_incident_fingerprints(connection, {name: inputs[name] for name, _, _ in stale})
        put_forwards(connection, names.forwards, names.back, self._now, self._run_id)
        set_counter(connection, COUNTER, names.last)
        told("incidents: writing", len(stale), len(stale))
        of_kind = {
            kind: tuple(f.old for f in names.forwards if f.kind == kind)
            for kind in ("merged", "split", "removed")
        }
        return IncidentsFound(len(found), tuple(self._created), tuple(self._changed), **of_kind)

    def _put(self, some: Sequence[tuple[str, Cluster, list[Row]]]) -> None:
        """Makes incidents from their reports, and writes those that say something else now."""
        wanted = {report for _, cluster, _ in some for report in cluster.ids}
        evidence = {
            e.report_id: e for e in load_evidence(self._connection, wanted, known=self._known)
        }
        for name, cluster, rows in some:
            summary = self._summarise([evidence[report] for report in cluster.ids])
            columns, children = summary.columns(), summary.rows()
            content = content_hash_of(columns, children, rows)
            if self._live.get(name) == content:
                continue
            put_incident(
                self._connection,
                name,
                columns,
                children,
                content,
                now=self._now,
                run_id=self._run_id,
                there=name in self._live,
            )
            (self._changed if name in self._live else self._created).append(name)

    def _fingerprint(self, rows: Sequence[Row]) -> str:
        """Of all that an incident's contents are made from."""
        how = f"{self._summarise.__module__} {__version__}"
        told = (
            f"{r['report_id']} {r['joined_to']} {r['score']} {r['why']} {r['by']}"
            f" {self._prints[r['document_id']]}"
            for r in rows
        )
        return digest([how, *told])

    def _anchors(
        self, rows: Sequence[Row], signatures: Mapping[str, Signature]
    ) -> Iterator[Anchor]:
        for row in rows:
            s = signatures[row["report_id"]]
            if s.at:
                name, (start, end) = s.document_id, s.at
                incident = str(row["incident_id"])
                yield Anchor(incident, self._hashes[name], start, end, name, s.word)


def _members(name: str, cluster: Cluster, signatures: Mapping[str, Signature]) -> list[Row]:
    return [
        {
            "report_id": joined.report_id,
            "incident_id": name,
            "document_id": signatures[joined.report_id].document_id,
            "joined_to": joined.nearest,
            "score": joined.score,
            "why": joined.why,
            "by": joined.by,
        }
        for joined in sorted(cluster.reports, key=lambda joined: joined.report_id)
    ]


def _by_report(row: Row) -> str:
    return str(row["report_id"])


def _before(
    connection: Connection,
    signatures: Sequence[Signature],
    live: Collection[str],
    hashes: Mapping[str, str],
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The reports that each incident had, as they are called now: live ones, and gone ones."""
    at: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for s in signatures:
        if s.at:
            at[hashes[s.document_id], s.at[0], s.at[1]].append(s.report_id)
    had = {
        name: {row["report_id"] for row in rows} for name, rows in memberships(connection).items()
    }
    moved: list[Anchor] = []
    out: tuple[dict[str, set[str]], dict[str, set[str]]] = ({name: set() for name in live}, {})

    def hold(anchor: Anchor, reports: Iterable[str]) -> None:
        held = out[0] if anchor.incident_id in live else out[1]
        held.setdefault(anchor.incident_id, set()).update(reports)

    for anchor in anchors(connection):
        there = at.get((anchor.content_hash, anchor.start, anchor.end))
        if there is None:
            moved.append(anchor)
        else:
            # One word can begin two reports, and one text be two documents'.
            mine = had.get(anchor.incident_id, set()).intersection(there)
            hold(anchor, mine or there[-1:])
    by_hash = {content_hash: name for name, content_hash in hashes.items()}
    joining = {s.report_id for s in signatures}
    named = [by_hash.get(anchor.content_hash, anchor.document_id) for anchor in moved]
    told = triggers_of(connection, set(named))
    for anchor, name in zip(moved, named, strict=True):
        same_text = anchor.content_hash in by_hash
        found = (
            trigger.report_id
            for trigger in told.get(name, ())
            if trigger.report_id in joining
            # In another version of an article the same word tells the same incident.
            and (trigger.meets(anchor) if same_text else trigger.words == anchor.words)
        )
        hold(anchor, islice(found, 1))
    return out


def _silent(_step: str, _done: int, _of: int) -> None:
    return None
