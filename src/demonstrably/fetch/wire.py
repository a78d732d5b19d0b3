"""One connection at a time, on httpx's own network layer: guarded, timed, and broken off when we stop.

The guard sits where the connection is made, on the IP address itself: a host whose name leads to a private network,
today or only at the second look, is not contacted.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpcore

from demonstrably.fetch.addresses import Guard


class PrivateAddress(httpcore.ConnectError):
    """The host's name leads nowhere but to a network that may not be contacted."""


@dataclass
class Deadline:
    """When an exchange must have ended, and how long the other side may be silent, both in seconds."""

    seconds: float
    silence: float
    _start: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return self._start + self.seconds - time.monotonic()

    def within(self) -> float:
        """How long the next step may take. Raises ReadTimeout where no time is left."""
        left = self.left
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return min(left, self.silence)


class Live:
    """The connections that are open, so that all can be broken off at once, from another thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: set[socket.socket] = set()
        self.stopped = False

    def add(self, stream: httpcore.NetworkStream) -> None:
        with self._lock:
            found = stream.get_extra_info("socket")
            if found is not None:
                self._sockets.add(found)
        if self.stopped:
            self.stop()

    def remove(self, stream: httpcore.NetworkStream) -> None:
        with self._lock:
            self._sockets.discard(stream.get_extra_info("socket"))

    def stop(self) -> None:
        """Break off what is under way, and whatever begins after this."""
        self.stopped = True
        with self._lock:
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


class TimedStream(httpcore.NetworkStream):
    """A stream whose every step is held to the deadline, however slowly bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, live: Live) -> None:
        self._stream = stream
        self._deadline = deadline
        self._live = live
        live.add(stream)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within())

    def close(self) -> None:
        self._live.remove(self._stream)
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        self._live.remove(self._stream)
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.within())
        return TimedStream(secured, self._deadline, self._live)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the first of a host's addresses that answers and that the guard admits."""

    def __init__(self, guard: Guard, deadline: Deadline, live: Live) -> None:
        self._guard = guard
        self._deadline = deadline
        self._live = live
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        found = resolve(host, port)
        admitted = [address for address in found if self._guard.admits(host, port, address)]
        if found and not admitted:
            raise PrivateAddress(found[0])
        failure: Exception = httpcore.ConnectError("no such host")
        for address in admitted:
            try:
                stream = self._plain.connect_tcp(address, port, self._deadline.within(), local_address, socket_options)
                return TimedStream(stream, self._deadline, self._live)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order. Raises ConnectError where it has none."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no such host ({error})") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@contextlib.contextmanager
def connection(
    guard: Guard, deadline: Deadline, live: Live, tls: ssl.SSLContext | None
) -> Iterator[httpcore.ConnectionPool]:
    """A pool for one exchange. Closing it closes the connection, so that the rest of a long body never comes."""
    with httpcore.ConnectionPool(
        ssl_context=tls, max_connections=1, retries=0, network_backend=GuardedBackend(guard, deadline, live)
    ) as pool:
        yield pool
