"""Copies of one text and later versions of one article, found through the smallest hashes of word shingles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from demonstrably.link.buckets import candidates
from demonstrably.link.prepared import Figures, Prepared
from demonstrably.link.shingles import Shingles, Sketch, shared, shingles

Pair = tuple[int, int]
"""Two texts by their place in order of age, the older one first."""


@dataclass(frozen=True, slots=True)
class Copies:
    """`copy_of`: document id -> the original's; `version_of`: a later version's id -> the first version's."""

    copy_of: Mapping[str, str]
    version_of: Mapping[str, str]

    def root(self, document_id: str) -> str:
        """The original of a copy, otherwise the document itself."""
        return self.copy_of.get(document_id, document_id)


class Overlaps:
    """How many shingles two texts share, worked out from the texts themselves where it is not `known`.

    Only sketches of all texts fit into memory in an archive: the texts of a pair are asked for one by one, and those
    used last are kept, as a story's pairs come one after another. `found` holds what had to be worked out. `find` says
    which pairs are worth comparing, as `candidates` does.
    """

    KEPT = 256

    def __init__(
        self,
        text: Callable[[str], str],
        size: int,
        known: Mapping[tuple[str, str], int],
        find: Callable[[Sequence[Sketch], int], list[Pair]] = candidates,
    ) -> None:
        def read(document_id: str) -> Shingles:
            return shingles(text(document_id), size)

        self._shingles = lru_cache(self.KEPT)(read)
        self._known = known
        self.found: dict[tuple[str, str], int] = {}
        self.find = find

    def of(self, one: Prepared, other: Prepared) -> float:
        """Share of the smaller text's shingles that the other holds, 0 to 1."""
        pair = min(one.document_id, other.document_id), max(one.document_id, other.document_id)
        both = self._known.get(pair, self.found.get(pair))
        if both is None:
            both = self.found[pair] = shared(self._shingles(pair[0]), self._shingles(pair[1]))
        return both / max(1, min(one.sketch.shingles, other.sketch.shingles))


def find_copies(documents: Sequence[Prepared], linking: Mapping[str, Any], overlaps: Overlaps) -> Copies:
    """Copies and versions among the documents. A version is no copy of the one before it."""
    ordered = sorted(documents, key=age)
    pairs = overlaps.find([d.sketch for d in ordered], linking["copies"]["common"])
    version_of = _versions(ordered, pairs, linking["versions"], overlaps)
    alike = [(i, j) for i, j in pairs if _same_text(ordered[i], ordered[j], linking["copies"], overlaps)]
    retold = sorted(_retold(ordered, linking["copies"]))
    copy_of: dict[str, str] = {}
    for earlier, later in [*retold, *alike]:  # retold first: an original found late must not become a copy's copy
        first, second = ordered[earlier].document_id, ordered[later].document_id
        root = _original(first, copy_of)
        if second not in copy_of and version_of.get(second, second) != version_of.get(root, root):
            copy_of[second] = root
    originals = {copy: _original(copy, copy_of) for copy in copy_of}
    return Copies({c: o for c, o in originals.items() if version_of.get(c, c) != version_of.get(o, o)}, version_of)


def _original(document_id: str, copy_of: Mapping[str, str]) -> str:
    """What a text is a copy of in the end, itself where it is none."""
    while document_id in copy_of:
        document_id = copy_of[document_id]
    return document_id


def age(document: Prepared) -> tuple[str, bool, str, str, str]:
    """Originals first: by publication (unknown last), own pages before aggregators', then by when they were changed
    and fetched, then by id."""
    return (
        document.published or "9999",
        document.via is not None,
        document.updated or "",
        document.retrieved or "",
        document.document_id,
    )


def _retold(ordered: Sequence[Prepared], settings: Mapping[str, Any]) -> set[Pair]:
    """Pairs of a text and its translation or paraphrase on an aggregator's page that credits it: one outlet, a day
    apart at most, the same figures."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(ordered):
        if document.outlet:
            by_outlet[document.outlet.casefold()].append(index)
    credited = (found for found in by_outlet.values() if len({ordered[i].via is None for i in found}) == 2)
    figures = cache(lambda index: ordered[index].figures)  # unpacked once, however many neighbours there are
    return {
        # the outlet's own page is the original, whichever page has the earlier hour
        (i, j) if ordered[i].via is None else (j, i)
        for indices in credited
        for i, j in _neighbours(ordered, indices)
        if (ordered[i].via is None) != (ordered[j].via is None) and _same_figures(figures(i), figures(j), settings)
    }


def _neighbours(ordered: Sequence[Prepared], indices: Sequence[int]) -> Iterator[Pair]:
    """Pairs of one outlet's texts at most a day apart; `indices` are in order of publication."""
    for position, i in enumerate(indices):
        for j in indices[position + 1 :]:
            if not ordered[j].published or _days_apart(ordered[i], ordered[j]) > 1:
                break
            yield i, j


def _same_figures(one: Figures, other: Figures, settings: Mapping[str, Any]) -> bool:
    both = len(one & other)
    least: int = settings["least_figures"]
    share: float = settings["shared_figures"]
    return both >= least and both >= share * min(len(one), len(other))


def _same_text(one: Prepared, other: Prepared, settings: Mapping[str, Any], overlaps: Overlaps) -> bool:
    if one.sketch.whole == other.sketch.whole:
        return one.sketch.length > 0
    if min(one.sketch.length, other.sketch.length) < settings["least_words"]:
        return False
    return bool(overlaps.of(one, other) >= settings["overlap"])


def _versions(
    ordered: Sequence[Prepared], similar: Sequence[Pair], settings: Mapping[str, Any], overlaps: Overlaps
) -> dict[str, str]:
    """Later versions, text changed: the same address; or the same outlet's page, close in time and in wording, be
    the title the same or not."""
    found: dict[str, str] = {}
    for earlier, later in sorted({*_same_address(ordered), *similar}):
        first, second = ordered[earlier], ordered[later]
        if second.sketch.whole != first.sketch.whole and _is_version(first, second, settings, overlaps):
            found.setdefault(second.document_id, found.get(first.document_id, first.document_id))
    return found


def _is_version(one: Prepared, other: Prepared, settings: Mapping[str, Any], overlaps: Overlaps) -> bool:
    if one.address is not None and one.address == other.address:
        return True
    same_page = one.outlet is not None and (one.outlet, one.via) == (other.outlet, other.via)
    near = same_page and _days_apart(one, other) <= settings["days"]
    return near and bool(overlaps.of(one, other) >= settings["overlap"])


def _same_address(ordered: Sequence[Prepared]) -> Iterator[Pair]:
    """The first text at each address with each later one."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(ordered):
        if document.address is not None:
            groups[document.address].append(index)
    for members in groups.values():
        yield from ((members[0], later) for later in members[1:])


def _days_apart(one: Prepared, other: Prepared) -> int:
    """Days between two publications; 0 where either is unknown."""
    if not one.published or not other.published:
        return 0
    return abs((date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])).days)
