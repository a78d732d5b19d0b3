"""What leaves a record is noted in its log: which state of it, how, and the hash of each file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demonstrably.cli.common import say, settings
from demonstrably.errors import RecordError

if TYPE_CHECKING:
    from demonstrably.address import Address
    from demonstrably.discretion import Publication
    from demonstrably.store import Record


@dataclass(frozen=True, slots=True)
class Leaving:
    """The state of a record that something is made from: the seal of its generation, None before the first."""

    address: Address
    generation: str | None

    @classmethod
    def of(cls, record: Record) -> Leaving:
        """The state that an open record is in."""
        return cls(record.address, next((seal for _, seal in record.store.seals("generation")), None))


def log_files(kind: str, leaving: Leaving, options: Mapping[str, Any], folder: Path, paths: Iterable[Path]) -> None:
    """Put an export, a report or a release into the record's log, with the options that were given. Where the log can't
    be written, stderr says so: what was made stays."""
    from demonstrably.store import noting
    from demonstrably.store.log.entries import Act, of_files

    given = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items() if value}
    act = Act(kind, {"generation": leaving.generation, **given}, of_files(folder, paths))
    try:
        with noting(leaving.address, settings().actor) as store:
            store.note(act)
    except RecordError as error:
        say(f"Note: this {kind} is not in the record's log: {error.message}", err=True)


def view_options(chosen: Publication) -> dict[str, Any]:
    """How what leaves the record was masked, coarsened, delayed and dated."""
    options = {name: getattr(chosen, name) for name in ("with_names", "coarsen", "delay", "as_of")}
    then = {"as_known_at": chosen.then.known_at, "as_published_by": chosen.then.published_by} if chosen.then else {}
    return {**options, **{name: moment.iso for name, moment in then.items() if moment}}
