"""Every view of the page by its address, with something to see on each."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.served import Served

PICTURES = Path(__file__).parent / "pictures"
"""Where pictures of every view go; git ignores it."""

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

_CALM = """() => {
    const text = document.querySelector('main')?.innerText ?? 'Loading';
    const busy = window.asked > 0
        || document.querySelector('[aria-busy="true"]:not(.holder)') !== null
        || /^(Loading|Comparing|Drawing the map|Looking|Working it out)/m.test(text);
    window.calm = busy ? 0 : (window.calm ?? 0) + 1;
    return window.calm > 3;
}"""
"""True where nothing was asked for, loaded or drawn for four frames."""


def views_of(served: Served) -> dict[str, str]:
    """Address by name: each kind of view, of the incident, document and actor that hold most."""
    [incident] = served.get("/api/incidents?sort=-reports&limit=1")["rows"]
    detail = served.get(f"/api/incidents/{incident['id']}")
    document = detail["reports"][0]["document"]["id"]
    [actor] = served.get("/api/actors?sort=-incidents&limit=1")["rows"]
    return {
        "incidents": "/incidents",
        "incidents-table": "/incidents?view=table",
        "incidents-map": "/incidents?view=map",
        "incidents-timeline": "/incidents?view=timeline",
        "incident": f"/incidents/{incident['id']}",
        "documents": "/documents",
        "document": f"/documents/{quote(document, safe='')}",
        "claims": "/claims",
        "actors": "/actors",
        "actor": f"/actors/{actor['id']}",
        "queue": "/queue",
        "conflicts": "/conflicts",
        "rejects": "/rejects",
    }


def show(page: Page, served: Served, address: str) -> None:
    """Opens a view and waits until it has all that it asked for."""
    page.goto(served.at(address), wait_until="domcontentloaded")
    page.wait_for_selector("main :is(h1, h2, table)")
    settle(page)


def visit(page: Page, address: str) -> None:
    """Goes to a view without loading the page anew, as by a link."""
    page.evaluate(
        """(address) => {
          const link = document.createElement('a');
          link.href = address;
          document.body.append(link);
          link.click();
          link.remove();
        }""",
        address,
    )
    settle(page)


def settle(page: Page) -> None:
    """Waits until nothing is being loaded or drawn any more (`watched.COUNT` counts requests)."""
    page.evaluate("() => { window.calm = 0; }")
    page.wait_for_function(_CALM, polling="raf")


def picture(page: Page, name: str) -> None:
    """Writes what is seen, the map painted, to the folder of pictures."""
    page.wait_for_function("() => !document.querySelector('.holder[aria-busy=\"true\"]')")
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
