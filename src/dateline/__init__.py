"""Dateline turns news reports of armed conflict and unrest into a dataset that can be checked.

import dateline

coder = dateline.load()
record = coder("Shelling killed at least 12 people in Avdiivka on Monday.", published="2022-05-10")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.records import Document, Record, Reject, record_from_dict, record_to_dict

if TYPE_CHECKING:
    from dateline.code import Coder
    from dateline.config import Config

__version__ = "0.1.0"
__all__ = [
    "Coder",
    "Document",
    "Record",
    "Reject",
    "__version__",
    "load",
    "load_config",
    "read_paths",
    "record_from_dict",
    "record_to_dict",
]

_LAZY = {
    "Coder": "dateline.code",
    "load_config": "dateline.config",
    "read_paths": "dateline.read",
}


def load(config: Config | None = None, *, threads: int | None = None, device: str = "cpu") -> Coder:
    """A coder: a callable from text or `Document` to `Record`, with `pipe` for many.

    `config` comes from `load_config(path)`; `threads` bounds the encoder (None: all cores; the
    records do not depend on it); `device` is "cpu" or "cuda".
    """
    from dateline.code import load_coder

    return load_coder(config, threads=threads, device=device)


def __getattr__(name: str) -> Any:
    """Loads the heavier public names when they are first asked for: `import dateline` is fast."""
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
