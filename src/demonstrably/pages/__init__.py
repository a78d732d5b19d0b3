"""What people look at, as values: the server, the static site and the dossiers all draw the same pages from these."""

from demonstrably.pages.coverage import CoveragePage, coverage_page
from demonstrably.pages.document import DocumentPage, document_page
from demonstrably.pages.event import EventPage, Remark, event_page
from demonstrably.pages.figures import Figure, Line, Panel
from demonstrably.pages.filters import Filter
from demonstrably.pages.library import Library
from demonstrably.pages.listing import Catalogue, Dot, Listing, Row
from demonstrably.pages.sources import SourceRow, sources_page

__all__ = [
    "Catalogue",
    "CoveragePage",
    "DocumentPage",
    "Dot",
    "EventPage",
    "Figure",
    "Filter",
    "Library",
    "Line",
    "Listing",
    "Panel",
    "Remark",
    "Row",
    "SourceRow",
    "coverage_page",
    "document_page",
    "event_page",
    "sources_page",
]
