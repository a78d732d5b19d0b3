"""Feeds as they come in: what they list is noted, and queued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from demonstrably.errors import InputError
from demonstrably.fetch import Fetched, FetchError
from demonstrably.fetch.pacing import wait_after
from demonstrably.watch.desk import Desk
from demonstrably.watch.feeds import Entry, Listing, read_listing
from demonstrably.watch.queue import Feed, Queue
from demonstrably.watch.state import PageState

SITEMAPS = 50
"""Sitemaps of one index that are read in a pass, the newest first: some sites list one for every month since 1998."""

DEPTH = 2
"""How far below a source further sitemaps are followed."""

EARLY = timedelta(days=1)
"""How far ahead of us a date may lie (time zones, wrong clocks) before it is taken for a mistake."""


class Feeds:
    """Takes what came of a pass's sources."""

    def __init__(self, desk: Desk, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue

    def handle(self, feed: Feed, outcome: Fetched | FetchError) -> None:
        """Take what came of a source; its pages that were never fetched are queued, whatever it was."""
        try:
            if isinstance(outcome, FetchError):
                raise outcome
            self._read(feed, outcome)
        except InputError as error:
            self._failed(feed, error)
        self._queue.add_waiting(feed.source)

    def _read(self, feed: Feed, fetched: Fetched) -> None:
        if fetched.unchanged:
            self._desk.report.unchanged += feed.url == feed.source
            self._note(feed, fetched, ())
            return
        content_type = fetched.headers.get("content-type", "")
        sitemaps = self._desk.fetcher.sitemaps(fetched.final_url)
        listing = read_listing(fetched.body, fetched.final_url, content_type, sitemaps)
        if listing.note:
            self._desk.tell("note", feed.url, f"{listing.note}; what can be read of it was.", source=True)
        if listing.kind == "index":
            self._note(feed, fetched, ())
            self._below(feed, listing)
            return
        new = self._note(feed, fetched, listing.entries)
        self._desk.report.entries += len(listing.entries)
        if new:
            self._desk.tell("feed", feed.url, f"{new:,} new of {len(listing.entries):,}", source=True)

    def _below(self, feed: Feed, index: Listing) -> None:
        """Queue the sitemaps of an index that may hold something recent."""
        recent = [one for one in index.entries if not self._is_old(one.updated)]
        if feed.depth < DEPTH:
            for one in sorted(recent, key=lambda entry: entry.updated or "", reverse=True)[:SITEMAPS]:
                self._queue.add_feed(Feed(one.url, feed.source, feed.depth + 1))

    def _note(self, feed: Feed, fetched: Fetched, entries: Iterable[Entry]) -> int:
        """Note what a source lists together with its validators, so that neither stands without the other; how many
        articles are new."""
        state = self._desk.state
        known = state.source(feed.url)
        etag, modified = fetched.validators(known.etag, known.modified)
        with state.transaction():
            new = self._enter(entries, feed.source)
            at = fetched.retrieved_at
            state.put_source(replace(known, etag=etag, modified=modified, looked_at=at, failures=0, due=None))
        return new

    def _failed(self, feed: Feed, error: InputError) -> None:
        known = self._desk.state.source(feed.url)
        failures = known.failures + 1
        asked = error.retry_after if isinstance(error, FetchError) else None
        due = self._desk.stamp(timedelta(seconds=wait_after(failures, feed.url, asked)))
        with self._desk.state.transaction():
            self._desk.state.put_source(replace(known, failures=failures, due=due))
        self._desk.fail(feed.url, error, source=True)

    def _enter(self, entries: Iterable[Entry], source: str) -> int:
        """Note the articles that were not known, and those that have changed; how many are new."""
        new = 0
        seen: set[str] = set()
        for entry in entries:
            try:
                url, key = self._desk.addresses.named(entry.url)
            except InputError as error:
                self._desk.fail(entry.url, error)
                continue
            if key not in seen and self._desk.addresses.is_page(url):
                seen.add(key)
                new += self._enter_one(key, url, entry, source)
        return new

    def _enter_one(self, key: str, url: str, entry: Entry, source: str) -> bool:
        known = self._desk.state.page(key)
        if known is not None:
            self._look_if_updated(known, entry)
            return False
        published = None if self._is_ahead(entry.published) else entry.published
        if self._is_old(published):
            self._desk.report.older += 1
            return False
        self._desk.state.put_page(PageState(key, url, source, published=published, updated=entry.updated))
        return True

    def _look_if_updated(self, known: PageState, entry: Entry) -> None:
        """A page that is listed with a later change than before is looked at now."""
        if known.status == "kept" and entry.updated and entry.updated > (known.updated or entry.updated):
            changed = replace(known, updated=entry.updated, due=self._desk.stamp())
            self._desk.state.put_page(changed)
            self._queue.add_page(changed)

    def _is_old(self, when: str | None) -> bool:
        return when is not None and when < self._desk.stamp(-timedelta(days=self._desk.options.days))

    def _is_ahead(self, when: str | None) -> bool:
        return when is not None and when > self._desk.stamp(EARLY)
