"""Decisions survive: a server killed in the middle, a new run, another reviewer."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Response, expect

from tests.browser import archives
from tests.browser.conftest import Open, Serve
from tests.browser.served import start
from tests.browser.views import settle, show


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    demo: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo)
    page = watch(served).page()
    show(page, served, "/incidents?view=table")
    acknowledged: list[str] = []

    def answered(response: Response) -> None:
        if response.url.endswith("/api/decisions") and response.status == 200:
            acknowledged.extend(response.json()["ids"])

    page.on("response", answered)
    page.keyboard.press("j")
    for _ in range(3):
        with page.expect_response("**/api/decisions"):
            page.keyboard.press("a")
        settle(page)
    # In the middle of the fourth.
    page.keyboard.press("a")
    served.kill()
    expect(page.locator("main")).to_be_visible()
    assert len(acknowledged) >= 3

    again = start(demo, port=int(served.host.rpartition(":")[2]))
    try:
        kept = {row["id"] for row in again.get("/api/decisions?limit=1000")["rows"]}
        assert set(acknowledged) <= kept
        page.reload()
        settle(page)
        accepted = again.get("/api/incidents?verdict=accepted&limit=1")["total"]
        assert accepted == len(kept)
        expect(page.locator("td").get_by_text("accepted", exact=True)).to_have_count(accepted)
        # It can be worked with as before.
        page.keyboard.press("j")
        with page.expect_response("**/api/decisions") as response:
            page.keyboard.press("f")
        assert response.value.status == 200
    finally:
        page.close()
        again.kill()


_RAID = (
    "Gunmen kill 16 in raid on Burkina Faso village\n"
    "OUAGADOUGOU, Oct 18 (CPS) - Gunmen killed 16 villagers in Petel-Bana, near Gorom-Gorom in"
    " northern Burkina Faso, on Wednesday, security sources said.\n"
)
_BOMB = "A car bomb killed 12 soldiers in Mogadishu on Thursday, police said.\n"
_MORE = (
    "Al Shabaab has fought the government in Mogadishu for more than ten years, and the African"
    " Union keeps a force of thousands there. Shops near the market stayed closed on Friday and"
    " buses did not run. Residents said that they would wait for a day before they went out.\n"
)


def _articles(bomb: str) -> list[dict[str, str]]:
    common = {"published": "2019-10-18", "outlet": "CPS"}
    return [
        {"id": "raid", "text": _RAID, **common},
        {"id": "bomb", "text": f"Violence in Mogadishu\n{_MORE}{bomb}", **common},
    ]


def test_a_new_run_keeps_decisions_and_lists_those_whose_sentence_went(
    tmp_path: Path, serve: Serve, watch: Open
) -> None:
    archive = tmp_path / "archive.db"
    archives.code(archive, _articles(_BOMB))
    served = serve(archive)
    rows = served.get("/api/incidents")["rows"]
    [raid] = [row["id"] for row in rows if row["killed_best"] == 16]
    [bomb] = [row["id"] for row in rows if row["killed_best"] == 12]
    page = watch(served).page()
    show(page, served, f"/incidents/{raid}")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_role("button", name="Accepted", exact=True)).to_be_visible()
    page.get_by_role("button", name="Edit: Killed").click()
    page.locator("input[name=killed_best]").fill("15")
    page.locator("input[name=killed_low]").fill("15")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("group", name="Killed")).to_contain_text("reviewer’s value")
    show(page, served, f"/incidents/{bomb}")
    report = page.get_by_role("article").filter(has_text="12 soldiers")
    with page.expect_response("**/api/decisions"):
        report.get_by_role("button", name="Reject the report").click()
    settle(page)

    # The paper has taken the sentence on the bomb back; the server goes on running meanwhile.
    archives.code(archive, _articles(""))
    show(page, served, f"/incidents/{raid}")
    expect(page.get_by_role("button", name="Accepted", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Killed")).to_contain_text("the machine read")
    incident = served.get(f"/api/incidents/{raid}")["incident"]
    assert (incident["killed_best"], incident["review"]["verdict"]) == (15, "accepted")
    show(page, served, "/conflicts")
    assert len(served.get("/api/conflicts")["rows"]) == 1
    expect(page.locator("ul.list > li")).to_have_count(1)
    expect(page.locator("ul.list > li")).to_contain_text("rejected")


def test_the_second_writer_is_told_what_the_first_one_wrote(
    demo: Path, serve: Serve, watch: Open
) -> None:
    served = serve(demo)
    row = served.get("/api/incidents?killed_min=1&limit=1")["rows"][0]
    page = watch(served).page()
    show(page, served, f"/incidents/{row['id']}")
    page.get_by_role("button", name="Edit: Killed").click()
    page.locator("input[name=killed_best]").fill("3")
    page.locator("input[name=killed_low]").fill("3")
    page.locator("input[name=killed_high]").fill("99")
    edit: dict[str, Any] = {
        "action": "edit",
        "target_kind": "incident",
        "target_id": row["id"],
        "field": "killed_best",
        "old": row["killed_best"],
        "new": row["killed_high"],
    }
    if row["killed_high"] == row["killed_best"]:
        edit["field"], edit["old"], edit["new"] = "killed_high", row["killed_high"], 77
    status, answer = served.post("/api/decisions", {"author": "ben", "decisions": [edit]})
    assert status == 200, answer

    with page.expect_response("**/api/decisions") as response:
        page.get_by_role("button", name="Save").click()
    assert response.value.status == 409
    dialog = page.get_by_role("dialog", name="Someone else has changed this meanwhile")
    expect(dialog).to_contain_text("ben")
    expect(dialog).to_contain_text(str(edit["new"]))
    dialog.get_by_role("button", name="Keep").click()
    settle(page)
    now = served.get(f"/api/incidents/{row['id']}")["incident"]
    assert now[edit["field"]] == edit["new"]


@contextmanager
def _elsewhere(page: str) -> Iterator[str]:
    """Another site on this machine, with a page of its own and no policy."""

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_another_site_can_neither_change_nor_read_nor_frame_the_archive(
    demo: Path, serve: Serve, browser: Browser
) -> None:
    served = serve(demo)
    [row] = served.get("/api/incidents?limit=1")["rows"]
    body = {"decisions": [{"action": "accept", "target_kind": "incident", "target_id": row["id"]}]}
    assert served.post("/api/decisions", body, Origin="http://evil.example")[0] == 403
    assert served.post("/api/decisions", body, **{"X-Dateline-Token": ""})[0] == 403
    assert served.post("/api/decisions", body, Host="evil.example")[0] == 403

    with _elsewhere(f"<iframe id=framed src='{served.url}'></iframe>") as elsewhere:
        page = browser.new_page()
        page.goto(elsewhere)
        outcome = page.evaluate(
            """async ([url, body]) => {
              const tried = {};
              const one = async (name, options) => {
                try {
                  const answer = await fetch(url + name.split(' ')[1], options);
                  tried[name] = answer.type === 'opaque' ? 'opaque' : answer.status;
                } catch { tried[name] = 'refused'; }
              };
              await one('read api/incidents', {});
              await one('token ?', {});
              await one('simple api/decisions', { method: 'POST', mode: 'no-cors', body });
              await one('json api/decisions', { method: 'POST', body, headers: {
                'Content-Type': 'application/json', 'X-Dateline-Token': 'guess' } });
              return tried;
            }""",
            [served.url, json.dumps(body)],
        )
        framed = page.frames[1].content() if len(page.frames) > 1 else ""
        page.close()
    assert outcome["read api/incidents"] == "refused"
    assert outcome["token ?"] == "refused"
    assert outcome["json api/decisions"] == "refused"
    assert "dateline-token" not in framed
    assert served.get("/api/decisions")["total"] == 0
