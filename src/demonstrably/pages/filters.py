"""What a list is narrowed to; the state of a page is its URL."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from demonstrably.errors import UsageError

LONGEST = 200
"""Characters of one value that are read; a longer one is no filter that a person made."""

MOST = 50
"""Values of one name that are read."""


@dataclass(frozen=True, slots=True)
class Filter:
    """An empty field narrows nothing; several values of one field are alternatives, several fields all hold.

    `q` words in the documents' texts, titles, places or causes. `since`, `until` ISO days, both included. `place` a
    GeoNames id, a name or part of one, `country` an ISO 3166 alpha-2 code, `area` what a map shows
    ("west,south,east,north" in degrees), `wave` the id of a wave. `type` event types, `attribute` what a figure is told
    about, `source` letters of the kinds of source (P, M, O, S, W, H, ?). `conflict` keeps only what sources disagree on
    under `rules`, the rule set of the figures. `page` counts from 1.
    """

    q: str = ""
    since: str = ""
    until: str = ""
    place: str = ""
    country: str = ""
    area: str = ""
    wave: str = ""
    type: tuple[str, ...] = ()
    attribute: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    level: str = ""
    conflict: bool = False
    rules: str = "demonstrably"
    sort: str = "date"
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, Sequence[str]]) -> Filter:
        """From the values of a query string. Unknown names are passed over; raises UsageError for a broken value."""
        given = {field.name: query[field.name] for field in dataclasses.fields(cls) if query.get(field.name)}
        return cls(**{name: _value(name, values) for name, values in given.items()})

    def query(self, **changes: Any) -> str:
        """The query string of this filter with the changes, without what is empty or as it is by default."""
        changed = dataclasses.replace(self, **changes) if changes else self
        pairs: list[tuple[str, str]] = []
        for field in dataclasses.fields(self):
            value = getattr(changed, field.name)
            if value == field.default:
                continue
            values = value if isinstance(value, tuple) else ("1" if value is True else str(value),)
            pairs.extend((field.name, each) for each in values)
        return urlencode(pairs)

    def toggled(self, name: str, value: str) -> str:
        """The query string with one of a field's values put in or taken out, back on the first page."""
        held: tuple[str, ...] = getattr(self, name)
        values = tuple(each for each in held if each != value) if value in held else (*held, value)
        return self.query(**{name: values, "page": 1})

    @property
    def narrows(self) -> bool:
        """Whether anything is left out by it."""
        return self.query(rules="demonstrably", sort="date", page=1) != ""


def _value(name: str, values: Sequence[str]) -> Any:
    cut = [value[:LONGEST].strip() for value in values[:MOST] if value.strip()]
    if name in ("type", "attribute", "source", "outlet", "status"):
        return tuple(dict.fromkeys(cut))
    value = cut[0] if cut else ""
    if name == "page":
        return int(value) if value.isascii() and value.isdigit() and 0 < int(value) < 100_000 else 1
    if name == "conflict":
        return value not in ("", "0", "false", "off")
    if name in ("since", "until") and value:
        return _day(name, value)
    if name == "area" and value:
        return _area(value)
    return value or next(field.default for field in dataclasses.fields(Filter) if field.name == name)


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(f"{name} is {value!r}.", remedy="Give a day like 2021-01-31.") from None


def _area(value: str) -> str:
    try:
        west, south, east, north = (round(float(edge), 3) for edge in value.split(","))
    except (ValueError, OverflowError):
        west = south = east = north = math.nan
    if not (west <= east and south <= north):
        raise UsageError(
            f"area is {value!r}.", remedy="Give west,south,east,north in degrees, like -9.6,36.9,-6.1,42.2."
        )
    return f"{west:g},{south:g},{east:g},{north:g}"
