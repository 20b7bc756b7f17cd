"""Annotations built from quoted words, so that a test reads like the sentence it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.records import (
    Annotation,
    Attribution,
    Document,
    Mark,
    Mention,
    RoleLink,
    SameIncident,
    Span,
    Trigger,
)


def quote(text: str, words: str) -> Span:
    """The span of quoted words; "raid#2" is their second occurrence."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(text: str, published: date | None = None, marks: tuple[Mark, ...] = ()) -> Document:
    return Document(id="d", text=text, published=published, marks=marks)


def annotation(
    text: str,
    mentions: Sequence[tuple[str, str]],
    triggers: Sequence[tuple[str, str, str]],
    roles: Sequence[tuple[str, str, str]] = (),
    same: Sequence[tuple[str, str, float]] = (),
    said: Sequence[tuple[str, str, str]] = (),
) -> Annotation:
    """`mentions` are (type, words), `triggers` (words, type, status), `roles` (trigger, words,
    role), `same` (trigger, trigger, probability), `said` (source, cue, content)."""
    spans = sorted((quote(text, w), t) for t, w in mentions)
    at = {span: i for i, (span, _) in enumerate(spans)}
    order = sorted((quote(text, w), t, s) for w, t, s in triggers)
    of = {span: i for i, (span, _, _) in enumerate(order)}
    lines, start = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Span(start, start + len(line)))
        start += len(line)
    return Annotation(
        sentences=tuple(lines),
        mentions=tuple(Mention(s.start, s.end, t, 0.9) for s, t in spans),
        triggers=tuple(
            Trigger(s.start, s.end, 0.9, {t: 0.8, "attack": 0.1}, {st: 0.9}) for s, t, st in order
        ),
        roles=tuple(
            RoleLink(of[quote(text, t)], at[quote(text, m)], role, 0.9) for t, m, role in roles
        ),
        same_incident=tuple(
            SameIncident(min(i, j), max(i, j), p)
            for i, j, p in ((of[quote(text, a)], of[quote(text, b)], p) for a, b, p in same)
        ),
        attributions=tuple(
            Attribution(
                quote(text, content),
                0.9,
                source=quote(text, source),
                cue=quote(text, cue),
                source_types={"named_person": 0.9},
                modes={"indirect": 0.9},
                speech_acts={"assert": 0.9},
                commitments={"certain": 0.9},
            )
            for source, cue, content in said
        ),
        model="test",
    )
