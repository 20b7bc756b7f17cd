"""The end of `dateline code` and all of `dateline reconcile`: documents joined, and what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.cli._progress import Progress

if TYPE_CHECKING:
    from dateline.run.reconcile import ArchiveChanges
    from dateline.store import Store


def reconciled(store: Store, progress: Progress) -> ArchiveChanges | None:
    """The archive's changes; None where Ctrl-C came first, which leaves it as it was."""
    from dateline.run.reconcile import update_archive

    try:
        return update_archive(store, progress.step)
    except KeyboardInterrupt:
        return None


def changes_line(changes: ArchiveChanges) -> str:
    """What an archive holds, and what is new in it, for people."""
    told = [
        f"{number} {what}"
        for number, what in (
            (changes.new, "new"),
            (changes.changed, "changed"),
            (changes.merged, "merged"),
            (changes.split, "split"),
            (changes.removed, "gone"),
        )
        if number
    ]
    return (
        f"archive: {changes.documents} documents, {changes.families} families, "
        f"{changes.incidents} incidents ({', '.join(told) or 'nothing new'}), "
        f"{changes.conflicts} conflicts"
    )
