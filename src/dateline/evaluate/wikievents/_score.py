"""Events and arguments against WikiEvents' own: triggers, and arguments with their trigger.

Micro-averaged precision, recall and F1 as in ACE-style event extraction (Li, Ji and Huang 2013):
a trigger is identified where its span is right and classified where its type is too. An argument
belongs to a trigger: it is identified where the trigger's span and type and the argument's words
are right, and classified where its role is too. Words are right where the spans are the same, or,
with head matching, where their head words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.evaluate.span_scores import Counts, exact
from dateline.evaluate.wikievents._labels import label_table
from dateline.evaluate.wikievents._read import WikiEvent, WikiText
from dateline.records import Span

_WORD = re.compile(r"\w+(?:[.’'-]\w+)*")
_POSSESSIVE = ("’s", "'s")

Answer = tuple[WikiText, Sequence[WikiEvent]]
"""A text and the events predicted for it."""


def trigger_rows(answers: Iterable[Answer]) -> dict[str, dict[str, float]]:
    """Rows of triggers alone, by exact span, without their type and with it."""
    spans, typed = Counts(), Counts()
    for text, events in answers:
        spans += exact((e.trigger for e in text.events), (e.trigger for e in events))
        typed += exact(
            ((e.trigger, e.type) for e in text.events), ((e.trigger, e.type) for e in events)
        )
    return {"triggers, span": spans.row(), "triggers, span and type": typed.row()}


def argument_rows(answers: Iterable[Answer]) -> dict[str, dict[str, float]]:
    """Rows of arguments: by head word and by exact span, without their role and with it."""
    compared = {
        "head": (0, 1, 3),
        "head and role": (0, 1, 3, 4),
        "span": (0, 1, 2),
        "span and role": (0, 1, 2, 4),
    }
    rows = dict.fromkeys(compared, Counts())
    for text, events in answers:
        wanted, given = _arguments(text.text, text.events), _arguments(text.text, events)
        for name, parts in compared.items():
            rows[name] += exact(
                (tuple(a[k] for k in parts) for a in wanted),
                (tuple(a[k] for k in parts) for a in given),
            )
    return {name: counts.row() for name, counts in rows.items()}


_Argument = tuple[Span, str, Span, Span, str]


def _arguments(text: str, events: Iterable[WikiEvent]) -> list[_Argument]:
    """Trigger, event type, span, head, role."""
    return [
        (event.trigger, event.type, a.span, head(text, a.span), a.role)
        for event in events
        for a in event.arguments
    ]


def head(text: str, span: Span) -> Span:
    """The head word of a name or noun phrase: its last word before a preposition or "who", its
    first word apart ("residents" in "residents of Mosul", "people" in "12 people")."""
    ends = label_table()["head_ends_before"]
    words = list(_WORD.finditer(text, span.start, span.end))
    if not words:
        return span
    last = words[0]
    for word in words[1:]:
        if word.group().lower() in ends:
            break
        last = word
    ending = 2 if last.group().endswith(_POSSESSIVE) else 0
    return Span(last.start(), last.end() - ending)
