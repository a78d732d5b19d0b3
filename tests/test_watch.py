"""Watching feeds on a server that misbehaves: what is kept, what is told, and that nothing is lost or fetched twice."""

from __future__ import annotations

import gzip
import json
import pkgutil
import random
import re
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BufferedReader
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import misbehaving as m
from demonstrably.address import Address
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import InputError, RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.fetch import Agent, Exchange, FetchError, Limits, StatusError
from demonstrably.ingest.records import records
from demonstrably.model import Extraction
from demonstrably.store import Record, verify_folder
from demonstrably.store.archives import alone, blank, blank_pages
from demonstrably.store.withdrawing import withdraw
from demonstrably.watch import Options, PassReport, Watcher, sources_of
from demonstrably.watch.addresses import Addresses, canonical
from demonstrably.watch.archive import Archive, Position
from demonstrably.watch.changes import told_changes
from demonstrably.watch.feeds import read_listing
from demonstrably.watch.schedule import LOOKS, TRIES, next_look, next_try
from made_reports import Maker, document, extract

ROOT = Path(__file__).parent.parent
NOW = datetime(2031, 5, 4, 12, tzinfo=UTC)
LIMITS = Limits(size=500_000, pause=0.0)  # time enough for a busy machine
HASTE = replace(LIMITS, seconds=4.0, silence=2.0)  # for servers that are never done
LONG = "The street was closed to cars for the rest of a long and rainy day, and the shops along it stayed shut."


class Instant:
    """A clock that only moves when somebody sleeps, or a test says so."""

    def __init__(self, now: datetime = NOW) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    def wake(self) -> None:
        pass


def article(number: int = 40, title: str = "March in Rivertown", head: str = "") -> str:
    text = f"Police said {number} detained in Rivertown on 2031-05-04 at an unlawful rally."
    return m.page(title, text, LONG, head=head)


def rss(*links: str, when: str = "Sun, 04 May 2031 09:00:00 GMT", title: str = "An article") -> str:
    date = f"<pubDate>{when}</pubDate>" if when else ""
    items = "".join(f"<item><title>{title}</title><link>{link}</link>{date}</item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'


def feed(*links: str, **options: str) -> m.Route:
    return m.serving(rss(*links, **options), Content_Type="application/rss+xml")


class Desk:
    """A server, a record and a clock of a test's own."""

    def __init__(self, server: m.Misbehaving, folder: Path) -> None:
        self.server = server
        self.record = folder / "record"
        self.clock = Instant()
        self.options = Options()
        self.limits = LIMITS
        self.feeds: Sequence[str] = ("/feed",)
        self.private = False

    def watcher(self) -> Watcher:
        return Watcher(
            sources_of(self.server.base + path for path in self.feeds),
            lambda: Record.create(self.record),
            Codebook(),
            options=self.options,
            limits=self.limits,
            agent=Agent("desk@example.org"),
            private=self.private,
            maker=Maker(),
            clock=self.clock,
        )

    def look(self, after: timedelta = timedelta()) -> PassReport:
        """One pass, some time later."""
        self.clock.time += after
        self.server.log.clear()
        return self.watcher().once()

    def texts(self) -> list[str]:
        with Record.open(self.record) as record:
            return sorted(document.text.split("\n")[0] for document in record.store.documents())

    def said(self, report: PassReport, kind: str) -> list[str]:
        return [
            f"{one.address.removeprefix(self.server.base)}: {one.words}"
            for one in report.happenings
            if one.kind == kind
        ]

    def state(self, sql: str) -> list[Any]:
        with sqlite3.connect(self.record / "watch.sqlite") as database:
            return database.execute(sql).fetchall()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with m.Misbehaving() as server:
        yield Desk(server, tmp_path)


# What is fetched, and how often


def test_a_new_article_is_fetched_kept_and_archived(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a?utm_source=rss"), "/a": m.serving(article())}
    report = desk.look()
    assert (report.sources, report.entries, report.new, report.failures) == (1, 1, 1, [])
    assert desk.said(report, "new") == ["/a: March in Rivertown (1 figure)"]
    with Record.open(desk.record) as record:
        [found] = record.store.documents()
        [capture] = record.store.captures()
        assert found.url == f"{desk.server.base}/a"
        assert capture.retrieved_at == "2031-05-04T12:00:00+00:00"
        assert record.store.generation() is not None
        file, _, offset = capture.location.partition("#")
        assert b"Police said 40" in gzip.decompress((desk.record / file).read_bytes()[int(offset) :])
    assert list(verify_folder(desk.record)) == []


def test_nothing_is_fetched_twice(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a", "/b"), "/a": m.serving(article()), "/b": m.serving(article(41))}
    desk.look()
    report = desk.look(timedelta(minutes=15))
    assert desk.server.paths() == ["/feed"]
    assert (report.new, report.changed, report.fetched) == (0, 0, 0)


def test_feeds_and_pages_are_asked_conditionally(desk: Desk) -> None:
    desk.server.routes |= {"/feed": m.conditional(rss("/a"), '"f1"'), "/a": m.conditional(article(), '"a1"')}
    desk.look()
    report = desk.look(timedelta(hours=1))
    assert (report.unchanged, report.fetched, report.same) == (1, 1, 1)
    asked = {one.path: one.headers.get("if-none-match") for one in desk.server.log}
    assert asked == {"/feed": '"f1"', "/a": '"a1"'}


def test_pages_are_looked_at_again_at_growing_distances(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    hours = (1, 2, 6, 7, 8, 30, 31, 32, 102, 103, 270, 271, 272, 600)
    looked = [hour for hour in hours if desk.look(NOW + timedelta(hours=hour) - desk.clock.time).fetched]
    assert looked == [1, 7, 31, 103, 271]


def test_a_changed_article_is_a_new_version_and_says_what_changed(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article(420))}
    desk.look()
    desk.server.routes["/a"] = m.serving(article(463))
    report = desk.look(timedelta(hours=1))
    assert (report.changed, report.new) == (1, 0)
    assert desk.said(report, "changed") == ["/a: detained 420 -> 463, corrected"]
    with Record.open(desk.record) as record:
        assert len(list(record.store.captures())) == 2
        generation = record.store.generation()
        assert generation and len(generation.versions) == 1
    assert desk.look(timedelta(minutes=59)).fetched == 0
    assert desk.look(timedelta(minutes=1)).fetched == 1  # what has changed is looked at again within the hour


def test_a_page_with_other_furniture_is_the_same_page(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    desk.server.routes["/a"] = m.serving(article(head="<script>let ad = 7</script>"))
    report = desk.look(timedelta(hours=1))
    assert (report.fetched, report.same, report.changed) == (1, 1, 0)
    assert len(desk.texts()) == 1


def test_an_entry_that_says_it_was_updated_is_looked_at_at_once(desk: Desk) -> None:
    def atom(updated: str) -> m.Route:
        entry = f'<entry><title>A</title><id>1</id><link href="/a"/><published>2031-05-04T08:00:00Z</published><updated>{updated}</updated></entry>'
        return m.serving(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>{entry}</feed>')

    desk.server.routes |= {"/feed": atom("2031-05-04T08:00:00Z"), "/a": m.serving(article(420))}
    desk.look()
    desk.server.routes |= {"/feed": atom("2031-05-04T12:05:00Z"), "/a": m.serving(article(463))}
    assert desk.look(timedelta(minutes=15)).changed == 1
    assert desk.look(timedelta(minutes=15)).fetched == 0


def test_one_article_under_five_addresses_is_fetched_once(desk: Desk) -> None:
    links = ["/a", "/a/?utm_source=rss&utm_medium=feed", "/a#comments", "/a?fbclid=x1", "/a?at_campaign=rss"]
    desk.server.routes |= {"/feed": feed(*links), "/a": m.serving(article()), "/a/": m.serving(article())}
    assert desk.look().new == 1
    assert desk.server.paths() == ["/feed", "/a"]


def test_an_article_that_turns_out_to_be_known_is_no_second_one(desk: Desk) -> None:
    head = '<link rel="canonical" href="/a">'
    desk.server.routes |= {
        "/feed": feed("/a", "/go?to=7", "/amp/a"),
        "/a": m.serving(article(head=head)),
        "/go": m.redirecting("/a"),
        "/amp/a": m.serving(article(head=head)),
    }
    report = desk.look()
    assert (report.new, report.same, len(desk.texts())) == (1, 2, 1)
    assert desk.look(timedelta(minutes=15)).fetched == 0
    assert desk.look(timedelta(hours=1)).fetched == 1


def test_a_site_that_calls_every_page_the_same_loses_none(desk: Desk) -> None:
    head = '<link rel="canonical" href="/news">'
    desk.server.routes |= {"/feed": feed("/a", "/b", "/c")}
    desk.server.routes |= {f"/{name}": m.serving(article(n, head=head)) for n, name in enumerate("abc", 40)}
    assert desk.look().new == 3
    assert len(desk.texts()) == 3


def test_old_articles_are_passed_over_and_a_long_feed_is_taken_in_shares(desk: Desk) -> None:
    desk.options = Options(most=3)
    recent = [f"/n{number}" for number in range(5)]
    desk.server.routes |= {"/feed": feed(*recent), "/old": feed("/o1", when="Sun, 04 May 1998 09:00:00 GMT")}
    desk.server.routes |= {path: m.serving(article(number, f"Number {number}")) for number, path in enumerate(recent)}
    desk.feeds = ("/feed", "/old")
    report = desk.look()
    assert (report.new, report.waiting, report.older) == (3, 2, 1)
    report = desk.look(timedelta(minutes=15))
    assert (report.new, report.waiting) == (2, 0)


def test_sitemaps_and_their_indexes(desk: Desk) -> None:
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    base = desk.server.base
    index = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>" + "".join(
        f"<sitemap><loc>{base}/{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in (("news", "2031-05-04"), ("archive", "2009-01-01"))
    )
    sitemap = f"""<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {news}>
        <url><loc>{base}/a</loc><news:news><news:publication_date>2031-05-04T08:00:00+02:00</news:publication_date>
        <news:title>A</news:title></news:news></url><url><loc>{base}/picture.jpg</loc></url></urlset>"""
    desk.server.routes |= {
        "/feed": m.serving(index + "</sitemapindex>"),
        "/news.xml": m.serving(gzip.compress(sitemap.encode()), Content_Type="application/x-gzip"),
        "/a": m.serving(article()),
    }
    assert desk.look().new == 1
    assert desk.server.paths() == ["/feed", "/news.xml", "/a"]


def test_links_are_those_of_the_feed_s_address(desk: Desk) -> None:
    desk.server.routes |= {"/feed": m.redirecting("/news/feed.xml"), "/news/feed.xml": feed("a", "../b")}
    desk.server.routes |= {"/news/a": m.serving(article()), "/b": m.serving(article(41))}
    assert desk.look().new == 2


# The table of docs/how-to/watch.md, row by row


def login(talk: m.Talk) -> None:
    talk.answer(
        "<!doctype html><html><head><title>Log in</title></head><body><p>Log in to read this.</p><form><input type='password'></form></body></html>"
    )


def broken_feed(talk: m.Talk) -> None:
    talk.answer(rss("/a").replace("</channel></rss>", "<item><title>War & peace</title><link>/b</link></item><item>"))


def pdf(talk: m.Talk) -> None:
    talk.answer(b"%PDF-1.7 ...", Content_Type="application/pdf")


def odd_type(talk: m.Talk) -> None:
    talk.answer(article(), Content_Type="application/octet-stream")


def wrong_charset(talk: m.Talk) -> None:
    talk.answer(article(title="Žluťoučký pochod").encode(), Content_Type="text/html; charset=iso-8859-1")


Row = tuple[str, Callable[[Desk], None], str, str]
"""What the page says a server does; how to make one; whose happening; its words (a regular expression)."""


def hastily(make: Callable[[Desk], None]) -> Callable[[Desk], None]:
    def hasten(desk: Desk) -> None:
        desk.limits = HASTE
        make(desk)

    return hasten


def at_page(route: m.Route) -> Callable[[Desk], None]:
    def make(desk: Desk) -> None:
        front = m.serving(m.page("The Rivertown Post", LONG))
        desk.server.routes |= {"/feed": feed("/a"), "/a": route, "/": front}

    return make


def at_feed(route: m.Route, other: m.Route | None = None) -> Callable[[Desk], None]:
    def make(desk: Desk) -> None:
        desk.server.routes |= {"/feed": route, "/a": other or m.serving(article()), "/b": m.serving(article(41))}

    return make


def with_robots(route: m.Route) -> Callable[[Desk], None]:
    def make(desk: Desk) -> None:
        desk.server.routes |= {"/robots.txt": route, "/feed": feed("/a"), "/a": m.serving(article())}

    return make


def out_of_the_net(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("http://localhost:9/router", "http://169.254.169.254/latest/meta-data")}


ROWS: list[Row] = [
    ("takes the request and never answers", hastily(at_page(m.silent)), "failed", "was silent for"),
    ("sends its headers a letter at a time, for ever", hastily(at_page(m.slow_head)), "failed", "took longer than"),
    ("sends the page a letter at a time, for ever", hastily(at_page(m.slow_body)), "failed", "took longer than"),
    ("breaks off in the middle of the page", at_page(m.cut_off), "failed", "broke off"),
    ("answers 304", at_feed(m.conditional(rss("/a"), '"1"')), "new", "March"),
    ("answers 429, Retry-After in seconds", at_page(m.refusing("429 Too Many Requests", Retry_After="600")), "waits", r"until 2031-05-04T12:1"),
    ("answers 429, Retry-After as a date", at_page(m.refusing("429 Too Many Requests", Retry_After="Sun, 04 May 2031 14:00:00 GMT")), "waits", r"until 2031-05-04T14:"),
    ("answers 503", at_page(m.refusing("503 Service Unavailable")), "waits", "left alone until"),
    ("answers 404", at_page(m.missing), "failed", "is not there"),
    ("names a wrong charset", at_page(wrong_charset), "new", "Žluťoučký pochod"),
    ("names a wrong media type", at_page(odd_type), "new", "March in Rivertown"),
    ("redirects without end", at_page(m.endless), "failed", "more than 10 times"),
    ("redirects in a circle", at_page(m.redirecting("/a")), "failed", "in a circle"),
    ("wants a cookie", at_page(m.cookie_wall), "failed", "wants a cookie"),
    ("redirects into a private network", at_page(m.redirecting("http://localhost:9/")), "failed", "private network"),
    ("lists addresses in a private network", out_of_the_net, "failed", "private network"),
    ("sends a gigabyte", at_page(m.gigabyte_untold), "failed", "is larger than"),
    ("sends a gzip bomb", at_page(m.bomb), "failed", "unpacks to more than"),
    ("sends a PDF as an article", at_page(pdf), "failed", "is a PDF"),
    ("sends a log-in page for an article", at_page(login), "failed", "asks for a log-in"),
    ("leads to its front page", at_page(m.redirecting("/")), "failed", "front page"),
    ("sends a log-in page for the feed", at_feed(login), "failed", "is a web page, no feed"),
    ("sends a feed of broken XML", at_feed(broken_feed), "note", "is broken XML"),
    ("lists an article many times", at_feed(feed(*["/a"] * 50)), "feed", "1 new of 50"),
    ("dates articles in the future", at_feed(feed("/a", when="Sun, 04 May 2081 09:00:00 GMT")), "new", "March"),
    ("forbids the page by robots.txt", with_robots(m.serving("User-agent: *\nDisallow: /a")), "failed", "asks crawlers to stay away"),
    ("has a robots.txt that fails", with_robots(m.refusing("500 Oops")), "failed", "robots.txt could not be read"),
]  # fmt: skip


@pytest.mark.parametrize(("does", "make", "kind", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_misbehaving_server(desk: Desk, does: str, make: Callable[[Desk], None], kind: str, words: str) -> None:
    make(desk)
    report = desk.look()
    assert any(re.search(words, said) for said in desk.said(report, kind)), report.happenings
    assert all(one.words.count(". ") >= 1 for one in report.failures), "a failure without a remedy"
    assert list(verify_folder(desk.record)) == []


def test_the_page_tells_of_every_row() -> None:
    page = (ROOT / "docs/how-to/watch.md").read_text(encoding="utf-8")
    for does, *_ in ROWS:
        assert f"| {does} |" in page


def test_a_feed_of_ten_thousand_entries(desk: Desk) -> None:
    desk.options = Options(most=2)
    links = [f"/n{number}" for number in range(10_000)]
    desk.server.routes |= {"/feed": feed(*links)}
    desk.limits = replace(LIMITS, size=10_000_000)
    report = desk.look()
    assert (report.entries, report.waiting) == (10_000, 10_000)
    assert len(desk.server.paths()) == 3


def test_a_gigabyte_is_not_held(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.gigabyte_untold}
    tracemalloc.start()
    desk.look()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 2**20


def test_a_failing_feed_does_not_stop_the_others(desk: Desk) -> None:
    desk.feeds, desk.limits = ("/gone", "/slow", "/feed"), HASTE
    desk.server.routes |= {"/slow": m.silent, "/feed": feed("/a"), "/a": m.serving(article())}
    report = desk.look()
    assert (report.new, len(report.failures)) == (1, 2)


def test_a_failing_feed_is_asked_ever_more_rarely(desk: Desk) -> None:
    desk.server.routes["/feed"] = m.missing
    waits = []
    for _ in range(7):
        desk.look()
        assert desk.server.paths() == ["/feed"]
        due = datetime.fromisoformat(desk.state("SELECT due FROM sources")[0][0])
        waits.append(due - desk.clock.time)
        desk.look(waits[-1] / 2)
        assert desk.server.paths() == []
        desk.clock.time = due
    assert waits == sorted(waits)
    assert waits[0] < timedelta(minutes=2) < timedelta(hours=1) < waits[-1]


def test_a_site_that_wants_a_rest_gets_it(desk: Desk) -> None:
    desk.server.routes |= {
        "/feed": feed("/a", "/b", "/c"),
        "/a": m.refusing("429 Too Many Requests", Retry_After="3600"),
        "/b": m.refusing("429 Too Many Requests", Retry_After="3600"),
        "/c": m.refusing("429 Too Many Requests", Retry_After="3600"),
    }
    report = desk.look()
    assert (len(desk.server.paths()), report.put_off) == (2, 2)
    desk.look(timedelta(minutes=30))
    assert desk.server.paths() == []
    desk.server.routes |= {f"/{name}": m.serving(article(n)) for n, name in enumerate("abc", 40)}
    assert desk.look(timedelta(hours=1)).new == 3


def test_what_failed_is_asked_again_when_somebody_wants_it(desk: Desk) -> None:
    real = dict(desk.server.routes)
    desk.server.routes |= {"/robots.txt": m.cut_off, "/feed": feed("/a"), "/a": m.serving(article())}
    assert len(desk.look().failures) == 1
    desk.server.routes = real | {"/feed": feed("/a"), "/a": m.serving(article())}
    assert desk.said(desk.look(timedelta(seconds=5)), "waits")[0].endswith("after failures (--again asks now).")
    assert desk.server.paths() == []
    assert desk.watcher().once(again=True).new == 1


def test_a_site_s_own_wish_for_a_rest_goes_before_ours(desk: Desk) -> None:
    desk.server.routes["/feed"] = m.refusing("429 Too Many Requests", Retry_After="3600")
    desk.look()
    desk.server.log.clear()
    assert desk.said(desk.watcher().once(again=True), "waits") == ["/feed: is left alone: its site wants a rest."]
    assert desk.server.paths() == []


def test_a_page_that_was_taken_down_is_told_once_and_kept(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    desk.server.routes["/a"] = m.refusing("410 Gone")
    assert desk.said(desk.look(timedelta(hours=1)), "gone")
    assert desk.look(timedelta(days=30)).fetched == 0
    assert len(desk.texts()) == 1


def test_a_page_that_is_not_there_yet_is_tried_again(desk: Desk) -> None:
    desk.server.routes["/feed"] = feed("/a")
    assert desk.look().new == 0
    desk.server.routes["/a"] = m.serving(article())
    assert desk.look(timedelta(minutes=15)).new == 0
    assert desk.look(timedelta(hours=1)).new == 1


def test_links_of_a_feed_stay_out_of_private_networks_unless_told(desk: Desk) -> None:
    with m.Misbehaving({"/a": m.serving(article())}) as other:
        desk.server.routes["/feed"] = feed(f"{other.base}/a")
        assert desk.look().new == 0
        assert other.log == []
        desk.private = True
        desk.state("UPDATE pages SET due = '2031', status = 'waiting'")
        assert desk.look().new == 1


def test_a_front_page_s_remedy_names_a_sitemap_of_robots(desk: Desk) -> None:
    desk.server.routes |= {"/robots.txt": m.serving("Sitemap: http://a.example/news.xml"), "/feed": login}
    assert "Its feed seems to be http://a.example/news.xml" in desk.said(desk.look(), "failed")[0]


@pytest.mark.parametrize(
    "part", ["demonstrably.watch.paging.read_visit", "demonstrably.fetch.fetcher.Fetcher._exchange"]
)
def test_a_defect_of_ours_costs_one_page(desk: Desk, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.server.routes |= {"/feed": feed("/a", "/b"), "/a": m.serving(article()), "/b": m.serving(article(41))}
    module, _, name = part.rpartition(".")
    real = getattr(pkgutil.resolve_name(module), name)

    def failing(*arguments: Any, **options: Any) -> Any:
        if any("/b" in str(getattr(one, "url", one)) for one in arguments[:3]):
            raise ZeroDivisionError("oops")
        return real(*arguments, **options)

    monkeypatch.setattr(part, failing)
    report = desk.look()
    assert report.new == 1
    assert [one.words for one in report.failures] == [
        "could not be read (ZeroDivisionError: oops). This is a defect of ours: please report it."
    ]


def test_on_either_kind_of_store(desk: Desk, place: Address) -> None:
    desk.record = place  # type: ignore[assignment]
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article(420))}
    assert desk.look().new == 1
    desk.server.routes["/a"] = m.serving(article(463))
    assert desk.said(desk.look(timedelta(hours=1)), "changed") == ["/a: detained 420 -> 463, corrected"]
    assert len(desk.texts()) == 2


# Stopping and starting


SCRIPT = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {tests!r})
    from made_reports import Maker
    from demonstrably.codebook import Codebook
    from demonstrably.fetch import Limits
    from demonstrably.store import Record
    from demonstrably.watch import Watcher, sources_of
    watcher = Watcher(
        sources_of([{feed!r}]), lambda: Record.create(Path({record!r})), Codebook(), limits=Limits(pause=0.0), maker=Maker()
    )
    print("ready", flush=True)
    report = watcher.once()
    print(report.interrupted, flush=True)
"""
PAGES = 25


def started(feed_url: str, record: Path) -> subprocess.Popen[str]:
    script = textwrap.dedent(SCRIPT).format(tests=str(Path(__file__).parent), feed=feed_url, record=str(record))
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)


def exported(record: Path, out: Path) -> dict[str, bytes]:
    """What the record says, without when and from where in the archive it came."""
    with Record.open(record) as opened:
        export(View.of(opened), ["jsonl"], out)
    read = {path.name: path.read_text(encoding="utf-8") for path in sorted(out.glob("*.jsonl"))}
    return {name: re.sub(r"warc/watch[^\"]*", "warc", text).encode() for name, text in read.items()}


def busy(server: m.Misbehaving) -> str:
    """A feed of pages that each take a moment, of different words each: no copies or versions of one another."""
    today = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    paths = [f"/p{number}" for number in range(PAGES)]
    server.routes["/feed"] = m.conditional(rss(*paths, when=today), '"1"')
    for number, path in enumerate(paths):
        own = " ".join(f"{chr(97 + number)}{word}" for word in LONG.split())
        said = f"Police said {number + 2} detained in Rivertown on 2031-05-04."
        server.routes[path] = m.timed(m.serving(m.page(f"Page {number}", said, own)), 0.005)
    return f"{server.base}/feed"


def killed_after(process: subprocess.Popen[str], server: m.Misbehaving, requests: int, later: float) -> None:
    """kill -9 some moment after the server has seen so many requests more."""
    goal, deadline = len(server.log) + requests, time.monotonic() + 60
    while len(server.log) < goal and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.001)
    time.sleep(later)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_killed_at_random_moments_nothing_is_lost_or_fetched_twice(tmp_path: Path) -> None:
    """kill -9 again and again; then one undisturbed pass. Each kill comes between two requests, or during one."""
    chance, kills = random.Random(7), 5
    with m.Misbehaving() as server:
        url = busy(server)
        started(url, tmp_path / "whole").communicate(timeout=120)
        server.log.clear()
        for _ in range(kills):
            process = started(url, tmp_path / "record")
            killed_after(process, server, chance.randint(1, 7), chance.uniform(0, 0.03))
        assert started(url, tmp_path / "record").communicate(timeout=120)[0] == "ready\nFalse\n"
        pages = [path for path in server.paths() if path.startswith("/p")]
    assert exported(tmp_path / "record", tmp_path / "out") == exported(tmp_path / "whole", tmp_path / "whole-out")
    assert list(verify_folder(tmp_path / "record")) == []
    assert set(pages) == {f"/p{number}" for number in range(PAGES)}
    assert len(pages) <= PAGES + kills  # one at most was under way at each kill


@pytest.mark.parametrize("moment", ["before the record", "before the state", "before the links"])
def test_what_was_archived_is_not_fetched_again(desk: Desk, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    name = {
        "before the record": "demonstrably.watch.paging.take",
        "before the state": "demonstrably.watch.state.State.put_position",
        "before the links": "demonstrably.watch.passing.relink",
    }[moment]

    def crash(*arguments: object, **options: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr(name, crash)
        with pytest.raises(SystemExit):
            desk.look()
    report = desk.look()
    assert desk.server.paths() == ["/feed"]
    assert len(desk.texts()) == 1
    assert report.new == (0 if moment == "before the links" else 1)
    with Record.open(desk.record) as record:
        generation = record.store.generation()
        assert generation and generation.events


def test_a_page_in_the_archive_that_we_fail_on_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    test_what_was_archived_is_not_fetched_again(desk, "before the record", monkeypatch)
    desk.state("DELETE FROM pages")
    desk.state("DELETE FROM meta")

    desk.server.routes["/feed"] = feed()

    def failing(*arguments: object) -> None:
        raise ZeroDivisionError("oops")

    with monkeypatch.context() as patch:
        patch.setattr("demonstrably.watch.paging.read_visit", failing)
        assert len(desk.look(timedelta(minutes=15)).failures) == 1
    desk.server.routes["/b"] = m.serving(article(41))
    desk.server.routes["/feed"] = feed("/b")
    report = desk.look(timedelta(minutes=15))
    assert (report.failures, report.new) == ([], 1)


def test_what_was_withdrawn_is_not_taken_from_the_archive(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    with Record.create(desk.record) as record:
        [only] = [one.document_id for one in record.store.documents()]
        withdraw(record, only, "asked", "me")
    desk.state("DELETE FROM pages")
    desk.state("DELETE FROM meta")
    report = desk.look(timedelta(minutes=15))
    assert (report.failures, report.changed) == ([], 0)
    with Record.open(desk.record) as record:
        assert only in record.store.withdrawals()


def test_an_archive_takes_one_writer_at_a_time(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    with alone(desk.record / "warc"):
        with pytest.raises(RecordError, match="another process"):
            desk.look(timedelta(hours=1))
        with pytest.raises(RecordError, match="another process"):
            blank_pages(desk.record / "warc", ["some"])
    assert blank_pages(desk.record / "warc", ["some"]) == 0


def test_a_purge_of_an_archive_leaves_no_half_written_file_and_passes_over_no_damage(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    [warc] = (desk.record / "warc").glob("*.gz")
    half = warc.with_name(f"{warc.name}.part")
    half.write_bytes(b"half of a file")
    assert blank_pages(desk.record / "warc", ["some"]) == 0
    assert not half.exists()
    warc.write_bytes(b"\x1f\x8b\x08 damaged " + warc.read_bytes())
    with pytest.raises(RecordError, match="damaged"):
        blank_pages(desk.record / "warc", ["some"])


def test_a_half_written_record_at_the_archive_s_end_is_cut_off(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    [warc] = (desk.record / "warc").glob("*.gz")
    whole = warc.read_bytes()
    warc.write_bytes(whole + whole[:700])
    desk.server.routes |= {"/feed": feed("/a", "/b"), "/b": m.serving(article(41))}
    assert desk.look().new == 1
    assert warc.read_bytes().startswith(whole)
    assert [record.problem for record in archived(warc) if record.problem] == []


def test_a_full_disk_ends_the_pass_and_loses_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("demonstrably.watch.archive.os.fsync", full)
        with pytest.raises(RecordError, match="No space left"):
            desk.look()
    assert desk.look().new == 1
    assert len(desk.texts()) == 1
    assert list(verify_folder(desk.record)) == []


def test_behind_damage_nothing_is_written(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    desk.look()
    [warc] = (desk.record / "warc").glob("*.gz")
    damaged = warc.read_bytes() + b"\0" * 5000
    warc.write_bytes(damaged)
    desk.server.routes |= {"/feed": feed("/a", "/b"), "/b": m.serving(article(41))}
    assert desk.look().new == 1
    assert warc.read_bytes() == damaged
    assert len(list((desk.record / "warc").glob("*.gz"))) == 2


def test_a_lost_state_is_made_again_from_the_archive(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a", "/b"), "/a": m.serving(article()), "/b": m.serving(article(41))}
    desk.look()
    for path in desk.record.glob("watch.sqlite*"):
        path.unlink()
    report = desk.look(timedelta(minutes=15))
    assert desk.server.paths() == ["/feed"]
    assert (report.fetched, report.changed, len(desk.texts())) == (0, 0, 2)


def test_ctrl_c_ends_a_pass_at_once_and_leaves_a_whole_record(tmp_path: Path) -> None:
    with m.Misbehaving() as server:
        server.routes |= {"/feed": m.serving(rss("/a", "/b", when="")), "/a": m.serving(article()), "/b": m.silent}
        process = started(f"{server.base}/feed", tmp_path / "record")
        deadline = time.monotonic() + 30
        while "/b" not in server.paths() and time.monotonic() < deadline:
            time.sleep(0.01)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=60)[0] == "ready\nTrue\n"
        assert time.monotonic() - began < 10  # the silent page would have had fifteen
    assert list(verify_folder(tmp_path / "record")) == []


def test_forever_is_pass_after_pass_until_stopped(desk: Desk) -> None:
    desk.server.routes |= {"/feed": feed("/a"), "/a": m.serving(article())}
    reports: list[PassReport] = []

    def done(report: PassReport) -> None:
        reports.append(report)
        if len(reports) == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.watcher().forever(done)
    assert desk.clock.time - NOW == 4 * desk.options.every
    assert [report.new for report in reports] == [1, 0, 0, 0, 0]
    assert reports[4].same == 1


def test_a_record_that_another_writes_to_is_waited_for(desk: Desk) -> None:
    desk.server.routes["/feed"] = feed()
    held = Record.create(desk.record)
    sleep = desk.clock.sleep

    def release(seconds: float) -> None:
        held.close()
        sleep(seconds)

    desk.clock.sleep = release  # type: ignore[method-assign]

    def done(report: PassReport) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.watcher().forever(done)
    assert desk.clock.time > NOW


# The archive


def archived(path: Path) -> list[Any]:
    with BufferedReader(path.open("rb", buffering=0)) as stream:  # type: ignore[type-var]
        return list(records(stream))


def exchange(url: str, body: bytes, *headers: tuple[bytes, bytes], status: int = 200) -> Exchange:
    return Exchange(
        url,
        ((b"Host", b"a.example"),),
        b"HTTP/1.1",
        status,
        b"OK",
        headers,
        body,
        False,
        "192.0.2.1",
        "2031-05-04T12:00:00+00:00",
    )


def test_headers_in_any_letters_come_back_from_the_archive(tmp_path: Path) -> None:
    archive = Archive(tmp_path, Instant(), "us")
    note = (b"X-Note", "café – кафе".encode())
    archive.write("page", [exchange("http://a.example/", b"words", note, (b"ETag", b'"1"'))])
    archive.close()
    [kept] = Archive(tmp_path, Instant(), "us").since(Position())
    assert (kept.payload, kept.headers["etag"]) == (b"words", '"1"')


@given(st.lists(st.tuples(st.binary(max_size=2000), st.booleans()), min_size=1, max_size=5))
def test_the_archive_gives_back_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[bytes, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("warc")
    archive = Archive(folder, Instant(), "us")
    ends = []
    for number, (body, packed) in enumerate(pages):
        sent = gzip.compress(body) if packed else body
        headers = [(b"Content-Encoding", b"gzip")] if packed else []
        first = exchange("http://a.example/go", b"", (b"Location", b"/a"), status=302)
        ends.append(
            archive.write(
                f"page{number}",
                [first, exchange(f"http://a.example/{number}", sent, (b"Transfer-Encoding", b"chunked"), *headers)],
            )
        )
    archive.close()
    found = list(Archive(folder, Instant(), "us").since(Position()))
    assert [(one.page, one.url, one.payload) for one in found] == [
        (f"page{number}", f"http://a.example/{number}", body) for number, (body, _) in enumerate(pages)
    ]
    assert [one.start for one in found] == [start for start, _ in ends]
    assert list(Archive(folder, Instant(), "us").since(ends[-1][1])) == []
    [path] = folder.iterdir()
    read = archived(path)
    assert [record.kind for record in read] == ["warcinfo", *["response", "request"] * 2 * len(pages)]
    assert not any(record.problem for record in read)


def test_the_archive_begins_a_new_file_each_day_and_when_one_is_full(tmp_path: Path) -> None:
    clock = Instant()
    archive = Archive(tmp_path, clock, "us", largest=500)
    for _ in range(3):
        archive.write("a", [exchange("http://a.example/", b"x")])
    clock.time += timedelta(days=1)
    archive.write("a", [exchange("http://a.example/", b"x")])
    archive.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"watch-20310504-0000{n}.warc.gz" for n in (1, 2, 3)] + ["watch-20310505-00001.warc.gz"]
    assert len(list(Archive(tmp_path, clock, "us").since(Position()))) == 4


def test_the_archive_is_an_input_like_any_other(desk: Desk, tmp_path: Path) -> None:
    from demonstrably.scale import run

    desk.server.routes |= {
        "/feed": feed("/a", "/b"),
        "/a": m.redirecting("/c"),
        "/c": m.serving(article()),
        "/b": m.serving(gzip.compress(article(41).encode()), Content_Encoding="gzip"),
    }
    assert desk.look().new == 2
    with Record.create(tmp_path / "again") as again:
        report = run([desk.record / "warc"], again, Codebook(), maker=Maker())
        assert report.failures == []
        with Record.open(desk.record) as first:
            assert [one.document_id for one in again.store.documents()] == [
                one.document_id for one in first.store.documents()
            ]
            assert [one.sha256 for one in again.store.captures()] == [one.sha256 for one in first.store.captures()]


@pytest.mark.parametrize("length", [*range(250, 300), 65_700, 65_701, 131_100, 200_000])
def test_a_blank_is_of_any_length(length: int) -> None:
    made = blank(length)
    assert len(made) == length
    assert gzip.decompress(made).startswith(b"WARC/1.1")


def test_a_purge_reaches_into_the_archive(desk: Desk) -> None:
    links = ["/a", "/go", "/b"]
    desk.server.routes |= {"/feed": feed(*links), "/a": m.serving(article()), "/go": m.redirecting("/secret-name")}
    desk.server.routes |= {"/secret-name": m.serving(article(43, "Secret")), "/b": m.serving(article(41))}
    assert desk.look().new == 3
    [warc] = (desk.record / "warc").glob("*.gz")
    before = archived(warc)
    with Record.create(desk.record) as record:
        [secret] = [one.document_id for one in record.store.documents() if one.title == "Secret"]
        withdraw(record, secret, "asked", "me", purge=True)
        locations = {capture.sha256: capture.location for capture in record.store.captures()}
    after = archived(warc)
    assert [one.offset for one in after] == [one.offset for one in before]
    assert [one.problem for one in after if one.problem] == []
    unpacked = gzip.decompress(warc.read_bytes())
    assert b"Secret" not in unpacked and b"secret-name" not in unpacked and b"/go " not in unpacked
    assert all(f"/{name}".encode() in unpacked for name in "ab")
    assert {one.header("warc-type") for one in after} == {"warcinfo", "response", "request", "metadata"}
    assert len(locations) >= 2
    desk.server.routes |= {"/secret-name": m.serving(article(44, "Secret"))}
    assert desk.look(timedelta(hours=1)).changed == 0  # what was taken out is not looked at again
    assert "/secret-name" not in desk.server.paths()
    desk.server.routes |= {"/secret-name": m.serving(article(43, "Secret"))}
    desk.state("UPDATE pages SET status = 'waiting', due = NULL, text_sha256 = NULL WHERE status = 'over'")
    assert desk.said(desk.look(timedelta(hours=1)), "note") == [
        "/secret-name: was withdrawn from the record, and is left out."
    ]
    assert all(b"Secret" not in gzip.decompress(path.read_bytes()) for path in (desk.record / "warc").iterdir())
    assert list(verify_folder(desk.record)) == []


# Pure parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/x/", "https://a.example/x"),
        ("https://a.example/x?utm_source=rss&utm_medium=y", "https://a.example/x"),
        ("https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1"),
        ("https://A.example:443/x#top", "https://a.example/x"),
        ("https://a.example/x?xtor=RSS-1&ocid=y&fbclid=z", "https://a.example/x"),
    ],
)  # fmt: skip
def test_addresses_of_one_page(one: str, other: str) -> None:
    addresses = Addresses(Codebook().table("watch"))
    assert addresses.key(one) == addresses.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x.php?cid=1", "https://a.example/x.php?cid=2"),
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x?page=1", "https://a.example/x?page=2"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://news.a.example/x", "https://a.example/x"),
    ],
)  # fmt: skip
def test_addresses_of_two_pages(one: str, other: str) -> None:
    addresses = Addresses(Codebook().table("watch"))
    assert addresses.key(one) != addresses.key(other)


@given(st.text("abcdefg?&=/#%.:", max_size=40))
def test_cleaning_twice_is_cleaning_once(rest: str) -> None:
    addresses = Addresses(Codebook().table("watch"))
    try:
        once = addresses.clean(f"https://a.example/{rest}")
    except InputError:
        return
    assert addresses.clean(once) == once
    assert addresses.key(once) == addresses.key(f"https://a.example/{rest}")


@pytest.mark.parametrize(
    ("href", "found"),
    [
        ("/b", "https://a.example/b"), ("https://www.a.example/b", "https://www.a.example/b"),
        ("https://m.a.example/b", "https://m.a.example/b"), ("https://b.a.example/b", None),
        ("/", None), ("https://b.example/b", None), ("javascript:x", None), ("http://[", None), ("", None),
    ],
)  # fmt: skip
def test_canonical_addresses_to_rely_on(href: str, found: str | None) -> None:
    page = f'<html><head><link rel="canonical" href="{href}"></head></html>'.encode()
    assert canonical(page, "https://a.example/a") == found


def test_opml_lists_and_addresses(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="News"><outline text="Post" xmlUrl="https://a.example/feed"/>'
        '<outline title="Echo" xmlURL=" https://b.example/rss "/></outline></body></opml>',
        encoding="utf-8",
    )
    lines = tmp_path / "feeds.txt"
    lines.write_text("# mine\n\nhttps://a.example/feed # again\nwww.c.example/rss\n", encoding="utf-8")
    found = sources_of([str(opml), str(lines), "https://d.example/"])
    assert found == [
        "https://a.example/feed",
        "https://b.example/rss",
        "https://www.c.example/rss",
        "https://d.example/",
    ]


@pytest.mark.parametrize("content", ["", "# nothing\n", "<opml><body/></opml>", "<html/>", "<opml", "feeds of mine\n"])
def test_a_list_without_feeds_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        sources_of([str(path)])
    assert caught.value.remedy


def test_a_web_page_s_feed_is_named() -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
    with pytest.raises(InputError, match=r"feed seems to be https://a\.example/rss"):
        read_listing(page, "https://a.example/")


@given(st.binary(max_size=400))
def test_no_feed_breaks_us(payload: bytes) -> None:
    for start in (b"", b"<rss><channel><item>", b"<urlset><url><loc>", b"<feed><entry>", b"<?xml version='1.0'?>"):
        try:
            read_listing(start + payload, "https://a.example/feed")
        except InputError as error:
            assert error.remedy


@pytest.mark.parametrize("payload", [b"/etc/passwd", b"https://b.example/feed"])
def test_a_feed_is_never_a_file_s_name_or_an_address(payload: bytes) -> None:
    with pytest.raises(InputError):
        read_listing(payload, "https://a.example/feed")


def test_what_is_made_to_keep_us_busy_does_not() -> None:
    began = time.process_time()
    with pytest.raises(InputError):
        read_listing(b"<?" * 40_000, "http://a.example/feed")
    addresses = Addresses(Codebook().table("watch"))
    for number in range(200):
        addresses.clean(f"https://a.example/{number}?{'a&' * 1900}")
    assert time.process_time() - began < 5


def test_the_schedule_thins_out_and_ends() -> None:
    dues = [next_look(looks, NOW) for looks in range(len(LOOKS))]
    assert dues == sorted(filter(None, dues))
    assert next_look(len(LOOKS), NOW) is None


@pytest.mark.parametrize(("error", "tries"), [(StatusError("u", "m", status=503), TRIES), (StatusError("u", "m", status=404), 3), (StatusError("u", "m", status=403), 1), (None, 3)])  # fmt: skip
def test_failures_end(error: FetchError | None, tries: int) -> None:
    dues = [next_try(failures, error, "a", NOW) for failures in range(1, 20)]
    assert [due is not None for due in dues] == [True] * (tries - 1) + [False] * (20 - tries)


def said(text: str) -> Extraction:
    return extract(document("d" + str(len(text)), text))


def test_what_changed_in_words() -> None:
    one = said("Police said 40 detained in Rivertown on 2031-05-04, 7 detained in Hillford on 2031-05-04.")
    other = said("Police said 63 detained in Rivertown on 2031-05-04, 7 detained in Hillford on 2031-05-04.  ")
    assert told_changes(one, other, {}) == ["detained 40 -> 63"]
    assert told_changes(one, other, {one.claims[0].claim_id: other.claims[0].claim_id}) == [
        "detained 40 -> 63, corrected"
    ]
    assert told_changes(one, one, {}) == []
    assert told_changes(one, said("Nothing."), {}) == ["detained 40 no longer told", "detained 7 no longer told"]
    assert told_changes(said("Nothing."), one, {}) == ["detained 40 added", "detained 7 added"]


# The verb


def test_the_verb(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demonstrably.watch.watcher.ExtractorMaker", lambda codebook: Maker())
    monkeypatch.chdir(tmp_path)
    today = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    desk.server.routes |= {"/feed": feed("/a", when=today), "/a": m.serving(article())}
    Path("feeds.txt").write_text(f"{desk.server.base}/feed\n{desk.server.base}/none\n", encoding="utf-8")
    line = ["watch", "feeds.txt", "--once", "--pause", "0", "--contact", "me@example.org"]
    done = CliRunner().invoke(app, line)
    assert done.exit_code == 1, done.output
    assert "pages    1 fetched: 1 new, 0 changed, 0 the same" in done.stdout
    assert f"failed  {desk.server.base}/none: is not there (status 404). Check the address." in done.stderr
    assert {asked.headers["user-agent"].partition("(")[2] for asked in desk.server.log} == {"+me@example.org)"}
    again = CliRunner().invoke(app, [*line, "--json"])
    assert again.exit_code == 0
    assert json.loads(again.stdout)["new"] == 0


@pytest.mark.parametrize("wrong", [["--every", "10"], ["--every", "5s"], ["--most", "0"], ["none.opml"]])
def test_the_verb_s_own_errors(wrong: list[str]) -> None:
    done = CliRunner().invoke(app, ["watch", "http://127.0.0.1:9/feed", *wrong])
    assert done.exit_code == 2
    assert "Traceback" not in done.output
