from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.run.reconcile import update_archive
from dateline.store import Store, open_store
from tests.export.archive import documents, make_coder
from tests.store.archive import put


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "archive.db"), create=True) as opened:
        put(opened, documents(), make_coder)
        update_archive(opened)
        yield opened
