from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fake_coder import make_fake_coder

TEXT = (
    "Raiders killed {n} people in Kutum on Thursday, residents of the town told reporters.\n\n"
    "Residents said the market had been empty since the morning. The road to the north was "
    "closed and no one could leave, the council wrote in a statement that it sent to the press."
)


@pytest.fixture(autouse=True)
def _without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.cli._coding.factory", make_fake_coder)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three invented articles in one JSONL file."""
    path = tmp_path / "articles.jsonl"
    rows = [
        {
            "id": f"doc-{n}",
            "text": TEXT.format(n=n),
            "title": f"Raid kills {n} in Kutum",
            "published": "2024-05-17",
            "outlet": "Northline",
            "synthetic": True,
        }
        for n in (3, 4, 5)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
