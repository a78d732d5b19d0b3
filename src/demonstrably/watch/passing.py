"""One pass over all that is watched: feeds are read, pages fetched, kept and linked.

The order of keeping is what makes a pass safe to kill at any moment: a page is in the archive (synced) before the
record takes it, and in the record before the state calls it kept. Between the first and the last, the archive tells the
next pass what to take.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from demonstrably.errors import DemonstrablyError, InputError
from demonstrably.fetch import Fetched, FetchError
from demonstrably.ingest.contract import defect
from demonstrably.scale import relink
from demonstrably.watch.changes import told_changes
from demonstrably.watch.desk import Desk
from demonstrably.watch.feeding import Feeds
from demonstrably.watch.paging import Pages
from demonstrably.watch.queue import Feed, Queue, Target
from demonstrably.watch.report import PassReport
from demonstrably.watch.state import Change

LOOKS_A_PASS = 2000
"""Pages that are looked at again in a pass; the others at the next, the longest due first."""


class Pass:
    """Use once: `run`."""

    def __init__(self, sources: Sequence[str], desk: Desk, *, endless: bool = False) -> None:
        """`endless` says that another pass follows: this one ends when that is due, whatever is still waiting."""
        until = desk.fetcher.clock.monotonic() + desk.options.every.total_seconds() if endless else None
        self._sources = sources
        self._desk = desk
        self._queue = Queue(desk, until)
        self._feeds = Feeds(desk, self._queue)
        self._pages = Pages(desk)

    def run(self) -> PassReport:
        """Do it all. Ctrl-C ends it with `interrupted` set; the next pass goes on where it was."""
        desk = self._desk
        try:
            for kept in desk.archive.since(desk.state.position()):
                with self._costs_one(kept.url):
                    self._pages.recover(kept)
                self._pages.done_with(kept)
            self._schedule()
            with contextlib.closing(iter(self._queue)) as outcomes:
                for target, outcome in outcomes:
                    self._handle(target, outcome)
            self._link()
        except KeyboardInterrupt:
            desk.report.interrupted = True
        desk.report.waiting = desk.state.count_waiting()
        return desk.report

    def _handle(self, target: Target, outcome: Fetched | FetchError) -> None:
        """Take what came."""
        with self._costs_one(target.url):
            if isinstance(target, Feed):
                self._feeds.handle(target, outcome)
            else:
                self._pages.handle(target, outcome)

    @contextlib.contextmanager
    def _costs_one(self, url: str) -> Iterator[None]:
        """A page that we fail on, even in a way that we did not foresee, does not stop the others."""
        try:
            yield
        except InputError as error:
            self._desk.fail(url, error)
        except DemonstrablyError:
            raise
        except Exception as error:
            self._desk.fail(url, defect(url, error))

    def _schedule(self) -> None:
        """Queue the sources, and the pages whose time has come. Pages that were never fetched follow their source."""
        desk, now = self._desk, self._desk.stamp()
        for source in self._sources:
            desk.report.sources += 1
            due = desk.state.source(source).due
            if due is not None and due > now:
                desk.tell(
                    "waits", source, f"is left alone until {due}, after failures (--again asks now).", source=True
                )
                self._queue.add_waiting(source)
            elif not self._queue.add_feed(Feed(source, source)):
                desk.tell("waits", source, "is left alone: its site wants a rest.", source=True)
        withdrawn = desk.record.store.withdrawals()
        for page in desk.state.due(now, LOOKS_A_PASS):
            if page.document_id in withdrawn:
                with desk.state.transaction():
                    desk.state.put_page(replace(page, status="over", due=None))
            else:
                self._queue.add_page(page)

    def _link(self) -> None:
        """Link and reconcile, then tell what the changed pages changed."""
        desk = self._desk
        relink(desk.record, desk.codebook)
        changes = desk.state.changes()
        corrections = desk.record.store.links().get("corrections", {}) if changes else {}
        for change in changes:
            desk.tell("changed", change.url, self._what_changed(change, corrections))
            with desk.state.transaction():
                desk.state.told(change)

    def _what_changed(self, change: Change, corrections: Mapping[str, str]) -> str:
        store = self._desk.record.store
        earlier, later = store.extraction(change.earlier), store.extraction(change.later)
        return "; ".join(told_changes(earlier, later, corrections)) or "the text, but no figure"
