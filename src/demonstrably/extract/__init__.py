"""Document -> mentions and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demonstrably.extract.extractor import Extractor

__all__ = ["Extractor"]


def __getattr__(name: str) -> Any:
    """The extractor, imported when first asked for: its parts must be usable without loading all of them."""
    if name == "Extractor":
        from demonstrably.extract.extractor import Extractor

        return Extractor
    raise AttributeError(name)
