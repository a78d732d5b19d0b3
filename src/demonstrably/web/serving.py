"""Serving the explorer: a socket, the application, and an end by Ctrl-C."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import webbrowser
from collections.abc import Callable, Collection
from types import TracebackType
from typing import TYPE_CHECKING

import uvicorn

from demonstrably.address import Address, masked
from demonstrably.errors import UsageError
from demonstrably.store import Record
from demonstrably.web.app import create_app

if TYPE_CHECKING:
    from demonstrably.discretion import Publication

WAITING = 128
"""Connections that may wait to be taken."""

GRACE_SECONDS = 2
"""How long an end waits for answers that are under way."""


class Listener:
    """A socket that is bound before anything else is done, so that a taken port is told at once."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self.socket = socket.socket(family, kind, protocol)
        except (OSError, UnicodeError) as error:
            raise UsageError(f"--host {host!r} is no address of this machine.", remedy="Try 127.0.0.1.") from error
        try:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(address)
            self.socket.listen(WAITING)
        except OSError as error:
            self.socket.close()
            raise _bind_error(host, port, error) from error

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        port = self.socket.getsockname()[1]
        bound = ipaddress.ip_address(self.socket.getsockname()[0])
        name = "localhost" if bound.is_unspecified else f"[{bound}]" if bound.version == 6 else str(bound)
        return f"http://{name}:{port}/"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches it."""
        return ipaddress.ip_address(self.socket.getsockname()[0]).is_loopback


def _bind_error(host: str, port: int, error: OSError) -> UsageError:
    taken = f"{host}:{port} can't be listened at: {error.strerror or error}."
    return UsageError(taken, remedy="Give another port (--port 0 is any free one), or end what listens there.")


def check_record(address: Address) -> None:
    """Raise UsageError where there is no record, RecordError where it can't be opened."""
    Record.open(address).close()


def serve(
    address: Address,
    listener: Listener,
    *,
    public: bool,
    publication: Publication | None,
    names: Collection[str],
    browser: bool,
    told: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C. The record is read before the address is told, so that the first page comes at once."""
    app = create_app(address, public=public, publication=publication, hosts=(listener.host, *names))
    app.state.warm()
    for notice in app.state.shelf.shown().notices:
        told(notice)
    told(f"{listener.address} shows {masked(address)}. Ctrl-C ends it.")
    if browser:
        webbrowser.open(listener.address)
    config = uvicorn.Config(
        app, access_log=False, log_level="warning", server_header=False, proxy_headers=False, lifespan="off",
        ws="none", http="h11", timeout_graceful_shutdown=GRACE_SECONDS,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener.socket])
