"""Pass after pass, until somebody stops it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from demonstrably.codebook import Codebook
from demonstrably.errors import RecordError
from demonstrably.fetch import Agent, Clock, Fetcher, Guard, KnownRules, Limits, SystemClock
from demonstrably.fetch.clock import stamp
from demonstrably.scale import ExtractorMaker
from demonstrably.scale.extracting import Maker
from demonstrably.store import Record
from demonstrably.store.archives import FOLDER, alone
from demonstrably.store.folder import locked
from demonstrably.watch.archive import Archive
from demonstrably.watch.desk import Desk, Options
from demonstrably.watch.passing import Pass
from demonstrably.watch.report import Happening, PassReport, Told
from demonstrably.watch.state import State

STATE = "watch.sqlite"
LOCK = "watch.lock"

RETRY = 60.0
"""Seconds after which a record that another process writes to is tried again."""


class Watcher:
    """Watches sources for a record, which is opened for each pass and free for others between them.

    The state (`watch.sqlite`) lies in the record's folder, the archive in `warc` (None: beside it).
    """

    def __init__(
        self,
        sources: Sequence[str],
        open_record: Callable[[], AbstractContextManager[Record]],
        codebook: Codebook,
        *,
        options: Options | None = None,
        limits: Limits | None = None,
        agent: Agent | None = None,
        private: bool = False,
        warc: Path | None = None,
        maker: Maker | None = None,
        clock: Clock | None = None,
        told: Told = lambda happening: None,
    ) -> None:
        self._sources = sources
        self._open_record = open_record
        self._codebook = codebook
        self._options = options or Options()
        self._limits = limits or Limits()
        self._agent = agent or Agent()
        self._guard = Guard.for_named(sources, private=private)
        self._warc = warc
        self._maker = maker
        self._clock = clock or SystemClock()
        self._told = told

    def once(self, *, endless: bool = False, again: bool = False) -> PassReport:
        """One pass, with `endless` one that ends when the next is due, with `again` one that asks at once what is left
        alone after failures. Raises RecordError where the disk gives out."""
        with (
            self._open_record() as record,
            self._alone(record.folder) as warc,
            State(record.folder / STATE) as state,
        ):
            if again:
                state.ask_again(stamp(self._clock.now()))
            archive = Archive(warc, self._clock, self._agent.header)
            fetcher = Fetcher(
                limits=self._limits,
                agent=self._agent,
                guard=self._guard,
                clock=self._clock,
                rules=KnownRules(state.verdicts()),
            )
            maker = self._maker or ExtractorMaker(self._codebook.directory)
            desk = Desk(record, self._codebook, maker, state, archive, fetcher, self._options, self._told)
            with contextlib.closing(archive):
                return Pass(self._sources, desk, endless=endless).run()

    @contextlib.contextmanager
    def _alone(self, folder: Path) -> Iterator[Path]:
        """The archive's folder. A record on a server takes many writers, but two cannot watch from one folder, or write
        to one archive."""
        folder.mkdir(parents=True, exist_ok=True)
        warc = self._warc or folder / FOLDER
        with locked(folder / LOCK), alone(warc):
            yield warc

    def forever(self, done: Callable[[PassReport], None], *, again: bool = False) -> PassReport:
        """Pass after pass, each handed to `done`, the first as `again` says; returns the one in which Ctrl-C came.
        Between passes it goes through as KeyboardInterrupt."""
        while True:
            began = self._clock.monotonic()
            report = self._when_free(again=again)
            again = False
            done(report)
            if report.interrupted:
                return report
            self._clock.sleep(max(0.0, began + self._options.every.total_seconds() - self._clock.monotonic()))

    def _when_free(self, *, again: bool) -> PassReport:
        """A pass, once no other process writes to the record."""
        while True:
            try:
                return self.once(endless=True, again=again)
            except RecordError as error:
                if "another process" not in error.message:
                    raise
                self._told(Happening("waits", "record", f"{error.message} Trying again in {RETRY:g} s."))
                self._clock.sleep(RETRY)
