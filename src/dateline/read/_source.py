"""Source: one input stream, its name and its kind; and the rejects that name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from dateline.records import Reject

SNIFF_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """An open input: `name` as the user gave it, `head` its first bytes (not consumed)."""

    name: str
    stream: BinaryIO
    head: bytes

    def reject(
        self, reason: str, cure: str, *, at: int | str | None = None, id: str | None = None
    ) -> Reject:
        """A Reject of this input, or of its line `at` (a number) or record `at` (as `#3`)."""
        place = self.name if at is None else f"{self.name}:{at}" if isinstance(at, int) else at
        return Reject(source=place, reason=reason, cure=cure, document_id=id)

    def read_all(self, limit: int) -> bytes:
        """The whole input. Raises ValueError where it is longer than `limit` bytes."""
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise ValueError(f"larger than {limit // 1_000_000} MB")
        return data
