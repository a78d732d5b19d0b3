"""What went wrong, by kind, so that the next hour goes where the most is to be won."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from demonstrably.codebook import Codebook
from demonstrably.evaluation.gold import CodedClaim, CodedText, FoundClaim
from demonstrably.evaluation.scoring import Pair, TextScore
from demonstrably.extract.cues import KINDS as CUES
from demonstrably.extract.cues import Cues

Kind = Literal["missed", "spurious", "value", "modality", "source", "place", "date"]
KINDS: tuple[Kind, ...] = ("missed", "spurious", "value", "modality", "source", "place", "date")

AROUND = 70
"""Code points shown before and after a figure, cut at words."""

_OTHER = tuple(kind for kind in CUES if kind in ("conflict", "disaster", "crime", "sport", "election"))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One error. `group` tells errors of a kind apart: the attribute of what was missed, the attribute and the
    context of what is spurious, the way in which a field is wrong. `coded` and `found` are what the two sides say
    (None for a side that says nothing), `around` the passage with the figure in brackets."""

    kind: Kind
    group: str
    text_id: str
    attribute: str
    quote: str
    coded: str | None
    found: str | None
    around: str


def disagreements(scores: Iterable[TextScore], codebook: Codebook) -> list[Disagreement]:
    """All errors of these texts, kind by kind, the commonest group of a kind first, texts in their order within."""
    cues = Cues(codebook)
    found = [error for one in scores for error in _of_text(one, cues)]
    common = Counter((error.kind, error.group) for error in found)
    return sorted(found, key=lambda e: (KINDS.index(e.kind), -common[e.kind, e.group], e.group))


def _of_text(one: TextScore, cues: Cues) -> Iterator[Disagreement]:
    for coded in one.missed:
        yield _error("missed", coded.attribute, one.text, coded, _figure(coded), None)
    for claim in one.spurious:
        group = f"{claim.attribute}, {_context(one, claim, cues)}"
        yield _error("spurious", group, one.text, claim, None, _figure(claim))
    for pair in one.pairs:
        yield from _of_pair(one.text, pair)


def _of_pair(text: CodedText, pair: Pair) -> Iterator[Disagreement]:
    coded, found = pair.coded, pair.found
    told: dict[Kind, tuple[str | None, str | None]] = {
        "value": (_bounds(coded), _bounds(found)),
        "modality": (coded.modality, found.modality),
        "source": (coded.source, found.source),
        "place": (coded.place, " / ".join(found.places) or None),
        "date": (coded.date, found.date),
    }
    for kind, (ours, theirs) in told.items():
        if not pair.checks.get(kind, True):
            yield _error(kind, _way(kind, ours, theirs), text, coded, ours, theirs)


def _way(kind: Kind, coded: str | None, found: str | None) -> str:
    """In which way a field is wrong."""
    if kind == "modality":
        return f"{coded} read as {found}"
    if kind == "value":
        return "another value"
    if found is None:
        return "none found"
    if coded is None:
        return "none is named"
    if kind == "date" and ("/" in coded) != ("/" in found):
        return "another precision"
    return "another"


def _context(one: TextScore, claim: FoundClaim, cues: Cues) -> str:
    """What a spurious claim stands in: near which coded claim, or in a passage about what."""
    over = [c for c in one.text.claims if c.start < claim.end and claim.start < c.end]
    if over:
        same = any(c.attribute == claim.attribute for c in over)
        return "second claim on a coded figure" if same else f"coded as {over[0].attribute}"
    passage = _line(one.text.text, claim.start)
    counts = cues.count(one.text.text[passage[0] : passage[1]])
    subject = max(_OTHER, key=lambda kind: counts[kind])
    if counts[subject] > counts["strong"]:
        return f"passage of {subject}"
    if any(passage[0] <= c.start < passage[1] for c in one.text.claims):
        return "beside a coded claim"
    return "elsewhere in a text with claims" if one.text.claims else "in a text without claims"


def _line(text: str, offset: int) -> tuple[int, int]:
    """The paragraph that an offset stands in."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def _bounds(claim: CodedClaim | FoundClaim) -> str:
    low, high = ("" if bound is None else str(bound) for bound in (claim.low, claim.high))
    return low if low == high else f"{low}..{high}"


def _figure(claim: CodedClaim | FoundClaim) -> str:
    return f"{_bounds(claim)} {claim.modality}"


def _error(
    kind: Kind, group: str, text: CodedText, claim: CodedClaim | FoundClaim, coded: str | None, found: str | None
) -> Disagreement:
    around = _around(text.text, claim.start, claim.end)
    return Disagreement(kind, group, text.text_id, claim.attribute, claim.quote, coded, found, around)


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "... " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " ..."
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def grouped(errors: Sequence[Disagreement]) -> dict[tuple[Kind, str], list[Disagreement]]:
    """The errors by kind and group, in the order given."""
    groups: dict[tuple[Kind, str], list[Disagreement]] = {}
    for error in errors:
        groups.setdefault((error.kind, error.group), []).append(error)
    return groups
