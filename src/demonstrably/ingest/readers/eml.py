"""EML: one mail a file, such as a newsletter."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source
from demonstrably.ingest.mail import is_mail, read_mail
from demonstrably.ingest.mhtml import is_mhtml
from demonstrably.ingest.reading import whole
from demonstrably.model import Document


class EmlReader:
    """One mail, one document: its HTML part's words, or its plain part's."""

    suffixes = (".eml",)
    media_type = "message/rfc822"

    def recognises(self, head: bytes) -> bool:
        return is_mail(head) and not is_mhtml(head)

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        return whole(self, source, context)

    def read(self, payload: bytes, location: str, context: Context) -> list[Document | InputError]:
        return [read_mail(payload, location, context)]


READER = EmlReader()
