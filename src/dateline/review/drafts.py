"""A document's rows while decisions are applied to them, one after another."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.codebook import EVENT_TYPE_OF
from dateline.records import Span, sentence_of
from dateline.review.anchors import Reference
from dateline.review.finding import Lost, Place, best_match, found_report, places_of, relocated
from dateline.review.targets import ARGUMENT_KEYS, ROLES, TOLL_KEYS, span_of
from dateline.store import schema
from dateline.store.decisions import Decision
from dateline.store.reviewed import MachineRows, Row, Rows

REVIEWER = "reviewer"


@dataclass
class Draft:
    """The rows of one document; starts as the program made them."""

    id: str
    hash: str
    machine: MachineRows
    document: Row
    rows: Rows
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.machine.text

    def find(self, kind: str, reference: Reference, identifier: str) -> str:
        """The identifier that a part of this document has now. Raises Lost."""
        if kind == "document":
            return self.id
        places = self._places(reference)
        if kind == "report":
            return found_report(places, self.triggers(), identifier, self.id)
        if kind == "claim":
            contents = {
                row["id"]: [(row["content_start"], row["content_end"])]
                for row in self.rows["claims"]
                if row["content_start"] is not None
            }
            found = best_match(places, contents, identifier) if places else None
        else:
            found = self._actor(reference, places, identifier)
        if found is None:
            raise Lost(
                f"{kind} gone",
                f"{identifier} is not found again in document {self.id}: "
                "undo this decision, or decide on what stands there now",
            )
        return found

    def triggers(self) -> dict[str, list[Place]]:
        """The places of every report's triggers."""
        found: dict[str, list[Place]] = {}
        for row in self.rows["triggers"]:
            found.setdefault(row["report_id"], []).append((row["start"], row["end"]))
        return found

    def row(self, table: str, identifier: str) -> Row:
        return next(row for row in self.rows[table] if row["id"] == identifier)

    def span(self, value: Mapping[str, Any]) -> Row:
        """{start, end, words} of a decision's span, in this text. Raises Lost."""
        words = str(value.get("words", self.text[value["start"] : value["end"]]))
        contexts: list[tuple[int, str]] = []
        if around := value.get("around"):
            before, after = around
            start = value["start"] - len(before)
            contexts = [(start, before + words + after), (start, before + words)]
            contexts.append((value["start"], words + after))
        place = relocated(self.text, value["start"], words, contexts)
        if place is None:
            raise Lost(
                "words gone",
                f"the words {words[:80]!r} are no longer where they were in document {self.id}: "
                "select them anew, then undo this decision",
            )
        return {"start": place[0], "end": place[1], "words": words}

    def field(self, kind: str, identifier: str, name: str) -> Any:
        """The value of a field, in the form in which it is edited."""
        if kind == "document":
            return self.document[name]
        if kind == "report" and name in ROLES:
            rows = self._of(identifier, "report_actors")
            return [row["actor_id"] for row in rows if row["role"] == ROLES[name]]
        if kind == "report" and name in ("tolls", "arguments"):
            keys = TOLL_KEYS if name == "tolls" else ARGUMENT_KEYS
            return [{key: row[key] for key in keys} for row in self._of(identifier, name)]
        if kind == "claim" and name == "incidents":
            rows = self.rows["claim_incidents"]
            return sorted(row["report_id"] for row in rows if row["claim_id"] == identifier)
        row = self.row(f"{kind}s", identifier)
        if kind == "claim" and name in ("content", "source", "cue", "addressee"):
            return span_of(row, name)
        return json.loads(row[name]) if name == "aliases" else row[name]

    def new_row(self, table: str, values: Mapping[str, Any]) -> Row:
        """A row with every column, added to a table of this document."""
        columns = schema.metadata.tables[table].columns
        row = {column.name: None for column in columns} | dict(values)
        row["document_id"] = self.id
        row["run_id"] = self.machine.run_id
        self.rows[table].append(row)
        return row

    def next(self, table: str, **same: str) -> int:
        """The next ordinal among the rows of a table that have the same values."""
        rows = self.rows[table]
        used = [r["ordinal"] for r in rows if all(r[key] == v for key, v in same.items())]
        return max(used, default=0) + 1

    def sentence(self, start: int, end: int) -> Row:
        """The columns sentence_start, sentence_end and sentence_words around a place."""
        span = sentence_of(self.machine.record, Span(start, end))
        words = self.text[span.start : span.end]
        return {"sentence_start": span.start, "sentence_end": span.end, "sentence_words": words}

    def set_type(self, row: Row, value: str, decision: Decision) -> None:
        row["type"], row["event_type"] = value, EVENT_TYPE_OF.get(value)
        row |= {"type_by": REVIEWER, "type_score": None, "type_note": told(decision)}

    def drop(self, table: str, **same: str) -> None:
        """Takes away the rows of a table that have these values."""
        kept = [r for r in self.rows[table] if any(r[key] != v for key, v in same.items())]
        self.rows[table] = kept

    def _of(self, report: str, table: str) -> list[Row]:
        rows = [row for row in self.rows[table] if row["report_id"] == report]
        return sorted(rows, key=lambda row: row["ordinal"])

    def _places(self, reference: Reference) -> Sequence[Place]:
        at = reference.get("at", ())
        if reference.get("hash") == self.hash:
            return [(int(start), int(end)) for start, end, _ in at]
        return places_of(reference, self.text) if at else []

    def _actor(self, reference: Reference, places: Sequence[Place], id: str) -> str | None:
        mentions: dict[str, list[Place]] = {}
        for row in self.rows["mentions"]:
            if row["actor_id"] is not None:
                mentions.setdefault(row["actor_id"], []).append((row["start"], row["end"]))
        found = best_match(places, mentions, id)
        if found is not None:
            return found
        named = [r["id"] for r in self.rows["actors"] if r["name"] == reference.get("name")]
        return id if id in named else min(named, default=None)


def told(decision: Decision) -> str:
    """The note of a value that a reviewer gave: which decision says so."""
    return f"decision {decision.id} by {decision.author}"
