"""What any annotation must hold, whatever the weights: exact spans, purity, bounds."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shared import SHARED, needs_shared

from dateline.annotate import Annotator, WeightsError, load_annotator
from dateline.codebook import INCIDENT_TYPES, MENTION_TYPES, ROLE_MENTION_TYPES, STATUSES
from dateline.records import Annotation, Document

TEXT = """Shelling kills four in Tawila, medics say
By Omar Danjuma
TAWILA, March 3 (Press Service) - At least four people were killed and nine wounded on Monday
when mortars hit a market in eastern Tawila, two medics said.
"We heard three blasts," said Amina Garang, a teacher. She said the shells came from the hills
held by the Red River Front.
A spokesman for the group denied the attack. In a separate incident, police arrested 12
protesters in the capital on Sunday."""


@cache
def annotator(threads: int = 1) -> Annotator:
    return load_annotator(threads=threads)


def annotate(text: str, threads: int = 1) -> Annotation:
    return annotator(threads)(Document("d", text))


def check(text: str, seen: Annotation) -> None:
    spans = [
        *seen.sentences,
        *(m.span for m in seen.mentions),
        *(t.span for t in seen.triggers),
        *(a.content for a in seen.attributions),
        *(s for a in seen.attributions for s in (a.source, a.cue, a.addressee) if s),
    ]
    for span in spans:
        words = span.of(text)
        assert len(words) == span.end - span.start
        assert words == words.strip()
    for mention in seen.mentions:
        assert mention.type in MENTION_TYPES
    for trigger in seen.triggers:
        assert set(trigger.types) == set(INCIDENT_TYPES)
        assert set(trigger.statuses) == set(STATUSES)
        assert sum(trigger.types.values()) == pytest.approx(1, abs=0.01)
    for link in seen.roles:
        assert seen.mentions[link.mention].type in ROLE_MENTION_TYPES[link.role]
        assert 0 <= link.trigger < len(seen.triggers)
    for pair in seen.same_incident:
        assert 0 <= pair.a < pair.b < len(seen.triggers)
    for one in range(len(seen.mentions)):
        for two in range(one + 1, len(seen.mentions)):
            a, b = seen.mentions[one].span, seen.mentions[two].span
            assert not a.overlaps(b) or a.contains(b) or b.contains(a)
    assert list(seen.mentions) == sorted(seen.mentions, key=lambda m: (m.start, m.end))
    assert list(seen.triggers) == sorted(seen.triggers, key=lambda t: (t.start, t.end))


def test_reads_a_report() -> None:
    seen = annotate(TEXT)
    check(TEXT, seen)
    words = {m.span.of(TEXT) for m in seen.mentions}
    assert {"Tawila", "Monday", "Red River Front"} & words
    assert any("killed" in t.span.of(TEXT) for t in seen.triggers)
    assert seen.attributions
    assert len(seen.vector) == 384
    assert seen.model == annotator().model


@pytest.mark.parametrize("text", ["", " \n", "a", ".", "\U0001f600", "\u0301", "\x00", "\ud800"])
def test_tiny_documents(text: str) -> None:
    check(text, annotate(text))


def test_spans_are_code_points_beside_marks_that_are_not_one_unit() -> None:
    text = (
        "\U0001f6a8\U0001f1f8\U0001f1e9 Cafe\u0301 bombing \U0001d538 kills 12 in Tawila\u200d!\n"
        + TEXT
    )
    seen = annotate(text)
    check(text, seen)
    assert any(m.span.of(text) == "Tawila" for m in seen.mentions)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    check(text, annotate(text))


def test_the_same_alone_and_in_company() -> None:
    alone = annotate(TEXT)
    annotate("Rebels shelled the town. " * 40)
    annotate("x")
    assert annotate(TEXT) == alone


def test_the_same_on_one_thread_and_on_two() -> None:
    assert annotate(TEXT, threads=2) == annotate(TEXT, threads=1)


def test_the_same_from_many_callers_at_once() -> None:
    alone = annotate(TEXT)
    with ThreadPoolExecutor(4) as pool:
        for seen in pool.map(annotate, [TEXT, "A bomb went off in Tawila. " * 9] * 4):
            assert seen.model == alone.model
        assert all(seen == alone for seen in pool.map(annotate, [TEXT] * 4))


def test_a_very_long_line_is_bounded() -> None:
    text = "Soldiers shot two men near the Tawila market " * 1_500
    check_sizes = annotate(text)
    assert len(check_sizes.sentences) > 30
    assert len(check_sizes.roles) < 400_000


def test_an_unknown_device_says_so() -> None:
    with pytest.raises(WeightsError, match="unknown device"):
        load_annotator(device="abacus")


def test_missing_weights_say_so(tmp_path: object) -> None:
    with pytest.raises(WeightsError, match="reinstall"):
        load_annotator(weights=str(tmp_path))


@needs_shared
def test_two_hundred_documents_alone_and_in_company() -> None:
    lines = (SHARED / "gold" / "synth-train.jsonl").read_text("utf-8").splitlines()
    lines += (SHARED / "gold" / "dev.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines][:200]
    first = [annotate(text) for text in texts]
    fresh = load_annotator(threads=2)
    backwards = [fresh(Document("d", text)) for text in reversed(texts)]
    assert first == list(reversed(backwards))
