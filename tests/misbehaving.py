"""A server on loopback that misbehaves in the ways that real ones do. Each path is a function that talks to a socket."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime


@dataclass(frozen=True)
class Asked:
    """A request as it came: the path with its query, the headers in lower case."""

    path: str
    headers: Mapping[str, str]


class Talk:
    """The server's side of one request."""

    def __init__(self, wire: socketserver.StreamRequestHandler, asked: Asked, server: Misbehaving) -> None:
        self.wire = wire
        self.asked = asked
        self.server = server

    def send(self, data: bytes) -> None:
        self.wire.wfile.write(data)

    def head(self, status: str = "200 OK", **headers: str) -> None:
        """The status line and headers; `_` in a name stands for `-`."""
        lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))

    def answer(self, body: bytes | str = b"", status: str = "200 OK", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        given = {"Content_Type": "text/html; charset=utf-8", **headers}
        self.head(status, **given, Content_Length=str(len(data)), Connection="close")
        self.send(data)

    def wait(self) -> None:
        """Say nothing until the test is over (or half a minute has passed)."""
        self.server.over.wait(30)


Route = Callable[[Talk], None]


class Misbehaving(socketserver.ThreadingTCPServer):
    """Use as a context manager. `routes` map paths (without query) to what is done there; anything else is 404.

    `log` holds every request in the order they came.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(
        self, routes: Mapping[str, Route] | None = None, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__((host, 0), _Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.routes: dict[str, Route] = dict(routes or {})
        self.log: list[Asked] = []
        self.sent = 0
        self.over = threading.Event()
        self.base = f"http{'s' if tls else ''}://{host}:{self.server_address[1]}"

    def __enter__(self) -> Misbehaving:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what this server is for."""

    def paths(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [asked.path for asked in self.log if asked.path != "/robots.txt"]


class _Handler(socketserver.StreamRequestHandler):
    wbufsize = 0
    server: Misbehaving

    def handle(self) -> None:
        first = self.rfile.readline().decode("latin-1").split(" ")
        if len(first) < 2:
            return
        headers = {}
        while (line := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        asked = Asked(first[1], headers)
        self.server.log.append(asked)
        route = self.server.routes.get(asked.path.partition("?")[0], missing)
        with contextlib.suppress(OSError):
            route(Talk(self, asked, self.server))


def missing(talk: Talk) -> None:
    talk.answer("gone fishing", "404 Not Found")


def page(title: str, *paragraphs: str, head: str = "", published: str = "2031-05-04T09:00:00+00:00") -> str:
    """An article's page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="The Rivertown Post">'
        f'<meta property="article:published_time" content="{published}">{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


def serving(body: bytes | str, **headers: str) -> Route:
    """A route that behaves."""
    return lambda talk: talk.answer(body, **headers)


def conditional(body: str, etag: str) -> Route:
    """Answers 304 to whoever has it already."""

    def route(talk: Talk) -> None:
        if talk.asked.headers.get("if-none-match") == etag:
            talk.answer(b"", "304 Not Modified", ETag=etag)
        else:
            talk.answer(body, ETag=etag)

    return route


def silent(talk: Talk) -> None:
    """Takes the request and never answers."""
    talk.wait()


def slow_head(talk: Talk) -> None:
    """A header line that never ends, a letter at a time."""
    talk.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(talk)


def slow_body(talk: Talk) -> None:
    """A body that comes a byte at a time, for ever."""
    talk.head(Content_Type="text/html", Content_Length="100000")
    drip(talk)


def drip(talk: Talk) -> None:
    while not talk.server.over.wait(0.02):
        talk.send(b"x")


def cut_off(talk: Talk) -> None:
    """Half of what was promised."""
    talk.head(Content_Type="text/html", Content_Length="5000")
    talk.send(b"<html><body><article><p>Police said 40")


def cut_chunk(talk: Talk) -> None:
    """A chunked body without its last chunk."""
    talk.head(Content_Type="text/html", Transfer_Encoding="chunked")
    talk.send(b"10\r\n<html><body><p>P\r\n")


def gibberish(talk: Talk) -> None:
    """No HTTP at all."""
    talk.send(b"\x16\x03\x01\x02\x00 what is this\r\n\r\n")


def hang_up(talk: Talk) -> None:
    """Nothing at all."""


def refusing(status: str, **headers: str) -> Route:
    return lambda talk: talk.answer("<html><body><p>Not now.</p></body></html>", status, **headers)


def busy_until(seconds: int) -> Route:
    """429 with a date in Retry-After."""
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
    return refusing("429 Too Many Requests", Retry_After=until)


def redirecting(location: str, status: str = "302 Found") -> Route:
    return lambda talk: talk.answer(b"", status, Location=location)


def endless(talk: Talk) -> None:
    """Always leads on to a next address."""
    number = int(talk.asked.path.rpartition("=")[2] or 0) if "=" in talk.asked.path else 0
    talk.answer(b"", "302 Found", Location=f"{talk.asked.path.partition('?')[0]}?n={number + 1}")


def cookie_wall(talk: Talk) -> None:
    """Sets a cookie and sends everybody back who does not bring it."""
    if "cookie" in talk.asked.headers:
        talk.answer(page("With a cookie", "Police said 9 people were detained in Rivertown."))
    else:
        talk.answer(b"", "302 Found", Set_Cookie="seen=1", Location=talk.asked.path)


def gigabyte(talk: Talk) -> None:
    """A gigabyte, its length told."""
    talk.head(Content_Type="text/html", Content_Length=str(2**30))
    pour(talk)


def gigabyte_untold(talk: Talk) -> None:
    """A gigabyte that says nothing of its length."""
    talk.head(Content_Type="text/html", Connection="close")
    pour(talk)


def pour(talk: Talk) -> None:
    block = b"<p>All work and no play.</p>" * 2340
    while talk.server.sent < 2**30 and not talk.server.over.is_set():
        talk.send(block)
        talk.server.sent += len(block)


def bomb(talk: Talk) -> None:
    """Ten kilobytes that unpack to ten megabytes."""
    talk.answer(gzip.compress(b"\0" * 10 * 2**20, 6), Content_Encoding="gzip")


def timed(route: Route, seconds: float) -> Route:
    """The route after a pause."""

    def late(talk: Talk) -> None:
        time.sleep(seconds)
        route(talk)

    return late
