"""What a part of the benchmarks is: a module with `NEEDS` (its data, relative to the data folder) and `run`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of ours beside its peer.

    `data` is the file it is measured on, relative to the data folder (or what was made up for it). `peer` is what
    others report or what their software gives when run again, in words; `bar` what we set out to reach, None for
    none. `slack` is the share by which a figure may move between two runs of the same code (0 for what is
    deterministic, more for ratios of times); None keeps it out of the gate, as for seconds on this machine.
    """

    part: str
    data: str
    metric: str
    ours: float
    peer: str = ""
    note: str = ""
    bar: float | None = None
    slack: float | None = 0.0
    better: Literal["higher", "lower"] = "higher"

    @property
    def key(self) -> Key:
        return self.part, self.data, self.metric

    @property
    def met(self) -> bool:
        """Whether the bar is reached, true where there is none."""
        if self.bar is None:
            return True
        return self.ours >= self.bar if self.better == "higher" else self.ours <= self.bar


class Part(Protocol):
    """A module of this folder that measures something."""

    NEEDS: Sequence[str]

    def run(self, data: Path) -> list[Row]:
        """The part's rows; `data` is a folder in which all of NEEDS are there."""
        ...
