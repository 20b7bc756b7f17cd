"""What an archive's incidents are made from, as short names that change when it does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select

from dateline.reconcile.incidents.signature import METHOD, Signature
from dateline.store import schema

_AT_ONCE = 500

_FIELDS = tuple(field.name for field in fields(Signature))

_T = TypeVar("_T")


def document_fingerprints(connection: Connection) -> dict[str, str]:
    """For each document a name of all that its reports' evidence is made from.

    Its coding, its family, what it shares with others, who its actors are in the archive, and
    what reviewers decided on it.
    """
    d = schema.documents.c
    parts: dict[str, list[str]] = {
        row.id: [row.content_hash, row.coding_hash, str(row.run_id)]
        for row in connection.execute(select(d.id, d.content_hash, d.coding_hash, d.run_id))
    }
    for document, told in (
        *_families(connection),
        *_edges(connection),
        *_actors(connection),
        *_decided(connection),
    ):
        if document in parts:
            parts[document].append(told)
    return {name: digest(sorted(told)) for name, told in parts.items()}


def digest(parts: Iterable[str]) -> str:
    """A short name of some texts in their order."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _families(connection: Connection) -> Iterator[tuple[str, str]]:
    m, f = schema.family_documents.c, schema.families.c
    query = select(m.document_id, f.id, f.origin, f.documents).join(
        schema.families, f.id == m.family_id
    )
    for row in connection.execute(query):
        yield row.document_id, f"family {row.id} {row.origin} {row.documents}"


def _edges(connection: Connection) -> Iterator[tuple[str, str]]:
    """What passages a document shares, and how the other's family takes them."""
    e, m, f = schema.family_edges.c, schema.family_documents.c, schema.families.c
    family = {
        row.document_id: f"{row.family_id} {row.documents}"
        for row in connection.execute(
            select(m.document_id, m.family_id, f.documents).join(
                schema.families, f.id == m.family_id
            )
        )
    }
    columns = (e.document_id, e.other_id, e.kind, e.spans, e.other_spans)
    for row in connection.execute(select(*columns)):
        shared = digest([row.kind, row.spans, row.other_spans])
        for mine, other in ((row.document_id, row.other_id), (row.other_id, row.document_id)):
            yield mine, f"edge {other} {family.get(other)} {shared}"


def _actors(connection: Connection) -> Iterator[tuple[str, str]]:
    m = schema.archive_actor_members.c
    query = select(m.document_id, m.actor_id, m.archive_actor_id)
    for row in connection.execute(query):
        yield row.document_id, f"actor {row.actor_id} {row.archive_actor_id}"


def _decided(connection: Connection) -> Iterator[tuple[str, str]]:
    """Documents with decisions on them, each with every one, and with what undoes it.

    Every one and not the newest: another's log may bring an older one later.
    """
    d, t = schema.decisions.c, schema.decision_targets.c
    kinds = ("report", "claim", "actor", "document")
    on: dict[str, set[str]] = {}
    for row in connection.execute(select(d.id, d.target_id).where(d.target_kind.in_(kinds))):
        on[row.id] = {row.target_id, row.target_id.rpartition("/")[0]}
    # A document that was read anew may have its reports under other names.
    for row in connection.execute(select(t.decision_id, t.document_id)):
        if row.decision_id in on and row.document_id:
            on[row.decision_id].add(row.document_id)
    undone = select(d.id, d.target_id).where(d.target_kind == "decision").order_by(d.id)
    # An undoing can be undone: it stands after what it undoes.
    for row in connection.execute(undone):
        on[row.id] = on.get(row.target_id, set())
    for decision, documents in on.items():
        for document in documents:
            yield document, f"decided {decision}"


def stored_signatures(
    connection: Connection, fingerprints: Mapping[str, str]
) -> dict[str, tuple[Signature, ...]]:
    """The signatures of the documents whose stored ones are still right, by document."""
    s = schema.signatures.c
    query = select(s.document_id, s.fingerprint, s.json)
    out: dict[str, tuple[Signature, ...]] = {}
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        if row.fingerprint == _current(fingerprints.get(row.document_id)):
            out[row.document_id] = tuple(map(_signature, json.loads(row.json)))
    return out


def put_signatures(
    connection: Connection,
    found: Mapping[str, Sequence[Signature]],
    fingerprints: Mapping[str, str],
) -> None:
    """Stores the signatures of documents in place of those that they have."""
    table = schema.signatures
    for batch in _batches(sorted(found)):
        connection.execute(delete(table).where(table.c.document_id.in_(batch)))
        rows = [
            {
                "document_id": name,
                "fingerprint": _current(fingerprints[name]),
                "json": json.dumps(
                    [[getattr(s, field) for field in _FIELDS] for s in found[name]],
                    ensure_ascii=False,
                    separators=(",", ":"),
                ),
            }
            for name in batch
        ]
        connection.execute(insert(table), rows)


def incident_fingerprints(connection: Connection) -> dict[str, str]:
    """What each incident's contents were made from when they were last written."""
    t = schema.incident_inputs.c
    rows = connection.execute(select(t.incident_id, t.fingerprint))
    return {row.incident_id: row.fingerprint for row in rows}


def put_incident_fingerprints(connection: Connection, found: Mapping[str, str]) -> None:
    """Keeps what incidents' contents were made from."""
    table = schema.incident_inputs
    for batch in _batches(sorted(found)):
        connection.execute(delete(table).where(table.c.incident_id.in_(batch)))
        rows = [{"incident_id": name, "fingerprint": found[name]} for name in batch]
        connection.execute(insert(table), rows)


def _current(fingerprint: str | None) -> str:
    return f"{METHOD} {fingerprint}"


def _signature(row: Sequence[object]) -> Signature:
    return Signature(*(tuple(v) if isinstance(v, list) else v for v in row))  # type: ignore[arg-type]


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
