"""What the authorities did about a gathering: kinds of response told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from demonstrably.codebook import Codebook
from demonstrably.language.wordings import Wordings
from demonstrably.model import Status

Span = tuple[int, int]
NONE_REPORTED = "none_reported"


class ResponseRules:
    """Reads the codebook's table "<language>/responses"."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/responses")
        self._patterns = {kind: _pattern(patterns) for kind, patterns in table["responses"].items()}
        self._any = Wordings(_either(p for patterns in table["responses"].values() for p in patterns))
        guards = table["guards"]
        self._takes_back = re.compile(guards["takes_back"], re.IGNORECASE)
        self._reach: int = guards["reach"]
        self._of_planned = frozenset(guards["of_planned"])
        self._people = _pattern(guards["people"])
        self._occasions = _pattern(guards["occasions"])
        self._at = _pattern(guards["at"])

    def may_tell(self, text: str) -> bool:
        """Whether a sentence has any response at all."""
        return self._any.stands_in(text)

    def find(self, text: str, *, without: Sequence[Span] = ()) -> list[tuple[int, str]]:
        """The responses told in a sentence: offset in it and kind, each kind where it is first told.

        `without` are stretches of it that tell something else (a cause: "against the arrest of a blogger").
        """
        found = [(at, kind) for kind in self._patterns if (at := self._first(kind, text, without)) is not None]
        denied = any(kind == NONE_REPORTED for _, kind in found)
        return [(at, kind) for at, kind in found if not (denied and kind == "detention")]

    def of_people(self, text: str) -> bool:
        """Whether a sentence speaks of several or unnamed people, not only of one by name."""
        return self._people.search(text) is not None

    def fitting(self, kinds: Sequence[str], status: Status) -> tuple[str, ...]:
        """Those that can be told of a gathering of this status: nobody is dispersed at a rally still to come."""
        if status in ("occurred", "ongoing", "historical"):
            return tuple(kinds)
        return tuple(kind for kind in kinds if kind in self._of_planned)

    def _first(self, kind: str, text: str, without: Sequence[Span]) -> int | None:
        """Where a kind is first told, None where it is not."""
        for match in self._patterns[kind].finditer(text):
            inside = any(start <= match.start() < end for start, end in without)
            if not inside and not self._taken_back(kind, text, match):
                return match.start()
        return None

    def _taken_back(self, kind: str, text: str, match: re.Match[str]) -> bool:
        """Whether it is denied or only feared, or is somebody's fate that the gathering answers."""
        if kind in (NONE_REPORTED, "legal_warning", "ban"):
            return False
        before = text[max(0, match.start() - self._reach) : match.start()]
        if self._takes_back.search(re.split(r"[,;]", before)[-1]):
            return True
        return kind == "detention" and (self._is_occasion(text, match) or not self._of_gathering(text, match))

    def _of_gathering(self, text: str, match: re.Match[str]) -> bool:
        """Whether a detention is of people, or at the gathering itself; not of one man in another matter."""
        near = text[max(0, match.start() - 70) : match.end() + 60]
        return self.of_people(near) or bool(self._at.search(text, match.end(), match.end() + 80))

    def _is_occasion(self, text: str, match: re.Match[str]) -> bool:
        """ "marched after a blogger was arrested": one person's arrest, before the gathering."""
        openings = [m.start() for m in self._occasions.finditer(text, max(0, match.start() - 80), match.start())]
        return bool(openings) and not self.of_people(text[openings[-1] : match.end() + 40])


def _pattern(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(_either(patterns), re.IGNORECASE)


def _either(patterns: Iterable[str]) -> str:
    return r"(?<![^\W_])(?:" + "|".join(f"(?:{p})" for p in patterns) + ")"
