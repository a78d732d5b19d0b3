"""Frames of cue verbs: "police said that ...", "..., police said", "a crowd that police put at ..."."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from demonstrably.extract.attribution.amounts import (
    amounts_of,
    bounds,
    doing_of,
    has_amount,
    is_counted,
    tells_another,
    told_to_hearer,
    written_of,
)
from demonstrably.extract.attribution.citing import CitedFrames
from demonstrably.extract.attribution.denials import misread_denial
from demonstrably.extract.attribution.frames import Frame, Region, lacks_subject, stretch, without
from demonstrably.extract.attribution.holders import HolderFinder
from demonstrably.extract.attribution.knowing import Knowing, has_clause
from demonstrably.extract.attribution.lexicon import CueLexicon, VerbClass
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder, is_time
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_CLAUSES = ("ccomp", "xcomp")
_OBJECTS = ("dobj", "attr", "oprd", "acomp", "npadvmod")
_MEDIA = ("agency", "outlet")
_OFFICES = ("police", "government", "medical", "court")
_ROLES = ("nsubj", "nsubjpass", "auxpass")
_PAUSES = (",", '"', "”", "’", "''")
_HEARD = ("told", "informed", "briefed", "assured")
"""Verbs whose object is never who speaks."""
_HEARER = 8
"""Tokens from a verb of telling within which "that" begins what is told."""
_WHERE = 6
"""Tokens; more behind a cue do not only say where something was said."""
_CLOSE = 3
"""Tokens; an auxiliary or adverb that far from its verb belongs to the cue."""


class VerbalFrames:
    """Builds the frame around a cue verb."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._names = names
        self._phrases = phrases
        self._holders = HolderFinder(lexicon, phrases)
        self._scope = AppendedScope(lexicon)
        self._knowing = Knowing(lexicon, names, phrases)
        self._cited = CitedFrames(lexicon, names, phrases)

    def build(self, sentence: Sentence, verb: Token, kind: VerbClass) -> Frame | None:
        """The verb's frame, None where it gives no one's words."""
        if verb.dep in ("dobj", "pobj") or misread_denial(sentence, verb, self._lexicon) is not None:
            return None  # a noun in truth: "denies claims that ..."
        phrasal = kind.name == "count" and sentence.children(verb, "prt")  # "put out" counts nothing
        if kind.clausal and not has_clause(sentence, verb):
            return None
        if (
            phrasal
            or self._is_thought(sentence, verb)
            or self._costs_lives(sentence, verb)
            or self._taken_back(sentence, verb, kind)
        ):
            return None
        if self._lexicon.has("placing", verb) and not has_amount(sentence, verb):
            return None  # "placed 12 under arrest"
        if (cited := self._cited.find(sentence, verb, kind, self.build)) is not None:
            return cited
        learned = self._knowing.learned(sentence, verb)
        head = learned or self._inverted(sentence, verb) or self._housed(sentence, verb)
        head = head or self._holders.of(sentence, verb)
        phrase = self._phrases.build(sentence, head) if head is not None else None
        if head is None or phrase is None or self._is_speechless(kind, phrase.head):
            return None
        found = any(is_counted(sentence, t) for t in sentence.children(verb, "dobj"))
        if kind.name == "find" and found and any(map(self._lexicon.is_statement, sentence.children(verb, "nsubj"))):
            kind = replace(kind, direct=True)  # "a police count found 640 people"
        content = self._content(sentence, verb, kind, head, phrase)
        own = head.lower in self._lexicon.forms["first_person"] or self._lexicon.is_writer(phrase.text, phrase.head)
        relay = self._relay(sentence, verb, phrase, learned=learned is not None)
        stance = kind.stance and learned is None and not self._knowing.vouches(sentence, verb, phrase)
        if kind.stance and not stance and verb.lemma == "know":
            own = own or phrase.text.lower().startswith("our ")
        return Frame(None if own else phrase, verb, tuple(content), kind.denies, relay, stance=stance)

    def fronted(self, sentence: Sentence, found: list[Frame]) -> list[Frame]:
        """The frame of whom a sentence cites at its head, [] without one."""
        frame = self._cited.fronted(sentence, found)
        return [frame] if frame is not None else []

    def _inverted(self, sentence: Sentence, verb: Token) -> Token | None:
        """Who speaks behind the verb where the parse takes him for its object: "..., confirmed a police official"."""
        if verb.i == 1 and sentence.tokens[0].lower in ("as", "how"):
            return self._translated(sentence, verb)
        finite = verb.i > 0 and verb.tag in ("VBD", "VBN", "VBZ") and sentence.tokens[verb.i - 1].text in _PAUSES
        shared = sentence.head(verb) if verb.dep == "conj" else verb  # "they gathered, announced a strike"
        if verb.lower in _HEARD or not finite or sentence.children(verb, *_ROLES) or sentence.children(shared, "nsubj"):
            return None
        behind = next(iter(sentence.children(verb, "dobj")), None) or _given_away(sentence, verb)
        if behind is None or min(t.i for t in sentence.subtree(behind)) != verb.i + 1:
            return None
        phrase = self._phrases.build(sentence, behind)
        label = next((n.label for n in sentence.names if n.first <= behind.i <= n.last), None)
        known = label in ("PERSON", "ORG") or self._names.kind_of(phrase.text, label) != "unknown"
        speaks = known or self._names.has_role("bodies", [behind.lower])
        return behind if speaks and behind.lemma not in self._lexicon.nouns["own_text"] else None

    def _housed(self, sentence: Sentence, verb: Token) -> Token | None:
        """In translations, the office in which nobody is named who speaks: "it was reported in the ministry that ...",
        "in the police they said that ..."."""
        impersonal = [c for c in sentence.children(verb, *_ROLES, "expl") if c.lower in ("it", "they")]
        said = any(c.i > verb.i for c in sentence.children(verb, "ccomp"))
        if not sentence.children(verb, *_ROLES, "expl", "agent"):
            return self._in_office(sentence, verb)
        if not impersonal or not said or (impersonal[0].lower == "it" and impersonal[0].dep == "nsubj"):
            return None
        preps = [p for p in sentence.children(verb, "prep") if p.lower in ("in", "at", "by")]
        offices = [o for p in preps for o in sentence.children(p, "pobj") if not self._lexicon.is_statement(o)]
        return next(
            (o for o in offices if self._names.kind_of(self._phrases.build(sentence, o).text) in _OFFICES), None
        )

    def _in_office(self, sentence: Sentence, verb: Token) -> Token | None:
        """The office right before a verb that has no subject ("Organisers gave 20,000, in police counted 6,500")."""
        office = sentence.tokens[verb.i - 1] if verb.i > 1 and verb.tag == "VBD" else verb
        inside = office.dep == "pobj" and sentence.head(office).lower == "in" and sentence.head(office).head == verb.i
        return (
            office if inside and self._names.kind_of(self._phrases.build(sentence, office).text) in _OFFICES else None
        )

    def _translated(self, sentence: Sentence, verb: Token) -> Token | None:
        """Who speaks behind the verb in a translation: "As reports Interfax, 40 people were detained"."""
        name = list(takewhile(lambda t: t.pos in ("DET", "ADJ", "NOUN", "PROPN", "PART"), sentence.tokens[2:]))
        following = sentence.tokens[2 + len(name) : 3 + len(name)]
        if not name or not following or following[0].text != "," or name[-1].pos not in ("NOUN", "PROPN"):
            return None
        label = next((n.label for n in sentence.names if n.first <= name[-1].i <= n.last), None)
        text = sentence.text[name[0].start - sentence.start : name[-1].end - sentence.start]
        speaks = label in ("ORG", "PERSON") or self._names.kind_of(text, label) != "unknown"
        return name[-1] if speaks else None

    def _is_speechless(self, kind: VerbClass, head: Token) -> bool:
        """Whether the subject gives nobody's words: a crowd that wishes, a march that puts thousands on the streets."""
        crowd = not kind.crowd and head.lemma in self._lexicon.nouns["gathered"]
        return crowd or (kind.name == "count" and head.lemma in self._lexicon.nouns["happenings"])

    def _is_thought(self, sentence: Sentence, verb: Token) -> bool:
        """Whether a participle that the parser took for a verb says what people are thought to do: "a crowd, believed
        to number 40, gathered"."""
        following = sentence.tokens[verb.i + 1 : verb.i + 2]
        passive = self._lexicon.has("hedging_passives", verb) and verb.lemma != "claim" and verb.tag in ("VBD", "VBN")
        return passive and any(t.tag == "TO" for t in following)

    def _costs_lives(self, sentence: Sentence, verb: Token) -> bool:
        """Whether the verb says what something cost: "the violence claimed 11 lives"."""
        return any(
            self._lexicon.has("costing_verbs", verb) and self._lexicon.has("costs", cost)
            for cost in sentence.children(verb, "dobj")
        )

    def _taken_back(self, sentence: Sentence, verb: Token, kind: VerbClass) -> bool:
        refused = verb.dep == "xcomp" and self._lexicon.has("refusals", sentence.head(verb))
        return refused or (bool(sentence.children(verb, "neg")) and not kind.negated)

    def _relay(self, sentence: Sentence, verb: Token, holder: Phrase, *, learned: bool) -> Phrase | None:
        """The news medium that was told it or learned it, None without one."""
        told = list(sentence.children(verb, "dobj", "dative", "iobj", *(["nsubj"] if learned else [])))
        for prep in (p for p in sentence.children(verb, "prep", "dative") if p.lower == "to"):
            told += sentence.children(prep, "pobj")
        for noun in (t for t in told if t.pos == "PROPN"):
            phrase = self._phrases.build(sentence, noun)
            if self._names.kind_of(phrase.text) in _MEDIA and phrase.start != holder.start:
                return phrase
        return None

    def _content(self, sentence: Sentence, verb: Token, kind: VerbClass, head: Token, holder: Phrase) -> list[Region]:
        cluster = self._cluster(sentence, verb, head, holder)
        complements = self._complements(sentence, verb, kind, head)
        regions = [self._reach(sentence, kind, stretch(complements))] if complements else []
        regions = self._behind_that(sentence, verb, complements) or regions
        if not complements:
            regions = self._behind_hearer(sentence, verb, kind) or self._contrasted(sentence, verb) or regions
        preposed = [c for c in sentence.children(verb, *_CLAUSES) if c.i < min(verb.i, head.i)]
        if tells_another(sentence, verb, head):
            preposed = []
        rejected = kind.denies and verb.dep == "acl" and self._is_told_before(sentence, verb)
        alone = preposed or _tells_nothing(complements) or _is_inserted(sentence, cluster, complements)
        if kind.appended and alone and not rejected and not self._is_subordinate(sentence, verb):
            regions += self._scope.of_verb(sentence, cluster, quotations_only=kind.quoting)
        regions += self._counted_before(sentence, verb, head, kind)
        kept = [part for region in regions for part in without(region, cluster)]
        return kept + self._run_into(sentence, verb, head, holder)

    def _is_told_before(self, sentence: Sentence, verb: Token) -> bool:
        """Whether somebody else gives a figure before a participle that only tells who disputes it: "Police said 5,000
        marched, a figure rejected by organisers"."""
        return any(self._lexicon.gives(t) or t.lower == "according" for t in sentence.tokens[: verb.i])

    def _behind_that(self, sentence: Sentence, verb: Token, complements: list[Token]) -> list[Region]:
        """What follows a "that" right behind the verb, where the parser lost most of its clause ("reports that in an
        hour of disorder around 300 ..."); [] where it did not."""
        rest = sentence.tokens[verb.i + 1 :]
        if len(rest) < 2 or rest[0].lower != "that" or rest[0].dep in ("det", "nsubj", "nsubjpass"):
            return []
        reached = complements and min(t.i for t in complements) <= rest[1].i
        return [] if reached else self._scope.limited(list(rest[1:]))

    def _behind_hearer(self, sentence: Sentence, verb: Token, kind: VerbClass) -> list[Region]:
        """What follows "that" behind who was told or from whom it was learned, where the parser lost its clause ("told
        this paper that 18 policemen had sustained injuries"); [] elsewhere."""
        rest = sentence.tokens[verb.i + 1 : verb.i + _HEARER]
        that = next((t for t in rest if t.lower == "that" and (t.dep == "mark" or t.tag == "IN")), None)
        if (
            not (kind.name == "tell" or self._lexicon.has("learning_verbs", verb))
            or that is None
            or any(t.pos in ("VERB", "AUX", "PUNCT") for t in rest[: that.i - verb.i])
        ):
            return []
        return self._scope.limited(list(sentence.tokens[that.i + 1 :]))

    def _contrasted(self, sentence: Sentence, verb: Token) -> list[Region]:
        """What follows a cue that opens the sentence to set its figure against another's, where the parser lost the
        clause ("Although the government says only two people died, the opposition says ..."); [] elsewhere."""
        marks = [c for c in sentence.children(verb, "mark", "advmod") if self._lexicon.has("contrast", c)]
        if verb.dep != "advcl" or not marks or marks[0].i > 1:
            return []
        told = list(takewhile(lambda t: t.text not in (",", ";"), sentence.tokens[verb.i + 1 :]))
        return [stretch(told)] if any(t.tag == "CD" for t in told) else []

    def _is_subordinate(self, sentence: Sentence, verb: Token) -> bool:
        """Whether the cue only times or contrasts what the sentence says ("while the papers complain about ...")."""
        marks = sentence.children(verb, "mark", "advmod")
        return verb.dep == "advcl" and any(self._lexicon.has("subordinators", t) and t.i < verb.i for t in marks)

    def _reach(self, sentence: Sentence, kind: VerbClass, region: Region) -> Region:
        """How far the content goes: to a semicolon; of a request, to what came before it; of figures, on to figures
        that follow without a verb ("reports 18 dead and 40 hurt, and 220 arrests")."""
        start, end = self._with_breakdown(sentence, self._scope.to_break(sentence, region))
        if kind.quoting:
            inside = [t for t in sentence.tokens if start < t.start < end and t.i > 0]
            set_off = [t for t in inside if sentence.tokens[t.i - 1].text == ","]
            return start, next((t.start for t in set_off if self._lexicon.has("circumstances", t)), end)
        rest = [t for t in sentence.tokens if t.start >= end]
        return (start, rest[-1].end) if kind.objects and _goes_on(rest) else (start, end)

    def _with_breakdown(self, sentence: Sentence, region: Region) -> Region:
        """The region with what only breaks down its figure behind a comma: "eight injured, six of them guardsmen"."""
        comma, *rest = [t for t in sentence.tokens if t.start >= region[1]] or (None,)
        if comma is None or comma.text != ",":
            return region
        part = list(takewhile(lambda t: t.text not in (",", ";", ".") and t.pos != "CCONJ", rest))
        counted = any(t.tag == "CD" for t in part) and self._lexicon.breaks_down(" ".join(t.text for t in part))
        return (region[0], part[-1].end) if counted else region

    @staticmethod
    def _cluster(sentence: Sentence, verb: Token, head: Token, holder: Phrase) -> Region:
        """The cue with its holder where the holder is the verb's own subject, otherwise the cue alone."""
        near = sentence.children(verb, "aux", "neg", "advmod", "prt")
        close = [c for c in near if -_CLOSE < c.i - verb.i <= 1]  # not the "nationwide" of "counted 350 nationwide"
        start, end = stretch([verb, *close])
        if head.dep == "pobj":
            return start, end
        heads = [c for c in sentence.children(verb, "nsubj") if c.i == head.i or holder.start <= c.start < holder.end]
        joined = head.dep == "conj" and sentence.head(head).head == verb.i
        if not heads and head.head != verb.i and not joined:
            return start, end
        beside = [c for c in sentence.children(verb, "nsubj") if c.i == head.i - 1]  # "the newspaper Vesti writes"
        parts = [
            *beside,
            *(c for t in (head, *beside) for c in sentence.children(t, "det", "amod", "compound", "poss")),
        ]
        before = [c.start for c in parts if c.i < head.i]
        return min(start, holder.start, head.start, *before), max(end, holder.end, head.end)

    def _complements(self, sentence: Sentence, verb: Token, kind: VerbClass, head: Token) -> list[Token]:
        """All tokens of the complements that follow the verb."""
        wanted = (*_CLAUSES, *_OBJECTS) if kind.objects or kind.direct else _CLAUSES
        below = [c for c in sentence.children(verb, *wanted) if c.i > verb.i and c.i != head.i]
        below += told_to_hearer(sentence, verb) if kind.name == "tell" else []
        below += written_of(sentence, verb) if kind.direct else []
        below += doing_of(sentence, verb) if kind.name == "count" else []
        tops = [c for c in below if not _is_when(sentence, c) and not self._is_hearer(verb, kind, c)]
        if _takes_up(sentence, verb):
            return []
        if kind.objects:
            inverted = head.i > verb.i and head.dep == "dobj"  # ", announced the union in a bulletin"
            preps = [c for c in sentence.children(verb, "prep", "dative") if c.i > verb.i and not inverted]
            preps = [c for c in preps if not _is_when(sentence, c)]
            preps += amounts_of(sentence, head) if head.dep == "pobj" else []
            tops += preps if tops else [c for c in preps if self._lexicon.has("content_prepositions", c)]
            tops += [c for c in sentence.children(verb, "conj") if tops and is_counted(sentence, c)]
        elif tops:
            tops += [c for c in sentence.children(verb, "prep") if c.i == verb.i + 1 and bounds(sentence, c)]
        if tops:
            joined = self._joined_clauses(sentence, verb)
            apart = kind.name == "count" and not any(c.dep in _CLAUSES for c in tops)
            tops += [c for c in joined if not (apart and sentence.children(c, "expl"))]  # "counted 9, and there were 2"
        return [t for c in tops for t in sentence.subtree(c) if t.i > verb.i]

    def _is_hearer(self, verb: Token, kind: VerbClass, token: Token) -> bool:
        """Whether a word behind a verb of telling is an agency that the tagger took for a verb ("told dpa")."""
        behind = kind.name == "tell" and token.i == verb.i + 1
        return behind and token.pos == "VERB" and self._names.kind_of(token.text) == "agency"

    def _joined_clauses(self, sentence: Sentence, verb: Token) -> list[Token]:
        """Clauses that go on with what is said: "said A and B was C", "said A, and that B was C"."""
        joined = [c for c in sentence.children(verb, "conj") if c.pos in ("VERB", "AUX") and not self._lexicon.verb(c)]
        plain = [c for c in joined if sentence.children(c, "nsubj", "nsubjpass", "expl")]
        conjunctions = sentence.children(verb, "cc")
        return plain if conjunctions and _without_comma(sentence, conjunctions[-1]) else []

    def _counted_before(self, sentence: Sentence, verb: Token, head: Token, kind: VerbClass) -> list[Region]:
        """What is counted, where it stands before the verb: "a crowd that police put at", "12 deaths were reported",
        "60 people who they say were held"."""
        tokens: list[Token] = []
        counted = sentence.head(verb)
        clauses = sentence.children(verb, "ccomp")
        gap = lacks_subject(sentence, verb)
        relative = verb.dep in ("relcl", "acl") and counted.i != head.i
        if relative and ((kind.objects and not clauses) or (gap and verb.dep == "relcl" and not kind.negated)):
            tokens = [t for t in sentence.subtree(counted) if t.i < min(verb.i, head.i)]
        for subject in sentence.children(verb, "nsubjpass") if kind.objects else ():
            if subject.i != head.i:
                tokens += [t for t in sentence.subtree(subject) if t.i < verb.i]
        return [stretch(tokens)] if tokens else []

    @staticmethod
    def _run_into(sentence: Sentence, verb: Token, head: Token, holder: Phrase) -> list[Region]:
        """What is counted that the parser ran together with the speaker: "the 60 people | police say were held"."""
        told = [t for t in sentence.subtree(head) if t.end <= holder.start]
        counted = lacks_subject(sentence, verb) and any(t.tag == "CD" for t in told)
        return [stretch(told)] if counted else []


def _is_when(sentence: Sentence, token: Token) -> bool:
    """Whether a word only says when something was said ("police said Friday", "the ministry reported on Friday")."""
    if token.lower == "on":
        return any(is_time(sentence, day) for day in sentence.children(token, "pobj"))
    return token.dep == "npadvmod" and is_time(sentence, token)


def _given_away(sentence: Sentence, verb: Token) -> Token | None:
    """Who stands behind a verb where the parser gave him to the clause that a comma and "and" begin: "12 were killed,
    said a spokesman, and an office was torched"."""
    told = (c for c in sentence.children(verb, "ccomp", "conj") if c.i > verb.i)
    subjects = (s for c in told for s in sentence.children(c, "nsubj", "nsubjpass"))
    parted = (s for s in subjects if [t.lower for t in sentence.tokens[s.i + 1 : s.i + 3]] == [",", "and"])
    return next(parted, None)


def _tells_nothing(complements: list[Token]) -> bool:
    """Whether what follows a cue at most says where something was said: "announced on its account"."""
    where = bool(complements) and complements[0].lower in ("on", "in", "to") and len(complements) < _WHERE
    return not complements or (where and not any(t.tag == "CD" or t.pos in ("VERB", "AUX") for t in complements))


def _is_inserted(sentence: Sentence, cluster: Region, complements: list[Token]) -> bool:
    """Whether commas set a cue off on both sides, and no clause follows but one of purpose: "36 were hurt, police said,
    one badly", "40 marched, police said, to demand a vote"."""
    before = next((t for t in reversed(sentence.tokens) if t.end <= cluster[0]), None)
    behind = next((t for t in sentence.tokens if t.start >= cluster[1]), None)
    set_off = before is not None and behind is not None and before.text == behind.text == ","
    if not set_off or behind is None:
        return False
    follows = sentence.tokens[behind.i + 1 : behind.i + 2]
    purpose = bool(follows) and follows[0].lower == "to" and follows[0].tag == "TO"
    return purpose or all(t.pos not in ("VERB", "AUX") for t in complements)


def _takes_up(sentence: Sentence, verb: Token) -> bool:
    """Whether a cue speaks of what stands beside it: ", as the mayor put it,"."""
    marked = any(c.lower == "as" and c.i < verb.i for c in sentence.children(verb, "mark", "advmod"))
    return marked and any(c.lower == "it" for c in sentence.children(verb, "dobj"))


def _goes_on(rest: list[Token]) -> bool:
    """Whether a sentence's rest only adds figures to a list: ", and 220 arrests", ", with 61 hurt", "; 51 there"."""
    joined = (
        len(rest) > 2 and rest[0].text == "," and rest[1].lower in ("and", "with", "plus", "down", "up", "compared")
    )
    listed = len(rest) > 2 and rest[0].text == ";"
    verbs = any(t.pos == "AUX" or (t.pos == "VERB" and t.tag != "VBN") or t.text == ";" for t in rest[1:])
    return (joined or listed) and not verbs and any(t.tag == "CD" for t in rest[: 6 if joined else 4])


def _without_comma(sentence: Sentence, conjunction: Token) -> bool:
    """Whether "and" stands without a comma, or before "that"."""
    following = sentence.tokens[conjunction.i + 1 : conjunction.i + 2]
    plain = conjunction.i > 0 and sentence.tokens[conjunction.i - 1].text != ","
    return conjunction.lower == "and" and (plain or any(t.lower == "that" for t in following))
