"""What the reports of one incident come to: the rows of the incident's tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.reconcile.evidence import ActorEvidence, Evidence
from dateline.reconcile.sources import Sources, in_order, independent_sources
from dateline.reconcile.telling import Told, told
from dateline.reconcile.tolls.contradictions import Contradiction, contradictions
from dateline.reconcile.tolls.entries import toll_entries
from dateline.reconcile.tolls.figures import incident_tolls
from dateline.reconcile.tolls.records import TOTAL, IncidentToll, TollEntry
from dateline.reconcile.tolls.sides import turned

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class IncidentActor:
    """A side of an incident as its reports name it: in how many, and in which one first."""

    role: str
    actor: ActorEvidence
    reports: int
    report_id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One incident as its reports tell it; a pure function of them, whatever their order."""

    told: Told
    tolls: tuple[IncidentToll, ...]
    entries: tuple[TollEntry, ...]
    sources: Sources
    contradictions: tuple[Contradiction, ...]
    actors: tuple[IncidentActor, ...]
    reports: int
    documents: int
    families: int
    first_published: str | None
    last_published: str | None

    def toll(self, what: str, of: str = TOTAL) -> IncidentToll | None:
        """The figures for a kind of victim, of all sides or one; None where nobody counts them."""
        return next((t for t in self.tolls if t.what == what and t.of == of), None)

    @property
    def contested(self) -> bool:
        return bool(self.contradictions)

    def columns(self) -> Row:
        """The columns of the table `incidents`, but for ids, times, hash and run."""
        t, place = self.told, self.told.place
        date_from, date_to, date_precision = t.date or (None, None, None)
        row: Row = {
            "event_type": t.event_type,
            "type": t.type,
            "type_report": t.type_report,
            "status": t.status,
            "status_report": t.status_report,
            "words": t.sentence.text,
            "words_document": t.sentence_document,
            "sentence_start": t.sentence.start,
            "sentence_end": t.sentence.end,
            "sentence_words": t.sentence.text,
            "date_from": date_from,
            "date_to": date_to,
            "date_precision": date_precision,
            "date_report": t.date_report,
            "place_name": place.name if place else None,
            "place_lat": place.lat if place else None,
            "place_lon": place.lon if place else None,
            "place_country": place.country if place else None,
            "place_admin1": place.admin1 if place else None,
            "place_precision": place.precision if place else None,
            "place_report": t.place_report,
            "reports": self.reports,
            "documents": self.documents,
            "families": self.families,
            "sources": self.sources.count,
            "contested": int(self.contested),
            "first_published": self.first_published,
            "last_published": self.last_published,
        }
        for what in ("killed", "injured"):
            toll = self.toll(what)
            for bound in ("low", "best", "high"):
                row[f"{what}_{bound}"] = getattr(toll, bound) if toll else None
        return row

    def rows(self) -> dict[str, list[Row]]:
        """The rows of the incident's other tables, by table, without the incident's id."""
        tables = {
            "incident_tolls": [_toll_row(toll) for toll in self.tolls],
            "toll_entries": [_entry_row(entry) for entry in self.entries],
            "incident_sources": [
                {
                    "speaker": s.speaker,
                    "source_type": s.source_type,
                    "source": s.source,
                    "document_id": s.document_id,
                    "claim_id": s.claim_id,
                    "own": int(s.own),
                }
                for s in self.sources.rows
            ],
            "contradictions": [_contradiction_row(c) for c in self.contradictions],
        }
        numbered = {
            name: [{"ordinal": n, **row} for n, row in enumerate(rows, 1)]
            for name, rows in tables.items()
        }
        return numbered | {"incident_actors": _actor_rows(self.actors)}


def summarise(reports: Sequence[Evidence]) -> Summary:
    """What the reports of ONE incident say of it. ValueError where there are none.

    Tolls, independent sources, contradictions, and type, status, date, place and sentence, each
    with the report that it came from (docs/tolls.md).
    """
    if not reports:
        raise ValueError("an incident has at least one report")
    ordered = in_order(reports)
    sources = independent_sources(ordered)
    entries = toll_entries(ordered, sources.house_of)
    published = sorted(r.document.published for r in ordered if r.document.published)
    return Summary(
        told=told(ordered, sources.house_of),
        tolls=tuple(incident_tolls(entries)),
        entries=tuple(entries),
        sources=sources,
        contradictions=tuple(contradictions(ordered, entries, sources.house_of)),
        actors=_actors(ordered),
        reports=len(ordered),
        documents=len({r.document_id for r in ordered}),
        families=len({r.document.family_id for r in ordered}),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


_OTHER_ROLE = {"perpetrator": "target", "target": "perpetrator"}


_Name = tuple[str, int, str | None]


def _actors(ordered: Sequence[Evidence]) -> tuple[IncidentActor, ...]:
    """The sides by how many reports name them; reports told from the other side are turned.

    Within one incident, actors of one name, kind and country are one side, also where nobody has
    joined them in the archive: they keep their own identifiers there.
    """
    is_turned = turned(ordered)
    found: dict[tuple[str, _Name], list[tuple[ActorEvidence, str]]] = defaultdict(list)
    first: dict[str, _Name] = {}
    for report in ordered:
        seen = set()
        for actor in report.actors:
            role = _OTHER_ROLE[actor.role] if is_turned[report.report_id] else actor.role
            name = actor.name.casefold(), actor.kind, actor.country
            key = role, first.setdefault(actor.archive_id, name) if actor.archive_id else name
            if key not in seen:
                seen.add(key)
                found[key].append((actor, report.report_id))
    ranked = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1])))
    return tuple(
        IncidentActor(role, named[0][0], len(named), named[0][1]) for (role, _), named in ranked
    )


def _toll_row(toll: IncidentToll) -> Row:
    return {
        "what": toll.what,
        "of": toll.of,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "rule": toll.rule,
        "contested": int(toll.contested),
        "note": toll.note,
    }


def _entry_row(entry: TollEntry) -> Row:
    return {
        "what": entry.what,
        "of": entry.of,
        "low": entry.low,
        "best": entry.best,
        "high": entry.high,
        "report_id": entry.report_id,
        "document_id": entry.document_id,
        "start": entry.words.start,
        "end": entry.words.end,
        "words": entry.words.text,
        "claim_id": entry.claim_id,
        "speaker": entry.speaker,
        "source_type": entry.source_type,
        "source": entry.source,
        "published": entry.published,
        "kind": entry.kind,
        "counted": int(entry.counted),
    }


def _contradiction_row(found: Contradiction) -> Row:
    sides = [
        {
            "report": side.report,
            "document": side.document,
            "start": side.words.start,
            "end": side.words.end,
            "words": side.words.text,
            "speaker": side.speaker,
            "value": side.value,
        }
        for side in found.sides
    ]
    return {
        "kind": found.kind,
        "note": found.note,
        "sides": json.dumps(sides, ensure_ascii=False, separators=(",", ":")),
    }


def _actor_rows(actors: Sequence[IncidentActor]) -> list[Row]:
    counts: Mapping[str, list[Row]] = defaultdict(list)
    for named in actors:
        rows = counts[named.role]
        rows.append(
            {
                "role": named.role,
                "ordinal": len(rows) + 1,
                "archive_actor_id": named.actor.archive_id,
                "name": named.actor.name,
                "kind": named.actor.kind,
                "country": named.actor.country,
                "reports": named.reports,
                "report_id": named.report_id,
            }
        )
    return [row for rows in counts.values() for row in rows]
