"""`/api/meta`: what the archive holds and which values there are."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection, func, select

from dateline import __version__
from dateline.codebook import (
    ACTOR_KINDS,
    COMMITMENTS,
    EVENT_TYPE_OF,
    MENTION_TYPES,
    MODES,
    PLACE_PRECISIONS,
    ROLES,
    SOURCE_TYPES,
    SPEECH_ACTS,
    STATUSES,
    TIME_PRECISIONS,
    TOLL_SIDES,
    TOLL_WHATS,
)
from dateline.export import FORMATS
from dateline.review.fields import GRADES, VERDICTS, WORK_STATUSES
from dateline.store import schema
from dateline.web.columns import Shape
from dateline.web.filters import EVENT_TYPES
from dateline.web.serving import Here

router = APIRouter(prefix="/api", tags=["archive"])

_OUTLETS = 200

SHAPES: dict[int, tuple[str, int]] = {
    1: ("point", 0),
    2: ("ring", 25),
    3: ("region", 50),
    4: ("region", 150),
    5: ("line", 100),
    6: ("country", 400),
    7: ("sea", 100),
}
"""How a place is drawn by its precision (codebook 6): shape and radius in kilometres. The 25 are
the codebook's; the others say how large to draw what has no outline of its own."""


class TypeOf(Shape):
    """An incident type and the event type that it belongs to."""

    type: str
    event_type: str


class Drawn(Shape):
    """How a place is drawn."""

    shape: str
    radius_km: int


class InCountry(Shape):
    """A country and its incidents."""

    country: str
    incidents: int


class OfOutlet(Shape):
    """An outlet and its documents."""

    outlet: str
    documents: int


class Meta(Shape):
    """What the archive holds and which values there are."""

    version: str
    schema_: int = Field(serialization_alias="schema", validation_alias="schema")
    archive: str
    read_only: bool
    author: str
    counts: dict[str, int]
    dates: dict[str, str | None]
    published: dict[str, str | None]
    types: list[TypeOf]
    event_types: list[str]
    statuses: list[str]
    verdicts: list[str]
    grades: list[str]
    work_statuses: list[str]
    roles: list[str]
    mention_types: list[str]
    source_types: list[str]
    speech_acts: list[str]
    commitments: list[str]
    modes: list[str]
    toll_whats: list[str]
    toll_sides: list[str]
    actor_kinds: dict[str, str]
    time_precisions: dict[str, str]
    place_precisions: dict[str, str]
    shapes: dict[str, Drawn]
    countries: list[InCountry]
    languages: list[str]
    outlets: list[OfOutlet]
    export_formats: list[str]
    basemap: str | None


@router.get("/meta", response_model=Meta)
def meta(here: Here) -> Any:
    """What the archive holds and which values there are."""
    i, d, v = schema.incidents.c, schema.documents.c, schema.schema_version.c
    with here.store.reading() as connection:
        version = connection.execute(select(func.max(v.version))).scalar_one()
        counts = _counts(connection)
        dates = connection.execute(select(func.min(i.date_from), func.max(i.date_to))).one()
        published = connection.execute(select(func.min(d.published), func.max(d.published))).one()
        number = func.count().label("n")
        countries = connection.execute(
            select(i.place_country, number)
            .where(i.place_country.is_not(None))
            .group_by(i.place_country)
            .order_by(number.desc(), i.place_country)
        ).all()
        languages = connection.execute(
            select(d.language)
            .where(d.language.is_not(None))
            .group_by(d.language)
            .order_by(number.desc(), d.language)
        ).scalars()
        outlets = connection.execute(
            select(d.outlet, number)
            .where(d.outlet.is_not(None))
            .group_by(d.outlet)
            .order_by(number.desc(), d.outlet)
            .limit(_OUTLETS)
        ).all()
        return {
            "version": __version__,
            "schema": version,
            "archive": here.name,
            "read_only": here.read_only,
            "author": here.author,
            "counts": counts,
            "dates": {"from": dates[0], "to": dates[1]},
            "published": {"from": published[0], "to": published[1]},
            "types": [{"type": t, "event_type": e} for t, e in EVENT_TYPE_OF.items()],
            "event_types": EVENT_TYPES,
            "statuses": STATUSES,
            "verdicts": VERDICTS,
            "grades": GRADES,
            "work_statuses": WORK_STATUSES,
            "roles": ROLES,
            "mention_types": MENTION_TYPES,
            "source_types": SOURCE_TYPES,
            "speech_acts": SPEECH_ACTS,
            "commitments": COMMITMENTS,
            "modes": MODES,
            "toll_whats": TOLL_WHATS,
            "toll_sides": TOLL_SIDES,
            "actor_kinds": {str(k): v for k, v in ACTOR_KINDS.items()},
            "time_precisions": {str(k): v for k, v in TIME_PRECISIONS.items()},
            "place_precisions": {str(k): v for k, v in PLACE_PRECISIONS.items()},
            "shapes": {str(k): {"shape": s, "radius_km": r} for k, (s, r) in SHAPES.items()},
            "countries": [{"country": c, "incidents": n} for c, n in countries],
            "languages": list(languages),
            "outlets": [{"outlet": o, "documents": n} for o, n in outlets],
            "export_formats": FORMATS,
            "basemap": "/basemap.pmtiles" if here.basemap else None,
        }


def _counts(connection: Connection) -> dict[str, int]:
    tables = {
        "incidents": schema.incidents,
        "documents": schema.documents,
        "reports": schema.reports,
        "claims": schema.claims,
        "actors": schema.archive_actors,
        "families": schema.families,
        "decisions": schema.decisions,
        "conflicts": schema.decision_conflicts,
        "rejects": schema.rejects,
    }
    return {
        name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for name, table in tables.items()
    }
