"""The words of page furniture, compiled from the codebook's table `cleaning`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SPACES = re.compile(r"\s+")


def count_words(line: str) -> int:
    """Words of a line, numbers not counted; in scripts without spaces between words, two characters count as one."""
    unspaced = len(_UNSPACED.findall(line))
    spaced = _UNSPACED.sub(" ", line) if unspaced else line
    return unspaced // 2 + sum(not word.isdigit() for word in _WORD.findall(spaced))


def plain(line: str) -> str:
    """A line in lower case with single spaces, straight apostrophes and no bullets at its beginning."""
    return _SPACES.sub(" ", re.sub(r"^(?:(?![©(\[])[\W_])+", "", line.casefold())).replace("’", "'").strip()


@dataclass(frozen=True)
class Rule:
    """One kind of furniture; see the table's head for what the fields mean."""

    kind: str
    reason: str
    longest: int
    longest_start: int
    equals: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    contains: tuple[str, ...]

    def matches(self, line: str, bare: str, words: int) -> bool:
        """Whether a line is this kind; `line` as `plain` gives it, `bare` without punctuation at its edges."""
        if bare in self.equals:
            return True
        if words <= self.longest_start and line.startswith(self.starts):
            return True
        return words <= self.longest and (
            line.endswith(self.ends) or any(phrase in line and holds(phrase, line) for phrase in self.contains)
        )


def holds(phrase: str, line: str) -> bool:
    """Whether a phrase stands in a line as whole words, as far as its script parts words by spaces.

    Ask `phrase in line` first: that is ten times as fast as any pattern, and mostly the answer.
    """
    return bool(re.search(_edge(phrase[0]) + re.escape(phrase) + _edge(phrase[-1]), line))


def _edge(letter: str) -> str:
    return r"\b" if letter.isalnum() and not _UNSPACED.match(letter) else ""


@dataclass(frozen=True)
class Appeal:
    """How an appeal to readers is told: it says we and you and has some of these words, or one of them and a price."""

    words: re.Pattern[str]
    we: re.Pattern[str]
    you: re.Pattern[str]

    def matches(self, line: str) -> bool:
        """Whether a line is an appeal. What stands in quotation marks is somebody's speech, and never one."""
        lowered = plain(line)
        if re.search(r"[\"“”„«»]", line) or not (self.we.search(lowered) and self.you.search(lowered)):
            return False
        signs = set(self.words.findall(lowered))
        return len(signs) >= 3 or (len(signs) >= 2 and bool(_PRICE.search(line)))


_PRICE = re.compile(r"[$€£¥]\s?\d{1,3}(?!\d|,\d| ?[mb]illion| ?bn)")
_BYLINE = re.compile(r"(?:by|von|por|par|di|af|av|door|por|przez)\s+[^\W\d_]", re.IGNORECASE)
BYLINE = Rule("metadata", "byline", 12, 12, frozenset(), (), (), ())


@dataclass(frozen=True)
class Lexicon:
    """All rules in order, how an appeal is told, the month and weekday names, the last year we know, and what heads the
    main points of an article ("key points")."""

    rules: tuple[Rule, ...]
    appeal: Appeal
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    horizon: int
    summaries: frozenset[str] = frozenset()

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Lexicon:
        return cls(
            rules=tuple(rule_of(row) for row in table["rule"]),
            appeal=_appeal(table["appeal"]),
            months=_numbers(table["months"]),
            weekdays=_numbers(table["weekdays"]),
            horizon=int(table["horizon"]),
            summaries=frozenset(table["summaries"]["headings"]),
        )

    def furniture(self, line: str) -> Rule | None:
        """The first rule that takes the line for furniture, None for everything else."""
        lowered, words = plain(line), count_words(line)
        bare = _EDGES.sub("", lowered)
        found = next((rule for rule in self.rules if rule.matches(lowered, bare, words)), None)
        return found or (BYLINE if is_byline(line, words) else None)

    def heads_summary(self, line: str) -> bool:
        """Whether a line is nothing but the heading of an article's main points."""
        return _EDGES.sub("", plain(line)) in self.summaries


def is_byline(line: str, words: int) -> bool:
    """Whether a line is nothing but "By Jane Doe and John Roe in Minsk": short, mostly capitals, no full stop."""
    if words > BYLINE.longest or not _BYLINE.match(line) or line.rstrip().endswith((".", "!", "?", ":")):
        return False
    rest = [word for word in line.split()[1:] if word[0].isalpha() and len(word) > 3]
    return bool(rest) and sum(word[0].isupper() for word in rest) > 0.6 * len(rest)


def _appeal(row: Mapping[str, Any]) -> Appeal:
    we, you = (re.compile(rf"\b(?:{'|'.join(map(re.escape, row[key]))})\b") for key in ("we", "you"))
    return Appeal(re.compile(rf"\b(?:{'|'.join(map(re.escape, row['words']))})"), we, you)


def rule_of(row: Mapping[str, Any]) -> Rule:
    """A rule out of its row in a table."""
    return Rule(
        kind=row["kind"],
        reason=row["reason"],
        longest=row["longest"],
        longest_start=row.get("longest_start", row["longest"]),
        equals=frozenset(row.get("equals", ())),
        starts=tuple(row.get("starts", ())),
        ends=tuple(row.get("ends", ())),
        contains=tuple(row.get("contains", ())),
    )


def _numbers(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {name: int(number) for number, names in table.items() for name in names}
