"""Errors as clear answers: what happened, what to do, and never a trace."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError
from dateline.store import StoreError
from dateline.web.headers import HEADERS

_log = logging.getLogger("dateline.web")
_LONGEST = 500


class ApiError(Exception):
    """An answer that is an error, with what else it says beside `error`."""

    def __init__(
        self,
        status: int,
        message: str,
        cure: str,
        field: str | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.cure, self.field = status, message, cure, field
        self.more = dict(more or {})


def not_there(what: str, name: str) -> ApiError:
    """The answer for an identifier that the archive does not have."""
    return ApiError(404, f"no {what} {name[:200]}", "look for it in its list", "id")


def answer(
    status: int, message: str, cure: str, field: str | None = None, **more: Any
) -> JSONResponse:
    """An error as the API answers it."""
    told = {"message": message[:_LONGEST], "cure": cure[:_LONGEST], "field": field}
    return JSONResponse({"error": told, **more}, status_code=status)


def handle_errors(app: FastAPI) -> None:
    """Has the app answer every exception in one form."""
    app.add_exception_handler(ApiError, _api_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StoreError, _store)
    app.add_exception_handler(DatelineError, _told)
    app.add_exception_handler(Exception, _unexpected)


def _api_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiError)
    return answer(error.status, error.message, error.cure, error.field, **error.more)


def _invalid(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = [str(part) for part in first["loc"] if part not in ("query", "body", "path")]
    name = ".".join(where)[:100] or None
    if first["type"] == "extra_forbidden":
        return answer(400, f"unknown parameter {name}", "docs/api.md lists those known", name)
    said = str(first["msg"]).removeprefix("Value error, ")
    shown = first.get("input")
    given = f" ({shown[:80]!r})" if isinstance(shown, str) else ""
    return answer(422, f"{name or 'request'}: {said}{given}", "see docs/api.md", name)


_CURES = {
    404: ("nothing there", "docs/api.md lists what there is"),
    405: ("method not allowed there", "docs/api.md lists what there is"),
}


def _http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    message, cure = _CURES.get(error.status_code, (str(error.detail), "see docs/api.md"))
    return answer(error.status_code, message, cure)


def _store(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StoreError)
    return answer(503, error.what, error.cure)


def _told(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DatelineError)
    return answer(400, error.what, error.cure)


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected error at %s", request.url.path, exc_info=error)
    told = answer(500, f"unexpected {type(error).__name__}", "the server's terminal says more")
    # Answered outside of `Safety`.
    told.headers.update(HEADERS)
    return told
