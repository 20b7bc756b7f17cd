"""The corpus compiler: what it reads, what it refuses, and that the committed build is current."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from training.corpus.build import (  # noqa: E402
    FOLDER,
    CorpusError,
    compile_document,
    compile_folder,
    coverage,
    to_lines,
)

GOOD = """## 0001 | Test Wire | 2018-03-14
{=1:{S1p:Soldiers} {!1:shot} {P1t:{Q1k:two} farmers} near {L1l:Kufra}}, {P#1:residents} {~1:said}.
"{=2:They asked no questions}," {~2:told} {N#2:Salma Idris} {M@2:Test Wire}.
--
i1 attack
c1 ag; c2 ey i1
"""


def text_of(record: dict[str, Any], span: dict[str, int]) -> str:
    return str(record["text"][span["start"] : span["end"]])


def test_a_block_becomes_a_stand_off_record() -> None:
    record = compile_document(GOOD, "x")
    assert record["id"] == "corpus-0001"
    assert record["synthetic"] is True
    assert "{" not in record["text"]
    incident = record["incidents"][0]
    assert (incident["type"], incident["status"]) == ("attack", "happened")
    assert {(a["role"], text_of(record, a)) for a in incident["arguments"]} == {
        ("perpetrator", "Soldiers"),
        ("target", "two farmers"),
        ("killed", "two"),
        ("place", "Kufra"),
    }
    first, second = record["claims"]
    assert text_of(record, first["source"]) == "residents"
    assert first["incidents"] == ["i1"]
    assert (first["mode"], second["mode"]) == ("indirect", "direct")
    assert text_of(record, second["addressee"]) == "Test Wire"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{!1:shot}", "shot", "no trigger"),
        ("{L1l:Kufra}", "{T1l:Kufra}", "not allowed as place"),
        ("{L1l:Kufra}", "{L1l:Kuf}ra", "cuts a word"),
        ("{P#1:residents}", "{#1:residents}", "no mention"),
        ("{P#1:residents}", "residents", "no source span"),
        ("near {L1l:Kufra}", "near the {L1l:Kufra} {P:the residents}", "article"),
        ("{P1t:{Q1k:two}", "{P1t:about {Q1k:two}", "modifier"),
        ("i1 attack", "i1 assault", "unknown incident code"),
        ("c1 ag", "c1", "no source type"),
        ("c2 ey i1", "c2 ey i9", "unknown word"),
        ("i1 attack", "i1 attack; i2 attack", "i2 has no trigger"),
        ("{~1:said}", "{~3:said}", "not declared"),
        ("near {L1l", "near }{L1l", "is no mention|stray|unclosed"),
    ],
)
def test_authoring_mistakes_are_refused(old: str, new: str, complaint: str) -> None:
    assert old in GOOD
    with pytest.raises(CorpusError, match=complaint):
        compile_document(GOOD.replace(old, new), "x")


def test_the_committed_build_is_the_build_of_the_reports() -> None:
    assert (FOLDER / "corpus.jsonl").read_text(encoding="utf-8") == to_lines(compile_folder())


def test_every_label_of_the_codebook_occurs() -> None:
    counts = coverage(list(compile_folder()))
    missing = [(name, label) for name, row in counts.items() for label in row if not row[label]]
    assert not missing
    assert min(counts["incident"].values()) >= 12


def test_no_report_leaves_markup_in_its_text() -> None:
    for record in compile_folder():
        assert not re.search(r"[{}]|[#@!~=]\d+:", record["text"]), record["id"]
