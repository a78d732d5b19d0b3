"""Is this figure about a gathering? Boosted trees over features of the reading and its surroundings.

The features are general (roles, noun classes, cues near and far); the trees are trained by `scripts/train_claims.py`
on coded texts and shipped as data. The result is the claim's confidence.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import pairwise

from demonstrably.codebook import Codebook
from demonstrably.extract.counting import Reading
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.readings import LOOSE
from demonstrably.extract.cues import MATTERS, OTHERS, CueMap
from demonstrably.extract.matters import Matters
from demonstrably.extract.quantities import Quantity
from demonstrably.extract.trees import Trees
from demonstrably.language.analysis import Sentence, Token

Features = dict[str, float]


class Weighing:
    """Trained trees; `threshold` is the probability from which a reading is a claim."""

    def __init__(self, trees: Trees, threshold: float) -> None:
        self._trees = trees
        self.threshold = threshold

    @classmethod
    def packaged(cls) -> Weighing:
        return cls(*_packaged())

    def probabilities(self, rows: Sequence[Features]) -> list[float]:
        """How likely the reading of each row of features is a claim."""
        return [1 / (1 + math.exp(-total)) for total in self._trees.log_odds(rows)] if rows else []


@cache
def _packaged() -> tuple[Trees, float]:
    raw = json.loads(resources.files("demonstrably.extract").joinpath("data/claim_trees.json").read_text("utf-8"))
    return Trees.from_json(raw), raw["threshold"]


class Evidence:
    """Describes readings by features; the words it looks for are in the codebook ("<language>/counting", weighing)."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        counting = codebook.table(f"{language}/counting")
        table = counting["weighing"]
        self._nouns = Nouns(counting)
        self._matters = Matters(codebook, language)
        self._gathering = frozenset(table["gathering"])
        self._assembling = frozenset(table["assembling"])
        self._armed = frozenset(table["armed"])
        self._authorities = frozenset(table["authorities"])
        self._aftermath = frozenset(table["aftermath"])
        self._elsewhere = frozenset(table["elsewhere"])
        self._others = frozenset([*table["armed"], *table["doing"], *counting["causes"]["vehicles"]])
        self._foreign, self._demanded = frozenset(table["foreign"]), frozenset(table["demanded"])
        self._grieving = self._gathering | frozenset(table["grieving"])
        self._grievance = frozenset(table["grievance"])
        self._fronts = frozenset(table["fronts"])
        self._limits = frozenset(table["limits"])
        self._seats = frozenset(table["seats"])
        self._before_it = frozenset(table["before_it"])
        self._memorial = frozenset(table["memorial"])
        self._bodies = frozenset(table["bodies"])

    def describe(
        self,
        sentence: Sentence,
        index: int,
        reading: Reading,
        quantity: Quantity | None,
        cues: CueMap,
        rivals: Sequence[Reading],
        around: Features,
    ) -> Features:
        """The features of a reading in sentence `index`. `quantity` is None for a single person named by an article;
        `rivals` are all readings of the same figure, `around` what its surroundings tell."""
        features: Features = {f"attribute={reading.attribute}": 1.0}
        features |= self._of_reading(sentence, reading)
        features |= _of_rivals(reading, rivals) | _of_gap(sentence, reading, quantity)
        features |= self._of_clause(sentence, reading, cues)
        features |= self._of_cause(sentence, reading)
        features |= _of_quantity(quantity) | self._at_gathering(sentence, reading, quantity)
        return features | self._matters.of(index, cues) | around | _of_words(reading)

    def _of_reading(self, sentence: Sentence, reading: Reading) -> Features:
        features: Features = {
            f"role={reading.role}": 1.0,
            f"noun={reading.noun_class}": 1.0,
            f"distance={min(reading.distance, 4)}": 1.0,
        }
        verb = reading.predicate
        if verb is not None:
            features["gathering_verb"] = float(verb.lemma in self._gathering)
            features["aftermath"] = float(verb.lemma in self._aftermath)
            features["assembling_verb"] = float(verb.lemma in self._assembling)
            if reading.attribute == "places":
                features["place_of_gathering"] = float(any(t.lemma in self._gathering for t in _around(sentence, verb)))
        return features | self._of_noun(sentence, reading.noun)

    def _of_cause(self, sentence: Sentence, reading: Reading) -> Features:
        """Whether what is told is only what the gathering is about ("anger over the shooting of three men") and
        whether the people counted do something that no crowd is counted for."""
        token = reading.predicate or reading.noun
        if token is None:
            return {}
        line = [token, *sentence.ancestors(token)]
        verb = next((t for t in line if t.pos == "VERB"), None)
        features = {
            "at_seat": float(any(self._stands_before_seat(sentence, t) for t in line[:2])),
            "elsewhere": float(verb is not None and verb.lemma in self._elsewhere),
            "before_it": float(self._comes_before(sentence, line)),
            "memorial": float(any(t.lemma in self._memorial for t in line)),
            "limit": float(any(t.lemma in self._limits for t in line)),
            "demanded": float(any(t.lemma in self._demanded for t in line[:5])),
            "on_strike": float(_is_on_strike(sentence, token)),
        }
        for below, above in pairwise(line):
            if above.lemma not in self._grieving:
                continue
            if below.lower in self._grievance or (below.dep == "dobj" and below.i == token.i and above.pos == "VERB"):
                return features | {"grievance": 1.0}
        return features

    def _stands_before_seat(self, sentence: Sentence, token: Token) -> bool:
        """Whether a word or its object is told to be outside a seat of power or the like ("10,000 dockers outside
        parliament", "gathered outside the court")."""
        hosts = (token, *sentence.children(token, "attr", "dobj", "nsubj"))
        fronts = (p for host in hosts for p in sentence.children(host, "prep") if p.lower in self._fronts)
        return any(o.lemma in self._seats for p in fronts for o in sentence.children(p, "pobj"))

    def _comes_before(self, sentence: Sentence, line: Sequence[Token]) -> bool:
        """Whether one of these tokens, each above the one before, opens what a gathering told in the clause above came
        after: a clause with such a mark, or the object of such a preposition."""
        for below, above in pairwise(line):
            opens = below.lower in self._before_it or any(
                c.lower in self._before_it for c in sentence.children(below, "mark", "prep") if c.i < below.i
            )
            if opens and any(t.lemma in self._gathering for t in _around(sentence, above)):
                return True
        return False

    def _at_gathering(self, sentence: Sentence, reading: Reading, quantity: Quantity | None) -> Features:
        """Whether a figure is told to be that of a gathering right behind it ("18,000 at a previous rally")."""
        if quantity is None:
            return {}
        follow = [t for t in sentence.tokens if t.start >= quantity.end][:6]
        opens = follow[:1] if reading.noun is None else [t for t in follow if t.i == reading.noun.i + 1]
        if not opens or opens[0].lower not in ("at", "in", "to", "for", "on"):
            return {}
        objects = sentence.children(opens[0], "pobj")
        named = any(o.lemma in self._gathering for o in objects)
        return {f"at_gathering:{reading.attribute}": 1.0} if named else {}

    def _of_noun(self, sentence: Sentence, noun: Token | None) -> Features:
        if noun is None:
            return {}
        determiners = {c.lower for c in sentence.children(noun, "det", "poss")}
        return {
            "weak_place": float(self._nouns.is_weak_place(noun)),
            "gathering_in_phrase": float(any(t.lemma in self._gathering for t in sentence.subtree(noun))),
            "definite": float(not determiners.isdisjoint(("the", "these", "those", "their", "his", "its"))),
            "armed_noun": float(noun.lemma in self._armed),
            "body_noun": float(noun.lemma in self._bodies),
        }

    def _of_clause(self, sentence: Sentence, reading: Reading, cues: CueMap) -> Features:
        """What the clause of the predicate itself speaks of, apart from the rest of the sentence."""
        token = reading.predicate or reading.noun
        if token is None:
            return {}
        below = sentence.subtree(token)
        text = cues.text[below[0].start : below[-1].end]
        features = {
            f"clause_{kind}": float(cues.cues.has(kind, text)) for kind in ("strong", "weak", *OTHERS, *MATTERS)
        }
        subjects = sentence.children(token, "nsubj", "agent")[:1]
        doers = [t for s in subjects for t in sentence.subtree(s)]
        return features | {
            "by_authorities": float(any(t.lemma in self._authorities for t in doers)),
            "by_others": float(any(t.lemma in self._others for t in doers)),
            "by_foreign": float(any(t.lower in self._foreign for t in doers)),
            "by_somebody": float(bool(doers)),
        }


_FAR = 20
"""Words between a figure and a predicate beyond which more do not matter."""

_STOPS = frozenset({",", ";", ":", "--", "–", "—", "(", ")"})

_HARMS = ("detained", "injured", "killed")


def _of_words(reading: Reading) -> Features:
    """The words themselves."""
    features: Features = {}
    if reading.predicate is not None:
        features[f"predicate={reading.attribute}:{reading.predicate.lemma}"] = 1.0
    if reading.noun is not None:
        features[f"counted={reading.noun.lemma}"] = 1.0
    return features


def _of_gap(sentence: Sentence, reading: Reading, quantity: Quantity | None) -> Features:
    """How far the predicate stands from the figure in words, before or behind it, and the clauses between."""
    verb = reading.predicate
    if verb is None or quantity is None:
        return {}
    figure = sentence.at(quantity.start, quantity.end)
    if not figure or verb in figure:
        return {}
    behind = verb.i > figure[-1].i
    between = sentence.tokens[figure[-1].i + 1 : verb.i] if behind else sentence.tokens[verb.i + 1 : figure[0].i]
    return {
        "gap": min(1.0, len(between) / _FAR),
        "gap_behind": float(behind),
        "gap_comma": float(any(t.text in _STOPS for t in between)),
        "gap_verb": float(any(t.pos == "VERB" for t in between)),
        "gap_figure": float(any(t.pos == "NUM" for t in between)),
    }


def _of_rivals(reading: Reading, rivals: Sequence[Reading]) -> Features:
    """Whether another reading of the figure is nearer: "police arrest dozens of activists protesting"."""
    others = [r for r in rivals if r.attribute != reading.attribute]
    if reading.attribute == "participants":
        if reading.role == "nominal" and any(r.role == "nominal" and r.attribute in _HARMS for r in others):
            return {"rival_harm": 1.0}  # "the arrest of several protesters, including four teachers"
        nearer = (r for r in others if r.distance < reading.distance or r.role in ("object", "passive", "adjective"))
        return {"rival_harm": float(any(r.attribute in _HARMS and r.distance < 2 for r in nearer))}
    if reading.attribute not in _HARMS:
        return {}
    return {
        "rival_nearer": float(any(r.attribute in _HARMS and r.distance < reading.distance for r in others)),
        "rival_participants": float(any(r.attribute == "participants" and r.role not in LOOSE for r in others)),
    }


def _is_on_strike(sentence: Sentence, token: Token) -> bool:
    """Whether a word is "strike" or goes with one: "65,000 went on strike" tells of no gathering by itself."""
    objects = (o for p in sentence.children(token, "prep") for o in sentence.children(p, "pobj"))
    return token.lemma == "strike" or any(o.lemma == "strike" for o in objects)


def _around(sentence: Sentence, verb: Token) -> list[Token]:
    """The clause of a verb or noun: itself, its dependents and what it hangs on."""
    above = [verb, *sentence.ancestors(verb)]
    return [*above[:4], *(c for token in above[:3] for c in sentence.children(token))]


def _of_quantity(quantity: Quantity | None) -> Features:
    if quantity is None:
        return {"form=article": 1.0}
    if quantity.high == 0:
        return {"form=zero": 1.0}
    words = quantity.quote.lower()
    value = quantity.low if quantity.low is not None else quantity.high or 0
    return {
        f"form={quantity.qualifier if quantity.qualifier in ('exact', 'vague') else 'hedged'}": 1.0,
        f"size={min(5, len(str(value)) - 1)}": 1.0,
        "form=year": float(words.isdigit() and len(words) == 4 and 1800 <= int(words) <= 2100),
        "form=one": float(words == "one"),
        "form=several": float(words in ("several", "a few")),
    }
