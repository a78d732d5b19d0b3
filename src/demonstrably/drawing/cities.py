"""The cities of a wave, each with its own figure, for adding up beside the wave's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.drawing.chart import INK, Chart, dressed, value_axis

CITIES = 40
"""Lines drawn, the greatest; the table has all."""

ORDERS = 10
"""Figures that span more than this ratio are drawn on a log scale, and the axis says so."""


def cities_chart(tally: Mapping[str, Any]) -> Chart:
    """A line a city from its lowest to its highest figure with a dot at the best; `tally` is a row of the table
    `tallies`. One city alone is not drawn."""
    title = f"{tally['attribute']}: cities' own figures (line: low to high; dot: best)"
    cities = sorted(tally["cities"], key=lambda city: (-city["best"], city["city"]))
    rows = [(city["city"], *(_plain(city[name]) for name in ("low", "best", "high"))) for city in cities]
    spec = _spec(tally["attribute"], cities[:CITIES]) if len(cities) > 1 else None
    drawn = dressed(spec, title=title, named=True) if spec else None
    return Chart(f"cities-{tally['attribute']}", title, drawn, ("city", "low", "best", "high"), rows)


def _spec(attribute: str, cities: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    values = [_value(city) for city in cities]
    told = [value[name] for value in values for name in ("low", "best", "high") if value[name] > 0]
    log = bool(told) and max(told) / min(told) > ORDERS
    low, high = (min(told) / 1.6, max(told) * 1.3) if log else (0, max(told, default=1) * 1.08)
    if log:  # nought has no place on a log scale: it lies on the edge, and the words beside it say so
        values = [{**value, **{name: max(value[name], low) for name in ("low", "best", "high")}} for value in values]
    scale = {"type": "log" if log else "linear", "domain": [low, high], "nice": False}
    x = {"type": "quantitative", "scale": scale, "axis": value_axis(attribute, low, high, log=log)}
    return {
        "data": {"values": values},
        "height": 22 * len(values),
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": [value["name"] for value in values], "title": None},
            "tooltip": [{"field": "said", "title": "city"}],
        },
        "layer": [
            {"mark": {"type": "rule", "color": INK, "strokeWidth": 4, "strokeCap": "round", "opacity": 0.45},
             "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "color": INK, "size": 70, "opacity": 1},
             "encoding": {"x": {"field": "best", **x}}},
        ],
    }  # fmt: skip


def _value(city: Mapping[str, Any]) -> dict[str, Any]:
    low, best, high = city["low"], city["best"], city["high"]
    return {
        "name": f"{best:,}  {city['city']}",
        "said": f"{city['city']}: best {best:,}, low {_plain(low) or 'open'}, high {_plain(high) or 'open'}",
        "low": best if low is None else low,
        "best": best,
        "high": best if high is None else high,
    }


def _plain(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
