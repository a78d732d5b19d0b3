"""The parts of a text around what was read in it, with the sentences and the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Bounds = tuple[int, int]
"""Code points of a text, the end excluded."""

AROUND = 600
"""Characters shown at most on either side of a sentence; most paragraphs of the press are shorter."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was read: the sentence, the words in it, the claim's id, its number in the dossier and the letter of its
    source's kind (empty, 0 and empty where it was no claim)."""

    sentence: Bounds
    words: Bounds
    claim_id: str
    number: int
    letter: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt with the same marks: `sentence` where it stands in a sentence that was read, `words`
    where in the words themselves; `letter` the kind of their source. `anchors` are the claims whose words begin here,
    `numbers` those of the claims whose words end here."""

    text: str
    sentence: bool
    words: bool
    letter: str
    anchors: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text; its pieces joined are that part to the letter. `cut_before` and `cut_after` say whether the
    text goes on there."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool


def sentence_around(text: str, start: int, end: int, sentence: str) -> Bounds:
    """Where the sentence around a span stands; the span alone where its sentence is not to be found there."""
    first = text.rfind(sentence, 0, start + len(sentence)) if sentence else -1
    if first < 0 or first > start or first + len(sentence) < end:
        return start, end
    return first, first + len(sentence)


def excerpts(text: str, stretches: Sequence[Stretch]) -> tuple[Excerpt, ...]:
    """The paragraphs that hold the sentences, in the order of the text, those that touch joined."""
    windows = _joined(sorted(_window(text, *stretch.sentence) for stretch in stretches))
    return tuple(_excerpt(text, window, stretches) for window in windows)


def _window(text: str, start: int, end: int) -> Bounds:
    """The paragraph around a sentence; of a very long one the part near by, cut between words."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > AROUND:
        first = max(start - AROUND, text.find(" ", start - AROUND, start) + 1)
    if last - end > AROUND:
        cut = text.rfind(" ", end, end + AROUND)
        last = cut if cut >= 0 else end + AROUND
    return first, last


def _joined(windows: Iterable[Bounds]) -> list[Bounds]:
    found: list[Bounds] = []
    for first, last in windows:
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _excerpt(text: str, window: Bounds, stretches: Iterable[Stretch]) -> Excerpt:
    first, last = window
    inside = [s for s in stretches if first <= s.sentence[0] and s.sentence[1] <= last]
    before, after = text[:first].strip(), text[last:].strip()
    return Excerpt(tuple(_pieces(text, window, inside)), bool(before), bool(after))


def _pieces(text: str, window: Bounds, stretches: Sequence[Stretch]) -> Iterator[Piece]:
    cuts = sorted({*window, *(at for stretch in stretches for at in (*stretch.sentence, *stretch.words))})
    for start, end in pairwise(cuts):
        over = [s for s in stretches if s.words[0] <= start and end <= s.words[1] and s.claim_id]
        yield Piece(
            text=text[start:end],
            sentence=any(s.sentence[0] <= start and end <= s.sentence[1] for s in stretches),
            words=bool(over),
            letter=over[-1].letter if over else "",
            anchors=tuple(s.claim_id for s in over if s.words[0] == start),
            numbers=tuple(s.number for s in over if s.words[1] == end),
        )
