"""Finding: capitalised stretches of a text that may name a place, with what their surroundings say for and against."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTRY, COUNTY, MACRO, REGION, SETTLEMENT, Candidate, Index
from demonstrably.gazetteer.lexicon import Entry, Lexicon
from demonstrably.language.analysis import Name

Role = Literal["place", "institution", "demonym"]

LONGEST = 6
"""Words of a name; longer ones in GeoNames are official titles."""

LIST_SIGNS = frozenset((", ", " and ", ", and ", " or ", ", or ", " & ", "; "))
"""What stands between two names of one list."""

_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){2,}|[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*\.?")
_STOP = re.compile(r"[.!?…:;\n\r\u2028\u2029|•]")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,30})? \((?:[A-Z]{2,}|[A-Z][a-z]+)\) ?[-–—]")
"""What follows the town of an agency's dateline: "AKRON, Ohio (AP) —"."""

_ARTICLE_LIST = "al el ad as ar ash az an at"
_CONNECTOR_LIST = f"""{_ARTICLE_LIST} de da do dos das du des del della di la le les los las of the and on upon in sur
    sous en am im der den van von und ob pri na nad pod i y e"""
_ARTICLES = frozenset(_ARTICLE_LIST.split())
_CONNECTORS = frozenset(_CONNECTOR_LIST.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the text. `fresh` is true where it opens a sentence or line."""

    start: int
    end: int
    text: str
    fresh: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def lower(self) -> str:
        return self.text.casefold().rstrip(".")


@dataclass(slots=True)
class Spot:
    """A stretch that may name a place. `evidence` is how much speaks for that; 0 is neutral.

    `first` and `last` are its words' indices; `role` what its surroundings make of it; `explicit` is set where the
    text itself places it ("Paris, Texas"), `listed` where it stands in a list with another name of a world city.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    key: str
    candidates: tuple[Candidate, ...]
    sort: str = "name"
    role: Role = "place"
    evidence: float = 0.0
    explicit: bool = False
    within: tuple[Candidate, ...] = ()
    listed: bool = False

    @property
    def broad(self) -> bool:
        """Whether it can be a country, a region or a macro-region."""
        return any(c.kind != SETTLEMENT for c in self.candidates)


def read_words(text: str) -> list[Word]:
    """The words of a text; a stop that is no part of an abbreviation ends a sentence."""
    words: list[Word] = []
    previous = 0
    for match in _WORD.finditer(text):
        gap = text[previous : match.start()]
        fresh = not words or bool(_STOP.search(gap)) or _closed(words[-1], text[match.start()])
        words.append(Word(match.start(), match.end(), match.group(), fresh))
        previous = match.end()
    return words


def _closed(word: Word, following: str) -> bool:
    """Whether the word's own full stop ends the sentence: more than an abbreviation's letters before a capital."""
    return word.text.endswith(".") and word.text.count(".") == 1 and len(word.text) > 6 and following.isupper()


class Finder:
    """Finds spots in one text."""

    def __init__(self, text: str, index: Index, lexicon: Lexicon) -> None:
        self.text = text
        self.index = index
        self.lexicon = lexicon
        self.words = read_words(text)
        self.lowered = {word.text for word in self.words if not word.capital}
        self._starts = [word.start for word in self.words]

    def spots(self) -> list[Spot]:
        """All spots in order, the longest at each place, without judgement."""
        found: list[Spot] = []
        i = 0
        while i < len(self.words):
            spot = self._longest(i) if self._opens(i) else None
            if spot is not None:
                found.append(spot)
            i = spot.last + 1 if spot else i + 1
        return found

    def _opens(self, i: int) -> bool:
        word = self.words[i]
        if word.capital:
            return True
        following = self.words[i + 1] if i + 1 < len(self.words) else None
        return (
            word.lower in _ARTICLES
            and following is not None
            and following.capital
            and self.text[word.end : following.start] == "-"
        )

    def _reach(self, i: int) -> int:
        """The index of the last word that a name opening at `i` could hold."""
        last = i
        for j in range(i + 1, min(i + LONGEST, len(self.words))):
            word = self.words[j]
            gap = self.text[self.words[j - 1].end : word.start]
            if gap not in (" ", "-", "\u00a0", "–") or not (word.capital or word.lower in _CONNECTORS):
                break
            if self.words[j - 1].text.endswith(".") and word.fresh:
                break
            if word.capital:
                last = j
        return last

    def _longest(self, i: int) -> Spot | None:
        for last in range(self._reach(i), i - 1, -1):
            if self.words[last].capital and (spot := self._spot(i, last)):
                return spot
        return None

    def _spot(self, first: int, last: int) -> Spot | None:
        start, end = self.words[first].start, self.words[last].end
        written = self.text[start:end]
        key = fold(written)
        entry = self.lexicon.find(key, written)
        if written.endswith(".") and (entry is None or entry.spelling != written):
            end, written = end - 1, written[:-1]
            entry = self.lexicon.find(key, written)
        if entry is not None:
            return self._entered(entry, Spot(first, last, start, end, written, key, ()))
        if len(key) < 3 or (first == last and key in self.lexicon.never):
            return None
        candidates = self.index.candidates(key)
        if (
            not candidates
            or self._city_of(first, last, candidates)
            or (written.isupper() and not self._shouted(first, last, candidates))
        ):
            return None
        return Spot(first, last, start, end, written, key, candidates)

    def _entered(self, entry: Entry, spot: Spot) -> Spot | None:
        """The spot of a place word; two capitals mean a state only after a town ("Paris, TX")."""
        bare = entry.sort == "abbreviation" and "." not in spot.text
        if bare and not self._follows_name(spot.first):
            return None
        spot.sort = entry.sort
        spot.candidates = entry.candidates + (self._others(spot.key, entry) if entry.sort in ("name", "town") else ())
        if entry.sort == "demonym":
            spot.role = "demonym"
        elif entry.sort == "metonym":
            spot.role = "institution"
        return spot

    def _others(self, key: str, entry: Entry) -> tuple[Candidate, ...]:
        """Regions and towns that share the name of a place word."""
        known = {c.place_id for c in entry.candidates}
        return tuple(c for c in self.index.candidates(key) if c.main and c.kind != COUNTY and c.place_id not in known)

    def _follows_name(self, i: int) -> bool:
        if i == 0 or not self.words[i - 1].capital:
            return False
        gap = self.text[self.words[i - 1].end : self.words[i].start]
        return gap in (", ", " ", ",") or (gap == "-" and len(self.words[i - 1].text) == 1)

    def _city_of(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether "City" at the end belongs to what follows ("Dublin City Council") and not to a town's name."""
        named = any(c.main and c.kind == SETTLEMENT for c in candidates)
        return last > first and self.words[last].lower == "city" and not named

    def _shouted(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether a name in capitals is one in a dateline or headline, and no acronym."""
        size = self.words[last].end - self.words[first].start
        if size < 4 or not any(c.main for c in candidates):
            return False
        end = self.words[last].end
        opens = self.words[first].fresh and self.text[end : end + 3].lstrip()[:1] in ("(", "-", "—", "–", ",")
        dateline = opens or _DATELINE.match(self.text, end) is not None
        return (
            dateline or first != last or self._line_shouts(first) or (size > 5 and candidates[0].population > 100_000)
        )

    def _line_shouts(self, i: int) -> bool:
        near = self.words[max(0, i - 3) : i] + self.words[i + 1 : i + 4]
        loud = [w for w in near if len(w.text) > 3]
        return bool(loud) and all(w.text.isupper() for w in loud)

    def between(self, a: Spot, b: Spot) -> str:
        return self.text[a.end : b.start]

    def word_before(self, spot: Spot) -> Word | None:
        """The word right before a spot in its sentence, None where there is none."""
        if spot.first == 0 or self.words[spot.first].fresh:
            return None
        word = self.words[spot.first - 1]
        gap = self.text[word.end : spot.start]
        if "#" in gap and word.capital:  # one hashtag says nothing about the next
            return None
        return word if gap.strip(" \u00a0-'’s\"“(#") == "" else None

    def word_after(self, spot: Spot) -> Word | None:
        """The word right after a spot without a sign between them, None where there is none."""
        if spot.last + 1 >= len(self.words):
            return None
        word = self.words[spot.last + 1]
        return word if self.text[spot.end : word.start] in (" ", "\u00a0") and not word.fresh else None

    def trimmed(self, start: int, end: int) -> str:
        """The text there without lower-case words at its end ("Shengzhou city")."""
        at = bisect_left(self._starts, start)
        words = [w for w in self.words[at : at + LONGEST] if w.end <= end]
        while words and not words[-1].capital:
            words.pop()
        return self.text[start : words[-1].end] if words else ""

    def led(self, start: int, *, firmly: bool = False) -> bool:
        """Whether a preposition or the like before this offset speaks for a place; `firmly`: surely."""
        at = bisect_left(self._starts, start) - 1
        if at < 0 or self.text[self.words[at].end : start] != " ":
            return False
        lower = self.words[at].lower
        if firmly:
            return lower in self.lexicon.strong
        return any(lower in words for words in (self.lexicon.strong, self.lexicon.weak, self.lexicon.nouns))

    def goes_on(self, end: int) -> bool:
        """Whether a name that ends here is only the opening of a longer one or of a venue's, or owns what follows."""
        if self.text[end : end + 2] in ("'s", "’s"):
            return True
        at = bisect_left(self._starts, end)
        word = self.words[at] if at < len(self.words) and self.text[end : self._starts[at]] == " " else None
        return word is not None and (word.capital or self.lexicon.is_generic(word.lower))

    def headline(self, spot: Spot) -> bool:
        """Whether the words around are capitalised as in a headline, so that capitals tell nothing."""
        near = self.words[max(0, spot.first - 4) : spot.first] + self.words[spot.last + 1 : spot.last + 5]
        long = [w for w in near if len(w.text) > 3]
        return len(long) >= 4 and sum(w.capital for w in long) >= 0.8 * len(long)


class Judge:
    """Weighs what speaks for a place, spot by spot. The weights were set by eye and on half of a public corpus of
    local news (benchmarks/places.py); a spot stays where its evidence reaches ENOUGH."""

    ENOUGH = 1.7

    def __init__(self, finder: Finder, names: Sequence[Name]) -> None:
        self.finder = finder
        self.lexicon = finder.lexicon
        self.names = sorted(names, key=lambda n: (n.start, n.end))
        self._name_starts = [n.start for n in self.names]

    def judge(self, spots: list[Spot]) -> list[Spot]:
        """The spots that are places, with role and evidence."""
        for spot in spots:
            if spot.sort in ("demonym", "metonym", "venue"):
                spot.evidence = 9.0
            else:
                spot.evidence += self._weigh(spot)
        self._enlist(spots)
        self._share(spots)
        return [spot for spot in spots if spot.evidence >= self.ENOUGH]

    def _weigh(self, spot: Spot) -> float:
        return (
            _size(spot)
            + self._ordinary(spot)
            + self._before(spot)
            + self._after(spot)
            + self._named(spot)
            + (1.5 if spot.first != spot.last and spot.key.split()[-1] in self.lexicon.kinds else 0.0)
            + (4.0 if spot.explicit else 0.0)
        )

    def _ordinary(self, spot: Spot) -> float:
        """Against what may be an ordinary word or a person's name."""
        if spot.sort != "name" or spot.candidates[0].kind in (COUNTRY, MACRO):
            return 0.0
        weight = -2.0 if self.lexicon.is_word(spot.key) or self.lexicon.is_generic(spot.key) else 0.0
        if spot.key.startswith("st ") and self.finder.text[spot.end : spot.end + 2] in ("'s", "’s"):
            weight -= 3.0
        if spot.text.casefold() in self.finder.lowered:
            weight -= 2.0
        return weight - (0.5 if self.finder.words[spot.first].fresh and weight else 0.0)

    def _before(self, spot: Spot) -> float:
        if self.finder.text[max(0, spot.start - 1) : spot.start] == "#":  # who tags a word means a name
            return 1.0
        word = self.finder.word_before(spot)
        if word is None:
            return self._dateline(spot)
        if word.lower in self.lexicon.nouns:
            return 0.0 if word.capital else 1.8
        if word.lower in self.lexicon.strong:
            return 1.8
        if word.lower in self.lexicon.weak:
            return 1.0
        if not word.capital:
            if spot.broad or word.lower not in ("the", "a", "an", "his", "her"):
                return 0.0
            following = self.finder.word_after(spot)  # "the Sado" is a river, "the Boston Common" is in Boston
            return -0.7 if following is not None and following.capital else -1.4
        return self._capital_before(spot, word)

    def _capital_before(self, spot: Spot, word: Word) -> float:
        if len(word.text) == 1 and self.finder.text[word.end] == "-":  # a party's letter: "D-Calif."
            return 1.0
        if word.lower in self.lexicon.titles or word.lower in self.lexicon.given:
            return -4.0
        key = fold(word.text)
        if self.lexicon.find(key, word.text) is not None or self.finder.headline(spot):
            return 0.0
        if word.fresh and (self.lexicon.is_word(key) or not self.finder.index.candidates(key)):
            return 0.0
        return -0.5 if spot.candidates[0].kind == COUNTRY else -2.5

    def _dateline(self, spot: Spot) -> float:
        after = self.finder.text[spot.end : spot.end + 4].lstrip()
        dash = after[:1] in ("(", "—", "–") or after[:2] == "--"
        return 2.0 if dash and self.finder.words[spot.first].fresh else 0.0

    def _after(self, spot: Spot) -> float:
        word = self.finder.word_after(spot)
        if word is None:
            return 0.0
        if word.lower == "and" and self._crosses(spot):
            return -9.0
        if word.lower in self.lexicon.speech and spot.role == "place":
            if not _governs(spot):
                return -1.5  # who speaks and is no government is a person or a firm
            spot.role = "institution"
        if not word.capital:
            return 1.5 if word.lower in self.lexicon.kinds else 1.0 if word.lower in self.lexicon.people else 0.0
        if word.lower in self.lexicon.streets:
            return -9.0 if spot.candidates[0].kind != COUNTRY else -3.0
        if word.lower in self.lexicon.institutions:
            spot.role = "institution"
            return 0.0
        if word.lower in self.lexicon.venues:
            return 0.0
        return self._capital_after(spot, word)

    def _crosses(self, spot: Spot) -> bool:
        """Whether a name is one of two streets ("Washington and Broad Streets")."""
        following = self.finder.words[spot.last + 2 : spot.last + 4]
        return (
            len(following) == 2
            and following[1].lower.removesuffix("s") in self.lexicon.streets
            and following[1].capital
        )

    def _capital_after(self, spot: Spot, word: Word) -> float:
        if self.finder.headline(spot) or self.lexicon.find(fold(word.text), word.text) is not None:
            return 0.0
        if word.text in _DAYS:  # "rallied in Portland Monday"
            return 0.0
        spot.role = "institution"
        return -0.7 if _size(spot) >= 3.0 or spot.key.split()[-1] in self.lexicon.kinds else -2.5

    def _named(self, spot: Spot) -> float:
        """What the analyser's names say."""
        overlapping = [n for n in self._around(spot) if n.start < spot.end and n.end > spot.start]
        return min((self._name(spot, name) for name in overlapping), default=0.0)

    def _around(self, spot: Spot) -> Iterator[Name]:
        at = bisect_left(self._name_starts, spot.start - 120)
        while at < len(self.names) and self._name_starts[at] < spot.end:
            yield self.names[at]
            at += 1

    def _name(self, spot: Spot, name: Name) -> float:
        wider = name.end - name.start > spot.end - spot.start + 4
        if name.label in ("GPE", "LOC"):
            return 1.5 if not wider else 0.5
        if name.label == "ORG":
            if wider and not self.finder.headline(spot) and not self._ends_in_quarter(spot, name):
                spot.role = "institution"
            return -0.5
        if name.label == "PERSON" and not wider and not self.lexicon.is_word(spot.key):
            return -1.5  # a small model takes many a town for a person
        return _LABELS.get(name.label, 0.0)

    def _ends_in_quarter(self, spot: Spot, name: Name) -> bool:
        """Whether what makes a name longer only says which part is meant ("Far Eastern Vladivostok")."""
        before = self.finder.text[name.start : spot.start].casefold().split()
        return name.end <= spot.end and bool(before) and before[-1] in self.lexicon.strong

    def _enlist(self, spots: list[Spot]) -> None:
        """What follows a sure place in a list is one too: the preposition of the first speaks for all."""
        for left, right in pairwise(spots):
            sure = left.evidence >= self.ENOUGH + 0.5 and left.role == "place"
            if sure and right.role == "place" and self.finder.between(left, right) in LIST_SIGNS:
                right.evidence += 1.2

    def _share(self, spots: list[Spot]) -> None:
        """One sense a document: a name that is surely a place somewhere is likelier one elsewhere, and a person's
        name likelier a person's."""
        best: dict[str, float] = {}
        worst: dict[str, float] = {}
        for spot in spots:
            best[spot.key] = max(best.get(spot.key, -9.0), spot.evidence)
            worst[spot.key] = min(worst.get(spot.key, 9.0), spot.evidence)
        for spot in spots:
            if best[spot.key] >= 3.0:
                spot.evidence += 1.5 if spot.evidence > -1.0 else 0.0
            elif worst[spot.key] < -1.0:
                spot.evidence -= 1.5


_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_LABELS = {
    "PERSON": -3.0,
    "DATE": -3.0,
    "TIME": -3.0,
    "FAC": 0.0,
    "WORK_OF_ART": -1.5,
    "PRODUCT": -1.5,
    "EVENT": -0.5,
    "LAW": -1.5,
    "LANGUAGE": -3.0,
    "NORP": -1.0,
}


def _governs(spot: Spot) -> bool:
    """Whether a government can go by this name: a country, or a large town."""
    top = spot.candidates[0]
    return top.kind == COUNTRY or (top.kind in (SETTLEMENT, REGION) and top.population > 300_000)


def _size(spot: Spot) -> float:
    """How far the name alone speaks for a place: a capital is known, a hamlet is not."""
    return max(map(_known, spot.candidates))


def _known(candidate: Candidate) -> float:
    if candidate.kind in (COUNTRY, MACRO):
        return 4.0
    if candidate.kind == REGION and candidate.main:
        return 3.0
    known = next((k for size, k in _KNOWN if candidate.population >= size), 0.8)
    if candidate.kind == COUNTY:
        known = min(known, 1.0)
    return known - (0.0 if candidate.main else 0.7)


_KNOWN = ((1_000_000, 3.5), (100_000, 2.8), (30_000, 2.2), (5_000, 1.8), (1_000, 1.2))
