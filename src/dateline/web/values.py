"""Kinds of parameter, bounded: what a client sends is checked here before anything sees it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dateline.export.dates import first_day, last_day

LONGEST_ID = 500
LONGEST_TEXT = 20_000

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_MONTH = re.compile(r"\d{4}-\d{2}")
_INCIDENT = re.compile(r"[Ii]0*(\d{1,9})")
_ACTOR = re.compile(r"[Aa]0*(\d{1,9})")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def _clean(text: str) -> str:
    if _NOT_TEXT.search(text):
        raise ValueError("holds NUL or half a surrogate pair")
    return text


def json_value(value: Any) -> Any:
    """The value, where a database can hold it. ValueError where not."""
    try:
        _clean(json.dumps(value, ensure_ascii=False, allow_nan=False))
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    return value


def _day(text: str) -> str:
    if not _DAY.fullmatch(text) or first_day(text) is None:
        raise ValueError("is no date: YYYY, YYYY-MM or YYYY-MM-DD")
    return text


def _month(text: str) -> str:
    if not _MONTH.fullmatch(text) or first_day(text) is None:
        raise ValueError("is no month: YYYY-MM")
    return text


def _box(text: str) -> str:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise ValueError("is no box: west,south,east,north in degrees") from None
    if not (
        -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= 90 and -90 <= north <= 90
    ):
        raise ValueError("is no box: degrees run from -180 to 180 and from -90 to 90")
    if south > north:
        raise ValueError("is no box: its south lies north of its north")
    return text


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise ValueError("is no country: two letters, as SD")
    return text.upper()


def incident_id(text: str) -> str:
    """`I12` as `I000012`. Other words stay as they are, and name nothing."""
    match = _INCIDENT.fullmatch(text)
    return f"I{int(match[1]):06}" if match else text


def actor_id(text: str) -> str:
    """`A3` as `A000003`. Other words stay as they are: a name, perhaps."""
    match = _ACTOR.fullmatch(text)
    return f"A{int(match[1]):06}" if match else text


def days(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    """The first day of `start` and the last one of `end`."""
    return first_day(start), last_day(end)


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_clean)]
Word = Annotated[str, Field(min_length=1, max_length=LONGEST_ID), AfterValidator(_clean)]
Json = Annotated[Any, AfterValidator(json_value)]
"""Any JSON value that a database can hold."""
Query = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_clean)]
Day = Annotated[str, AfterValidator(_day)]
Month = Annotated[str, AfterValidator(_month)]
Box = Annotated[str, Field(max_length=200), AfterValidator(_box)]
Country = Annotated[str, AfterValidator(_country)]
IncidentId = Annotated[Word, AfterValidator(incident_id)]
ActorId = Annotated[Word, AfterValidator(actor_id)]
Count = Annotated[int, Field(ge=0, le=10**12)]
Truth = Annotated[int, Field(ge=0, le=1)]

IncidentPath = Annotated[IncidentId, Path()]
ActorPath = Annotated[ActorId, Path()]
IdPath = Annotated[Word, Path()]


class Parameters(BaseModel):
    """Query parameters of one address; one that it does not know is refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)


class Page(Parameters):
    """Which rows of a list."""

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0
