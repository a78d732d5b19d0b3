"""Answers: pages and JSON as bytes, with the tags by which a reader asks whether they have changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from demonstrably import __version__

HTML = "text/html; charset=utf-8"
JSON = "application/json"


def partial(request: Request) -> bool:
    """Whether only the part of a page that a filter changes is asked for."""
    headers = request.headers
    return "hx-request" in headers and "hx-history-restore-request" not in headers


def tag(token: str, request: Request) -> str:
    """The tag of an answer: the same state, address and software give the same answer."""
    parts = (token, __version__, str(request.url), str(partial(request)))
    return f'"{hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:24]}"'


def answer(token: str, request: Request, make: Callable[[], str], media_type: str = HTML) -> Response:
    """What `make` gives, or that it has not changed since the reader asked last."""
    headers = {"ETag": tag(token, request), "Vary": "HX-Request"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(_bytes(make()), headers=headers, media_type=media_type)


def _bytes(text: str) -> bytes:
    """Halves of surrogate pairs, which stand for bytes of file names that are no UTF-8, become question marks."""
    return text.encode("utf-8", "replace")


def as_json(value: Any) -> str:
    """Values of a page as JSON: dataclasses as objects, tuples as lists."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    """A value that JSON does not know: a dataclass, whatever is in it, or a mapping."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return dict(value)


def moved(path: str) -> Response:
    """Another address is this page's own."""
    return RedirectResponse(path, status_code=302)
