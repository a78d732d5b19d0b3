"""What changed since the release before: tables compared by their ids, documents withdrawn told by their tombstones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demonstrably.errors import UsageError
from demonstrably.wording import many

Row = Mapping[str, Any]

DATA = "data"
_IDS = (("documents", "document_id"), ("claims", "claim_id"), ("events", "event_id"))
_EVENT = ("level", "type", "status", "date", "place_name", "place_precision", "country", "wave_id", "redirect_to")
_FIGURE = ("low", "high", "best")
_SHOWN = 40
"""Changed figures that the page lists before it points to the file that has them all."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document that was taken out: its `tombstone_id` is all that a release says of it."""

    tombstone_id: str
    document_id: str


def read(folder: Path) -> dict[str, list[Row]]:
    """The tables of a release that are compared. Raises UsageError for a folder that is no release."""
    try:
        return {
            name: _rows(folder / DATA / f"{name}.jsonl") for name in ("documents", "claims", "events", "assessments")
        }
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{folder} is no release that can be compared: {error}.", remedy="Give the folder of the release before."
        ) from error


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def compare(
    before: Mapping[str, Sequence[Row]], after: Mapping[str, Sequence[Row]], tombstones: Sequence[Tombstone]
) -> dict[str, Any]:
    """The differences, everything in a fixed order. A document withdrawn is told by its tombstone and not by its id."""
    found: dict[str, Any] = {}
    for name, key in _IDS:
        old, new = _by(before[name], (key,)), _by(after[name], (key,))
        found[name] = {"added": _ids(new.keys() - old.keys()), "removed": _ids(old.keys() - new.keys())}
    gone = {stone.document_id: stone.tombstone_id for stone in tombstones}
    removed = found["documents"]["removed"]
    found["documents"]["withdrawn"] = sorted(gone[name] for name in removed if name in gone)
    found["documents"]["removed"] = [name for name in removed if name not in gone]
    found["events"]["changed"] = _changed(before["events"], after["events"], ("event_id",), _EVENT)
    keys = ("event_id", "attribute", "rule_set")
    found["figures"] = {"changed": _changed(before["assessments"], after["assessments"], keys, _FIGURE)}
    return found


def _by(rows: Iterable[Row], keys: tuple[str, ...]) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[key] for key in keys): row for row in rows}


def _ids(keys: Iterable[tuple[Any, ...]]) -> list[str]:
    return sorted(key[0] for key in keys)


def _changed(
    before: Sequence[Row], after: Sequence[Row], keys: tuple[str, ...], fields: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Rows that both have and that differ in these fields: what they are known by, and each field before and after."""
    old, new = _by(before, keys), _by(after, keys)
    changed = []
    for key in sorted(old.keys() & new.keys()):
        pairs = {name: (old[key].get(name), new[key].get(name)) for name in fields}
        differing = {name: {"before": was, "after": is_} for name, (was, is_) in pairs.items() if was != is_}
        if differing:
            changed.append({**dict(zip(keys, key, strict=True)), "fields": differing})
    return changed


def page(found: Mapping[str, Any], before: str | None) -> str:
    """The differences for people."""
    if before is None:
        return "# Changes\n\nThis is the first release, or none was named to compare it with.\n"
    lines = [f"# Changes since {before}", "", "All of them stand in `changes.json`.", ""]
    for name, _ in _IDS:
        counts = [f"{len(ids):,} {kind}" for kind, ids in found[name].items()]
        lines.append(f"- {name}: {', '.join(counts)}")
    figures = found["figures"]["changed"]
    lines.append(f"- figures of events in both: {len(figures):,} changed")
    lines += _withdrawn(found["documents"]["withdrawn"]) + _figures(figures)
    return "\n".join(lines) + "\n"


def _withdrawn(tombstones: Sequence[str]) -> list[str]:
    return ["", "## Withdrawn documents", "", *(f"- {name}" for name in tombstones)] if tombstones else []


def _figures(changed: Sequence[Row]) -> list[str]:
    if not changed:
        return []
    head = ["", "## Changed figures", "", "| event | attribute | rule set | low, high, best |", "|---|---|---|---|"]
    rows = [
        f"| {row['event_id']} | {row['attribute']} | {row['rule_set']} | {_moves(row['fields'])} |"
        for row in changed[:_SHOWN]
    ]
    more = len(changed) - _SHOWN
    return [*head, *rows, *(["", f"... and {many(more, 'figure')} more in `changes.json`."] if more > 0 else [])]


def _moves(fields: Mapping[str, Mapping[str, int | None]]) -> str:
    return ", ".join(f"{name} {_number(move['before'])} → {_number(move['after'])}" for name, move in fields.items())


def _number(value: int | None) -> str:
    return "none" if value is None else f"{value:,}"
