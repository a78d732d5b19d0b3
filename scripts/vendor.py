"""Renew what the site has from others: python scripts/vendor.py [--from FOLDER]

Packs each package with `npm pack` into FOLDER (a temporary one without --from; what lies there already is taken as it
is), takes the minified builds that the site uses and the licences, turns world-atlas' shapes into GeoJSON, and writes
`VERSIONS.json` with a SHA-256 a file. Natural Earth's borders are the de-facto ones.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parents[1] / "src/demonstrably/site/vendor"

PACKAGES: dict[str, tuple[str, str, dict[str, str]]] = {
    "htmx.org": ("2.0.11", "htmx", {"dist/htmx.min.js": "htmx.min.js"}),
    "leaflet": ("1.9.4", "leaflet", {"dist/leaflet.js": "leaflet.js", "dist/leaflet.css": "leaflet.css"}),
    "vega": ("6.4.0", "vega", {"build/vega.min.js": "vega.min.js"}),
    "vega-lite": ("6.4.3", "vega-lite", {"build/vega-lite.min.js": "vega-lite.min.js"}),
    "vega-embed": ("7.3.0", "vega-embed", {"build/vega-embed.min.js": "vega-embed.min.js"}),
    "world-atlas": ("2.0.2", "natural-earth", {"countries-50m.json": "countries.json"}),
}
"""Package -> its version, its folder here, and the files that are taken. vega-embed holds the interpreter that a strict
content security policy needs."""

DECIMALS = 2
"""Of a degree: about a kilometre, finer than the shapes themselves."""

Ring = list[list[float]]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--from", dest="folder", type=Path, help="where the packed packages lie or are put")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        renew(given.folder or Path(spare))


def renew(folder: Path) -> None:
    """Write all files and `VERSIONS.json`."""
    versions = []
    for package, (version, name, wanted) in PACKAGES.items():
        with tarfile.open(packed(package, version, folder)) as archive:
            own = dict(taken(archive, wanted))
        for path, content in own.items():
            (VENDOR / name).mkdir(parents=True, exist_ok=True)
            (VENDOR / name / path).write_bytes(content)
        hashes = {path: hashlib.sha256(content).hexdigest() for path, content in own.items()}
        versions.append({"package": package, "version": version, "folder": name, "sha256": hashes})
    (VENDOR / "VERSIONS.json").write_text(json.dumps(versions, indent=1) + "\n")


def packed(package: str, version: str, folder: Path) -> Path:
    """The package's archive in the folder, fetched if it isn't there."""
    found = folder / f"{package}-{version}.tgz"
    if not found.exists():
        command = ["npm", "pack", "--silent", f"{package}@{version}", "--pack-destination", str(folder)]
        subprocess.run(command, check=True)
    return found


def taken(archive: tarfile.TarFile, wanted: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """The wanted files and the licence, without references to source maps, which aren't there."""
    yield "LICENSE.txt", content(archive, "LICENSE")
    for inside, name in wanted.items():
        whole = content(archive, inside)
        if name == "countries.json":
            yield name, geojson(json.loads(whole))
        else:
            lines = [line for line in whole.splitlines() if not line.startswith(b"//# sourceMappingURL=")]
            yield name, b"\n".join(lines) + b"\n"


def content(archive: tarfile.TarFile, name: str) -> bytes:
    found = archive.extractfile(f"package/{name}")
    assert found is not None, name
    return found.read()


def geojson(topology: dict[str, Any]) -> bytes:
    """The countries of a quantized TopoJSON, by name, with their names only."""
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    features: list[dict[str, Any]] = [
        {
            "type": "Feature",
            "properties": {"name": shape["properties"]["name"]},
            "geometry": {"type": "MultiPolygon", "coordinates": polygons(shape, arcs)},
        }
        for shape in topology["objects"]["countries"]["geometries"]
    ]
    features.sort(key=lambda feature: feature["properties"]["name"])
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """An arc's points in degrees: each is stored as its distance from the one before."""
    (width, height), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append([round(x * width + left, DECIMALS), round(y * height + bottom, DECIMALS)])
    return points


def polygons(shape: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """A shape's polygons, cut where they cross the date line; those that rounding leaves no extent are left out."""
    told = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    whole = [[unrolled(ring(numbers, arcs)) for numbers in polygon] for polygon in told]
    found = [[cut(line, turn) for line in polygon] for polygon in whole for turn in (-360, 0, 360)]
    return [[line for line in polygon if len(line) > 3] for polygon in found if len(polygon[0]) > 3]


def unrolled(points: Ring) -> Ring:
    """A ring without its jumps over the date line: it runs on beyond 180 degrees. One around a pole is closed there."""
    found = [points[0]]
    for x, y in points[1:]:
        turns = round((found[-1][0] - x) / 360)
        found.append([round(x + 360 * turns, DECIMALS), y])
    if found[0] != found[-1]:
        found.extend([[found[-1][0], -90.0], [found[0][0], -90.0], found[0]])
    return found


def cut(points: Ring, turn: int) -> Ring:
    """What of a ring, turned by so many degrees, lies between the date line and itself."""
    turned = [[round(x + turn, DECIMALS), y] for x, y in points]
    return half([[-x, y] for x, y in half([[-x, y] for x, y in turned])])


def half(points: Ring) -> Ring:
    """What of a ring lies at most 180 degrees east (Sutherland and Hodgman)."""
    found: Ring = []
    for (x, y), (ahead, above) in zip(points, points[1:] + points[:1], strict=True):
        if x <= 180:
            found.append([x, y])
        if (x < 180 < ahead) or (ahead < 180 < x):
            found.append([180.0, round(y + (above - y) * (180 - x) / (ahead - x), DECIMALS)])
    return found and [*found, found[0]] if found[:1] != found[-1:] else found


def ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    """Arcs joined to a ring; a negative number is an arc walked backwards."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(point for point in arc if not points or point != points[-1])
    return points


if __name__ == "__main__":
    main()
