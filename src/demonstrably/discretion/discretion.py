"""What is said of whom where something leaves the record: the texts and strings with private names replaced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from demonstrably.discretion.keys import Pseudonyms
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.people import Named
from demonstrably.discretion.replacing import Change, Form, Masked, Replacer
from demonstrably.discretion.ruling import Lists, Ruling
from demonstrably.model import Document


class Discretion:
    """Masks what documents say. The same record, key and lists always give the same."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        named: Mapping[str, Named],
        roles: Roles,
        pseudonyms: Pseudonyms,
        lists: Lists | None = None,
        *,
        places: Mapping[str, Mapping[Form, str | None]] | None = None,
        withheld: Mapping[str, str] | None = None,
    ) -> None:
        """`named` tells whom each document names; `places` by what a document's words for places are replaced, where
        they are drawn coarser; `withheld` what stands for texts that are left out."""
        self.documents = documents
        self.withheld = withheld or {}
        self._ruling = Ruling(named, roles, lists or Lists(), pseudonyms, places or {})
        self._texts: dict[str, Masked] = {}
        self._replacers: dict[str, Replacer] = {}

    def text(self, document: Document) -> Masked:
        """The document's text masked, with the way between its offsets and the true ones."""
        name = document.document_id
        if name not in self._texts:
            self._texts[name] = self._masked(document)
        return self._texts[name]

    def _masked(self, document: Document) -> Masked:
        notice = self.withheld.get(document.document_id)
        if notice is not None:
            return Masked(document.text, (Change(0, len(document.text), notice),) if document.text else ())
        return self._replacer(document.document_id).masked(document.text)

    def words(self, document_id: str | None, words: str) -> str:
        """A string from or about a document masked as its text is; with None one that is about the whole record."""
        return (self._whole if document_id is None else self._replacer(document_id)).words(words)

    def told(self, document_ids: Sequence[str]) -> Callable[[str], str]:
        """What masks strings about something that several documents tell of."""
        if len(document_ids) == 1:
            return self._replacer(document_ids[0]).words
        return self._ruling.replacer_of(document_ids).words

    def _replacer(self, document_id: str) -> Replacer:
        if document_id not in self._replacers:
            self._replacers[document_id] = self._ruling.replacer(document_id)
        return self._replacers[document_id]

    @cached_property
    def _whole(self) -> Replacer:
        return self._ruling.replacer_of(sorted(self.documents))
