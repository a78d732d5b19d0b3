"""Finding: capitalised stretches of a text that may name a place, and what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left

from demonstrably.gazetteer.folding import fold
from demonstrably.gazetteer.index import COUNTY, SETTLEMENT, Candidate, Index
from demonstrably.gazetteer.lexicon import Entry, Lexicon
from demonstrably.gazetteer.spots import LIST_SIGNS, Spot
from demonstrably.gazetteer.words import Word, read_words

LONGEST = 6
"""Words of a name; longer ones in GeoNames are official titles."""

_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,30})? \((?:[A-Z]{2,}|[A-Z][a-z]+)\) ?[-–—]")
"""What follows the town of an agency's dateline: "AKRON, Ohio (AP) —"."""

_REMARK = re.compile(r" \([^()\n]*\)")
_REMARKED = 60
"""Characters between two names of a list at most, with a remark in brackets."""

_ARTICLE_LIST = "al el ad as ar ash az an at"
_CONNECTOR_LIST = f"""{_ARTICLE_LIST} de da do dos das du des del della di la le les los las of the and on upon in sur
    sous en am im der den van von und ob pri na nad pod i y e es ez"""
_LARGE = 100_000
"""People of a town whose name in capitals is no acronym, and that goes by its name without the article."""

_BARE = 6
"""Letters of a name at least that stands for one with an article."""

_ARTICLES = frozenset(_ARTICLE_LIST.split())
_CONNECTORS = frozenset(_CONNECTOR_LIST.split())
_FEWEST = 5_000
"""Inhabitants of a town that goes by a genitive ("St. John's")."""
_GAPS = (" ", "-", "\u00a0", "–")


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
            following is not None
            and following.capital
            and self.text[word.end : following.start] == "-"
            and word.lower in _ARTICLES
        )

    def _reach(self, i: int) -> int:
        """The index of the last word that a name opening at `i` could hold."""
        last = i
        for j in range(i + 1, min(i + LONGEST, len(self.words))):
            word = self.words[j]
            gap = self.text[self.words[j - 1].end : word.start]
            joined = gap == "-" and self.words[j - 1].capital  # "Cha-uat"
            own = self._is_own(j)  # "Cox's Bazar", "St. John's"
            if not own and (gap not in _GAPS or not (word.capital or joined or word.lower in _CONNECTORS)):
                break
            if self.words[j - 1].text.endswith(".") and word.fresh:
                break
            if word.capital or joined or own:
                last = j
        return last

    def _is_own(self, i: int) -> bool:
        """Whether a word is the "s" of a genitive."""
        word = self.words[i]
        return word.lower == "s" and self.text[word.start - 1] in "'’" and self.words[i - 1].end == word.start - 1

    def _longest(self, i: int) -> Spot | None:
        for last in range(self._reach(i), i - 1, -1):
            word = self.words[last]
            closes = word.capital or self.text[word.start - 1] == "-" or (last > i and self._is_own(last))
            if closes and (spot := self._spot(i, last)):
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
        if len(key) < 3 or key in self.lexicon.never:
            return None
        candidates = self.index.candidates(key) or self._articled(key, first, last)
        if self._is_own(last):  # not London's, nor a hamlet or a church
            candidates = tuple(c for c in candidates if c.name[-2:] in ("'s", "’s") and c.population >= _FEWEST)
        if (
            not candidates
            or self._city_of(first, last, candidates)
            or (written.isupper() and not self._shouted(first, last, candidates))
        ):
            return None
        return Spot(first, last, start, end, written, key, candidates)

    def _articled(self, key: str, first: int, last: int) -> tuple[Candidate, ...]:
        """The large towns that bear a name with an Arabic article before it ("Qamishli")."""
        if first != last or len(key) < _BARE or self.lexicon.is_word(key):
            return ()
        bearing = (c for article in sorted(_ARTICLES) for c in self.index.candidates(f"{article} {key}"))
        return tuple(c for c in bearing if c.kind == SETTLEMENT and c.population >= _LARGE)

    def _entered(self, entry: Entry, spot: Spot) -> Spot | None:
        """The spot of a place word; two capitals mean a state only after a town ("Paris, TX")."""
        bare = entry.sort == "abbreviation" and "." not in spot.text
        if bare and not self._follows_name(spot.first):
            town = None if self._is_officer(spot) else self.lexicon.town(spot.key, spot.text)
            return None if town is None else self._entered(town, spot)
        if entry.sort == "metonym" and self._is_stood_at(spot):
            entry = self.lexicon.venue(spot.key) or entry
        spot.sort = entry.sort
        spot.candidates = entry.candidates + (self._others(spot.key, entry) if entry.sort in ("name", "town") else ())
        if entry.sort == "demonym":
            spot.role = "demonym"
        elif entry.sort in ("metonym", "force"):
            spot.role = "institution"
        return spot

    def _is_officer(self, spot: Spot) -> bool:
        """Whether two letters are those of an officer whose seat is told ("outside the DC office")."""
        after = self.word_after(spot)
        named = after is not None and not after.capital and after.lower in self.lexicon.institutions
        article = spot.first > 0 and self.words[spot.first - 1].lower == "the"
        return named and article and spot.text in self.lexicon.initials

    def _is_stood_at(self, spot: Spot) -> bool:
        """Whether the words before speak of a place, not of a government: "in Westminster", "outside the Kremlin"."""
        article = spot.first > 0 and self.words[spot.first - 1].lower == "the"
        return self.led(self.words[spot.first - 1].start if article else spot.start, firmly=True)

    def _others(self, key: str, entry: Entry) -> tuple[Candidate, ...]:
        """Regions and towns that share the name of a place word."""
        known = {c.place_id for c in entry.candidates}
        return tuple(c for c in self.index.candidates(key) if c.main and c.kind != COUNTY and c.place_id not in known)

    def _follows_name(self, i: int) -> bool:
        if i == 0 or not self.words[i - 1].capital or self.led(self.words[i].start):
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
        large = any(c.population > _LARGE for c in candidates)
        if size < 4 or not (large or any(c.main for c in candidates)):
            return False
        end = self.words[last].end
        opens = self.words[first].fresh and self.text[end : end + 3].lstrip()[:1] in ("(", "-", "—", "–", ",", ":")
        opens = opens or (self.words[last].text.endswith(".") and self._opens_line(first))
        dateline = (
            opens or self.lexicon.dated.match(self.text, end) is not None or _DATELINE.match(self.text, end) is not None
        )
        return dateline or first != last or self._line_shouts(first) or (size > 4 and large)

    def _opens_line(self, i: int) -> bool:
        start = self.words[i].start
        return not self.text[self.text.rfind("\n", 0, start) + 1 : start].strip()

    def _line_shouts(self, i: int) -> bool:
        near = self.words[max(0, i - 3) : i] + self.words[i + 1 : i + 4]
        loud = [w for w in near if len(w.text) > 3]
        return bool(loud) and all(w.text.isupper() for w in loud)

    def between(self, a: Spot, b: Spot) -> str:
        """The text between two spots."""
        return self.text[a.end : b.start]

    def listed(self, a: Spot, b: Spot) -> bool:
        """Whether two spots follow each other in a list, remarks in brackets left out ("Dunmore (40 people), Ayr")."""
        return b.start - a.end < _REMARKED and _REMARK.sub("", self.between(a, b)) in LIST_SIGNS

    def word_before(self, spot: Spot) -> Word | None:
        """The word right before a spot in its sentence, None where there is none."""
        if spot.first == 0 or self.words[spot.first].fresh:
            return None
        word = self.words[spot.first - 1]
        gap = self.text[word.end : spot.start]
        if " - " in gap or " – " in gap:  # "Wed 26 June - Surabaya: a hearing"
            return None
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
        words = [w for w in self.words[at : at + LONGEST] if w.end - w.text.endswith(".") <= end]
        while words and not words[-1].capital:
            words.pop()
        return self.text[start : min(end, words[-1].end)] if words else ""

    def led(self, start: int, *, firmly: bool = False) -> bool:
        """Whether a preposition or the like before this offset speaks for a place; `firmly`: surely."""
        at = bisect_left(self._starts, start) - 1
        if at < 0 or self.text[self.words[at].end : start] != " ":
            return False
        lower = self.words[at].lower
        if firmly:
            return lower in self.lexicon.strong
        return lower not in ("and", "or") and any(
            lower in words for words in (self.lexicon.strong, self.lexicon.weak, self.lexicon.nouns)
        )

    def is_aim(self, start: int) -> bool:
        """Whether something is aimed at or believed in what stands at this offset ("anger at Wilson")."""
        at = bisect_left(self._starts, start)
        return at > 1 and self.words[at - 2].lower in self.lexicon.aims and self.words[at - 1].lower in ("at", "in")

    def goes_on(self, end: int) -> bool:
        """Whether a name that ends here is only the opening of a longer one or of a venue's, or owns what follows."""
        if self.text[end : end + 2] in ("'s", "’s"):
            return True
        at = bisect_left(self._starts, end)
        word = self.words[at] if at < len(self.words) and self.text[end : self._starts[at]] == " " else None
        return word is not None and (word.capital or self.lexicon.is_generic(word.lower))

    def ends_name(self, spot: Spot) -> bool:
        """Whether a name of one word is the end of a longer one."""
        before = self.word_before(spot) if spot.first == spot.last else None
        if before is None or self.text[before.end : spot.start] != " ":
            return False
        return before.capital and not before.fresh

    def headline(self, spot: Spot) -> bool:
        """Whether the words around are capitalised as in a headline, so that capitals tell nothing."""
        near = self.words[max(0, spot.first - 4) : spot.first] + self.words[spot.last + 1 : spot.last + 5]
        long = [w for w in near if len(w.text) > 3]
        return len(long) >= 4 and sum(w.capital for w in long) >= 0.8 * len(long)
