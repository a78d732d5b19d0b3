"""Who vouches for a figure by a verb that reports nothing: who knows of it, saw it, learned it or accuses by it."""

from __future__ import annotations

from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.language.analysis import Sentence, Token

_SEEN = 5
"""Tokens behind a verb of seeing within which the number of those seen stands."""
_KNOWN = 5
"""Tokens behind "know of" within which the number stands."""
_WATCHING = ("police", "medical", "agency", "outlet", "monitor", "witness")
"""Kinds of sources that vouch for whom they saw."""
_MEDIA = ("agency", "outlet")


def has_clause(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has a clause of what is said, even where the parser took that for something else."""
    follows = any(t.lower == "that" for t in sentence.tokens[verb.i + 1 : verb.i + 2])
    return follows or bool(sentence.children(verb, "ccomp")) or len(sentence.children(verb, "nsubj")) > 1


class Knowing:
    """Judges the cues that only take a stance by themselves."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._names = names
        self._phrases = phrases

    def learned(self, sentence: Sentence, verb: Token) -> Token | None:
        """From whom something is known that nobody is said to tell: "it was learned from hospital sources that ...",
        "we understand from police that ..."."""
        impersonal = any(c.lower == "it" for c in sentence.children(verb, "nsubjpass"))
        preps = [p for p in sentence.children(verb, "prep") if p.lower == "from"]
        clause = sentence.children(verb, "ccomp") or [
            t for p in preps for t in sentence.subtree(p) if t.lower == "that" and t.dep == "mark"
        ]
        heard = self._lexicon.has("learning_verbs", verb) and bool(clause)
        told = (o for p in preps for o in sentence.children(p, "pobj")) if impersonal or heard else ()
        return next((o for o in told if self._kind(self._phrases.build(sentence, o)) != "unknown"), None)

    def vouches(self, sentence: Sentence, verb: Token, holder: Phrase) -> bool:
        """Whether somebody vouches for what such a verb holds."""
        knows = self._knows_of(sentence, verb) and holder.head.lemma not in self._lexicon.nouns["gathered"]
        seen = self._witnessed(sentence, verb, holder) or self._found_out(sentence, verb, holder)
        return knows or seen or self._accuses(sentence, verb)

    def _kind(self, holder: Phrase) -> str:
        return self._names.kind_of(holder.text, holder.label)

    def _witnessed(self, sentence: Sentence, verb: Token, holder: Phrase) -> bool:
        """By having been there: "..., an agency journalist saw", "the police saw 180"."""
        if not self._lexicon.has("witnessing_verbs", verb):
            return False
        if self._lexicon.reports(holder.head):
            return True
        if verb.lemma == "hear":
            return False  # what a court hears is somebody else's
        counted = any(t.tag == "CD" for t in sentence.tokens[verb.i + 1 : verb.i + _SEEN])
        return counted and self._kind(holder) in _WATCHING

    def _found_out(self, sentence: Sentence, verb: Token, holder: Phrase) -> bool:
        """By what a paper or broadcaster found out: "the BBC understands that ...", "..., The Punch gathered"."""
        if not self._lexicon.has("learning_verbs", verb) or not has_clause(sentence, verb):
            return False
        if holder.head.i + 2 == verb.i and sentence.tokens[verb.i - 1].lower == "has" and holder.head.pos == "PROPN":
            return " " not in holder.text or holder.text.startswith("The ")  # "Dawn has learnt"
        body = holder.head.pos == "PROPN" and holder.label not in ("PERSON", "GPE") and self._kind(holder) == "unknown"
        reports = self._lexicon.reports(holder.head)
        if verb.lemma == "gather" and reports:
            return False  # "our correspondent gathered": the paper's own
        return body or reports or self._kind(holder) in _MEDIA

    def _accuses(self, sentence: Sentence, verb: Token) -> bool:
        """By accusing others of it: "accused police of killing 12 protesters", "blamed the army for 12 deaths"."""
        agents = [o for a in sentence.children(verb, "agent") for o in sentence.children(a, "pobj")]
        preps = [p for t in (verb, *agents) for p in sentence.children(t, "prep") if p.lower in ("of", "for")]
        figures = [t for p in preps for t in sentence.subtree(p) if t.tag == "CD"]
        counted = any(all(a.dep != "relcl" or a.i <= verb.i for a in sentence.ancestors(t)) for t in figures)
        to_blame = any(c.lower == "to" for c in sentence.children(verb, "aux"))
        return self._lexicon.has("accusing", verb) and counted and not to_blame

    def _knows_of(self, sentence: Sentence, verb: Token) -> bool:
        """By knowing of how many: "lawyers, who know of 80"."""
        of = [p for p in sentence.children(verb, "prep") if p.lower == "of"] if verb.lemma == "know" else []
        return any(t.tag == "CD" for p in of for t in sentence.tokens[p.i + 1 : p.i + _KNOWN])
