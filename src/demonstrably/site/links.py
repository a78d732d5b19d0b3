"""Where pages are: the server, the static site and a dossier each say so in their own way."""

from __future__ import annotations

from typing import Protocol


class Links(Protocol):
    """Addresses, relative or absolute, as they stand in an href; an empty one stands for a page that there isn't.

    `query` is a query string without its question mark, `anchor` a fragment without its number sign.
    """

    def event(self, event_id: str, query: str = "") -> str:
        """The page of an event or a wave."""
        ...

    def document(self, document_id: str, anchor: str = "") -> str:
        """The page of a document; an anchor is the id of a claim or a mention in its text."""
        ...

    def tally(self, event_id: str, query: str = "") -> str:
        """The page of a wave's city figures added up."""
        ...

    def capture(self, sha256: str) -> str:
        """The bytes that a document was taken from, to be taken away as a file."""
        ...

    def page(self, name: str, query: str = "") -> str:
        """A page there is once: explorer, sources, coverage or about."""
        ...

    def asset(self, name: str) -> str:
        """A file of the site, by its name in `files()`: assets/site.css."""
        ...

    def json(self, name: str, identity: str = "", query: str = "") -> str:
        """The values of a page: explorer, event, document, tally (these by id), sources or coverage."""
        ...

    def feed(self) -> str:
        """The Atom feed of new and changed events."""
        ...
