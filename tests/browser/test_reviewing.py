"""Reviewing through the page: what is decided there is what the archive holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Serve
from tests.browser.served import Served
from tests.browser.views import settle, show

# What a decision may change of an incident, beside the time of the change.
_TOLD = ("id", "type", "status", "date_from", "place_name", "killed_low", "killed_best", "reports")


def _state(served: Served) -> list[tuple[Any, ...]]:
    rows = served.get("/api/incidents?limit=1000&sort=id")["rows"]
    return [(*(row[name] for name in _TOLD), row["review"]["verdict"]) for row in rows]


def _row(served: Served, incident: str) -> Any:
    return served.get(f"/api/incidents/{incident}")["incident"]


def _told(page: Page, text: str) -> None:
    """Waits for the message and lets what it changed settle."""
    expect(page.get_by_role("region", name="Messages")).to_contain_text(text)
    settle(page)


def _undo(page: Page) -> None:
    page.locator("body").click(position={"x": 5, "y": 400})
    with page.expect_response(lambda answer: answer.url.endswith("/api/decisions/undo")) as undone:
        page.keyboard.press("Control+z")
    assert undone.value.status == 200, undone.value.text()
    settle(page)


def test_filters_narrow_table_and_address_and_come_back_with_the_address(
    demo_archive: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo_archive)
    page = watch(served).page()
    show(page, served, "/incidents")
    every = served.get("/api/incidents?limit=1")["total"]
    expect(page.locator("h1")).to_have_text(f"{every} incidents")

    page.get_by_role("searchbox", name="Search incidents").fill("bridge")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=bridge*")
    page.get_by_role("checkbox", name="happened", exact=True).check()
    page.wait_for_url("**status=happened*")
    page.get_by_label("Killed, least").fill("1")
    page.keyboard.press("Enter")
    page.wait_for_url("**killed_min=1*")
    settle(page)
    left = served.get("/api/incidents?q=bridge&status=happened&killed_min=1&limit=1")["total"]
    assert 0 < left < every
    expect(page.locator("h1")).to_have_text(f"{left} of {every} incidents")
    assert page.locator("tbody tr[data-index]").count() == left

    page.reload()
    settle(page)
    expect(page.locator("h1")).to_have_text(f"{left} of {every} incidents")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("h1")).to_have_text(f"{every} incidents")
    page.go_back()
    expect(page.locator("h1")).to_have_text(f"{left} of {every} incidents")


def test_an_incident_is_accepted_edited_merged_split_and_all_of_it_undone(
    demo: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo)
    before = _state(served)
    page = watch(served).page()
    # The first with several reports, and a later one: the smaller identifier stays.
    several = served.get("/api/incidents?sort=-reports&limit=1")["rows"][0]["id"]
    other = max(row[0] for row in before if row[0] != several)
    stays, goes = sorted((several, other))

    show(page, served, f"/incidents/{stays}")
    page.get_by_role("button", name="Accept", exact=True).click()
    _told(page, f"Accepted {stays}")
    assert _row(served, stays)["review"]["verdict"] == "accepted"

    page.get_by_role("button", name="Edit: Killed").click()
    page.locator("input[name=killed_low]").fill("5")
    page.locator("input[name=killed_best]").fill("7")
    page.locator("input[name=killed_high]").fill("9")
    page.get_by_label("Why (optional)").fill("the ministry's later figure")
    page.get_by_role("button", name="Save").click()
    _told(page, f"Changed killed of {stays}")
    assert _row(served, stays)["killed_best"] == 7
    expect(page.get_by_role("group", name="Killed")).to_contain_text("reviewer’s value")

    page.get_by_role("button", name="Merge…").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(goes)
    dialog.get_by_role("checkbox", name=goes).check()
    expect(dialog.get_by_role("button", name="Merge 2")).to_be_enabled()
    dialog.get_by_role("button", name="Merge 2").click()
    _told(page, f"Merged {goes} with {stays}")
    assert goes not in {row[0] for row in _state(served)}
    both = _row(served, stays)["reports"]
    assert both == sum(row[7] for row in before if row[0] in (stays, goes))

    page.get_by_role("button", name="Split…").click()
    page.get_by_role("checkbox", name="Split off:").last.check()
    page.get_by_role("button", name="Split off 1…").click()
    page.get_by_role("dialog").get_by_role("button", name="Split", exact=True).click()
    _told(page, f"off {stays}")
    assert _row(served, stays)["reports"] == both - 1

    expect(page.locator("ol.history > li")).to_have_count(6)
    for _ in range(4):
        _undo(page)
    assert _state(served) == before


def test_several_are_decided_at_once_and_undone_at_once(
    demo: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo)
    before = _state(served)
    page = watch(served).page()
    show(page, served, "/incidents?view=table")
    boxes = page.locator("tbody").get_by_role("checkbox")
    names = [str(boxes.nth(at).get_attribute("aria-label")).split()[-1] for at in range(3)]
    for at in range(3):
        boxes.nth(at).check()
    page.get_by_role("button", name="Reject").click()
    _told(page, "Rejected 3 incidents")
    rejected = served.get("/api/incidents?verdict=rejected")["rows"]
    assert {row["id"] for row in rejected} == set(names)
    page.get_by_role("region", name="Messages").get_by_role("button", name="Undo").click()
    _told(page, "Undone")
    assert _state(served) == before


def test_what_is_shown_is_downloaded(demo_archive: Path, serve: Serve, watch: Open) -> None:
    served = serve(demo_archive)
    page = watch(served).page()
    show(page, served, "/incidents?view=table&killed_min=1")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV tables").click()
    assert download.value.suggested_filename == "dateline-csv.zip"
    assert download.value.failure() is None
