"""How far each source stands from the others on the same events."""

from __future__ import annotations

from collections.abc import Sequence

from demonstrably.drawing.chart import FAINT, Chart, colour_scale, dressed, value_axis
from demonstrably.drawing.colours import NAMES, SHAPES
from demonstrably.pages.sources import SourceRow

SMALLEST = 0.01
"""The least ratio that is drawn: below it one of the figures is not about the same thing, or is nought."""

SOURCES = 30
"""Sources drawn, those relied on most; the table has all."""


def sources_chart(sources: Sequence[SourceRow]) -> Chart:
    """A point a source: the median of its figure over the middle of the others'. 1 is agreement; a log scale."""
    title = "how far each source's figures are from the others' (median ratio)"
    rows = [(s.name, NAMES[s.letter], str(s.figures), "" if s.ratio is None else f"{s.ratio:g}") for s in sources]
    drawn = [s for s in sources if s.ratio is not None and s.ratio >= SMALLEST][:SOURCES]
    values = [
        {"name": f"{s.letter}  {s.name}", "letter": s.letter, "ratio": s.ratio, "figures": s.figures} for s in drawn
    ]
    ratios = [1.0, *(s.ratio for s in drawn if s.ratio is not None)]
    spec = {
        "data": {"values": values},
        "height": 20 * len(values),
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": [value["name"] for value in values], "title": None}
        },
        "layer": [
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": FAINT, "strokeDash": [2, 3]},
             "encoding": {"x": {"datum": 1}, "y": None}},
            {"mark": {"type": "point", "filled": True, "opacity": 1},
             "encoding": {
                 "x": {"field": "ratio", "type": "quantitative", "scale": {"type": "log"},
                       "axis": value_axis("times the others' figure", min(ratios) / 2, max(ratios) * 2, log=True,
                                          form="~g")},
                 "size": {"field": "figures", "type": "quantitative", "legend": None, "scale": {"range": [40, 260]}},
                 "shape": {"field": "letter", "type": "nominal", "legend": None,
                           "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())}},
                 "color": {"field": "letter", "type": "nominal", "scale": colour_scale(), "legend": None},
                 "tooltip": [{"field": "name"}, {"field": "ratio"}, {"field": "figures"}]}},
        ],
    }  # fmt: skip
    head = ("source", "kind", "figures", "times the others'")
    return Chart("sources", title, dressed(spec, title=title, named=True) if values else None, head, rows)
