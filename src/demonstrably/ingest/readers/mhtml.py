"""MHTML: the page that a browser's "Save as, single file" makes, read like the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.mhtml import is_mhtml, saved_page
from demonstrably.ingest.readers import page_reader
from demonstrably.ingest.reading import whole
from demonstrably.ingest.sniff import HTML
from demonstrably.model import Document


class MhtmlReader:
    """One page a file. The capture is the whole file, retrieved when it was saved."""

    suffixes = (".mhtml", ".mht")
    media_type = "multipart/related"

    def recognises(self, head: bytes) -> bool:
        return is_mhtml(head)

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        for part in whole(self, source, context):
            page = saved_page(part.payload) if part.capture else None
            when = page.saved_at if page else None
            yield replace(part, capture=replace(part.capture, retrieved_at=when) if part.capture else None)

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        page = saved_page(payload)
        if page is None:
            raise InputError(location, "is a web archive (MHTML) without a page.", remedy="Save the page again.")
        read = page_reader(HTML).read(page.payload, location, context.of_page(page.url, page.charset))
        return [replace(d, url=d.url or page.url) if isinstance(d, Document) else d for d in read]


READER = MhtmlReader()
