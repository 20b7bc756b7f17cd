"""MUC-4 (MUC-4 proceedings, 1992) in the five-role form of Du, Rush and Cardie (NAACL 2021).

Files as distributed: `train.json` (1,300 texts) and `dev.json` (200), one JSON object a line; the
texts are the MUC texts in lower case without their header. A template's fillers are entities,
each a list of strings that may stand for it, with the offset of the FIRST place where the string
occurs in the text, be it in another word; the offsets are not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.files import DataError, lines_of
from dateline.records import Span

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
INCIDENT_TYPES = ("arson", "attack", "bombing", "forced work stoppage", "kidnapping", "robbery")


@dataclass(frozen=True, slots=True)
class MucTemplate:
    """An incident: its type (two joined by " / " where either is right) and, for each of `ROLES`,
    its entities, each the strings that may stand for it."""

    incident_type: str
    roles: Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class MucText:
    """A text with its templates, none where it tells no relevant incident."""

    id: str
    text: str
    templates: tuple[MucTemplate, ...]


def read_muc4(folder: Path, part: str) -> tuple[MucText, ...]:
    """The texts of `part` ("train", "dev") in the file's order. `folder` holds `PART.json`, or a
    folder `processed` that does.

    Templates come in the order of the answer keys: a text's k-th is its k-th in
    `read_muc4_keys` by template number. Some repeat another in every string.

    Raises DataError naming file and line where a file is missing or not as the format says.
    """
    path = folder / "processed" / f"{part}.json"
    if not path.is_file():
        path = folder / f"{part}.json"
    out: list[MucText] = []
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            templates = tuple(_template(t) for t in row["templates"])
            out.append(MucText(str(row["docid"]), str(row["doctext"]), templates))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise DataError(
                f"not a MUC-4 text ({type(error).__name__}: {error})",
                f"{path}, line {number}",
                "use the processed files of Du, Rush and Cardie (2021)",
            ) from error
    return tuple(out)


def _template(row: Mapping[str, Any]) -> MucTemplate:
    roles: dict[str, tuple[tuple[str, ...], ...]] = {}
    for role in ROLES:
        entities = [tuple(str(string) for string, _ in entity) for entity in row[role]]
        roles[role] = tuple(entity for entity in entities if entity)
    return MucTemplate(str(row["incident_type"]), roles)


def role_spans(text: MucText) -> tuple[tuple[Span, str, int], ...]:
    """Every place in the text where a string of a template's entity stands as whole words, with
    the role and the template's index, in text order.

    Within one role of one template the longest string takes a place ("farabundo marti national
    liberation front" before "front"). White space in a string stands for any white space.
    """
    out: set[tuple[Span, str, int]] = set()
    for index, template in enumerate(text.templates):
        for role, entities in template.roles.items():
            taken: list[Span] = []
            for string in sorted({s for e in entities for s in e}, key=lambda s: (-len(s), s)):
                for span in occurrences(text.text, string):
                    if not any(span.overlaps(other) for other in taken):
                        taken.append(span)
            out |= {(span, role, index) for span in taken}
    return tuple(sorted(out, key=lambda row: (row[0], row[2], ROLES.index(row[1]))))


def occurrences(text: str, string: str) -> Sequence[Span]:
    """Where the words of `string` stand in `text`, not as a part of longer words."""
    words = string.split()
    if not words:
        return ()
    pattern = r"\s+".join(re.escape(word) for word in words)
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    return [Span(*m.span()) for m in re.finditer(before + pattern + after, text)]
