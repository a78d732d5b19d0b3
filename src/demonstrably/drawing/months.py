"""Documents by the month in which they were published."""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.drawing.chart import INK, Chart, dressed, local


def months_chart(months: Sequence[tuple[str, int]]) -> Chart:
    """A bar a month (YYYY-MM); documents without a day are in the table only."""
    title = "documents by month of publication"
    values = [{"month": local(f"{month}-01"), "documents": count} for month, count in months if month]
    rows = [(month or "no date", f"{count:,}") for month, count in months]
    spec = {
        "data": {"values": values},
        "height": 90,
        "mark": {"type": "bar", "color": INK, "width": {"band": 0.8}},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None,
                  "axis": {"grid": False, "format": "%b %Y", "labelOverlap": True, "tickCount": 6}},
            "y": {"field": "documents", "type": "quantitative", "title": None,
                  "axis": {"tickCount": 3, "tickMinStep": 1, "domain": False}},
            "tooltip": [{"field": "month", "type": "temporal", "title": "month", "format": "%b %Y"},
                        {"field": "documents", "title": "documents"}],
        },
    }  # fmt: skip
    drawn = dressed(spec, title=title) if len(values) > 1 else None
    return Chart("months", title, drawn, ("month", "documents"), rows)
