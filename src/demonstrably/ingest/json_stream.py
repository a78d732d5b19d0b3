"""The items of a long list in JSON, one by one, whatever the file's size: exports of a life's posts are one list."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from demonstrably.errors import InputError
from demonstrably.ingest.contract import LARGEST, too_deep

_READ = 256 * 1024
_BETWEEN = re.compile(r"[\s,]*")


class JsonText:
    """A stream's text with a place in it that moves on; what lies behind the place is forgotten."""

    def __init__(self, stream: BufferedReader[Any], location: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self.location = location

    def find(self, opening: re.Pattern[str]) -> str | None:
        """Go on behind the next place that a pattern matches, and return the text up to there (its last million
        characters); None, at the end, where there is none."""
        before = ""
        while not (match := opening.search(self._text)):
            before, self._text = (before + self._text[:-200])[-1_000_000:], self._text[-200:]
            if not self._more():
                return None
        before += self._text[: match.end()]
        self._text = self._text[match.end() :]
        return before

    def items(self) -> Iterator[Any]:
        """The items of the list whose opening bracket lies behind. Raises InputError where the list breaks off, or an
        item is larger or deeper than any post."""
        decoder = json.JSONDecoder(strict=False)
        at = 0
        while True:
            at = _BETWEEN.match(self._text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._text.startswith("]", at):
                self._text = self._text[at + 1 :]
                return
            try:
                item, end = decoder.raw_decode(self._text, at)
            except RecursionError as error:
                raise too_deep(self.location) from error
            except ValueError as error:
                self._text, at = self._text[at:], 0
                if len(self._text) > LARGEST or not self._more():
                    raise self._broken() from error
                continue
            if end == len(self._text) and self._more():
                continue  # a number could go on
            yield item
            at = end

    def _more(self) -> bool:
        data = self._stream.read(max(_READ, len(self._text)))
        self._text += self._decoder.decode(data)
        return bool(data)

    def _broken(self) -> InputError:
        near = " ".join(self._text[:40].split())
        return InputError(self.location, f"breaks off, or is no JSON, at {near!r}.", remedy="Export it again.")
