"""The door: who may ask for what, and what every answer says to the browser."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Awaitable, Callable, Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("demonstrably.web")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but our own files runs or is loaded, no script or style inside a page does, nobody frames us."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""On every answer that does not say otherwise itself. Pages are not kept: what is withdrawn is gone from disks too."""

METHODS = ("GET", "HEAD")

Refuse = Callable[[Request, int, str, str], Response]
"""Makes the answer to a request that is refused: status, message, remedy."""


class Guard:
    """Wraps the application: refuses what is no question to this host, dresses every answer, those to errors too."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], refuse: Refuse) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)
        self.refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        dressed = _Dressed(send, bare=scope["method"] == "HEAD")
        refused = self._refused(Request(scope))
        if refused is not None:
            await refused(scope, receive, dressed)
            return
        await self._let_in({**scope, "method": "GET"}, receive, dressed)

    async def _let_in(self, scope: Scope, receive: Receive, send: _Dressed) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception:
            LOG.exception("a page could not be made")
            if not send.started:
                what, remedy = "this page could not be made.", "This is a defect of ours: please report it."
                await self.refuse(Request(scope), 500, what, remedy)(scope, receive, send)

    def _refused(self, request: Request) -> Response | None:
        if not self._is_ours(Headers(scope=request.scope).get("host", "")):
            what = "this address is not one of this server's."
            return self.refuse(request, 400, what, "Use the address that `demonstrably serve` printed.")
        if request.method not in METHODS:
            answer = self.refuse(request, 405, "pages can only be read.", "Use GET or HEAD.")
            answer.headers["Allow"] = ", ".join(METHODS)
            return answer
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a Host header names us. A strange name may be one that a page elsewhere has led to this machine (DNS
        rebinding) to read what it shows; a bare IP address can't be."""
        name = _without_port(host).casefold()
        return name in self.hosts or _is_address(name.strip("[]"))


def _without_port(host: str) -> str:
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Dressed:
    """Sends an answer with our headers, and without its body where only the headers were asked for."""

    def __init__(self, send: Callable[[Message], Awaitable[None]], *, bare: bool) -> None:
        self._send = send
        self._bare = bare
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        elif self._bare and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)
