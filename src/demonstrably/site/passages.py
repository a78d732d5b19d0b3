"""A document's text in paragraphs, each with the notes that stand in its margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demonstrably.drawing import NAMES
from demonstrably.pages import DocumentPage, Figure
from demonstrably.pages.document import Mark, Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `claim` and `mention` are the innermost of their kind, None without
    one; `starts` are the ids of the marks that begin here, `places` their offsets in the record's text, `ends` the
    letters of the claims that end here."""

    text: str
    claim: Mark | None
    mention: Mark | None
    classes: str
    starts: tuple[str, ...]
    places: tuple[int, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A claim as it was read, for the margin beside its words."""

    claim: Figure
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with its notes; its pieces joined are the line without its line break."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def paragraphs(page: DocumentPage) -> tuple[Paragraph, ...]:
    """The text line by line, empty lines left out."""
    marks = {mark.mark_id: mark for mark in page.marks}
    claims = {claim.claim_id: claim for claim in page.claims}
    seen: set[str] = set()
    found = []
    for line in _lines(page.segments):
        pieces = tuple(_pieces(line, marks, seen))
        if any(piece.text.strip() for piece in pieces):
            notes = (Note(claims[name], marks[name].event_id) for p in pieces for name in p.starts if name in claims)
            found.append(Paragraph(pieces, tuple(notes)))
    return tuple(found)


def _lines(segments: tuple[Segment, ...]) -> Iterator[list[tuple[str, tuple[str, ...]]]]:
    """The segments cut at line breaks: a list of (text, marks) a line."""
    line: list[tuple[str, tuple[str, ...]]] = []
    for segment in segments:
        first, *rest = segment.text.split("\n")
        line.append((first, segment.marks))
        for text in rest:
            yield line
            line = [(text, segment.marks)]
    yield line


def _pieces(
    line: list[tuple[str, tuple[str, ...]]], marks: Mapping[str, Mark], seen: set[str]
) -> Iterator[Piece]:  # fmt: skip
    """A line's pieces; `seen` holds the marks that began before, and grows."""
    for number, (text, names) in enumerate(line):
        if not text:
            continue
        over = [marks[name] for name in names]
        starts = tuple(name for name in names if name not in seen)
        seen.update(names)
        after = line[number + 1][1] if number + 1 < len(line) else ()
        ends = tuple(mark.letter for mark in over if mark.what == "claim" and mark.mark_id not in after)
        yield Piece(
            text=text,
            claim=_innermost(over, "claim"),
            mention=_innermost(over, "mention"),
            classes=_classes(over),
            starts=starts,
            places=tuple(dict.fromkeys(marks[name].start for name in starts)),
            ends=ends,
        )


def _innermost(marks: list[Mark], what: str) -> Mark | None:
    return next((mark for mark in reversed(marks) if mark.what == what), None)


def _classes(marks: list[Mark]) -> str:
    """What the marks are, and the kind of source of the innermost claim."""
    claim = _innermost(marks, "claim")
    letter = [f"kind-{kind_class(claim.letter)}"] if claim else []
    return " ".join([*dict.fromkeys(mark.what for mark in marks), *letter])


def kind_class(letter: str) -> str:
    """A letter of the kinds of source as a class: "?" can't be in one."""
    assert letter in NAMES
    return "U" if letter == "?" else letter
