"""Earlier claims that a later text corrects or takes back, and what changed between two versions of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import merge
from itertools import takewhile

from demonstrably.link.copies import Copies
from demonstrably.link.prepared import Prepared, Statement

Figure = tuple[int | None, int | None]


class Corrections:
    """Finds corrections among the statements of documents."""

    def __init__(self, documents: Mapping[str, Prepared], copies: Copies) -> None:
        self._documents = documents
        self._copies = copies

    def find(
        self, statements: Iterable[Statement], home: Mapping[str, str], voices: Mapping[str, str]
    ) -> dict[str, str]:
        """Old claim id -> id of the claim that corrects it. `home` maps claims to their events.

        Only claims of one attribute, group, event and voice are compared: of a later version of the article, or where
        the later text says that it corrects.
        """
        groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
        for told in statements:
            claim = told.claim
            if claim.claim_id in home and claim.modality == "occurred":
                key = home[claim.claim_id], claim.attribute, claim.group or "", voices[claim.claim_id]
                groups[key].append(told)
        found: dict[str, str] = {}
        for group in sorted(groups):
            found |= self._corrected(sorted(groups[group], key=self._time))
        return found

    def _corrected(self, ordered: Sequence[Statement]) -> dict[str, str]:
        """The claims of one group, earliest first, that a later one corrects, each with the last that does."""
        version = self._copies.version_of
        correcting: list[int] = []
        renewing: dict[str, list[int]] = defaultdict(list)  # by article: the claims of its later versions
        for position, told in enumerate(ordered):
            if told.corrects:
                correcting.append(position)
            if told.document_id in version:
                renewing[version[told.document_id]].append(position)
        given = {(told.document_id, told.figure) for told in ordered}
        found: dict[str, str] = {}
        for position, old in enumerate(ordered):
            article = version.get(old.document_id, old.document_id)
            latest_first = merge(reversed(correcting), reversed(renewing.get(article, [])), reverse=True)
            for later in map(ordered.__getitem__, takewhile(position.__lt__, latest_first)):
                if self._corrects(later, old, given):
                    found[old.claim_id] = later.claim_id
                    break
        return found

    def _corrects(self, later: Statement, old: Statement, given: set[tuple[str, Figure]]) -> bool:
        """A later version that gives a figure again stands by it, and one that goes on counting corrects no count of an
        earlier hour; a correction that names the old figure takes it back."""
        if old.figure == later.figure:
            return False
        if later.corrects and not _apart(old, later):
            return True
        return self._is_version(old, later) and (later.document_id, old.figure) not in given

    def _is_version(self, old: Statement, later: Statement) -> bool:
        """Whether the later claim stands in a later version of the article that holds the old one."""
        version = self._copies.version_of
        if old.claim.running or later.document_id not in version or old.document_id == later.document_id:
            return False
        return version.get(old.document_id, old.document_id) == version[later.document_id]

    def _time(self, statement: Statement) -> tuple[str, str, str, int, str]:
        document = self._documents[statement.document_id]
        changed = document.updated if statement.document_id in self._copies.version_of else None
        when = changed or document.published or ""
        return when, document.retrieved or "", statement.document_id, statement.claim.start, statement.claim_id


def _apart(old: Statement, later: Statement) -> bool:
    """Whether both stand in one text, but not in the one sentence that corrects."""
    return old.document_id == later.document_id and old.claim.sentence != later.claim.sentence
