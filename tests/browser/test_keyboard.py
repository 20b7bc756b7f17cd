"""The page without a mouse: every step of reviewing is a key, and the focus is always seen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Serve
from tests.browser.served import Served
from tests.browser.views import settle, show


def _verdicts(served: Served) -> dict[str, str]:
    rows = served.get("/api/incidents?limit=1000")["rows"]
    return {row["id"]: row["review"]["verdict"] for row in rows if row["review"]["verdict"]}


def _press(page: Page, key: str) -> None:
    """A key that decides: waits until the server has answered and the page shows it."""
    with page.expect_response(lambda answer: "/api/decisions" in answer.url) as answered:
        page.keyboard.press(key)
    assert answered.value.status == 200, answered.value.text()
    settle(page)


def test_incidents_are_walked_decided_opened_and_searched_by_keys(
    demo: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo)
    page = watch(served).page()
    show(page, served, "/incidents")
    order = [row["id"] for row in served.get("/api/incidents?limit=5")["rows"]]

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("tr.current")).to_contain_text(order[0])
    _press(page, "a")
    # The next one comes by itself.
    expect(page.locator("tr.current")).to_contain_text(order[1])
    _press(page, "x")
    assert _verdicts(served) == {order[0]: "accepted", order[1]: "rejected"}
    _press(page, "Backspace")
    assert _verdicts(served) == {order[0]: "accepted"}
    _press(page, "Control+z")
    assert _verdicts(served) == {}

    page.keyboard.press("/")
    # Letters are text there, not commands.
    page.keyboard.type("ax bridge")
    expect(page.get_by_role("searchbox", name="Search incidents")).to_have_value("ax bridge")
    page.keyboard.press("Control+a")
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=bridge*")
    settle(page)
    assert _verdicts(served) == {}
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/I*")
    settle(page)
    incident = page.url.split("/incidents/")[1].split("?")[0]
    _press(page, "f")
    assert served.get(f"/api/incidents/{incident}")["incident"]["review"]["flagged"]


def test_the_queue_is_worked_by_keys(demo: Path, serve: Serve, watch: Open) -> None:
    served = serve(demo)
    page = watch(served).page()
    show(page, served, "/queue?kind=incident")
    order = [row["target_id"] for row in served.get("/api/queue?kind=incident&limit=4")["rows"]]
    title = page.locator("h2#item")
    expect(title).to_contain_text(order[0])
    _press(page, "a")
    expect(title).to_contain_text(order[1])
    page.keyboard.press("Space")
    expect(title).to_contain_text(order[2])
    _press(page, "x")
    assert _verdicts(served) == {order[0]: "accepted", order[2]: "rejected"}
    _press(page, "Backspace")
    _press(page, "Backspace")
    assert _verdicts(served) == {}


def test_the_keys_are_shown_and_can_be_changed(
    demo_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo_archive)
    page = watch(served).page()
    show(page, served, "/incidents")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    for action in ("Next", "Accept", "Reject", "Skip", "Undo the last decision", "Merge"):
        expect(dialog).to_contain_text(action)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_everything_is_reached_by_tab_and_the_focus_is_seen(
    demo_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo_archive)
    page = watch(served).page()
    show(page, served, "/incidents")
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(70):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(
            """() => {
              const one = document.activeElement;
              const style = getComputedStyle(one);
              const inner = one.closest('label') ?? one;
              const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || getComputedStyle(inner).outlineStyle !== 'none';
              const name = one.getAttribute('aria-label') || one.labels?.[0]?.innerText
                || one.innerText || one.title || one.tagName;
              return [name.trim().slice(0, 60), seen];
            }"""
        )
        if name == "BODY":
            break
        reached.append(name)
        if not seen:
            unseen.append(name)
    assert unseen == []
    told = "\n".join(reached)
    for expected in ("To the content", "Queue", "Keys", "happened", "Download"):
        assert expected in told, f"{expected} is not reached by Tab: {reached}"


def test_a_filter_is_set_by_keys_alone(demo_archive: Path, serve: Serve, watch: Open) -> None:
    served = serve(demo_archive)
    page = watch(served).page()
    show(page, served, "/incidents")
    page.get_by_role("checkbox", name="planned", exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_url("**status=planned*")
    settle(page)
    total = served.get("/api/incidents?status=planned&limit=1")["total"]
    expect(page.locator("h1")).to_contain_text(f"{total} of")
