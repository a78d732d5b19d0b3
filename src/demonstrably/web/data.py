"""The pages' values as JSON, under the pages' own addresses with `.json` behind them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from demonstrably import __version__
from demonstrably.pages import (
    CoveragePage,
    DocumentPage,
    EventPage,
    Filter,
    Listing,
    Row,
    SourceRow,
    coverage_page,
    document_page,
    event_page,
    sources_page,
)
from demonstrably.web.answers import JSON, answer, as_json, moved
from demonstrably.web.finding import Missing, document_of, event_of, filter_of
from demonstrably.web.links import JSON_OF_EXPLORER, ServerLinks
from demonstrably.web.routes import wave_of
from demonstrably.web.shelf import Shelf, Shown


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The original speakers under a rule set, the most relied on first."""

    rule_set: str
    rule_sets: tuple[str, ...]
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class TallyPage:
    """A wave's city figures added up, a row an attribute, beside its own claims and never in them."""

    row: Row
    cities: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is served: the software's version and rule sets, how much there is, and what every page has to say."""

    title: str
    version: str
    documents: int
    claims: int
    events: int
    waves: int
    rule_sets: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer, and what to do."""

    status: int
    message: str
    remedy: str


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The filter is broken"},
    404: {"model": Problem, "description": "There is no such thing in the record"},
    503: {"model": Problem, "description": "The record can't be read"},
}


def add_data(app: FastAPI, shelf: Shelf, links: ServerLinks, title: str) -> None:
    """Give the application the addresses of the values."""
    data = Data(shelf, links, title)
    filtered = {"parameters": _parameters()}
    routes: list[tuple[str, Callable[..., Response], Any, dict[str, Any]]] = [
        (JSON_OF_EXPLORER, data.events, Listing, filtered),
        ("/event/{event_id}.json", data.event, EventPage, filtered),
        ("/tally/{event_id}.json", data.tally, TallyPage, filtered),
        ("/document/{document_id:path}.json", data.document, DocumentPage, {}),
        ("/sources.json", data.sources, SourcesPage, {"parameters": _parameters("rules")}),
        ("/coverage.json", data.coverage, CoveragePage, {}),
        ("/about.json", data.about, About, {}),
    ]
    for path, handler, model, extra in routes:
        app.add_api_route(
            path, handler, responses={200: {"model": model}, **PROBLEMS}, openapi_extra=extra, summary=handler.__doc__,
            response_class=Response, operation_id=handler.__name__,
        )  # fmt: skip
    app.add_api_route("/help.json", lambda: moved("/about.json"), include_in_schema=False)


class Data:
    """The handlers of the values."""

    def __init__(self, shelf: Shelf, links: ServerLinks, title: str) -> None:
        self.shelf, self.links, self.title = shelf, links, title

    def _values(self, request: Request, make: Callable[[Shown], Any], shown: Shown | None = None) -> Response:
        known = shown or self.shelf.shown()
        return answer(known.token, request, lambda: as_json(make(known)), JSON)

    def events(self, request: Request) -> Response:
        """The list of events with its map and timeline"""
        chosen = filter_of(request)
        return self._values(request, lambda shown: shown.catalogue.listing(chosen))

    def event(self, request: Request, event_id: str) -> Response:
        """An event or a wave with every claim about it"""
        chosen, shown = filter_of(request), self.shelf.shown()
        event = event_of(shown.library, event_id)
        if event.event_id != event_id:
            return moved(self.links.json("event", event.event_id, request.url.query))
        return self._values(request, lambda shown: event_page(shown.catalogue, event, chosen), shown)

    def tally(self, request: Request, event_id: str) -> Response:
        """A wave's city figures added up"""
        chosen, shown = filter_of(request), self.shelf.shown()
        wave = wave_of(shown, event_id)
        if wave.event_id != event_id:
            return moved(self.links.json("tally", wave.event_id, request.url.query))

        def make(shown: Shown) -> TallyPage:
            page = event_page(shown.catalogue, wave, chosen)
            return TallyPage(page.row, page.cities)

        return self._values(request, make, shown)

    def document(self, request: Request, document_id: str) -> Response:
        """A document's text with every claim and mention in place"""
        shown = self.shelf.shown()
        try:
            found = document_of(shown.library, document_id)
        except Missing:
            found = document_of(shown.library, f"{document_id}.json")
            return moved(self.links.document(found.document_id))
        return self._values(request, lambda shown: document_page(shown.library, found), shown)

    def sources(self, request: Request) -> Response:
        """The sources: who is relied on, how often, alone or confirmed, how far from the others"""
        rules = filter_of(request).rules

        def make(shown: Shown) -> SourcesPage:
            return SourcesPage(rules, shown.library.rule_sets, sources_page(shown.library, rules))

        return self._values(request, make)

    def coverage(self, request: Request) -> Response:
        """What was read, passed over and failed"""
        return self._values(request, lambda shown: coverage_page(shown.library))

    def about(self, request: Request) -> Response:
        """What is served"""
        return self._values(request, self._about)

    def _about(self, shown: Shown) -> About:
        library = shown.library
        waves = sum(event.level == "wave" for event in library.events)
        return About(
            title=self.title,
            version=__version__,
            documents=len(library.view.documents),
            claims=len(library.view.claims),
            events=len(library.events) - waves,
            waves=waves,
            rule_sets=library.rule_sets,
            notices=shown.notices,
        )


def _parameters(*only: str) -> list[dict[str, Any]]:
    """The filter's fields as OpenAPI has the parameters of a query string."""
    fields = [field for field in dataclasses.fields(Filter) if not only or field.name in only]
    return [
        {"name": field.name, "in": "query", "required": False, "schema": _schema(field.default)} for field in fields
    ]


def _schema(default: Any) -> dict[str, Any]:
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}}
    kind = "boolean" if isinstance(default, bool) else "integer" if isinstance(default, int) else "string"
    return {"type": kind, "default": default}
