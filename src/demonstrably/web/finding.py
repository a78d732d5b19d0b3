"""What an address means: the event, document or filter that it names."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request

from demonstrably.errors import DemonstrablyError, UsageError
from demonstrably.model import Document, Event
from demonstrably.pages import Filter, Library

FIELDS = 500
"""Values of a query string that are read; the longest that our own pages make is far below."""


class Missing(DemonstrablyError):
    """There is no such page."""


def filter_of(request: Request) -> Filter:
    """The filter in a request's query string. Raises UsageError for a broken one."""
    try:
        query = parse_qs(request.url.query, max_num_fields=FIELDS)
    except ValueError:
        raise UsageError("the address has too many fields.", remedy="Start again from the list of events.") from None
    return Filter.of(query)


def event_of(library: Library, name: str) -> Event:
    """The event or wave of an id, of the id that it had before it was merged, or of the beginning of one.

    Raises Missing where there is none, or several.
    """
    found = library.event(name)
    if found is not None:
        return found
    begun = [event for event in library.events if name and _begins(event.event_id, name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise Missing(f"{len(begun)} events have ids that begin with {name!r}.", remedy="Give more of the id.")
    raise Missing(f"there is no event {name[:80]!r}.", remedy="Look for it in the list of events.")


def _begins(event_id: str, name: str) -> bool:
    return event_id.startswith(name) or event_id.rpartition("-")[2].startswith(name)


def document_of(library: Library, name: str) -> Document:
    """The document of an id, with or without a slash behind it. Raises Missing where there is none."""
    documents = library.view.documents
    found = documents.get(name) or documents.get(name.removesuffix("/"))
    if found is None:
        raise Missing(f"there is no document {name[:80]!r}.", remedy="The coverage page lists what was read.")
    return found


def capture_of(library: Library, sha256: str) -> str:
    """The hash of a capture that some document of the record was taken from. Raises Missing for any other."""
    if all(document.capture_sha256 != sha256 for document in library.view.documents.values()):
        raise Missing("there is no such capture.", remedy="A document's page says which capture it was taken from.")
    return sha256
