"""The gate: no figure may fall below its floor, and no floor may be lowered without a reason on record.

`floors.toml` pins a floor for each figure, and a digest for each file it was measured on. A figure below its floor,
a figure that is no longer measured, and data that changed under a floor all fail. `--re-pin` raises floors to what
is measured now; where that would lower one it refuses, unless `--lower PART --why REASON` names the part, and then
the reason is written down beside the floor that was given up.
"""

from __future__ import annotations

import hashlib
import json
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.shape import Key, Row

HEAD = """# The floors of the benchmarks, written by `python -m benchmarks --re-pin`; not to be edited by hand.
# [data] holds the SHA-256 of each file that a floor was measured on; [[lowered]] every floor given up, and why.
"""


class Refused(Exception):
    """A re-pin that would lower a floor without a reason."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least (or, where `better` is lower, the greatest) value that passes, `slack` allowed."""

    part: str
    data: str
    metric: str
    floor: float
    better: str = "higher"
    slack: float = 0.0

    @property
    def key(self) -> Key:
        return self.part, self.data, self.metric

    def holds(self, value: float) -> bool:
        if self.better == "lower":
            return value <= self.floor * (1 + self.slack)
        return value >= self.floor * (1 - self.slack)

    def better_of(self, other: Floor) -> Floor:
        """Of two floors for the same figure the harder one."""
        harder = other.floor > self.floor if self.better == "higher" else other.floor < self.floor
        return other if harder else self


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was given up; `after` is None where the figure is no longer measured."""

    part: str
    data: str
    metric: str
    before: float
    after: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The whole file. `data` maps a file to its digest."""

    data: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[Key, Floor] = field(default_factory=dict)
    lowered: Sequence[Lowered] = ()


def load(path: Path) -> Floors:
    """The pinned floors, none where there is no file."""
    if not path.is_file():
        return Floors()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    floors = [Floor(**row) for row in table.get("floor", [])]
    lowered = [Lowered(**{"after": None, **row}) for row in table.get("lowered", [])]
    return Floors(table.get("data", {}), {floor.key: floor for floor in floors}, lowered)


def dump(floors: Floors) -> str:
    """The file's text, sorted, so that a change shows as a change."""
    lines = [HEAD, "[data]", *(f"{json.dumps(name)} = {json.dumps(floors.data[name])}" for name in sorted(floors.data))]
    for key in sorted(floors.floors):
        lines += ["", "[[floor]]", *_fields(floors.floors[key])]
    for row in floors.lowered:
        lines += ["", "[[lowered]]", *_fields(row)]
    return "\n".join(lines) + "\n"


def _fields(row: Floor | Lowered) -> list[str]:
    values: dict[str, Any] = {name: getattr(row, name) for name in row.__slots__}
    plain = {"better": "higher", "slack": 0.0, "after": None}
    shown = {name: value for name, value in values.items() if name not in plain or plain[name] != value}
    return [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in shown.items()]


def digest(path: Path) -> str:
    """SHA-256 of a file, or over the names and digests of all files of a folder."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    inside = [(str(file.relative_to(path)), digest(file)) for file in sorted(path.rglob("*")) if file.is_file()]
    return hashlib.sha256(repr(inside).encode()).hexdigest()


def pin(row: Row) -> Floor:
    """The floor that a figure would set, rounded by less than 0.0001 to its own disadvantage."""
    rounded = math.floor(row.ours * 1e4) if row.better == "higher" else math.ceil(row.ours * 1e4)
    return Floor(row.part, row.data, row.metric, rounded / 1e4, row.better, row.slack or 0.0)


def failures(floors: Floors, rows: Iterable[Row], digests: Mapping[str, str], parts: Iterable[str]) -> list[str]:
    """What does not pass, in words; looked at are the floors of these parts, the ones that were run."""
    problems = [
        f"{name}: the data changed since the floors were pinned; run again with --re-pin"
        for name, now in sorted(digests.items())
        if floors.data.get(name, now) != now
    ]
    measured = {row.key: row for row in rows}
    run = set(parts)
    for key, floor in sorted(floors.floors.items()):
        if floor.part in run:
            problems += _failure(floor, measured.get(key))
    return problems


def _failure(floor: Floor, row: Row | None) -> list[str]:
    name = " | ".join(floor.key)
    if row is None:
        return [f"{name}: pinned at {floor.floor:g}, no longer measured"]
    if floor.holds(row.ours):
        return []
    slack = f" (slack {floor.slack:.0%})" if floor.slack else ""
    return [f"{name}: {row.ours:.4f} fails the floor of {floor.floor:g}{slack}"]


def re_pin(
    floors: Floors, rows: Sequence[Row], digests: Mapping[str, str], parts: Iterable[str],
    lower: str | None = None, why: str | None = None,
) -> Floors:  # fmt: skip
    """The floors raised to what is measured now, floors of parts that were not run kept as they are.

    Raises Refused where a floor would fall and `lower` is not its part, or `why` is missing or blank.
    """
    wanted = {row.key: pin(row) for row in rows if row.slack is not None}
    run = set(parts)
    fallen = [f for f in floors.floors.values() if f.part in run and not _keeps(f, wanted.get(f.key))]
    _refuse(fallen, lower, why)
    given_up = {floor.key for floor in fallen}
    kept = {key: floor for key, floor in floors.floors.items() if key not in given_up}
    raised = {key: kept[key].better_of(new) if key in kept else new for key, new in wanted.items()}
    return Floors(
        {**floors.data, **digests},
        {**kept, **raised},
        [*floors.lowered, *(_lowered(floor, wanted.get(floor.key), why or "") for floor in fallen)],
    )


def _keeps(floor: Floor, new: Floor | None) -> bool:
    return new is not None and floor.holds(new.floor)


def _refuse(fallen: Sequence[Floor], lower: str | None, why: str | None) -> None:
    if lower is not None and not (why or "").strip():
        raise Refused("--lower needs --why REASON.")
    held = [floor for floor in fallen if floor.part != lower]
    if held:
        names = "\n".join(f"  {' | '.join(floor.key)}: {floor.floor:g}" for floor in held)
        raise Refused(f"these floors would fall; mend it, or say --lower PART --why REASON:\n{names}")


def _lowered(floor: Floor, new: Floor | None, why: str) -> Lowered:
    return Lowered(*floor.key, before=floor.floor, after=new.floor if new else None, why=why.strip())
