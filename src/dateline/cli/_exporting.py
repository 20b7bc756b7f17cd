"""Who exported what: a line in the archive for each export."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli._taking import author_of
from dateline.cli._terminal import say

if TYPE_CHECKING:
    from dateline.export import Written
    from dateline.store import Store


def log_export(
    store: Store,
    format: str,
    folder: Path,
    written: Sequence[Written],
    chosen: Sequence[str],
    **options: object,
) -> None:
    """Keeps in the archive that the user exported it; says so where it cannot be written."""
    from dateline.review import log_export as log
    from dateline.store import StoreError

    data = [file for file in written if not file.path.name.endswith(".about.json")]
    try:
        log(
            store,
            who=author_of(os.environ.get("DATELINE_AUTHOR")),
            format=format,
            arguments={"chosen": list(chosen), **options},
            path=str(folder.absolute()),
            rows=sum(file.rows for file in data),
        )
    except StoreError as error:
        say(f"this export is not in the archive's log: {error}")
