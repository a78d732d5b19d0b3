"""The demo corpus: the events and waves that the main job makes of it, against what a careful coder made of it.

An event is right where a coded one has its town, its day and its status; the type counts apart. The corpus is ours and
was written with the rules in view, so this guards what works and says little of other texts.
"""

from __future__ import annotations

import json
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.ingest import read_inputs
from demonstrably.link import link
from demonstrably.model import Event

NEEDS: tuple[str, ...] = ()
OTHER_NAMES = {"Panjim": "Panaji"}
"""The gazetteer's name for a town -> the coder's."""

Found = tuple[str, str, str]


def run(data: Path) -> list[Row]:
    """The demo's events; nothing of the data folder is read."""
    gold = json.loads((_demo() / "gold.json").read_text(encoding="utf-8"))
    coded = [(e["place"], e["date"], e["status"]) for e in gold["events"] if e["status"] != "historical"]
    events = _events()
    single = [event for event in events if event.level == "event"]
    found = Counter(map(_found, single))
    right = sum((found & Counter(coded)).values())
    days = {(wave["from"], wave["to"]) for wave in gold["waves"]}
    waves = {tuple((event.when.date or "/").split("/")) for event in events if event.level == "wave"}
    told = {(*days_, *days_)[:2] if len(days_) == 1 else days_ for days_ in waves}
    rows = [
        ("events found", right / len(coded), f"{right} of {len(coded)}", 1.0),
        ("events right", right / len(single), f"{right} of {len(single)}", 1.0),
        ("types right", _types(gold["events"], single), "of the events found once", None),
        ("waves found", len(days & told) / len(days), "by first and last day", 1.0),
    ]
    return [Row("demo", "the demo corpus", metric, ours, note=note, bar=bar) for metric, ours, note, bar in rows]


def _demo() -> Path:
    return Path(str(resources.files("demonstrably"))) / "demo"


def _events() -> tuple[Event, ...]:
    codebook = Codebook()
    extractor = Extractor(codebook)
    documents = [d for i in read_inputs([_demo() / "articles"], codebook=codebook) for d in i.documents]
    return link(documents, [extractor.extract(d) for d in documents], codebook).events


def _found(event: Event) -> Found:
    name = (event.place.name or event.place.written) if event.place else ""
    return OTHER_NAMES.get(name, name), event.when.date or "", event.status


def _types(coded: list[dict[str, Any]], events: list[Event]) -> float:
    """The share of right types where both sides have one event of that town, day and status."""
    types: dict[Found, list[str]] = {}
    for event in coded:
        types.setdefault((event["place"], event["date"], event["status"]), []).append(event["type"].replace(" ", "_"))
    own: dict[Found, list[str]] = {}
    for each in events:
        own.setdefault(_found(each), []).append(each.kind.replace("-", "_"))
    both = [key for key in types.keys() & own.keys() if len(types[key]) == len(own[key]) == 1]
    return sum(types[key][0].replace("-", "_") == own[key][0] for key in both) / max(1, len(both))


if __name__ == "__main__":
    import sys

    gold_events = json.loads((_demo() / "gold.json").read_text(encoding="utf-8"))["events"]
    wanted = Counter((e["place"], e["date"], e["status"]) for e in gold_events if e["status"] != "historical")
    got = Counter(_found(event) for event in _events() if event.level == "event")
    sys.stdout.writelines(f"missing {key}\n" for key in sorted((wanted - got).elements()))
    sys.stdout.writelines(f"not coded {key}\n" for key in sorted((got - wanted).elements()))
