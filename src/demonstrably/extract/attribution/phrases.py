"""Noun phrases that name a source: how far the name reaches, whom a statement belongs to."""

from __future__ import annotations

import re
from itertools import takewhile

from demonstrably.extract.attribution.frames import lacks_subject
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.language.analysis import Sentence, Token

_BEFORE = ("det", "amod", "compound", "nmod", "poss", "nummod", "case", "quantmod", "advmod", "punct", "predet")
_BREAKS = (",", "--", "–", "—", "(")
_DASHES = ("-", "–", "—", "--")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:am|pm)?")
"""The time of an entry before the name of who speaks in it ("11:25 Organisers say")."""
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
"""The same written in four figures, which only begins a line ("2340 Interior ministry")."""
_BRACKETED = 6
"""Tokens of a bracket that says what an office is of."""
_RELATIVES = ("who", "which", "that", "whom")
_ONES = ("one", "another")


class PhraseBuilder:
    """Builds the phrase that names a source from its head."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def build(self, sentence: Sentence, head: Token) -> Phrase:
        """The phrase around a head: an antecedent for a relative pronoun, an owner for its statement, the proper name
        for its description."""
        head = _behind_hyphen(sentence, _behind_rank(sentence, self._antecedent(sentence, head)))
        owner = self.owner(sentence, head)
        if owner is not None:
            head = owner
        named = self._apposed_name(sentence, head)
        context = _span(sentence, self._extent(sentence, head)) if named else self._description(sentence, head)
        first, last = self._extent(sentence, named or head)
        return Phrase(sentence, named or head, sentence.tokens[first].start, sentence.tokens[last].end, context)

    def owner(self, sentence: Sentence, noun: Token) -> Token | None:
        """Who gives out a statement: "police" of "police estimates", "the group" of "the group's count"; None where
        the noun is no statement or nobody is named."""
        giver = self.giver(sentence, noun)
        if giver is not None or not (self._lexicon.is_statement(noun) or self._is_toll(sentence, noun)):
            return giver
        for child in (c for c in sentence.children(noun, "poss") if not is_time(sentence, c)):
            return child
        adverbial = noun.dep == "pobj" and self._lexicon.is_adverbial(sentence.head(noun), noun)
        owning = self._lexicon.nouns["owning_adverbial" if adverbial else "owning"]
        for prep in (p for p in sentence.children(noun, "prep", "agent") if p.lower in owning):
            for owner in sentence.children(prep, "pobj"):
                spot = prep.lower == "from" and noun.lemma == "report" and self._is_spot(sentence, owner)
                spot |= prep.lower == "by" and self._lexicon.is_division(sentence, owner)
                if owner.pos in ("NOUN", "PROPN", "PRON") and not _counted(sentence, owner) and not spot:
                    return owner
        compounds = [c for c in sentence.children(noun, "compound", "nmod") if _adjoins(sentence, c, noun)]
        compounds = [c for c in compounds if not sentence.children(c, "nummod")]  # "the 46-page report"
        general = self._lexicon.nouns["general_owners"]
        if compounds and compounds[-1].lower not in general and (noun.pos == "NOUN" or noun.tag == "NNPS"):
            return compounds[-1]
        return None

    def _is_toll(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is a toll that somebody is named for: "according to a provisional police toll"."""
        cue = sentence.head(sentence.head(noun))
        kinds = sentence.children(noun, "compound")
        counted = any(c.lower in self._lexicon.nouns["counted"] for c in kinds)
        return self._lexicon.is_total(noun) and noun.dep == "pobj" and cue.lower == "according" and not counted

    def _is_spot(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is only where reports come from: "reports from the scene", "from Conakry"."""
        label = next((n.label for n in sentence.names if n.first <= noun.i <= n.last), None)
        return noun.lemma in self._lexicon.nouns["spots"] or label in ("GPE", "LOC")

    def giver(self, sentence: Sentence, noun: Token) -> Token | None:
        """Who a participle says has given out a statement or total: "figures released by police"; None without one."""
        given_out = self._lexicon.is_statement(noun) or self._lexicon.is_total(noun)
        given_out |= noun.lemma in self._lexicon.nouns["recordings"]
        if not given_out and noun.lemma.lower().removesuffix("s") not in self._lexicon.nouns["evidence"]:
            return None
        given = [c for c in sentence.children(noun, "acl") if c.tag == "VBN"]
        by = (a for c in given if self._lexicon.is_given(c, noun) for a in sentence.children(c, "agent"))
        return next((t for a in by for t in sentence.children(a, "pobj") if not _counted(sentence, t)), None)

    def whole(self, sentence: Sentence, head: Token, hole: tuple[int, int]) -> tuple[int, int]:
        """The span of all that hangs on a head without a gap and outside a hole, in code points: with appositions and
        clauses, and the comma or bracket that closes them."""
        above = sentence.head(head)
        outside = above.i < head.i and (above.end <= hole[0] or above.start >= hole[1])
        if outside and head.dep == "appos" and self._apposed_name(sentence, above) is head:
            head = above  # "the chief executive, Ann Bell,"
        below = {t.i for t in sentence.subtree(head) if t.end <= hole[0] or t.start >= hole[1]}
        first = last = head.i
        while first - 1 in below:
            first -= 1
        while last + 1 in below:
            last += 1
        inner = sentence.tokens[first : last + 1]
        kept = [t for t in inner if t.pos not in ("PUNCT", "SPACE") or t.i == head.i]
        closing = next(iter(sentence.tokens[kept[-1].i + 1 : kept[-1].i + 2]), None)
        broken = [t.text for t in inner if t.i > head.i and t.text in (",", "(") and t.i < kept[-1].i]
        closed = closing is not None and bool(broken) and closing.text == {",": ",", "(": ")"}[broken[0]]
        return kept[0].start, closing.end if closing is not None and closed else kept[-1].end

    def _antecedent(self, sentence: Sentence, head: Token) -> Token:
        if head.lower not in _RELATIVES or head.tag not in ("WP", "WDT", "IN"):
            return head
        clause = next((a for a in sentence.ancestors(head) if a.dep in ("relcl", "acl")), None)
        if clause is None:
            return head
        found = sentence.head(clause)
        if head.lower == "who" and self._lexicon.is_statement(found) and head.i > 1:
            return sentence.tokens[head.i - 2]  # "a figure disputed by the police, who said 14,000"
        name = next((n for n in sentence.names if n.label == "ORG" and n.first <= found.i <= n.last), None)
        return sentence.top(sentence.tokens[name.first : name.last + 1]) if name else found

    def _apposed_name(self, sentence: Sentence, head: Token) -> Token | None:
        if (bracketed := self._behind_bracket(sentence, head)) is not None:
            return bracketed
        if head.pos != "NOUN" and head.lower not in self._lexicon.nouns["lettered"]:
            names = [c for c in _appositions(sentence, head) if c.pos == "PROPN"]
            return names[0] if head.lower in _ONES and names else None  # "one of the organisers, Ann Bell, said"
        beside = [c for c in _appositions(sentence, head) if c.pos == "PROPN"]
        if beside:
            return None if _abbreviates(sentence, beside[0]) else beside[0]
        return self._name_behind(sentence, head)

    def _name_behind(self, sentence: Sentence, head: Token) -> Token | None:
        """The person named between commas right behind an office, to whatever word of it the parser ties the name:
        "a lawyer for those held, Ann Bell, said"."""
        if head.tag not in ("NN", "NNP") or (head.dep == "pobj" and sentence.head(head).lower not in ("by", "to")):
            return None  # "in contrast, Ann Bell, the mayor, said"
        comma = self._reach(sentence, head) + 1
        if comma >= len(sentence.tokens) or sentence.tokens[comma].text != ",":
            return None
        persons = (n for n in sentence.names if n.label == "PERSON")
        name = next((n for n in persons if n.first == comma + 1 or self._follows_title(sentence, comma, n.first)), None)
        following = sentence.tokens[name.last + 1 : name.last + 2] if name else ()
        closed = any(t.text in (",", ".", ";", ":") for t in following)
        return sentence.top(sentence.tokens[name.first : name.last + 1]) if name and closed else None

    def _behind_bracket(self, sentence: Sentence, head: Token) -> Token | None:
        """The person named behind the bracket that says what his office is of: "DCP (North) Ann Bell"."""
        opening, *inside = sentence.tokens[self._reach(sentence, head) + 1 :][:_BRACKETED] or (None,)
        closing = next((t.i for t in inside if t.text == ")"), None)
        if opening is None or opening.text != "(" or closing is None or head.pos not in ("NOUN", "PROPN"):
            return None
        name = next((n for n in sentence.names if n.label == "PERSON" and n.first == closing + 1), None)
        return sentence.top(sentence.tokens[name.first : name.last + 1]) if name is not None else None

    @staticmethod
    def _follows_title(sentence: Sentence, comma: int, first: int) -> bool:
        """Whether a name is parted from a comma by a form of address alone ("the convener, Miss Ann Bell, said")."""
        return first == comma + 2 and sentence.tokens[comma + 1].tag == "NNP"

    def _description(self, sentence: Sentence, head: Token) -> str:
        described = [c for c in _appositions(sentence, head) if c.pos in ("NOUN", "PROPN") or c.lower == "one"]
        if not described and head.dep == "appos" and head.pos == "PROPN" and sentence.head(head).pos in ("NOUN", "NUM"):
            described = [sentence.head(head)]  # "the regional police chief, Ann Bell"
        if not described and head.dep == "appos" and head.pos == "PROPN":
            described = _leading(sentence, sentence.head(head))
        return _span(sentence, self._extent(sentence, described[0])) if described else _office_before(sentence, head)

    def _extent(self, sentence: Sentence, head: Token) -> tuple[int, int]:
        """Indices of the name's first and last token: what stands before the head, and closely after it."""
        before = [t.i for c in sentence.children(head, *_BEFORE) if c.i < head.i for t in sentence.subtree(c)]
        first = self._contiguous_start(sentence, head, set(before))
        last = _hyphened_end(sentence, _purpose_end(sentence, head, self._reach(sentence, head)))
        last = max(last, _numbered_end(sentence, head))
        first = self._behind_counted(sentence, self._known_start(sentence, first), head)
        while (sentence.tokens[first].pos == "PUNCT" or is_time_of_entry(sentence.tokens[first])) and first < head.i:
            first += 1
        return first, last

    def _known_start(self, sentence: Sentence, first: int) -> int:
        """Where a name begins that is cut at the hyphen of a known one ("OVD-Info")."""
        parts = sentence.tokens[max(0, first - 2) : first + 1]
        joined = len(parts) == 3 and parts[1].text == "-" and "".join(t.lower for t in parts) in self._lexicon.hyphened
        return first - 2 if joined else first

    def _behind_counted(self, sentence: Sentence, first: int, head: Token) -> int:
        """Where a name begins that the parser ran together with what the clause is of: "whose number | police put at",
        "a crowd | organisers put at", "the 60 people | police say were held"; the first token of any other."""
        told = sentence.children(head, "compound") if lacks_subject(sentence, sentence.head(head)) else ()
        people = (c for c in told if c.tag == "NNS" and first <= c.i < head.i)
        counted = next((c.i + 1 for c in people if any(t.tag == "CD" for t in sentence.tokens[first : c.i])), None)
        if counted is not None:
            return counted
        opening = sentence.tokens[first]
        several = head.tag == "NNS" or head.lower == "police"
        joined = opening.lower == "whose" or (opening.lower in ("a", "an") and several)
        tokens = sentence.tokens[first : head.i] if joined else ()
        bare = first + 1 if opening.lower == "whose" and first < head.i else first
        return next((t.i + 1 for t in tokens if t.lemma in self._lexicon.nouns["sizes"]), bare)

    @staticmethod
    def _contiguous_start(sentence: Sentence, head: Token, before: set[int]) -> int:
        first = head.i
        while first - 1 in before and not _sets_off(sentence, sentence.tokens[first - 1]):
            first -= 1
        return _ranked_start(sentence, _hyphened_start(sentence, first))

    def _reach(self, sentence: Sentence, head: Token) -> int:
        """The last token: prepositional parts and coordinated names that follow without a break."""
        last = _hyphened_end(sentence, head.i)
        own = (head, sentence.tokens[last]) if last > head.i else (head,)  # "officer-in-charge of the station"
        for child in (c for t in own for c in sentence.children(t)):
            below = [t.i for t in sentence.subtree(child)]
            joined = below[0] == last + 1 or (below[0] == last + 2 and sentence.tokens[last + 1].dep == "cc")
            if child.i > head.i and joined and self._belongs(sentence, child):
                comma = next((i for i in below if sentence.tokens[i].text in _BREAKS), below[-1] + 1)
                last = max(last, min(below[-1], comma - 1))
        return last

    def _belongs(self, sentence: Sentence, child: Token) -> bool:
        if child.dep == "prep":
            objects = sentence.children(child, "pobj")
            timed = any(
                n.label in ("DATE", "TIME") for o in objects for n in sentence.names if n.first <= o.i <= n.last
            )
            agent = child.lower == "at" and sentence.head(sentence.head(child)).dep == "agent"
            counted = any(
                o.tag == "CD" or (agent and _counted(sentence, o)) for o in objects
            )  # "estimated by police at 4,000"
            return child.lower in self._lexicon.nouns["inside_name"] and bool(objects) and not (timed or counted)
        return child.dep == "conj" and child.pos in ("NOUN", "PROPN")


def is_time_of_entry(token: Token) -> bool:
    """Whether a token is the time that an entry of a live page begins with."""
    return _TIME.fullmatch(token.text) is not None or (token.i == 0 and _CLOCK.fullmatch(token.text) is not None)


def _hyphened_start(sentence: Sentence, first: int) -> int:
    """Where a name begins whose first word is cut at a hyphen ("Union co-chair Ann Bell", "vice-president")."""
    tokens = sentence.tokens
    first += tokens[first].text == "-"
    while first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first - 1].start:
        if tokens[first - 1].end != tokens[first].start or tokens[first - 2].text.isupper():
            break  # "VELL-Police said" begins with a dateline
        first -= 2
        heads = (first, first + 1, first + 2)
        while first and tokens[first - 1].dep in ("compound", "det", "amod", "poss", "case") and (
            tokens[first - 1].head in heads
        ):  # fmt: skip
            first -= 1
    return first


def _hyphened_end(sentence: Sentence, last: int) -> int:
    """Where a name ends that was cut at a hyphen ("OVD-Info", "editor-in-chief")."""
    hyphen, *rest = sentence.tokens[last + 1 : last + 5] or (None,)
    if hyphen is None or not rest or hyphen.text != "-" or sentence.tokens[last].pos not in ("PROPN", "NOUN"):
        return last
    if hyphen.start != sentence.tokens[last].end or rest[0].start != hyphen.end:
        return last
    if rest[0].tag == "IN" and len(rest) > 2 and rest[1].text == "-":
        return last + 4
    noun = sentence.tokens[last].pos == "NOUN" and rest[0].pos == "NOUN"  # "a co-organiser"
    return last + 2 if noun or (sentence.tokens[last].pos == "PROPN" and rest[0].text[:1].isupper()) else last


def _numbered_end(sentence: Sentence, head: Token) -> int:
    """Where a name ends with the number that is part of it ("Channel 5", "France 24")."""
    number = next(iter(sentence.tokens[head.i + 1 : head.i + 2]), None)
    if number is None or number.head != head.i or number.dep != "nummod" or not head.text[:1].isupper():
        return head.i
    if head.pos != "PROPN" and not any(n.first <= head.i < n.last == number.i for n in sentence.names):
        return head.i
    return number.i if number.text.isdigit() and len(number.text) < 4 else head.i


def _purpose_end(sentence: Sentence, head: Token, last: int) -> int:
    """Where a name ends that tells a body's purpose in capitals ("the Committee to Protect Journalists")."""
    to, *rest = sentence.tokens[last + 1 : last + 8] or (None,)
    if to is None or to.lower != "to" or head.pos != "PROPN" or not (rest and rest[0].text.istitle()):
        return last
    named = list(takewhile(lambda t: t.text[:1].isupper() or t.lower in ("the", "of", "and", "against"), rest))
    while not named[-1].text[:1].isupper():
        named.pop()
    return named[-1].i if len(named) > 1 else last


def _is_cut(sentence: Sentence, i: int) -> bool:
    """Whether a token is a rank that the parser took for a sentence of its own ("Sgt. Ann Bell"): within a sentence of
    ours a full stop behind a name, with another name after it, only abbreviates."""
    rank, *rest = sentence.tokens[i : i + 3]
    if len(rest) < 2 or not rank.text.istitle() or rest[0].text != "." or rest[0].start != rank.end:
        return False
    return rank.pos in ("PROPN", "NOUN") and rest[1].pos == "PROPN" and rest[1].start > rest[0].end


def _behind_rank(sentence: Sentence, head: Token) -> Token:
    """The head of the name behind a rank that was cut off it; any other head itself."""
    if not _is_cut(sentence, head.i):
        return head
    name = next(
        (n for n in sentence.names if n.first == head.i + 2 or (n.first > head.i and n.first <= head.i + 4)), None
    )
    return sentence.top(sentence.tokens[name.first : name.last + 1]) if name else head


def _behind_hyphen(sentence: Sentence, head: Token) -> Token:
    """The head of the person's name behind an office cut at a hyphen ("co-founder Ann Bell"); any other head itself."""
    last = _hyphened_end(sentence, head.i)
    if last == head.i:
        return head
    name = next((n for n in sentence.names if n.label == "PERSON" and n.first == last + 1), None)
    return sentence.top(sentence.tokens[name.first : name.last + 1]) if name else head


def _ranked_start(sentence: Sentence, first: int) -> int:
    """Where a name begins with the rank that was cut off it, and with what describes that ("Vell police chief Brig.
    Gen. Ann Bell")."""
    if first < 2 or not _is_cut(sentence, first - 2):
        return first
    first -= 2
    rank = sentence.tokens[first]
    below = {t.i for t in sentence.subtree(rank)} if rank.dep != "npadvmod" else set()
    while first - 1 in below and not _sets_off(sentence, sentence.tokens[first - 1]):
        first -= 1
    return first


def _leading(sentence: Sentence, body: Token) -> list[Token]:
    """Of whom a body is told to have one, where the parser ties the name to the body: "the convener of the Youth
    League, Ann Bell"."""
    of = sentence.head(body)
    led = sentence.head(of)
    return [led] if body.dep == "pobj" and of.lower == "of" and led.tag == "NN" and led.i < of.i else []


def _office_before(sentence: Sentence, head: Token) -> str:
    """What stands right before a person's name, or before the comma and his rank, where the parser ties it to something
    else ("committee chairman Ann Bell-Roa said", "the commander, Brig. Gen. Ann Bell, said", "rallied in Vell, the
    union's leader, Ann Bell, said"); empty where no noun does."""
    name = next((n for n in sentence.names if n.label == "PERSON" and n.first <= head.i <= n.last), None)
    if name is None:
        return ""
    start = next((i for i in range(name.first - 2, name.first - 4, -1) if i > 0 and _is_cut(sentence, i)), name.first)
    office = sentence.tokens[start - 2] if start > 1 else None
    beside = office is not None and office.dep == head.dep == "appos" and office.head == head.head
    last = start - 1 - ((start < name.first or beside) and sentence.tokens[start - 1].text == ",")
    if last < 0 or sentence.tokens[last].tag != "NN":
        return ""
    first = last
    while first and sentence.tokens[first - 1].pos in ("NOUN", "PROPN", "ADJ", "DET", "PART"):
        first -= 1
    return _span(sentence, (first, last))


def closes_dateline(token: Token) -> bool:
    """Whether a token ends an agency's bracket with the dash behind it ("EFE).-")."""
    return ")" in token.text and token.text.endswith(_DASHES)


def _sets_off(sentence: Sentence, token: Token) -> bool:
    """Whether a name can't reach back across a token; a dash with a gap before it ends a dateline, as the bracket does
    that a sentence begins with ("(Vell) The union")."""
    spaced = token.i > 0 and sentence.tokens[token.i - 1].end < token.start
    dashed = (token.text in _DASHES and spaced) or closes_dateline(token)
    placed = token.text == ")" and sentence.tokens[0].text == "("
    return token.text in (",", ";", ":", '"', "“", "”") or dashed or placed


def _adjoins(sentence: Sentence, word: Token, noun: Token) -> bool:
    """Whether a word stands before its noun without a break, and is no day or time ("a Saturday statement")."""
    broken = any(t.text in (*_BREAKS, ")", ";", ":") for t in sentence.tokens[word.i : noun.i])
    return word.i < noun.i and not broken and not is_time(sentence, word)


def is_time(sentence: Sentence, word: Token) -> bool:
    """Whether a word is a day or time ("Monday's report")."""
    return any(n.label in ("DATE", "TIME") and n.first <= word.i <= n.last for n in sentence.names)


def _appositions(sentence: Sentence, head: Token) -> list[Token]:
    """The appositions behind a noun; none that only stand behind its verb ("organisers spoke of 120, the ministry")."""
    verb = sentence.head(head)
    end = verb.i if verb.i > head.i else len(sentence.tokens)
    return [c for c in sentence.children(head, "appos") if head.i < c.i < end]


def _abbreviates(sentence: Sentence, name: Token) -> bool:
    """Whether a name is only the short form in brackets of the phrase before it ("the rights office (OHCHR)")."""
    return name.text.isupper() and sentence.tokens[name.i - 1].text == "("


def _counted(sentence: Sentence, noun: Token) -> bool:
    return bool(sentence.children(noun, "nummod")) or noun.tag == "CD"


def _span(sentence: Sentence, extent: tuple[int, int]) -> str:
    first, last = sentence.tokens[extent[0]], sentence.tokens[extent[1]]
    return sentence.text[first.start - sentence.start : last.end - sentence.start]
