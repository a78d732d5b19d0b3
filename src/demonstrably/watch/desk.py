"""What the parts of a pass share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.fetch import Fetcher
from demonstrably.fetch.addresses import shown
from demonstrably.fetch.clock import stamp
from demonstrably.ingest import Context
from demonstrably.scale.extracting import Maker
from demonstrably.store import Record
from demonstrably.watch.addresses import Addresses
from demonstrably.watch.archive import Archive
from demonstrably.watch.report import Happening, HappeningKind, PassReport, Told
from demonstrably.watch.state import State


@dataclass(frozen=True, slots=True)
class Options:
    """`every`: the time from one pass to the next; `most`: pages of one source that are fetched for the first time in a
    pass; `days`: how old an article may be when it is first seen; `connections`: sites asked at the same time."""

    every: timedelta = timedelta(minutes=15)
    most: int = 100
    days: int = 14
    connections: int = 8


@dataclass
class Desk:
    """The record and what is needed to fill it, and the report that is being written. `told` hears of every happening
    as it happens."""

    record: Record
    codebook: Codebook
    maker: Maker
    state: State
    archive: Archive
    fetcher: Fetcher
    options: Options
    told: Told
    report: PassReport = field(default_factory=PassReport)

    def __post_init__(self) -> None:
        self.context = Context(self.codebook)
        self.addresses = Addresses(self.codebook.table("watch"))

    def now(self) -> datetime:
        return self.fetcher.clock.now()

    def stamp(self, later: timedelta = timedelta()) -> str:
        """This moment, or a later or earlier one, as an ISO time in UTC."""
        return stamp(self.now() + later)

    def tell(self, kind: HappeningKind, address: str, words: str, *, source: bool = False) -> None:
        happening = Happening(kind, address, words, source)
        self.report.happenings.append(happening)
        self.told(happening)

    def fail(self, address: str, error: InputError, *, source: bool = False) -> None:
        """Tell of a failure, with its remedy."""
        message = error.message.removeprefix(f"{error.location}: ")
        self.tell("failed", shown(address), f"{message} {error.remedy}".strip(), source=source)
