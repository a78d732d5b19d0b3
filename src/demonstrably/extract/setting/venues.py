"""Venues: named spots in a town that a clause stands at ("outside Parliament", "in Hendrik Square")."""

from __future__ import annotations

from dataclasses import replace

from demonstrably.extract.setting.clauses import segment
from demonstrably.extract.setting.words import PlaceWords
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Place


class Venues:
    """Finds the venue of a clause."""

    def __init__(self, words: PlaceWords) -> None:
        self._words = words

    def of(
        self, sentence: Sentence, focus: Token, figure: Token | None, *, anywhere: bool = False
    ) -> tuple[int, str] | None:
        """A named spot that the clause stands at ("outside Parliament", "in Hendrik Square"): its start and words.
        With `anywhere`, one that the sentence stands at, however it is parsed."""
        above = {t.i for t in (focus, figure) if t} | {t.i for t in list(sentence.ancestors(focus))[:2]}
        above |= {t.i for t in sentence.children(focus, "xcomp", "ccomp")}
        for token in sentence.tokens:
            link = sentence.head(token)
            if token.dep != "pobj" or not self._is_spot(sentence, token, link):
                continue
            near = segment(sentence, token.start) == segment(sentence, focus.start) and (anywhere or link.head in above)
            if link.lower in self._words.strong | {"on"} and near:
                first = min([token, *sentence.children(token, "compound", "amod", "nmod")], key=lambda t: t.i)
                return first.start, sentence.text[first.start - sentence.start : token.end - sentence.start]
        return None

    def _is_spot(self, sentence: Sentence, token: Token, link: Token) -> bool:
        """Whether a noun after a preposition names a spot: "in Hendrik Square", "outside EGAT headquarters"."""
        if token.lower in self._words.venue_heads:
            named = any(t.pos == "PROPN" for t in sentence.children(token, "compound", "nmod"))
            return token.pos == "PROPN" or (token.pos == "NOUN" and named)
        return token.pos == "PROPN" and link.lower in ("outside", "inside")


def at_venue(venue: tuple[int, str], town: Place | None) -> Place:
    """The venue as written, with the point of the town that it is taken to stand in."""
    start, written = venue
    if town is None or town.precision not in ("city", "venue"):
        return Place(written, start, "venue", None, None, None, None, town.country if town else None)
    return replace(town, written=written, start=start, precision="venue")
