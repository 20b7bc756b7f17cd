"""Verification notes of a document, tied to the claims or incidents that they qualify.

"The reports could not be independently verified" is no claim of its own (codebook 8): it says how
far what was told could be checked. Wordings are data (`data/verification.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.code.origins import rule_name
from dateline.records import Claim, Document, Origin, Report, Span, Verification

_GAP = r"(?:[\w'\u2019-]{1,30}\s+){0,3}?"
_SENTENCES_BACK = 2
"""How many sentences before its own a note may qualify."""
_LONGEST = 2_000
"""Code points of a sentence that are looked at (hostile input)."""


def document_verifications(
    document: Document,
    sentences: Sequence[Span],
    reports: Sequence[Report],
    claims: Sequence[Claim],
) -> tuple[Verification, ...]:
    """The verification notes of a document in text order, numbered v1, v2, ...

    A note qualifies the claim told last before it in its own sentence, else the first one after
    it there, else (if its subject points back, as "the report" or "it" do) the claim told last in
    one of the two sentences before. Where there is no claim, the incidents told there.
    """
    repeated = [m.span for m in document.marks if m.kind == "repeated" and m.of is not None]
    out: list[Verification] = []
    for index, sentence in enumerate(sentences):
        if any(span.contains(sentence) for span in repeated):
            continue
        for kind, words, rule in _notes(document.text, sentence):
            said_in = next((c.id for c in claims if c.content.contains(words)), None)
            others = [c for c in claims if c.id != said_in]
            near = sentences[max(0, index - _SENTENCES_BACK) : index]
            told, note = _qualified(document.text, words, sentence, near, reports, others)
            out.append(
                Verification(
                    id=f"v{len(out) + 1}",
                    kind=kind,
                    words=words,
                    sentence=sentence,
                    claims=tuple(c.id for c in told if isinstance(c, Claim)),
                    reports=tuple(r.id for r in told if isinstance(r, Report)),
                    said_in=said_in,
                    origin=Origin(rule_name("verification", rule), None, note),
                )
            )
    return tuple(out)


def _notes(text: str, sentence: Span) -> Iterator[tuple[str, Span, str]]:
    taken: list[Span] = []
    found: list[tuple[str, Span, str]] = []
    end = min(sentence.end, sentence.start + _LONGEST)
    for kind, number, pattern in _patterns():
        for match in pattern.finditer(text, sentence.start, end):
            words = Span(match.start(), match.end())
            if not any(words.overlaps(other) for other in taken):
                taken.append(words)
                found.append((kind, words, f"{kind}-{number}"))
    yield from sorted(found, key=lambda note: note[1])


def _qualified(
    text: str,
    words: Span,
    sentence: Span,
    before: Sequence[Span],
    reports: Sequence[Report],
    claims: Sequence[Claim],
) -> tuple[Sequence[Claim | Report], str]:
    """What a note speaks of, and by which way that was found."""
    own = [c for c in claims if sentence.overlaps(c.content) and not words.contains(c.content)]
    earlier = [c for c in own if c.content.end <= words.start]
    if earlier:
        return [max(earlier, key=lambda c: c.content.end)], "the claim before it in its sentence"
    later = [c for c in own if c.content.start >= words.end]
    if later:
        return [min(later, key=lambda c: c.content.start)], "the claim behind it in its sentence"
    here = [r for r in reports if any(sentence.contains(t) for t in r.triggers)]
    back = _points_back(text, words, sentence)
    if here and not back:
        return here, "the incident of its sentence"
    for previous in reversed(before):
        told = [c for c in claims if previous.overlaps(c.content)]
        if told:
            return [max(told, key=lambda c: c.content.end)], "the claim told last before it"
        acts = [r for r in reports if any(previous.contains(t) for t in r.triggers)]
        if acts:
            return acts, "the incident told last before it"
    return (here, "the incident of its sentence") if here else ((), "nothing that it could qualify")


def _points_back(text: str, words: Span, sentence: Span) -> bool:
    """Whether the sentence speaks of something told before ("the report", "it")."""
    around = text[sentence.start : words.start] + " " + text[words.end : words.end + 60]
    told = {word.lower() for word in re.findall(r"\w{1,30}", around[-400:])}
    return not told.isdisjoint(_table()["back"])


@cache
def _table() -> Mapping[str, Any]:
    content = files("dateline.code").joinpath("data", "verification.toml").read_text("utf-8")
    return tomllib.loads(content)


@cache
def _patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple(
        (
            row["name"],
            number,
            re.compile(r"\b" + pattern.replace("gap ", _GAP).replace(" ", r"\s+") + r"\b", re.I),
        )
        for row in _table()["kind"]
        for number, pattern in enumerate(row["patterns"], 1)
    )
