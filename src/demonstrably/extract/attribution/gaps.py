"""Gapped frames: further sources that have no verb of their own ("organisers claim 3,000, the police 650")."""

from __future__ import annotations

from itertools import takewhile

from demonstrably.extract.attribution.frames import Frame, Region
from demonstrably.extract.attribution.labels import NAMING, phrase_of
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.language.analysis import Sentence, Token

_JOINS = (",", ";", "and", "while", "but")
"""What may stand before a further source."""
_BREAKS = (",", ";", ".", ")", "–", "—", "--")
"""What a further source's figure ends at."""
_WHERE_OR_WHEN = ("GPE", "LOC", "FAC", "DATE", "TIME")
"""Labels of names that are told where or when, not who."""
_REACH = 12
"""Tokens behind a join within which a further source's figure stands."""
_AMOUNT = 5
"""Tokens from what opens an amount within which its figure stands."""


class GappedFrames:
    """Builds the frames of those who tell a figure by the verb of somebody before them."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames) -> None:
        self._lexicon = lexicon
        self._names = names

    def find(self, sentence: Sentence, found: list[Frame]) -> list[Frame]:
        """The frames of further sources, whose figures are nobody else's; `found` are those of cues."""
        if not any(self._lexicon.gives(frame.cue) or frame.cue.lemma in ("give", "have") for frame in found):
            return []
        parallel = frozenset(t.lower for frame in found for t in sentence.children(frame.cue, "prep"))
        joins = [t for t in sentence.tokens if t.lower in _JOINS]
        frames = (self._with_figure(sentence, t, parallel) or self._with_clause(sentence, t) for t in joins)
        return [frame for frame in frames if frame is not None]

    def _with_figure(self, sentence: Sentence, join: Token, parallel: frozenset[str]) -> Frame | None:
        """A name right before a figure, with or without the preposition that the verb has too: "the police spoke of
        6,000, the platform of 15,000"."""
        tokens = [t for t in sentence.tokens[join.i + 1 : join.i + _REACH] if t.pos not in ("CCONJ", "SCONJ")]
        stop = next((k for k, t in enumerate(tokens) if self._opens_amount(sentence, t)), 0)
        before = tokens[stop - 1] if stop > 1 else None  # "organisers spoke of 3,000, the police of 650"
        between = before is not None and (before.text == "," or self._lexicon.has("content_prepositions", before))
        name = tokens[: stop - 1] if between else tokens[:stop]
        phrase = _named(sentence, name)
        if phrase is None or phrase.label in _WHERE_OR_WHEN or tokens[stop].i - name[-1].i > 2 or self._holds(name):
            return None  # "in Vell, Porto and four other towns"
        speaks = any(
            self._lexicon.verb(t) is not None for t in sentence.tokens[tokens[stop].i + 1 : tokens[stop].i + 2]
        )
        if speaks and any(n.first <= name[-1].i < n.last == tokens[stop].i for n in sentence.names):
            return None  # "Channel 5 reported"
        same = between and before is not None and before.lower in parallel and name[0].lower == "the" and len(name) == 2
        proper = between and before is not None and before.lower in ("of", "at") and phrase.head.pos == "PROPN"
        bare = self._is_body(phrase, name) and _stands_alone(sentence, tokens[stop])
        if not (same or proper or bare or self._is_speaker(phrase, name)):
            return None
        return Frame(phrase, name[-1], (self._to_break(sentence, tokens[stop]),))

    def _with_clause(self, sentence: Sentence, join: Token) -> Frame | None:
        """A name right before "that" and a clause with a figure: "the union says they were 300, the police that there
        were no more than 80"."""
        tokens = [t for t in sentence.tokens[join.i + 1 : join.i + _REACH] if t.pos != "CCONJ"]
        name = list(takewhile(lambda t: t.lower != "that" and t.lower not in _JOINS, tokens))
        that = tokens[len(name)] if len(name) < len(tokens) else None
        if that is None or that.lower != "that" or that.tag in ("WDT", "DT"):
            return None
        phrase = _named(sentence, name) if not self._holds(name) else None
        if phrase is None or not (self._is_speaker(phrase, name) or self._is_body(phrase, name)):
            return None
        told = self._to_break(sentence, that)
        return Frame(phrase, name[-1], (told,)) if any(t.tag == "CD" for t in sentence.at(*told)) else None

    def _holds(self, name: list[Token]) -> bool:
        """Whether words end in another's statement, which holds what follows: "rejecting opposition claims that"."""
        return bool(name) and name[0].tag == "VBG" and self._lexicon.is_statement(name[-1])

    def _opens_amount(self, sentence: Sentence, token: Token) -> bool:
        """Whether a token is a figure, or one of the words that open an amount ("some", "no more than") before one."""
        opens = self._lexicon.has("amount_openers", token)
        return token.tag == "CD" or (opens and any(t.tag == "CD" for t in sentence.tokens[token.i : token.i + _AMOUNT]))

    def _is_speaker(self, phrase: Phrase, name: list[Token]) -> bool:
        """Whether a name is that of a known kind of source, a body's after its article, or an acronym."""
        known = self._names.kind_of(phrase.text, phrase.label) != "unknown"
        return known or (phrase.label == "ORG" and name[0].lower == "the") or _is_acronym(name)

    def _is_body(self, phrase: Phrase, name: list[Token]) -> bool:
        """Whether a name is that of a body or an office by its noun ("the university", "the bishop"), or of the
        speaker's people ("our own marshals")."""
        own = name[0].lower == "our" or (len(name) > 2 and name[1].lower == "own")
        named = any(self._names.has_role(group, [phrase.head.lower]) for group in ("bodies", "words", "titles"))
        return own or (name[0].lower in ("the", "its") and named)

    def _to_break(self, sentence: Sentence, first: Token) -> Region:
        """From a token to the next break, and over what only breaks its figure down ("five, two of them men")."""
        rest = sentence.tokens[first.i :]
        told = list(takewhile(lambda t: t.text not in _BREAKS, rest))
        behind = list(takewhile(lambda t: t.text not in _BREAKS, rest[len(told) + 1 :]))
        if behind and behind[0].tag == "CD" and self._lexicon.breaks_down(" ".join(t.text for t in behind)):
            told = behind
        return first.start, told[-1].end if told else first.end


def _named(sentence: Sentence, name: list[Token]) -> Phrase | None:
    """A name of these tokens, None where there are others among them than those of names; "organising" and "our" may
    open one."""
    opening = name[1:2] if name and name[0].tag in ("DT", "PRP$") else name[:1]
    fit = (
        t.pos in NAMING or t.lower in ("of", "police") or (t in opening and t.tag == "VBG") or t.tag == "PRP$"
        for t in name
    )
    return phrase_of(sentence, name) if name and all(fit) else None


def _stands_alone(sentence: Sentence, first: Token) -> bool:
    """Whether an amount counts nothing by a noun of its own ("the city 15 years ago")."""
    rest = sentence.tokens[first.i : first.i + _AMOUNT + 1]
    figure = next((t for t in rest if t.tag == "CD"), None)
    behind = sentence.tokens[figure.i + 1 : figure.i + 2] if figure is not None else ()
    return figure is not None and all(t.pos not in ("NOUN", "PROPN", "ADJ", "VERB", "AUX") for t in behind)


def _is_acronym(name: list[Token]) -> bool:
    """Whether a name is that of a body by its letters: "the CGT 40,000"."""
    return len(name) == 2 and name[0].lower == "the" and name[1].text.isupper() and name[1].pos in ("PROPN", "NOUN")
