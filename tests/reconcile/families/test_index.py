from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError
from dateline.reconcile.families import SketchIndex, shingled
from dateline.reconcile.families import index as index_module
from tests.reconcile.families.stories import cut, document, edited, stories


def _filled(texts: dict[str, str]) -> SketchIndex:
    index = SketchIndex()
    for name, text in texts.items():
        index.add(name, shingled(document(name, text)).sketch)
    return index


def test_copies_are_proposed_and_strangers_are_not() -> None:
    one, two = stories(2)
    index = _filled({"a": one, "b": cut(one), "c": edited(one, 0.15), "d": two})
    assert index.proposed() == [("a", "b"), ("a", "c"), ("b", "c")]
    assert index.proposed(touching=["b"]) == [("a", "b"), ("b", "c")]


def test_a_document_that_was_removed_is_proposed_no_more() -> None:
    (one,) = stories(1)
    index = _filled({"a": one, "b": one, "c": one})
    index.remove("b")
    assert index.proposed() == [("a", "c")]
    assert "b" not in index


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    one, two = stories(2)
    index = _filled({"a\n\\n1": one, "\\": cut(one), "é": two, "empty": ""})
    index.save(tmp_path / "index.npz")
    loaded = SketchIndex.load(tmp_path / "index.npz")
    assert len(loaded) == 4
    assert loaded.proposed() == index.proposed() == [("\\", "a\n\\n1")]


def test_an_empty_index_proposes_nothing_and_can_be_saved(tmp_path: Path) -> None:
    SketchIndex().save(tmp_path / "index.npz")
    assert SketchIndex.load(tmp_path / "index.npz").proposed() == []


def test_what_is_no_index_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.npz").write_bytes(b"not an index")
    with pytest.raises(DatelineError, match="no index"):
        SketchIndex.load(tmp_path / "bad.npz")
    SketchIndex().save(tmp_path / "old.npz")
    monkeypatch.setattr(index_module, "METHOD", "another")
    with pytest.raises(DatelineError, match="another method"):
        SketchIndex.load(tmp_path / "old.npz")


def test_a_phrase_of_the_whole_archive_costs_no_square(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "COMMON", 8)
    index = SketchIndex()
    for number in range(100):
        index.add(f"{number:03}", np.array([1, 2, 3, 1000 + number], dtype=np.uint32))
    pairs = index.proposed()
    first = {name for pair in pairs for name in pair[:1]}
    assert first == {"000", "001", "002", "003"}
    assert {b for _, b in pairs} == {f"{n:03}" for n in range(1, 100)}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 30), max_size=8), max_size=14),
    st.integers(0, 2**32),
    st.integers(1, 5),
)
def test_proposals_do_not_depend_on_the_order_of_arrival(
    sets: list[set[int]], seed: int, common: int
) -> None:
    rows = [(f"d{n}", np.array(sorted(values), dtype=np.uint32)) for n, values in enumerate(sets)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "COMMON", common)
        patch.setattr(index_module, "_BLOCK", 7)
        found = []
        for order in (rows, random.Random(seed).sample(rows, len(rows))):
            index = SketchIndex()
            for name, sketch in order:
                index.add(name, sketch)
            found.append(index.proposed())
    assert found[0] == found[1]
    assert found[0] == sorted(set(found[0]))
    assert all(a < b for a, b in found[0])
