"""Values in, HTML out: every page of the explorer and the static site; dossiers are made of the same parts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from demonstrably import __version__
from demonstrably.drawing import (
    NAMES,
    Chart,
    cities_chart,
    claims_chart,
    map_chart,
    months_chart,
    sources_chart,
    tally_chart,
    timeline_chart,
)
from demonstrably.drawing.map import in_view
from demonstrably.drawing.stills import still
from demonstrably.pages import CoveragePage, DocumentPage, EventPage, Filter, Listing, SourceRow
from demonstrably.site.countries import shapes_around
from demonstrably.site.filtering import chips, fields
from demonstrably.site.keys import KEYS
from demonstrably.site.links import Links
from demonstrably.site.passages import paragraphs
from demonstrably.site.words import FILTERS


class Renderer:
    """The pages of one record as HTML.

    `links` says where pages are, `title` what the record is called, `notice` what every page has to say ("names are
    masked"). An interactive site draws its charts in the browser; the other has them as pictures, for which the extra
    `pictures` is needed: UsageError says so where it is missing.
    """

    def __init__(
        self, links: Links, *, title: str = "Demonstrably", notice: str | None = None, interactive: bool = True
    ) -> None:
        self.links = links
        self.title = title
        self.notice = notice
        self.interactive = interactive

    def at(self, links: Links) -> Renderer:
        """The same site seen from another page: relative links differ by folder."""
        return Renderer(links, title=self.title, notice=self.notice, interactive=self.interactive)

    def explorer(self, listing: Listing, *, partial: bool = False) -> str:
        """The list with its map and timeline; `partial` gives only the part that a filter changes."""
        template = "results.html" if partial else "explorer.html"
        return self._page(template, **self._found(listing, "explorer", self._explorer_link), **_form(listing))

    def event(self, page: EventPage, chosen: Filter | None = None, *, partial: bool = False) -> str:
        """The page of an event or of a wave; `chosen` is the filter that its members were narrowed by. It has no part
        that is fetched alone: `partial` changes nothing."""
        members = page.members
        found = self._found(members, "event", functools.partial(self.links.event, page.row.event_id)) if members else {}
        return self._page("event.html", page=page, chosen=chosen or Filter(), **_event_charts(page), **found)

    def tally(self, page: EventPage) -> str:
        """The page of a wave's cities, added up once each beside its own claims."""
        charts = {row["attribute"]: cities_chart(row) for row in page.cities}
        return self._page("tally.html", page=page, charts=charts)

    def document(self, page: DocumentPage, *, dropped: bool = False) -> str:
        """The page of a document; `dropped` also shows, greyed, what its page had and its text leaves out."""
        return self._page("document.html", page=page, paragraphs=paragraphs(page), dropped=dropped)

    def sources(self, rows: Sequence[SourceRow], *, rule_set: str, rule_sets: Sequence[str] = ()) -> str:
        """The page of the sources under a rule set, with a switch to the others."""
        return self._page(
            "sources.html", sources=rows, rule_set=rule_set, rule_sets=rule_sets, chart=sources_chart(rows)
        )

    def coverage(self, page: CoveragePage) -> str:
        """The page of what was read, passed over and failed."""
        return self._page("coverage.html", page=page, chart=months_chart(page.months))

    def about(self) -> str:
        """The page that says how to read the others."""
        return self._page("about.html")

    def error(self, status: int, message: str, remedy: str = "") -> str:
        """The page of what went wrong, and what to do next."""
        return self._page("error.html", status=status, message=message, remedy=remedy)

    def _explorer_link(self, query: str) -> str:
        return self.links.page("explorer", query)

    def _found(self, listing: Listing, kind: str, link: Callable[[str], str]) -> dict[str, Any]:
        """What results.html needs of a listing; `link` gives the same page's address under another query."""
        return {
            "listing": listing,
            "kind": kind,
            "here": link,
            "chips": chips(listing.filter, link),
            "in_view": frozenset(in_view(listing.dots)),
            "map": map_chart(listing.dots, {} if self.interactive else shapes_around(listing.dots)),
            "timeline": timeline_chart(listing.timeline, brush=self.interactive),
        }

    def _page(self, template: str, **values: Any) -> str:
        return self._templates().get_template(template).render(
            links=self.links, site=self, drawn=self._drawn, version=__version__, **_SHARED, **values
        )  # fmt: skip

    def _templates(self) -> jinja2.Environment:
        """Where the templates come from; a renderer of further pages lays its own over them."""
        return _environment()

    def _drawn(self, chart: Chart, width: int = 680) -> Markup:
        """A chart as an inline picture; empty where the browser draws it, or where there is nothing to draw."""
        return Markup("") if self.interactive or chart.spec is None else Markup(still(chart, width))


_SHARED: Mapping[str, Any] = {"NAMES": NAMES, "KEYS": KEYS}


def _form(listing: Listing) -> dict[str, Any]:
    return {"fields": fields(listing)}


def _event_charts(page: EventPage) -> dict[str, Any]:
    """By attribute: the claims on one axis, and each voice's count through time."""
    steps = 1 if page.row.level == "wave" else 2
    attributes: Iterable[str] = (panel.attribute for panel in page.panels)
    return {
        "claims": {panel.attribute: claims_chart(panel) for panel in page.panels},
        "tallies": {name: tally_chart(name, page.tally, steps=steps) for name in attributes},
    }


@functools.cache
def _environment() -> jinja2.Environment:
    """The templates. Whatever stands in a record is escaped; a name that isn't there is an error, no empty string."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("demonstrably.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment
