"""The one family of errors that Dateline raises for a user to read."""

from __future__ import annotations


class DatelineError(Exception):
    """What happened, where, and what to do; prints as `WHAT: WHERE: CURE`."""

    def __init__(self, what: str, where: str, cure: str) -> None:
        super().__init__(f"{what}: {where}: {cure}")
        self.what = what
        self.where = where
        self.cure = cure

    def __reduce__(self) -> tuple[type[DatelineError], tuple[str, str, str]]:
        return type(self), (self.what, self.where, self.cure)
