"""Whether a file of rows holds a document that was withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from demonstrably.model import Capture
from demonstrably.store.base import Withdrawal
from demonstrably.store.checks import text_digest


def has_rows(capture: Capture) -> bool:
    """Whether a capture is a file of rows, which holds many documents."""
    return "json" in capture.media_type


def holds(lines: Iterable[bytes], withdrawals: Sequence[Withdrawal]) -> bool:
    """Whether one of the lines is a row with the id or the text of one of the documents."""
    ids = {withdrawal.document_id for withdrawal in withdrawals}
    texts = {withdrawal.text_sha256 for withdrawal in withdrawals}
    return any(_is_row_of(line, ids, texts) for line in lines)


def _is_row_of(line: bytes, ids: set[str], texts: set[str]) -> bool:
    try:
        row = json.loads(line)
    except ValueError:
        return False
    if not isinstance(row, dict):
        return False
    text = row.get("text")
    return str(row.get("id")) in ids or (isinstance(text, str) and text_digest(text) in texts)
