"""What is said about one attribute of one event: claims as ranges on one shared axis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from demonstrably.drawing.chart import FAINT, INK, Chart, colour_scale, dressed, value_axis
from demonstrably.drawing.colours import NAMES, SHAPES
from demonstrably.pages.figures import Figure, Panel, Ruled

ROW = 26
"""Pixels of a claim's line."""

LONGEST = 28
"""Characters of a source's name beside its line; the list below the chart has all."""

ORDERS = 10
"""Claims that span more than this ratio are drawn on a log scale, and the axis says so."""


def claims_chart(panel: Panel) -> Chart:
    """Each figure a bar from low to high, open ends drawn as arrows, a point for an exact one. A lone exact figure is
    not drawn."""
    title = f"{panel.attribute}: what each source says (band: low to high; dotted: best)"
    shown = [figure for figure in panel.used if figure.low is not None or figure.high is not None]
    rows = [
        (NAMES[f.letter], f.source, f.words, _plain(f.low), _plain(f.high), f.moment, f.quote) for f in panel.used
    ]  # fmt: skip
    head = ("kind", "source", "figure", "low", "high", "as of", "words")
    telling = len(shown) > 1 or any(figure.low != figure.high for figure in shown)
    return Chart(f"claims-{panel.attribute}", title, _spec(panel, shown, title) if telling else None, head, rows)


def _spec(panel: Panel, figures: Sequence[Figure], title: str) -> dict[str, Any]:
    low, high = axis_of(figures)
    log = low > 0 and high / low > ORDERS
    edge_low, edge_high = (low / 1.6, high * 1.6) if log else (max(0.0, low - (high - low) * 0.1 - 1), high * 1.12 + 1)
    scale = {"type": "log" if log else "linear", "domain": [edge_low, edge_high], "nice": False}
    axis = value_axis(panel.attribute, edge_low, edge_high, log=log)
    order = [_label(number, figure) for number, figure in enumerate(figures)]
    return dressed(
        {
            "data": {"values": list(_values(figures, edge_low, edge_high))},
            "height": ROW * len(figures),
            "resolve": {"scale": {"shape": "independent"}},
            "encoding": {
                "y": {"field": "row", "type": "nominal", "sort": order, "title": None,
                      "axis": {"labelExpr": "slice(datum.label, 5)"}},
                "color": {"field": "letter", "type": "nominal", "scale": colour_scale(), "legend": None},
                "tooltip": [{"field": "said", "title": "claim"}, {"field": "quote", "title": "words"}],
                "href": {"field": "link"},
            },
            "layer": [*_assessed(panel.ruled, edge_low, edge_high), *_marks(scale, axis)],
        },
        title=title,
        named=True,
    )  # fmt: skip


def _marks(scale: Mapping[str, Any], axis: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A bar a claim, an arrow at an open end, a point in the shape of its kind of source for an exact figure."""
    arrows = {"domain": ["more", "less"], "range": ["triangle-right", "triangle-left"]}
    shapes = {"domain": list(SHAPES), "range": list(SHAPES.values())}
    return [
        {"mark": {"type": "rule", "strokeWidth": 5, "strokeCap": "round", "opacity": 0.75},
         "encoding": {"x": {"field": "from", "type": "quantitative", "scale": scale, "axis": axis},
                      "x2": {"field": "to"}}},
        {"transform": [{"filter": "datum.open != ''"}],
         "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
         "encoding": {"x": {"field": "arrow", "type": "quantitative"},
                      "shape": {"field": "open", "type": "nominal", "legend": None, "scale": arrows}}},
        {"transform": [{"filter": "datum.exact"}],
         "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1},
         "encoding": {"x": {"field": "from", "type": "quantitative"},
                      "shape": {"field": "letter", "type": "nominal", "legend": None, "scale": shapes}}},
    ]  # fmt: skip


def _assessed(ruled: Ruled, edge_low: float, edge_high: float) -> Iterator[dict[str, Any]]:
    """What the rule set makes of it, behind the claims: a band from low to high, a line at the best."""
    plain = {"y": None, "color": None, "tooltip": None, "href": None}
    if ruled.low is not None and ruled.high is not None and ruled.low < ruled.high:
        ends = {"x": {"datum": max(ruled.low, edge_low)}, "x2": {"datum": min(ruled.high, edge_high)}}
        yield {
            "data": {"values": [{}]},
            "mark": {"type": "rect", "color": FAINT, "opacity": 0.12},
            "encoding": {**ends, **plain},
        }
    if ruled.best is not None and edge_low <= ruled.best <= edge_high:
        mark = {"type": "rule", "color": INK, "strokeDash": [2, 3]}
        yield {"data": {"values": [{}]}, "mark": mark, "encoding": {"x": {"datum": ruled.best}, **plain}}


def axis_of(figures: Iterable[Figure]) -> tuple[float, float]:
    """The least and greatest bound that is told."""
    values = [float(value) for figure in figures for value in (figure.low, figure.high) if value is not None]
    return min(values), max(values)


def _values(figures: Sequence[Figure], edge_low: float, edge_high: float) -> Iterator[dict[str, Any]]:
    for number, figure in enumerate(figures):
        first = float(figure.low) if figure.low is not None else edge_low
        last = float(figure.high) if figure.high is not None else edge_high
        first, last = max(first, edge_low), min(last, edge_high)
        yield {
            "row": _label(number, figure),
            "letter": figure.letter,
            "from": first,
            "to": last,
            "exact": first == last,
            "open": "more" if figure.high is None else "less" if figure.low is None else "",
            "arrow": last if figure.high is None else first,
            "said": f"{figure.words}, {figure.source}",
            "quote": figure.sentence,
            "link": f"#{figure.claim_id}",
        }


def _label(number: int, figure: Figure) -> str:
    """What stands left of the line; the number before it keeps two like ones apart."""
    said = figure.source if len(figure.source) <= LONGEST else f"{figure.source[:LONGEST]}…"
    return f"{number:04d} {figure.letter}  {_dashed(figure.words)}  {said}"


def _dashed(words: str) -> str:
    """A range with the dash that print has."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", words)


def _plain(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
