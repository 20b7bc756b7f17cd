"""`dateline serve`: the workbench, on this machine."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from fastapi import FastAPI

_LOOPBACK = "127.0.0.1"
_PORT = 8377
_SHORTEST_TOKEN = 16


class ServeError(DatelineError):
    """The workbench cannot be served as asked."""


def serve(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help=f"{_PORT}, or a free one; 0: any free one."),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    host: Annotated[
        str, typer.Option(metavar="NAME", help="Address to listen on; another needs --token.")
    ] = _LOOPBACK,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="DATELINE_TOKEN",
            help=f"What changes need; on another address reading too. {_SHORTEST_TOKEN} "
            "characters or more.",
            show_default=False,
        ),
    ] = None,
    author: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose decisions these are; you.")
    ] = None,
    basemap: Annotated[
        Path | None, typer.Option(metavar="FILE.pmtiles", help="In place of the built-in map.")
    ] = None,
) -> int:
    """Serve the workbench: look at an archive and decide on it, in the browser."""
    from dateline.cli._terminal import say
    from dateline.store import open_store
    from dateline.web.app import create_app

    _allowed(host, token, basemap)
    with open_store(database) as store, _listening(host, port) as listener:
        app = create_app(
            store,
            token=token,
            author=author,
            hosts=(host,) if not _is_loopback(host) else (),
            open_token=not _is_loopback(host),
            basemap=basemap,
        )
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listener.getsockname()[1]}/"
        say(f"{store.where}: {url} (Ctrl-C ends it)")
        _run(app, listener, url if open_ else None)
    return 0


def _allowed(host: str, token: str | None, basemap: Path | None) -> None:
    if not _is_loopback(host) and token is None:
        raise ServeError(
            "another address than this machine's needs a token",
            f"--host {host}",
            "give --token, a secret that every reader must know; without --host nobody else reads",
        )
    if token is not None and (len(token) < _SHORTEST_TOKEN or not token.isascii()):
        raise ServeError(
            "token is too short or not ASCII",
            "--token",
            f"{_SHORTEST_TOKEN} characters or more: python -c 'import secrets;"
            " print(secrets.token_urlsafe())'",
        )
    if basemap is not None and not basemap.is_file():
        raise ServeError("no base map there", str(basemap), "give a .pmtiles file")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name, such as 127.example.org
        return False


def _listening(host: str, port: int | None) -> socket.socket:
    """A socket that listens; on another port where the usual one is taken."""
    for wanted in (_PORT, 0) if port is None else (port,):
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            return socket.create_server((host, wanted), family=family, backlog=128)
        except (OSError, UnicodeError) as error:
            if wanted != _PORT or port is not None:
                raise ServeError(
                    "address cannot be listened on",
                    f"{host}:{wanted}",
                    f"{getattr(error, 'strerror', None) or error}; give another --port or --host",
                ) from error
    raise AssertionError("unreachable")


def _run(app: FastAPI, listener: socket.socket, opened: str | None) -> None:
    import threading
    import webbrowser
    from importlib import import_module

    import uvicorn

    def warm() -> None:
        """What the first search and the first actor would else wait for."""
        app.state.serving.keep_search()
        import_module("ruptures")

    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    threading.Thread(target=warm, daemon=True).start()
    if opened:
        threading.Timer(0.5, webbrowser.open, [opened]).start()
    uvicorn.Server(config).run(sockets=[listener])
