"""The shapes of countries (Natural Earth), those that a map's frame shows."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from demonstrably.drawing.map import Frame, frame_of, in_view
from demonstrably.pages.listing import Dot

SHAPES = Path(__file__).parent / "vendor" / "natural-earth" / "countries.json"
"""De-facto borders, as Natural Earth draws them; the project takes no position."""

Ring = Sequence[Sequence[float]]


def shapes_around(dots: Sequence[Dot]) -> Mapping[str, Any]:
    """The GeoJSON of what a map of the dots shows: each polygon that reaches into its frame."""
    if not dots:
        return {"type": "FeatureCollection", "features": []}
    frame = frame_of(in_view(dots))
    features = (_within(feature, frame) for feature in _countries())
    return {"type": "FeatureCollection", "features": [feature for feature in features if feature]}


def _within(country: tuple[str, Sequence[tuple[Frame, Sequence[Ring]]]], frame: Frame) -> dict[str, Any] | None:
    name, polygons = country
    kept = [rings for extent, rings in polygons if extent.meets(frame)]
    if not kept:
        return None
    geometry = {"type": "MultiPolygon", "coordinates": kept}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


@functools.cache
def _countries() -> tuple[tuple[str, tuple[tuple[Frame, Sequence[Ring]], ...]], ...]:
    features = json.loads(SHAPES.read_text("utf-8"))["features"]
    return tuple((feature["properties"]["name"], tuple(_polygons(feature["geometry"]))) for feature in features)


def _polygons(geometry: Mapping[str, Any]) -> Iterator[tuple[Frame, Sequence[Ring]]]:
    coordinates = geometry["coordinates"]
    for rings in coordinates if geometry["type"] == "MultiPolygon" else [coordinates]:
        yield Frame.around([(x, y) for x, y in rings[0]]), rings
