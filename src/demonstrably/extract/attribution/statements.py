"""Frames without a cue verb: "according to police", "by the group's count", "an estimate of 5,000 by police"."""

from __future__ import annotations

from demonstrably.extract.attribution.amounts import is_counted
from demonstrably.extract.attribution.frames import Frame, Region, after, stretch
from demonstrably.extract.attribution.holders import HolderFinder
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.scope import AppendedScope
from demonstrably.language.analysis import Sentence, Token

_OPENERS = (":", ";", "—", "–")
_APPOSING = (",", "(", "-", "–", "—", "--")
_ELLIPTIC = 6
"""Tokens behind a possessive without its noun within which its amount stands."""
_APPOSED = 8
"""Tokens before a noun that says who gave a figure within which the figure stands."""


class StatementFrames:
    """Builds the frames of adverbials and of nouns for what a source gives out."""

    def __init__(self, lexicon: CueLexicon, names: SourceNames, phrases: PhraseBuilder) -> None:
        self._lexicon = lexicon
        self._names = names
        self._phrases = phrases
        self._holders = HolderFinder(lexicon, phrases)
        self._scope = AppendedScope(lexicon)

    def according(self, sentence: Sentence, cue: Token) -> Frame | None:
        """The frame of "according to X", None where nobody follows."""
        prep = next((c for c in sentence.tokens[cue.i + 1 : cue.i + 2] if c.lower == "to"), None)
        head = next(iter(sentence.children(prep, "pobj")), None) if prep else None
        if head is None:
            return None
        phrase = self._phrases.build(sentence, head)
        cluster = (cue.start, max(phrase.end, head.end))
        return self._frame(cue, phrase, self._scope.of_adverbial(sentence, cluster))

    def per(self, sentence: Sentence, cue: Token) -> Frame | None:
        """The frame of "as per X", or of "per X" set off by a comma or bracket; None where it measures ("per day")."""
        head = next(iter(sentence.children(cue, "pobj")), None)
        before = sentence.tokens[cue.i - 1] if cue.i > 0 else None
        as_per = before is not None and before.lower == "as"
        if head is None or not (as_per or (_is_set_off(before) and self._is_speaker(sentence, head))):
            return None
        phrase = self._phrases.build(sentence, head)
        first = before if as_per and before is not None else cue
        return self._frame(cue, phrase, self._scope.of_adverbial(sentence, (first.start, max(phrase.end, head.end))))

    def _is_speaker(self, sentence: Sentence, head: Token) -> bool:
        """Whether a noun names somebody: a known kind of source, a body or a person, of whom no number is told."""
        named = any(n.label in ("ORG", "PERSON") and n.first <= head.i <= n.last for n in sentence.names)
        phrase = self._phrases.build(sentence, head)
        known = self._names.kind_of(phrase.text) != "unknown" or self._names.has_role("bodies", [head.lower])
        bare = head.tag == "NN" and head.lemma != "police" and phrase.start == head.start
        return (named or known) and not bare and not sentence.children(head, "nummod")

    def total(self, sentence: Sentence, noun: Token) -> Frame | None:
        """The frame of "the ministry gave the toll as 97", "gave its total: 187", "the union's total was 45,000": all
        that follows the noun."""
        if not self._is_given(sentence, noun):
            return self._own_total(sentence, noun) or self._listed(sentence, noun)
        head = self._holders.of(sentence, sentence.head(noun))
        content = self._scope.limited(after(sentence, noun.end)) if head is not None else []
        return self._frame(noun, self._phrases.build(sentence, head), content) if head is not None else None

    def _own_total(self, sentence: Sentence, noun: Token) -> Frame | None:
        """The frame of "the union's own total was 45,000"; a march's total, a town's and a day's aren't their count."""
        owner = next(iter(sentence.children(noun, "poss")), None)
        amounts = noun.dep == "nsubj" and self._lexicon.has("amounting", sentence.head(noun))
        if owner is None or owner.pos == "PRON" or not amounts or not self._is_speaker(sentence, owner):
            return None
        phrase = self._phrases.build(sentence, owner)
        return self._frame(noun, phrase, self._scope.limited(after(sentence, sentence.head(noun).end)))

    def revised(self, sentence: Sentence, verb: Token) -> Frame | None:
        """The frame of "has raised the number of people killed to 10", "later corrected that to 343", "the police had
        the crowd at 500": the amount, and what follows it."""
        preposition = "to" if self._lexicon.has("revising", verb) else "at"
        told = [t for t in sentence.children(verb, "dobj") if self._is_number(t)]
        if not told and verb.dep == "relcl":
            told = [t for t in [sentence.head(verb), *sentence.children(verb, "dobj")] if self._is_number(t)]
        at = [p for p in sentence.subtree(verb) if p.lower == preposition and p.i > verb.i] if told else []
        amounts = (o for p in at for o in sentence.children(p, "pobj") if is_counted(sentence, o))
        amount = next(amounts, None)
        head = self._holders.of(sentence, verb) if amount is not None else None
        if head is None or amount is None or not (head.pos == "PRON" or self._is_speaker(sentence, head)):
            return None
        first = min(sentence.subtree(amount), key=lambda t: t.i)
        content = self._scope.limited(after(sentence, first.start))
        return self._frame(verb, self._phrases.build(sentence, head), content)

    def arrived(self, sentence: Sentence, verb: Token) -> Frame | None:
        """The frame of "rights groups come to 120", "the institute arrived at a figure of 62,000"."""
        reaching = "to" if verb.lemma == "come" else "at"
        preps = [p for p in sentence.children(verb, "prep") if p.lower == reaching and p.i == verb.i + 1]
        reached = [o for p in preps for o in sentence.children(p, "pobj")]
        bare = any(o.tag == "CD" or self._lexicon.is_statement(o) or self._lexicon.is_total(o) for o in reached)
        head = self._holders.of(sentence, verb) if bare else None
        if head is None or not any(t.tag == "CD" for p in preps for t in sentence.subtree(p)):
            return None
        called = any(self._names.has_role(role, [head.lemma]) for role in ("bodies", "words"))
        if sentence.children(head, "nummod") or not (called or self._is_speaker(sentence, head)):
            return None
        return self._frame(verb, self._phrases.build(sentence, head), self._scope.limited(after(sentence, verb.end)))

    def held(self, sentence: Sentence, verb: Token) -> Frame | None:
        """The frame of "the police have 17,000" and "police give 80,000, the union 270,000": a bare figure, or one of
        what is counted ("it has 61 arrests")."""
        given = [t for t in sentence.children(verb, "dobj") if t.i > verb.i]
        figure = next((t for t in given if t.tag == "CD" or self._is_tallied(sentence, t)), None)
        head = self._holders.of(sentence, verb) if figure is not None and verb.lemma in ("have", "give") else None
        if head is None or figure is None or not (head.lower in ("it", "they") or self._is_speaker(sentence, head)):
            return None
        return self._frame(verb, self._phrases.build(sentence, head), self._scope.limited(after(sentence, verb.end)))

    def _is_tallied(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is one of those that are counted, with its number ("61 arrests")."""
        return noun.lemma in self._lexicon.nouns["counted"] and is_counted(sentence, noun)

    def _is_number(self, token: Token) -> bool:
        """Whether a word is that of what is counted, or stands for it ("the toll", "the crowd", "it")."""
        counted = token.lemma in self._lexicon.nouns["sizes"] or self._lexicon.is_statement(token)
        return counted or token.lower in ("it", "this", "that", "which", "them")

    def _listed(self, sentence: Sentence, noun: Token) -> Frame | None:
        """The frame of "Vigia has the following numbers: Porto 866, Braga 658"."""
        content = self._behind_colon(sentence, noun)
        head = self._holders.of(sentence, sentence.head(noun)) if content else None
        return self._frame(noun, self._phrases.build(sentence, head), content) if head is not None else None

    def listing(self, sentence: Sentence, noun: Token) -> Frame | None:
        """The frame of "the ministry released the names of 12 detainees": whose names they are."""
        preps = [p for p in sentence.children(noun, "prep") if p.lower == "of"]
        objects = (o for p in preps for o in sentence.children(p, "pobj"))
        counted = any(is_counted(sentence, o) for o in objects)
        if not counted or not (self._is_given(sentence, noun) or self._is_had(sentence, noun)):
            return None
        head = self._holders.of(sentence, sentence.head(noun))
        held = stretch(t for p in preps for t in sentence.subtree(p))
        return self._frame(noun, self._phrases.build(sentence, head), [held]) if head is not None else None

    def tending(self, sentence: Sentence, found: list[Frame]) -> list[Frame]:
        """The frames of hospitals and ambulance services that are said to have tended a number, where nobody else than
        their people says so: "Emergency services treated 31 people", "The hospital received four bodies, its director
        said"."""
        verbs = [t for t in sentence.tokens if t.pos == "VERB" and self._lexicon.has("tending", t)]
        return [frame for verb in verbs if (frame := self._tending(sentence, verb, found)) is not None]

    def _tending(self, sentence: Sentence, verb: Token, found: list[Frame]) -> Frame | None:
        """The frame of one verb of tending; None where no medical service is its subject, or nobody is counted."""
        subject = next(iter(sentence.children(verb, "nsubj")), None)
        tended = [*sentence.children(verb, "dobj")]
        tended += [o for p in sentence.children(verb, "prep") if p.lower == "to" for o in sentence.children(p, "pobj")]
        if subject is None or not any(is_counted(sentence, t) for t in tended):
            return None
        others = (f for f in found if not f.stance and f.closeness(verb.end, verb.end + 1) is not None)
        if any(f.holder is None or not f.holder.text.lower().startswith("its ") for f in others):
            return None
        phrase = self._phrases.build(sentence, subject)
        if "medical" not in (self._names.kind_of(phrase.text), self._names.kind_of(phrase.context)):
            return None
        return self._frame(verb, phrase, self._scope.limited(after(sentence, verb.end)))

    def _is_had(self, sentence: Sentence, noun: Token) -> bool:
        """Whether somebody has a noun as his evidence: "has the names of two dead", "got reports of 14 arrests"."""
        verb = sentence.head(noun)
        had = noun.dep == "dobj" and self._lexicon.has("having", verb) and not sentence.children(verb, "neg")
        subject = next(iter(sentence.children(verb, "nsubj")), None) if had else None
        if subject is not None and subject.pos == "PRON":
            return verb.dep != "ccomp"  # "the league says it has the names": the league
        return subject is not None and self._is_speaker(sentence, subject)

    def _is_given(self, sentence: Sentence, noun: Token) -> bool:
        """Whether a noun is the object of a verb that gives it out, which nothing takes back ("refused to give")."""
        verb = sentence.head(noun)
        refused = verb.dep == "xcomp" and self._lexicon.has("refusals", sentence.head(verb))
        given = noun.dep == "dobj" and self._lexicon.has("giving_verbs", verb)
        return given and not refused and not sentence.children(verb, "neg")

    def given(self, sentence: Sentence, verb: Token) -> Frame | None:
        """The frame of a figure before its giver ("the 64,000 that the ministry gave", "the four given by a doctor"),
        or of what is given as one ("the crowd was given by the union as 64,000")."""
        agents = [o for a in sentence.children(verb, "agent") for o in sentence.children(a, "pobj")]
        agents = agents or self._agent_of_amount(sentence, verb)
        if agents and sentence.children(verb, "nsubjpass"):
            amounts = [p for p in sentence.children(verb, "prep") if p.lower in ("as", "at")]
            held = [t for p in amounts for t in sentence.subtree(p) if t.i < agents[0].i or p.i > agents[0].i]
            return self._frame(verb, self._phrases.build(sentence, agents[0]), [stretch(held)]) if held else None
        figure = sentence.head(verb)
        named = figure.tag == "CD" or bool(sentence.children(figure, "nummod"))
        if agents and figure.lemma in self._lexicon.nouns["totals"] and figure.dep == "appos":
            return self._apposed(sentence, verb, figure, agents[0])
        a_figure = any(
            c.lower in ("a", "an") for c in sentence.children(figure, "det")
        )  # not "double the figure given"
        if (
            agents
            and a_figure
            and self._lexicon.is_statement(figure)
            and (told := self._apposed(sentence, verb, figure, agents[0]))
        ):
            return told
        if verb.dep not in ("relcl", "acl") or not (named or self._lexicon.is_statement(figure)):
            return None
        head = next((c for c in sentence.children(verb, "nsubj") if c.tag not in ("WDT", "WP")), None)
        head = head or next(iter(agents), None)
        if head is None:
            return None
        held = [t for t in sentence.subtree(figure) if t.i < min(head.i, verb.i)]
        return self._frame(verb, self._phrases.build(sentence, head), [stretch(held)])

    @staticmethod
    def _agent_of_amount(sentence: Sentence, verb: Token) -> list[Token]:
        """Who gave a figure where the parser ties him to it: "was given as 3,000 by the police"."""
        amounts = (p for p in sentence.children(verb, "prep") if p.lower in ("as", "at"))
        figures = [o for p in amounts for o in sentence.children(p, "pobj") if is_counted(sentence, o)]
        by = [p for o in figures for p in sentence.children(o, "prep") if p.lower == "by"]
        return [o for p in by for o in sentence.children(p, "pobj")]

    def _apposed(self, sentence: Sentence, verb: Token, noun: Token, giver: Token) -> Frame | None:
        """The frame of a figure behind which a noun says who gave it: "9,000, a number given by the organisers", "900
        people - a figure given by police - marched"."""
        before = sentence.tokens[max(0, noun.i - _APPOSED) : noun.i]
        figure = next((t for t in reversed(before) if t.tag == "CD"), None)
        if figure is None or not any(t.text in _APPOSING for t in sentence.tokens[figure.i : noun.i]):
            return None
        held = sentence.tokens[max(0, figure.i - 3) : noun.i - 1]
        return self._frame(verb, self._phrases.build(sentence, giver), [stretch(held)])

    def nominal(self, sentence: Sentence, noun: Token) -> Frame | None:
        """The frame of a statement noun: what it holds, or the clause it is an adverbial of."""
        owner = self._owner(sentence, noun) or self._repeated(sentence, noun)
        if owner is None or self._is_denied(sentence, noun):
            return None
        holder = self._phrases.build(sentence, owner)
        held = self._held(sentence, noun, owner)
        listed = self._behind_colon(sentence, noun)
        if held or listed:
            return self._frame(noun, holder, [*([stretch(held)] if held else []), *listed])
        return self._adverbial(sentence, noun, holder)

    def _frame(self, cue: Token, holder: Phrase, content: list[Region]) -> Frame:
        own = self._lexicon.is_writer(holder.text, holder.head)
        return Frame(None if own else holder, cue, tuple(content))

    def _owner(self, sentence: Sentence, noun: Token) -> Token | None:
        """Who gives the statement out, by the noun itself or by a light verb ("police gave a figure of")."""
        owner = self._phrases.owner(sentence, noun)
        verb = sentence.head(noun)
        if owner is None and noun.dep == "nsubj":
            return self._of(sentence, noun)
        if owner is None and noun.dep == "pobj" and verb.lower == "in":
            return self._stating(sentence, verb)
        if owner is not None or noun.dep != "dobj" or not self._lexicon.has("light_verbs", verb):
            return owner
        return None if sentence.children(verb, "neg", "nsubjpass") else self._holders.of(sentence, verb)

    def _of(self, sentence: Sentence, noun: Token) -> Token | None:
        """Who is named behind "of" whose the figure is that comes to an amount: "the figure of the rights groups was at
        least 100"; None of what is counted ("the count of arrests")."""
        if (
            not self._lexicon.has("amounting", sentence.head(noun))
            or noun.lemma not in self._lexicon.nouns["figures_on"]
        ):
            return None
        preps = (p for p in sentence.children(noun, "prep") if p.lower == "of")
        owners = (o for p in preps for o in sentence.children(p, "pobj") if self._is_speaker(sentence, o))
        return next((o for o in owners if o.lemma not in self._lexicon.nouns["gathered"]), None)

    def elliptic(self, sentence: Sentence, mark: Token) -> Frame | None:
        """The frame of a possessive whose noun was told before: "a count of 97; the ministry's was 79"."""
        verb, *behind = sentence.tokens[mark.i + 1 : mark.i + _ELLIPTIC] or (mark,)
        if not mark.i or not self._lexicon.has("amounting", verb) or all(t.tag != "CD" for t in behind):
            return None
        owner = sentence.tokens[mark.i - 1]
        if verb.pos not in ("VERB", "AUX") or not self._is_speaker(sentence, owner):
            return None
        phrase = self._phrases.build(sentence, owner)
        return self._frame(mark, phrase, self._scope.limited(after(sentence, verb.end)))

    def aware(self, sentence: Sentence, word: Token) -> Frame | None:
        """The frame of "the lawyers are aware of 17 people held": of how many somebody knows."""
        verb = sentence.head(word)
        preps = [p for p in sentence.children(word, "prep") if p.lower == "of"]
        counted = any(is_counted(sentence, o) for p in preps for o in sentence.children(p, "pobj"))
        head = self._holders.of(sentence, verb) if counted and verb.lemma == "be" else None
        if head is None or sentence.children(verb, "neg") or (head.pos == "PRON" and verb.dep == "ccomp"):
            return None
        return self._frame(word, self._phrases.build(sentence, head), self._scope.limited(after(sentence, word.end)))

    def _repeated(self, sentence: Sentence, noun: Token) -> Token | None:
        """The noun itself where it stands for a statement told before: "12,000 by the same count"."""
        adverbial = noun.dep == "pobj" and self._lexicon.is_adverbial(sentence.head(noun), noun)
        same = adverbial and any(c.lower == "same" for c in sentence.children(noun, "amod"))
        return noun if same else None

    def _stating(self, sentence: Sentence, prep: Token) -> Token | None:
        """The speaker of "said in a Friday statement that ...", None without a verb of speech."""
        verb = sentence.head(prep)
        kind = self._lexicon.verb(verb)
        return self._holders.of(sentence, verb) if kind is not None and kind.name in ("say", "tell", "report") else None

    def _is_denied(self, sentence: Sentence, noun: Token) -> bool:
        kind = self._lexicon.verb(sentence.head(noun))
        return kind is not None and kind.denies

    def _held(self, sentence: Sentence, noun: Token, owner: Token) -> list[Token]:
        """The tokens of what the statement says: clauses, prepositional parts and numbers after the noun."""
        below = {t.i for t in sentence.subtree(owner)} if owner.i > noun.i else set()
        tops = [*sentence.children(noun, "acl", "ccomp", "relcl", "prep", "appos", "nummod")]
        if noun.dep == "dobj" and self._lexicon.has("light_verbs", sentence.head(noun)):
            tops += sentence.children(sentence.head(noun), "prep")
        if noun.dep == "nsubj" and any(
            self._lexicon.has(form, sentence.head(noun)) for form in ("amounting", "growing")
        ):
            tops += sentence.children(sentence.head(noun), "attr", "prep", "dobj", "ccomp")
        tokens = [t for c in tops if c.i > noun.i for t in sentence.subtree(c) if t.i not in below]
        tokens = tokens or self._figure_before(sentence, noun)
        return tokens if any(t.tag == "CD" or t.pos in ("VERB", "NOUN") for t in tokens) else []

    def _behind_colon(self, sentence: Sentence, noun: Token) -> list[Region]:
        """What follows the colon behind a statement that is given out: "released new figures: 38 held"."""
        if noun.dep != "dobj" or not self._lexicon.has("light_verbs", sentence.head(noun)):
            return []
        colon = next((t for t in sentence.tokens[noun.i :] if t.text == ":"), None)
        between = sentence.tokens[noun.i : colon.i] if colon is not None else ()
        told = colon is not None and not any(t.pos in ("VERB", "AUX") for t in between)
        return self._scope.limited(after(sentence, colon.end)) if told and colon is not None else []

    def _figure_before(self, sentence: Sentence, noun: Token) -> list[Token]:
        """The figure in "echoed the 5,000 person estimate"."""
        if noun.dep != "dobj" or not self._lexicon.has("light_verbs", sentence.head(noun)):
            return []
        parts = [c for c in sentence.children(noun, "nummod", "compound", "nmod") if c.i < noun.i]
        found = [t for c in parts for t in sentence.subtree(c)]
        return found if any(t.tag == "CD" for t in found) else []

    def _adverbial(self, sentence: Sentence, noun: Token, holder: Phrase) -> Frame | None:
        """ "By the police's count": set off by a comma it reaches over its clause, otherwise back to the last break."""
        prep = sentence.head(noun)
        if noun.dep != "pobj" or not self._lexicon.is_adverbial(prep, noun):
            return None
        if prep.lower == "on" and self._lexicon.verb(sentence.head(prep)) is not None:
            return None  # "agreed on the police's figures"
        opening = sentence.tokens[max(0, prep.i - 1)]
        first = opening if self._lexicon.has("judging", opening) else prep
        if first is opening and first.i > 0 and sentence.tokens[first.i - 1].tag == "TO":
            first = sentence.tokens[first.i - 1]  # "to judge by"
        cluster = stretch([first, *(t for t in sentence.subtree(noun) if t.i > prep.i)])
        previous = sentence.tokens[first.i - 1].text if first.i > 0 else ","
        if previous in _OPENERS:
            return self._frame(noun, holder, self._scope.after_comma(sentence, cluster[1]))
        if previous != ",":
            return self._frame(noun, holder, self._scope.back_to_break(sentence, first.start))
        return self._frame(noun, holder, self._scope.of_adverbial(sentence, cluster))


def _is_set_off(before: Token | None) -> bool:
    """Whether what follows a token is set off by it, or opens the sentence."""
    return before is None or before.text in (",", "(", "—", "–", "--")
