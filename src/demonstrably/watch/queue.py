"""Whom to ask for what in a pass, each address once, and whom to leave alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from datetime import timedelta

from demonstrably.fetch import Fetched, FetchError
from demonstrably.fetch.pacing import wait_after
from demonstrably.watch.desk import Desk
from demonstrably.watch.gathering import Gatherer, Job
from demonstrably.watch.state import PageState, SiteState

MISSES = 3
"""Failures in a row after which a site is left alone for this pass: it is down, not the page."""

ENOUGH = frozenset({429, 503})
"""Statuses by which a site says that it wants a rest."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source to be read: its own address, and that of the source that the user named (itself, or an index). `depth`
    is how many indexes lie between the two."""

    url: str
    source: str
    depth: int = 0


Target = Feed | PageState


class Queue:
    """Iterating over it fetches, and gives what came of each address; meanwhile more may be queued."""

    def __init__(self, desk: Desk, until: float | None) -> None:
        """`until` is the clock's monotonic time after which nothing is begun any more, None for no end."""
        self._desk = desk
        self._gatherer: Gatherer[Target] = Gatherer(desk.fetcher, desk.options.connections, until)
        self._queued: set[str] = set()
        self._shares: Counter[str] = Counter()
        self._misses: Counter[str] = Counter()

    def __iter__(self) -> Generator[tuple[Target, Fetched | FetchError], None, None]:
        for job, outcome in self._gatherer:
            if isinstance(outcome, FetchError):
                self._missed(job.site, outcome)
            else:
                self._answered(job.site)
            yield job.item, outcome

    def add_feed(self, feed: Feed) -> bool:
        """Queue a source, once; False where its site wants a rest."""
        known = self._desk.state.source(feed.url)
        return self._add(feed.url, Job(feed, feed.url, known.etag, known.modified)) is not None

    def add_page(self, page: PageState) -> bool:
        """Queue a page, once; whether it is one more."""
        added = self._add(page.key, Job(page, page.url, page.etag, page.modified))
        self._desk.report.put_off += added is None
        return bool(added)

    def add_waiting(self, source: str) -> None:
        """Queue a source's pages that were never fetched, up to its share of a pass."""
        most = self._desk.options.most
        for page in self._desk.state.waiting(source, most):
            if self._shares[source] < most and self.add_page(page):
                self._shares[source] += 1

    def _add(self, name: str, job: Job[Target]) -> bool | None:
        """True where it was queued, False where it had been; None where its site is left alone."""
        if name in self._queued:
            return False
        site = self._desk.state.site(job.site)
        if site is not None and site.due > self._desk.stamp():
            return None
        self._queued.add(name)
        self._gatherer.add(job)
        return True

    def _answered(self, site: str) -> None:
        self._misses[site] = 0
        state = self._desk.state
        with state.transaction():
            state.forgive(site)
            state.put_verdicts(self._desk.fetcher.rules.take_new().items())

    def _missed(self, site: str, error: FetchError) -> None:
        """A site that says that it has had enough, or fails again and again, is left alone for a while."""
        if not error.transient:
            return
        self._misses[site] += 1
        if error.status not in ENOUGH and self._misses[site] < MISSES:
            return
        known = self._desk.state.site(site)
        failures = known.failures + 1 if known else 1
        due = self._desk.stamp(timedelta(seconds=wait_after(failures, site, error.retry_after)))
        with self._desk.state.transaction():
            self._desk.state.put_site(SiteState(site, failures, due, error.status in ENOUGH))
        others = self._gatherer.put_off(site)
        self._desk.report.put_off += others
        self._desk.tell("waits", site, f"is left alone until {due}; {others:,} other addresses wait.")
