"""What a decision on a part of a document does to its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dateline.codebook import EVENT_TYPE_OF, TOLL_WHATS
from dateline.review.drafts import REVIEWER, Draft, told
from dateline.review.finding import Lost
from dateline.review.targets import ROLES
from dateline.store.decisions import Decision
from dateline.store.reviewed import Row

_SPANS = ("content", "source", "cue", "addressee")


def apply(draft: Draft, decision: Decision, target: str) -> None:
    """Puts a decision into the rows of its document; most actions only change its state.

    Raises Lost, before anything is changed, where what it names is gone.
    """
    if decision.action == "edit":
        _EDITS[decision.target_kind](draft, decision, target)
    elif decision.action == "add":
        _ADDS[decision.field or ""](draft, decision, target)


def _edit_document(draft: Draft, decision: Decision, _target: str) -> None:
    draft.document[decision.field or ""] = decision.new


def _edit_actor(draft: Draft, decision: Decision, target: str) -> None:
    row = draft.row("actors", target)
    name, new = decision.field or "", decision.new
    row[name] = _json(new) if name == "aliases" else new
    row["rule"] = REVIEWER


def _edit_report(draft: Draft, decision: Decision, target: str) -> None:
    row, name, new = draft.row("reports", target), decision.field or "", decision.new
    if name in ROLES:
        actors = [_named(draft, decision, "actor", one) for one in new]
        draft.drop("report_actors", report_id=target, role=ROLES[name])
        for ordinal, actor in enumerate(dict.fromkeys(actors), 1):
            _put_actor(draft, target, ROLES[name], ordinal, actor)
    elif name == "arguments":
        spans = [draft.span(one) for one in new]
        draft.drop("arguments", report_id=target)
        for one, span in zip(new, spans, strict=True):
            _put_argument(draft, decision, target, one["role"], span)
    elif name == "tolls":
        tolls = [_toll(draft, decision, one) for one in new]
        draft.drop("tolls", report_id=target)
        for toll in tolls:
            _put_toll(draft, decision, target, toll)
    elif name == "type":
        draft.set_type(row, new, decision)
    else:
        part = name.partition("_")[0]  # status, date or place
        said = _evidence(draft, decision)
        row[name] = new
        row |= {f"{part}_by": REVIEWER, f"{part}_score": None, f"{part}_note": told(decision)}
        if said and part != "status":
            row |= {f"{part}_{key}": value for key, value in said.items()}


def _edit_claim(draft: Draft, decision: Decision, target: str) -> None:
    row, name, new = draft.row("claims", target), decision.field or "", decision.new
    if name in _SPANS:
        empty: Row = {"start": None, "end": None, "words": None}
        span = empty if new is None else draft.span(new)
        row |= {f"{name}_{key}": value for key, value in span.items()}
        if name == "content":
            row |= draft.sentence(span["start"], span["end"])
    elif name == "incidents":
        reports = [_named(draft, decision, "report", one) for one in new]
        draft.drop("claim_incidents", claim_id=target)
        for report in dict.fromkeys(reports):
            draft.new_row("claim_incidents", {"claim_id": target, "report_id": report})
    elif name == "source_actor":
        row[name] = None if new is None else _named(draft, decision, "actor", new)
    else:
        row[name] = new
    row |= {"by": REVIEWER, "score": None, "note": told(decision)}


def _add_incident(draft: Draft, decision: Decision, _target: str) -> None:
    new = decision.new
    spans = [draft.span(one) for one in new["triggers"]]
    places = {(span["start"], span["end"]) for span in spans}
    for report, own in draft.triggers().items():
        if places == set(own) and not report.rpartition("/")[2].startswith("u"):
            raise Lost(
                "found now",
                f"the program now finds this incident itself, as {report}: "
                "undo this decision, and edit that report if it is not right",
            )
    arguments = [(one["role"], draft.span(one)) for one in new.get("arguments", ())]
    tolls = [_toll(draft, decision, one) for one in new.get("tolls", ())]
    identifier = _new_id(draft, decision)
    row: Row = {
        "id": identifier,
        "ordinal": draft.next("reports"),
        "type": new["type"],
        "event_type": EVENT_TYPE_OF.get(new["type"]),
        "status": new.get("status", "happened"),
        "words": " | ".join(dict.fromkeys(span["words"] for span in spans)),
        "type_scores": "{}",
        "status_scores": "{}",
        **draft.sentence(spans[0]["start"], spans[0]["end"]),
    }
    parts = ["type", "status"]
    for part in ("date", "place"):
        values = {name: value for name, value in new.items() if name.startswith(f"{part}_")}
        if values:
            parts.append(part)
            row |= values
    row |= {f"{part}_by": REVIEWER for part in parts}
    row |= {f"{part}_note": told(decision) for part in parts}
    draft.new_row("reports", row)
    for ordinal, span in enumerate(spans, 1):
        draft.new_row("triggers", {"report_id": identifier, "ordinal": ordinal, **span})
    for role, span in arguments:
        _put_role(draft, decision, identifier, role, span)
    for toll in tolls:
        _put_toll(draft, decision, identifier, toll)


def _add_claim(draft: Draft, decision: Decision, _target: str) -> None:
    new = decision.new
    content = draft.span(new["content"])
    reports = [_named(draft, decision, "report", one) for one in new.get("incidents", ())]
    identifier = _new_id(draft, decision)
    row: Row = {
        "id": identifier,
        "ordinal": draft.next("claims"),
        "source_type": new.get("source_type", "unknown"),
        "mode": new.get("mode", "indirect"),
        "speech_act": new.get("speech_act", "assert"),
        "commitment": new.get("commitment", "not_assessable"),
        "label_scores": "{}",
        "by": REVIEWER,
        "note": told(decision),
        **{f"content_{key}": value for key, value in content.items()},
        **draft.sentence(content["start"], content["end"]),
    }
    for name in _SPANS[1:]:
        if new.get(name):
            row |= {f"{name}_{key}": value for key, value in draft.span(new[name]).items()}
    if row.get("source_start") is not None:
        row["source_actor"] = _actor_at(draft, row["source_start"], row["source_end"])
    draft.new_row("claims", row)
    for report in dict.fromkeys(reports):
        draft.new_row("claim_incidents", {"claim_id": identifier, "report_id": report})


def _add_mention(draft: Draft, decision: Decision, _target: str) -> None:
    span = draft.span(decision.new)
    draft.new_row(
        "mentions",
        {"ordinal": draft.next("mentions"), "type": decision.new["type"], "by": REVIEWER, **span},
    )


def _add_role(draft: Draft, decision: Decision, target: str) -> None:
    report = _report(draft, decision, target)
    _put_role(draft, decision, report, decision.new["role"], draft.span(decision.new))


def _add_toll(draft: Draft, decision: Decision, target: str) -> None:
    report = _report(draft, decision, target)
    _put_toll(draft, decision, report, _toll(draft, decision, decision.new))


_EDITS = {
    "document": _edit_document,
    "actor": _edit_actor,
    "report": _edit_report,
    "claim": _edit_claim,
}
_ADDS = {
    "incident": _add_incident,
    "claim": _add_claim,
    "mention": _add_mention,
    "role": _add_role,
    "toll": _add_toll,
}


def _report(draft: Draft, decision: Decision, target: str) -> str:
    if decision.target_kind == "report":
        return target
    return _named(draft, decision, "report", decision.new["report"])


def _named(draft: Draft, decision: Decision, kind: str, identifier: str) -> str:
    """What another thing that a decision names is called now. Raises Lost."""
    reference = (decision.anchor.get("refs") or {}).get(identifier)
    if reference is None:
        raise Lost(f"{kind} gone", f"nothing is known of {identifier}: undo this decision")
    return draft.find(kind, reference, identifier)


def _put_role(draft: Draft, decision: Decision, report: str, role: str, span: Row) -> None:
    """A role's words, and what follows from them: an actor, a toll, a place or time if unknown."""
    _put_argument(draft, decision, report, role, span)
    if role in ROLES.values():
        actor = _actor_at(draft, span["start"], span["end"])
        if actor is None:
            actor = _new_id(draft, decision)
            draft.new_row(
                "actors",
                {
                    "id": actor,
                    "ordinal": draft.next("actors"),
                    "name": span["words"],
                    "kind": 0,
                    "aliases": "[]",
                    "words": span["words"],
                    "candidates": "[]",
                    "rule": REVIEWER,
                },
            )
        there = [r for r in draft.rows["report_actors"] if r["report_id"] == report]
        if not any(r["role"] == role and r["actor_id"] == actor for r in there):
            ordinal = draft.next("report_actors", report_id=report, role=role)
            _put_actor(draft, report, role, ordinal, actor)
    elif role in TOLL_WHATS:
        number = _inside(draft.machine.record.numbers, span)
        bounds = (number.low, number.best, number.high) if number else (1, 1, 1)
        low, best, high = (None if one is None else int(one) for one in bounds)
        toll = {"what": role, "of": "unknown", "low": low, "best": best, "high": high}
        _put_toll(draft, decision, report, toll | span)
    elif role == "place":
        _put_place(draft, decision, draft.row("reports", report), span)
    elif role == "time":
        _put_date(draft, decision, draft.row("reports", report), span)


def _put_place(draft: Draft, decision: Decision, row: Row, span: Row) -> None:
    if row["place_name"] is not None:
        return
    place = _inside(draft.machine.record.places, span)
    row |= {f"place_{key}": value for key, value in span.items()}
    row |= {"place_by": REVIEWER, "place_note": told(decision), "place_name": span["words"]}
    if place is not None:
        for name in ("name", "lat", "lon", "country", "admin1", "precision"):
            row[f"place_{name}"] = getattr(place, name)


def _put_date(draft: Draft, decision: Decision, row: Row, span: Row) -> None:
    time = _inside(draft.machine.record.times, span)
    if time is None or (row["date_from"] is not None and row["date_start"] is not None):
        return
    row |= {f"date_{key}": value for key, value in span.items()}
    row |= {"date_by": REVIEWER, "date_score": None, "date_note": told(decision)}
    row |= {"date_from": time.date_from, "date_to": time.date_to, "date_precision": time.precision}


def _put_argument(draft: Draft, decision: Decision, report: str, role: str, span: Row) -> None:
    ordinal = draft.next("arguments", report_id=report)
    row = {"report_id": report, "ordinal": ordinal, "role": role, "inferred": "stated"}
    draft.new_row("arguments", row | {"by": REVIEWER, "note": told(decision)} | span)


def _put_actor(draft: Draft, report: str, role: str, ordinal: int, actor: str) -> None:
    row = {"report_id": report, "role": role, "ordinal": ordinal, "actor_id": actor}
    draft.new_row("report_actors", row)


def _toll(draft: Draft, decision: Decision, given: Mapping[str, Any]) -> Row:
    """A toll as a decision gives it, its words and its claim found again. Raises Lost."""
    claim = given.get("claim_id")
    bounds = {name: given.get(name) for name in ("low", "best", "high")}
    return {
        "what": given["what"],
        "of": given["of"],
        "claim_id": None if claim is None else _named(draft, decision, "claim", claim),
        **bounds,
        **draft.span(given),
    }


def _put_toll(draft: Draft, decision: Decision, report: str, toll: Row) -> None:
    ordinal = draft.next("tolls", report_id=report)
    row = {"report_id": report, "ordinal": ordinal, "by": REVIEWER, "note": told(decision)}
    draft.new_row("tolls", toll | row)


def _actor_at(draft: Draft, start: int, end: int) -> str | None:
    """The actor whose mention covers most of a place."""
    best: tuple[int, str] | None = None
    for row in draft.rows["mentions"]:
        common = min(end, row["end"]) - max(start, row["start"])
        if row["actor_id"] is not None and common > 0 and (best is None or common > best[0]):
            best = common, row["actor_id"]
    return best[1] if best else None


def _inside(values: Any, span: Row) -> Any:
    """The first of some values whose words overlap a span; None without one."""
    for value in values:
        if value.start < span["end"] and span["start"] < value.end:
            return value
    return None


def _evidence(draft: Draft, decision: Decision) -> Row | None:
    """The first words of this document that a decision gives as evidence, if they still stand."""
    for one in decision.evidence:
        if one.get("document") in (draft.id, (decision.anchor.get("target") or {}).get("document")):
            try:
                return draft.span(one)
            except Lost:
                continue
    return None


def _new_id(draft: Draft, decision: Decision) -> str:
    """The identifier of what a decision adds: the same in every replay."""
    return f"{draft.id}/u{decision.id[-10:].lower()}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
