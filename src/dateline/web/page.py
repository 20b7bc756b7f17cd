"""The page: its built files, the addresses that belong to it, the base map."""

from __future__ import annotations

import html
import re
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from dateline.web.errors import ApiError
from dateline.web.serving import Here, Serving

router = APIRouter(include_in_schema=False)

VIEWS = ("incidents", "documents", "claims", "actors", "queue", "conflicts", "rejects")
"""Addresses that the page itself reads; below some of them, an identifier."""
_WITH_ID = ("incidents", "documents", "actors")

_HASHED = re.compile(r"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")
"""What Vite adds to a file's name."""

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Media types of the built files: what the system thinks of a name may be wrong (Windows)."""

_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Dateline</title></head><body>
<h1>Dateline</h1>
<p>The API runs at <a href="/api/meta">/api/meta</a>. The page is not built in this copy of the
source. To build it (Node 20 or newer):</p>
<pre>cd frontend && npm ci && npm run build</pre>
<p>An installed Dateline (<code>pip install dateline</code>) has it.</p>
</body></html>
"""


def built_page() -> Path:
    """Where the page's built files lie, whether they are there or not."""
    return Path(str(files("dateline.web").joinpath("static")))


@router.get("/")
def index(here: Here) -> Response:
    """The page."""
    return _index(here)


@router.get("/assets/{name:path}")
def asset(here: Here, name: str) -> Response:
    """A built file. One with a hash in its name changes that with its content: kept for good."""
    for_good = _HASHED.search(name) is not None
    kept = "public, max-age=31536000, immutable" if for_good else "no-cache"
    return _served(_file(here, f"assets/{name}"), kept)


@router.get("/basemap.pmtiles")
def basemap(here: Here, request: Request) -> Response:
    """The user's own map, in the ranges asked for."""
    _ = request
    if here.basemap is None or not here.basemap.is_file():
        raise ApiError(404, "no base map", "give one: dateline serve DB --basemap FILE.pmtiles")
    # Said to be encoded already: a range of the compressed file would be another one.
    return FileResponse(
        here.basemap,
        media_type="application/octet-stream",
        headers={"content-encoding": "identity"},
    )


@router.get("/{name}")
def view_or_file(here: Here, name: str) -> Response:
    """A view of the page, or one of the few files beside it (favicon, manifest)."""
    if name in VIEWS:
        return _index(here)
    return _served(_file(here, name), "no-cache")


@router.get("/{name}/{id:path}")
def view_of_one(here: Here, name: str, id: str) -> Response:
    """A view of one incident, document or actor; the page reads which."""
    if name not in _WITH_ID or not id:
        raise ApiError(404, "nothing there", "docs/api.md lists what there is")
    return _index(here)


def _index(here: Serving) -> Response:
    """The built page with the token in it; a plain one that tells how to build it."""
    try:
        page = (_root(here) / "index.html").read_text(encoding="utf-8")
    except OSError:
        return HTMLResponse(_NOT_BUILT)
    token = html.escape("" if here.read_only else here.token, quote=True)
    meta = f'<head><meta name="dateline-token" content="{token}">'
    return HTMLResponse(page.replace("<head>", meta, 1))


def _served(file: Path, kept: str) -> Response:
    kind = _KINDS.get(file.suffix, "application/octet-stream")
    return FileResponse(file, media_type=kind, headers={"cache-control": kept})


def _file(here: Serving, name: str) -> Path:
    root = _root(here).resolve()
    try:
        found = (root / name).resolve()
        inside = found.is_relative_to(root) and found.is_file()
    except (OSError, ValueError):
        inside = False
    if not inside or found.name == "index.html":
        raise ApiError(404, "nothing there", "docs/api.md lists what there is")
    return found


def _root(here: Serving) -> Path:
    return here.static or built_page()
