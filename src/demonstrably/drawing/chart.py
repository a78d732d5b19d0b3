"""A chart: a Vega-Lite specification with its data inside, and its twin as a table for those who can't see it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demonstrably.drawing.colours import COLOURS

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""The grammar's name, as every specification states it; nothing is fetched from there."""

FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"

INK, FAINT, GRID = "#6b7480", "#8b949e", "#8b949e33"
"""Text, lines and grid: readable on white and on near-black."""


@dataclass(frozen=True, slots=True)
class Chart:
    """`name` says which chart it is on its page; `title` is a sentence for people and screen readers; `spec` is None
    where there is nothing to draw; `head` and `rows` are the table twin."""

    name: str
    title: str
    spec: Mapping[str, Any] | None
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)


NAMED = 250
"""Pixels for the names left of a chart's lines; the explorer gives them less on a narrow screen."""

NAMES_AXIS = {
    "labelAlign": "left", "labelPadding": NAMED, "labelLimit": NAMED - 10, "minExtent": NAMED, "maxExtent": NAMED,
    "domain": False, "ticks": False, "grid": False,
}  # fmt: skip


def dressed(spec: Mapping[str, Any], *, title: str, named: bool = False) -> dict[str, Any]:
    """A specification in the house's calm look: no frame, few lines, one type family. `named` has a column of names on
    the left, flush with the text above and below."""
    return {
        "$schema": SCHEMA,
        "description": title,
        "background": None,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "width": "container",
        **spec,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK, "titleColor": INK, "domainColor": FAINT, "tickColor": FAINT, "gridColor": GRID,
                "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 300,
                "labelPadding": 6, "labelSeparation": 14,
            },
            "legend": {"labelColor": INK, "titleColor": INK},
            "text": {"color": INK, "fontSize": 12},
            **({"axisY": NAMES_AXIS} if named else {}),
        },
    }  # fmt: skip


def colour_scale() -> dict[str, Any]:
    """The scale of the letters of the kinds of source."""
    return {"domain": list(COLOURS), "range": list(COLOURS.values())}


def value_axis(title: str, low: float, high: float, *, log: bool, form: str = "~s") -> dict[str, Any]:
    """An axis of figures, which says so where it is a log scale; there only round values are marked."""
    axis: dict[str, Any] = {
        "title": f"{title} (log scale)" if log else title,
        "labelExpr": f"format(datum.value, '{form}')",
        "tickCount": 5,
    }
    if log:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(max(high, 1))) + 1)
        steps = (1, 2, 5) if len(powers) < 5 else (1,)
        axis["values"] = [step * 10.0**power for power in powers for step in steps if low <= step * 10.0**power <= high]
    return axis


def local(moment: str) -> str:
    """An ISO day, or day and clock, as Vega reads it wherever the reader is: a day without a clock would be taken as
    midnight in Greenwich, which is the evening before in half of the world."""
    return moment if "T" in moment else f"{moment}T00:00"


def day_format(first: str, last: str) -> str:
    """How an axis from one ISO day to another writes days: with the year where it spans more than one."""
    return "%-d %b" if first[:4] == last[:4] else "%b %Y"
