"""Benchmark heads: how logits become spans and templates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dateline.annotate import split_sentences
from dateline.annotate._probes import event_factuality, labelled_spans, muc_templates
from dateline.annotate._words import Words, split_words
from dateline.records import Span

TEXT = "Rebels of the Azure Front killed a judge in Palmar.\nThey fled."
LABELS = ("PER", "ORG")


def words() -> Words:
    return split_words(TEXT, split_sentences(TEXT))


def logits(tags: dict[int, int], labels: int = 2) -> np.ndarray[Any, Any]:
    out = np.zeros((len(words()), 1 + 2 * labels), dtype=np.float32)
    out[:, 0] = 4.0
    for word, tag in tags.items():
        out[word] = 0.0
        out[word, tag] = 6.0
    return out


def spans(tags: dict[int, int]) -> list[tuple[str, str]]:
    text = words()
    return [
        (text.span(a, b).of(TEXT), label)
        for a, b, label, _ in labelled_spans(logits(tags), text, LABELS, 0.5)
    ]


def test_a_run_of_words_of_one_label_is_one_span() -> None:
    assert spans({3: 3, 4: 4}) == [("Azure Front", "ORG")]


def test_a_new_beginning_and_another_label_part_spans() -> None:
    assert spans({3: 3, 4: 3}) == [("Azure", "ORG"), ("Front", "ORG")]
    assert spans({3: 3, 4: 2}) == [("Azure", "ORG"), ("Front", "PER")]


def test_a_span_ends_with_its_sentence() -> None:
    last = words().strings.index(".")
    assert spans({last: 3, last + 1: 4}) == [(".", "ORG"), ("They", "ORG")]


def test_words_under_the_floor_are_outside() -> None:
    assert spans({}) == []


class OneHead:
    """Stands for the loaded heads: answers each with fixed logits."""

    labels: dict[str, Any] = {  # noqa: RUF012
        "muc_roles": ["PerpOrg", "Victim"],
        "muc_types": ["attack", "bombing", "kidnapping"],
    }

    def __init__(self, **outputs: np.ndarray[Any, Any]) -> None:
        self.outputs = outputs

    def run(self, head: str, **_: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
        return [self.outputs[head]]


def test_fillers_stand_in_the_template_of_each_type_they_belong_to() -> None:
    front, judge = 3, 7
    heads = OneHead(
        muc=logits({front: 1, front + 1: 2, judge: 3}),
        fillers=np.array([[3.0, -3.0, 3.0], [-2.0, -3.0, -1.0]], dtype=np.float32),
    )
    found = muc_templates(heads, words(), np.zeros((len(words()), 4), np.float32))  # type: ignore[arg-type]
    told = {kind: [(role, span.of(TEXT)) for role, span in rows] for kind, rows in found}
    # The judge belongs to no type surely, so it goes to its likeliest.
    assert told == {
        "attack": [("PerpOrg", "Azure Front")],
        "kidnapping": [("PerpOrg", "Azure Front"), ("Victim", "judge")],
    }


def test_factuality_keeps_to_its_scale() -> None:
    heads = OneHead(factuality=np.array([9.0, -1.25], dtype=np.float32))
    h = np.zeros((len(words()), 4), np.float32)
    given = [Span(26, 32), Span(57, 61)]
    assert event_factuality(heads, words(), h, given) == (3.0, -1.25)  # type: ignore[arg-type]
    assert event_factuality(heads, words(), h, []) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_no_filler_no_template(share: float) -> None:
    heads = OneHead(muc=logits({}), fillers=np.full((0, 3), share, np.float32))
    assert muc_templates(heads, words(), np.zeros((len(words()), 4), np.float32)) == ()  # type: ignore[arg-type]
