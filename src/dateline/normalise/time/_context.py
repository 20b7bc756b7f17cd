"""TimeContext: what a document tells about itself before its time expressions are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

STYLES = ("codebook", "timex3")


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The reference of relative expressions and the conventions to read them by.

    `published` is None where unknown: relative expressions then stay unresolved, absolute ones
    still resolve. `dateline_date` (from the article's own "Sept 7 (Agency) -") wins over it when
    the two are at most `dateline_reach` days apart (codebook 11). `narrative` counts from the
    dates the text has told so far rather than from publication (encyclopedia and history prose);
    None decides by whether there is a reference date. `style` is "codebook" (shortest spans, no
    vague "now" and "recently") or "timex3" (TimeML's extents and vague references). `day_first`
    forces the order of "03/04/2017"; None lets the document's own usage decide.
    Raises ValueError for an unknown style.
    """

    published: date | None = None
    dateline_date: date | None = None
    narrative: bool | None = None
    style: str = "codebook"
    day_first: bool | None = None
    dateline_reach: int = 31

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise ValueError(f"style {self.style!r}: use one of {', '.join(STYLES)}")

    @property
    def reference(self) -> date | None:
        """The day that "today" is in this document."""
        if self.dateline_date is not None and (
            self.published is None
            or abs((self.dateline_date - self.published).days) <= self.dateline_reach
        ):
            return self.dateline_date
        return self.published

    @property
    def told(self) -> bool:
        """True where the text's own dates, not publication, are what it counts from."""
        return self.reference is None if self.narrative is None else self.narrative
