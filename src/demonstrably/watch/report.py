"""What a pass has to tell: a line a happening, and counts at its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

HappeningKind = Literal["feed", "new", "changed", "gone", "failed", "waits", "note"]


@dataclass(frozen=True, slots=True)
class Happening:
    """`address` is whose, `words` what, in a line. `source` is true of a feed's, false of a page's."""

    kind: HappeningKind
    address: str
    words: str
    source: bool = False

    def row(self) -> dict[str, Any]:
        return {"kind": self.kind, "address": self.address, "what": self.words}


Told = Callable[[Happening], None]


@dataclass
class PassReport:
    """Counts of one pass.

    `sources` were to be looked at, of which `unchanged` had nothing new to say; `entries` were listed by the others.
    `fetched` pages came, of which `new` were not in the record, `changed` have another text than before and `same`
    have not. `older` entries were too old to be fetched, `put_off` pages were left because their site wants a rest,
    `waiting` are still to be fetched, at later passes.
    """

    sources: int = 0
    unchanged: int = 0
    entries: int = 0
    fetched: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    put_off: int = 0
    waiting: int = 0
    happenings: list[Happening] = field(default_factory=list)
    interrupted: bool = False

    @property
    def failures(self) -> list[Happening]:
        return [one for one in self.happenings if one.kind == "failed"]

    def row(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        counts = ("sources", "unchanged", "entries", "fetched", "new", "changed", "same", "older", "put_off", "waiting")
        return {
            **{name: getattr(self, name) for name in counts},
            "failed": len(self.failures),
            "happenings": [one.row() for one in self.happenings],
            "interrupted": self.interrupted,
        }
