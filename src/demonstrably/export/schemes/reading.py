"""A view as schemes read it: each event with its country, its reports, its figures under a rule set, its words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.export.view import View
from demonstrably.gazetteer.index import Index
from demonstrably.model import Assessment, Claim, Document, Event, Mention, first_day, last_day
from demonstrably.reconcile import Testimony, assess_testimonies
from demonstrably.wording import gathered

POLICE = "police"
"""The group of claims about the other side: police hurt or killed."""

_TAKES_PLACE = frozenset({"occurred", "ongoing"})


class Reading:
    """Look-ups over one view. Schemes read a record through this and see nothing that the view does not show."""

    def __init__(self, view: View, codebook: Codebook | None = None) -> None:
        self.view = view
        self.codebook = codebook or Codebook()
        self._index = Index()

    def table(self, name: str) -> Mapping[str, Any]:
        """The scheme's own table in the codebook."""
        return self.codebook.table(f"schemes/{name}")

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events and waves that stand; those merged into others are left out."""
        return tuple(event for event in self.view.events if event.redirect_to is None)

    def sifted(self, unfit: Callable[[Event], str | None]) -> tuple[list[Event], Mapping[str, int]]:
        """The events at one place that took place and fit a scheme, and how many others there are by reason."""
        kept: list[Event] = []
        left: dict[str, int] = defaultdict(int)
        for event in self.events:
            reason = _unfit(event) or unfit(event)
            if reason is None:
                kept.append(event)
            else:
                left[reason] += 1
        return kept, dict(sorted(left.items()))

    def country(self, code: str | None) -> Mapping[str, Any]:
        """The names and codes of a country (`name`, `iso3`, `numeric`, `region`, perhaps `cow`); empty if unknown."""
        found: Mapping[str, Any] = self.codebook.table("schemes/countries")["countries"].get(code or "", {})
        return found

    def country_name(self, event: Event) -> str | None:
        name: str | None = self.country(event.place.country if event.place else None).get("name")
        return name

    def divisions(self, event: Event) -> tuple[str | None, str | None]:
        """The names of the first- and second-level division that the event's place lies in; None where not known."""
        place = event.place
        found = self._index.by_id(place.place_id) if place and place.place_id is not None else None
        if place is None or place.precision == "country":
            return None, None
        if found is None:
            return place.region, None
        return place.region or self._name(found.region_id), self._name(found.county_id)

    def _name(self, place_id: int | None) -> str | None:
        found = self._index.by_id(place_id) if place_id is not None else None
        return found.name if found else None

    def mentions(self, event: Event) -> list[Mention]:
        """The passages that name the event, in reading order."""
        found = (self.view.mention[name] for name in event.mentions if name in self.view.mention)
        return sorted(found, key=lambda m: (m.document_id, m.start, m.end, m.mention_id))

    def claims(self, event: Event) -> list[Claim]:
        """The claims about exactly this event, by id."""
        return [self.view.claim[name] for name in sorted(event.claims) if name in self.view.claim]

    def documents(self, event: Event) -> list[Document]:
        """The documents that speak of the event, the first published first."""
        found = (self.view.documents[name] for name in event.documents if name in self.view.documents)
        return sorted(found, key=lambda document: (document.published or "9999", document.document_id))

    def figures(self, event: Event, attribute: str, rule_set: str) -> Assessment | None:
        """What the record's own assessment says; None where no claim is about it."""
        return self.view.figures(event.event_id, rule_set).get(attribute)

    def assessed(
        self, event: Event, attribute: str, rule_set: str, which: Callable[[Claim], bool], *, alone: bool = False
    ) -> Assessment | None:
        """The same of some of the event's claims only; `alone` reads them as if later corrections were not known."""
        claims = [claim for claim in self.claims(event) if claim.attribute == attribute and which(claim)]
        if not claims:
            return None
        told = [self._testimony(claim, corrected=not alone) for claim in claims]
        return assess_testimonies(event.event_id, attribute, told, rule_set, self.codebook)

    def _testimony(self, claim: Claim, *, corrected: bool) -> Testimony:
        generation, document = self.view.generation, self.view.documents.get(claim.document_id)
        return Testimony(
            claim=claim,
            voice_id=generation.voices.get(claim.claim_id, claim.claim_id) if generation else claim.claim_id,
            published=document.published if document else None,
            corrected_by=generation.corrections.get(claim.claim_id) if generation and corrected else None,
        )

    def responses(self, event: Event) -> tuple[str, ...]:
        """What the authorities did, as `View.responses`."""
        return self.view.responses(event)

    def quotes(self, assessment: Assessment | None) -> list[str]:
        """The words of the claims that an assessment rests on, each once."""
        used = (self.view.claim[name] for name in assessment.claims_used) if assessment else ()
        return list(dict.fromkeys(claim.quote for claim in used))

    def participants(self, event: Event) -> list[str]:
        """Those who gathered, as `wording.gathered`."""
        return gathered(self.mentions(event))

    def organisations(self, event: Event) -> list[str]:
        """The organisers and opposition groups with a name of their own among the sources of its figures."""
        links = (link for claim in self.claims(event) for link in claim.chain)
        named = (link.canonical or link.name for link in links if link.kind in ("organiser", "opposition"))
        return sorted({name for name in named if name[:1].isupper() and not _HEADLESS.match(name)})

    def causes(self, event: Event) -> list[str]:
        """What for or against: the event's own wording first, then the mentions', each once."""
        told = [event.cause, *(mention.cause for mention in self.mentions(event))]
        return list(dict.fromkeys(cause for cause in told if cause))

    def newest(self, event: Event) -> str | None:
        """The newest publication of a document that speaks of the event; None where none is dated."""
        return max((d.published for d in self.documents(event) if d.published), default=None)


_HEADLESS = re.compile(
    r"(?:The |Its |Their |An? )?(?:organi[sz]ers?|opposition|protesters?|convenors?|leaders?)\Z", re.I
)


def _unfit(event: Event) -> str | None:
    """Why no scheme has a row for it; None where one may."""
    if event.level != "event":
        return "waves and country totals"
    return None if event.status in _TAKES_PLACE else f"{event.status}"


def days(event: Event) -> list[date]:
    """The first and the last day of the event; empty where unknown."""
    first, last = first_day(event.when), last_day(event.when)
    return [date.fromisoformat(first), date.fromisoformat(last)] if first and last else []


def middle_day(event: Event) -> date | None:
    """The day in the middle of its dates, the earlier of two; None where unknown."""
    span = days(event)
    return span[0] + timedelta(days=(span[1] - span[0]).days // 2) if span else None


def seconds(stamp: str | None) -> int | None:
    """An ISO day or time as seconds since 1970, in UTC where it tells no zone."""
    if not stamp:
        return None
    moment = datetime.fromisoformat(stamp)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def report_line(document: Document) -> str:
    """A report as people cite it: its address, otherwise outlet, title and day."""
    told = (document.outlet, document.title, (document.published or "")[:10])
    return document.url or ", ".join(part for part in told if part) or document.document_id


def crowd(claim: Claim) -> bool:
    """Whether it counts the crowd, or does not say whom."""
    return claim.group != POLICE


def police(claim: Claim) -> bool:
    return claim.group == POLICE


def outlets(documents: list[Document]) -> Iterator[str]:
    """The names of those who published, each once."""
    yield from dict.fromkeys(document.outlet or "unnamed outlet" for document in documents)
