"""Pages as they come in: into the archive, the record and the state, in this order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from demonstrably.errors import InputError
from demonstrably.fetch import Fetched, FetchError
from demonstrably.fetch.values import validators
from demonstrably.scale import take
from demonstrably.watch.archive import Kept, Position
from demonstrably.watch.desk import Desk
from demonstrably.watch.reading import Reading, Visit, location_of, read_visit
from demonstrably.watch.schedule import next_look, next_try
from demonstrably.watch.state import Change, PageState
from demonstrably.wording import many

GONE = frozenset({404, 410})
"""Statuses that say of a page that we have: it was taken down."""


class Pages:
    """Takes what came of a pass's pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def handle(self, page: PageState, outcome: Fetched | FetchError) -> None:
        """Take what came of a page: a new version, the same as before, or a failure."""
        if isinstance(outcome, FetchError):
            self._failed(page, outcome)
            return
        self._desk.report.fetched += 1
        if outcome.unchanged:
            self._same(page, outcome)
            return
        visit = Visit.of(page.key, outcome)
        reading = read_visit(visit, page.url, self._desk.context)
        if isinstance(reading, InputError):
            self._failed(page, reading)
        elif self._is_withdrawn(reading):
            self._leave_out(page)
        elif reading.text_sha256 == page.text_sha256:
            self._same(page, outcome)
        elif (other := self._other(page, reading, visit)) and other.text_sha256 == reading.text_sha256:
            self._is_other(page, other)
        else:
            self._keep(page, visit, reading, *self._desk.archive.write(page.key, outcome.exchanges))

    def recover(self, kept: Kept) -> None:
        """Take a page that lies in the archive, and nowhere else yet; one that was withdrawn since is left there."""
        visit = Visit.from_archive(kept)
        page = self._desk.state.page(kept.page) or PageState(kept.page, kept.url)
        reading = read_visit(visit, visit.url, self._desk.context)
        if not isinstance(reading, InputError) and not self._is_withdrawn(reading):
            self._keep(page, visit, reading, kept.start, kept.end)

    def done_with(self, kept: Kept) -> None:
        """Note that a page of the archive has been looked at, whatever came of it."""
        if self._desk.state.position() < kept.end:
            with self._desk.state.transaction():
                self._desk.state.put_position(kept.end)

    def _other(self, page: PageState, reading: Reading, visit: Visit) -> PageState | None:
        """The page that this one turns out to be, by its canonical address or where it was redirected to."""
        found = self._desk.state.page(self._desk.addresses.key(reading.canonical or visit.url))
        return found if found is not None and found.key != page.key else None

    def _same(self, page: PageState, fetched: Fetched) -> None:
        """Nothing new: the next look is further off."""
        self._desk.report.same += 1
        etag, modified = fetched.validators(page.etag, page.modified)
        looks = page.looks + 1
        due = next_look(looks, self._desk.now())
        with self._desk.state.transaction():
            self._desk.state.put_page(replace(page, etag=etag, modified=modified, looks=looks, failures=0, due=due))

    def _is_withdrawn(self, reading: Reading) -> bool:
        return all(self._desk.record.withdrawn(document) for document in reading.ingested.documents)

    def _leave_out(self, page: PageState) -> None:
        """The page was taken out of the record: it comes into the archive as little as into the record."""
        with self._desk.state.transaction():
            self._desk.state.put_page(replace(page, status="over", due=None))
        self._desk.tell("note", page.url, "was withdrawn from the record, and is left out.")

    def _is_other(self, page: PageState, other: PageState) -> None:
        """The page is one that we have, under another address."""
        self._desk.report.same += 1
        with self._desk.state.transaction():
            self._desk.state.put_page(replace(page, status="other", same_as=other.key, due=None))

    def _failed(self, page: PageState, error: InputError) -> None:
        failures = page.failures + 1
        fault = error if isinstance(error, FetchError) else None
        due = next_try(failures, fault, page.key, self._desk.now())
        gone = page.status == "kept" and fault is not None and fault.status in GONE
        status = page.status if due or page.status == "kept" else "over"
        with self._desk.state.transaction():
            self._desk.state.put_page(replace(page, status=status, failures=failures, due=None if gone else due))
        if gone:
            self._desk.tell("gone", page.url, "was taken down; what we have of it stays in the record.")
        else:
            self._desk.fail(page.url, error)

    def _keep(self, page: PageState, visit: Visit, reading: Reading, start: Position, end: Position) -> None:
        """Take a page that lies in the archive into the record, and then into the state."""
        desk = self._desk
        location = location_of(desk.archive.folder.name, start)
        taken = take([reading.at(location)], desk.record, desk.codebook, maker=desk.maker)
        with desk.state.transaction():
            desk.state.put_page(_kept(page, visit, reading))
            self._name_also(page.key, visit, reading)
            desk.state.put_position(end)
            if page.document_id and page.document_id != reading.document_id:
                desk.state.put_change(Change(visit.url, page.document_id, reading.document_id))
        self._tell_kept(page, visit, reading)
        for failure in taken.failures:
            desk.tell("failed", visit.url, f"{failure.message} {failure.remedy}".strip())

    def _name_also(self, key: str, visit: Visit, reading: Reading) -> None:
        """Note the page's other addresses, so that it is not fetched again under one of them."""
        for url in {visit.url, reading.canonical or visit.url}:
            other = self._desk.addresses.key(url)
            if other != key and self._desk.state.page(other) is None:
                self._desk.state.put_page(PageState(other, url, status="other", same_as=key))

    def _tell_kept(self, page: PageState, visit: Visit, reading: Reading) -> None:
        """A changed page is told with what has changed, once that is worked out."""
        if page.document_id:
            self._desk.report.changed += 1
            return
        self._desk.report.new += 1
        claims = self._desk.record.store.extraction(reading.document_id).claims
        figures = f" ({many(len(claims), 'figure')})" if claims else ""
        self._desk.tell("new", visit.url, f"{reading.title or 'without a title'}{figures}")


def _kept(page: PageState, visit: Visit, reading: Reading) -> PageState:
    """The page's state once it is in the record."""
    etag, modified = validators(visit.headers)
    return replace(
        page,
        url=visit.url,
        status="kept",
        etag=etag,
        modified=modified,
        text_sha256=reading.text_sha256,
        document_id=reading.document_id,
        looks=0,
        failures=0,
        due=next_look(0, datetime.fromisoformat(visit.at)),
    )
