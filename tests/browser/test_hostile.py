"""Articles that attack the page are shown as the text that they are, on every view."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser import archives
from tests.browser.conftest import Open, Serve
from tests.browser.served import Served
from tests.browser.views import picture, settle, show, views_of, visit

# What a text would have put there, had it become markup: the page itself has none of these.
_PLANTED = """() => {
  const wrong = [];
  if (window.ran !== undefined) wrong.push('script ran: ' + window.ran);
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on')) wrong.push(`handler ${name}=${value}`);
      if (['href', 'src', 'action', 'formaction', 'xlink:href', 'data'].includes(name)
          && /^\\s*(javascript|vbscript|data|file):/i.test(value)
          && !(one.tagName === 'IMG' && value.startsWith('data:image/')))
        wrong.push(`${one.tagName} ${name}=${value}`);
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAME', 'MATH', 'MARQUEE'].includes(one.tagName))
      wrong.push('element ' + one.tagName);
    if (one.tagName === 'META' && one.httpEquiv) wrong.push('meta ' + one.httpEquiv);
    if (['LINK', 'SCRIPT', 'IMG', 'A', 'FORM'].includes(one.tagName)) {
      const address = one.href || one.src || one.action || '';
      const outside = address && typeof address === 'string'
        && !address.startsWith(location.origin) && !/^(data:image|blob):/.test(address);
      if (outside && one.tagName !== 'A') wrong.push(`${one.tagName} to ${address}`);
      if (outside && one.tagName === 'A' && (one.target !== '_blank'
          || !one.relList.contains('noopener') || !one.relList.contains('noreferrer')))
        wrong.push('link without noopener noreferrer: ' + address);
    }
  }
  return wrong;
}"""

_COMMENT = "<img src=x onerror=\"window.ran='comment'\"> [x](javascript:alert(1)) \u202egnp.exe"
_VALUE = "<svg/onload=alert(1)>\u202e"


def _addresses(served: Served) -> dict[str, str]:
    """Every view, every document of the corpus, its incidents and those actors that say most."""
    found = views_of(served)
    for kind, limit in (("documents", 100), ("incidents", 12), ("actors", 6)):
        for row in served.get(f"/api/{kind}?limit={limit}")["rows"]:
            found[f"{kind} {row['id']}"] = f"/{kind}/{quote(row['id'], safe='')}"
    return found


def _plant_decisions(served: Served) -> None:
    """What another reviewer, or a file of decisions, may have written."""
    first, second = served.get("/api/incidents?sort=id&limit=2")["rows"]
    one = {"target_kind": "incident", "target_id": first["id"]}
    served.decide(action="comment", new=_COMMENT, **one)
    served.decide(action="assign", new='"><script>alert(1)</script>', **one)
    served.decide(action="accept", reason=_COMMENT, **one)
    served.decide(
        action="edit", field="place_name", old=second["place_name"], new=_VALUE,
        target_kind="incident", target_id=second["id"],
    )  # fmt: skip
    [actor] = served.get("/api/actors?limit=1")["rows"]
    served.decide(action="alias", target_kind="actor", target_id=actor["id"], new={"name": _VALUE})


def test_hostile_texts_are_shown_harmlessly_on_every_view(
    hostile_archive: Path, serve: Serve, watch: Open, tmp_path: Path
) -> None:
    served = serve(archives.copy(hostile_archive, tmp_path / "hostile.db"))
    _plant_decisions(served)
    page = watch(served).page()
    wrong = {}
    show(page, served, "/incidents")
    for name, address in _addresses(served).items():
        visit(page, address)
        if found := page.evaluate(_PLANTED):
            wrong[name] = found
        assert page.url.startswith(served.url), f"{name} left for {page.url}"
        if name in ("incidents", "document", "documents", "queue"):
            picture(page, f"hostile-{name}")
    assert wrong == {}


def test_a_script_in_a_title_is_read_as_text(
    hostile_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(hostile_archive)
    page = watch(served).page()
    show(page, served, "/documents/script")
    expect(page.locator("h1").first).to_contain_text("<script>window.ran='title';alert(1)</script>")
    expect(page.locator("main")).to_contain_text("<script src=https://evil.example/x.js></script>")


def test_no_text_makes_a_view_wider_than_a_phone(
    hostile_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(hostile_archive)
    page = watch(served, width=390).page()
    show(page, served, "/documents")
    wider = []
    addresses = [f"/documents/{name}" for name in ("proto", "bidi", "css", "frames")]
    addresses += [f"/incidents/{row['id']}" for row in served.get("/api/incidents?limit=4")["rows"]]
    for address in ["/documents", "/claims", "/queue", "/actors", *addresses]:
        visit(page, address)
        if page.evaluate("() => document.documentElement.scrollWidth") > 390:
            wider.append(address)
    assert wider == []


@pytest.mark.parametrize(
    "address",
    [
        "/incidents?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/incidents?actor=%3Cscript%3Ealert(1)%3C%2Fscript%3E&country=%22%3E%3Csvg%2Fonload%3Dalert(1)%3E",
        "/incidents?sort=%3Cscript%3E&view=javascript%3Aalert(1)&unit=%22onload%3D&bbox=x",
        "/incidents/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "/documents/..%2F..%2Fetc%2Fpasswd",
        "/claims?speaker=%3Csvg%2Fonload%3Dalert(1)%3E",
        "/actors/%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ],
)
def test_a_hostile_address_does_nothing(
    hostile_archive: Path, serve: Serve, watch: Open, address: str
) -> None:
    served = serve(hostile_archive)
    page = watch(served).page()
    page.goto(served.at(address))
    settle(page)
    assert page.evaluate(_PLANTED) == []
    assert page.locator("main").inner_text().strip()


def test_a_link_of_an_article_opens_only_on_a_click(
    hostile_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(hostile_archive)
    page = watch(served).page()
    for document in ("script", "svg", "sql", "css"):
        show(page, served, f"/documents/{document}")
        assert _outside(page) == []
    show(page, served, "/documents/markdown")
    for link in _outside(page):
        assert link.startswith(("https://", "http://"))


def _outside(page: Page) -> list[str]:
    script = "(all) => all.map((a) => a.href).filter((h) => !h.startsWith(location.origin))"
    return [str(address) for address in page.locator("a[href]").evaluate_all(script)]
