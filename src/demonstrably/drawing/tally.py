"""The running tally: each voice's counts through time, each step a claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from demonstrably.drawing.chart import Chart, colour_scale, day_format, dressed, local, value_axis
from demonstrably.drawing.colours import NAMES, SHAPES
from demonstrably.pages.figures import Line

VOICES = 12
"""Lines drawn; those of the most steps. The table has all."""


def tally_chart(attribute: str, lines: Sequence[Line], *, steps: int = 2) -> Chart:
    """A stepped line a voice; a voice with one count is a point. Nothing is drawn where all was said at one moment, or
    where no voice has as many counts as `steps`."""
    title = f"{attribute}: the count of each source through time"
    own = [line for line in lines if line.attribute == attribute]
    rows = [(s.moment, NAMES[line.letter], line.source, s.words) for line in own for s in line.steps]
    drawn = sorted(own, key=lambda line: -len(line.steps))[:VOICES]
    moving = len({row[0] for row in rows}) > 1 and any(len(line.steps) >= steps for line in drawn)
    spec = _spec(attribute, drawn, title) if moving else None
    return Chart(f"tally-{attribute}", title, spec, ("when", "kind", "source", "figure"), sorted(rows))


def _spec(attribute: str, lines: Sequence[Line], title: str) -> dict[str, Any]:
    values = [
        {"when": local(step.moment), "value": step.point, "voice": line.voice, "letter": line.letter,
         "said": f"{step.words}, {line.source}", "link": f"#{step.claim_id}"}
        for line in lines for step in line.steps
    ]  # fmt: skip
    points = [value["value"] for value in values if isinstance(value["value"], int)]
    log = min(points) > 0 and max(points) / min(points) > 10
    colour = {"field": "letter", "type": "nominal", "scale": colour_scale(), "legend": None}
    return dressed(
        {
            "data": {"values": values},
            "height": 200,
            "encoding": {
                "x": {"field": "when", "type": "temporal", "title": None, "scale": {"nice": False, "padding": 8},
                      "axis": _time_axis([step.moment for line in lines for step in line.steps])},
                "y": {"field": "value", "type": "quantitative", "scale": {"type": "log" if log else "linear"},
                      "axis": value_axis(attribute, min(points), max(points), log=log)},
            },
            "layer": [
                {"mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2, "opacity": 0.7},
                 "encoding": {"color": colour, "detail": {"field": "voice"}}},
                {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                 "encoding": {"color": colour, "href": {"field": "link"},
                              "shape": {"field": "letter", "type": "nominal", "legend": None,
                                        "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())}},
                              "tooltip": [{"field": "said", "title": "claim"},
                                          {"field": "when", "type": "temporal", "title": "when",
                                           "format": "%-d %b %Y %H:%M"}]}},
            ],
        },
        title=title,
    )  # fmt: skip


def _time_axis(moments: Sequence[str]) -> dict[str, Any]:
    """Days; hours too where all was said within three of them."""
    first, last = min(moments), max(moments)
    length = (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    if length < 3:
        return {"grid": False, "format": "%-d %b %H:%M", "tickCount": 5, "labelOverlap": True}
    count: object = "day" if length <= 8 else 6
    return {"grid": False, "format": day_format(first, last), "tickCount": count, "labelOverlap": True}
