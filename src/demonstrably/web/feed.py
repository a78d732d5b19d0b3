"""The feed of new and changed events (Atom, RFC 4287): the same record gives the same feed."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as XML

from demonstrably import __version__
from demonstrably.model import Event, first_day
from demonstrably.pages import Catalogue, Filter, Library, Row
from demonstrably.wording import figure, many

ENTRIES = 100
"""The newest events in a feed."""

NAMESPACE = "http://www.w3.org/2005/Atom"
_OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:demonstrably")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""

NEVER = "1970-01-01T00:00:00Z"
"""Of an event of which no text tells when it was, or when that was published."""


def feed(catalogue: Catalogue, *, title: str, base: str) -> str:
    """The feed as XML. `base` is the server's address without a slash at the end."""
    library, rows = catalogue.library, catalogue.rows(Filter().rules)
    dated = sorted(((updated(library, event), event.event_id) for event in library.events), reverse=True)[:ENTRIES]
    root = XML.Element("feed", {"xmlns": NAMESPACE})
    _add(root, "id", _identity("feed", title))
    _add(root, "title", title)
    _add(root, "updated", dated[0][0] if dated else NEVER)
    _add(root, "generator", "Demonstrably", version=__version__)
    _add(_add(root, "author"), "name", "Demonstrably")
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{base}/feed.atom")
    _add(root, "link", rel="alternate", type="text/html", href=f"{base}/")
    for moment, event_id in dated:
        _entry(root, rows[event_id], moment, base)
    return XML.tostring(root, encoding="unicode", xml_declaration=True)


def _entry(root: XML.Element, row: Row, moment: str, base: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", _identity(row.level, row.event_id))
    _add(entry, "title", row.title)
    _add(entry, "updated", moment)
    _add(entry, "category", term=row.type)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{base}/event/{row.event_id}")
    _add(entry, "link", rel="alternate", type="application/json", href=f"{base}/event/{row.event_id}.json")
    _add(entry, "summary", ". ".join(_said(row)) + ".")


def _said(row: Row) -> Iterator[str]:
    """What is known of an event in a few words: its figures, who speaks, whether they agree."""
    for attribute, best in row.figures.items():
        words = best.words or figure(best.low, best.high)
        if words != "-":
            yield f"{attribute.capitalize()}: {words}{' (sources disagree)' if best.conflict else ''}"
    yield f"{many(row.reports, 'report').capitalize()}, {many(row.voices, 'voice')}"


def updated(library: Library, event: Event) -> str:
    """The newest publication of an event's documents as a time of Atom; the event's first day where none is dated."""
    published = [document.published for document in library.documents_of(event) if document.published]
    return max(map(_moment, published), default=_moment(first_day(event.when) or ""))


def _moment(written: str) -> str:
    """An ISO day or time as one in UTC; one that names no zone is taken for UTC."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return NEVER
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _identity(*parts: str) -> str:
    """An address that never changes and leads nowhere."""
    return uuid.uuid5(_OURS, " ".join(parts)).urn


def _add(parent: XML.Element, name: str, text: str | None = None, **attributes: str) -> XML.Element:
    child = XML.SubElement(parent, name, {key: _FORBIDDEN.sub("\ufffd", value) for key, value in attributes.items()})
    child.text = None if text is None else _FORBIDDEN.sub("\ufffd", text)
    return child
