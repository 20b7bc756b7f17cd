"""Who is answered: hosts, origins, token, size of a body; and the headers of every answer.

Articles are hostile and so may be other pages in the same browser: a page elsewhere must neither
read the archive (its host name would have to be ours) nor change it (it does not know the token).
"""

from __future__ import annotations

import hmac
import ipaddress
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.errors import answer
from dateline.web.headers import HEADERS
from dateline.web.serving import Serving

LARGEST_BODY = 1 << 20
"""Bytes of a request's body."""
_LONGEST_URL = 100_000
TOKEN_HEADER = "x-dateline-token"
COOKIE = "dateline_token"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Safety:
    """The first thing that a request meets: refuses what must not be answered."""

    def __init__(self, app: ASGIApp, serving: Serving) -> None:
        self._app, self._serving = app, serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
                message["headers"] = headers.raw
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, sent)
            return
        await self._app(scope, _bounded(receive), sent)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._known(host):
            return answer(
                403,
                f"host {host[:100]!r} is not served",
                "ask by the address that the server was started with (dateline serve --host)",
            )
        if len(scope["query_string"]) > _LONGEST_URL:
            return answer(414, "query too long", "give fewer filters")
        if headers.get("sec-fetch-site") == "cross-site" and scope["path"].startswith("/api"):
            return answer(403, "request from another site", "open the page itself")
        if scope["method"] in _SAFE:
            return self._unless_known(scope, headers) if self._serving.open_token else None
        return self._change_refused(headers, host)

    def _change_refused(self, headers: Headers, host: str) -> Response | None:
        origin = headers.get("origin")
        if origin is not None and origin not in (f"http://{host}", f"https://{host}"):
            return answer(403, "change from another site", "make it on the page itself")
        if not self._right(headers.get(TOKEN_HEADER, "")):
            return answer(
                403,
                "token missing or wrong",
                "send X-Dateline-Token: it stands in the page and is new with each start;"
                " load the page again",
            )
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:20]) > LARGEST_BODY:
            return answer(413, "body too large", f"at most {LARGEST_BODY} bytes")
        if self._serving.read_only:
            return answer(403, "archive is read-only", "check the permissions of its file")
        return None

    def _unless_known(self, scope: Scope, headers: Headers) -> Response | None:
        """Reading from another address than loopback needs the token too."""
        if self._right(headers.get(TOKEN_HEADER, "")) or self._right(_cookie(headers)):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1"), max_num_fields=50).get("token")
        if scope["path"] == "/" and given and self._right(given[0]):
            welcome = RedirectResponse("/", status_code=303)
            welcome.set_cookie(COOKIE, given[0], httponly=True, samesite="strict")
            return welcome
        return answer(403, "token needed", "open /?token=TOKEN, or send X-Dateline-Token")

    def _right(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._serving.token.encode())

    def _known(self, host: str) -> bool:
        name = _name_of(host)
        if name is None:
            return False
        if name == "localhost" or name in self._serving.hosts:
            return True
        address = _address(name)
        if address is None:
            return False
        # A page elsewhere can have its own name lead here, but cannot have a number as its name.
        everywhere = {"0.0.0.0", "::"} & set(self._serving.hosts)
        return address.is_loopback or bool(everywhere)


def _bounded(receive: Receive) -> Receive:
    """A body that says no length, or a wrong one, ends where it is too long."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > LARGEST_BODY:
                return {"type": "http.disconnect"}
        return message

    return bounded


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _name_of(host: str) -> str | None:
    """The name of a Host header without its port, lower case."""
    host = host.strip().lower()
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        port = port.removeprefix(":") if bracket else "none"
    else:
        name, _, port = host.partition(":")
    return name if name and (not port or port.isdecimal()) else None


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
