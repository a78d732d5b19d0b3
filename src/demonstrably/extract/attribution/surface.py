"""Frames by the surface alone: elliptic sources, headlines' tails, and cues that the parser took for something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from demonstrably.extract.attribution.frames import Frame, after, last_break, stretch
from demonstrably.extract.attribution.labels import DASHES, NAMING, LabelFrames, handle_of, may_be_of_name, phrase_of
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_WITHIN_NAMES = (*NAMING, "ADP", "ADV", "PUNCT", "NUM", "CCONJ", "PRON")
_ENDS = (",", ";", ".", ":", "(", ")", "and", "but")
"""What a figure with its source ends at, where it has no verb."""
_SENTENCE_END = (".", '"', "”", "!", "?")
_WHERE_OR_WHEN = ("GPE", "LOC", "FAC", "DATE", "TIME")
"""Labels of names that speak for nobody in brackets."""
_HEARERS = 8
"""Tokens; more behind "told" do not only say who was."""
_PARTICLES = ("de", "do", "da", "dos", "das", "del", "di", "du", "des", "van", "von", "al")
"""What stands in foreign names, whatever the tagger takes it for."""
_LONGEST_NAME = 14
"""Tokens; more before a cue are no name but a clause."""


class SurfaceFrames:
    """Builds frames from commas, brackets and dashes."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, labels: LabelFrames) -> None:
        self._lexicon = lexicon
        self._names = names
        self._labels = labels
        self._phrases = PhraseBuilder(lexicon)
        self._scope = AppendedScope(lexicon)

    def find(self, sentence: Sentence, found: list[Frame]) -> Iterator[Frame]:
        """The frames that syntax did not give; `found` are those it gave."""
        cues = {frame.cue.i for frame in found}
        tokens = sentence.tokens
        candidates = [self._tail(sentence, cues), self._inverted(sentence, found), self._headline(sentence)]
        candidates += [self._inserted(sentence, t) for t in tokens if t.i not in cues and t.tag == "NNS"]
        candidates += [self._misread(sentence, t) for t in tokens if t.i not in cues and t.tag in ("NNS", "NN", "VB")]
        candidates += [self._putting(sentence, t) for t in tokens if t.i not in cues and t.tag == "VBN"]
        candidates += self._in_pairs([self._bracketed(sentence, t) for t in tokens if t.text == "("])
        candidates += [self._believed(sentence, t) for t in tokens if t.lower == "if"]
        candidates += [self._credited(sentence, t) for t in tokens if self._lexicon.credits(t)]
        candidates += [self._contrasted(sentence, t) for t in tokens if t.lower == "for"]
        candidates += [self._together(sentence, t) for t in tokens if t.lower in ("all", "both")]
        candidates += self._paired(sentence)
        candidates += [self._by(sentence, t, found) for t in tokens if t.lower == "by"]
        candidates += [self._fronted(sentence, t) for t in tokens if t.i not in cues and t.tag in ("VBD", "VBZ")]
        candidates += self._labels.labelled(sentence)
        yield from (frame for frame in candidates if frame is not None and frame.content)

    def _named(self, sentence: Sentence, tokens: list[Token]) -> Phrase | None:
        """A name of these tokens, None where there are others among them than those of names."""
        return phrase_of(sentence, tokens) if tokens and all(t.pos in NAMING for t in tokens) else None

    def _known(self, phrase: Phrase | None) -> bool:
        return phrase is not None and self._names.kind_of(phrase.text, phrase.label) != "unknown"

    def _tail(self, sentence: Sentence, cues: set[int]) -> Frame | None:
        """ "..., NAME said.": the sentence's last comma, a name, a cue, hardly more."""
        for comma in (t for t in sentence.tokens if t.text == ","):
            following = list(sentence.tokens[comma.i + 1 : comma.i + 2 + _LONGEST_NAME])
            k = next((k for k in range(1, len(following)) if self._is_shown(following, k)), None)
            k = k or next((k for k in range(1, len(following)) if self._appends(following, k)), None)
            if k is None or following[k].i in cues or not self._ends_there(sentence, following[k]):
                continue
            name = following[:k]
            if self._is_shown(following, k):
                name = list(takewhile(lambda t: t.tag != "POS", name[:-1]))
            phrase = phrase_of(sentence, name) if all(t.pos in _WITHIN_NAMES for t in name) else None
            if phrase is not None and not any(t.text in (",", "(", ")") or t.dep == "neg" for t in name):
                return Frame(phrase, following[k], tuple(self._scope.lead(sentence, comma.start)))
        return None

    def _inverted(self, sentence: Sentence, found: list[Frame]) -> Frame | None:
        """ "About 180 persons, reports the customs police.": the sentence's last comma, a cue and a known kind of
        source, behind figures without a verb of their own, whose subject the parser takes them for."""
        words = [t for t in sentence.tokens if t.text not in _SENTENCE_END and t.pos != "SPACE"]
        k = last_break(words, (",",))
        cue, name = (words[k], words[k + 1 :]) if 0 < k < len(words) else (None, [])
        if (
            cue is None
            or cue.lower == "told"
            or cue.tag not in ("VBZ", "VBP", "VBD", "NNS", "NN", "VB")
            or not 0 < len(name) < _LONGEST_NAME
        ):
            return None
        saying = self._lexicon.looks_appended(cue) or self._lexicon.counts_by_form(cue, plural=name[-1].tag == "NNS")
        phrase = phrase_of(sentence, name) if saying and all(t.pos in (*NAMING, "ADP") for t in name) else None
        if phrase is None or not self._known(phrase) or any(f.holder and f.holder.head == phrase.head for f in found):
            return None
        return Frame(phrase, cue, tuple(self._scope.lead(sentence, words[k - 1].start)))

    def _inserted(self, sentence: Sentence, cue: Token) -> Frame | None:
        """ "In 2012, the union claims, 16 people died": a known kind of source and a cue between two commas, which the
        parser took for a noun."""
        behind = sentence.tokens[cue.i + 1 : cue.i + 2]
        if not behind or behind[0].text != "," or not self._lexicon.counts_by_form(cue, plural=False):
            return None
        lead = list(sentence.tokens[: cue.i])
        first = last_break(lead, (",",))
        phrase = self._named(sentence, lead[first:]) if 0 < first < cue.i else None
        if phrase is None or not self._known(phrase):
            return None
        return Frame(phrase, cue, tuple(self._scope.of_verb(sentence, (phrase.start, cue.end), quotations_only=False)))

    def _fronted(self, sentence: Sentence, cue: Token) -> Frame | None:
        """ "On their channel police said that 23 were held": a known kind of source right before a cue that has no
        subject, which the parser gave to the preposition before it."""
        name = sentence.tokens[cue.i - 1] if cue.i else cue
        opening = sentence.head(name)
        if name.dep != "pobj" or sentence.head(opening).i != cue.i or sentence.children(cue, "nsubj", "nsubjpass"):
            return None
        alone = opening.i + 1 < name.i and self._lexicon.gives(cue) and name.pos in ("NOUN", "PROPN")
        phrase = phrase_of(sentence, [name]) if alone else None
        content = self._scope.limited(after(sentence, cue.end))
        return Frame(phrase, cue, tuple(content)) if phrase is not None and self._known(phrase) else None

    def _appends(self, tokens: list[Token], k: int) -> bool:
        """Whether a token has the form of a cue behind a name; "saw" only behind a reporter, "report" and the like,
        which may be nouns, only behind several ("local media report", "police estimate")."""
        if self._lexicon.looks_appended(tokens[k]):
            return True
        if self._lexicon.has("witnessing_verbs", tokens[k]):
            return self._lexicon.reports(tokens[k - 1])
        several = tokens[k - 1].tag == "NNS" or tokens[k - 1].lower in ("police", "media")
        single = tokens[0].lower in ("a", "an", "this") or any(t.tag == "JJS" for t in tokens[:k])
        return several and not single and self._lexicon.counts_by_form(tokens[k], plural=True)

    def _is_shown(self, tokens: list[Token], k: int) -> bool:
        """Whether a token says what somebody's statement shows: "the committee's records show"."""
        said = self._lexicon.is_statement(tokens[k - 1]) or tokens[k - 1].lemma in self._lexicon.nouns["things"]
        owned = k > 1 and (tokens[k - 2].tag == "POS" or tokens[k - 2].pos == "PROPN")
        return said and owned and tokens[k].lower in ("show", "shows", "showed", "suggest", "suggests")

    def _ends_there(self, sentence: Sentence, cue: Token) -> bool:
        """Whether no more than a time or a place follows, or a comma behind what a reporter saw."""
        rest = after(sentence, cue.end)
        set_off = self._lexicon.has("witnessing_verbs", cue) and bool(rest) and rest[0].text == ","
        set_off |= len(rest) > 1 and rest[0].text == "," and rest[1].tag == "VBG"  # ", speaking by phone"
        hearer = 1 if rest and self._names.kind_of(rest[0].text) == "agency" else 0  # "told dpa", whatever its tag
        plain = all(t.pos in (*NAMING, "ADP", "PUNCT") for t in rest[hearer:])
        told = cue.lower == "told" and len(rest) < _HEARERS and plain
        return set_off or told or self._only_adverbials(sentence, cue)

    @staticmethod
    def _only_adverbials(sentence: Sentence, cue: Token) -> bool:
        """Whether only a time or a place follows a cue ("on Monday", "in a statement")."""
        rest = [t for t in after(sentence, cue.end) if t.text not in _SENTENCE_END]
        return not rest or (len(rest) < 8 and (rest[0].pos == "ADP" or rest[0].tag == "NNP"))

    def _headline(self, sentence: Sentence) -> Frame | None:
        """ "... - local media", "...: police": a known kind of source after a dash or colon at the very end."""
        tokens = list(sentence.tokens)
        start = last_break(tokens, (*DASHES, ":"))
        name = tokens[start:]
        if not start > 1 or not 0 < len(name) < 5 or not all(may_be_of_name(t) for t in name):
            return None
        mark = tokens[start - 1]
        phrase = phrase_of(sentence, name)
        spaced = mark.text == ":" or tokens[start - 2].end < mark.start
        speaks = phrase is not None and spaced and self._labels.speaks(phrase)
        return Frame(phrase, mark, ((sentence.start, mark.start),)) if speaks else None

    def _misread(self, sentence: Sentence, token: Token) -> Frame | None:
        """A present-tense cue that was taken for a plural noun: "the AP tallies at least 20 arrests"."""
        plural = any(t.tag == "NNS" and t.dep.startswith("nsubj") for t in sentence.children(token))
        named = token.i > 0 and sentence.tokens[token.i - 1].text.startswith("@")
        if self._heads_clause(sentence, token):
            return self._saying(sentence, token)
        if token.i == 0 or not self._lexicon.counts_by_form(token, plural=plural or named):
            return None
        following = list(sentence.tokens[token.i + 1 : token.i + 5])
        amount = next((k for k, t in enumerate(following) if t.tag == "CD"), None)
        hedged = amount is not None and all(t.pos in ("ADV", "ADP", "ADJ", "NUM", "DET") for t in following[:amount])
        if not hedged and not (following and following[0].lower == "that"):
            return None
        lead = list(sentence.tokens[: token.i])
        name = lead[last_break(lead, (",", ";", ":", "and", "but")) :]
        phrase = handle_of(sentence, name) or self._named(sentence, name)
        content = self._scope.limited(after(sentence, token.end))
        return Frame(phrase, token, tuple(content)) if phrase and self._known(phrase) else None

    def _putting(self, sentence: Sentence, token: Token) -> Frame | None:
        """A cue taken for a participle behind a foreign name: "the daily La Voz de Hoy estimated attendance at 300"."""
        following = list(sentence.tokens[token.i + 1 : token.i + 4])
        put = (
            token.dep == "amod" and len(following) == 3 and following[0].i == token.head and following[1].lower == "at"
        )
        kind = self._lexicon.verb(token) if put else None
        if kind is None or kind.stance:
            return None
        lead = list(sentence.tokens[: token.i])
        name = lead[last_break(lead, (",", ";", ":", "and", "but")) :]
        naming = all(t.pos in NAMING or t.lower in _PARTICLES for t in name)
        phrase = phrase_of(sentence, name) if name and naming else None
        content = tuple(self._scope.limited(after(sentence, token.end)))
        return Frame(phrase, token, content) if phrase and self._known(phrase) else None

    def _heads_clause(self, sentence: Sentence, token: Token) -> bool:
        """Whether a noun stands where only a verb can: with a subject of its own before it and "that" behind it, as in
        "correspondents on the scene report that ..."."""
        following = sentence.tokens[token.i + 1 : token.i + 2]
        subjects = [t for t in sentence.children(token, "nsubj") if t.i < token.i]
        saying = self._lexicon.counts_by_form(token, plural=True) or self._lexicon.counts_by_form(token, plural=False)
        return bool(subjects) and saying and any(t.lower == "that" for t in following)

    def _saying(self, sentence: Sentence, token: Token) -> Frame | None:
        """The frame of such a cue: its subject says all that follows."""
        phrase = self._phrases.build(sentence, sentence.children(token, "nsubj")[0])
        return Frame(phrase, token, tuple(self._scope.limited(after(sentence, token.end))))

    def _contrasted(self, sentence: Sentence, token: Token) -> Frame | None:
        """Another's figure set against one: "40,000 according to the unions, against 17,500 for the police"."""
        counted = sentence.head(token)
        figures = [t for t in sentence.subtree(counted) if t.tag == "CD" and t.i < token.i]
        holders = sentence.children(token, "pobj")
        if not figures or not holders or not self._lexicon.has("contrasting", sentence.head(counted)):
            return None
        phrase = self._phrases.build(sentence, holders[0])
        return Frame(phrase, token, (stretch([*figures, counted]),)) if self._known(phrase) else None

    def _paired(self, sentence: Sentence) -> list[Frame]:
        """Two figures, each with "for" before whose it is: "8,000 for the unions, half that for the police"."""
        found = [frame for t in sentence.tokens if t.lower == "for" if (frame := self._for(sentence, t)) is not None]
        figured = any(t.tag == "CD" for f in found for t in sentence.at(*f.content[0]))
        return found if len(found) > 1 and figured else []

    def _for(self, sentence: Sentence, token: Token) -> Frame | None:
        """A figure or share, "for" and a known source with its article, and no more up to the next comma."""
        counted = list(takewhile(lambda t: t.text not in _ENDS, reversed(sentence.tokens[: token.i])))[::-1]
        name = list(takewhile(lambda t: t.text not in _ENDS, sentence.tokens[token.i + 1 :]))
        phrase = self._named(sentence, name) if 1 < len(name) < 6 and name[0].lower == "the" else None
        amount = any(t.tag == "CD" or self._lexicon.has("shares", t) for t in counted)
        return Frame(phrase, token, (stretch(counted),)) if amount and self._known(phrase) else None

    def _together(self, sentence: Sentence, token: Token) -> Frame | None:
        """All figures of a sentence that its end gives to somebody: "Graz counted 800, Linz 300, both police figures",
        "all on the union's count"."""
        before = sentence.tokens[token.i - 1 : token.i]
        rest = list(takewhile(lambda t: t.text not in (*_ENDS, *DASHES), sentence.tokens[token.i + 1 :]))
        if token.i < 2 or before[0].text not in (",", ";", "(", *DASHES) or len(rest) < 2:
            return None
        at = next((k for k, t in enumerate(rest) if self._lexicon.is_statement(t)), 0)
        opening = next((k for k in range(min(at, 4)) if rest[k].lower in ("of", "from", "by", "on", "them")), -1)
        name = [t for t in rest[opening + 1 : at] if t.tag != "POS" and t.lower != "them"]
        phrase = self._named(sentence, name)
        lead = list(sentence.tokens[: token.i - 1])
        if not self._known(phrase) or phrase is None or at != len(rest) - 1:
            return None
        breaks = [t for t in lead if t.text in (",", ";") or t.lower == "and"]
        edges = [sentence.start, *(t.end for t in breaks)]
        ends = [*(t.start for t in breaks), lead[-1].end]
        return Frame(phrase, rest[at], tuple((s, e) for s, e in zip(edges, ends, strict=True) if e > s))

    def _by(self, sentence: Sentence, token: Token, found: list[Frame]) -> Frame | None:
        """A bare figure and whose it is, beside others that are somebody's: "by the unions' count and 9,000 by the
        police's", "put by police at 4,000 and by organisers at 9,000"."""
        lead, rest = sentence.tokens[: token.i], sentence.tokens[token.i + 1 :]
        name = list(takewhile(lambda t: t.pos in NAMING and t.text not in _SENTENCE_END, rest))
        owner = list(takewhile(lambda t: t.tag != "POS", name))
        phrase = self._named(sentence, owner) if 0 < len(name) < 6 else None
        if phrase is None or not lead or not self._known(phrase):
            return None
        if lead[-1].tag == "CD":
            counted = list(takewhile(lambda t: t.pos in ("NUM", "ADV", "ADJ", "SYM"), reversed(lead)))
            if [t.tag for t in lead[-len(counted) - 2 : -len(counted)]] == ["CD", "CC"]:  # "between 10,000 and 12,000"
                counted += lead[-len(counted) - 2 : -len(counted)]
            last = max((t.i for t in lead if t.pos == "VERB"), default=0)  # not "12 were killed, three by police"
            giving = any(self._estimates(t) for t in lead if t.i >= last or t.dep == "nsubj")
            told = giving and len(counted) < len(lead) and lead[-len(counted) - 1].lower != "of"
            return Frame(phrase, token, (stretch(counted),)) if told else None  # not "the arrest of 12 by police"
        behind = rest[len(name) : len(name) + 6]
        if not found or lead[-1].lower not in ("and", ",") or not behind or behind[0].lower not in ("at", "as"):
            return None
        amount = next((t for t in behind if t.tag == "CD"), None)
        return Frame(phrase, token, ((behind[0].start, amount.end),)) if amount is not None else None

    def _estimates(self, token: Token) -> bool:
        """Whether a token says that somebody gives a figure: "estimate", "put"."""
        kind = self._lexicon.verb(token)
        return token.lemma.lower() in self._lexicon.nouns["statements"] or (kind is not None and kind.name == "count")

    def _credited(self, sentence: Sentence, token: Token) -> Frame | None:
        """ "Arrests by town (source: Vigia)", "Source: Vigia"."""
        following = sentence.tokens[token.i + 1 : token.i + 2 + _LONGEST_NAME]
        if not following or following[0].text != ":":
            return None
        name = list(takewhile(may_be_of_name, following[1:]))
        phrase = phrase_of(sentence, name) if name else None
        return Frame(phrase, token, ((sentence.start, token.start),)) if phrase else None

    def _believed(self, sentence: Sentence, mark: Token) -> Frame | None:
        """ "6,000 of them if you believe the organisers"."""
        rest = sentence.tokens[mark.i + 1 : mark.i + 9]
        if len(rest) < 3 or rest[0].lower != "you" or not self._lexicon.has("believing", rest[1]):
            return None
        name = list(rest[2:])
        name = name[: next((k for k, t in enumerate(name) if t.pos not in NAMING), len(name))]
        phrase = self._named(sentence, name)
        before = sentence.tokens[mark.i - 1] if mark.i else mark
        border = before.start if before.text == "," else mark.start
        return Frame(phrase, rest[1], tuple(self._scope.back_to_break(sentence, border))) if phrase else None

    def _bracketed(self, sentence: Sentence, bracket: Token) -> Frame | None:
        """A source in brackets after a figure: "20,000 (organisers)", "40,000 mourners (police estimate)"."""
        inside: list[Token] = []
        for token in sentence.tokens[bracket.i + 1 : bracket.i + 8]:
            if token.text in (")", ",", ";"):
                break
            inside.append(token)
        phrase = self._in_brackets(sentence, inside) if inside else None
        lead = list(sentence.tokens[: bracket.i])
        counted = _figure_of(lead) if not _is_dateline(sentence, bracket) else []
        if phrase is None or not any(t.tag == "CD" for t in counted):
            return None
        if phrase.text.lower() in self._lexicon.nouns["matters"]:
            return None  # "the district officer (health)"
        named = (
            len(inside) == 1
            and phrase.head.pos == "PROPN"
            and phrase.label not in _WHERE_OR_WHEN
            and counted[-1].tag == "CD"
        )
        if any(t.tag == "CD" for t in inside) or not (named or self._known(phrase)):
            return None
        return Frame(phrase, inside[-1], (stretch(counted),))

    def _in_pairs(self, frames: list[Frame | None]) -> list[Frame]:
        """The frames of brackets; one that holds a mere name ("50,000 (CGT)") only beside one that names a source."""
        found = [frame for frame in frames if frame is not None]
        return found if any(self._known(frame.holder) for frame in found) else []

    def _in_brackets(self, sentence: Sentence, inside: list[Token]) -> Phrase | None:
        """The source in "(organisers)", "(police said)", "(police estimate)"; None where there is more."""
        statement = next((t for t in inside if self._lexicon.is_statement(t)), None)
        owner = self._phrases.owner(sentence, statement) if statement is not None else None
        if owner is not None and owner in inside:
            return self._phrases.build(sentence, owner)
        name = [t for t in inside if t is not statement and not self._lexicon.looks_appended(t)] or inside
        return phrase_of(sentence, name) if all(t.pos in NAMING for t in name) else None


def _is_dateline(sentence: Sentence, bracket: Token) -> bool:
    """Whether a bracket credits the dispatch that it opens: "KATHMANDU, April 10 (Agency) - "."""
    closing = next((t.i for t in sentence.tokens[bracket.i : bracket.i + 8] if t.text.startswith(")")), None)
    behind = sentence.tokens[closing : closing + 2] if closing is not None else ()
    dashed = any(t.text.strip(")") in (*DASHES, ":") for t in behind)
    return dashed and all(t.pos in ("PROPN", "NUM", "PUNCT") for t in sentence.tokens[: bracket.i])


def _figure_of(lead: list[Token]) -> list[Token]:
    """What a source in brackets vouches for: all since the last break; before a town's region, since the one before."""
    counted = lead[last_break(lead, (",", ";", "(", ")")) :]
    place = bool(counted) and len(counted) < len(lead) and all(t.pos == "PROPN" for t in counted)
    return _figure_of(lead[: -len(counted) - 1]) if place else counted
