"""The server: the API of docs/api.md and the page, over one archive."""

from __future__ import annotations

import getpass
import secrets
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from dateline import __version__
from dateline.store import Store, StoreError
from dateline.web import (
    actors,
    claims,
    decisions,
    documents,
    events,
    exports,
    incident,
    incidents,
    meta,
    page,
    previews,
    reports,
    whys,
    work,
)
from dateline.web.errors import handle_errors
from dateline.web.safety import Safety
from dateline.web.serving import Serving

_ROUTERS = (
    meta.router,
    incidents.router,
    previews.router,
    incident.router,
    whys.router,
    documents.router,
    reports.router,
    claims.router,
    actors.router,
    work.router,
    decisions.router,
    events.router,
    exports.router,
)


def create_app(
    store: Store,
    *,
    token: str | None = None,
    author: str | None = None,
    hosts: tuple[str, ...] = (),
    open_token: bool = False,
    basemap: Path | None = None,
    static: Path | None = None,
) -> FastAPI:
    """The server's application over an open archive; whoever opened the store closes it.

    `token` is what changes need, a new one without it; `open_token`: reading needs it too. `author`
    is whose decisions they are that do not say so, the user without it. `hosts` are names by which
    the server may be asked beside loopback; `static` the folder of the built page.
    """
    serving = Serving(
        store,
        token or secrets.token_urlsafe(24),
        author or user_name(),
        hosts=tuple(name.lower() for name in hosts),
        open_token=open_token,
        read_only=not _writable(store),
        basemap=basemap,
        static=static,
    )
    app = FastAPI(
        title="Dateline",
        version=__version__,
        # The ready-made documentation pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        redirect_slashes=False,
    )
    app.state.serving = serving
    handle_errors(app)
    for router in (*_ROUTERS, page.router):
        app.include_router(router)
    app.add_middleware(GZipMiddleware, minimum_size=2_000, compresslevel=1)
    app.add_middleware(Safety, serving=serving)
    return app


def user_name() -> str:
    """Who runs this program, for decisions; `reviewer` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "reviewer"


def _writable(store: Store) -> bool:
    """Whether the archive can be written. One that is locked just now can."""
    try:
        with store.writing():
            return True
    except StoreError as error:
        return error.what != "database cannot be written"
