"""What a fetch takes and gives."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from email.message import Message

import httpx

from demonstrably import __version__

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much we take, and how patient and polite we are.

    `size` bytes of a body, packed or unpacked; `seconds` for one exchange from connecting to the last byte; `silence`
    seconds in which not a byte comes; `redirects` that are followed; `pause` seconds between two requests to one site
    (more where its robots.txt says so); `heed_robots` whether robots.txt is asked at all.
    """

    size: int = 20 * MEBIBYTE
    seconds: float = 60.0
    silence: float = 15.0
    redirects: int = 10
    pause: float = 2.0
    heed_robots: bool = True


@dataclass(frozen=True, slots=True)
class Agent:
    """Who we say we are. `contact` is a web or mail address that a site's people can turn to; None gives none."""

    contact: str | None = None

    @property
    def header(self) -> str:
        told = "".join(c for c in self.contact or "" if "!" <= c <= "~" and c not in "()")
        return f"demonstrably/{__version__} ({f'+{told}' if told else 'follows news; no contact given'})"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the wire but for the transfer coding, for the archive.

    `body` has its content coding still on. `cut` is true where the body was not read (answers that lead elsewhere or
    are errors). `address` is the server's IP address; `at` an ISO time in UTC.
    """

    url: str
    request: tuple[tuple[bytes, bytes], ...]
    version: bytes
    status: int
    reason: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    cut: bool
    address: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """An address that answered, with 200 or, asked conditionally, with 304 and no body.

    `body` are the bytes after transfer and content codings; `charset` is the one the HTTP header names, None where it
    names none that we know; `retrieved_at` an ISO time in UTC; `exchanges` every request made, redirects first.
    """

    url: str
    final_url: str
    status: int
    headers: httpx.Headers
    body: bytes
    charset: str | None
    retrieved_at: str
    exchanges: tuple[Exchange, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing has changed since we last asked."""
        return self.status == 304

    @property
    def media_type(self) -> str | None:
        return media_type(self.headers)

    def validators(self, etag: str | None, modified: str | None) -> tuple[str | None, str | None]:
        """What to ask with next time: the answer's ETag and Last-Modified, or those that were asked with where a 304
        leaves them out."""
        found = validators(self.headers)
        return (found[0] or etag, found[1] or modified) if self.unchanged else found


def media_type(headers: httpx.Headers) -> str | None:
    """The media type the headers name, in lower case; None without one."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() or None


def validators(headers: httpx.Headers) -> tuple[str | None, str | None]:
    """The ETag and Last-Modified that the headers name."""
    return headers.get("etag"), headers.get("last-modified")


def charset(headers: httpx.Headers) -> str | None:
    """The charset the headers name, None where they name none that we know."""
    message = Message()
    message["Content-Type"] = headers.get("content-type", "")
    named = message.get_param("charset")
    try:
        return codecs.lookup(str(named).strip("'\" ")).name if named else None
    except (LookupError, ValueError):
        return None
