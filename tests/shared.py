"""Where the project's shared data lies, for tests that need it; they skip where it is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "gold" / "dev.jsonl").exists(),
    reason="needs ../shared (annotated articles), which is not part of the repository",
)
