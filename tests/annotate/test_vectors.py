"""Vectors of spans in context."""

from __future__ import annotations

import numpy as np
from tests.evaluate.fixed_annotator import span_of

from dateline.annotate import load_annotator
from dateline.records import Document, Span

RAID = "Gunmen raided a market in Juba on Monday. The raid killed six traders."


def test_a_span_has_the_mean_of_its_words_vectors_in_context() -> None:
    annotator = load_annotator(threads=1)
    words = [span_of(RAID, word) for word in ("market", "in", "Juba")]
    whole = Span(words[0].start, words[-1].end)
    found = annotator.vectors(Document("d", RAID), [*words, whole])
    assert found.shape == (4, 384)
    assert np.allclose(found[:3].mean(0), found[3], atol=1e-5)
    other = "Heavy rain closed the market in Juba on Monday."
    elsewhere = annotator.vectors(Document("d", other), [span_of(other, "market")])
    assert not np.allclose(elsewhere[0], found[0], atol=0.1)


def test_no_span_has_no_vector() -> None:
    assert load_annotator(threads=1).vectors(Document("d", RAID), []).shape == (0, 384)
