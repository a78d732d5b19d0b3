"""What a run has to tell."""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from demonstrably.model import Document, Extraction
from demonstrably.store import Failure

READABLE = frozenset({"en", "und"})
"""Languages that are extracted (und: not told); documents in others are kept, counted and passed over."""


@dataclass
class RunReport:
    """Counts of one run. `documents` are those that the inputs hold, of which `new` were not in the record before;
    `passed_over` counts documents that gave nothing, by reason; `dropped` the blocks left out of the texts, by kind;
    `anew` the known documents extracted again, because the codebook or the software has changed since. `notes` are what
    people may not expect of inputs that were read, each with how many it is true of.

    `claims` (by attribute), `events`, `waves` and `conflicts` are the whole record's, after the run.
    """

    documents: int = 0
    new: int = 0
    anew: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    events: int = 0
    waves: int = 0
    conflicts: list[tuple[str, str]] = field(default_factory=list)
    recomputed: bool = False
    interrupted: bool = False
    _failed: set[Failure] = field(default_factory=set, repr=False)

    def copy(self) -> RunReport:
        """The counts as they are now."""
        held = {name: copy(value) for name, value in vars(self).items()}
        return RunReport(**held)

    def saw(self, document: Document, extraction: Extraction | None) -> None:
        """Count a document of the inputs; `extraction` is None where it failed."""
        self.documents += 1
        self.dropped.update(block.kind for block in document.dropped)
        reason = passed_over(document, extraction)
        if reason:
            self.passed_over[reason] += 1

    def passed(self, reason: str | None, count: int = 1) -> None:
        """Count documents of the inputs that are not looked at further; `reason` None: the record has them."""
        self.documents += count
        if reason:
            self.passed_over[reason] += count

    def failed(self, failure: Failure) -> None:
        """Tell a failure, once."""
        if failure not in self._failed:
            self._failed.add(failure)
            self.failures.append(failure)

    def row(self) -> dict[str, Any]:
        """The report as plain JSON values."""
        return {
            "documents": self.documents,
            "new": self.new,
            "extracted_anew": self.anew,
            "passed_over": dict(sorted(self.passed_over.items())),
            "notes": dict(sorted(self.notes.items())),
            "dropped": dict(sorted(self.dropped.items())),
            "failures": [{"location": f.location, "message": f.message, "remedy": f.remedy} for f in self.failures],
            "claims": dict(sorted(self.claims.items())),
            "events": self.events,
            "waves": self.waves,
            "conflicts": [{"event_id": event_id, "attribute": attribute} for event_id, attribute in self.conflicts],
            "recomputed": self.recomputed,
            "interrupted": self.interrupted,
        }


def passed_over(document: Document, extraction: Extraction | None) -> str | None:
    """Why a document gives nothing, None where it says something; `extraction` is None where it failed."""
    if document.language not in READABLE:
        return f"in a language not read yet ({document.language})"
    if extraction is None:
        return "extraction failed"
    return None if extraction.claims or extraction.mentions else "tells of no gathering"
