"""Where the time of an extraction goes: seconds of each stage, without those of the stages it calls."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from importlib import import_module
from typing import Any
from unittest.mock import patch

PARSING = "parse (spaCy)"
ANALYSIS = (PARSING, "word vectors", "names", "word forms", "tokens")
"""All that stands in place of the spaCy pipeline."""

STAGES = {
    "gate": ("demonstrably.extract.gate", "Gate", "scope"),
    "sentences": ("demonstrably.language.english", "EnglishAnalyser", "split"),
    "tokens": ("demonstrably.language.english", "EnglishAnalyser", "parse"),
    PARSING: ("demonstrably.language.english", "_Loaded", "_parsed"),
    "word vectors": ("demonstrably.language.vectors", "WordVectors", "predict"),
    "names": ("demonstrably.language.names", "NameFinder", "find"),
    "word forms": ("demonstrably.language.words", "WordForms", "of"),
    "candidates": ("demonstrably.extract.candidates", "Candidates", "find"),
    "quantities": ("demonstrably.extract.quantities", "QuantityGrammar", "find"),
    "dates": ("demonstrably.extract.dates", "DateGrammar", "find"),
    "places": ("demonstrably.gazetteer", "Gazetteer", "locate"),
    "setting": ("demonstrably.extract.setting", "Settings", "of"),
    "attribution": ("demonstrably.extract.attribution", "AttributionRules", "attribute"),
    "chain": ("demonstrably.extract.attribution", "AttributionRules", "chain"),
    "mentions": ("demonstrably.extract.mentions", "MentionRules", "find"),
    "claims": ("demonstrably.extract.claims", "ClaimRules", "find"),
    "framing": ("demonstrably.extract.framing", "FramingRules", "find"),
    "notes": ("demonstrably.extract.notes", "NoteRules", "find"),
}
"""Stage -> module, class, method."""


class Stopwatch:
    """Seconds by stage; a stage's clock stands still while another runs inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = time.perf_counter()

    def timed(self, stage: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def inner(*args: Any, **kwargs: Any) -> Any:
            self._tick()
            self._running.append(stage)
            try:
                return method(*args, **kwargs)
            finally:
                self._tick()
                self._running.pop()

        return inner

    def _tick(self) -> None:
        """Give the time since the last tick to the stage that ran."""
        now = time.perf_counter()
        self.seconds[self._running[-1] if self._running else "the rest"] += now - self._since
        self._since = now


def profile(work: Callable[[], object]) -> dict[str, float]:
    """Stage -> share of the time, the greatest first; shares sum to 1. "the rest" is what no stage holds."""
    watch = Stopwatch()
    with ExitStack() as stack:
        for stage, (module, owner, name) in STAGES.items():
            found = getattr(import_module(module), owner)
            stack.enter_context(patch.object(found, name, watch.timed(stage, getattr(found, name))))
        watch.timed("the rest", work)()
    total = sum(watch.seconds.values())
    return {stage: spent / total for stage, spent in sorted(watch.seconds.items(), key=lambda row: -row[1])}
