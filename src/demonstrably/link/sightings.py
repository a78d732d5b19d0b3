"""Mentions and claims as sightings: one gathering, at one place or over an area, on one day or over a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from demonstrably.link.terms import CauseTerms, words
from demonstrably.model import Claim, Document, Extraction, Mention, Place, Status, When, first_day, last_day

Level = Literal["city", "area", "nowhere"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention at one of its places, or one claim. `place` is None where the text names none.

    `kind` is None of a claim that no mention goes with. `cause` and `sentence` are the text's own words, `about` the
    cause's terms; `order` is
    its offset in the document. `creates` is false of what is no evidence of a gathering
    (a denied or hypothetical figure): it joins an event but makes none. `gathers` is true of what tells that people
    gathered (a mention, or a figure of participants or places), not of who was held or hurt; `backward` of what is
    told as past already at the time that its text speaks of, without a time of its own.
    """

    item_id: str
    document_id: str
    order: int
    is_claim: bool
    place: Place | None
    when: When
    kind: str | None
    status: Status
    cause: str | None = None
    about: frozenset[str] = frozenset()
    sentence: str = ""
    responses: tuple[str, ...] = ()
    creates: bool = True
    gathers: bool = True
    backward: bool = False

    @property
    def level(self) -> Level:
        return level_of(self.place)

    @property
    def day(self) -> str | None:
        """The day, None where the text gives an interval or nothing."""
        return self.when.date if self.when.date and "/" not in self.when.date else None

    @property
    def country(self) -> str | None:
        return self.place.country if self.place else None


def level_of(place: Place | None) -> Level:
    """city for a town or a venue in it, area for a region or country, nowhere for a name that leads to no place."""
    if place is None:
        return "nowhere"
    if place.precision in ("region", "country"):
        return "area"
    known = place.precision is not None or place.place_id is not None or place.country is not None
    return "city" if known else "nowhere"


def place_key(place: Place) -> str:
    """What makes two places one: a country's code, the GeoNames id, otherwise the folded name with the country."""
    if place.precision == "country" and place.country:
        return f"country:{place.country}"
    if place.place_id is not None:
        return str(place.place_id)
    return f"{place.country or ''}:{' '.join(words(place.name or place.written))}"


class SightingReader:
    """Turns a document's mentions and claims into sightings, within the codebook's window."""

    def __init__(self, linking: Mapping[str, Any], event_types: Mapping[str, Any]) -> None:
        self._window: int = event_types["history"]["window_days"]
        self._recent: int = linking["window"]["recent_history_days"]
        self._terms = CauseTerms(linking)
        self._backward, self._timed = (_any_of(linking["backward"][k]) for k in ("cues", "own_time"))

    def read(self, document: Document, extraction: Extraction) -> list[Sighting]:
        """All sightings of a document in text order."""
        mentions = {m.mention_id: m for m in extraction.mentions}
        told = _told_day(extraction.mentions, document)
        found = [s for m in extraction.mentions if self._tells(m, document) for s in self._of_mention(m, document)]
        claims = (_as_told(c, told, document) for c in extraction.claims)
        found += [s for c in claims if (s := self._of_claim(c, mentions.get(c.mention_id or ""), document))]
        return sorted(
            (s for s in found if self._in_window(s.when, document)),
            key=lambda s: (s.order, s.item_id, place_key(s.place) if s.place else ""),
        )

    def _tells(self, mention: Mention, document: Document) -> bool:
        """Whether a mention speaks of a gathering of the record's own time."""
        if mention.status == "historical":
            return self._is_recent(mention.when, document)
        return mention.status != "hypothetical" or _is_threatened(mention, document)

    def _is_recent(self, when: When, document: Document) -> bool:
        age = _age(when, document)
        return age is not None and age <= self._recent

    def _in_window(self, when: When, document: Document) -> bool:
        age = _age(when, document)
        return age is None or age <= self._window

    def _of_mention(self, mention: Mention, document: Document) -> Iterator[Sighting]:
        cause, about = self._cause(mention)
        for place in _places(mention):
            yield Sighting(
                item_id=mention.mention_id,
                document_id=mention.document_id,
                order=mention.start,
                is_claim=False,
                place=place,
                when=_when(mention, document),
                kind=_kind(mention.kind),
                status="occurred" if mention.status == "historical" else mention.status,
                cause=cause,
                about=about,
                sentence=mention.sentence,
                responses=mention.responses,
                backward=self._looks_back(mention.sentence),
            )

    def _of_claim(self, claim: Claim, mention: Mention | None, document: Document) -> Sighting | None:
        """A claim's sighting; None of one about a gathering that is history."""
        when = claim.when if claim.when.date or mention is None else mention.when
        imagined = mention is not None and mention.status == "hypothetical"
        if mention is not None and mention.status == "historical" and not self._is_recent(when, document):
            return None
        cause, about = self._cause(mention)
        place = _claim_place(claim, mention)
        return Sighting(
            item_id=claim.claim_id,
            document_id=claim.document_id,
            order=claim.start,
            is_claim=True,
            place=place,
            when=when,
            kind=_kind(mention.kind) if mention else None,
            status=_claim_status(claim, mention),
            cause=cause,
            about=about,
            sentence=claim.sentence,
            creates=claim.modality in ("occurred", "planned") and not imagined and not _is_none_in_town(claim, place),
            gathers=mention is not None or claim.attribute in ("participants", "places"),
            backward=self._looks_back(claim.sentence),
        )

    def _looks_back(self, sentence: str) -> bool:
        """Whether a sentence tells what was past already ("had been detained") and names no time of its own."""
        return bool(self._backward.search(sentence)) and not self._timed.search(sentence)

    def _cause(self, mention: Mention | None) -> tuple[str | None, frozenset[str]]:
        """A mention's cause with its terms; a number, a date or the place itself is none."""
        if mention is None or not mention.cause:
            return None, frozenset()
        named = words(" ".join(f"{p.written} {p.name or ''}" for p in mention.places))
        places = {self._terms.stem(w) for w in named}
        if not self._terms.speaks(mention.cause, without=places):
            return None, frozenset()
        return mention.cause, frozenset(self._terms.read(mention.cause, without=places))


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


def _told_day(mentions: Sequence[Mention], document: Document) -> When | None:
    """The one earlier day of which a text tells that people gathered, None where it tells of several, or of a gathering
    on the day it came out."""
    days = {m.when for m in mentions if m.status in ("occurred", "ongoing") and m.when.date}
    day = min(days, key=str) if len(days) == 1 else None
    published = (document.published or "")[:10]
    return day if day is not None and day.precision == "day" and (day.date or "") < published else None


def _as_told(claim: Claim, told: When | None, document: Document) -> Claim:
    """A figure that no mention goes with, dated by nothing but the text's own day, as one of the day that the text
    tells of: a later count, a correction, an answer by the ministry."""
    today = (document.published or "")[:10]
    if told is None or claim.mention_id is not None or claim.when.date != today or claim.modality != "occurred":
        return claim
    return replace(claim, when=told)


def _when(mention: Mention, document: Document) -> When:
    """A mention's date; what a dated post tells as under way is of the post's day."""
    if mention.when.date or mention.status != "ongoing" or mention.post is None or mention.post >= len(document.posts):
        return mention.when
    posted = document.posts[mention.post].posted
    return When(posted[:10], "day") if posted else mention.when


def _kind(kind: str) -> str:
    return kind.casefold().replace("-", "_").replace(" ", "_")


def _places(mention: Mention) -> Sequence[Place | None]:
    """The places of a mention, each once; a country that its towns lie in stays beside them, as it was told."""
    unique = {place_key(p): p for p in reversed(mention.places)}
    return [p for p in mention.places if unique[place_key(p)] is p] or [None]


def _claim_place(claim: Claim, mention: Mention | None) -> Place | None:
    """A claim's own place, otherwise its mention's only one; a number of places is never one of a town's by default.
    What the mention knows as a spot in a town is there ("the Santa Clara bank")."""
    if claim.place is not None:
        spots = (
            (p for p in mention.places if p.precision == "venue" and p.start == claim.place.start) if mention else ()
        )
        return next(iter(spots), claim.place)
    if mention is None or len(mention.places) != 1 or claim.attribute == "places":
        return None
    return mention.places[0]


def _is_none_in_town(claim: Claim, place: Place | None) -> bool:
    """Whether a claim says that nobody was there, held or hurt in a town, which is no sign of a gathering there."""
    return claim.high == 0 and level_of(place) == "city"


def _claim_status(claim: Claim, mention: Mention | None) -> Status:
    if claim.modality == "planned":
        return "planned"
    if mention is not None and mention.status in ("ongoing", "planned", "cancelled", "hypothetical"):
        return mention.status
    return "hypothetical" if claim.modality == "hypothetical" else "occurred"


def _is_threatened(mention: Mention, document: Document) -> bool:
    """Whether what is only supposed lies ahead at a place and time of its own ("if they refuse, there will be 10,000
    outside parliament in Lisbon before the month is out"): an event, though one that may never be."""
    age = _age(mention.when, document)
    return age is not None and age < 0 and bool(mention.places)


def _age(when: When, document: Document) -> int | None:
    """Days from the end of a date to the publication (negative for the future), None where either is unknown."""
    day = last_day(when)
    if day is None or not document.published:
        return None
    return days_between(day, document.published)


@lru_cache(maxsize=4096)
def day_number(day: str) -> int:
    """An ISO day, or the day of an ISO time, as a number that counts days."""
    return date.fromisoformat(day[:10]).toordinal()


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO day to another."""
    return day_number(later) - day_number(earlier)


def span_of(when: When) -> tuple[str, str] | None:
    """First and last day of a date, None where unknown."""
    first, last = first_day(when), last_day(when)
    return (first, last) if first and last else None
