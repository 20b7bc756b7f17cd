"""What a document has told so far: the days that its next expressions are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.normalise.time._calendar import Interval


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression placed on the calendar, or not (`unresolved` says why).

    `value` is TIMEX3's; `days` is None for durations, sets and what stays unresolved; `grain` is
    the unit the words name ("D", "W", "M", "Y", ...).
    """

    timex_type: str
    value: str | None
    days: Interval | None = None
    grain: str = "D"
    modifier: str | None = None
    anchor: str | None = None
    unresolved: str | None = None
    precision: int | None = None


@dataclass(slots=True)
class State:
    """`reference` is the day that "today" is; `day` the last day that the text told of; `told`
    the last dated stretch of any length; `forward`/`day_first` how the document writes dates."""

    reference: date | None
    narrative: bool
    style: str
    day_first: bool = True
    day: date | None = None
    hour: int | None = None
    quarter: Interval | None = None
    told: Interval | None = None
    told_grain: str = "D"

    @property
    def base(self) -> date | None:
        """What deictic words count from: publication, or in narrative the text's own time."""
        if self.narrative:
            return self.told_date or self.reference
        return self.reference

    @property
    def told_date(self) -> date | None:
        """The first day of the last stretch told."""
        return self.told.first if self.told is not None else None

    @property
    def last_told(self) -> Interval | None:
        """What "three weeks later" counts from: the last stretch told, else publication."""
        if self.told is not None:
            return self.told
        return Interval(self.reference, self.reference) if self.reference else None

    @property
    def told_day(self) -> date | None:
        """The last day told, else publication: what "the next morning" counts from."""
        return self.day or (self.told_date if self.narrative else None) or self.reference


NO_REFERENCE = "no publication date to count from"
"""Why relative expressions stay unresolved in an undated document."""
