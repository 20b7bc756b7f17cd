"""Every view, light and dark, wide and narrow: readable by everybody, and pictures to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Open, Serve
from tests.browser.views import AXE, picture, settle, show, views_of, visit

NARROW = 390

_RULES = """async () => {
  const found = await axe.run(document, {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  });
  return found.violations
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)
      + ' | ' + node.failureSummary).join(' ;; ')}`);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_serious_finding_of_axe(
    demo_archive: Path, serve: Serve, watch: Open, scheme: str
) -> None:
    if not AXE.is_file():
        pytest.skip("needs axe-core (cd frontend && npm ci)")
    served = serve(demo_archive)
    page = watch(served, scheme=scheme).page()
    findings: dict[str, Any] = {}
    show(page, served, "/incidents")
    # Playwright evaluates outside of the page's content policy, as a reader's tool would.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for name, address in views_of(served).items():
        visit(page, address)
        picture(page, f"{name}-{scheme}")
        if found := page.evaluate(_RULES):
            findings[name] = found
    assert findings == {}


def test_at_390_pixels_no_view_scrolls_sideways(
    demo_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo_archive)
    page = watch(served, width=NARROW).page()
    wider = {}
    show(page, served, "/incidents")
    for name, address in views_of(served).items():
        visit(page, address)
        picture(page, f"{name}-narrow")
        width = page.evaluate("() => document.documentElement.scrollWidth")
        if width > NARROW:
            wider[name] = width
    assert wider == {}


def test_at_390_pixels_every_view_is_reached_by_the_navigation(
    demo_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo_archive)
    page = watch(served, width=NARROW).page()
    show(page, served, "/incidents")
    links = page.get_by_role("navigation", name="Views").get_by_role("link")
    for number in range(links.count()):
        link = links.nth(number)
        address = link.get_attribute("href")
        link.click()
        page.wait_for_url(f"**{address}*")
        settle(page)
        box = link.bounding_box()
        assert box is not None
        # The item of the view that is shown is in sight as a whole.
        assert box["height"] >= 24
        assert box["x"] >= -1
        assert box["x"] + box["width"] <= NARROW + 1
        assert page.locator("main h1").first.is_visible()
