"""What can keep a store from being opened or written."""

from __future__ import annotations

from dateline.errors import DatelineError


class StoreError(DatelineError):
    """A database that cannot be used: not one of Dateline's, newer, locked or unreachable."""
