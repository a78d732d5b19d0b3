"""Where the ids of events lead that are no more: to the event that now holds what the old one held."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from demonstrably.model import Event


def redirects_of(
    gone: Iterable[Event], now: Iterable[Event], ids: Collection[str], before: Mapping[str, str]
) -> dict[str, str]:
    """Old id -> new id, for the events that are `gone`. `now` are the events that can hold what they held, `ids` all
    that there are; `before` the redirects so far: of an id that is back, "" says that it redirects no more. An event of
    which nothing is left anywhere leads nowhere."""
    holders = _Holders(now)
    found = {event.event_id: target for event in gone if (target := holders.of(event))}
    return found | {old: "" for old in before if old in ids}


class _Holders:
    """Events by what they hold."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._level: dict[str, str] = {}
        self._by_item: dict[str, list[str]] = defaultdict(list)
        self._by_document: dict[str, list[str]] = defaultdict(list)
        for event in events:
            self._level[event.event_id] = event.level
            for item in (*event.claims, *event.mentions):
                self._by_item[item].append(event.event_id)
            for document_id in event.documents:
                self._by_document[document_id].append(event.event_id)

    def of(self, event: Event) -> str | None:
        """The event, of its own level where one is, that holds most of its claims and mentions; of a wave without any
        of its own, the wave with most of its documents. Of equals the first by id."""
        items = [name for item in (*event.claims, *event.mentions) for name in self._by_item.get(item, ())]
        told = items or [name for document_id in event.documents for name in self._waves(document_id)]
        held = Counter(told)
        return min(held, key=lambda name: (self._level[name] != event.level, -held[name], name), default=None)

    def _waves(self, document_id: str) -> list[str]:
        return [name for name in self._by_document.get(document_id, ()) if self._level[name] == "wave"]


def follow(redirects: Mapping[str, str], event_id: str) -> str:
    """Where an id leads in the end: itself where it redirects nowhere."""
    seen = {event_id}
    while (target := redirects.get(event_id)) and target not in seen:
        seen.add(target)
        event_id = target
    return event_id
