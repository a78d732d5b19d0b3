"""One claim as the rules see it: its voice, its moment, its point and whether it is about this very event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from math import floor

from demonstrably.model import Claim

TOLERANCE = Fraction(1, 10)
"""How far "about" and "nearly" reach either way when bounds are compared (CODEBOOK section 7)."""

_LOOSE = frozenset({"about", "nearly"})


@dataclass(frozen=True, slots=True)
class Testimony:
    """A claim with what linking knows of it.

    `published` is when the text that holds it appeared (ISO day or time, None where unknown). `own` is false of a
    claim about another event or wave. `corrected_by` names the later claim that corrects it, None where none does.
    `rejected` is true where a reviewer ruled it out.
    """

    claim: Claim
    voice_id: str
    published: str | None = None
    own: bool = True
    corrected_by: str | None = None
    rejected: bool = False

    @property
    def moment(self) -> tuple[str, str]:
        """Day and clock of the count, for ordering: `as_of` where told, otherwise the publication.

        Without a clock a final count stands at the end of its day and a running one at its beginning.
        """
        day, clock = _day_and_clock(self.claim.as_of, self.published)
        return day, clock or ("" if self.claim.running else "24:00")

    @property
    def order(self) -> tuple[tuple[str, str], str]:
        """Oldest first: by the count's moment, then by publication."""
        return self.moment, self.published or ""

    @property
    def point(self) -> Fraction:
        """The one number that stands for the claim: the middle of a range, the bound of an open or vague figure."""
        low, high, qualifier = self.claim.low, self.claim.high, self.claim.qualifier
        if qualifier in ("at_most", "less_than") or low is None:
            return Fraction(high if high is not None else low or 0)
        if qualifier == "range" and high is not None:
            return Fraction(low + high, 2)
        return Fraction(low)

    @property
    def reach(self) -> tuple[Fraction, Fraction | None]:
        """The bounds within which the truth lies if the claim holds, tolerance included; None = unbounded."""
        spread = TOLERANCE if self.claim.qualifier in _LOOSE else Fraction(0)
        low = Fraction(self.claim.low or 0) * (1 - spread)
        return low, None if self.claim.high is None else Fraction(self.claim.high) * (1 + spread)

    @property
    def figure(self) -> tuple[int | None, int | None]:
        """What is said, apart from who says it and when; "about 500" relayed as "500" is the same figure."""
        return self.claim.low, self.claim.high


def compatible(one: Testimony, other: Testimony) -> bool:
    """Whether the bounds of both, tolerance included, leave a number on which both are right."""
    (low_a, high_a), (low_b, high_b) = one.reach, other.reach
    return (high_a is None or low_b <= high_a) and (high_b is None or low_a <= high_b)


def half_up(value: Fraction) -> int:
    """The nearest whole number; halves round up."""
    return floor(value + Fraction(1, 2))


def _day_and_clock(as_of: str | None, published: str | None) -> tuple[str, str]:
    """ISO day and "HH:MM" of a count; a bare clock time is one of the publication's day; both empty if unknown."""
    if as_of and ":" in as_of[:5]:
        return _split(published)[0], as_of[:5].rjust(5, "0")
    if as_of and as_of[:4].isdigit():
        return _split(as_of)
    return _split(published)


def _split(stamp: str | None) -> tuple[str, str]:
    """Day and clock of an ISO stamp, in UTC where it carries a zone."""
    if not stamp or len(stamp) <= 10:
        return stamp or "", ""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp[:10], stamp[11:16]
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.date().isoformat(), f"{moment:%H:%M}"
