"""What link and reconcile made: one generation at a time, of which only the rows that changed are written."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from demonstrably.jsonlines import dump
from demonstrably.model import Assessment, Event
from demonstrably.store.base import Generation, Stamp
from demonstrably.store.checks import seal
from demonstrably.store.codec import encode
from demonstrably.store.engine import Key, Values
from demonstrably.store.log.entries import Act
from demonstrably.store.sql.log import Log
from demonstrably.store.sql.rows import AT_ONCE, Keys, Row
from demonstrably.store.tables import DERIVED, columns

RELATIONS = ("copies", "versions", "corrections", "voices")

WRITTEN = ("events", "assessments", "tallies", "links")

OF_EVENTS = WRITTEN[:3]
"""The tables whose rows each belong to an event or a wave."""

_BY_ASSESSMENT = "event_id, attribute, rule_set"


class Generations(Log):
    """The derived tables, the cache of linking, and the redirects of events."""

    # what they rest on

    def basis(self) -> str:
        with self.reading():
            newest = self.value("SELECT coalesce(max(seq), 0) FROM extractions")
            withdrawn = self.value("SELECT count(*) FROM withdrawals")
            return f"{newest} without {withdrawn}" if withdrawn else str(newest)

    def state(self) -> str:
        with self.reading(), self.snapshot():
            generation = self.value("SELECT seal FROM generation") or f"basis {self.basis()}"
            counts = [self.value(f"SELECT count(*) FROM {table}") for table in ("withdrawals", "failures")]
            return f"{generation} {counts}"

    def head(self) -> tuple[Stamp, str] | None:
        head = self._head()
        return (Stamp(**head["stamp"]), head["basis"]) if head else None

    def _head(self) -> dict[str, Any] | None:
        with self.reading():
            body = self.value("SELECT body FROM generation")
            return None if body is None else dict(json.loads(body))

    # reading

    def generation(self) -> Generation | None:
        with self.reading(), self.snapshot():
            head = self._head()
            if head is None:
                return None
            return Generation(
                stamp=Stamp(**head["stamp"]),
                basis=head["basis"],
                events=self.events(),
                assessments=self.all(Assessment, f"SELECT body FROM assessments ORDER BY {_BY_ASSESSMENT}"),
                tallies=self._tallies(),
                redirects=self.redirects(),
                **self.links(),
            )

    def events(self, ids: Collection[str] | None = None) -> tuple[Event, ...]:
        if ids is None:
            return self.all(Event, "SELECT body FROM events ORDER BY event_id")
        found = (self.all(Event, "SELECT body FROM events WHERE event_id = ?", name) for name in sorted(ids))
        return tuple(event for events in found for event in events)

    def redirects(self) -> dict[str, str]:
        return {name: target for name, target in sorted(self._newest_redirects().items()) if target}

    def _newest_redirects(self) -> dict[str, str]:
        with self.reading():
            rows = self._rows("SELECT event_id, target FROM redirects ORDER BY seq")
            return {str(name): str(target) for name, target in rows}

    def _tallies(self) -> tuple[dict[str, Any], ...]:
        tallies = [json.loads(row[0]) for row in self._rows("SELECT body FROM tallies ORDER BY seq")]
        return tuple(sorted(tallies, key=lambda tally: (str(tally.get("wave_id")), str(tally.get("attribute")))))

    def links(self) -> dict[str, dict[str, str]]:
        links: dict[str, dict[str, str]] = {name: {} for name in RELATIONS}
        with self.reading():
            for relation, one, other in self._rows("SELECT relation, one, other FROM links ORDER BY one"):
                links[relation][one] = other
        return links

    def _rows(self, query: str) -> Iterable[Values]:
        return self.engine.execute(query)

    # counts

    def event_counts(self) -> Counter[str]:
        query = f"SELECT {self.engine.field('level')} AS level, count(*) FROM events GROUP BY 1"
        with self.reading():
            return Counter({str(level): int(count) for level, count in self._rows(query)})

    def conflicts(self, rule_set: str) -> list[tuple[str, str]]:
        query = (
            "SELECT event_id, attribute FROM assessments WHERE rule_set = ? "
            """AND body LIKE '%"conflict":true%' ORDER BY event_id, attribute"""
        )
        with self.reading():
            return [(event_id, attribute) for event_id, attribute in self.engine.execute(query, (rule_set,))]

    # replacing

    def replace(self, generation: Generation, keep: Collection[str] = frozenset()) -> bool:
        with self.reading(), self.transaction():
            if self._is_behind(generation.basis):
                return False
            counts, changed = {}, self._add_redirects(generation.redirects)
            for table in WRITTEN:
                counts[table], differs = self._put(table, _rows_of(generation, table), keep)
                changed |= differs
            _, differs = self._put("generation", [((), dump({**_head_of(generation), "rows": counts}))])
            if changed or differs:
                inputs = {"codebook": generation.stamp.codebook, "basis": generation.basis}
                self.act(Act("generation", inputs, {"derived": self.made()}))
            return changed or differs

    def _is_behind(self, basis: str) -> bool:
        """Whether a document has been withdrawn since, or the generation that is there rests on a newer basis."""
        head = self._head()
        newer = head is not None and _age(basis) < _age(head["basis"])
        return newer or _age(basis)[0] < _age(self.basis())[0]

    def _put(self, table: str, rows: Sequence[Row], keep: Collection[str] = ()) -> tuple[int, bool]:
        """Make the rows of a table these beside those of events to keep, and write only what differs: how many there
        are now, and whether anything differed."""
        wanted = {_identity(table, keys, body): (keys, body) for keys, body in rows}
        gone, same, kept = [], set(), 0
        for seq, *keys, body, sealed in self._rows(f"SELECT {', '.join(columns(table))} FROM {table}"):
            identity = _identity(table, tuple(keys), body)
            if table in OF_EVENTS and identity[0] in keep:
                kept += 1
            elif wanted.get(identity) == (tuple(keys), body) and sealed == seal(table, keys, body):
                same.add(identity)
            else:
                gone.append(seq)
        new = [row for identity, row in wanted.items() if identity not in same]
        self._delete(table, "seq", gone)
        self.insert(table, new)
        return kept + len(wanted), bool(gone or new)

    def _delete(self, table: str, column: str, values: Sequence[Key]) -> None:
        for first in range(0, len(values), AT_ONCE):
            some = values[first : first + AT_ONCE]
            self.engine.execute(f"DELETE FROM {table} WHERE {column} IN ({', '.join('?' * len(some))})", some)

    def _add_redirects(self, redirects: Mapping[str, str]) -> bool:
        known = self._newest_redirects()
        new = [(old, target) for old, target in sorted(redirects.items()) if known.get(old, "") != target]
        self.insert("redirects", ((keys, "{}") for keys in new))
        return bool(new)

    def forget(self) -> None:
        """Empty the derived tables; inside a transaction."""
        for table in reversed(DERIVED):
            self.engine.execute(f"DELETE FROM {table}")

    # the cache of linking

    def linking(self) -> Iterator[tuple[str, str]]:
        with self.reading():
            yield from ((name, body) for name, body in self._rows("SELECT name, body FROM linking ORDER BY name"))

    def put_linking(self, rows: Mapping[str, str | None]) -> None:
        with self.transaction():
            self._delete("linking", "name", list(rows))
            self.insert("linking", (((name,), body) for name, body in rows.items() if body is not None))


def _rows_of(generation: Generation, table: str) -> list[Row]:
    """The rows of one table: those of all together are large."""
    if table == "events":
        return [((event.event_id,), encode(event)) for event in generation.events]
    if table == "assessments":
        return [((a.event_id, a.attribute, a.rule_set), encode(a)) for a in generation.assessments]
    if table == "tallies":
        return [((), dump(dict(tally))) for tally in generation.tallies]
    links = ((name, getattr(generation, name)) for name in RELATIONS)
    return [((name, *pair), "{}") for name, pairs in links for pair in sorted(pairs.items())]


def _head_of(generation: Generation) -> dict[str, Any]:
    return {"stamp": dataclasses.asdict(generation.stamp), "basis": generation.basis}


def _identity(table: str, keys: Keys, body: str) -> Keys:
    """What tells a row from the others of its table."""
    if table != "tallies":
        return keys
    tally = json.loads(body)
    return tuple(tally.get(name) for name in ("wave_id", "attribute", "rule_set"))


def _age(basis: str) -> tuple[int, int]:
    """Where a basis stands in the record's history: withdrawals come before extractions, of which a purge erases."""
    newest, _, withdrawn = basis.partition(" without ")
    return (int(withdrawn) if withdrawn.isdecimal() else 0, int(newest) if newest.isdecimal() else 0)
