"""What a run did, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Summary:
    """Counts of one run. `coded`, `unchanged` and `repeated` add up to the documents taken.

    `repeated` are documents with the very text, title, date and outlet of another one of this
    run. `reports` and `claims` are those of the documents coded. `rejected` counts reasons.
    `seconds` is wall time.
    """

    coded: int = 0
    unchanged: int = 0
    repeated: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    reports: int = 0
    claims: int = 0
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def read(self) -> int:
        """Documents taken and inputs rejected."""
        return self.taken + self.rejected.total()

    @property
    def taken(self) -> int:
        return self.coded + self.unchanged + self.repeated

    @property
    def documents_per_second(self) -> float:
        return self.read / self.seconds if self.seconds > 0 else 0.0

    def to_dict(self) -> dict[str, object]:
        """The counts under their names, for JSON."""
        return {
            "read": self.read,
            "coded": self.coded,
            "unchanged": self.unchanged,
            "repeated": self.repeated,
            "rejected": dict(sorted(self.rejected.items())),
            "reports": self.reports,
            "claims": self.claims,
            "seconds": round(self.seconds, 3),
            "documents_per_second": round(self.documents_per_second, 2),
            "interrupted": self.interrupted,
        }
