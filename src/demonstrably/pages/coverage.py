"""The page of what was read, passed over and failed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from demonstrably.model import Document
from demonstrably.pages.library import Library
from demonstrably.store import Failure
from demonstrably.wording import named


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet's documents: how many tell of a gathering, how many are copies, their claims, first and last day."""

    outlet: str
    documents: int
    telling: int
    copies: int
    claims: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A document in which no gathering was found, and why."""

    document_id: str
    title: str
    outlet: str | None
    published: str | None
    language: str
    why: str


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """`months` counts documents by the month of publication ("" for none), `languages` by language."""

    documents: int
    telling: int
    copies: int
    claims: int
    outlets: tuple[OutletRow, ...]
    months: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    passed: tuple[Passed, ...]
    failures: tuple[Failure, ...]


READ = frozenset({"en", "und"})
"""The languages that are read."""


def coverage_page(library: Library) -> CoveragePage:
    documents = list(library.view.documents.values())
    telling = {name for name, said in library.extraction.items() if said.mentions or said.claims}
    generation = library.view.generation
    return CoveragePage(
        documents=len(documents),
        telling=len(telling),
        copies=len(generation.copies) if generation else 0,
        claims=len(library.view.claims),
        outlets=_outlets(library, documents, telling),
        months=tuple(sorted(Counter((document.published or "")[:7] for document in documents).items())),
        languages=tuple(Counter(document.language for document in documents).most_common()),
        passed=tuple(_passed(d) for d in sorted(documents, key=_publication) if d.document_id not in telling),
        failures=library.failures,
    )


def _outlets(library: Library, documents: Iterable[Document], telling: set[str]) -> tuple[OutletRow, ...]:
    own: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        own[document.outlet or ""].append(document)
    rows = [_outlet(library, name, found, telling) for name, found in own.items()]
    return tuple(sorted(rows, key=lambda row: (-row.documents, row.outlet)))


def _outlet(library: Library, name: str, documents: list[Document], telling: set[str]) -> OutletRow:
    ids = [document.document_id for document in documents]
    published = sorted(document.published[:10] for document in documents if document.published)
    return OutletRow(
        outlet=name,
        documents=len(ids),
        telling=sum(each in telling for each in ids),
        copies=sum(library.copied_from(each) is not None for each in ids),
        claims=sum(len(library.extraction[each].claims) for each in ids if each in library.extraction),
        first=published[0] if published else None,
        last=published[-1] if published else None,
    )


def _passed(document: Document) -> Passed:
    why = "tells of no gathering" if document.language in READ else "in a language not read yet"
    return Passed(
        document.document_id, named(document), document.outlet, document.published, document.language, why
    )  # fmt: skip


def _publication(document: Document) -> tuple[str, str]:
    return (document.published or "9999", document.document_id)
