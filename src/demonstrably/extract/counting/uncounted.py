"""Numbers that count nothing which a claim could be about: ages, parts of names, the size of a family or a town."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demonstrably.extract.counting.governors import COUNTER_NOUNS
from demonstrably.extract.counting.lists import is_placed
from demonstrably.extract.counting.nouns import Nouns
from demonstrably.extract.counting.phrases import is_one_of
from demonstrably.language.analysis import Sentence, Token

_HEDGED = 3
"""Words between an age and the "of" before it, at most ("of about 60")."""

_NEAR = 6
"""Words between a limit and the "of" before it."""

_SHARES = frozenset({"half", "most", "many", "some", "all", "majority", "third", "quarter", "none", "both"})

_AGES = frozenset({"sixteen", "eighteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"})
"""Ages in words that people are told to be over or under."""


def counts_nothing(sentence: Sentence, tokens: list[Token], nouns: Nouns, start: int) -> bool:
    """Whether a number, its tokens in order, counts nobody and nothing of a gathering, or only repeats a number told
    beside it. Its hedges begin at code point `start`."""
    if is_one_of(sentence, tokens[-1]) or _is_vote_or_room(sentence, tokens, start) or _is_no_count(sentence, tokens):
        return True
    if (
        _is_age(sentence, tokens[0], nouns)
        or _is_told_age(sentence, tokens[0], nouns)
        or _is_age_of_one(sentence, tokens[0], nouns)
        or _is_bound_of_age(sentence, tokens)
        or _is_told_of_a_noun(sentence, tokens, nouns, start)
    ):
        return True
    if _is_limit(sentence, tokens[-1], nouns) or _is_population(sentence, tokens[-1], nouns):
        return True
    return (
        _is_aged_person(sentence, tokens)
        or _MISSING.match(sentence.text, tokens[-1].end - sentence.start) is not None
        or _is_in_name(sentence, tokens)
        or _is_membership(sentence, tokens[-1], nouns)
        or (tokens[-1].lower in _ALONE and _PICKET.match(sentence.text, tokens[-1].end - sentence.start) is not None)
    )


_ALONE = ("one", "single", "1", "lone", "solitary", "solo")
_PICKET = re.compile(r"[- ‑–](?:person|man|woman) (?:picket|protest|demonstration|demo|vigil|stand)", re.IGNORECASE)
"""A picket of one is told of for the one who stood there: "detained an activist in a one-person picket"."""

_MISSING = re.compile(
    r"(?: (?:people|persons|protesters|demonstrators|students|others|more|of (?:them|whom))){0,2}"
    r"(?: (?:is|are|was|were|has|have|had|been|be|remain|remains|remained|went|gone|still|also|reported|listed)){0,4}"
    r" (?:missing|unaccounted for)\b"
    r"| \w+ too (?:few|many)\b"
)
"""What follows a number of people of whom nobody knows what befell them, or who are lacking."""


def _is_vote_or_room(sentence: Sentence, tokens: list[Token], start: int) -> bool:
    """Whether a number counts votes ("carried by 83 to 43"), those for whom there is room ("can hold 400") or those who
    are lacking ("the shortage of teachers stood at 95,000")."""
    before, behind = sentence.text[: start - sentence.start], sentence.text[tokens[-1].end - sentence.start :]
    voted = _VOTED.search(before)
    return bool((voted and (voted[1] or _TO.match(behind))) or _HOLDS.search(before))


_VOTED = re.compile(
    r"\b(?:carried|passed|approved|rejected|adopted|defeated|won|lost|backed|endorsed|upheld|voted|ratified)\b[^.;]{0,40}?"
    r"\bby (\d+ (?:votes? )?to )?\Z"
)
_TO = re.compile(r" (?:votes? )?to \d")
_HOLDS = re.compile(
    r"\b(?:(?:can|could) (?:\w+ )?(?:hold|seat|accommodate|fit|contain|sleep)"
    r"|(?:square|hall|room|courtroom|stadium|arena|theatre|theater|tent|stand)s? (?:holds|seats)"
    r"|(?:shortage|shortfall|backlog|vacanc(?:y|ies)|unfilled (?:posts|jobs))\b[^.;:]{0,40} (?:at|of|to|is|was)) \Z"
)


def _is_no_count(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether it is a count that there is none of: "no consolidated figure", "no word on arrests"."""
    if tokens[0].lower != "no":
        return False
    noun = sentence.head(tokens[0])
    return noun.i > tokens[0].i and (noun.lemma in COUNTER_NOUNS or noun.lemma in ("word", "information"))


def _is_membership(sentence: Sentence, last: Token, nouns: Nouns) -> bool:
    """Whether a number tied to "member" tells how large a standing body is: "a 300-member church"."""
    tied = sentence.tokens[last.i + 1 : last.i + 4]
    if len(tied) < 3 or tied[0].text != "-" or tied[1].lower not in ("member", "seat", "strong"):
        return False
    return nouns.is_standing(tied[2]) or nouns.kind(tied[2]) == "place"


def _is_age(sentence: Sentence, first: Token, nouns: Nouns) -> bool:
    """Whether a number is a person's age: "a retired surveyor of 74", "a boy of about ten", but not "a crowd of 60"."""
    of = next((t.i for t in reversed(sentence.tokens[max(0, first.i - _HEDGED) : first.i]) if t.lower == "of"), 0)
    if of < 1 or first.tag != "CD" or (len(first.text) > 2 and first.text.isdigit()):
        return False
    if any(t.pos not in ("ADV", "ADP", "ADJ", "DET") for t in sentence.tokens[of + 1 : first.i]):
        return False
    told = sentence.tokens[of - 1]
    if not first.text.isdigit() and told.tag != "NN":  # "teams of ten"
        return False
    return nouns.is_person(told) and not nouns.is_crowd(told) and told.lemma not in COUNTER_NOUNS  # "a figure of 95"


def _is_told_age(sentence: Sentence, first: Token, nouns: Nouns) -> bool:
    """Whether a number is told to be somebody's age, or where ages begin: "the man, who was 35, was hit", "18 people,
    ranging in age from 17 to 44"."""
    if not first.text.isdigit() or len(first.text) > 2:
        return False
    verb, behind = sentence.head(first), sentence.tokens[first.i + 1 : first.i + 2]
    if verb.lemma == "be" and verb.tag in ("VBD", "VBZ") and first.dep in ("attr", "acomp"):
        named = [s for s in sentence.children(verb, "nsubj") if _is_somebody(sentence, s, nouns)]
        if named and (not behind or behind[0].pos == "PUNCT" or behind[0].lower == "when"):
            return True
    return _AGED.search(sentence.text, 0, first.start - sentence.start) is not None


def _is_somebody(sentence: Sentence, subject: Token, nouns: Nouns) -> bool:
    """Whether a subject is one person: a name, or a noun for one ("the man who died")."""
    named = any(n.label == "PERSON" and n.first <= subject.i <= n.last for n in sentence.names)
    return named or (nouns.is_person(subject) and subject.lemma not in COUNTER_NOUNS)


_AGED = re.compile(
    r"\b(?:(?:who|he|she|the (?:oldest|youngest|eldest)\b[^.;,]{0,70}) (?:is|was|were|had been|would (?:be|have been))"
    r"|the (?:oldest|youngest|eldest),?|(?:in age|ages|aged)(?: from| between)?) \Z",
    re.IGNORECASE,
)


def _is_age_of_one(sentence: Sentence, number: Token, nouns: Nouns) -> bool:
    """Whether a number between commas is the age of one who is spoken of: "the group's leader, 58, was detained",
    "another, 19, died". Of 58 the text would say that they were."""
    around = sentence.tokens[max(0, number.i - 2) : number.i + 3]
    if number.i < 2 or len(around) < 5 or not number.text.isdigit() or len(number.text) != 2:
        return False
    told, comma, _, closing, behind = around
    if comma.text != "," or closing.text != ",":
        return False
    one = told.lower in ("another", "one") or (nouns.is_person(told) and not nouns.is_crowd(told))
    named = told.pos == "PROPN" or (len(told.text) < 3 and told.text[0].isupper())  # "Maria K., 22, a student"
    return behind.lower in _OF_ONE or (behind.tag in ("VBD", "VBN") and one) or (named and behind.lower in ("a", "an"))


_OF_ONE = frozenset({"is", "was", "has"})


def _is_bound_of_age(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether those counted before are younger or older than a number says: "four of them under 18"."""
    first, behind = tokens[0], sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    if first.i < 2 or not (first.lower in _AGES or (first.text.isdigit() and len(first.text) < 3)):
        return False
    bound, told = sentence.tokens[first.i - 1], sentence.tokens[first.i - 2]
    of_people = told.lower in ("them", "those", "whom", "all") or told.tag == "NNS" or _are_some(sentence, told)
    of_people = of_people or (
        bound.lower == "under" and told.lemma == "be" and first.text.isdigit() and 10 < int(first.text) < 22
    )
    return bound.lower in ("under", "over", "below", "above") and of_people and (not behind or behind[0].pos == "PUNCT")


def _are_some(sentence: Sentence, verb: Token) -> bool:
    """Whether something is said of a share of those told before ("half of them were", "most were")."""
    subjects = sentence.children(verb, "nsubj") if verb.lemma == "be" else []
    return any(s.lower in _SHARES for s in subjects)


def _is_limit(sentence: Sentence, last: Token, nouns: Nouns) -> bool:
    """Whether a number is how many may not gather: "gatherings of more than 25 people are banned", "an order barring
    the assembly of five or more", "more than five people cannot assemble"."""
    of = next((t for t in reversed(sentence.tokens[max(0, last.i - _NEAR) : last.i]) if t.lower == "of"), None)
    limited = sentence.head(of) if of is not None and last in sentence.subtree(of) else None
    behind = last.end - sentence.start
    if _MAY_NOT.match(sentence.text, behind):
        return True
    limiting = limited is not None and (
        nouns.is_limiting(sentence.head(limited)) or _BANNED.match(sentence.text, behind) is not None
    )
    any_such = _FROM.search(sentence.text, 0, last.start - sentence.start) or _UPWARD.match(sentence.text, behind)
    return limiting and limited is not None and (limited.tag == "NNS" or bool(any_such))


_UPWARD, _FROM = re.compile(r" (?:or|and) (?:more|over)\b"), re.compile(r"\b(?:more|larger|greater|bigger) than \Z")
"""What makes a limit of a number, behind it and before it."""
_MAY_NOT = re.compile(
    r"(?: or more)?(?: \w+){0,2}? (?:cannot|can ?not|may not|must not|shall not"
    r"|(?:are|were|will be) (?:not (?:allowed|permitted) to|forbidden (?:to|from)|barred from|prohibited from)) "
    r"(?:assemb|gather|congregat|meet|rall|protest|demonstrat)"
)
_BANNED = re.compile(
    r"(?: or more)?(?: \w+){0,2}? (?:is|are|was|were|be|been|remain|remains) (?:\w+ )?"
    r"(?:banned|prohibited|barred|forbidden|outlawed)\b"
)


def _is_population(sentence: Sentence, last: Token, nouns: Nouns) -> bool:
    """Whether a number says how many of a kind a place has: "there are about 340,000 workers in the city", not
    "there are 300 protesters in the city"."""
    verb = next((t for t in sentence.ancestors(last) if t.lemma == "be"), None)
    if verb is None or verb.tag not in ("VBP", "VBZ") or not sentence.children(verb, "expl"):
        return False
    beside = {t.i for other in sentence.children(verb, "conj") for t in sentence.subtree(other)}
    if any(nouns.tells_of_gathering(t) for t in sentence.tokens if t.i not in beside):
        return False
    inside = (t for t in sentence.tokens[last.i :] if t.lower == "in")
    return any(nouns.kind(t) == "place" and t.tag == "NN" for i in inside for t in sentence.children(i, "pobj"))


def _is_told_of_a_noun(sentence: Sentence, tokens: list[Token], nouns: Nouns, start: int) -> bool:
    """Whether a number belongs to a parent or a place, not to a gathering: "a mother of four", "a city of 74,000",
    "a town of 5,000 people"."""
    first, after = tokens[0], sentence.tokens[tokens[-1].i + 1 : tokens[-1].i + 2]
    owner = _owner(sentence, first)
    if owner is None or first.tag != "CD" or owner.start >= start:  # "in the region of 2,500" is a hedge
        return False
    if nouns.is_parent(owner) or (nouns.is_body(owner) and owner.tag == "NN" and _goes_alone(after)):
        return True
    inhabited = not after or nouns.kind(after[0]) in ("people", "other", "none") or after[0].pos != "NOUN"
    return owner.tag == "NN" and nouns.kind(owner) == "place" and inhabited


def _goes_alone(after: Sequence[Token]) -> bool:
    """Whether a number has no noun: "a committee of five was set up"."""
    return not after or after[0].pos in ("AUX", "VERB", "PUNCT", "ADP", "CCONJ", "SCONJ")


def _owner(sentence: Sentence, first: Token) -> Token | None:
    """The noun whose "of" stands before a number and its hedge: "a city of around 74,000"."""
    for back in range(1, 4):
        i = first.i - back
        if i < 1 or sentence.tokens[i].pos in ("NOUN", "PROPN", "VERB", "PUNCT"):
            return None
        if sentence.tokens[i].lower == "of":
            return sentence.tokens[i - 1]
    return None


def _is_aged_person(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether a number in brackets is the age of the person named before ("Abdul Rehman Dar (56)")."""
    first, last = tokens[0].i, tokens[-1].i
    if is_placed(sentence.text, tokens[0].start - sentence.start):
        return False
    if first < 2 or sentence.tokens[first - 1].text != "(" or last + 1 >= len(sentence.tokens):
        return False
    closed = sentence.tokens[last + 1].text == ")" and tokens[0].text.isdigit() and len(tokens[0].text) < 3
    return closed and any(n.label == "PERSON" and n.last == first - 2 for n in sentence.names)


def _is_in_name(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether a number belongs to the name before it: what follows is singular, so that it counts nothing ("the Bersih
    4 rally", "Bersih 4 is the biggest", "a Class 11 student", "the France 24 channel"), or the plural right before it
    is told of by number ("taken to stations 28, 43 and 78")."""
    first, last = tokens[0], tokens[-1]
    if first.text.isdigit() and _numbers_places(sentence, first):
        return True
    name = sentence.head(first)
    if first.dep == "nummod" and name.pos == "PROPN" and name.i == first.i - 1 and name.dep in ("nmod", "compound"):
        return first.text.isdigit() and [t.tag for t in sentence.tokens[last.i + 1 : last.i + 2]] == ["NN"]
    if first.i == 0 or not first.text.isdigit() or len(first.text) > 2 or last.i + 1 >= len(sentence.tokens):
        return False
    before, after = sentence.tokens[first.i - 1], sentence.tokens[last.i + 1]
    if before.pos != "PROPN" or first.text == "1" or before.end + 1 != first.start:
        return False
    head = sentence.head(first)
    singular = head.tag == "NN" and after.tag == "NN" and head.i > last.i and head.lower not in ("police", "staff")
    return after.tag == "VBZ" or singular


def _numbers_places(sentence: Sentence, number: Token) -> bool:
    """Whether a number, or one that begins its row, tells which of the places named right before it are meant."""
    while number.dep in ("conj", "appos") and sentence.head(number).pos == "NUM":
        number = sentence.head(number)
    named = sentence.head(number)
    opens = next((c for c in sentence.tokens[named.i + 1 : named.i + 2]), number)
    row = number.dep in ("nummod", "appos") and named.i < number.i and opens.tag == "CD" and opens.text.isdigit()
    return row and named.tag == "NNS" and named.lower in _NUMBERED


_NUMBERED = frozenset(
    {"stations", "precincts", "wards", "blocks", "gates", "rooms", "districts", "schools", "sections"}
)
