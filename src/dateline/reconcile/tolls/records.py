"""What the tolls of one incident are made of: entries, and the figures drawn from them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.reconcile.evidence import Words
from dateline.reconcile.speakers import Speaker

TOTAL = "total"
"""`of` of a figure for all sides together; the other values are the codebook's sides."""

SIDES = ("side_a", "side_b", "civilians")
"""The sides of a toll whose victims are known."""

KINDS = (
    "stated",
    "update",
    "correction",
    "part",
    "copy",
    "earlier",
    "withdrawn",
    "denied",
    "planned",
)
"""How an entry stands to the others; `stated`, `update` and `correction` can count."""


@dataclass(frozen=True, slots=True)
class TollEntry:
    """A number that a report gives, as it stands in the incident's toll.

    `of` is the side in the incident's own terms, which a report may have the other way round.
    `speaker` is None for the narrator. `source` says whose copy the paragraph is and `house`
    which independent source that is. `of_author` says that the act's own author speaks.
    `counted` entries make the incident's figures.
    """

    what: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    report_id: str
    document_id: str
    words: Words
    claim_id: str | None
    speaker: str | None
    voice: Speaker | None
    source_type: str
    speech_act: str | None
    commitment: str | None
    source: str
    house: str
    published: str | None
    of_author: bool
    kind: str
    counted: bool

    @property
    def voice_key(self) -> tuple[str, str]:
        """Who gives the number, within one document."""
        return self.document_id, self.speaker or ""


@dataclass(frozen=True, slots=True)
class IncidentToll:
    """Low, best and high of a toll for one side, or for all (`of` is total).

    None is an open end or unknown. `rule` names how `best` was chosen (docs/tolls.md).
    `contested` says that independent sources give figures that cannot both be right.
    """

    what: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    contested: bool
    note: str | None = None
