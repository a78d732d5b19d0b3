"""Chronicles: texts that tell day by day, each passage under its day ("Feb. 18 - Crowds clash with police")."""

from __future__ import annotations

import re
from functools import cached_property

from demonstrably.extract.dates import DateExpression
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.setting.expressions import Expressions
from demonstrably.extract.setting.stamps import is_label

_FEW = 3
"""Days that head passages from which on a text is a chronicle."""
_LEAD = re.compile(r"[ \t•*#(|\"“-]*")
_BEHIND = re.compile(r"\)?\*{0,2}(?:\s?[:–—]|\s-|\.(?=\s+['‘“\"]?[A-Z]))")
"""What stands behind a day that heads the line that goes on from it."""
_REACH = 1500
"""Characters behind a day in a line of its own within which it heads the text."""


class Chronicle:
    """The headed passages of one document."""

    def __init__(self, discourse: Discourse, expressions: Expressions) -> None:
        """`expressions` are the days that the document names."""
        self._discourse = discourse
        self._expressions = expressions

    def head_of(self, offset: int) -> DateExpression | None:
        """The day that heads the passage at an offset; None outside chronicles."""
        head = next((e for e, _ in reversed(self._heads) if e.start <= offset), None)
        if head is None:
            return None
        own_line = (head, True) in self._heads
        text = self._discourse.text
        inside = offset - head.end < _REACH if own_line else "\n" not in text[head.end : offset]
        return head if inside else None

    @cached_property
    def _heads(self) -> list[tuple[DateExpression, bool]]:
        """The days that head passages, each with whether it fills its line; none where they are few."""
        heads = [(e, fills) for told in self._expressions.by_sentence for e in told[:2]
                 if (fills := self._heads_passage(e)) is not None]  # fmt: skip
        days = {e.value for e, _ in heads}
        labels = [(e, fills) for e, fills in heads if is_label(self._discourse.text, e)]
        return heads if len(days) >= _FEW else labels

    def _heads_passage(self, expression: DateExpression) -> bool | None:
        """Whether a day that heads a passage fills its line; None for others."""
        text, e = self._discourse.text, expression
        if e.kind not in ("absolute", "weekday") or not e.value or e.ongoing or e.precision not in ("day", "range"):
            return None
        start, end = text.rfind("\n", 0, e.start) + 1, text.find("\n", e.end)
        if _LEAD.fullmatch(text, start, e.start) is None:
            return False if is_label(text, e) else None
        if not text[e.end : end if end >= 0 else len(text)].strip(" \t\r.:*#–—)-"):
            return True if end > 0 else None
        return False if _BEHIND.match(text, e.end) else None
