"""GeoJSON: the events as points, for a map. An event without a resolved place has a null geometry, and is not lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from demonstrably.export.columns import Table
from demonstrably.jsonlines import dump

_POINTS = ("venue", "city")
"""Precisions that are a dot on a map; a country drawn as a dot in its middle would lie."""


class GeoJson:
    name, suffix, tables = "geojson", "geojson", ("events",)

    def write(self, table: Table, rows: Iterable[dict[str, Any]], path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write('{"type":"FeatureCollection","features":[\n')
            file.write(",\n".join(dump(_feature(row)) for row in rows))
            file.write("\n]}\n")


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    placed = row["latitude"] is not None and row["longitude"] is not None and row["place_precision"] in _POINTS
    point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    return {"type": "Feature", "id": row["event_id"], "geometry": point if placed else None, "properties": row}


EXPORTER = GeoJson()
