"""An annotator's events and arguments on the texts of WikiEvents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from dateline.code.config import CodeConfig
from dateline.evaluate.files import DataError
from dateline.evaluate.wikievents._labels import dateline_roles, kairos_role
from dateline.evaluate.wikievents._read import (
    WikiArgument,
    WikiEvent,
    event_type,
    read_wikievents,
)
from dateline.evaluate.wikievents._score import Answer, argument_rows, trigger_rows
from dateline.records import Annotation, Document, Mention, Span


class WikiProbe(Protocol):
    """What the heads say of one document, above their floors."""

    @property
    def wiki_events(self) -> Sequence[tuple[Span, str, float]]:
        """Triggers with their KAIROS type and its probability."""


class WikiAnnotator(Protocol):
    """What the benchmark needs of an annotator."""

    def probe(self, document: Document) -> WikiProbe: ...

    def annotate(
        self,
        document: Document,
        *,
        mentions: Sequence[Mention] | None = None,
        triggers: Sequence[Span] | None = None,
    ) -> Annotation: ...


def run(data: Path, annotator: WikiAnnotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """Rows for `annotator` on a part of `data`: triggers; arguments of the triggers it finds;
    arguments of the annotated triggers, with their type. Raises as the reader does.

    Arguments are the role head's, read back through `data/wikievents.toml`: event types that the
    codebook does not record have none, though WikiEvents annotates them.
    """
    texts = read_wikievents(data, part)
    if not texts:
        raise DataError(f"no text of the part {part}", str(data), "choose another --part")
    whole: list[Answer] = []
    given: list[Answer] = []
    for text in texts:
        document = Document(text.id, text.text, language="en")
        found = [
            (span, event_type(name)) for span, name, _ in annotator.probe(document).wiki_events
        ]
        told = [(event.trigger, event.type) for event in text.events]
        whole.append((text, events_of(document, annotator, found)))
        given.append((text, events_of(document, annotator, told)))
    return {
        **trigger_rows(whole),
        **{f"arguments, {name}": row for name, row in argument_rows(whole).items()},
        **{f"arguments of given triggers, {n}": r for n, r in argument_rows(given).items()},
    }


def events_of(
    document: Document, annotator: WikiAnnotator, triggers: Sequence[tuple[Span, str]]
) -> list[WikiEvent]:
    """The events of `triggers` with the arguments that the role head gives them, where it is as
    sure as the coder asks. A number within a group that fills the same role is no second
    argument ("at least 12" in "at least 12 people")."""
    annotation = (
        annotator.annotate(document, triggers=sorted({span for span, _ in triggers}))
        if any(_has_roles(name) for _, name in triggers)
        else Annotation()
    )
    floor = CodeConfig().role
    events: list[WikiEvent] = []
    for span, name in triggers:
        same = {i for i, trigger in enumerate(annotation.triggers) if trigger.span.overlaps(span)}
        filled: set[tuple[str, str, Span]] = set()
        for link in annotation.roles:
            role = kairos_role(name, link.role) if link.trigger in same else ""
            if role and link.score >= floor:
                filled.add((role, link.role, annotation.mentions[link.mention].span))
        arguments = {
            WikiArgument(filler, role)
            for role, plain, filler in filled
            if plain == dateline_roles(name, role)[0]
            or not any(
                other == role and filler != around and around.contains(filler)
                for other, _, around in filled
            )
        }
        events.append(
            WikiEvent(span, name, tuple(sorted(arguments, key=lambda a: (a.span, a.role))))
        )
    return events


def _has_roles(name: str) -> bool:
    return any(kairos_role(name, role) for role in ("perpetrator", "target", "place", "weapon"))
