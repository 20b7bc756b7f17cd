"""Which fields can be edited, and what each takes (codebook 3 to 9)."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from dateline.codebook import (
    ACTOR_KINDS,
    COMMITMENTS,
    INCIDENT_TYPES,
    MENTION_TYPES,
    MODES,
    ROLES,
    SOURCE_TYPES,
    SPEECH_ACTS,
    STATUSES,
    TIME_PRECISIONS,
    TOLL_SIDES,
    TOLL_WHATS,
)
from dateline.review.values import (
    MOST,
    PLACED,
    SAID,
    Check,
    country,
    day,
    degrees,
    identifier,
    language,
    last_day,
    listed,
    one_of,
    or_none,
    partial_date,
    shaped,
    span,
    whole,
    words,
)

GRADES = ("confirmed", "fair", "weak", "contested", "discounted")
WORK_STATUSES = (
    "to do",
    "in progress",
    "help needed",
    "ready for review",
    "done",
    "dropped",
)
VERDICTS = ("accepted", "rejected")

_count = or_none(whole(0, MOST))
_kind = whole(min(ACTOR_KINDS), max(ACTOR_KINDS))
_when_and_where: Mapping[str, Check] = {
    "date_from": or_none(partial_date),
    "date_to": or_none(partial_date),
    "date_precision": or_none(whole(min(TIME_PRECISIONS), max(TIME_PRECISIONS))),
    "place_name": or_none(words),
    "place_lat": or_none(degrees(90)),
    "place_lon": or_none(degrees(180)),
    "place_country": or_none(country),
    "place_admin1": or_none(words),
    "place_precision": or_none(whole(1, 7)),
}
_tolls = {
    f"{what}_{bound}": _count for what in ("killed", "injured") for bound in ("low", "best", "high")
}
_toll = shaped(
    {"what": one_of(TOLL_WHATS), "of": one_of(TOLL_SIDES), **PLACED},
    {"low": _count, "best": _count, "high": _count, "claim_id": or_none(identifier)}
    | {"report": identifier, **SAID},
)
_argument = shaped({"role": one_of(ROLES), **PLACED}, {"report": identifier, **SAID})
_actor: Mapping[str, Check] = {"name": words, "kind": _kind, "country": or_none(country)}

FIELDS: Mapping[str, Mapping[str, Check]] = MappingProxyType(
    {
        "incident": {
            "type": one_of(INCIDENT_TYPES),
            "status": one_of(STATUSES),
            **_when_and_where,
            **_tolls,
            "perpetrators": listed(words),
            "targets": listed(words),
        },
        "report": {
            "type": one_of(INCIDENT_TYPES),
            "status": one_of(STATUSES),
            **_when_and_where,
            "perpetrators": listed(identifier),
            "targets": listed(identifier),
            "arguments": listed(_argument),
            "tolls": listed(_toll),
        },
        "claim": {
            "content": span,
            "source": or_none(span),
            "cue": or_none(span),
            "addressee": or_none(span),
            "source_actor": or_none(identifier),
            "source_type": one_of(SOURCE_TYPES),
            "mode": one_of(MODES),
            "speech_act": one_of(SPEECH_ACTS),
            "commitment": one_of(COMMITMENTS),
            "incidents": listed(identifier),
        },
        "actor": {**_actor, "aliases": listed(words)},
        "document": {
            "title": or_none(words),
            "outlet": or_none(words),
            "published": or_none(day),
            "url": or_none(words),
            "language": or_none(language),
            "agency": or_none(words),
        },
    }
)
"""By kind of target, the check of every field that a reviewer may edit.

Actors are given by their identifier (an incident's also by name), a claim's incidents by report.
"""

ARCHIVE_ACTOR_FIELDS = tuple(_actor)
"""What can be edited of an actor of the archive; its names are joined with alias and unalias."""

_report_parts = {name: FIELDS["report"][name] for name in ("status", *_when_and_where)}
ADDED: Mapping[str, Check] = MappingProxyType(
    {
        "incident": shaped(
            {"type": one_of(INCIDENT_TYPES), "triggers": listed(span)},
            {**_report_parts, "arguments": listed(_argument), "tolls": listed(_toll)},
        ),
        "claim": shaped(
            {"content": span},
            {
                name: check
                for name, check in FIELDS["claim"].items()
                if name not in ("content", "source_actor")
            },
        ),
        "mention": shaped({"type": one_of(MENTION_TYPES), **PLACED}, SAID),
        "role": _argument,
        "toll": _toll,
    }
)
"""What can be added (`field` of an add) and the object that says it."""


def agrees(row: Mapping[str, Any]) -> str | None:
    """What in a row's values contradicts itself (bounds, dates, half a point); None if nothing."""
    start, end = row.get("date_from"), row.get("date_to")
    if start and end and start > last_day(end):
        return f"date_from {start} lies after date_to {end}"
    if (row.get("place_lat") is None) != (row.get("place_lon") is None):
        return "place_lat and place_lon are known together or not at all"
    for what in ("killed_", "injured_", ""):
        bounds = [(name, row.get(f"{what}{name}")) for name in ("low", "best", "high")]
        known = [(name, value) for name, value in bounds if value is not None]
        for (low, a), (high, b) in pairwise(known):
            if a > b:
                return f"{what}{low} {a} is above {what}{high} {b}"
    return None
