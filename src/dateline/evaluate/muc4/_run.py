"""An annotator's templates on the texts of MUC-4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dateline.evaluate.files import DataError
from dateline.evaluate.muc4._read import ROLES, MucTemplate, MucText, read_muc4
from dateline.evaluate.muc4._score import plain_string, score
from dateline.records import Document, Span


class MucAnnotator(Protocol):
    """What the benchmark needs of an annotator."""

    def muc(self, document: Document) -> Sequence[tuple[str, Sequence[tuple[str, Span]]]]:
        """The document's templates: incident type, and fillers as role and span."""


def run(data: Path, annotator: MucAnnotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for `annotator` on a part of `data`. Raises as the reader does."""
    texts = read_muc4(data, part)
    if not texts:
        raise DataError(f"no text of the part {part}", str(data), "choose another --part")
    return score((text.templates, templates_of(text, annotator)) for text in texts)


def templates_of(text: MucText, annotator: MucAnnotator) -> list[MucTemplate]:
    """The templates that `annotator` finds. Fillers of one role with the same words are one
    entity, and an entity has one string. Roles that MUC-4 lacks are left out."""
    out: list[MucTemplate] = []
    for incident_type, fillers in annotator.muc(Document(text.id, text.text, language="en")):
        roles: dict[str, tuple[tuple[str, ...], ...]] = {}
        for role in ROLES:
            words = [span.of(text.text) for name, span in fillers if name == role]
            first = {plain_string(w): w for w in reversed(words)}
            roles[role] = tuple((w,) for w in reversed(first.values()))
        out.append(MucTemplate(incident_type, roles))
    return out
