"""Expression: what a rule of the grammar read, before it is placed on the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Expression:
    """Tokens `first`..`last` (exclusive) and what they say; unused fields stay None.

    `kind` is date, week_of, unit, shift, window, first_of, clock, part, duration, set, reference,
    decade, century, holiday, range, edge, year_ago, latest or bc. `inner` is the expression that
    this one is a part of or is counted from ("dawn" on "Thursday", "two days after" "Christmas");
    `other` the end of a range. `offset` counts units from now (or from the text's own time where
    `told`). `event` are the words of an event that a shift is counted from.
    """

    first: int
    last: int
    kind: str
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    unit: str | None = None
    offset: int | None = None
    direction: str | None = None
    told: bool = False
    low: float | None = None
    high: float | None = None
    vague: bool = False
    hour: int | None = None
    minute: int = 0
    zone: int | None = None
    part: str | None = None
    modifier: str | None = None
    approximate: bool = False
    value: str | None = None
    holiday: str | None = None
    inner: Expression | None = None
    other: Expression | None = None
    event: tuple[int, int] | None = None
    relation: str | None = None
    at_line_start: bool = False
    only_sure: bool = False
    near_event: bool = False
    apposed: bool = False
    the: bool = False
    hyphenated: bool = False

    @property
    def is_day(self) -> bool:
        """True where the words name one day (or say which day, as "the next day" does)."""
        if self.kind in ("date", "numeric"):
            return self.day is not None or self.weekday is not None
        if self.kind in ("unit", "shift"):
            return self.unit == "D"
        return self.kind in ("deictic", "holiday")

    @property
    def is_bare_year(self) -> bool:
        return (
            self.kind == "date"
            and self.year is not None
            and self.month is None
            and self.weekday is None
        )
