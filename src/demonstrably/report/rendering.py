"""The pages of a report as HTML: those of the explorer, its own index, and the dossiers."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup

from demonstrably.drawing import Chart, claims_chart, tally_chart
from demonstrably.pages import EventPage, Filter, Listing, Row
from demonstrably.report.evidence import Evidence
from demonstrably.report.links import DossierLinks, anchor_of
from demonstrably.site import Links, Renderer
from demonstrably.site.files import file_path


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures were made with: the rule set with its rule in words, the version of the software and the digest
    of the codebook at linking, the token of the record's state (empty before the first linking). `veiled` is true where
    words of the texts are replaced."""

    rule_set: str
    rule_title: str
    rule: str
    software: str
    codebook: str
    record: str
    veiled: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The events that stand directly in a wave, by the index; `wave` is None for those that stand in none."""

    wave: Row | None
    rows: tuple[Row, ...]


class ReportRenderer(Renderer):
    """Pages without a server. Without `pictures` the tables stand for them; each picture is drawn once."""

    def __init__(self, links: Links, *, title: str, notice: str | None, pictures: bool) -> None:
        super().__init__(links, title=title, notice=notice, interactive=False)
        self.pictures = pictures
        self._drawings: dict[tuple[str, int], Markup] = {}

    def at(self, links: Links) -> ReportRenderer:
        """The same site seen from another page, with the pictures that are drawn already."""
        other = ReportRenderer(links, title=self.title, notice=self.notice, pictures=self.pictures)
        other._drawings = self._drawings
        return other

    def index(self, listing: Listing, groups: Sequence[Group]) -> str:
        """The first page: map, timeline and waves of the listing, and all events wave by wave."""
        found = self._found(listing, "explorer", lambda query: self.links.page("explorer"))
        return self._page("index.html", groups=groups, **found)

    def proven(self, page: EventPage, evidence: Evidence, basis: Basis) -> str:
        """The dossier of an event: one file that needs no other."""
        return self.at(DossierLinks())._page(
            "dossier.html",
            page=page,
            evidence=evidence,
            basis=basis,
            chosen=Filter(rules=page.rule_set),
            members=page.members.rows if page.members else (),
            charts={panel.attribute: claims_chart(panel) for panel in page.panels},
            tallies={panel.attribute: tally_chart(panel.attribute, page.tally) for panel in page.panels},
            anchor_of=anchor_of,
            css=_css(),
        )

    def forget(self) -> None:
        """Let go of the pictures drawn so far."""
        self._drawings.clear()

    def _templates(self) -> jinja2.Environment:
        return _with_ours(super()._templates())

    def _drawn(self, chart: Chart, width: int = 680) -> Markup:
        if not self.pictures or chart.spec is None:
            return Markup("")
        key = json.dumps(chart.spec, sort_keys=True), width
        if key not in self._drawings:
            self._drawings[key] = super()._drawn(chart, width)
        return self._drawings[key]


@functools.cache
def _with_ours(shared: jinja2.Environment) -> jinja2.Environment:
    """The site's templates with ours before them; ours reach those that they lie over as `site/NAME`."""
    site, own = shared.loader, jinja2.PackageLoader("demonstrably.report")
    assert site is not None
    return shared.overlay(loader=jinja2.ChoiceLoader([own, site, jinja2.PrefixLoader({"site": site})]))


@functools.cache
def _css() -> Markup:
    """The site's styles and the dossier's. Both are ours: no record has a part in them."""
    site = file_path("assets/site.css")
    assert site is not None
    own = Path(__file__).parent / "templates" / "dossier.css"
    return Markup(site.read_text("utf-8") + own.read_text("utf-8"))
