"""The cause of a text's gatherings, for the sentences that leave it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from demonstrably.model import Mention

_WORD = re.compile(r"[^\W\d_]{4,}")
LEAD = 2
"""Mentions at a text's beginning whose cause is the text's own."""
REPEATED = 2.0
"""How often a text must say the words of a cause told later, so that it is more than a side story's."""

_TOLD = ("occurred", "ongoing", "planned", "cancelled")


def give_main_cause(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions, those without a cause of their own with the text's: the one whose words the text repeats most.

    A gathering in another country than all that a cause was told of keeps none; so does a counter-protest, whose
    cause is another by its nature, and what is history.
    """
    counts = Counter(w.lower() for w in _WORD.findall(text))
    told = [m for i, m in enumerate(mentions) if _gives(m) and (i < LEAD or _weight(m.cause or "", counts) >= REPEATED)]
    if not told:
        return list(mentions)
    return [m if m.cause or not _may_inherit(m) else _inherit(m, told, counts) for m in mentions]


def _gives(mention: Mention) -> bool:
    return mention.cause is not None and _may_inherit(mention)


def _may_inherit(mention: Mention) -> bool:
    return mention.status in _TOLD and mention.kind != "counter_protest"


def _inherit(mention: Mention, told: Sequence[Mention], counts: Counter[str]) -> Mention:
    fitting = [m for m in told if _same_country(m, mention)]
    if not fitting:
        return mention
    main = max(fitting, key=lambda m: (_weight(m.cause or "", counts), -m.start))
    return replace(mention, cause=main.cause)


def _weight(cause: str, counts: Counter[str]) -> float:
    """How often the text says a cause's words, averaged over its three most frequent ones."""
    best = sorted((counts[w.lower()] for w in set(_WORD.findall(cause))), reverse=True)[:3]
    return sum(best) / 3


def _same_country(one: Mention, other: Mention) -> bool:
    codes, others = _countries(one), _countries(other)
    return not codes or not others or bool(codes & others)


def _countries(mention: Mention) -> set[str]:
    return {p.country for p in mention.places if p.country}
