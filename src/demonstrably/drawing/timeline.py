"""Events a day, with those told of no single day shown fainter on top."""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.drawing.chart import INK, Chart, day_format, dressed, local
from demonstrably.pages.listing import Day

HEIGHT = 96

BRUSH = "brush"
"""The selection by which a reader narrows the list to some days."""


def timeline_chart(days: Sequence[Day], *, brush: bool = False) -> Chart:
    """Bars of a day each; with `brush` a reader can drag over days. One day alone is not drawn."""
    title = "events by their first day"
    rows = [(day.day, str(day.events), str(day.spread)) for day in days]
    values = [
        {"day": local(day.day), "events": count, "told": told}
        for day in days
        for told, count in (("a day", day.events - day.spread), ("a week or longer", day.spread))
        if count
    ]
    first, last = (days[0].day, days[-1].day) if days else ("", "")
    spec = {
        "data": {"values": values},
        "height": HEIGHT,
        "mark": {"type": "bar", "binSpacing": 0, "minBandSize": 2, "width": {"band": 0.9}, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "day", "type": "temporal", "timeUnit": "yearmonthdate", "title": None,
                  "axis": {"grid": False, "tickCount": 6, "labelOverlap": True, "format": day_format(first, last)}},
            "y": {"field": "events", "type": "quantitative", "aggregate": "sum", "title": None,
                  "axis": {"tickCount": 2, "tickMinStep": 1, "domain": False}},
            "color": {"value": INK},
            "opacity": {"field": "told", "type": "ordinal", "legend": None,
                        "scale": {"domain": ["a day", "a week or longer"], "range": [0.95, 0.4]}},
            "tooltip": [{"field": "day", "type": "temporal", "title": "day", "format": "%-d %b %Y"},
                        {"field": "events", "aggregate": "sum", "title": "events"}],
        },
    }  # fmt: skip
    if brush:
        spec["params"] = [{"name": BRUSH, "select": {"type": "interval", "encodings": ["x"]}}]
    head = ("day", "events", "of these told of no single day")
    return Chart("timeline", title, dressed(spec, title=title) if len(days) > 1 else None, head, rows)
