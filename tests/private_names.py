"""The private people of the demo corpus, as its gold marks them, and where a text shows one."""

from __future__ import annotations

import json
import re
from pathlib import Path

_GOLD = Path(__file__).parents[1] / "src" / "demonstrably" / "demo" / "gold.json"
_OTHER_THINGS = frozenset({"Ria"})
"""Last names that something else in the corpus bears too: a lagoon, and a newspaper by it."""


def secrets() -> list[str]:
    """Private names and accounts, and the last names alone."""
    found: set[str] = set()
    for entry in json.loads(_GOLD.read_text(encoding="utf-8"))["private_names"]:
        name = str(entry.get("name") or entry["handle"]).lstrip("@")
        found |= {name, name.split()[-1]} if entry.get("name") else {name}
    return sorted(found - _OTHER_THINGS)


def leaks(text: str) -> list[str]:
    """The private names that a text shows."""
    return [name for name in secrets() if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)]
