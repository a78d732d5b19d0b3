"""Whose words a cue verb gives: its subject or agent, or those of the verb or noun that governs it."""

from __future__ import annotations

from itertools import takewhile

from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrases import PhraseBuilder, closes_dateline
from demonstrably.language.analysis import Sentence, Token

_DASHES = ("-", "--", "–", "—")
_DATELINE = ("PROPN", "NOUN", "NUM", "PUNCT", "SYM", "ADP", "DET", "ADJ")
_REFLEXIVE = ("itself", "himself", "herself", "themselves")
"""What only stresses who speaks ("the party, which itself put it at 20,000")."""
_RELATIVES = ("which", "that", "whom")
_NO_SPEAKER = ("DATE", "TIME", "MONEY", "QUANTITY")


class HolderFinder:
    """Finds the head of the phrase that names a verb's speaker."""

    def __init__(self, lexicon: CueLexicon, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._phrases = phrases

    def of(self, sentence: Sentence, verb: Token) -> Token | None:
        """The head of the speaker's phrase, None where the verb has no speaker in the sentence."""
        if self._has_own(sentence, verb):
            found = self._own(sentence, verb)
        else:
            found = _named_before(sentence, verb) or _behind_dash(sentence, verb) or self._governed(sentence, verb)
        found = found or self._misread(sentence, verb) or self._run_together(sentence, verb)
        if found is None or self._cannot_speak(sentence, found, verb) or _opens_with_deed(sentence, found):
            return _named_before(sentence, verb) or (found if found and _opens_with_deed(sentence, found) else None)
        return found

    @staticmethod
    def _has_own(sentence: Sentence, verb: Token) -> bool:
        return bool(sentence.children(verb, "nsubj", "nsubjpass", "csubj", "agent", "auxpass", "expl"))

    def _own(self, sentence: Sentence, verb: Token) -> Token | None:
        for agent in sentence.children(verb, "agent"):
            for noun in sentence.children(agent, "pobj"):
                if not self._cannot_speak(sentence, noun, verb):
                    return noun
        if sentence.children(verb, "nsubjpass", "auxpass"):
            quoted = verb.lemma in ("quote", "cite")
            return next(iter(sentence.children(verb, "nsubjpass")), None) if quoted else None
        linked = [c for c in sentence.children(verb, "csubj") if c.tag in ("VBN", "VBD")]  # "a group linked to it said"
        named = [_behind_hyphen(sentence, c) for v in (verb, *linked) for c in sentence.children(v, "nsubj")]
        subjects = [
            c for c in named if not (self._expletive(c) and not _is_of(sentence, c)) and not _weather(sentence, c)
        ]
        subjects = [c for c in subjects if not (_closes_before(sentence, c, verb) or c.lower in _REFLEXIVE)]
        return speaking(sentence, min(subjects, key=lambda c: abs(c.i - verb.i))) if subjects else None

    @staticmethod
    def _misread(sentence: Sentence, verb: Token) -> Token | None:
        """A surname at the sentence's start that the parser took for something else ("Jolly said")."""
        first = sentence.tokens[0]
        alone = verb.i == 1 and first.dep in ("advmod", "npadvmod", "dep", "amod", "acomp", "intj")
        return first if alone and first.text[:1].isupper() and verb.tag in ("VBD", "VBZ") else None

    def _run_together(self, sentence: Sentence, verb: Token) -> Token | None:
        """The speaker that the parser ran together with what he counts ("a crowd police estimated at 4,000"), or that
        it gave another verb ("the crowd, which police estimated at 4,000, marched")."""
        noun = sentence.head(verb)
        if verb.dep != "acl" or noun.i != verb.i - 1 or not (noun.tag == "NNS" or noun.lower == "police"):
            return None
        first = min(sentence.subtree(noun), key=lambda t: t.i)
        if first.i and sentence.tokens[first.i - 1].lower in _RELATIVES:
            return noun
        counted = [c for c in sentence.children(noun, "compound") if c.lemma in self._lexicon.nouns["sizes"]]
        return noun if counted and any(c.lower in ("a", "an") for c in sentence.children(noun, "det")) else None

    def _expletive(self, token: Token) -> bool:
        return token.lower in self._lexicon.forms["nobody"] and token.tag not in ("WDT", "WP")

    def _cannot_speak(self, sentence: Sentence, token: Token, verb: Token) -> bool:
        number = token.text[:1].isdigit()  # "1,500 picketed, a steward, Ann Bell, told the paper"
        kind = self._lexicon.verb(verb)
        telling = kind is not None and not kind.stance
        several = token.lower == "one" or (telling and _is_of(sentence, token))  # "two of their teachers said"
        number |= not several and token.pos in ("NUM", "PROPN") and _is_cardinal(sentence, token)
        timed = any(n.label in _NO_SPEAKER and n.first <= token.i == n.last for n in sentence.names)
        return number or (timed and token.tag not in ("NNS", "NNPS"))  # "Fridays for Future"

    def _governed(self, sentence: Sentence, verb: Token) -> Token | None:
        """The speaker of a verb without a subject of its own, by the verb or noun it hangs on."""
        head = sentence.head(verb)
        if verb.dep == "acl" and head.dep == "ROOT" and head.pos == "NOUN" and _tells_that(sentence, verb):
            return head  # "an inquiry ordered by the mayor reported that ...", whose verb the parser takes for another
        if head.i == verb.i or (verb.tag == "VBN" and verb.dep in ("acl", "advcl")):
            return None
        if head.pos in ("ADP", "SCONJ") and head.i != head.head:
            head = sentence.head(head)
        if head.pos in ("VERB", "AUX"):
            return self._by_verb(sentence, verb, head)
        if verb.dep == "acl" and head.pos in ("NOUN", "PROPN"):
            return self._by_statement(sentence, head) if self._lexicon.is_statement(head) else head
        return None

    def _by_verb(self, sentence: Sentence, verb: Token, head: Token) -> Token | None:
        kind = self._lexicon.verb(head)
        if kind and kind.name == "cite":
            cited = next(iter(sentence.children(head, "dobj", "nsubjpass")), None)
            if cited is not None:
                return cited
        if verb.tag == "VBG" and verb.dep == "advcl" and (teller := self._telling(sentence, head)) is not None:
            return teller  # "police said two people had died, dismissing claims of six"
        passive = next(iter(sentence.children(head, "nsubjpass")), None)
        if passive is not None and verb.dep in ("advcl", "xcomp", "conj") and head.i < verb.i:
            if sentence.children(passive, "nummod"):
                return self._governed(sentence, head)  # "police said 12 men had been hurt but revised the figure to 19"
            return passive if verb.tag != "VBN" else None
        return self.of(sentence, head)

    def _telling(self, sentence: Sentence, told: Token) -> Token | None:
        """Who tells of what befell a number of people or nobody, or of a march; None of any other clause."""
        subjects = sentence.children(told, "nsubj", "nsubjpass")
        speechless = any(
            sentence.children(c, "nummod") or self._expletive(c) or c.lemma in self._lexicon.nouns["happenings"]
            for c in subjects
        )
        telling = sentence.head(told)
        said = speechless and told.dep == "ccomp" and self._lexicon.gives(telling) and telling.i < told.i
        return self.of(sentence, telling) if said else None

    def _by_statement(self, sentence: Sentence, noun: Token) -> Token:
        """Of "a statement saying": its owner, or who issued it, or the statement itself."""
        owner = self._phrases.owner(sentence, noun)
        if owner is not None:
            return owner
        verb = next((a for a in sentence.ancestors(noun) if a.pos == "VERB"), None)
        return (self.of(sentence, verb) if verb and noun.dep != "nsubj" else None) or noun


def _opens_with_deed(sentence: Sentence, subject: Token) -> bool:
    """Whether the parser took for a subject what somebody does as he speaks: "Briefing reporters, the mayor, Ann Bell,
    said"."""
    first = sentence.tokens[0]
    return first.tag == "VBG" and (first.i == subject.i or first.head == subject.i)


def _tells_that(sentence: Sentence, verb: Token) -> bool:
    """Whether a clause with "that" behind a verb is what it tells."""
    clauses = (c for c in sentence.children(verb, "ccomp") if c.i > verb.i)
    return verb.tag == "VBN" and any(m.lower == "that" for c in clauses for m in sentence.children(c, "mark"))


def _is_cardinal(sentence: Sentence, token: Token) -> bool:
    return any(n.label == "CARDINAL" and n.first <= token.i <= n.last for n in sentence.names)


def _named_before(sentence: Sentence, verb: Token) -> Token | None:
    """Who is named between commas right before a verb that the parser gave no subject: ", one of the stewards, Ann
    Bell, told the paper", "; Corpac, the airport company, said"."""
    if verb.i < 3 or sentence.tokens[verb.i - 1].text != "," or verb.tag not in ("VBD", "VBZ"):
        return None
    last = sentence.tokens[verb.i - 2]
    described = sentence.head(last) if last.dep == "appos" and last.pos == "NOUN" else last
    if described.pos != "PROPN":
        return None
    names = (
        n for n in sentence.names if n.first <= described.i <= n.last and n.label not in ("GPE", "LOC", *_NO_SPEAKER)
    )
    name = next(names, None)
    set_off = name is not None and name.first > 0 and sentence.tokens[name.first - 1].text == ","
    return described if set_off and name is not None and (name.label == "PERSON" or described is not last) else None


def _behind_dash(sentence: Sentence, verb: Token) -> Token | None:
    """Who stands between a dash and a verb that the parser gave no subject: "... in Lyon - police put it at 5,000"."""
    lead = sentence.tokens[: verb.i]
    name = list(takewhile(lambda t: t.pos in ("DET", "ADJ", "NOUN", "PROPN"), reversed(lead)))
    if not name or len(name) == len(lead) or verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    dash = lead[-len(name) - 1]
    spaced = dash.i > 0 and lead[dash.i - 1].end < dash.start
    return name[0] if dash.text in _DASHES and spaced and name[0].pos in ("NOUN", "PROPN") else None


def _behind_hyphen(sentence: Sentence, token: Token) -> Token:
    """The word itself; of one that was cut at a hyphen, its last part ("co-founder"), or the name behind that
    ("said co-founder Ann Bell")."""
    tokens = sentence.tokens
    hyphen = next((t for t in tokens[token.i : token.i + 2] if t.text == "-" and t.i > 0), None)
    if hyphen is None or hyphen.i + 1 >= len(tokens) or hyphen.start != tokens[hyphen.i - 1].end:
        return token
    following, verb = tokens[hyphen.i + 1], sentence.head(token)
    if following.start != hyphen.end or following.tag == "IN":  # "editor-in-chief"
        return token
    if token.i > verb.i:  # "said co-founder Ann Bell", "said vice-president Bell"
        named = sentence.head(following) if following.dep == "compound" else following
        return named if following.i <= named.i and named.pos in ("NOUN", "PROPN") else token
    return following if following.i < verb.i else token


def _is_of(sentence: Sentence, token: Token) -> bool:
    """Whether a word that names nobody is told to be of some: "one of the organisers", "some of the witnesses"."""
    return any(p.lower == "of" and p.i == token.i + 1 for p in sentence.children(token, "prep"))


def _closes_before(sentence: Sentence, subject: Token, verb: Token) -> bool:
    """Whether a quotation that a subject stands in, begun in a sentence before, ends between it and the verb ('One man
    died," the mayor of Porto, Ann Bell, told')."""
    marks = [t for t in sentence.tokens[: verb.i] if t.text in ('"', "”", "»")]
    return len(marks) == 1 and subject.i < marks[0].i and sentence.tokens[marks[0].i - 1].text in (",", "?", "!")


def _weather(sentence: Sentence, subject: Token) -> bool:
    """Whether "it" stands for nothing: "it seems reasonable to estimate that ..."."""
    return subject.lower == "it" and sentence.head(subject).lemma in ("seem", "appear", "be")


def _opens_dispatch(sentence: Sentence, subject: Token) -> bool:
    """Whether a place opens a sentence before its only dash ("Havana — The ministry said", "Havana, 18 June (EFE) - The
    ministry said")."""
    named = any(n.label in ("GPE", "LOC", "ORG") and n.first == 0 and n.last == subject.i for n in sentence.names)
    place = named or (subject.i == 0 and subject.pos == "PROPN")
    dashes = [t for t in sentence.tokens if t.text in _DASHES and _parts(sentence, t)] if place else []
    dated = dashes and any(t.tag == "CD" or t.text == ")" for t in sentence.tokens[subject.i : dashes[0].i])
    return len(dashes) == 1 and (dashes[0].i == subject.i + 1 or bool(dated))


def _parts(sentence: Sentence, dash: Token) -> bool:
    """Whether a mark parts a dateline from what follows it; the hyphen of "US-based" does not."""
    spaced = dash.i > 0 and sentence.tokens[dash.i - 1].end < dash.start
    return spaced or any(not t.text[:1].islower() for t in sentence.tokens[dash.i + 1 : dash.i + 2])


def speaking(sentence: Sentence, subject: Token) -> Token:
    """The subject; of one that the parser ran together with a dateline ("CAIRO (Reuters) - Police said", "CAIRO (MENA):
    Police said", "Cairo, May 3 (EFE).- Police said") or with what is counted before the comma ("injuring 22 people,
    police and medics said"), the part that speaks."""
    ends = (*_DASHES, "):") if subject.text.isupper() or _opens_dispatch(sentence, subject) else ()
    dash = 0
    if ends or ")" in sentence.text:
        behind = sentence.tokens[subject.i :]
        dash = next((t.i for t in behind if (t.text in ends and _parts(sentence, t)) or closes_dateline(t)), 0)
    if dash and all(t.pos in _DATELINE for t in sentence.tokens[:dash]):
        below = (t for t in sentence.subtree(subject) if t.i > dash and t.head < dash)
        return next((t for t in below if t.pos in ("NOUN", "PROPN")), subject)
    if not sentence.children(subject, "nummod"):
        return subject
    joined = (c for c in sentence.children(subject, "conj") if sentence.tokens[c.i - 1].text == ",")
    return next(joined, subject)
