"""Charts as still pictures: SVG for pages without scripts, for paper and for dossiers."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any

from demonstrably.drawing.chart import Chart
from demonstrably.errors import UsageError

VERSION = "6.4"
"""Of Vega-Lite, the same that the explorer has."""

REMEDY = "Install them with: pip install 'demonstrably[pictures]'"

MEASURED = "sans-serif"
"""The family that words are measured in."""

LABEL = 42
"""Characters of a label left of a chart."""


def still(chart: Chart, width: int = 680) -> str:
    """The chart as an SVG element, `width` pixels wide; it names no font file and loads nothing.

    Raises UsageError where the extra `pictures` isn't installed; ValueError for a chart without anything to draw.
    """
    if chart.spec is None:
        raise ValueError(f"{chart.name} has nothing to draw")
    spec = _quick(chart.spec)
    if spec.get("width") == "container":
        spec["width"] = width
    svg = _converter()(spec).replace(f' font-family="{MEASURED}"', "")
    return _accessible(_named(svg, chart.name), chart)


def _quick(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The specification so that drawing it takes a third of the time: most of it goes into measuring words, once more
    for each family of the font and for each limit. The page's own font stands in the picture then."""
    config = {**spec.get("config", {}), "aria": False}
    fitting = _shortened(spec)
    if fitting is not None:
        spec = fitting
        config["axis"] = {**config.get("axis", {}), "labelLimit": 0, "titleLimit": 0}
    return {**spec, "config": {**config, "font": MEASURED}}


def _shortened(spec: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The specification with the words left of the chart cut, None where two would be the same then."""
    y = spec.get("encoding", {}).get("y", {})
    field, values = y.get("field"), spec.get("data", {}).get("values")
    if field is None or not isinstance(values, list):
        return spec
    words = {str(value[field]): shortened(str(value[field]), LABEL) for value in values}
    if len(set(words.values())) < len(words):
        return None
    if isinstance(y.get("sort"), list):
        y = {**y, "sort": [words.get(each, each) for each in y["sort"]]}
    data = [{**value, field: words[str(value[field])]} for value in values]
    return {**spec, "data": {**spec["data"], "values": data}, "encoding": {**spec["encoding"], "y": y}}


def shortened(words: str, longest: int) -> str:
    """The words, cut with an ellipsis where they have more characters than that."""
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def _named(svg: str, name: str) -> str:
    """The picture with ids of its own: Vega counts them through from picture to picture."""
    ids = dict.fromkeys(re.findall(r' id="([^"]+)"', svg))
    numbers = {old: f"{name}-{number}" for number, old in enumerate(ids)}
    return re.sub(r'(?<= id=")[^"]+|(?<=url\(#)[^)]+', lambda found: numbers.get(found[0], found[0]), svg)


def _accessible(svg: str, chart: Chart) -> str:
    """The picture as one thing for a screen reader; what it says is in its caption and in the table beside it."""
    head, rest = svg[: svg.index(">")], svg[svg.index(">") :]
    head = re.sub(r' (?:xmlns:xlink|version|width|height|class)="[^"]*"', "", head)
    return f'{head} class="still" role="img" aria-labelledby="caption-{chart.name}"' + rest


@functools.cache
def _converter() -> Callable[[Mapping[str, Any]], str]:
    try:
        import vl_convert
    except ImportError:
        raise UsageError("Charts as pictures need an extra that isn't installed.", remedy=REMEDY) from None
    return functools.partial(vl_convert.vegalite_to_svg, vl_version=VERSION)
