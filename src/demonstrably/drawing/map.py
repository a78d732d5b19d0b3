"""The map as a still picture: a dot a town, hollow where no figure is told, dashed where a region or country is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demonstrably.drawing.chart import FAINT, INK, Chart, dressed
from demonstrably.pages.listing import Dot
from demonstrably.wording import many

MARGIN = 0.15
"""Of the dots' extent, around them."""

SMALLEST = 2.0
"""Degrees from edge to edge of the smallest map, so that one town is seen in its country."""

WIDTH, HEIGHT = 680, 420


@dataclass(frozen=True, slots=True)
class Frame:
    """An extent in degrees; it never crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, points: Sequence[tuple[float, float]]) -> Frame:
        """The least extent of points (longitude, latitude)."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def meets(self, other: Frame) -> bool:
        return (
            self.west <= other.east and other.west <= self.east
            and self.south <= other.north and other.south <= self.north
        )  # fmt: skip


def in_view(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """The dots that a map begins with: those of one country where most events are, all where no country has most."""
    events: Counter[str | None] = Counter()
    for dot in dots:
        events[dot.country] += dot.events
    (country, most), *_ = events.most_common(1) or [(None, 0)]
    if country is None or most * 3 <= events.total() * 2:
        return tuple(dots)
    return tuple(dot for dot in dots if dot.country == country)


def frame_of(dots: Sequence[Dot]) -> Frame:
    """What a map of the dots shows: a margin around them, and as wide for its height as the picture is."""
    tight = Frame.around([(dot.longitude, dot.latitude) for dot in dots])
    middle = math.radians((tight.south + tight.north) / 2)
    squeeze = max(math.cos(middle), 0.2)
    tall = max(SMALLEST, (tight.north - tight.south) * (1 + 2 * MARGIN))
    wide = max(SMALLEST, (tight.east - tight.west) * (1 + 2 * MARGIN), tall / squeeze * WIDTH / HEIGHT)
    tall = max(tall, wide * squeeze * HEIGHT / WIDTH)
    x, y = (tight.west + tight.east) / 2, (tight.south + tight.north) / 2
    return Frame(x - wide / 2, max(y - tall / 2, -80), x + wide / 2, min(y + tall / 2, 80))


def map_chart(dots: Sequence[Dot], shapes: Mapping[str, Any]) -> Chart:
    """The dots over `shapes` (a GeoJSON feature collection of countries)."""
    drawn = in_view(dots)
    beyond = sum(dot.events for dot in dots) - sum(dot.events for dot in drawn)
    title = f"where events are told of; the size is the best number of participants{_beyond(beyond)}"
    rows = [
        (d.place, d.precision, str(d.events), "" if d.participants is None else f"{d.participants:,}") for d in dots
    ]
    head = ("place", "precision", "events", "participants, the most")
    return Chart("map", title, _spec(drawn, shapes, title) if drawn else None, head, rows)


def _beyond(events: int) -> str:
    return f"; {many(events, 'event')} elsewhere" if events else ""


def _spec(dots: Sequence[Dot], shapes: Mapping[str, Any], title: str) -> dict[str, Any]:
    frame = frame_of(dots)
    corners = [[x, y] for x in (frame.west, frame.east) for y in (frame.south, frame.north)]
    fit = {"type": "Feature", "properties": {}, "geometry": {"type": "MultiPoint", "coordinates": corners}}
    land = {"type": "geoshape", "fill": "#8b949e1f", "stroke": FAINT, "strokeWidth": 0.6, "clip": True}
    return dressed(
        {
            "width": WIDTH,
            "height": HEIGHT,
            "autosize": "none",
            "padding": 0,
            "view": {"stroke": FAINT, "strokeWidth": 0.5},
            "projection": {"type": "mercator", "fit": fit, "size": [WIDTH, HEIGHT]},
            "layer": [{"data": {"values": shapes, "format": {"property": "features"}}, "mark": land}, _layer(dots)],
        },
        title=title,
    )


def _layer(dots: Sequence[Dot]) -> dict[str, Any]:
    """The dots: their area is the number of participants."""
    values = [
        {"place": d.place, "latitude": d.latitude, "longitude": d.longitude, "size": d.participants or 0,
         "told": d.participants is not None, "wide": d.precision in ("region", "country")}
        for d in dots
    ]  # fmt: skip
    most = max(dot.participants or 0 for dot in dots) or 1
    scale = {"type": "linear", "domain": [0, most], "range": [50, 1400]}
    return {
        "data": {"values": values},
        "mark": {"type": "circle", "stroke": INK, "strokeWidth": 1.2},
        "encoding": {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "size": {"field": "size", "type": "quantitative", "legend": None, "scale": scale},
            "fillOpacity": {"condition": {"test": "datum.told && !datum.wide", "value": 0.3}, "value": 0},
            "strokeDash": {"condition": {"test": "datum.wide", "value": [3, 3]}, "value": [1, 0]},
            "fill": {"value": INK},
            "tooltip": {"field": "place"},
        },
    }
