"""Progress on stderr: a moving line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

from dateline.cli._terminal import harmless, log_console, say
from dateline.records import Reject
from dateline.run import Summary

if TYPE_CHECKING:
    from rich.status import Status

_PLAIN_SECONDS = 10.0
_MOVING_SECONDS = 0.2
_TOLD_AT_MOST = 20


class Progress:
    """Says how far a run is, and names the first rejects as they come."""

    def __init__(self) -> None:
        self._status: Status | None = None
        self._last = time.monotonic()
        self._told = 0
        self._compiling = False

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._status = log_console().status("loading")
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status:
            self._status.stop()
        if self._told > _TOLD_AT_MOST and kind is None:
            say(f"... and {self._told - _TOLD_AT_MOST} more rejected")

    def compiling(self, step: str, share: float) -> None:
        """Called while the gazetteer is compiled, once on a machine; `share` is 0..1."""
        if self._status:
            self._status.update(f"first run: compiling the gazetteer, {share:.0%} ({step})")
        elif not self._compiling:
            say("first run: compiling the gazetteer into the cache folder, about half a minute")
        self._compiling = True

    def tick(self, summary: Summary) -> None:
        """Called after every document."""
        now = time.monotonic()
        if now - self._last < (_MOVING_SECONDS if self._status else _PLAIN_SECONDS):
            return
        self._last = now
        line = (
            f"{summary.read} read, {summary.coded} coded, {summary.unchanged} unchanged, "
            f"{summary.rejected.total()} rejected, {summary.documents_per_second:.1f}/s"
        )
        if self._status:
            self._status.update(line)
        else:
            say(line)

    def step(self, what: str, done: int, of: int) -> None:
        """Called while documents are joined: what is being done, and how much of it is done."""
        now = time.monotonic()
        if now - self._last < (_MOVING_SECONDS if self._status else _PLAIN_SECONDS):
            return
        self._last = now
        line = f"joining: {what}" + (f", {done / of:.0%}" if of > 1 else "")
        if self._status:
            self._status.update(line)
        else:
            say(line)

    def told(self, reject: Reject) -> None:
        """Called with every reject; the first ones are shown, all are counted."""
        self._told += 1
        if self._told > _TOLD_AT_MOST:
            return
        line = f"rejected: {reject.source}: {reject.reason}: {reject.cure}"
        if self._status:
            from rich.text import Text

            self._status.console.print(Text(harmless(line)))
        else:
            say(line)
