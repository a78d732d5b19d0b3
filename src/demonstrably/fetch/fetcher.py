"""The client: one address fetched politely, every redirect looked at, nothing kept but the answer."""

from __future__ import annotations

import ssl
import threading
from datetime import timedelta
from functools import cached_property
from typing import NoReturn

import httpcore
import httpx

from demonstrably.fetch import robots
from demonstrably.fetch.addresses import Guard, parse, site_of
from demonstrably.fetch.clock import Clock, SystemClock, stamp
from demonstrably.fetch.coding import ACCEPTED, CodingError, Decoder, TooMuch
from demonstrably.fetch.errors import (
    AddressError,
    ConnectionFailed,
    FetchError,
    RedirectError,
    RobotsError,
    StatusError,
    TooLarge,
    TooSlow,
)
from demonstrably.fetch.known_rules import KnownRules, Verdict
from demonstrably.fetch.pacing import Paces, retry_after
from demonstrably.fetch.values import MEBIBYTE, Agent, Exchange, Fetched, Limits, charset
from demonstrably.fetch.wire import Deadline, Live, PrivateAddress, connection

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ROBOTS_REDIRECTS = 5
"""Redirects of a robots.txt that are followed: what RFC 9309 asks for at least."""

_OTHER = {
    401: ("asks for a log-in", "Save the page with your browser and give the file."),
    402: ("asks for payment", "Save the page with your browser and give the file."),
    403: ("refuses us", "Ask the site's people, or save the page with your browser and give the file."),
    404: ("is not there", "Check the address."),
    410: ("was taken down", "Look for it in a web archive."),
    429: ("has had too many requests from us", "It is left alone for a while; try again later."),
    451: ("is withheld for legal reasons", "Look for it in a web archive."),
}


class Fetcher:
    """Fetches addresses one by one; safe to use from several threads. Keeps no cookies and follows no scripts."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        agent: Agent | None = None,
        guard: Guard | None = None,
        clock: Clock | None = None,
        rules: KnownRules | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.guard = guard or Guard()
        self.clock = clock or SystemClock()
        self.rules = rules or KnownRules()
        self._agent = agent or Agent()
        self._paces = Paces(self.clock)
        self._live = Live()
        self._tls_lock = threading.Lock()

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page at an address. With the `etag` or `modified` of an earlier answer it may come back unchanged (304).

        Raises FetchError, which says what to do, for whatever else than 200 and 304 it comes to.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        asked = {name: value for name, value in conditions.items() if value}
        exchanges = self._follow(url, asked)
        last = exchanges[-1]
        headers = httpx.Headers(list(last.headers))
        if last.status not in ((200, 203, 304) if asked else (200, 203)):
            self._refused(url, last, headers)
        body = _decoded(url, last.body, headers, self.limits.size)
        return Fetched(url, last.url, last.status, headers, body, charset(headers), last.at, tuple(exchanges))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of an address's site names, as far as that was asked for."""
        known = self.rules.get(_origin(parse(url)), self.clock.now())
        return known.rules.sitemaps if known else ()

    def stop(self) -> None:
        """End all that is under way in other threads; they raise ConnectionFailed."""
        self.clock.wake()
        self._live.stop()

    def _follow(self, url: str, asked: dict[str, str]) -> list[Exchange]:
        """The exchanges from an address to the one where the redirects end."""
        target = parse(url)
        seen: list[str] = []
        done: list[Exchange] = []
        while True:
            seen.append(str(target))
            pause = self._permitted(url, target) if self.limits.heed_robots else self.limits.pause
            with self._paces.turn(site_of(target), pause):
                done.append(self._exchange(url, target, asked, self.limits.size))
            following = _target(url, target, done[-1])
            if following is None:
                return done
            _check_redirect(url, target, following, seen, self.limits.redirects)
            target = following

    def _permitted(self, url: str, target: httpx.URL) -> float:
        """The seconds to keep between requests to that site. Raises RobotsError where we are asked to stay away."""
        verdict = self._verdict(url, target)
        if verdict.unreachable:
            raise RobotsError(
                url,
                f"{target.host}'s robots.txt could not be read ({verdict.unreachable}), which means: stay away.",
                remedy="It is asked again later.",
                transient=True,
            )
        if not verdict.rules.allows(target.raw_path.decode("ascii", "replace")):
            raise RobotsError(
                url,
                f"{target.host}'s robots.txt asks crawlers to stay away from it.",
                remedy="Ask the site's people, or save the page with your browser and give the file.",
            )
        return max(self.limits.pause, verdict.rules.delay or 0.0)

    def _verdict(self, url: str, target: httpx.URL) -> Verdict:
        """What the site's robots.txt says, from memory or asked now."""
        origin = _origin(target)
        known = self.rules.get(origin, self.clock.now())
        if known is None:
            known = self._ask_robots(url, origin)
            self.rules.put(origin, known)
        return known

    def _ask_robots(self, url: str, origin: str) -> Verdict:
        """RFC 9309: an answer of 400 to 499 (but 429) means no rules, one of 500 or none at all means: stay away."""
        now = stamp(self.clock.now())
        target = httpx.URL(f"{origin}/robots.txt")
        try:
            for _ in range(ROBOTS_REDIRECTS + 1):
                with self._paces.turn(site_of(target), self.limits.pause):
                    answer = self._exchange(url, target, {}, robots.LARGEST, cut=True)
                following = _target(url, target, answer)
                if following is None:
                    break
                target = following
            if answer.status == 429 or answer.status >= 500:
                return Verdict(now, unreachable=f"status {answer.status}")
            body = _unpacked(answer) if answer.status in (200, 203) else b""
            return Verdict(now, body)
        except AddressError:
            raise
        except FetchError as error:
            return Verdict(now, unreachable=error.message.removeprefix(f"{error.location}: ").rstrip("."))

    def _exchange(
        self, url: str, target: httpx.URL, asked: dict[str, str], size: int, *, cut: bool = False
    ) -> Exchange:
        """One request and its answer. A longer body than `size` raises TooLarge, or is `cut` there."""
        deadline = Deadline(self.limits.seconds, self.limits.silence)
        request = self._headers(target, asked)
        try:
            with (
                connection(self.guard, deadline, self._live, self._tls) as pool,
                pool.stream("GET", _core(target), headers=list(request)) as response,
            ):
                status, headers = response.status, httpx.Headers(response.headers)
                wanted = status in (200, 203)
                body = _read(url, response, headers, size, cut) if wanted else b""
                return Exchange(
                    url=str(target),
                    request=request,
                    version=response.extensions.get("http_version", b"HTTP/1.1"),
                    status=status,
                    reason=response.extensions.get("reason_phrase", b""),
                    headers=tuple(response.headers),
                    body=body,
                    cut=not wanted and headers.get("content-length") != "0",
                    address=_address(response),
                    at=stamp(self.clock.now()),
                )
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            self._failed(url, target, error, deadline)

    def _headers(self, target: httpx.URL, asked: dict[str, str]) -> tuple[tuple[bytes, bytes], ...]:
        named = {
            "Host": target.netloc.decode("ascii"),
            "User-Agent": self._agent.header,
            "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5",
            "Accept-Encoding": ACCEPTED,
            "Connection": "close",
            **asked,
        }
        return tuple((name.encode(), value.encode("latin-1", "ignore")) for name, value in named.items())

    @cached_property
    def _shared_tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    @property
    def _tls(self) -> ssl.SSLContext:
        """What to trust, read once: it takes some hundredths of a second."""
        with self._tls_lock:
            return self._shared_tls

    def _failed(self, url: str, target: httpx.URL, error: Exception, deadline: Deadline) -> NoReturn:
        """The network's error in our words."""
        if self._live.stopped:
            raise ConnectionFailed(url, "was broken off: we were stopped.", remedy="Run the command again.") from None
        if isinstance(error, PrivateAddress):
            raise AddressError(
                url,
                f"{target.host} is on this machine or a private network ({error}).",
                remedy="Where that is meant, name an address of it yourself or give --private.",
            ) from None
        if isinstance(error, httpcore.TimeoutException):
            raise _too_slow(url, self.limits, deadline) from None
        if isinstance(error, httpcore.ConnectError | ssl.SSLError):
            raise ConnectionFailed(
                url, f"{target.host} cannot be reached ({error}).", remedy="Check the address and your connection."
            ) from None
        raise ConnectionFailed(
            url, f"the answer broke off or was no HTTP ({_first_line(error)}).", remedy="It is tried again later."
        ) from None

    def _refused(self, url: str, last: Exchange, headers: httpx.Headers) -> NoReturn:
        """The server's error in our words."""
        asked = retry_after(headers.get("retry-after"), self.clock.now())
        what, remedy = _OTHER.get(last.status, ("cannot be had", "Try again later."))
        if last.status >= 500:
            what, remedy = "is out of order at the server's side", "It is tried again later."
        wait = f", for {timedelta(seconds=round(asked))}" if asked else ""
        raise StatusError(
            url, f"{what} (status {last.status}{wait}).", status=last.status, remedy=remedy, retry_after=asked
        )


def _origin(target: httpx.URL) -> str:
    return f"{target.scheme}://{target.netloc.decode('ascii')}"


def _core(target: httpx.URL) -> httpcore.URL:
    return httpcore.URL(
        scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path or b"/"
    )


def _read(url: str, response: httpcore.Response, headers: httpx.Headers, size: int, cut: bool) -> bytes:
    """The body as it comes, with its content coding on; not a byte more than `size` (and one chunk) is held."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > size and not cut:
        raise _too_large(url, size)
    parts, held = [], 0
    for chunk in response.iter_stream():
        parts.append(chunk)
        held += len(chunk)
        if held > size:
            if not cut:
                raise _too_large(url, size)
            break
    return b"".join(parts)


def _decoded(url: str, body: bytes, headers: httpx.Headers, size: int) -> bytes:
    """The body without its content coding."""
    try:
        decoder = Decoder(headers.get("content-encoding", ""), size)
        plain = decoder.feed(body)
        decoder.finish()
        return plain
    except TooMuch:
        raise _too_large(url, size, "unpacks to more than") from None
    except CodingError as error:
        raise ConnectionFailed(url, f"cannot be unpacked ({error}).", remedy="It is tried again later.") from None


def _unpacked(answer: Exchange) -> bytes:
    """A robots.txt's body; what is too long is cut, as RFC 9309 permits."""
    coding = httpx.Headers(list(answer.headers)).get("content-encoding", "")
    if not coding:
        return answer.body[: robots.LARGEST]
    return _decoded(answer.url, answer.body, httpx.Headers(list(answer.headers)), 4 * robots.LARGEST)[: robots.LARGEST]


def _target(url: str, here: httpx.URL, answer: Exchange) -> httpx.URL | None:
    """Where a redirect leads, None where it is none. Raises AddressError where that is no web address."""
    location = httpx.Headers(list(answer.headers)).get("location")
    if answer.status not in REDIRECTS or not location:
        return None
    try:
        return parse(str(here.join(location.strip())))
    except (AddressError, httpx.InvalidURL) as error:
        raise AddressError(
            url, f"is redirected to what is no web address ({_first_line(error)}).", remedy="Check it in a browser."
        ) from None


def _check_redirect(url: str, here: httpx.URL, target: httpx.URL, seen: list[str], most: int) -> None:
    if str(target) in seen:
        raise RedirectError(
            url,
            f"is redirected in a circle ({target.host}): most likely the site wants a cookie, and we keep none.",
            remedy="Save the page with your browser and give the file.",
        )
    if len(seen) > most:
        raise RedirectError(url, f"is redirected more than {most} times.", remedy="Check it in a browser.")
    if (here.scheme, target.scheme) == ("https", "http"):
        raise RedirectError(
            url,
            f"is redirected from https to http ({target.host}), where anybody on the way could alter the page.",
            remedy=f"Where you trust that, name the address yourself: {target}",
        )


def _address(response: httpcore.Response) -> str | None:
    """The server's IP address."""
    stream = response.extensions.get("network_stream")
    found = stream.get_extra_info("server_addr") if stream is not None else None
    return str(found[0]) if found else None


def _too_large(url: str, size: int, how: str = "is larger than") -> TooLarge:
    written = f"{size // MEBIBYTE} MB" if size >= MEBIBYTE else f"{size:,} bytes"
    return TooLarge(url, f"{how} {written}.", remedy="No article is that long: check what it is in a browser.")


def _too_slow(url: str, limits: Limits, deadline: Deadline) -> TooSlow:
    what = f"took longer than {limits.seconds:g} s" if deadline.left <= 0 else f"was silent for {limits.silence:g} s"
    return TooSlow(url, f"{what}.", remedy="It is tried again later.")


def _first_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
