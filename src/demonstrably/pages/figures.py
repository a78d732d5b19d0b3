"""Figures as pages show them: each with its words, its source, its place in a text."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from demonstrably.model import Assessment, Claim, Event
from demonstrably.pages.library import Library
from demonstrably.reconcile.testimony import half_up
from demonstrably.wording import KIND_LETTERS, chain, days, hedged, named


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim's words stand: for a link into the document. `language` is the document's, und where not known."""

    document_id: str
    title: str
    outlet: str | None
    published: str | None
    claim_id: str
    start: int
    end: int
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Figure:
    """The smallest unit: a figure with its hedge, who says so, and the words.

    `low` and `high` are inclusive bounds, None = open; `point` the one number that stands for it. `letter` is the
    group of the source's kind. `moment` is when the count was taken or published (ISO day, or day and clock), empty
    where unknown. `reason` says why the assessment set it aside, None where it was used. `copies` are further texts
    in which the same voice says the same.
    """

    claim_id: str
    attribute: str
    low: int | None
    high: int | None
    point: int
    words: str
    quote: str
    sentence: str
    letter: str
    kind: str
    source: str
    voice: str
    qualifier: str
    modality: str
    confidence: float
    running: bool
    as_of: str | None
    moment: str
    when: str
    where: str
    reason: str | None
    corrected_by: str | None
    left_out: bool
    place: Place
    copies: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """What one rule set makes of the claims about one attribute."""

    rule_set: str
    low: int | None
    high: int | None
    best: int | None
    verbatim: str | None
    conflict: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Panel:
    """All that is said about one attribute of one event: used and set aside, and what each rule set makes of it."""

    attribute: str
    ruled: Ruled
    used: tuple[Figure, ...]
    aside: tuple[Figure, ...]
    conflicts: tuple[tuple[str, str], ...]
    rules: tuple[Ruled, ...]


def panels(library: Library, event: Event, rule_set: str) -> tuple[Panel, ...]:
    """A panel an attribute, in the order of the record's attributes."""
    found = library.view.figures(event.event_id, rule_set)
    return tuple(_panel(library, event, found[name]) for name in library.attributes if name in found)


def _panel(library: Library, event: Event, assessment: Assessment) -> Panel:
    view = library.view
    used = folded(figure_of(library, view.claim[name]) for name in assessment.claims_used if name in view.claim)
    aside = folded(
        figure_of(library, view.claim[name], why) for name, why in assessment.set_aside if name in view.claim
    )
    used, aside = _with_copies(used, aside)
    others = (view.figures(event.event_id, name).get(assessment.attribute) for name in library.rule_sets)
    return Panel(
        attribute=assessment.attribute,
        ruled=ruled(assessment),
        used=used,
        aside=aside,
        conflicts=assessment.conflict_between,
        rules=tuple(ruled(other) for other in others if other is not None),
    )


def _with_copies(used: Sequence[Figure], aside: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """What was set aside as a copy is folded into the figure of the same voice that says the same."""
    heard = {(figure.voice, figure.words): number for number, figure in enumerate(used)}
    whole, rest = list(used), []
    for figure in aside:
        at = heard.get((figure.voice, figure.words)) if figure.reason == "copy" else None
        if at is None:
            rest.append(figure)
        else:
            copies = (*whole[at].copies, figure.place, *figure.copies)
            whole[at] = dataclasses.replace(whole[at], copies=copies)
    return tuple(whole), tuple(rest)


def ruled(assessment: Assessment) -> Ruled:
    a = assessment
    return Ruled(a.rule_set, a.low, a.high, a.best, a.verbatim, a.conflict, a.reason)


def figure_of(library: Library, claim: Claim, reason: str | None = None) -> Figure:
    """One claim as a figure; `reason` is why it was set aside."""
    testimony = library.testimony(claim)
    return Figure(
        claim_id=claim.claim_id,
        attribute=claim.attribute,
        low=claim.low,
        high=claim.high,
        point=half_up(testimony.point),
        words=hedged(claim),
        quote=claim.quote,
        sentence=" ".join(claim.sentence.split()),
        letter=KIND_LETTERS.get(claim.source_kind, "?"),
        kind=claim.source_kind,
        source=chain(claim),
        voice=testimony.voice_id,
        qualifier=claim.qualifier,
        modality=claim.modality,
        confidence=round(claim.confidence, 3),
        running=claim.running,
        as_of=claim.as_of,
        moment=_moment(testimony.moment),
        when=days(claim.when),
        where=(claim.place.name or claim.place.written) if claim.place else "",
        reason=reason,
        corrected_by=testimony.corrected_by,
        left_out=claim.claim_id in library.view.left_out,
        place=_place(library, claim),
    )


def _moment(moment: tuple[str, str]) -> str:
    day, clock = moment
    return f"{day}T{clock}" if day and clock not in ("", "24:00") else day


def _place(library: Library, claim: Claim) -> Place:
    document = library.view.documents.get(claim.document_id)
    title = named(document) if document else claim.document_id
    outlet, published = (document.outlet, document.published) if document else (None, None)
    language = document.language if document else "und"
    return Place(claim.document_id, title, outlet, published, claim.claim_id, claim.start, claim.end, language)


def folded(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures by kind of source and size, what one voice says more than once folded into its first saying."""
    alike: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (f.moment or "9999", f.place.published or "9999", f.claim_id)):
        alike[figure.voice, figure.words, figure.reason, figure.modality].append(figure)
    return tuple(sorted(map(_fold, alike.values()), key=_by_kind))


def _fold(same: Sequence[Figure]) -> Figure:
    return dataclasses.replace(same[0], copies=tuple(figure.place for figure in same[1:]))


def _by_kind(figure: Figure) -> tuple[int, int, str, str]:
    letters = list(dict.fromkeys(KIND_LETTERS.values()))
    return letters.index(figure.letter), figure.point, figure.moment, figure.claim_id


@dataclass(frozen=True, slots=True)
class Step:
    """One count of one voice at one moment (ISO day, or day and clock)."""

    moment: str
    low: int | None
    high: int | None
    point: int
    words: str
    claim_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class Line:
    """A voice's counts of one attribute through time, oldest first."""

    attribute: str
    voice: str
    source: str
    letter: str
    steps: tuple[Step, ...]


def running_tally(panels: Iterable[Panel]) -> tuple[Line, ...]:
    """Each voice's counts through time, those that its later ones superseded included; without a day left out."""
    lines: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for panel in panels:
        for figure in _counted(panel):
            lines[panel.attribute, figure.voice].append(figure)
    return tuple(_line(attribute, voice, found) for (attribute, voice), found in lines.items())


def _counted(panel: Panel) -> Iterator[Figure]:
    superseded = (figure for figure in panel.aside if figure.reason in ("superseded", "corrected"))
    return (figure for figure in (*panel.used, *superseded) if figure.moment)


def _line(attribute: str, voice: str, figures: Sequence[Figure]) -> Line:
    ordered = sorted(figures, key=lambda f: (f.moment, f.point, f.claim_id))
    steps = (
        Step(f.moment, f.low, f.high, f.point, f.words, f.claim_id, f.place.document_id) for f in ordered
    )  # fmt: skip
    return Line(attribute, voice, ordered[-1].source, ordered[-1].letter, tuple(steps))
