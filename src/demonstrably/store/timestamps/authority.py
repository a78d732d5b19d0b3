"""Ask a timestamping authority over HTTP, within limits of time and size."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import httpx

from demonstrably import __version__
from demonstrably.errors import AuthorityError, UsageError
from demonstrably.store.timestamps.tokens import Asked, accept

PATIENCE = 30.0
"""Seconds for an answer as a whole; authorities sign within one."""

LARGEST = 256 * 1024
"""Bytes of an answer; a token with its chain of certificates has some 6,000."""

_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "User-Agent": f"demonstrably/{__version__}",
}


def address(url: str) -> str:
    """The authority's address as it may be kept: without a login. Raises UsageError where it is no web address."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(f"{url!r} is no web address.", remedy="Give the authority's, such as https://tsa.example/tsr.")
    host = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, parts.query, ""))


def ask(asked: Asked, url: str, *, patience: float = PATIENCE) -> bytes:
    """The authority's answer to a request, once it is one. Raises AuthorityError where it is not there or answers
    anything else."""
    with _told(asked.authority):
        response = _post(url, base64.b64decode(asked.request), patience)
    accept(asked, response)
    return response


def _post(url: str, request: bytes, patience: float) -> bytes:
    deadline = time.monotonic() + patience
    with (
        httpx.Client(timeout=min(10.0, patience), headers=_HEADERS) as client,
        client.stream("POST", url, content=request) as response,
    ):
        if response.status_code != httpx.codes.OK:
            raise _Unusable(f"answers with the status {response.status_code}")
        body = b""
        for part in response.iter_bytes():
            body += part
            if len(body) > LARGEST:
                raise _Unusable(f"sends more than {LARGEST // 1024} kB")
            if time.monotonic() > deadline:
                raise _Unusable(f"was not done after {patience:.0f} seconds")
        return body


class _Unusable(Exception):
    """An answer that can't be a timestamp."""


@contextmanager
def _told(authority: str) -> Iterator[None]:
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, _Unusable) as error:
        what = f"could not be reached ({error or type(error).__name__})" if _away(error) else str(error)
        raise AuthorityError(f"{authority} {what}.", remedy="The request stays pending: ask again later.") from error


def _away(error: Exception) -> bool:
    return not isinstance(error, _Unusable)
