"""A page under watch: what it asked for, what it said, what it tried.

Nothing that a test shows may leave the machine, open a dialog, break the content policy or leave
an error behind; `Watched.check` says which of these happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request

_OWN_SCHEMES = ("data", "blob", "about")
_POLICY = "content security policy"

COUNT = """(() => {
  const fetched = window.fetch;
  window.asked = 0;
  window.fetch = (...given) => {
    window.asked += 1;
    return fetched(...given).finally(() => { window.asked -= 1; });
  };
})()"""
"""Counts the requests that a page waits for, so that a test knows when it has everything."""


@dataclass
class Watched:
    """One browser context and all that its pages did. `host` is the only one that may be asked."""

    context: BrowserContext
    host: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.add_init_script(COUNT)
        self.context.on("request", self._asked)
        self.context.on("page", self._opened)
        self.context.on("dialog", self._dialog)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def page(self) -> Page:
        page = self.context.new_page()
        self.opened.clear()
        page.set_default_timeout(60_000)
        return page

    def check(self) -> None:
        """Fails where something happened that must not."""
        assert self.outside == [], "requests that left the machine"
        assert self.dialogs == [], "dialogs that a text opened"
        assert self.opened == [], "windows that nobody asked for"
        assert self.errors == [], "errors on the page"

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in _OWN_SCHEMES and parts.netloc != self.host:
            self.outside.append(request.url)

    def _opened(self, page: Page) -> None:
        self.opened.append(page.url)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _said(self, message: ConsoleMessage) -> None:
        # A refused request (409, 410) is told on the console too; tests look at those themselves.
        if _POLICY in message.text.lower() or (
            message.type == "error" and "Failed to load resource" not in message.text
        ):
            self.errors.append(f"{message.text} ({message.location.get('url')})")
