"""From what a user names (file, folder, glob, `-`) to the files to read, in a fixed order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from dateline.read._sniff import ASSETS
from dateline.records import Reject


def files_of(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | Reject]:
    """File names to open (`-` for standard input) and a Reject for each path that gives none.

    Folders are walked in sorted order; hidden files, and the style sheets and pictures that are
    saved along with pages, are passed over. A file reached twice is given once.
    """
    seen: set[str] = set()
    for path in paths:
        for item in _expand(os.fspath(path)):
            if isinstance(item, str) and item != "-":
                real = os.path.realpath(item)
                if real in seen:
                    continue
                seen.add(real)
            yield item


def _expand(path: str) -> Iterator[str | Reject]:
    if path == "-":
        yield path
        return
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as error:
        if Path(path).is_symlink():
            yield Reject(path, "a link to a file that is not there", "correct or drop the link")
        elif glob.has_magic(path):
            yield from _glob(path)
        elif isinstance(error, PermissionError):
            yield Reject(path, "permission denied", "make it readable")
        else:
            yield Reject(path, "no such file or folder", "check the path")
        return
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif stat.S_ISSOCK(mode) or stat.S_ISBLK(mode):
        yield Reject(path, "not a file", "give a file, a folder, a glob or -")
    else:
        yield path


def _glob(pattern: str) -> Iterator[str | Reject]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # Path.glob takes no "/a/*"
    if not found:
        yield Reject(pattern, "no file matches", "check the pattern")
    for path in found:
        yield from _expand(path)


def _walk(folder: str) -> Iterator[str | Reject]:
    errors: list[OSError] = []
    empty = True
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() in ASSETS:
                continue
            if path.is_symlink() and not path.exists():
                empty = False
                yield Reject(
                    str(path), "a link to a file that is not there", "correct or drop the link"
                )
            elif path.is_file():
                empty = False
                yield str(path)
        while errors:
            empty = False
            yield _unreadable(errors.pop(0))
    for error in errors:
        empty = False
        yield _unreadable(error)
    if empty:
        yield Reject(folder, "a folder without articles", "check the path")


def _unreadable(error: OSError) -> Reject:
    why = (error.strerror or str(error)).lower()
    return Reject(str(error.filename), f"unreadable folder: {why}", "make it readable")
