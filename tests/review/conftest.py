from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store import Store
from tests.review.archive import archive, join


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Three documents of one raid each; the first two tell one incident."""
    with archive(tmp_path / "a.db") as opened:
        join(opened, {"I000001": ["doc-001/i1", "doc-002/i1"], "I000002": ["doc-003/i1"]})
        yield opened
