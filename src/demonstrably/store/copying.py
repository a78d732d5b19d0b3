"""Copy a record to another place: every row with its number and seal, every capture's bytes, nothing made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from demonstrably.errors import RecordError, ServerError, UsageError
from demonstrably.store.engine import Engine, Values
from demonstrably.store.folder import disk_error
from demonstrably.store.record import PENDING, Record
from demonstrably.store.tables import APPEND_ONLY, KEYS, columns

BATCH = 1000
"""Rows that are under way at a time."""

Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was done. `rows` counts those that the target did not have, `captures` likewise; `damaged` are captures
    whose bytes are gone or changed in the source, and were left there."""

    rows: int
    captures: int
    damaged: int


def copy(source: Record, target: Record, told: Told = lambda what, done: None) -> Copied:
    """Make the target, which has to be open for writing, the same as the source is at this moment.

    The rows come in one transaction: they are all there or none is, and what others write meanwhile waits. Captures
    come before, so that a copy that was stopped goes on where it was. Raises UsageError unless the target is empty or
    holds the beginning of the source, as an earlier copy does; RecordError where a disk or a server gives out.
    """
    if (source.folder / PENDING).exists():
        raise UsageError(f"a purge of {source.where} was stopped before its end.", remedy="Complete it, then copy.")
    try:
        with source.store.snapshot():
            _check_beginning(source, target)
            captures, damaged = _copy_captures(source, target, told)
            rows = _copy_rows(source, target, told)
        target.remove_strays()
    except OSError as error:
        raise disk_error(target.where, error) from error
    return Copied(rows, captures, damaged)


def _copy_rows(source: Record, target: Record, told: Told) -> int:
    """All tables in one transaction; how many rows the target did not have."""
    theirs, ours = source.store.engine, target.store.engine
    with ours.told("written"):
        try:
            ours.begin()
            _check_beginning(source, target)
            rows = sum(_append(table, theirs, ours, told) for table in APPEND_ONLY)
            for table in reversed(tuple(KEYS)):
                if table not in APPEND_ONLY:
                    rows += _replace(table, theirs, ours)
            ours.commit()
        except BaseException:
            ours.rollback()
            raise
    return rows


def _check_beginning(source: Record, target: Record) -> None:
    """Raise UsageError where the target has a row that the source has not at that place."""
    for table in APPEND_ONLY:
        known = source.store.seals(table)
        for row in target.store.seals(table):
            if next(known, None) != row:
                raise _other(source, target, table)


def _other(source: Record, target: Record, table: str) -> UsageError:
    """Why the target can't become a copy."""
    purged = {name for name, found in source.store.withdrawals().items() if found.purged}
    if any(target.store.text(name) is not None for name in purged):
        return UsageError(
            f"{target.where} holds what was purged from {source.where}.",
            remedy="Copy to another place, and delete this earlier copy, which holds it still.",
        )
    return UsageError(
        f"{target.where} holds other {table} than {source.where}.",
        remedy="Name a place where there is no record yet, or an earlier copy of this one.",
    )


def _copy_captures(source: Record, target: Record, told: Told) -> tuple[int, int]:
    """Put the bytes that the target has not, or has changed; how many there were, and how many could not be read."""
    erased, done, damaged = source.store.erased(), 0, 0
    for capture in source.store.captures():
        if capture.sha256 in erased or not target.captures.problem(capture.sha256, capture.size):
            continue
        payload = _sound(source, capture.sha256)
        if payload is None:
            damaged += 1
        else:
            target.captures.put(capture.sha256, payload)
            done += 1
            told("captures", done)
    return done, damaged


def _sound(source: Record, sha256: str) -> bytes | None:
    """A capture's bytes, None where they are not those that were captured."""
    try:
        return source.payload(sha256)
    except ServerError:
        raise
    except RecordError:
        return None


def _append(table: str, source: Engine, target: Engine, told: Told) -> int:
    """Add the rows after the target's last, and take over the highest number ever given."""
    (last,) = next(iter(target.execute(f"SELECT coalesce(max(seq), 0) FROM {table}")))
    done = _add(_rows(table, source, last), table, target, told)
    target.set_given(table, source.given(table))
    return done


def _replace(table: str, source: Engine, target: Engine) -> int:
    """Make a derived table the same; how many rows it has, 0 where it was the same."""
    words = f"SELECT seq, seal FROM {table} ORDER BY seq"
    if [tuple(row) for row in source.execute(words)] == [tuple(row) for row in target.execute(words)]:
        return 0
    target.execute(f"DELETE FROM {table}")
    return _add(_rows(table, source, 0), table, target)


def _add(rows: Iterable[Values], table: str, target: Engine, told: Told = lambda what, done: None) -> int:
    """Add the rows batch by batch; how many they were."""
    done = 0
    for batch in _batches(rows):
        target.insert(table, batch)
        done += len(batch)
        told(table, done)
    return done


def _rows(table: str, engine: Engine, after: int) -> Iterator[Values]:
    query = f"SELECT {', '.join(columns(table))} FROM {table} WHERE seq > ? ORDER BY seq LIMIT {BATCH}"
    while page := list(engine.execute(query, (after,))):
        yield from page
        after = page[-1][0]


def _batches(rows: Iterable[Values]) -> Iterator[list[Values]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
