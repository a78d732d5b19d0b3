"""Earlier claims that a later text corrects or takes back, and what changed between two versions of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
            ordered = sorted(groups[group], key=self._time)
            given = {(s.document_id, s.figure) for s in ordered}
            for position, later in enumerate(ordered):
                found |= self._corrected_by(later, ordered[:position], given)
        return found

    def _corrected_by(
        self, later: Statement, earlier: Sequence[Statement], given: set[tuple[str, Figure]]
    ) -> dict[str, str]:
        """The earlier claims that the later one corrects. A later version that gives a figure again stands by it, and
        one that goes on counting corrects no count of an earlier hour; a correction that names the old figure takes it
        back."""
        return {
            old.claim_id: later.claim_id
            for old in earlier
            if old.figure != later.figure
            and (
                (later.corrects and not _apart(old, later))
                or (self._is_version(old, later) and (later.document_id, old.figure) not in given)
            )
        }

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
