from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dateline.evaluate.benchmarks import BENCHMARKS
from dateline.evaluate.families import run
from dateline.evaluate.files import DataError
from tests.reconcile.families.stories import cut, edited, paragraphs, stories


def _write(folder: Path, rows: list[tuple[str, int, str]]) -> None:
    with gzip.open(folder / "families.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, (text, family, kind) in enumerate(rows):
            row = {"id": number, "text": text, "fam": family, "kind": kind}
            file.write(json.dumps(row) + "\n")


def test_copies_embeds_and_strangers_are_counted(tmp_path: Path) -> None:
    wire, own, third, fourth = stories(4)
    taken = "\n".join(sorted(paragraphs(wire), key=len)[-2:])
    _write(
        tmp_path,
        [
            (wire, 4, "source"),
            (cut(wire), 4, "trunc"),
            (edited(wire, 0.15), 4, "edit15"),
            (third, 4, "light"),  # not a copy in truth: never found
            (f"{own}\n{taken}", 2004, "embed"),
            (fourth, 9, "single"),
        ],
    )
    rows = BENCHMARKS["families"].run(tmp_path, None)
    assert rows["found, trunc"] == {"accuracy": 1.0, "documents": 1}
    assert rows["found, edit15"]["accuracy"] == rows["found, embed"]["accuracy"] == 1.0
    assert rows["found, light"]["accuracy"] == 0.0
    assert (rows["pairs"]["p"], rows["pairs"]["gold"], rows["pairs"]["predicted"]) == (1.0, 6, 3)
    assert rows["b3"]["p"] == 1.0
    assert rows["b3"]["r"] == pytest.approx((3 * 3 / 4 + 1 / 4 + 1 + 1) / 6)
    assert rows["shared edges"]["p"] == 1.0


def test_data_that_are_not_there_or_not_so_are_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no families"):
        run(tmp_path)
    (tmp_path / "families.jsonl").write_text('{"id": 1, "text": "x"}\n')
    with pytest.raises(DataError, match="line 1"):
        run(tmp_path)
    with pytest.raises(DataError, match="no part"):
        run(tmp_path, None, "test")
