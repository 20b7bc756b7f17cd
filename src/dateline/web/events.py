"""`/api/events`: what has changed since a page last asked."""

from __future__ import annotations

import time
from typing import Annotated, Any

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from pydantic import AfterValidator, Field

from dateline.review import decisions_since
from dateline.web.columns import Shape
from dateline.web.rows import DecisionRow
from dateline.web.serving import Here, Serving, state_of
from dateline.web.values import Parameters

router = APIRouter(prefix="/api", tags=["review"])

_BETWEEN = 0.5
"""Seconds between two looks at the archive while a page waits."""
_MOST = 1000


def _cursor(text: str) -> str:
    parts = text.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isalnum() for part in parts):
        raise ValueError("is no cursor of an answer before")
    return text


class Since(Parameters):
    """From where on, and how many seconds to wait for news."""

    since: Annotated[str, Field(max_length=100), AfterValidator(_cursor)] | None = None
    wait: Annotated[float, Field(ge=0, le=25, allow_inf_nan=False)] = 0


class Events(Shape):
    """What has changed; `reload` where it is more than the decisions tell."""

    cursor: str
    decisions: list[DecisionRow]
    incidents: list[str]
    run: int
    reload: bool


@router.get("/events", response_model=Events)
async def events(here: Here, given: Annotated[Since, Query()]) -> Any:
    """Decisions since the last answer; waits for one where asked to."""
    end = time.monotonic() + given.wait
    while True:
        cursor, run = await run_sync(_now, here)
        if given.since is None or cursor != given.since or time.monotonic() >= end:
            break
        await anyio.sleep(_BETWEEN)
    if given.since is None or cursor == given.since:
        return {"cursor": cursor, "decisions": [], "incidents": [], "run": run, "reload": False}
    return await run_sync(_news, here, given.since, cursor, run)


def _now(here: Serving) -> tuple[str, int]:
    """The present cursor, and the last run."""
    with here.store.reading() as connection:
        number, newest, run, changed = state_of(connection)
    moment = "".join(c for c in changed if c.isascii() and c.isalnum())
    return f"{number}.{newest}.{run}.{moment}", run


def _news(here: Serving, since: str, cursor: str, run: int) -> dict[str, Any]:
    number, newest, last_run, _ = since.split(".")
    with here.store.reading() as connection:
        fresh = decisions_since(connection, None if newest == "0" else newest)
    # An import may have brought decisions that are older than the last one seen.
    known = number.isdecimal() and int(number[:12]) + len(fresh) == int(cursor.split(".")[0])
    targets = {row["target_id"] for row in fresh if row["target_kind"] == "incident"}
    return {
        "cursor": cursor,
        "decisions": fresh[-_MOST:],
        "incidents": sorted(targets),
        "run": run,
        "reload": not known or str(run) != last_run or len(fresh) > _MOST,
    }
