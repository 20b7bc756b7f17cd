"""`/api/claims`: who says what of which incident."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import ColumnElement, func, or_, select

from dateline.codebook import COMMITMENTS, MODES, SOURCE_TYPES, SPEECH_ACTS
from dateline.store import schema
from dateline.web.filters import actors_named, among, named
from dateline.web.pages import Rows, page, sort_by
from dateline.web.rows import ClaimRow, claim_rows
from dateline.web.serving import Here
from dateline.web.values import Day, IncidentId, Page, Word, days
from dateline.web.values import Query as Words

router = APIRouter(prefix="/api/claims", tags=["claims"])

_c, _d = schema.claims.c, schema.documents.c
_SORT: Mapping[str, ColumnElement[Any]] = {
    name: _c[name]
    for name in (
        "id", "document_id", "source_type", "speech_act", "commitment", "mode", "score",
    )
} | {"published": _d.published}  # fmt: skip


class ClaimList(Page):
    """Filters, page and order of the list of claims."""

    speaker: list[Word] = Field([], max_length=100)
    incident: IncidentId | None = None
    document: Word | None = None
    source_type: list[Annotated[str, among(SOURCE_TYPES)]] = Field([], max_length=50)
    speech_act: list[Annotated[str, among(SPEECH_ACTS)]] = Field([], max_length=50)
    commitment: list[Annotated[str, among(COMMITMENTS)]] = Field([], max_length=50)
    mode: list[Annotated[str, among(MODES)]] = Field([], max_length=50)
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    q: Words | None = None
    sort: sort_by(tuple(_SORT), "id")


@router.get("", response_model=Rows[ClaimRow])
def list_claims(here: Here, given: Annotated[ClaimList, Query()]) -> Any:
    """Claims that the filters take, a page of them."""
    conditions = _chosen(given)
    with here.store.reading() as connection:
        query = select(_c.id).where(*conditions)
        number = select(func.count()).select_from(schema.claims).where(*conditions)
        if given.from_ or given.to or given.sort.endswith("published"):
            query = query.join(schema.documents, _d.id == _c.document_id)
            number = number.join(schema.documents, _d.id == _c.document_id)
        total = connection.execute(number).scalar_one()
        found = page(connection, query, given.sort, _SORT, _c.id, given.limit, given.offset)
        ids = [row["id"] for row in found]
        rows = claim_rows(connection, _c.id.in_(ids), ids)
    return {"total": total, "rows": rows}


def _chosen(given: ClaimList) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    for column, values in (
        (_c.source_type, given.source_type),
        (_c.speech_act, given.speech_act),
        (_c.commitment, given.commitment),
        (_c.mode, given.mode),
    ):
        if values:
            out.append(column.in_(values))
    if given.speaker:
        m = schema.archive_actor_members.c
        members = select(m.actor_id).where(
            m.archive_actor_id.in_(actors_named(given.speaker).subquery().select())
        )
        out.append(or_(_c.source_actor.in_(members), named(_c.source_words, given.speaker)))
    if given.document:
        out.append(_c.document_id == given.document)
    if given.incident:
        link, joined = schema.claim_incidents.c, schema.incident_reports.c
        reports = select(joined.report_id).where(joined.incident_id == given.incident)
        out.append(_c.id.in_(select(link.claim_id).where(link.report_id.in_(reports))))
    start, end = days(given.from_, given.to)
    if start:
        out.append(_d.published >= start.isoformat())
    if end:
        out.append(_d.published <= end.isoformat())
    for word in (given.q or "").split():
        out.append(_c.content_words.icontains(word, autoescape=True))
    return out
