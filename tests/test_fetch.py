"""The fetcher against a server that misbehaves: what it gives, what it refuses, what it says. On loopback only."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import misbehaving as m
from demonstrably import fetch
from demonstrably.errors import InputError
from demonstrably.fetch import (
    AddressError,
    Agent,
    ConnectionFailed,
    Fetcher,
    Guard,
    KnownRules,
    Limits,
    RedirectError,
    RobotsError,
    StatusError,
    TooLarge,
    TooSlow,
    robots,
)
from demonstrably.fetch.addresses import is_public, parse
from demonstrably.fetch.coding import CodingError, Decoder, TooMuch
from demonstrably.fetch.pacing import FIRST_WAIT, JITTER, LONGEST_WAIT, retry_after, wait_after
from demonstrably.ingest.encodings import without_encoding

OPENSSL = shutil.which("openssl")
LIMITS = Limits(size=200_000, pause=0.0)  # time enough for a busy machine
HASTE = replace(LIMITS, seconds=1.0, silence=0.5)  # for servers that are never done


class Instant:
    """A clock on which sleeping takes no time."""

    def __init__(self) -> None:
        self.time = datetime(2031, 5, 4, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)

    def wake(self) -> None:
        pass


@pytest.fixture
def server() -> Iterator[m.Misbehaving]:
    with m.Misbehaving() as running:
        yield running


def fetcher(server: m.Misbehaving, limits: Limits = LIMITS, **options: object) -> Fetcher:
    return Fetcher(limits=limits, guard=Guard.for_named([server.base]), clock=Instant(), **options)  # type: ignore[arg-type]


def failure(server: m.Misbehaving, path: str, limits: Limits = LIMITS) -> fetch.FetchError:
    """The error that a path gives, which must be located and have a remedy."""
    with pytest.raises(fetch.FetchError) as caught:
        fetcher(server, limits).get(server.base + path)
    assert caught.value.location == server.base + path
    assert isinstance(caught.value, InputError) and caught.value.remedy
    return caught.value


def test_a_page_comes_with_its_bytes_and_headers(server: m.Misbehaving) -> None:
    server.routes["/a"] = m.serving("<p>žluťoučký".encode("iso-8859-2"), Content_Type='text/html; charset="ISO-8859-2"')
    found = fetcher(server).get(f"{server.base}/a#part")
    assert found.body.decode(found.charset or "") == "<p>žluťoučký"
    assert (found.status, found.media_type, found.final_url) == (200, "text/html", f"{server.base}/a")
    assert found.retrieved_at == "2031-05-04T12:00:00+00:00"


def test_we_say_who_we_are_and_bring_no_cookies(server: m.Misbehaving) -> None:
    server.routes["/"] = m.serving("x", Set_Cookie="who=you")
    own = fetcher(server, agent=Agent("desk@example.org"))
    own.get(server.base)
    own.get(server.base)
    for asked in server.log:
        assert asked.headers["user-agent"].startswith("demonstrably/")
        assert "+desk@example.org" in asked.headers["user-agent"]
        assert not {"cookie", "referer"} & set(asked.headers)


def test_a_contact_cannot_add_a_header() -> None:
    assert "\n" not in Agent("a@example.org\r\nX-Evil: 1").header


def test_conditional_requests_come_back_unchanged(server: m.Misbehaving) -> None:
    server.routes["/a"] = m.conditional("<p>body", '"v1"')
    own = fetcher(server)
    first = own.get(f"{server.base}/a")
    again = own.get(f"{server.base}/a", etag=first.headers["etag"])
    assert (again.unchanged, again.body) == (True, b"")
    assert server.log[-1].headers["if-none-match"] == '"v1"'


def test_a_304_that_nobody_asked_for_is_an_error(server: m.Misbehaving) -> None:
    server.routes["/a"] = m.refusing("304 Not Modified")
    assert "status 304" in str(failure(server, "/a"))


@pytest.mark.parametrize(
    ("route", "kind", "words"),
    [
        (m.silent, TooSlow, "silent for 0.5 s"),
        (m.slow_head, TooSlow, "longer than 1 s"),
        (m.slow_body, TooSlow, "longer than 1 s"),
        (m.cut_off, ConnectionFailed, "broke off"),
        (m.cut_chunk, ConnectionFailed, "broke off"),
        (m.gibberish, ConnectionFailed, "no HTTP"),
        (m.hang_up, ConnectionFailed, "broke off"),
        (m.gigabyte, TooLarge, "larger than 200,000 bytes"),
        (m.gigabyte_untold, TooLarge, "larger than 200,000 bytes"),
        (m.bomb, TooLarge, "unpacks to more than"),
        (m.endless, RedirectError, "more than 10 times"),
        (m.cookie_wall, RedirectError, "wants a cookie"),
        (m.refusing("404 Not Found"), StatusError, "is not there"),
        (m.refusing("503 Service Unavailable"), StatusError, "out of order"),
        (m.serving(b"x", Content_Encoding="br"), ConnectionFailed, "did not ask for (br)"),
        (m.serving(b"no gzip", Content_Encoding="gzip"), ConnectionFailed, "cannot be unpacked"),
        (m.serving(gzip.compress(b"some text")[:-9], Content_Encoding="gzip"), ConnectionFailed, "breaks off"),
        (m.redirecting("ftp://example.org/x"), AddressError, "no web address"),
        (m.redirecting("http://[broken"), AddressError, "no web address"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told(
    server: m.Misbehaving, route: m.Route, kind: type[fetch.FetchError], words: str
) -> None:
    server.routes["/x"] = route
    error = failure(server, "/x", HASTE if kind is TooSlow else LIMITS)
    assert isinstance(error, kind)
    assert words in str(error)


def test_a_gigabyte_is_neither_read_nor_held(server: m.Misbehaving) -> None:
    server.routes["/x"] = m.gigabyte_untold
    tracemalloc.start()
    failure(server, "/x", replace(LIMITS, size=2**20))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 2**20
    assert server.sent < 2**26


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), ("0", 0), ("soon", None), ("-5", None)])
def test_retry_after_in_seconds(server: m.Misbehaving, value: str, seconds: float | None) -> None:
    server.routes["/x"] = m.refusing("429 Too Many Requests", Retry_After=value)
    error = failure(server, "/x")
    assert (error.retry_after, error.transient, error.status) == (seconds, True, 429)


def test_retry_after_as_a_date() -> None:
    now = datetime(2031, 5, 4, 12, tzinfo=UTC)
    assert retry_after("Sun, 04 May 2031 12:02:00 GMT", now) == 120
    assert retry_after("Sun, 04 May 2031 11:00:00 GMT", now) == 0
    assert retry_after("Sun, 04 May 2061 11:00:00 GMT", now) == 86400
    assert retry_after("Sun, 04 May 99999999999999999999 11:00:00 GMT", now) is None


@given(st.integers(1, 10_000), st.text(max_size=20), st.one_of(st.none(), st.floats(0, 86400)))
def test_waits_grow_within_bounds_and_repeat(failures: int, site: str, asked: float | None) -> None:
    wait = wait_after(failures, site, asked)
    assert max(FIRST_WAIT, asked or 0) <= wait <= (1 + JITTER) * max(LONGEST_WAIT, asked or 0)
    assert wait == wait_after(failures, site, asked)


def test_redirects_are_followed_and_kept(server: m.Misbehaving) -> None:
    server.routes |= {"/a": m.redirecting("b?x=1"), "/b": m.redirecting(f"{server.base}/c"), "/c": m.serving("here")}
    found = fetcher(server).get(f"{server.base}/a")
    assert (found.url, found.final_url, found.body) == (f"{server.base}/a", f"{server.base}/c", b"here")
    assert [e.url.removeprefix(server.base) for e in found.exchanges] == ["/a", "/b?x=1", "/c"]


def test_from_https_nobody_is_led_to_http() -> None:
    from demonstrably.fetch.fetcher import _check_redirect

    with pytest.raises(RedirectError, match="from https to http"):
        _check_redirect("https://a.example/", parse("https://a.example/"), parse("http://a.example/"), [], 10)


def test_a_redirect_does_not_lead_into_a_private_network(server: m.Misbehaving) -> None:
    with m.Misbehaving({"/secret": m.serving("router")}) as other:
        server.routes["/a"] = m.redirecting(f"{other.base}/secret")
        error = failure(server, "/a")
        assert "private network" in str(error)
        assert other.log == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"])
def test_private_addresses_are_not_contacted_unless_named(server: m.Misbehaving, host: str) -> None:
    port = server.server_address[1]
    own = Fetcher(limits=LIMITS, clock=Instant())
    with pytest.raises((AddressError, ConnectionFailed)):
        own.get(f"http://{host}:{port}/")
    assert server.log == []


def test_a_name_that_leads_home_is_not_contacted(server: m.Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    from demonstrably.fetch import wire

    monkeypatch.setattr(wire, "resolve", lambda host, port: ["127.0.0.1", "10.0.0.8"])
    with pytest.raises(AddressError, match="private network"):
        Fetcher(limits=LIMITS, clock=Instant()).get(f"http://news.example:{server.server_address[1]}/")
    assert server.log == []


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "127.0.0.1", "0.0.0.0", "224.0.0.1",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "nonsense"],
)  # fmt: skip
def test_private_ip_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_ip_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("named", ["http://10.0.0.5/feed", "http://[fd00::1]/feed", "http://nas/feed", "http://x.lan"])
def test_private_sites_that_the_user_names_are_contacted(named: str) -> None:
    site = parse(named)
    assert Guard.for_named([named]).admits(site.host, 80, "10.0.0.5")


def test_a_public_name_that_is_led_into_a_private_network_is_not_contacted() -> None:
    guard = Guard.for_named(["https://news.example/feed"])
    assert not guard.admits("news.example", 443, "192.168.1.1")
    assert guard.admits("news.example", 443, "93.184.216.34")


@pytest.mark.parametrize("url", ["https://me:secret@a.example/", "https://me:secret@a b/", "https://me:se@cret@[::1/x"])
def test_passwords_are_not_printed(url: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse(url)
    assert "secret" not in str(caught.value) and "cret@" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["", "http://", "ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)", "http://a:99999/", "http://a b/",
     "mailto:a@example.org", "http://me:secret@example.org/", "http://[::1", "https://example.org/" + "x" * 5000],
)  # fmt: skip
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse(url)
    assert "secret" not in str(caught.value)


@given(st.text(max_size=60))
def test_parsing_an_address_gives_an_address_or_our_error(text: str) -> None:
    try:
        parsed = parse(text)
    except AddressError:
        return
    assert parsed.scheme in ("http", "https") and parsed.host


def test_robots_keep_us_out(server: m.Misbehaving) -> None:
    server.routes |= {"/robots.txt": m.serving("User-agent: *\nDisallow: /private"), "/private/a": m.serving("x")}
    error = failure(server, "/private/a")
    assert isinstance(error, RobotsError) and not error.transient
    assert server.paths() == []


def test_robots_are_asked_once_a_day(server: m.Misbehaving) -> None:
    server.routes |= {"/a": m.serving("x"), "/robots.txt": m.serving("User-agent: *\nAllow: /")}
    own = fetcher(server)
    own.get(f"{server.base}/a")
    own.get(f"{server.base}/a")
    assert [asked.path for asked in server.log] == ["/robots.txt", "/a", "/a"]
    own.clock.sleep(25 * 3600)
    own.get(f"{server.base}/a")
    assert [asked.path for asked in server.log][3:] == ["/robots.txt", "/a"]
    kept = KnownRules(own.rules.take_new())
    assert kept.get(server.base, own.clock.now()) is not None
    assert own.rules.take_new() == {}


@pytest.mark.parametrize(
    ("route", "allowed"),
    [
        (m.missing, True),
        (m.refusing("403 Forbidden"), True),
        (m.refusing("500 Internal Server Error"), False),
        (m.refusing("429 Too Many Requests"), False),
        (m.hang_up, False),
        (m.silent, False),
        (m.endless, True),
        (m.serving(b"\xff\xfe\0\1 rubbish"), True),
        (m.serving("<html><body>Please log in</body></html>"), True),
    ],
)  # fmt: skip
def test_robots_that_cannot_be_read(server: m.Misbehaving, route: m.Route, allowed: bool) -> None:
    server.routes |= {"/robots.txt": route, "/a": m.serving("x")}
    if allowed:
        assert fetcher(server).get(f"{server.base}/a").body == b"x"
    else:
        error = failure(server, "/a", HASTE if route is m.silent else LIMITS)
        assert error.transient and "robots.txt could not be read" in str(error)


def test_robots_of_the_site_that_a_redirect_leads_to_count_too(server: m.Misbehaving) -> None:
    with m.Misbehaving({"/robots.txt": m.serving("User-agent: *\nDisallow: /")}) as other:
        server.routes["/a"] = m.redirecting(f"{other.base}/b")
        own = Fetcher(limits=LIMITS, guard=Guard(private=True), clock=Instant())
        with pytest.raises(RobotsError):
            own.get(f"{server.base}/a")
        assert other.paths() == []


ROBOTS = b"""
User-agent: *
Disallow: /          # everybody out
User-agent: other-bot
User-agent: Demonstrably/2.0
Disallow: /search
Allow: /search/about
Disallow: /*.pdf$
Disallow: /*/print*page
Crawl-delay: 7
Noindex: /x
Disallow:

Sitemap: https://example.org/news.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/search", False), ("/searching", False), ("/search?q=1", False), ("/search/about", True),
        ("/a.pdf", False), ("/a.pdf?x", True), ("/a.pdfs", True), ("/a/print/page", False), ("/print/page", True),
        ("/%73earch", False), ("/robots.txt", True),
    ],
)  # fmt: skip
def test_rules_of_robots(path: str, allowed: bool) -> None:
    rules = robots.parse(ROBOTS)
    assert rules.allows(path) is allowed
    assert (rules.delay, rules.sitemaps) == (7.0, ("https://example.org/news.xml",))


def test_other_names_of_ours_do_not_count() -> None:
    assert not robots.parse(ROBOTS, "somebody").allows("/x")
    assert robots.parse(b"User-agent: demonstrablyelse\nDisallow: /").allows("/x")


def test_a_rule_of_many_stars_takes_no_time() -> None:
    rules = robots.parse(b"User-agent: *\nDisallow: /" + b"*a" * 500 + b"$")
    began = time.process_time()
    assert rules.allows("/" + "a" * 4000 + "b")
    assert time.process_time() - began < 1


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_robots_txt_breaks_us(payload: bytes, path: str) -> None:
    rules = robots.parse(payload)
    assert rules.allows("/" + path) in (True, False)
    assert rules.delay is None or 0 <= rules.delay <= robots.LONGEST_DELAY


@given(
    st.lists(st.tuples(st.booleans(), st.text("ab/", min_size=1, max_size=4)), max_size=6), st.text("ab/", max_size=8)
)
def test_the_longest_rule_wins(rules: list[tuple[bool, str]], rest: str) -> None:
    """Against the definition, spelt out: plain prefixes, the longest decides, allow wins a tie."""
    lines = "".join(f"{'Allow' if allow else 'Disallow'}: /{prefix}\n" for allow, prefix in rules)
    path = f"/{rest}"
    fitting = [(len(prefix), allow) for allow, prefix in rules if path.startswith(f"/{prefix}")]
    expected = sorted(fitting)[-1][1] if fitting else True
    assert robots.parse(f"User-agent: *\n{lines}".encode()).allows(path) is expected


def test_requests_to_one_site_are_spaced(server: m.Misbehaving) -> None:
    server.routes |= {"/a": m.serving("x"), "/robots.txt": m.serving("User-agent: *\nCrawl-delay: 9")}
    own = fetcher(server, replace(LIMITS, pause=2.0))
    clock = own.clock
    assert isinstance(clock, Instant)
    for _ in range(3):
        own.get(f"{server.base}/a")
    assert clock.slept == [2.0, 9.0, 9.0]


def test_one_request_at_a_time_to_one_site(server: m.Misbehaving) -> None:
    now, most = [0], [0]

    def counting(talk: m.Talk) -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        time.sleep(0.02)
        now[0] -= 1
        talk.answer("x")

    server.routes["/a"] = counting
    own = fetcher(server, replace(LIMITS, heed_robots=False))
    threads = [threading.Thread(target=own.get, args=(f"{server.base}/a",)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], len(server.log)) == (1, 5)


def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    if OPENSSL is None:
        pytest.skip("no openssl here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    line = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2"]
    subprocess.run([OPENSSL, *line, "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with m.Misbehaving({"/a": m.serving("x")}, tls=context) as secured:
        with pytest.raises(fetch.FetchError, match="CERTIFICATE_VERIFY_FAILED") as caught:
            fetcher(secured).get(f"{secured.base}/a")
        assert caught.value.remedy
        assert secured.paths() == []


def test_stopping_ends_what_is_under_way(server: m.Misbehaving) -> None:
    server.routes["/x"] = m.silent
    own = fetcher(server, Limits(pause=0, heed_robots=False))
    threading.Timer(0.2, own.stop).start()
    began = time.monotonic()
    with pytest.raises(ConnectionFailed, match="stopped"):
        own.get(f"{server.base}/x")
    assert time.monotonic() - began < 10


@given(st.binary(max_size=4000), st.sampled_from(["gzip", "zlib", "raw", "twice", "none"]), st.integers(1, 500))
def test_codings_are_undone_in_any_pieces(data: bytes, how: str, step: int) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data), "zlib": zlib.compress(data), "raw": raw.compress(data) + raw.flush(),
        "twice": gzip.compress(data) + gzip.compress(data), "none": data,
    }[how]  # fmt: skip
    decoder = Decoder({"zlib": "deflate", "raw": "deflate", "none": ""}.get(how, "gzip"), 10_000)
    pieces = [packed[i : i + step] for i in range(0, len(packed), step)] if how != "raw" else [packed]
    out = b"".join(decoder.feed(piece) for piece in pieces)
    decoder.finish()
    assert out == (data + data if how == "twice" else data)
    assert without_encoding(packed, {"zlib": "deflate", "raw": "deflate", "none": ""}.get(how, "gzip")) == out


def test_a_coding_that_breaks_off_is_told_and_what_stands_behind_its_end_is_left() -> None:
    packed = gzip.compress(b"a page")
    decoder = Decoder("gzip", 1000)
    assert decoder.feed(packed + b"\0\0and more") == b"a page"
    decoder.finish()
    for end in range(1, len(packed)):
        short = Decoder("gzip", 1000)
        short.feed(packed[:end])
        with pytest.raises(CodingError):
            short.finish()


def test_a_million_empty_members_take_no_time() -> None:
    began = time.process_time()
    assert Decoder("gzip", 1000).feed(gzip.compress(b"") * 100_000) == b""
    assert time.process_time() - began < 3


def test_a_bomb_is_noticed_at_the_limit() -> None:
    decoder = Decoder("gzip", 1000)
    with pytest.raises(TooMuch):
        decoder.feed(gzip.compress(b"0" * 10**7))


def test_the_module_s_get_serves_what_the_user_named(server: m.Misbehaving) -> None:
    server.routes["/a"] = m.serving("x")
    assert fetch.get(f"{server.base}/a", limits=LIMITS).body == b"x"
