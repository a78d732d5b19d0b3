"""The data package: a Frictionless `datapackage.json` over the tables, with their schemas, sizes and hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from demonstrably.export import TABLES, View
from demonstrably.export.columns import Column, Items, Kind, Table
from demonstrably.release.changes import DATA
from demonstrably.release.options import LICENCES, Label, Options

FORMATS: tuple[tuple[str, str], ...] = (
    ("csv", "text/csv"), ("jsonl", "application/jsonl"), ("parquet", "application/vnd.apache.parquet"),
)  # fmt: skip
GEONAMES = {
    "title": "GeoNames (CC BY 4.0): places, by way of Demonstrably's gazetteer",
    "path": "https://www.geonames.org",
}
_KEYS: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "claims": ("claim_id",),
    "events": ("event_id",),
    "assessments": ("event_id", "attribute", "rule_set"),
    "crosswalk": ("event_id", "document_id"),
    "mentions": ("mention_id",),
    "posts": ("document_id", "position"),
    "sources": ("source_id",),
}


def data_package(folder: Path, label: Label, options: Options, view: View) -> dict[str, Any]:
    """The package as it stands in the folder, whose tables are written already."""
    licence, path = LICENCES[options.licence]
    return {
        "profile": "data-package",
        "name": label.slug,
        "title": label.title,
        "version": label.day,
        "created": f"{label.day}T00:00:00Z",
        "licenses": [{"name": options.licence, "title": licence, "path": path}],
        "sources": [*({"title": outlet} for outlet in _outlets(view)), GEONAMES],
        "contributors": [{"title": author, "role": "author"} for author in options.authors],
        "demonstrably": _made_by(options, view),
        "resources": [_resource(folder, table, *kind) for table in TABLES for kind in FORMATS],
    }


def _outlets(view: View) -> list[str]:
    return sorted({document.outlet for document in view.documents.values() if document.outlet})


def _made_by(options: Options, view: View) -> dict[str, Any]:
    """By which rules it was made, and what of the record it does not show."""
    chosen = options.publication
    return {
        "rule_sets": list(options.rule_sets),
        "with_names": chosen.with_names,
        "coarsened_to": chosen.coarsen,
        "delay_days": chosen.delay,
        "as_of": chosen.as_of,
        "notices": list(view.notices),
    }


def _resource(folder: Path, table: Table, suffix: str, media: str) -> dict[str, Any]:
    """One file of a table. A Parquet file is given as a file only: it holds its own schema."""
    path = f"{DATA}/{table.name}.{suffix}"
    written = (folder / path).read_bytes()
    tabular = suffix == "csv"
    return {
        "name": table.name if tabular else f"{table.name}-{suffix}",
        "description": table.doc,
        "path": path,
        "profile": "tabular-data-resource" if tabular else "data-resource",
        "format": suffix,
        "mediatype": media,
        **({"encoding": "utf-8"} if suffix != "parquet" else {}),
        "bytes": len(written),
        "hash": f"sha256:{hashlib.sha256(written).hexdigest()}",
        **({"type": "file"} if suffix == "parquet" else {"schema": _schema(table)}),
    }


def _schema(table: Table) -> dict[str, Any]:
    key = _KEYS.get(table.name)
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(key)} if key else {}),
    }


def _field(column: Column) -> dict[str, Any]:
    values: Sequence[str] = column.values
    constraints = {**({"enum": list(values)} if values else {}), **({} if column.nullable else {"required": True})}
    return {
        "name": column.name,
        "type": _type(column.kind),
        "description": column.doc,
        **({"constraints": constraints} if constraints else {}),
    }


def _type(kind: Kind) -> str:
    if isinstance(kind, Items):
        return "array"
    return "object" if isinstance(kind, tuple) else kind


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def write_sums(folder: Path, name: str) -> None:
    """The SHA-256 of every other file of the folder, as `sha256sum -c` reads it."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  {path}\n" for path in paths if path != name]
    (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")
