"""What governs a counted noun phrase: verbs and nouns above it in the syntax tree, and its own clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demonstrably.extract.counting.readings import FARTHEST, Role
from demonstrably.language.analysis import Sentence, Token

COUNTER_NOUNS = frozenset(
    {"number", "total", "count", "toll", "figure", "estimate", "tally", "turnout", "attendance", "size", "headcount"}
)
"""Nouns whose size a figure tells: "the number of arrests reached 420"."""

_HARM_NOUNS = frozenset({"death", "arrest", "injury", "detention", "casualty", "fatality"})
_GROWING = frozenset({"rise", "climb", "stand", "reach", "grow", "increase", "swell", "jump", "go", "come"})
"""Verbs whose subject, not object, is the counted noun."""
_ARRIVING = frozenset({"come", "arrive", "get"})
"""Verbs by which somebody reaches a figure, too ("rights groups came to 120")."""
_SIZED = frozenset({"crowd", "march", "rally", "protest", "demonstration", "gathering", "vigil", "procession"})
_PART = frozenset({"one", "none", "some", "any", "few", "several", "many", "most", "half", "neither", "either"})
_BODIES = frozenset({"crowd", "group", "gathering", "column", "party", "band", "throng", "contingent"})
_ALL = frozenset({"every", "each", "all"})
_OTHERS = frozenset({"other", "others"})
_KIN = frozenset(
    {"relative", "family", "mother", "father", "parent", "wife", "husband", "sister", "brother", "son", "daughter"}
    | {
        "friend",
        "colleague",
        "comrade",
        "classmate",
        "neighbour",
        "neighbor",
        "supporter",
        "widow",
        "lawyer",
        "teacher",
    }
)
"""Those who come to a gathering for somebody else."""
_ROUND = frozenset({"dozens", "scores", "hundreds", "thousands"})

_INSERTED = 10
"""Words between a noun and the verb of one who is said to tell of it, at the most."""
_AUXILIARIES = 3
"""Auxiliaries before a participle at the most: "would have been arrested"."""


@dataclass(frozen=True, slots=True)
class Governor:
    """A verb or noun above the counted noun phrase, and the role of the phrase under it."""

    token: Token
    role: Role
    distance: int


def governors(sentence: Sentence, head: Token, noun: Token | None) -> Iterator[Governor]:
    """All that governs the phrase, nearest first: its clauses, then step by step what it hangs on."""
    yield from clauses_of(sentence, head, 0)
    if noun is not None and noun.i != head.i:
        yield from clauses_of(sentence, noun, 0)
    current, distance = head, 0
    while distance < FARTHEST:
        hedge = current is head and head.dep == "prep"
        step = _past_hedge(sentence, head) if hedge else _step_up(sentence, current)
        if step is None:
            return
        governor, next_current = step
        if governor is not None:
            if any(t.text == ";" for t in sentence.tokens[head.i : governor.token.i]):
                return  # "200 in Linz; two people were arrested"
            yield Governor(governor.token, governor.role, distance)
            if _may_be_bare_passive(sentence, governor):
                yield Governor(governor.token, "passive", distance)
            elif governor.role == "passive" and current.dep == "nsubj":
                yield Governor(governor.token, "subject", distance + 1)  # "knelt" is tagged as a participle
            yield from _verb_chain(sentence, governor, distance + 1)
            yield from _sharing_object(sentence, governor)
        if next_current is None:
            return
        current, distance = next_current, distance + 1


def is_told_of_part(sentence: Sentence, whole: Token, governor: Token) -> bool:
    """Whether what governs a counted noun tells of a part of those only: "one of the 300 protesters was held", "five
    people among the hundreds", "eleven out of a group of 70"; their own clauses tell of all ("one of the 14 protesters
    killed")."""
    if whole.dep != "pobj" or governor in sentence.subtree(whole):
        return False
    while whole.dep == "pobj":
        preposition = sentence.head(whole)
        above, word = sentence.head(preposition), preposition.lower
        if above.pos == "ADP" and above.i != preposition.i:  # "out of", "from among"
            above, word = sentence.head(above), f"{above.lower} {word}"
        if above.pos == "VERB" and (word == "out of" or (word in ("from", "in") and whole.lemma in _BODIES)):
            told = sentence.children(above, "dobj", "nsubjpass", "nsubj")
            return any(t.pos == "NUM" or sentence.children(t, "nummod") for t in told)
        some = above.pos == "NUM" or above.lower in _PART or above.lower in _ROUND
        if any(c.lower in _ALL for c in sentence.children(above, "det")):  # "every one of the 25"
            return False
        if word in ("of", "out of") and some:
            return bool(sentence.children(whole, "nummod")) or whole.pos == "NUM" or whole.lemma in _BODIES
        if (word.endswith("among") or whole.lemma in _BODIES) and (some or sentence.children(above, "nummod")):
            return True
        if word != "of" or above.lemma not in _BODIES:
            return False
        whole = above
    return False


def _sharing_object(sentence: Sentence, governor: Governor) -> Iterator[Governor]:
    """The verb before, which leaves its object to the one that has it: "detained and later released 18 people"."""
    verb = governor.token
    if governor.role != "object" or verb.dep != "conj" or sentence.children(verb, "nsubj", "nsubjpass"):
        return
    first = sentence.head(verb)
    if first.pos == "VERB" and first.i < verb.i and not sentence.children(first, "dobj", "prep", "ccomp", "nsubjpass"):
        yield Governor(first, "object", governor.distance + 1)


def _may_be_bare_passive(sentence: Sentence, governor: Governor) -> bool:
    """Whether a past tense without an object may be a headline's participle: "20 arrested in clashes", "a vendor shot
    by police", "Police break up march; 63 held"."""
    verb = governor.token
    objects = [c for c in sentence.children(verb, "dobj", "ccomp") if c.i > verb.i]
    return governor.role == "subject" and verb.tag == "VBD" and not objects and not sentence.children(verb, "aux")


def clauses_of(sentence: Sentence, noun: Token, distance: int) -> Iterator[Governor]:
    """Participles and relative clauses that hang on a noun: "120 people arrested", "those who marched"."""
    for clause in sentence.children(noun, "acl", "relcl", "amod", "advcl"):
        if clause.pos not in ("VERB", "AUX", "ADJ") or tells_of_others(sentence, clause):
            continue
        yield from _as_clause(sentence, clause, distance)


def tells_of_others(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause tells what others suffered ("hundreds marched against the war, in which 900 were killed",
    "relatives of people detained last year"), whatever noun the parse hangs it on."""
    host = sentence.head(clause)
    if any(t.text == ";" for t in sentence.tokens[host.i + 1 : clause.i]):
        return True
    if any(t.pos == "NUM" and t.i == clause.i - 1 for t in sentence.children(clause, "nsubj")):
        return True  # "5,000 people, 6 injured"
    if clause.dep in ("acl", "relcl") and clause.tag == "VBN" and host.lemma in _KIN:
        whose = of_object(sentence, [host])
        return whose is not None and whose.i < clause.i
    suffered = sentence.children(clause, "nsubjpass") if clause.dep == "relcl" else ()
    pronouns = [t for t in sentence.subtree(clause) if t.tag in ("WP", "WDT", "WRB")]
    return any(p.i < s.i for p in pronouns for s in suffered if s.pos in ("NOUN", "PROPN", "NUM"))


def _as_clause(sentence: Sentence, clause: Token, distance: int) -> Iterator[Governor]:
    passive = clause.tag == "VBN" and not sentence.children(clause, "nsubj", "dobj")
    if sentence.children(clause, "nsubjpass", "auxpass"):
        passive = True
    governor = Governor(clause, "passive" if passive else "subject", distance)
    yield governor
    if passive:
        yield Governor(clause, "subject", distance + 1)  # "gathered" in "hundreds gathered for" is tagged VBN
    yield from _verb_chain(sentence, governor, distance + 1)


def _step_up(sentence: Sentence, token: Token) -> tuple[Governor | None, Token | None] | None:
    """One step from a noun phrase's head: what governs it and in which role, and where to climb on, if at all."""
    head = sentence.head(token)
    if head.i == token.i:
        return None
    dep = token.dep
    if dep in ("nsubj", "csubj", "expl"):
        bare = head.tag == "VBN" and not sentence.children(head, "aux", "dobj")  # "17 people taken into custody"
        return Governor(head, "passive" if bare else "subject", 0), None
    if dep in ("nsubjpass", "csubjpass"):
        return Governor(head, "passive", 0), None
    if dep in ("dobj", "obj", "dative", "iobj"):
        return Governor(head, "object", 0), None
    if dep == "appos" and head.lemma in COUNTER_NOUNS and (counted := counted_by(sentence, head)):
        return Governor(counted, "counter", 0), counted  # "the highest number of arrests, 188"
    if dep in ("conj", "appos", "nmod", "compound", "nummod", "npadvmod", "attr", "oprd", "dep", "amod", "quantmod"):
        verb_of_being = dep == "attr" and head.lemma == "be"
        return None, (_subject(sentence, head) or head) if verb_of_being else head
    if dep in ("pobj", "pcomp"):
        return _through_preposition(sentence, head, token)
    if dep == "punct":  # "26 detained, 44 taken to hospital"
        return None
    if head.pos in ("VERB", "AUX"):
        return Governor(head, "object", 0), None
    return None, head


def _past_hedge(sentence: Sentence, preposition: Token) -> tuple[Governor | None, Token | None] | None:
    """One step from the preposition of a hedge, which stands for the phrase behind it: "between 80 and 100 gathered"
    has no other subject, "drew in the region of 400" no other object."""
    above = sentence.head(preposition)
    before = sentence.tokens[preposition.i - 1] if preposition.i else above
    for token in (above, before):
        if token.pos == "ADP":  # "attended by between 300 and 400"
            return _through_preposition(sentence, token, preposition)
    if above.pos not in ("VERB", "AUX"):
        return None, above
    behind = [above] if preposition.i < above.i else sentence.children(above, "ccomp")  # "said between 80 and 100 sat"
    for verb in behind:
        if verb.i > preposition.i and not sentence.children(verb, "nsubj", "nsubjpass"):
            passive = verb.tag == "VBN" and not sentence.children(verb, "aux", "dobj")
            passive = passive or bool(sentence.children(verb, "auxpass"))
            return Governor(verb, "passive" if passive else "subject", 0), None
    lacks = preposition.i > above.i and not sentence.children(above, "dobj", "ccomp")
    return (Governor(above, "object", 0), None) if lacks else None


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    found = sentence.children(verb, "nsubj", "nsubjpass")
    return found[0] if found else None


def _through_preposition(
    sentence: Sentence, preposition: Token, token: Token
) -> tuple[Governor | None, Token | None] | None:
    above = sentence.head(preposition)
    if above.i == preposition.i:
        return None
    word = preposition.lower
    along = word == "with" and above.lower in ("along", "together")
    along = along and sentence.head(above).dep not in ("nsubj", "nsubjpass")  # "40 helpers along with 30 others were"
    if along:  # "was held at the march along with 14 others"
        above = next((a for a in sentence.ancestors(above) if a.pos in ("VERB", "AUX")), sentence.head(above))
    if word == "of" and preposition.i < above.i:
        return None  # "of the 200 who attacked the station, 46 were arrested"
    if preposition.dep == "agent" or (word == "by" and above.pos == "VERB"):
        return Governor(above, "passive" if above.lemma in ("join", "attend", "lead") else "subject", 0), None
    if above.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        if word in ("at", "to") and above.lemma in COUNTER_NOUNS:
            counted = counted_by(sentence, above) or above
            return Governor(counted, "counter", 0), counted
        owner = sentence.head(sentence.head(above))
        if word in ("at", "to") and owner.lemma in COUNTER_NOUNS:
            return Governor(above, "counter", 0), above
        if word in ("of", "by", "to", "from", "with", "involving", "among", "for", "including", "between"):
            return Governor(above, "nominal", 0), above
        return None, above
    if above.tag == "VBG" and word == "of":
        return Governor(above, "object", 0), None
    if above.pos in ("VERB", "AUX"):
        if word in ("at", "to", "as", "by", "of", "past", "beyond", "from"):
            counter = _counter_argument(sentence, above)
            if counter is not None:
                return Governor(counter, "counter", 0), counter
        if word in ("with", "including", "among", "by"):
            shared = along or (word == "with" and any(t.lower in _OTHERS for t in sentence.subtree(token)))
            suffered = shared and sentence.children(above, "auxpass")  # "was held along with 14 others"
            return Governor(above, "passive" if suffered else "subject", 1), None
        return None, None
    return None, above


def _counter_argument(sentence: Sentence, verb: Token) -> Token | None:
    """The noun whose size a verb tells: "put the number of protesters at 2,000", "the toll rose to 12"."""
    for argument in sentence.children(verb, "dobj", "nsubjpass", "nsubj"):
        if argument.dep == "nsubj" and argument.lemma not in COUNTER_NOUNS and not _grows(verb, argument):
            continue
        return counted_by(sentence, argument) or argument
    return None


def _grows(verb: Token, subject: Token) -> bool:
    """Whether a verb tells how many its subject are; not who comes to which count ("rights groups come to 120")."""
    sized = subject.pos != "NOUN" or subject.lemma in _HARM_NOUNS | _SIZED
    return verb.lemma in _GROWING and (verb.lemma not in _ARRIVING or sized)


def counted_by(sentence: Sentence, counter: Token) -> Token | None:
    """What a count counts: "the death toll of the protests" deaths, "the number of protesters" protesters."""
    harms = [c for c in sentence.children(counter, "compound") if c.lemma in _HARM_NOUNS]
    return harms[0] if harms else of_object(sentence, [counter])


def _verb_chain(sentence: Sentence, governor: Governor, distance: int) -> Iterator[Governor]:
    """Further verbs that share the argument: "were reported killed", "gathered and marched", "began blockading"."""
    if governor.role not in ("subject", "passive", "object"):
        return
    for child in sentence.children(governor.token, "xcomp", "conj", "ccomp", "advcl", "oprd"):
        if child.pos not in ("VERB", "ADJ", "AUX") or (child.dep in ("conj", "ccomp") and _has_own_subject(sentence, governor.token, child)):  # fmt: skip # noqa: E501
            continue
        if child.dep == "advcl" and (governor.role == "object" or sentence.children(child, "nsubj", "nsubjpass")):
            continue
        role: Role = governor.role
        if governor.role == "object" and child.dep == "conj":
            if sentence.children(child, "dobj"):
                continue
        elif sentence.children(child, "auxpass") or (child.tag == "VBN" and governor.role != "subject"):
            role = "passive"
        elif child.tag == "VBD" and sentence.children(child, "dobj"):
            role = "subject"  # "gathered and held a protest", where "gathered" is tagged as a participle
        elif child.dep in ("xcomp", "oprd") and governor.role == "passive":
            role = "passive" if child.tag == "VBN" or sentence.children(child, "auxpass") else "subject"
        yield Governor(child, role, distance)
        others = any(t.pos == "NUM" for t in sentence.tokens[governor.token.i + 1 : child.i])
        if role == "passive" and child.tag == "VBD" and child.dep == "conj" and not others:
            yield Governor(child, "subject", distance)  # "was struck by a bullet and died"
        if distance < FARTHEST:
            yield from _verb_chain(sentence, Governor(child, role, distance), distance + 1)


def _has_own_subject(sentence: Sentence, first: Token, later: Token) -> bool:
    """Whether a verb coordinated with another has a subject of its own, also one that the parse hangs elsewhere: a bare
    number ("and in Nantes six were held"), or one that is not many ("600 people stood there and a man was held")."""
    if sentence.children(later, "nsubj", "nsubjpass"):
        return True
    auxiliaries = sentence.children(later, "aux", "auxpass")
    if not auxiliaries:
        return False
    before = sentence.tokens[auxiliaries[0].i - 1]
    if before.tag == "CD" and before.i > first.i and later.dep == "conj":
        return True
    many = any(s.tag == "NNS" for s in sentence.children(first, "nsubj", "nsubjpass"))
    return many and auxiliaries[0].lower in ("was", "is", "has")


def of_object(sentence: Sentence, tokens: Sequence[Token]) -> Token | None:
    """The noun after "of" right behind these tokens: "hundreds of protesters", "343 of the detained"."""
    follow = tokens[-1].i + 1
    if follow >= len(sentence.tokens) or sentence.tokens[follow].lower != "of":
        return None
    objects = sentence.children(sentence.tokens[follow], "pobj")
    if not objects:
        return None
    last = objects[0]
    while last.dep != "conj" and (deeper := sentence.children(last, "conj")) and _describes(last, deeper[-1]):
        last = deeper[-1]  # "hundreds of anti-Islam and anti-racism protesters", parsed as a list
    return _noun_ahead(sentence, last) if last.pos == "ADJ" else whole_word(sentence, last)


def _describes(word: Token, later: Token) -> bool:
    """Whether the first word of what is parsed as a list only describes the last: "sixth form and university
    protesters"."""
    return word.pos == "ADJ" or (word.tag == "NN" and word.lower.isalpha() and later.tag == "NNS")


def _noun_ahead(sentence: Sentence, adjective: Token) -> Token:
    """The noun that a row of adjectives leads to, where the parse stopped at an adjective; the adjective if none."""
    for token in sentence.tokens[adjective.i + 1 :]:
        if token.tag in ("NNS", "NN", "NNPS"):
            return whole_word(sentence, token)
        if token.pos not in ("ADJ", "CCONJ", "ADV") and token.text not in ("-", ","):
            break
    return adjective


def whole_word(sentence: Sentence, token: Token) -> Token:
    """The last part of a hyphenated word whose first part the parse takes for the whole: "demonstrators" of
    "counter-demonstrators"."""
    while token.i + 2 < len(sentence.tokens):
        hyphen, part = sentence.tokens[token.i + 1 : token.i + 3]
        tied = hyphen.text == "-" and hyphen.start == token.end and part.start == hyphen.end
        if not tied or part.pos != "NOUN":
            break
        token = part
    return token


def verb_at(sentence: Sentence, i: int) -> Token | None:
    """The past tense, or the participle with its auxiliaries, that begins at a token; None for anything else."""
    ahead = sentence.tokens[i : i + _AUXILIARIES + 1]
    verb = next((t for t in ahead if t.pos != "AUX"), None)
    return verb if verb is not None and verb.tag in ("VBD", "VBN") else None


def verb_behind_speech(sentence: Sentence, i: int) -> Token | None:
    """The passive verb behind who says so, who is told of at a token: "340 people, the group claimed, were detained",
    "the 60 people police say were arrested"; any verb behind "3,200 people, according to police,"; else None."""
    ahead = sentence.tokens[i : i + _INSERTED]
    if [t.lower for t in ahead[:3]] == [",", "according", "to"] or [t.lower for t in ahead[:2] if t.i > i] == ["most"]:
        closed = next((t.i for t in ahead[3:] if t.text == ","), None)
        return verb_at(sentence, closed + 1) if closed is not None else None
    inside = bool(ahead) and ahead[0].text == ","
    said = next((t for t in ahead if t.tag in ("VBD", "VBZ", "VBP")), None)
    if said is None or said.i == i or any(t.tag in ("WP", "WDT", "WRB", "CC", "IN") for t in ahead[: said.i - i]):
        return None
    if inside != any(t.text == "," for t in sentence.tokens[said.i + 1 : said.i + 2]):
        return None
    verb = verb_at(sentence, said.i + (2 if inside else 1))
    return verb if verb is not None and verb.tag == "VBN" and sentence.children(verb, "auxpass") else None
