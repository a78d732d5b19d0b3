"""MBOX: a mailbox's mails one by one, however large it is. A mail's location is "FILE#OFFSET"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Source, failed
from demonstrably.ingest.mail import read_mail
from demonstrably.ingest.reading import captured, guarded
from demonstrably.model import Document

_FROM = re.compile(rb"From \S.*\d{4}")
_FIELD = re.compile(rb"[A-Za-z][\w-]{0,60}:")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


class MboxReader:
    """Mails that follow each other, each behind a line "From ..."; the capture is the mail without that line."""

    suffixes = (".mbox", ".mbx")
    media_type = "application/mbox"

    def recognises(self, head: bytes) -> bool:
        first, _, rest = head.partition(b"\n")
        return bool(_FROM.match(first)) and bool(_FIELD.match(rest))

    def parts(self, source: Source, context: Context) -> Iterator[Ingested]:
        found = False
        for offset, payload in mails(source.stream):
            found = True
            location = f"{source.location}#{offset}"
            if len(payload) > LARGEST:
                told = f"is a mail of more than {LARGEST // 2**20} MB."
                yield failed(InputError(location, told, remedy="Save its text as .txt, or take its attachments out."))
            else:
                yield from guarded(location, self._mail(payload, location, context))
        if not found:
            raise InputError(source.location, "holds no mails.", remedy="Export the mailbox again.")

    def _mail(self, payload: bytes, location: str, context: Context) -> Iterator[Ingested]:
        parts: list[Document | InputError] = [read_mail(_ESCAPED.sub(rb"\1", payload), location, context)]
        yield from captured(payload, location, "message/rfc822", parts)


def mails(stream: BufferedReader[Any]) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of each mail; of one that is too large no more than shows that it is."""
    at = start = size = 0
    lines: list[bytes] = []
    inside = after_blank = False
    while line := stream.readline(LARGEST + 1):
        at += len(line)
        if _FROM.match(line) and (after_blank or not inside) and _FIELD.match(stream.peek(64)[:64]):
            if inside:
                yield start, b"".join(lines)
            inside, start, size, lines = True, at, 0, []
        elif inside and size <= LARGEST:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip()
    if inside:
        yield start, b"".join(lines)


READER = MboxReader()
