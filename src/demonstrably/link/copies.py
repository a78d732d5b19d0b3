"""Copies of one text and later versions of one article, found through the smallest hashes of word shingles."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from demonstrably.link.terms import words
from demonstrably.model import Document

Figures = frozenset[tuple[str, int | None, int | None]]
"""What a text counts: attribute, low and high of its claims."""


@dataclass(frozen=True, slots=True)
class Print:
    """A text's shingles as hashes, and the hash of all its words."""

    document: Document
    whole: int
    length: int
    shingles: frozenset[int]


@dataclass(frozen=True, slots=True)
class Copies:
    """`copy_of`: document id -> the original's; `version_of`: a later version's id -> the first version's."""

    copy_of: Mapping[str, str]
    version_of: Mapping[str, str]

    def root(self, document_id: str) -> str:
        """The original of a copy, otherwise the document itself."""
        return self.copy_of.get(document_id, document_id)


def find_copies(
    documents: Sequence[Document], linking: Mapping[str, Any], figures: Mapping[str, Figures] | None = None
) -> Copies:
    """Copies and versions among the documents. A version is no copy of the one before it.

    `figures` holds what each document counts, by document id; without it translated copies are not found.
    """
    size = linking["copies"]["shingle_words"]
    prints = [_print(d, size) for d in sorted(documents, key=_age)]
    pairs = sorted(_candidates(prints, linking["copies"]["sketch"], linking["copies"]["common"]))
    version_of = _versions(prints, pairs, linking["versions"])
    alike = [(i, j) for i, j in pairs if _same_text(prints[i], prints[j], linking["copies"])]
    retold = sorted(_retold(prints, figures or {}, linking["copies"]))
    copy_of: dict[str, str] = {}
    for earlier, later in [*retold, *alike]:  # retold first: an original found late must not become a copy's copy
        first, second = prints[earlier].document.document_id, prints[later].document.document_id
        root = copy_of.get(first, first)
        if second not in copy_of and version_of.get(second, second) != version_of.get(root, root):
            copy_of[second] = root
    return Copies({copy: copy_of.get(root, root) for copy, root in copy_of.items()}, version_of)


def _retold(
    prints: Sequence[Print], figures: Mapping[str, Figures], settings: Mapping[str, Any]
) -> set[tuple[int, int]]:
    """Pairs of a text and its translation or paraphrase on an aggregator's page that credits it: one outlet, a day
    apart at most, the same figures."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(prints):
        if item.document.outlet:
            by_outlet[item.document.outlet.casefold()].append(index)
    return {
        # the outlet's own page is the original, whichever page has the earlier hour
        (i, j) if prints[i].document.via is None else (j, i)
        for indices in by_outlet.values()
        for i, j in _neighbours(prints, indices)
        if (prints[i].document.via is None) != (prints[j].document.via is None)
        and _same_figures(figures.get(_id(prints[i]), frozenset()), figures.get(_id(prints[j]), frozenset()), settings)
    }


def _neighbours(prints: Sequence[Print], indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of one outlet's texts at most a day apart; `indices` are in order of publication."""
    for position, i in enumerate(indices):
        for j in indices[position + 1 :]:
            if not prints[j].document.published or _days_apart(prints[i].document, prints[j].document) > 1:
                break
            yield i, j


def _same_figures(one: Figures, other: Figures, settings: Mapping[str, Any]) -> bool:
    shared = len(one & other)
    least: int = settings["least_figures"]
    share: float = settings["shared_figures"]
    return shared >= least and shared >= share * min(len(one), len(other))


def _id(item: Print) -> str:
    return item.document.document_id


def _age(document: Document) -> tuple[str, bool, str, str]:
    """Originals first: by publication (unknown last), own pages before aggregators', then by id."""
    return document.published or "9999", document.via is not None, document.updated or "", document.document_id


def _print(document: Document, size: int) -> Print:
    found = words(document.text)
    shingles = frozenset(_hash(" ".join(found[i : i + size])) for i in range(max(1, len(found) - size + 1)))
    return Print(document, _hash(" ".join(found)), len(found), shingles)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _candidates(prints: Sequence[Print], sketch: int, common: int) -> set[tuple[int, int]]:
    """Pairs that share one of their smallest hashes or all words. Each text of a crowded bucket is compared with the
    bucket's first only: if it is that one's copy, it is the others' too."""
    buckets: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(prints):
        for key in {item.whole, *sorted(item.shingles)[:sketch]}:
            buckets[key].append(index)
    pairs: set[tuple[int, int]] = set()
    for members in buckets.values():
        firsts = members[:1] if len(members) > common else members[:8]
        pairs.update((i, j) for i in firsts for j in members if i < j)
    return pairs


def _same_text(one: Print, other: Print, settings: Mapping[str, Any]) -> bool:
    if one.whole == other.whole:
        return one.length > 0
    if min(one.length, other.length) < settings["least_words"]:
        return False
    return bool(overlap(one, other) >= settings["overlap"])


def overlap(one: Print, other: Print) -> float:
    """Share of the smaller text's shingles that the other holds, 0 to 1."""
    return len(one.shingles & other.shingles) / max(1, min(len(one.shingles), len(other.shingles)))


def _versions(
    prints: Sequence[Print], similar: Sequence[tuple[int, int]], settings: Mapping[str, Any]
) -> dict[str, str]:
    """Later versions, text changed: the same address; or the same outlet's page, close in time and in wording, be
    the title the same or not."""
    found: dict[str, str] = {}
    for earlier, later in sorted({*_same_address(prints), *similar}):
        first, second = prints[earlier], prints[later]
        if second.whole != first.whole and _is_version(first, second, settings):
            found.setdefault(_id(second), found.get(_id(first), _id(first)))
    return found


def _is_version(first: Print, second: Print, settings: Mapping[str, Any]) -> bool:
    one, other = first.document, second.document
    if _address(one) is not None and _address(one) == _address(other):
        return True
    same_page = one.outlet is not None and (one.outlet, one.via) == (other.outlet, other.via)
    near = same_page and _days_apart(one, other) <= settings["days"]
    return near and bool(overlap(first, second) >= settings["overlap"])


def _same_address(prints: Sequence[Print]) -> Iterator[tuple[int, int]]:
    """The first text at each address with each later one."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(prints):
        address = _address(item.document)
        if address is not None:
            groups[address].append(index)
    for members in groups.values():
        yield from ((members[0], later) for later in members[1:])


def _address(document: Document) -> str | None:
    """The URL without scheme, "www.", query and fragment; None without one or for a bare front page."""
    parts = urlsplit(document.url or "")
    path = parts.path.rstrip("/")
    return parts.netloc.lower().removeprefix("www.") + path if parts.netloc and path else None


def _days_apart(one: Document, other: Document) -> int:
    """Days between two publications; 0 where either is unknown."""
    if not one.published or not other.published:
        return 0
    return abs((date.fromisoformat(one.published[:10]) - date.fromisoformat(other.published[:10])).days)
