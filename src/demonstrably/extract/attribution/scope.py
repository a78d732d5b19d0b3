"""How far an appended cue reaches: "..., police said", "police said, ...", "according to police, ..."."""

from __future__ import annotations

from demonstrably.extract.attribution.frames import OPENING, Region, after, before, last_break, stretch
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.language.analysis import Sentence, Token

_SET_OFF = (",", "--", "—", "–", "-", "?", "!", "...", "…", ")", "”", "»", *OPENING)
_RELATIVES = ("WDT", "WP", "WP$")
_BROKEN_DOWN = 8
"""Tokens behind a semicolon that may say that a figure is only broken down."""
_DASHES = ("-", "--", "–", "—")
_AGAINST = (",", "and", "but", "while")
"""What parts two who are each set before their figures."""


class AppendedScope:
    """The stretches around an appended cue that it gives a source to."""

    def __init__(self, lexicon: CueLexicon) -> None:
        self._lexicon = lexicon

    def of_verb(self, sentence: Sentence, cluster: Region, *, quotations_only: bool) -> list[Region]:
        """What surrounds a cue verb with its holder where they are set off by commas or quotation marks."""
        lead, rest = _around(sentence, cluster)
        marks = OPENING if quotations_only else (",", ":", *OPENING)
        bare = lead[:-1] if lead and lead[-1].lower in ("as", "how") else lead
        opens = not bare or (len(bare) == 1 and bare[0].text in OPENING)
        if opens:
            return self._opened(rest, by_as=len(bare) < len(lead) and not quotations_only)
        if len(bare) < len(lead) and bare[-1].text not in _SET_OFF:
            counted = self.back_to_break(sentence, lead[-1].start)  # "who were 2,500 as counted by the stewards"
            figured = any(t.tag == "CD" for region in counted for t in sentence.at(*region))
            return (counted if figured else self._after_comma(rest)) if not quotations_only else []
        if len(bare) > 1 and bare[-1].text == "," and bare[-2].tag in _RELATIVES:
            above = sentence.head(bare[-2])
            clause = sentence.subtree(sentence.head(above) if above.pos == "ADP" else above)  # "at which, it says,"
            told = [t for t in clause if t.start >= cluster[1] and t.text != ","]
            return [stretch(told)] if told else []  # "three men who, police said, threw stones"
        bare = _without_description(bare)
        if bare[-1].text not in _SET_OFF or (quotations_only and not _closes_quotation(bare)):
            return self._quoted(rest)
        return [*self._lead(self._own_clause(bare, rest)), *self._rest(rest, marks)]

    def of_adverbial(self, sentence: Sentence, cluster: Region) -> list[Region]:
        """What an adverbial ("according to police", "by their count") gives a source to: its clause."""
        lead, rest = _around(sentence, cluster)
        if told := self._set_against(lead, rest):
            return told
        own = self._since_other(lead)
        if amount := _amount(sentence, own, paired=len(own) < len(lead)):
            return [stretch(amount)]
        lead = own
        if not lead or (len(lead) < 3 and self._lexicon.has("contrast", lead[0])):
            figure_follows = bool(rest) and (rest[0].tag == "CD" or self._lexicon.has("amount_openers", rest[0]))
            return self.limited(_until_other(rest)) if figure_follows else self._after_comma(rest)
        lead = self._own_clause(lead, rest)
        rest = _until_other(rest)
        rest = rest[: next((k for k in range(len(rest)) if _joins_clause(sentence, rest, k)), len(rest))]
        return [*self._lead(lead), *self._rest(rest, (",", ":", *OPENING))]

    def _own_clause(self, lead: list[Token], rest: list[Token]) -> list[Token]:
        """What stands before a cue within its clause, where commas set it off on both sides: "but by noon, by police
        count, rose"; all that stands before any other."""
        if lead[-1].text != "," or not rest or rest[0].text != ",":
            return lead
        starts = (k for k in reversed(range(1, len(lead))) if self._contrasts(lead, k) or _opens_clause(lead, rest, k))
        return lead[next(starts, 0) :]

    def _set_against(self, lead: list[Token], rest: list[Token]) -> list[Region]:
        """The bare amount right behind a cue that is set against another's before it: "according to police 600 marched,
        according to the union 1,000"; [] elsewhere."""
        if not lead or lead[-1].lower not in _AGAINST or all(t.lower != "according" for t in lead):
            return []
        if not rest or not (rest[0].tag == "CD" or self._lexicon.has("amount_openers", rest[0])):
            return []
        ends = (k for k, t in enumerate(rest) if t.text in (",", ";", "."))
        told = rest[: next(ends, len(rest))]
        return [stretch(told)] if any(t.tag == "CD" for t in told) else []

    def back_to_break(self, sentence: Sentence, offset: int) -> list[Region]:
        """What stands between the last break (comma, dash, bracket) and an offset."""
        lead = before(sentence, offset)
        kept = [t for t in lead if t.i >= max((b.i + 1 for b in lead if _breaks_off(sentence, b)), default=0)]
        return [stretch(kept)] if kept else []

    def after_comma(self, sentence: Sentence, offset: int) -> list[Region]:
        """What stands after the first comma from an offset on, up to a semicolon or a contrast."""
        return self._rest(after(sentence, offset), (",",))

    def lead(self, sentence: Sentence, offset: int) -> list[Region]:
        """What stands between the last semicolon and an offset."""
        return self._lead(before(sentence, offset))

    def limited(self, tokens: list[Token]) -> list[Region]:
        """The tokens up to a semicolon or a contrast; nothing where they begin with one, or with a modifier."""
        if not tokens or self._lexicon.has("contrast", tokens[0]) or tokens[0].tag in ("VBG", "WDT", "WP", "WP$"):
            return []
        ends = (k for k, t in enumerate(tokens) if self._stops(tokens, k) or (k and self._contrasts(tokens, k)))
        kept = tokens[: next(ends, len(tokens))]
        return [stretch(kept)] if kept else []

    def to_break(self, sentence: Sentence, region: Region) -> Region:
        """The region up to its first semicolon behind which something else is told; a list goes on ("; 51 from there"),
        and so does how a figure is made up ("; six of them are children")."""
        for mark in (t for t in sentence.tokens if t.text == ";" and region[0] < t.start < region[1]):
            told = _segment(sentence, mark)
            finite = any(t.pos in ("VERB", "AUX") and t.tag != "VBN" for t in told)
            if finite and not self._lexicon.breaks_down(" ".join(t.text for t in told)):
                return region[0], mark.start
        return region

    def _stops(self, tokens: list[Token], k: int) -> bool:
        """Whether a token is a semicolon behind which another thing is told; one that only parts a figure from how it
        is made up ("eight dead; six of them died in the capital") is none."""
        behind = tokens[k + 1 : k + 1 + _BROKEN_DOWN] if tokens[k].text == ";" else []
        return tokens[k].text == ";" and not self._lexicon.breaks_down(" ".join(t.text for t in behind))

    def _contrasts(self, tokens: list[Token], k: int) -> bool:
        return self._lexicon.has("contrast", tokens[k]) and tokens[k - 1].text == ","

    @staticmethod
    def _lead(tokens: list[Token]) -> list[Region]:
        kept = tokens[last_break(tokens, (";",)) :]
        return [stretch(kept)] if kept else []

    def _rest(self, tokens: list[Token], marks: tuple[str, ...]) -> list[Region]:
        """What follows from the next of the marks on."""
        k = next((k for k, t in enumerate(tokens) if t.text in (*marks, ";")), len(tokens))
        return self.limited(tokens[k + 1 :]) if k < len(tokens) and tokens[k].text != ";" else []

    def _opened(self, rest: list[Token], *, by_as: bool) -> list[Region]:
        return self._after_comma(rest) if by_as else self._quoted(rest)

    def _quoted(self, rest: list[Token]) -> list[Region]:
        """A quotation after a cue: all from its opening mark (or from a colon) on."""
        return self._rest(rest, (*OPENING, ":"))

    @staticmethod
    def _after_comma(rest: list[Token]) -> list[Region]:
        k = next((k for k, t in enumerate(rest) if t.text == ","), -1)
        return [stretch(rest[k + 1 :])] if rest[k + 1 :] else []

    @staticmethod
    def _since_other(tokens: list[Token]) -> list[Token]:
        """The tokens behind another "according to X," where one stands in their midst."""
        last = next((k for k in reversed(range(len(tokens))) if tokens[k].lower == "according"), None)
        if last is None or last < 3:
            return tokens
        ends = (k for mark in (",", "and") for k in range(last, len(tokens)) if tokens[k].lower == mark)
        return tokens[next(ends, last) + 1 :]


def _opens_clause(tokens: list[Token], rest: list[Token], k: int) -> bool:
    """Whether a comma and "and" part what goes before from a clause of which no more than the day or place stands
    before the cue, or whose figure stands right behind it: "there were 1,000 in May, and on June 4, according to the
    papers, 90,000 came", "and a day later in Vell, where there were, by the mayor's estimate, 150"."""
    if tokens[k].lower != "and" or tokens[k - 1].text != ",":
        return False
    between = tokens[k + 1 :]
    follows = all(t.tag != "CD" for t in between) and any(t.tag == "CD" for t in rest[1:4])
    return follows or all(t.pos not in ("VERB", "AUX") for t in between)


def _amount(sentence: Sentence, lead: list[Token], *, paired: bool) -> list[Token]:
    """The bare figure that a comma or dash sets off right before a cue, or that stands behind another's figure
    (`paired`): of "Thousands marched, 30,000 according to police" only this is what the police told; [] of any other
    lead."""
    told = lead[next((k + 1 for k in reversed(range(len(lead))) if _breaks_off(sentence, lead[k])), 0) :]
    bare = bool(told) and (paired or len(told) < len(lead)) and told[-1].tag == "CD"
    return told if bare and all(t.pos in ("NUM", "ADV", "ADP", "ADJ", "CCONJ", "SYM") for t in told) else []


def _around(sentence: Sentence, cluster: Region) -> tuple[list[Token], list[Token]]:
    """The tokens before and after a cue: in brackets that hold a figure beside it, those in the brackets ("looted a
    depot (1,400 tonnes, says the agency)"), elsewhere all of the sentence."""
    lead, rest = before(sentence, cluster[0]), after(sentence, cluster[1])
    inside, left = lead[last_break(lead, ("(",)) :], rest[: next((k for k, t in enumerate(rest) if t.text == ")"), 0)]
    bracketed = len(inside) < len(lead) and len(left) < len(rest) and rest[len(left)].text == ")"
    figured = any(t.tag == "CD" for t in (*inside, *left))
    closed = any(t.text == ")" for t in inside)
    return (inside, left) if bracketed and figured and not closed else (lead, rest)


def _without_description(tokens: list[Token]) -> list[Token]:
    """The tokens without a few nouns between the last comma and the cue, which describe its holder ("the paper")."""
    k = last_break(tokens[-4:], (",",))
    described = tokens[-4:][k:] if k else []
    naming = bool(described) and all(t.pos in ("DET", "NOUN", "PROPN", "ADJ") for t in described)
    return tokens[: len(tokens) - len(described)] if naming else tokens


def _breaks_off(sentence: Sentence, token: Token) -> bool:
    """Whether a token is a comma, bracket or dash; a hyphen within a word is none."""
    spaced = token.i > 0 and sentence.tokens[token.i - 1].end < token.start
    return token.text in (",", ";", "(", ")") or (token.text in _DASHES and spaced)


def _until_other(tokens: list[Token]) -> list[Token]:
    return tokens[: next((k for k, t in enumerate(tokens) if t.lower == "according"), len(tokens))]


def _joins_clause(sentence: Sentence, tokens: list[Token], k: int) -> bool:
    """Whether a comma and "and" begin a clause of its own: "47,000 marched, by the police's count, and nobody was
    hurt"; figures alone only go on ("and 1,500 in Porto")."""
    if [t.lower for t in tokens[k : k + 2]] != [",", "and"]:
        return False
    verbs = [t for t in tokens[k + 2 :] if t.dep == "conj" and t.pos in ("VERB", "AUX")]
    return any(sentence.children(v, "nsubj", "nsubjpass", "expl") for v in verbs)


def _closes_quotation(tokens: list[Token]) -> bool:
    return any(t.text in ('"', "”", "»", "''", "’", "'") for t in tokens[-2:])


def _segment(sentence: Sentence, mark: Token) -> list[Token]:
    """What stands between a semicolon and the next one."""
    rest = sentence.tokens[mark.i + 1 :]
    return list(rest[: next((k for k, t in enumerate(rest) if t.text == ";"), len(rest))])
