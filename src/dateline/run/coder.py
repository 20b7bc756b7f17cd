"""What a run needs of a coder, and how worker processes get one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from dateline.config import Config
from dateline.records import Document, Record


class Coder(Protocol):
    """A pure function from document to record; `model` names model and weights."""

    @property
    def model(self) -> str: ...

    def __call__(self, document: Document) -> Record: ...


CoderFactory = Callable[[Config], Coder]
"""Makes a coder that uses one thread. Importable by name, so that worker processes find it."""


def default_coder(config: Config, device: str = "cpu") -> Coder:
    """The coder that Dateline ships, with one thread: the run itself uses the cores."""
    from dateline.code import load_coder

    coder: Coder = load_coder(config, device=device)
    return coder


def crash_note(error: BaseException) -> str:
    """An exception as one line, for a reject's reason."""
    lines = str(error).strip().splitlines()
    said = lines[0][:200] if lines else "no message"
    return f"error: {type(error).__name__}: {said}"
