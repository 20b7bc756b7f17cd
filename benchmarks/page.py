"""How fast the workbench's page is: first paint, first rows, and filters.

    python benchmarks/archive.py big.db
    python benchmarks/page.py big.db [--runs 5]

Serves the archive in a process of its own and drives Debian's Chromium through Playwright. Figures
are medians in milliseconds. `rows` is from the click until the table shows the filter's rows,
`all` until map and timeline do too, `api` is the server's part of the rows alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser.served import Served, serving
from tests.browser.watched import COUNT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
FLAGS += ("--disable-background-networking", "--disable-component-update", "--disable-sync")

FILTERS = {
    "status": "status=planned",
    "type": "event_type=explosions",
    "time": "from=2016-01&to=2016-06",
    "killed": "killed_min=10",
    "sources": "sources_min=3",
    "country": "country=IQ",
    "box": "bbox=30,10,60,40",
    "contested": "contested=1",
    "text": "q=hospital",
    "text and more": "q=school&status=happened&killed_min=3",
}

# From the click on a link to the filter until the number over the table is the filter's.
_FILTER = """async (address) => {
  const number = () => document.querySelector('h1').innerText.split(/ |\\u00a0/)[0];
  const frame = () => new Promise(requestAnimationFrame);
  const before = number();
  const link = document.createElement('a');
  link.href = address;
  document.body.append(link);
  const start = performance.now();
  link.click();
  link.remove();
  while (number() === before || document.querySelector('.scroll.stale')) {
    if (performance.now() - start > 60000) throw new Error('no answer to ' + address);
    await frame();
  }
  const rows = performance.now() - start;
  while (window.asked > 0) await frame();
  await frame();
  return [rows, performance.now() - start];
}"""

_PAINT = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  while (!document.querySelector('tr[data-index] a')) await frame();
  const rows = performance.now();
  const paints = performance.getEntriesByName('first-contentful-paint');
  return [paints.length ? paints[0].startTime : rows, rows];
}"""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("database", type=Path)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    from playwright.sync_api import sync_playwright

    with serving(given.database) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        # The first request brings the search index up to date.
        total = served.get("/api/incidents?limit=1")["total"]
        print(f"{given.database}: {total} incidents, load {os.getloadavg()[0]:.1f}")
        measure(served, browser, given.runs)
        browser.close()


def measure(served: Served, browser: Browser, runs: int) -> None:
    """Prints the medians of so many runs."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(COUNT)
    page = context.new_page()
    page.set_default_timeout(120_000)
    paints = [_opened(page, served) for _ in range(runs + 1)]
    print(f"first paint, empty cache   {paints[0][0]:7.0f}")
    print(f"first paint                {_median(paints[1:], 0):7.0f}")
    print(f"first rows                 {_median(paints[1:], 1):7.0f}")
    print(f"{'filter':<18}{'api':>8}{'rows':>8}{'all':>8}")
    for name, query in FILTERS.items():
        took = [_filtered(page, query) for _ in range(runs)]
        api = [_asked(served, f"/api/incidents?{query}&limit=100") for _ in range(runs)]
        rows, every = _median(took, 0), _median(took, 1)
        print(f"{name:<18}{statistics.median(api):8.0f}{rows:8.0f}{every:8.0f}", flush=True)


def _opened(page: Page, served: Served) -> tuple[float, float]:
    page.goto(served.at("/incidents"), wait_until="domcontentloaded")
    first, rows = page.evaluate(_PAINT)
    page.wait_for_function("() => window.asked === 0")
    return first, rows


def _filtered(page: Page, query: str) -> Any:
    took = page.evaluate(_FILTER, f"/incidents?{query}")
    page.evaluate(_FILTER, "/incidents")
    return took


def _asked(served: Served, path: str) -> float:
    start = time.perf_counter()
    with urllib.request.urlopen(served.at(path), timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1000


def _median(pairs: list[Any], at: int) -> float:
    return statistics.median(pair[at] for pair in pairs)


if __name__ == "__main__":
    main()
