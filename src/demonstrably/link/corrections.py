"""Earlier claims that a later text corrects or takes back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from demonstrably.link.copies import Copies
from demonstrably.model import Claim, Document

Figure = tuple[int | None, int | None]


class Corrections:
    """Finds corrections by the codebook's `linking` table."""

    def __init__(self, documents: Mapping[str, Document], copies: Copies, linking: Mapping[str, Any]) -> None:
        self._documents = documents
        self._copies = copies
        cues = "|".join(re.escape(c) for c in linking["corrections"]["cues"])
        self._cue = re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)

    def find(self, claims: Sequence[Claim], home: Mapping[str, str], voices: Mapping[str, str]) -> dict[str, str]:
        """Old claim id -> id of the claim that corrects it. `home` maps claims to their events.

        Only claims of one attribute, group, event and voice are compared: of a later version of the article, or where
        the later text says that it corrects.
        """
        groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        for claim in claims:
            if claim.claim_id in home and claim.modality == "occurred":
                key = home[claim.claim_id], claim.attribute, claim.group or "", voices[claim.claim_id]
                groups[key].append(claim)
        found: dict[str, str] = {}
        for group in sorted(groups):
            ordered = sorted(groups[group], key=self._time)
            given = {(c.document_id, _figure(c)) for c in ordered}
            for position, later in enumerate(ordered):
                found |= self._corrected_by(later, ordered[:position], given)
        return found

    def _corrected_by(self, later: Claim, earlier: Sequence[Claim], given: set[tuple[str, Figure]]) -> dict[str, str]:
        """The earlier claims that the later one corrects. A later version that gives a figure again stands by it, and
        one that goes on counting corrects no count of an earlier hour; a correction that names the old figure takes it
        back."""
        if not earlier:
            return {}
        says_so = self._says_so(later)
        return {
            old.claim_id: later.claim_id
            for old in earlier
            if _figure(old) != _figure(later)
            and (
                (says_so and not self._apart(old, later))
                or (self._is_version(old, later) and (later.document_id, _figure(old)) not in given)
            )
        }

    def _says_so(self, claim: Claim) -> bool:
        title = self._documents[claim.document_id].title or ""
        return bool(self._cue.search(claim.sentence) or self._cue.search(title))

    def _apart(self, old: Claim, later: Claim) -> bool:
        """Whether both stand in one text, but not in the one sentence that corrects."""
        return old.document_id == later.document_id and old.sentence != later.sentence

    def _is_version(self, old: Claim, later: Claim) -> bool:
        """Whether the later claim stands in a later version of the article that holds the old one."""
        version = self._copies.version_of
        if old.running or later.document_id not in version or old.document_id == later.document_id:
            return False
        return version.get(old.document_id, old.document_id) == version[later.document_id]

    def _time(self, claim: Claim) -> tuple[str, str, int, str]:
        document = self._documents[claim.document_id]
        changed = document.updated if claim.document_id in self._copies.version_of else None
        return changed or document.published or "", claim.document_id, claim.start, claim.claim_id


def _figure(claim: Claim) -> Figure:
    return claim.low, claim.high
