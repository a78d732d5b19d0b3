"""Where pages are in a site that is opened from disk, and inside a dossier."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote

from demonstrably.report.names import file_name
from demonstrably.site import Links

PAGES = {"explorer": "index.html", "sources": "sources.html", "coverage": "coverage.html", "about": "about.html"}
"""The pages there are once."""


def event_file(event_id: str) -> str:
    return f"event/{file_name(event_id)}.html"


def document_file(document_id: str) -> str:
    return f"document/{file_name(document_id)}.html"


def tally_file(event_id: str) -> str:
    return f"tally/{file_name(event_id)}.html"


def dossier_file(event_id: str) -> str:
    return f"dossiers/{file_name(event_id)}.html"


@dataclass(frozen=True)
class Present:
    """The ids that have a page; what they don't hold is not linked to."""

    events: Container[str]
    documents: Container[str]
    tallies: Container[str]
    dossiers: Container[str]


class StaticLinks(Links):
    """Relative links of a page that lies `depth` folders below the site's own; there are no queries, no JSON and no
    feed without a server."""

    def __init__(self, present: Present, depth: int) -> None:
        self._present = present
        self._root = "../" * depth

    def event(self, event_id: str, query: str = "") -> str:
        return f"{self._root}{event_file(event_id)}" if event_id in self._present.events else ""

    def document(self, document_id: str, anchor: str = "") -> str:
        if document_id not in self._present.documents:
            return ""
        return f"{self._root}{document_file(document_id)}{_fragment(anchor)}"

    def tally(self, event_id: str, query: str = "") -> str:
        return f"{self._root}{tally_file(event_id)}" if event_id in self._present.tallies else ""

    def dossier(self, event_id: str) -> str:
        """The dossier of an event or a wave; empty where none was made."""
        return f"{self._root}{dossier_file(event_id)}" if event_id in self._present.dossiers else ""

    def capture(self, sha256: str) -> str:
        return ""

    def page(self, name: str, query: str = "") -> str:
        return f"{self._root}{PAGES[name]}"

    def asset(self, name: str) -> str:
        return f"{self._root}{quote(name)}"

    def json(self, name: str, identity: str = "", query: str = "") -> str:
        return ""

    def feed(self) -> str:
        return ""


class DossierLinks(Links):
    """Links of a dossier: its documents are further down in the same file, all else is left out."""

    def event(self, event_id: str, query: str = "") -> str:
        return ""

    def document(self, document_id: str, anchor: str = "") -> str:
        return _fragment(anchor or anchor_of(document_id))

    def tally(self, event_id: str, query: str = "") -> str:
        return ""

    def capture(self, sha256: str) -> str:
        return ""

    def page(self, name: str, query: str = "") -> str:
        return ""

    def asset(self, name: str) -> str:
        return ""

    def json(self, name: str, identity: str = "", query: str = "") -> str:
        return ""

    def feed(self) -> str:
        return ""


def anchor_of(document_id: str) -> str:
    """The anchor of a document in a dossier."""
    return f"text-{file_name(document_id)}"


def _fragment(anchor: str) -> str:
    return f"#{quote(anchor)}" if anchor else ""
