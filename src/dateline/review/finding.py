"""Finding again what a decision was about, after documents were coded or joined anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from dateline.review.anchors import Reference, batches
from dateline.store import schema

Place = tuple[int, int]


_TELLING = 30
"""Code points of words that are hardly twice in one article by chance."""


class Lost(Exception):  # noqa: N818 - no error of anybody's: what was decided on is no more
    """What a decision was about cannot be found; `reason` names why, `detail` what to do."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass
class Documents:
    """The documents of an archive that references may mean, by identifier and by content."""

    hash_of: dict[str, str] = field(default_factory=dict)
    by_hash: dict[str, str] = field(default_factory=dict)

    def find(self, reference: Reference) -> str:
        """The document of a reference: the same content, or else the same identifier."""
        name = str(reference.get("document"))
        if (same := self.by_hash.get(str(reference.get("hash")))) is not None:
            return same
        if name in self.hash_of:
            return name
        raise Lost(
            "document gone",
            f"document {name} is not in the archive: code it again, or undo this decision",
        )


def documents_of(connection: Connection, references: Iterable[Reference]) -> Documents:
    """What the archive has of the documents that references name."""
    found = Documents()
    listed = list(references)
    d = schema.documents.c
    for column, key in ((d.id, "document"), (d.content_hash, "hash")):
        wanted = {str(reference[key]) for reference in listed if reference.get(key)}
        for batch in batches(sorted(wanted)):
            for row in connection.execute(select(d.id, d.content_hash).where(column.in_(batch))):
                found.hash_of[row.id] = row.content_hash
                found.by_hash[row.content_hash] = row.id
    return found


def relocated(
    text: str, start: int, words: str, contexts: Sequence[tuple[int, str]] = ()
) -> Place | None:
    """Where words stand in another version of their text; None where they are not to be found.

    In one of the contexts (start, words), in its old place or where the text has it once. Words
    alone tell where they are only if they are long: "killed" may well be another's killed.
    """
    if not words:
        return None
    for context_start, context in contexts or [(start, words)]:
        if _stands(text, (context_start, context)):
            where = start
        elif len(context) >= _TELLING and text.count(context) == 1:
            where = text.index(context) + start - context_start
        else:
            continue
        if where >= 0 and text[where : where + len(words)] == words:
            return where, where + len(words)
    return None


def _stands(text: str, context: tuple[int, str]) -> bool:
    return text[context[0] : context[0] + len(context[1])] == context[1]


def places_of(reference: Reference, text: str) -> list[Place]:
    """The places of a reference's words in a text; those that are gone are left out."""
    sentence = reference.get("sentence")
    contexts = [(int(sentence[0]), str(sentence[1]))] if sentence else []
    places = (
        relocated(text, start, words, contexts) for start, _, words in reference.get("at", ())
    )
    return [place for place in places if place is not None]


def best_match(
    places: Sequence[Place], candidates: Mapping[str, Sequence[Place]], id: str
) -> str | None:
    """The candidate with most of the places; of equal ones `id`, or None where that is not one.

    A place that is exactly a candidate's counts before one that only overlaps.
    """
    scores: dict[str, tuple[int, int]] = {}
    for name, own in candidates.items():
        exact = len(set(places) & set(own))
        touched = sum(any(a < d and c < b for c, d in own) for a, b in places)
        if touched:
            scores[name] = (exact, touched)
    if not scores:
        return None
    best = max(scores.values())
    names = [name for name, score in scores.items() if score == best]
    if id in names:
        return id
    if len(names) > 1:
        raise Lost(
            "told apart now",
            f"the words of {id} now tell {', '.join(sorted(names))}: "
            "undo this decision and decide for each",
        )
    return names[0]


@dataclass
class Reports:
    """The reports of documents as the database has them, found again by their triggers."""

    documents: Documents
    triggers: dict[str, dict[str, list[Place]]]
    texts: dict[str, str]

    def find(self, reference: Reference, id: str) -> str:
        """The identifier that a report has now. Raises Lost."""
        document = self.documents.find(reference)
        known = reference.get("hash") == self.documents.hash_of[document]
        if known:
            places = [(int(start), int(end)) for start, end, _ in reference.get("at", ())]
        else:
            places = places_of(reference, self.texts.get(document, ""))
        return found_report(places, self.triggers.get(document, {}), id, document)


def found_report(
    places: Sequence[Place], candidates: Mapping[str, Sequence[Place]], id: str, document: str
) -> str:
    """The report among `candidates` whose triggers stand at `places`. Raises Lost."""
    if not places:
        raise Lost(
            "sentence gone",
            f"the words of {id} are no longer in document {document}: "
            "look at its new text, then undo this decision or decide anew",
        )
    found = best_match(places, candidates, id)
    if found is None:
        raise Lost(
            "report gone",
            f"the words of {id} no longer tell an incident in document {document}: "
            "add it by hand, or undo this decision",
        )
    return found


def reports_of(connection: Connection, references: Iterable[Reference]) -> Reports:
    """What the archive has of the documents that references to reports name."""
    listed = list(references)
    documents = documents_of(connection, listed)
    triggers: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    texts: dict[str, str] = {}
    t, d = schema.triggers.c, schema.documents.c
    for batch in batches(sorted(documents.hash_of)):
        query = select(t.document_id, t.report_id, t.start, t.end)
        for row in connection.execute(query.where(t.document_id.in_(batch))):
            triggers[row.document_id][row.report_id].append((row.start, row.end))
    changed = {
        name
        for reference in listed
        if (name := str(reference.get("document"))) in documents.hash_of
        and documents.hash_of[name] != reference.get("hash")
    }
    for batch in batches(sorted(changed)):
        found = connection.execute(select(d.id, d.text).where(d.id.in_(batch)))
        texts.update((one.id, one.text) for one in found)
    return Reports(documents, triggers, texts)


def found_incident(
    reference: Reference,
    id: str,
    reports: Reports,
    incident_of: Mapping[str, str],
    *,
    strict: bool,
) -> str:
    """The incident that has most of a reference's reports now. Raises Lost.

    `strict` asks for more than half of them; else of equal parts the one with the old identifier.
    """
    if not reference.get("reports"):
        raise Lost("incident gone", f"nothing is known of the reports of {id}: undo this decision")
    counts: Counter[str] = Counter()
    for name, one in reference["reports"].items():
        try:
            found = reports.find(one, name)
        except Lost:
            continue
        if found in incident_of:
            counts[incident_of[found]] += 1
    if not counts:
        raise Lost(
            "incident gone",
            f"none of the reports of {id} is in an incident now: "
            "look for its sentence in the documents, or undo this decision",
        )
    most = max(counts.values())
    names = sorted(name for name, count in counts.items() if count == most)
    if (len(names) == 1 and 2 * most > counts.total()) or not strict:
        return id if id in names else names[0]
    raise Lost(
        "incident split",
        f"the reports of {id} are now in {', '.join(sorted(counts))}: "
        "undo this decision and decide for each of them",
    )


def incidents_of_reports(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """The incident of every report that is in one."""
    m = schema.incident_reports.c
    found: dict[str, str] = {}
    for batch in batches(dict.fromkeys(reports)):
        query = select(m.report_id, m.incident_id).where(m.report_id.in_(batch))
        found.update((row.report_id, row.incident_id) for row in connection.execute(query))
    return found


def report_references_in(anchor: Mapping[str, Any]) -> list[Reference]:
    """Every reference to a report that a decision's anchor holds."""
    out = []
    for reference in (anchor.get("target") or {}, *(anchor.get("refs") or {}).values()):
        if "reports" in reference:
            out.extend(reference["reports"].values())
        elif "at" in reference:
            out.append(reference)
    return out


@dataclass
class Actors:
    """The actors of documents as the database has them, found again by their mentions or name."""

    documents: Documents
    mentions: dict[str, dict[str, list[Place]]]
    names: dict[str, dict[str, str]]

    def find(self, reference: Reference, id: str) -> list[str]:
        """The document actors that an actor of a document, or of the archive, is now.

        Of an archive's actor the first member that is found stands for all. Raises Lost.
        """
        if "members" not in reference:
            return [self._one(reference, id)]
        for name, one in reference["members"].items():
            try:
                return [self._one(one, name)]
            except Lost:
                continue
        raise Lost(
            "actor gone",
            f"no document names the actor {id} ({reference.get('name')}) any more: "
            "undo this decision, or decide on the actor that stands there now",
        )

    def _one(self, reference: Reference, id: str) -> str:
        document = self.documents.find(reference)
        named = self.names.get(document, {})
        if reference.get("hash") == self.documents.hash_of[document]:
            places = [(int(start), int(end)) for start, end, _ in reference.get("at", ())]
            found = best_match(places, self.mentions.get(document, {}), id)
            if found is not None:
                return found
        same = sorted(i for i, name in named.items() if name == reference.get("name"))
        if same:
            return id if id in same else same[0]
        raise Lost(
            "actor gone",
            f"document {document} no longer names {reference.get('name')}: "
            "undo this decision, or decide on the actor that stands there now",
        )


def actors_of(connection: Connection, anchors: Iterable[Mapping[str, Any]]) -> Actors:
    """What the archive has of the documents whose actors anchors name."""
    listed: list[Reference] = []
    for anchor in anchors:
        for reference in (anchor.get("target") or {}, *(anchor.get("refs") or {}).values()):
            listed.extend(reference.get("members", {}).values() or [reference])
    documents = documents_of(connection, listed)
    mentions: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, dict[str, str]] = defaultdict(dict)
    m, a = schema.mentions.c, schema.actors.c
    for batch in batches(sorted(documents.hash_of)):
        query = select(m.document_id, m.actor_id, m.start, m.end).where(m.actor_id.is_not(None))
        for row in connection.execute(query.where(m.document_id.in_(batch))):
            mentions[row.document_id][row.actor_id].append((row.start, row.end))
        actors = select(a.document_id, a.id, a.name).where(a.document_id.in_(batch))
        for one in connection.execute(actors):
            names[one.document_id][one.id] = one.name
    return Actors(documents, mentions, names)
