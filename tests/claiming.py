"""The claims of texts that tests write."""

from __future__ import annotations

from demonstrably.extract import Extractor
from demonstrably.model import Claim, Document, check_span


def claims_of(extractor: Extractor, text: str, published: str | None = "2026-03-22", **fields: object) -> list[Claim]:
    """All claims of a text that The Tern published, their spans checked."""
    document = Document("d", text, "en", published=published, outlet="The Tern", **fields)  # type: ignore[arg-type]
    found = list(extractor.extract(document).claims)
    for claim in found:
        check_span(text, claim.start, claim.end, claim.quote)
    return found


def claim_of(extractor: Extractor, text: str, quote: str, published: str | None = "2026-03-22") -> Claim:
    """The first claim whose quote holds these words."""
    return next(c for c in claims_of(extractor, text, published) if quote in c.quote)
