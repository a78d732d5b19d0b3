"""The pages for people, the feed, the files they load, and captures to be taken away."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from demonstrably.model import Event
from demonstrably.pages import Filter, coverage_page, document_page, event_page, sources_page
from demonstrably.site import Renderer
from demonstrably.web.answers import answer, moved, partial
from demonstrably.web.assets import Assets
from demonstrably.web.feed import feed
from demonstrably.web.finding import Missing, capture_of, document_of, event_of, filter_of
from demonstrably.web.links import ServerLinks
from demonstrably.web.shelf import Shelf, Shown

FOR_GOOD = "public, max-age=31536000, immutable"
"""A file whose address holds its digest never changes there."""

DOWNLOAD = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"}
"""A capture is a stranger's file: it is handed over and never shown."""

Make = Callable[[Shown, Renderer], str]


class Routes:
    """Every handler is plain and short, and runs in a thread of its own."""

    def __init__(self, shelf: Shelf, links: ServerLinks, assets: Assets, *, title: str, public: bool) -> None:
        self.shelf, self.links, self.assets = shelf, links, assets
        self.title, self.public = title, public

    def add(self, app: FastAPI) -> None:
        """Give the application its addresses; those of JSON have to be there already, as they are more special."""
        pages: dict[str, Callable[..., Response]] = {
            "/": self.explorer,
            "/event/{event_id:path}": self.event,
            "/tally/{event_id:path}": self.tally,
            "/document/{document_id:path}": self.document,
            "/sources": self.sources,
            "/coverage": self.coverage,
            "/about": self.about,
            "/help": self.help,
            "/feed.atom": self.feed,
            "/static/{digest}/{name:path}": self.static,
        }
        if not self.public:
            pages["/capture/{sha256}"] = self.capture
        for path, handler in pages.items():
            app.add_api_route(path, handler, include_in_schema=False)

    def warm(self) -> None:
        """Read the record and draw a page of each costly sort, so that no reader waits for templates and indexes."""
        shown = self.shelf.shown()
        site = self._renderer(shown)
        site.explorer(shown.catalogue.listing(Filter()))
        for event in shown.library.events[:1]:
            site.event(event_page(shown.catalogue, event, Filter()))
        for document in islice(shown.library.view.documents.values(), 1):
            site.document(document_page(shown.library, document))

    def _renderer(self, shown: Shown) -> Renderer:
        return Renderer(self.links, title=self.title, notice=" ".join(shown.notices) or None)

    def _page(self, request: Request, make: Make, shown: Shown | None = None) -> Response:
        known = shown or self.shelf.shown()
        return answer(known.token, request, lambda: make(known, self._renderer(known)))

    def explorer(self, request: Request) -> Response:
        chosen = filter_of(request)
        return self._page(
            request, lambda shown, site: site.explorer(shown.catalogue.listing(chosen), partial=partial(request))
        )

    def event(self, request: Request, event_id: str) -> Response:
        chosen, shown = filter_of(request), self.shelf.shown()
        event = event_of(shown.library, event_id)
        if event.event_id != event_id:
            return moved(self.links.event(event.event_id, request.url.query))

        def make(shown: Shown, site: Renderer) -> str:
            return site.event(event_page(shown.catalogue, event, chosen), chosen)

        return self._page(request, make, shown)

    def tally(self, request: Request, event_id: str) -> Response:
        chosen, shown = filter_of(request), self.shelf.shown()
        wave = wave_of(shown, event_id)
        if wave.event_id != event_id:
            return moved(self.links.tally(wave.event_id, request.url.query))
        return self._page(request, lambda shown, site: site.tally(event_page(shown.catalogue, wave, chosen)), shown)

    def document(self, request: Request, document_id: str) -> Response:
        shown = self.shelf.shown()
        found, dropped = document_of(shown.library, document_id), bool(request.query_params.get("dropped"))
        return self._page(
            request, lambda shown, site: site.document(document_page(shown.library, found), dropped=dropped), shown
        )

    def sources(self, request: Request) -> Response:
        chosen = filter_of(request)

        def make(shown: Shown, site: Renderer) -> str:
            rows = sources_page(shown.library, chosen.rules)
            return site.sources(rows, rule_set=chosen.rules, rule_sets=shown.library.rule_sets)

        return self._page(request, make)

    def coverage(self, request: Request) -> Response:
        return self._page(request, lambda shown, site: site.coverage(coverage_page(shown.library)))

    def about(self, request: Request) -> Response:
        return self._page(request, lambda shown, site: site.about())

    def help(self) -> Response:
        """The keys are explained on the page that says how to read the others."""
        return moved(self.links.page("about"))

    def feed(self, request: Request) -> Response:
        base = f"{request.url.scheme}://{request.url.netloc}"
        shown = self.shelf.shown()
        return answer(
            shown.token,
            request,
            lambda: feed(shown.catalogue, title=f"Demonstrably: {self.title}", base=base),
            "application/atom+xml; charset=utf-8",
        )

    def static(self, request: Request, digest: str, name: str) -> Response:
        asset = self.assets.get(name)
        if asset is None:
            raise Missing("there is no such file.")
        keep = FOR_GOOD if digest == asset.digest else "no-cache"
        headers = {"ETag": f'"{asset.digest}"', "Cache-Control": keep}
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(asset.payload, headers=headers, media_type=asset.media_type)

    def capture(self, sha256: str) -> Response:
        known = capture_of(self.shelf.shown().library, sha256)
        payload = self.shelf.payload(known)
        if payload is None:
            raise Missing("this capture's bytes are gone.", remedy="`demonstrably verify` says what else is.")
        named = {"Content-Disposition": f'attachment; filename="{known}.capture"'}
        return Response(payload, media_type="application/octet-stream", headers={**DOWNLOAD, **named})


def wave_of(shown: Shown, name: str) -> Event:
    """The wave of an id. Raises Missing for an event, which has no cities to add up."""
    found = event_of(shown.library, name)
    if found.level != "wave":
        raise Missing("only a wave's cities are added up.", remedy="An event's page shows its own figures.")
    return found
