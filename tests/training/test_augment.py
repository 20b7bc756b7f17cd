"""Noise keeps spans on their words."""

from __future__ import annotations

import random
from typing import Any

from training.augment import apply_edits, change_case, drop_marks, substitute

TEXT = (
    "Rebels of the Red River Front shelled Tawila, killing 12 people, Omar Danjuma's office said."
)


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


RECORD: dict[str, Any] = {
    "id": "x",
    "text": TEXT,
    "mentions": [
        {**at("Red River Front"), "type": "ARMED_GROUP"},
        {**at("Rebels of the Red River Front"), "type": "ARMED_GROUP"},
        {**at("Tawila"), "type": "PLACE"},
        {**at("12"), "type": "QUANTITY"},
        {**at("12 people"), "type": "POPULATION"},
        {**at("Omar Danjuma"), "type": "PERSON"},
    ],
    "incidents": [{"triggers": [at("shelled")], "arguments": [{**at("Tawila"), "role": "place"}]}],
    "claims": [{"content": at("Rebels of the Red River Front shelled Tawila"), "cue": at("said")}],
}


def words(record: dict[str, Any], span: dict[str, Any]) -> str:
    text: str = record["text"]
    return text[span["start"] : span["end"]]


def test_edits_move_every_span_and_leave_the_input_alone() -> None:
    start = TEXT.index("Tawila")
    new = apply_edits(RECORD, [(start, start + 6, "Port Sudan")])
    assert words(new, new["mentions"][2]) == "Port Sudan"
    assert words(new, new["incidents"][0]["arguments"][0]) == "Port Sudan"
    assert words(new, new["claims"][0]["cue"]) == "said"
    assert words(new, new["claims"][0]["content"]).endswith("shelled Port Sudan")
    assert RECORD["text"] == TEXT


def test_an_edit_across_a_boundary_is_left_out() -> None:
    start = TEXT.index("12 people")
    assert apply_edits(RECORD, [(start, start + 9, "many")])["text"] == TEXT


def test_substitution_changes_names_and_keeps_the_rest() -> None:
    for seed in range(30):
        random.seed(seed)
        new = substitute(RECORD)
        assert words(new, new["incidents"][0]["triggers"][0]) == "shelled"
        assert words(new, new["claims"][0]["cue"]) == "said"
        assert words(new, new["mentions"][4]).endswith(" people")
        outer, inner = words(new, new["mentions"][1]), words(new, new["mentions"][0])
        assert outer.endswith(inner)


def test_lost_marks_and_letter_case() -> None:
    new = drop_marks(RECORD)
    assert "," not in new["text"]
    assert words(new, new["mentions"][5]) == "Omar Danjuma"
    random.seed(1)
    assert change_case(RECORD)["text"].lower() == TEXT.lower()
