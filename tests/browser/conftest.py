"""The browser, the servers and the archives that the tests of the page use.

Debian's Chromium is used as it is installed (`apt-get install chromium`); Playwright only drives
it. The tests skip where it, Playwright or the built page is missing, and say which.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dateline.web.page import built_page
from tests.browser import archives
from tests.browser.served import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.watched import Watched

CHROMIUM = Path(os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium"))
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Whatever a text might ask for: no name but this machine's leads anywhere.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)

PATIENCE_MS = 60_000

Serve = Callable[..., Served]
Open = Callable[..., "Watched"]


def _missing() -> str:
    if not CHROMIUM.is_file():
        return f"needs Chromium at {CHROMIUM} (apt-get install chromium, or DATELINE_CHROMIUM)"
    if not (built_page() / "index.html").is_file():
        return "needs the built page (cd frontend && npm ci && npm run build)"
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "needs playwright (pip install -e '.[test]')"
    return ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    if reason := _missing():
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    # Long only where the machine is busy: every wait ends as soon as it can.
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGS))
        yield found
        found.close()


@pytest.fixture
def serve(browser: Browser) -> Iterator[Serve]:
    """Starts servers that end with the test. Without a browser there is nothing to serve."""
    _ = browser
    with ExitStack() as stack:
        yield lambda database, author="ana": stack.enter_context(serving(database, author))


@pytest.fixture
def watch(browser: Browser) -> Iterator[Open]:
    """Opens watched windows onto a server; what they must not do is checked when the test ends."""
    from tests.browser.watched import Watched

    watched: list[Watched] = []

    def opened(served: Served, width: int = 1280, scheme: str = "light") -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            locale="en-GB",
        )
        watched.append(Watched(context, served.host))
        return watched[-1]

    yield opened
    for one in watched:
        one.context.close()
        one.check()


@pytest.fixture(scope="session")
def demo_archive(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Path:
    """What `dateline demo` makes; never written to: `archives.copy` it."""
    _ = browser
    return archives.shared(tmp_path_factory, "demo", archives.make_demo)


@pytest.fixture(scope="session")
def hostile_archive(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Path:
    """The hostile corpus, coded, and hostile decisions on it."""
    _ = browser
    return archives.shared(tmp_path_factory, "hostile", archives.make_hostile)


@pytest.fixture
def demo(demo_archive: Path, tmp_path: Path) -> Path:
    """A copy of the demo archive that a test may write to."""
    return archives.copy(demo_archive, tmp_path / "demo.db")
