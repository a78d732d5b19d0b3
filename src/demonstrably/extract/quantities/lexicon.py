"""The codebook's table of quantities, made into look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast

from demonstrably.codebook import Codebook
from demonstrably.errors import CodebookError
from demonstrably.extract.quantities.words import Word, phrase_key
from demonstrably.model import Qualifier

Bounds = tuple[int, int | None]
_NONE_IN = ("denied", "negations", "between", "lacking", "lacked")
V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases with a value each, found as the longest that begins or ends at a word. Hyphens count as spaces."""

    def __init__(self, table: Mapping[str, V]) -> None:
        self._table = {phrase_key(phrase): value for phrase, value in table.items()}
        self._first = {key[0] for key in self._table}
        self._last = {key[-1] for key in self._table}
        self._lengths = sorted({len(key) for key in self._table}, reverse=True)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return iter(self._table)

    @property
    def first_words(self) -> set[str]:
        return self._first

    def at(self, words: Sequence[Word], i: int) -> tuple[V, int] | None:
        """The value of the longest phrase that begins at word i, and the index after it."""
        if i >= len(words) or words[i].text not in self._first:
            return None
        for length in self._lengths:
            key = tuple(word.text for word in words[i : i + length])
            if len(key) == length and key in self._table:
                return self._table[key], i + length
        return None

    def before(self, words: Sequence[Word], i: int, floor: int = 0) -> tuple[V, int] | None:
        """The value of the longest phrase that ends before word i, and the index of its first word (>= floor)."""
        if i <= floor or words[i - 1].text not in self._last:
            return None
        for length in self._lengths:
            key = tuple(word.text for word in words[max(floor, i - length) : i])
            if len(key) == length and key in self._table:
                return self._table[key], i - length
        return None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words of quantity; what each table holds is said in the TOML file."""

    numbers: Mapping[str, int]
    scales: Mapping[str, int]
    letter_scales: Mapping[str, int]
    parts: Mapping[str, Decimal]
    groups: Phrases[int]
    fractions: Phrases[Decimal]
    vague: Phrases[Bounds]
    vague_units: Phrases[int]
    few: Phrases[int]
    few_exact: Phrases[bool]
    none: Phrases[bool]
    none_not_before: frozenset[str]
    none_in: Mapping[str, frozenset[str]]
    grammar: Mapping[str, frozenset[str]]
    half: Phrases[bool]
    joints: Phrases[str]
    of_scale: Phrases[int]
    hedges: Phrases[Qualifier]
    hedges_after: Phrases[Qualifier]
    estimates: Mapping[str, frozenset[str]]
    idioms: Phrases[bool]
    hyphen_keeps: frozenset[str]
    before: Phrases[bool]
    labels: Phrases[bool]
    numbered: frozenset[str]
    unnumbered: frozenset[str]
    after: Phrases[bool]
    after_letter: frozenset[str]
    currencies: frozenset[str]
    age_bounds: frozenset[str]
    age_nouns: frozenset[str]
    age_bearers: frozenset[str]
    opaque: re.Pattern[str]

    @classmethod
    def load(cls, codebook: Codebook, language: str, vague: Mapping[str, Sequence[int]] | None) -> Lexicon:
        """The language's lexicon, with a rule set's own bounds for vague words laid over the codebook's.

        Raises CodebookError where the table lacks a part or holds something of another kind.
        """
        name = f"{language}/quantities"
        try:
            return _build(codebook.table(name), codebook.table(f"{language}/dates"), vague or {})
        except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError, re.error) as error:
            raise CodebookError(f"{name}: {error!r}", remedy="Compare it with the packaged table.") from error

    def starters(self) -> frozenset[str]:
        """The words that a quantity or an idiom can begin with; a number in digits can always."""
        firsts = (phrases.first_words for phrases in (*self._phrases(), self.idioms))
        none = self.none_in["denied"] | self.none_in["lacking"]
        return frozenset({*self.numbers, *self.scales, *self.grammar["articles"], *none}.union(*firsts))

    def marks(self) -> frozenset[str]:
        """Words of which every quantity that is not in digits holds one at least: a cheap first look."""
        longest = (max(key, key=len) for phrases in self._phrases() for key in phrases)
        none = self.none_in["denied"] | self.none_in["lacking"]
        return frozenset({*self.numbers, *self.scales, *longest, *none})

    def _phrases(self) -> tuple[Phrases[Any], ...]:
        return self.groups, self.fractions, self.vague, self.few, self.none


def _build(table: dict[str, Any], dates: dict[str, Any], own_vague: Mapping[str, Sequence[int]]) -> Lexicon:
    reject, grammar = table["reject"], table["grammar"]
    return Lexicon(
        numbers=table["numbers"],
        scales=table["scales"],
        letter_scales=table["letter_scales"],
        parts={sign: Decimal(str(value)) for sign, value in table["parts"].items()},
        groups=Phrases(table["groups"]),
        fractions=Phrases({phrase: Decimal(str(value)) for phrase, value in table["fractions"].items()}),
        vague=Phrases({phrase: _bounds(value) for phrase, value in {**table["vague"], **own_vague}.items()}),
        vague_units=Phrases(table["vague_units"]),
        few=Phrases(table["few"]),
        few_exact=_set(table["few_exact"]["words"]),
        none=_set(table["none"]["words"]),
        none_not_before=frozenset(table["none"]["not_before"]),
        none_in={name: frozenset(table["none"][name]) for name in _NONE_IN},
        grammar={name: frozenset(words) for name, words in grammar.items() if name != "half"},
        half=_set(grammar["half"]),
        joints=_by_kind(table["joints"]),
        of_scale=Phrases(table["of_scale"]),
        hedges=cast(Phrases[Qualifier], _by_kind(table["hedges"])),
        hedges_after=cast(Phrases[Qualifier], _by_kind(table["after"])),
        estimates={name: frozenset(words) for name, words in table["estimates"].items()},
        idioms=_set(table["idioms"]["phrases"]),
        hyphen_keeps=frozenset(reject["hyphen_keeps"]),
        before=_set(reject["before"]),
        labels=_set(reject["labels"]),
        numbered=frozenset(reject["numbered"]),
        unnumbered=frozenset(reject["unnumbered"]),
        after=_set([*reject["after"], *reject["currencies"]]),
        after_letter=frozenset(reject["after_letter"]),
        currencies=frozenset(reject["currencies"]),
        age_bounds=frozenset(reject["age_bounds"]),
        age_nouns=frozenset(reject["age_nouns"]),
        age_bearers=frozenset(reject["age_bearers"]),
        opaque=_opaque(table["opaque"], dates),
    )


def _set(phrases: Iterable[str]) -> Phrases[bool]:
    return Phrases(dict.fromkeys(phrases, True))


def _by_kind(table: Mapping[str, Sequence[str]]) -> Phrases[str]:
    return Phrases({phrase: kind for kind, phrases in table.items() for phrase in phrases})


def _bounds(values: Sequence[int]) -> Bounds:
    return values[0], values[1] if len(values) > 1 else None


def _opaque(table: Mapping[str, Any], dates: Mapping[str, Any]) -> re.Pattern[str]:
    """One pattern for all that is opaque, with the names of months and the other lists filled in."""
    short = rf"{_one_of(_capitals(dates['month_abbreviations']))}\b\.?"
    filling = {
        "{month}": rf"(?:{_one_of(_capitals(dates['months']))}\b|{short})",
        "{money}": _one_of(table["money"]),
        "{people}": _one_of(table["people"]),
    }
    at_start, at_digit = (_any_of(table[name], filling) for name in ("at_start", "at_digit"))
    return re.compile(rf"(?=\d){at_digit}|(?={table['starts']}){at_start}")


def _capitals(names: Iterable[str]) -> list[str]:
    return [form for name in names for form in (name, name.upper())]


def _one_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def _any_of(patterns: Iterable[str], filling: Mapping[str, str]) -> str:
    pieces = []
    for pattern in patterns:
        for name, piece in filling.items():
            pattern = pattern.replace(name, piece)
        pieces.append(f"(?:{pattern})")
    return f"(?:{'|'.join(pieces)})"
