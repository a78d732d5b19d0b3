"""The readings of a quantity: what it counts, what governs that, and the attribute that this makes it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.counting.absence import Absence
from demonstrably.extract.counting.aims import Aims
from demonstrably.extract.counting.befalling import Befalling
from demonstrably.extract.counting.counted import Counted, CountedNouns
from demonstrably.extract.counting.ellipsis import Ellipses
from demonstrably.extract.counting.headlines import Headlines
from demonstrably.extract.counting.lists import Lists, is_bracketed, list_heading
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.parts import Parts
from demonstrably.extract.counting.phrases import HarmWordings, is_accused, is_of, is_whole
from demonstrably.extract.counting.predicates import Predicates
from demonstrably.extract.counting.readings import (
    NounClass,
    Reading,
    best_each,
    dead_at_last,
    later_first,
    participle_first,
)
from demonstrably.extract.counting.records import Records
from demonstrably.extract.counting.sizes import Sizes
from demonstrably.extract.counting.speaking import Speaking
from demonstrably.extract.counting.uncounted import counts_nothing
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_HARMED: frozenset[NounClass] = frozenset({"none", "people", "gatherer", "police"})
"""What a wording or a list's line can tell harm of."""

_JOINED: frozenset[NounClass] = frozenset({"collective", "place", "occasion", "other"})
"""What a body may join that nobody counts for what gathers."""

_FINITE = ("VBD", "VBZ", "VBP")

_SUCCUMBED = re.compile(
    r"(?:(?!\b(?:after|as|when|while|but|before|days|hours|another|who|where|which|whose|and|since)\b)[^;])*?"
    r"(?:\bsuccumb(?:s|ed)?\s+to\s+(?:his|her|their|the)\s+(?:injuries|wounds|burns)\b"
    r"|\b(?:has|have|had)\s+(?:since\s+|now\s+|later\s+)?died\b)"
)
"""What stands behind one who was hurt and died of it, in the same clause."""
_BROUGHT_IN = re.compile(r"[^.;,]{0,40}\bbrought\s+in\b(?!\s+(?:for|by)\b)")
_ROW = re.compile(r"\b\d+ \d+\Z")
_ROW_AHEAD = re.compile(r" \d+\b")


class Counting:
    """Readings of quantities in parsed sentences, by the lemmas of the codebook's table "<language>/counting".

    `nouns` tells classes of nouns, `lists` what headings count, `ellipses` completes figures that leave it out,
    `parts` finds lists of parts."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        table = codebook.table(f"{language}/counting")
        peoples = codebook.table(f"{language}/places")["demonyms"].values()
        self.nouns = Nouns(table, (name.split()[-1] for names in peoples for name in names))
        self.lists = Lists.of(table)
        self._counted = CountedNouns(self.nouns, table["counters"])
        self.ellipses = Ellipses(self.nouns, self._counted, table["counters"]["neutral"], table["undone"]["still"])
        self.parts = Parts(table["parts"])
        self._predicates = Predicates(table)
        self._headlines = Headlines(table)
        self._absence = Absence(table["people"])
        self._befalling = Befalling(table)
        self._sizes = Sizes(self.nouns, table["counters"])
        self._aims = Aims(table)
        self._records = Records(table)
        self._speaking = Speaking(codebook.table(f"{language}/attribution"))
        self._wordings = HarmWordings(table["wordings"])
        self._healers = frozenset(table["attributes"]["injured"]["doers"])

    def readings(self, sentence: Sentence, quantity: Quantity, headed: str | None = None) -> list[Reading]:
        """All readings of a quantity, best role first; at most one an attribute. `headed` is what the heading of its
        list or table column says that it counts."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens or counts_nothing(sentence, tokens, self.nouns, quantity.start):
            return []
        counted = self._counted.of(sentence, tokens, quantity.start)
        found = [*self._predicates.readings(sentence, counted)]
        found += self._predicates.right_before(sentence, counted, quantity)
        found += self._predicates.right_behind(sentence, counted, tokens[-1])
        found += self._predicates.headline(sentence, tokens[-1], counted)
        found += self._headlines.readings(sentence, counted, tokens[-1], quantity.start)
        found += self._listed(sentence, counted, quantity, headed)
        found += self._worded(sentence, counted, quantity)
        for verb in self._speaking.told_of_themselves(sentence, counted, quantity):
            found += self._predicates.suffered(sentence, counted, verb)
        counts = self._wordings.counted(sentence, quantity)
        if counts:  # "the number of demonstrators killed"
            unlike = ("counter", "object")
            crowds = [
                r for r in found if r.attribute == "places" or (r.attribute == "participants" and r.role not in unlike)
            ]
            found = [r for r in found if r.attribute in counts] + crowds
        if counted.noun is None and not found:
            found += self._predicates.of_a_count(sentence, quantity)
        if any(r.role == "wording" for r in found):  # "counted 103 people with eye injuries"
            found = [r for r in found if not self.ellipses.is_mere_count(r)]
        known = {r.attribute for r in found}
        if is_of(sentence, tokens):
            found = later_first(found)
            if quantity.high == 0:  # "none of the injuries was grave" denies no injury
                found = [r for r in found if r.role != "nominal"]
        if counted.kind in _JOINED and self._predicates.is_joined(sentence, counted):
            return []  # "an alliance of 15 groups"
        if self.nouns.is_owner(sentence, counted.noun):
            return []  # "two lawmakers' cars were burned"
        if self.nouns.is_thing(counted.noun):
            return [r for r in found if r.attribute == "places"]
        if self._absence.is_absent(sentence, counted) or is_accused(sentence, quantity):
            return best_each(r for r in found if r.attribute != "participants")
        if self._absence.is_prosecuted(sentence, counted):
            return best_each(r for r in found if r.attribute != "participants" or r.role == "subject")
        size = self._sizes.reading(sentence, counted, quantity)
        if size and any(_is_said_of(sentence, size, r) for r in found):
            size, found = None, [r for r in found if r.attribute != "participants"]
        if is_whole(sentence, tokens[0]):  # "14 of the 26 people arrested"
            return best_each(r for r in participle_first(found) if _is_of_the_whole(r))
        plain = best_each(dead_at_last(participle_first([*found, size] if size else found)))
        return [*plain, *self._predicates.beside(sentence, counted, known | {r.attribute for r in plain})]

    def befallen(self, sentence: Sentence, quantity: Quantity, readings: list[Reading]) -> list[Reading]:
        """The readings without harm that did not befall those counted here (see `Befalling`), nor what they were at
        when it did ("900 people have died trying to reach the islands"), nor those who only speak."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens:
            return readings
        counted = self._counted.of(sentence, tokens, quantity.start)
        own = self._speaking.without_speakers(sentence, counted, quantity, readings)
        kept = self._aims.without(sentence, counted, self._befalling.befallen(sentence, counted, own))
        kept = self._records.without(sentence, counted, quantity, kept)
        verbs = {r.predicate.i for r in own if r not in kept and r.predicate is not None}
        return [r for r in kept if r.attribute != "participants" or not _hangs_on(sentence, r.predicate, verbs)]

    def may_cause(self, text: str) -> bool:
        """Whether a sentence has a word for what else kills and hurts people."""
        return self._befalling.may_cause(text)

    def following(
        self, before: Sentence, sentence: Sentence, quantity: Quantity, readings: list[Reading]
    ) -> list[Reading]:
        """The readings without harm of a cause that the sentence before tells ("An earthquake shook the town. No
        injuries were reported.")."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        if not tokens:
            return readings
        counted = self._counted.of(sentence, tokens, quantity.start)
        return self._befalling.without_following(before, sentence, counted, quantity, readings)

    def person_readings(self, sentence: Sentence, noun: Token, article: Quantity) -> list[Reading]:
        """Readings of a single person named by a noun with its article ("a man was shot dead")."""
        another = self.nouns.is_another(sentence, noun)
        counted = (
            Counted(None, "none", noun)
            if another
            else Counted(noun, self.nouns.kind(noun), self.nouns.hurt(sentence, noun))
        )
        if noun.dep == "pobj" and sentence.head(noun).dep == "agent":  # "sprayed by a passerby and treated"
            return []
        found = [*self._predicates.readings(sentence, counted), *self._worded(sentence, counted, article)]
        found += self._predicates.right_behind(sentence, counted, noun)
        found += self._headlines.readings(sentence, counted, noun, article.start)
        for verb in self._speaking.told_of_themselves(sentence, counted, article):
            found += self._predicates.suffered(sentence, counted, verb)
        harms = [r for r in found if r.attribute not in ("participants", "places")]
        if _SUCCUMBED.match(sentence.text, noun.end - sentence.start):  # wherever the parse hangs it
            harms = [replace(r, attribute="killed") if r.attribute == "injured" else r for r in harms]
        harms = self._speaking.without_speakers(sentence, counted, article, harms)
        own = self._aims.without(sentence, counted, self._befalling.befallen(sentence, counted, harms))
        return best_each(dead_at_last(own))

    def unspoken(
        self, sentence: Sentence, noun: Token, article: Quantity, readings: Sequence[Reading]
    ) -> list[Reading]:
        """The readings of a single person without those of one who only speaks ("among them a boy, a lawyer said")."""
        counted = Counted(noun, self.nouns.kind(noun), noun)
        return self._speaking.without_speakers(sentence, counted, article, readings)

    def only_people_do(self, reading: Reading) -> bool:
        """Whether a reading rests on a deed of people or a list, so that things told before are no matter."""
        told_of_people = reading.attribute != "participants" or reading.role == "listed"
        return told_of_people or self._predicates.is_deed_of_people(reading)

    def counts_things(self, sentence: Sentence, quantity: Quantity) -> bool | None:
        """Whether a figure counts neither people nor towns nor harm ("1,150 gates"); None where it says nothing."""
        tokens = sentence.at(quantity.core_start, quantity.core_end)
        counted = self._counted.of(sentence, tokens, quantity.start) if tokens else None
        if counted is None or counted.noun is None or self._predicates.is_joined(sentence, counted):
            return None
        if self.nouns.are_crowds(counted.noun):
            return None  # "two crowds: 6,000 at the opera"
        return counted.kind in ("other", "occasion") or self.nouns.is_site(counted.noun)

    def _worded(self, sentence: Sentence, counted: Counted, quantity: Quantity) -> Iterator[Reading]:
        """Harm that a wording tells without a verb of its own: "brought in for questioning"."""
        of_harmed = counted.kind == "event" and sentence.text[quantity.end - sentence.start :].startswith(" of ")
        of_harmed = of_harmed or self._counted.is_instance(counted.noun)  # "attended to 41 cases of fainting"
        if counted.kind in _HARMED or of_harmed:  # "three of the detainees had broken ribs"
            for attribute in self._wordings.told(sentence, quantity):
                told = "injured" if attribute == "detained" and self._is_brought_in(sentence, quantity) else attribute
                yield counted.reading(told, sentence.head(counted.head), "wording", 1)

    def _is_brought_in(self, sentence: Sentence, quantity: Quantity) -> bool:
        """Whether it is a hospital's people who say that somebody was brought in ("doctors said 14 had been brought
        in")."""
        behind = _BROUGHT_IN.match(sentence.text, quantity.end - sentence.start)
        before = (t for t in sentence.tokens if t.end <= quantity.start)
        return behind is not None and any(t.lemma in self._healers for t in before)

    def _listed(
        self, sentence: Sentence, counted: Counted, quantity: Quantity, headed: str | None
    ) -> Iterator[Reading]:
        """A line of a list of places with their figures: "Porto: 18,000 (police)", "BRAGA - 22 arrests"; or of one that
        tells of nothing but figures ("- in Lorne, at least 31 people")."""
        if counted.kind not in _HARMED or not (headed or _leads(sentence, quantity)):
            return
        if list_heading(sentence.text) is None and _tells(sentence, quantity):
            return
        after = [t.lower for t in sentence.tokens if t.start >= quantity.end][:3]
        harms = self._predicates.harms(after) or [*self._wordings.told(sentence, quantity)]
        attribute = harms[0] if harms else headed or "participants"
        if attribute != "participants" or counted.kind != "police":
            yield counted.reading(attribute, counted.head, "listed", 1)


def _is_said_of(sentence: Sentence, size: Reading, harm: Reading) -> bool:
    """Whether who seems to give a number tells what befell those counted ("the 60 people police say were held"), or it
    is the size of a toll ("the death toll is in the dozens")."""
    if harm.role == "wording" and harm.predicate is not None and size.predicate is not None:
        return harm.predicate.i == size.predicate.i and harm.predicate.pos == "ADP"
    verb = harm.predicate if harm.role == "passive" and harm.attribute != "participants" else None
    said = size.predicate
    if verb is None or said is None:
        return False
    below = verb.dep == "ccomp" and sentence.head(verb).i == said.i
    return below or (said.dep == "parataxis" and sentence.head(said).i == verb.i)


def _hangs_on(sentence: Sentence, verb: Token | None, above: Container[int]) -> bool:
    return verb is not None and any(t.i in above for t in sentence.ancestors(verb))


def _is_of_the_whole(reading: Reading) -> bool:
    """Whether a reading tells of a whole that another figure is a part of: "14 of the 26 people arrested", "nine of the
    150 participants"; what the part did or suffered does not."""
    if reading.attribute == "participants":
        own = reading.noun_class == "gatherer" and reading.role == "noun"
    else:
        own = reading.role in ("nominal", "adjective")
    clause = reading.predicate is not None and reading.predicate.dep in ("relcl", "acl") and reading.distance == 0
    return own or (clause and reading.role in ("subject", "passive"))


def _tells(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether something is told of a figure by a verb: one behind the last colon before it; not of one in brackets."""
    if is_bracketed(sentence.text, quantity.start - sentence.start):
        return False
    colon = sentence.text.rfind(":", 0, quantity.start - sentence.start) + sentence.start
    return any(t.tag in _FINITE for t in sentence.tokens if t.start > colon)


def _leads(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a sentence begins as a list's line does and nothing is told before the figure."""
    heading = list_heading(sentence.text)
    tells = any(t.tag in _FINITE for t in sentence.tokens if t.start < quantity.start)
    behind, ahead = sentence.text[: quantity.end - sentence.start], sentence.text[quantity.end - sentence.start :]
    in_row = _ROW.search(behind) or _ROW_AHEAD.match(ahead)  # "Rate it: 1 2 3 4 5"
    return heading is not None and heading.end() + sentence.start <= quantity.start and not tells and not in_row
