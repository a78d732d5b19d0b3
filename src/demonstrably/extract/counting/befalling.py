"""Harm that did not befall those counted at a gathering: undone since, only recalled by it, or of another cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demonstrably.extract.counting.causes import Causes
from demonstrably.extract.counting.charges import Charges
from demonstrably.extract.counting.counted import Counted
from demonstrably.extract.counting.governors import governors
from demonstrably.extract.counting.readings import LOOSE, Reading
from demonstrably.extract.quantities import Quantity
from demonstrably.language.analysis import Sentence, Token

_FINITE = ("VBD", "VBZ", "VBP")
_OF_THEM = re.compile(r" of (?:them|whom|those|these)\b")
_NOBODY = ("anyone", "anybody")
"""What is counted as none where the verb is denied ("did not arrest anyone")."""


class Befalling:
    """Judges readings of harm by the lemmas of the codebook's table "<language>/counting"."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        undone, causes, people = table["undone"], table["causes"], table["people"]
        self._charges, self._causes = Charges(undone), Causes(table)
        attributes = table["attributes"]
        self._harming = frozenset([*attributes["killed"]["object"], *attributes["injured"]["object"]])
        self._persons = frozenset([*people["general"], *people["gatherers"], *people["police"]])
        self._held, self._grieving = frozenset(undone["held"]), frozenset(undone["grieving"])
        self._releasing, self._recalling = frozenset(undone["releasing"]), frozenset(undone["recalling"])
        self._later = re.compile(
            rf"(?: of (?:them|whom|those|these))?,? (?:\w+ )?(?:{'|'.join(undone['later'])})\b", re.IGNORECASE
        )
        self._recovered = re.compile(
            rf"(?: of (?:them|whom|(?:the|those|these) \w+))?(?:,? \w+)?,? (?:{'|'.join(undone['recovered'])})\b",
            re.IGNORECASE,
        )
        self._deaths = frozenset(attributes["killed"]["nominal"])
        self._no_longer = frozenset(people["no_longer"])
        self._honouring = frozenset(undone["honouring"])
        self._captive = frozenset(undone["captive"])
        self._apart = re.compile(rf"[^.;:]{{0,70}}?\b(?:{'|'.join(undone['apart'])})\b", re.IGNORECASE)
        killed = table["attributes"]["killed"]
        self._hurt = frozenset(table["adjectives"]["injured"])
        self._dying = frozenset([*killed["subject"], *killed["passive"]]) - frozenset(killed["weak"])
        self._gathered = frozenset([*people["gatherers"], *people["collectives"], *people["occasions"]]) - frozenset(
            causes["nouns"]
        )
        self._starting, self._causing = frozenset(causes["starting"]), frozenset(causes["causing"])
        self._answering = frozenset(causes["answering"])
        self._unrest = self._gathered | frozenset(table["weighing"]["gathering"]) | {"clash", "violence"}

    def befallen(self, sentence: Sentence, counted: Counted, readings: Sequence[Reading]) -> list[Reading]:
        """The readings without harm that did not befall those counted here. Whom something else harmed is no crowd
        either, unless a word says so; whom a word says to be dead is not only hurt ("trampled to death")."""
        spared = [r for r in readings if self._is_spared(sentence, counted, r)]
        deaths = (r for r in readings if r.attribute == "killed" and r.predicate is not None)
        deadly = {r.predicate.i for r in deaths if r.predicate and (r.role not in LOOSE or r.predicate.pos != "NOUN")}
        deadly |= {v.head for r in readings if (v := self._later_death(sentence, r)) is not None}
        spared += [r for r in readings if r.attribute == "injured" and r.predicate and r.predicate.i in deadly]
        grieved = any(self._is_grieved_over(sentence, counted, r) for r in spared)
        elsewhere = grieved or any(self._causes.is_of_another(sentence, counted, r) for r in spared)
        if spared and self._is_mourned(sentence, counted.head):
            return []
        if grieved:  # "protesting the death of a man in custody"
            spared += [r for r in readings if r.role == "wording"]
        apart = [r for r in spared if r.attribute == "detained" and self._is_held_apart(sentence, counted, r)]
        held = [r.predicate for r in apart if r.predicate is not None and counted.kind != "gatherer"]
        no_crowd = [r for r in readings if r.attribute == "participants" and r.predicate in held]
        elsewhere = elsewhere or bool(apart)
        return [
            r
            for r in readings
            if r not in (*spared, *no_crowd) and not (elsewhere and (r.role in LOOSE or r.role == "counted"))
        ]

    def may_cause(self, text: str) -> bool:
        """Whether a sentence has a word for what else kills and hurts people, so that it is worth its parse."""
        return self._causes.words.search(text) is not None

    def without_following(
        self, before: Sentence, sentence: Sentence, counted: Counted, quantity: Quantity, readings: Sequence[Reading]
    ) -> list[Reading]:
        """The readings without harm that a cause did which is told in the sentence before."""
        kept = [r for r in readings if not self._causes.follows(before, sentence, counted, quantity, r)]
        return kept if len(kept) == len(readings) else [r for r in kept if r.role not in LOOSE]

    def _later_death(self, sentence: Sentence, reading: Reading) -> Token | None:
        """The verb that tells of those hurt that they died of it ("was struck by a bullet and died", "were shot and
        killed")."""
        verb = reading.predicate
        if reading.attribute != "killed" or reading.role not in ("subject", "passive") or verb is None:
            return None
        own = verb.dep != "conj" or sentence.children(verb, "nsubj", "nsubjpass")
        two = sentence.head(verb).lower in self._hurt and verb.tag == "VBN"  # "dozens were wounded and killed"
        return None if own or two or verb.lemma not in self._dying else verb

    def _is_spared(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether harm that a reading tells did not befall those counted here: "the release of 20 of them", "46 people
        were questioned but not arrested", "a vigil for the 51 people killed", "against the war, in which 900 died"."""
        if reading.attribute in ("participants", "places"):
            return False
        negated = reading.predicate is not None and sentence.children(reading.predicate, "neg")
        if negated and reading.role != "nominal" and counted.head.lower not in _NOBODY:
            return True  # not of "not a single arrest"
        if self._is_grieved_over(sentence, counted, reading) or self._is_doer(sentence, counted, reading):
            return True
        if self._charges.is_only_charged(sentence, counted, reading):
            return True
        if self._is_what_caused_it(sentence, counted, reading):
            return True
        if _is_death_in_custody(sentence, reading) or _is_landmark(sentence, reading):
            return True
        if reading.attribute == "detained":
            if any(self._charges.is_judged(sentence, verb) for verb in _told_by(sentence, counted, reading)):
                return True
            return self._is_held_apart(sentence, counted, reading) or self._is_released(sentence, counted, reading)
        if reading.attribute == "injured" and self._is_well_again(sentence, counted, reading):
            return True
        return self._is_recalled(sentence, counted.head) or self._causes.is_of_another(sentence, counted, reading)

    def _is_doer(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether those counted did the harm to others ("a policeman shot dead a student", "a guard shot and wounded
        two")."""
        verb = sentence.head(counted.head)
        if reading.role == "nominal" or counted.head.dep != "nsubj":
            return False
        if verb.tag not in (*_FINITE, "VBN") or verb.lemma not in self._harming:
            return False
        told = (verb, *(c for c in sentence.children(verb, "conj") if not sentence.children(c, "nsubj", "nsubjpass")))
        objects = [o for v in told for o in sentence.children(v, "dobj")]
        others = [o for o in objects if o.lemma in self._persons or o.pos in ("NUM", "ADJ", "PROPN")]
        theirs = reading.predicate in (None, counted.head, *told) or reading.role == "wording"
        return bool(others) and theirs

    def _is_grieved_over(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether harm that a noun tells is what people protest against ("rallied against the arrest of a colleague"),
        other than that of those who gathered."""
        noun = reading.predicate
        if reading.role != "nominal" or noun is None or counted.kind == "gatherer" or noun is counted.noun:
            return False
        above = sentence.head(noun)
        if noun.dep == "dobj":
            return above.lemma in self._grieving and not self._is_at_gathering(sentence, above, noun)
        over = noun.dep == "pobj" and above.lower in ("against", "over", "at", "about")
        return over and any(t.lemma in self._gathered or t.lemma in self._grieving for t in _up(sentence, above))

    def _is_at_gathering(self, sentence: Sentence, verb: Token, noun: Token) -> bool:
        """Whether what somebody condemns was done at a gathering ("condemned the arrest of 45 at Friday's rally")."""
        behind = (t for t in sentence.subtree(verb) if t.i > noun.i)
        return any(t.pos == "NOUN" and t.lemma in self._gathered for t in behind)

    def _is_what_caused_it(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether harm is told to have caused a gathering: "protests erupted after a woman died in custody", "students
        rioted after police shot a man", "the killing of two students sparked the protests"; not that of those who
        gathered before."""
        harm = reading.predicate
        if harm is None or counted.kind == "gatherer" or self._causes.struck(sentence, harm):
            return False
        above = sentence.head(harm)
        if reading.role == "nominal":
            return self._brought_about(sentence, harm)
        clause = above if harm.dep == "conj" and above.dep == "advcl" else harm
        verb = sentence.head(clause)
        after = any(c.lower in ("after", "since") for c in sentence.children(clause, "mark"))
        begins = verb.lemma in self._starting and self._is_of_unrest(sentence, verb)
        answers = verb.lemma in self._answering and counted.noun is not None and counted.noun.tag == "NN"
        return clause.dep == "advcl" and after and (begins or answers)

    def _brought_about(self, sentence: Sentence, harm: Token) -> bool:
        """Whether a noun of harm is the subject or the agent of a verb that tells what brought a gathering about."""
        above = sentence.head(harm)
        if harm.dep == "nsubj":
            objects = sentence.children(above, "dobj")
            return above.lemma in self._causing and any(o.lemma in self._unrest for o in objects)
        verb = sentence.head(above)
        if harm.dep != "pobj" or above.lower != "by" or verb.lemma not in self._causing:
            return False
        return sentence.head(verb).lemma in self._unrest or self._is_of_unrest(sentence, verb)

    def _is_of_unrest(self, sentence: Sentence, verb: Token) -> bool:
        return any(s.lemma in self._unrest for s in sentence.children(verb, "nsubj", "nsubjpass"))

    def _is_held_apart(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether those counted are prisoners of long ago ("1,100 political prisoners remain behind bars") or were
        detained at no gathering ("arrested for posting messages in support of the protests")."""
        noun = counted.noun
        if noun is not None and noun.lemma in self._captive and reading.role != "part":
            return True
        if (
            noun is not None
            and reading.predicate is noun
            and any(c.lower in self._no_longer for c in sentence.children(noun, "amod", "compound"))
        ):
            return True  # "84 former detainees"
        verb = reading.predicate
        behind = self._apart.match(sentence.text, verb.end - sentence.start) if verb is not None else None
        reasons = [*_over_what(sentence, verb)] if verb is not None else []
        if any(self._causes.is_cause(sentence, noun) for noun in reasons):
            return True  # "15 people have been detained over the collapse of the canopy"
        if any(noun.lemma in self._deaths for noun in reasons) and not any(
            t.lemma in self._unrest for t in sentence.tokens
        ):
            return True  # "six officers have been arrested over the death of a blogger"
        if verb is None or behind is None:
            return False
        between = (t for t in sentence.tokens if verb.end <= t.start and t.end <= sentence.start + behind.end())
        return not any(t.lemma in self._gathered for t in between)

    def _is_released(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        behind = sentence.text[max(t.end for t in (counted.head, counted.noun) if t is not None) - sentence.start :]
        if _is_share(sentence, counted.head) and self._releases(sentence, sentence.head(counted.head)):
            return True
        of_them = reading.role in ("elliptic", "part") or _OF_THEM.match(behind) is not None
        if of_them and self._later.match(behind):
            return True
        told = [*governors(sentence, counted.head, counted.noun)]
        phrase = sentence.subtree(counted.head)
        if reading.role == "object" and reading.predicate not in phrase:  # "detained 12, who were later released"
            told = [g for g in told if g.token not in phrase]
        governing = [g.token for g in told[:2] if not (g.role == "subject" and _does(sentence, g.token))]
        known = counted.noun is not None and counted.noun.lemma in self._held
        own = reading.role in ("nominal", "adjective") and not known
        told_behind = reading.predicate if reading.role == "passive" else None  # "the release of 60 it says were held"
        own = own or (
            told_behind is not None
            and bool(sentence.children(told_behind, "auxpass"))
            and told_behind.i > counted.head.i
        )
        if reading.role not in ("elliptic", "part"):
            own = own or (reading.predicate is not None and any(t.i == reading.predicate.i for t in governing))
        return not own and any(self._releases(sentence, t) for t in governing)

    def _is_well_again(self, sentence: Sentence, counted: Counted, reading: Reading) -> bool:
        """Whether those counted are told to have left hospital, not to have been hurt ("210 of the injured were
        discharged")."""
        if reading.role not in ("nominal", "elliptic", "part"):
            return False
        return self._recovered.match(sentence.text, counted.head.end - sentence.start) is not None

    def _releases(self, sentence: Sentence, verb: Token) -> bool:
        set_free = verb.lemma == "set" and any(c.lower == "free" for c in sentence.children(verb))
        return set_free or verb.lemma in self._releasing

    def _is_recalled(self, sentence: Sentence, head: Token) -> bool:
        """Whether those counted are whom a gathering is held for, or what somebody recalls."""
        above = sentence.head(head)
        if head.dep == "dobj":
            label = sentence.tokens[above.i + 1].text == ":"  # "Nigeria protests: 22 killed"
            return above.lemma in self._recalling and not label
        if head.dep != "pobj" or above.lower not in ("for", "of", "to"):
            return False
        held = sentence.head(above)
        between = sentence.tokens[held.i : above.i] if above.lower == "for" and held.pos == "VERB" else ()
        if any(t.dep == "pobj" and t.lemma in self._recalling for t in between):
            return True  # "took part in a vigil in Braga for a cyclist killed there"
        return any(t.lemma in self._recalling for t in (held, *sentence.children(held, "dobj", "nsubjpass")))

    def _is_mourned(self, sentence: Sentence, head: Token) -> bool:
        """Whether those counted are whom others honour, so that they came to no gathering themselves."""
        above = sentence.head(head)
        honoured = above.lemma in self._honouring if head.dep == "dobj" else above.lower == "for"
        return honoured and self._is_recalled(sentence, head)


def _is_death_in_custody(sentence: Sentence, reading: Reading) -> bool:
    """Whether it is a death that came in custody ("over the death in custody of a blogger")."""
    held = reading.predicate
    link = sentence.head(held) if held is not None and reading.role == "nominal" else None
    died = sentence.head(link).lemma if link is not None and link.lower in ("in", "under") else ""
    return reading.attribute == "detained" and died in ("death", "dying", "killing")


def _is_landmark(sentence: Sentence, reading: Reading) -> bool:
    """Whether harm only tells of a place ("a mile from where a man was killed")."""
    verb = reading.predicate
    if verb is None or verb.dep != "pcomp":
        return False
    return any(c.lower == "where" for c in sentence.children(verb, "advmod"))


def _is_share(sentence: Sentence, head: Token) -> bool:
    """Whether a number is a share of a number ("freed 39 of the 71 people arrested")."""
    objects = [o for p in sentence.children(head, "prep") if p.lower == "of" for o in sentence.children(p, "pobj")]
    return head.pos == "NUM" and any(o.pos == "NUM" or sentence.children(o, "nummod") for o in objects)


def _told_by(sentence: Sentence, counted: Counted, reading: Reading) -> Iterator[Token]:
    """What tells a detention: the predicate, and the participle or verb of those whom an adjective tells of."""
    if reading.predicate is not None:
        yield reading.predicate
    if reading.role == "adjective":
        yield from sentence.children(counted.head, "acl")
        if counted.head.dep in ("nsubj", "nsubjpass"):
            yield sentence.head(counted.head)


def _does(sentence: Sentence, verb: Token) -> bool:
    """Whether something is done to others or attempted: "tried to enter", "charged the police line"; not "20 freed"."""
    return bool(sentence.children(verb, "dobj", "xcomp"))


def _up(sentence: Sentence, preposition: Token) -> Iterator[Token]:
    """What a preposition hangs on, and what that hangs on."""
    first = sentence.head(preposition)
    yield from (first, sentence.head(first), *sentence.children(first, "dobj", "nsubj"))


def _over_what(sentence: Sentence, verb: Token) -> Iterator[Token]:
    """What people are detained over or in connection with."""
    for preposition in sentence.children(verb, "prep"):
        for noun in sentence.children(preposition, "pobj"):
            if preposition.lower == "over":
                yield noun
            elif noun.lower == "connection":
                yield from (o for p in sentence.children(noun, "prep") for o in sentence.children(p, "pobj"))
