"""The rules of attribution: from a span to its original speaker and the chain that leads to the outlet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.affiliations import Affiliations
from demonstrably.extract.attribution.announcements import Announcements
from demonstrably.extract.attribution.continuations import Continuations
from demonstrably.extract.attribution.credits import CreditsBehind
from demonstrably.extract.attribution.embedded import EmbeddedTexts
from demonstrably.extract.attribution.evidence import Proposal, Surroundings
from demonstrably.extract.attribution.finder import FrameFinder
from demonstrably.extract.attribution.fitting import PERSONAL
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.kinds import KindFinder
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import Party, SourceNames
from demonstrably.extract.attribution.officers import Officers
from demonstrably.extract.attribution.passages import Candidate, Passage
from demonstrably.extract.attribution.phrase import Phrase
from demonstrably.extract.attribution.phrases import PhraseBuilder
from demonstrably.extract.attribution.precedence import denied_first, original_first, without_own_bodies
from demonstrably.extract.attribution.quotations import QuotationSpeakers, is_speech, quotation_of
from demonstrably.extract.attribution.ranking import SourceRanking
from demonstrably.extract.attribution.rows import SourceRows
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.attribution.states import States
from demonstrably.extract.attribution.turns import Turns
from demonstrably.extract.attribution.voices import Voices
from demonstrably.extract.coreference import Coreference
from demonstrably.extract.discourse import Discourse
from demonstrably.gazetteer import Gazetteer
from demonstrably.language.analysis import Sentence, Token
from demonstrably.model import Link, Post, SourceKind


class AttributionRules:
    """Finds sources by the codebook's cues. One instance serves any number of documents and keeps nothing of them."""

    def __init__(self, codebook: Codebook, language: str = "en", gazetteer: Gazetteer | None = None) -> None:
        """`gazetteer` tells states from bodies that are mistaken for places; without it every place is a state."""
        self._lexicon = CueLexicon(codebook, language)
        self._names = SourceNames(codebook)
        self._states = States(gazetteer)
        self._finder = FrameFinder(self._lexicon, self._names, self._states.is_place)
        self._kinds = KindFinder(self._lexicon, self._names, self._states)
        self._rows = SourceRows(codebook, self._finder, self._names, self._states, language)
        self._coreference = Coreference(self._lexicon, self._names, self._states.is_place)
        self._phrases = PhraseBuilder(self._lexicon)
        self._voices = Voices(codebook, self._names, self._coreference, self._phrases, self.frames_of)
        self._announcements = Announcements(self._lexicon, self._names)
        self._quotations = QuotationSpeakers(self.frames_of, self._announcements.made_by)
        self._continuations = Continuations(self._lexicon, self._names, self.frames_of, self._holding)
        self._officers = Officers(codebook)
        self._affiliations = Affiliations(codebook, self._names, self._states)
        self._credits = CreditsBehind(codebook, self._lexicon, self._names, language)
        self._turns = Turns(self._names)
        self._embedded = EmbeddedTexts(self._names, self._states.is_place)
        self._ranking = SourceRanking(self._lexicon)

    def attribute(self, discourse: Discourse, start: int, end: int, *, stances: bool = False) -> Attribution | None:
        """The original speaker of the content that a span lies in, None where the text itself asserts it.

        With `stances` also who takes a position towards it without vouching for it ("condemned the rally"): for the
        question whose wording it is, not who counted.
        """
        found = self.attributions(discourse, start, end, stances=stances)
        return found[0] if found else None

    def source_of(self, discourse: Discourse, start: int, end: int) -> Attribution | None:
        """Whose words, thoughts or wishes a passage is that is known to be somebody's (a quotation, an opinion, a
        complaint); None where the text names nobody.

        Unlike `attribute` it doesn't ask whether the passage is attributed, and so finds sources without a known cue.
        """
        passage = Passage(discourse, start, end)
        if not discourse.spans:
            return None
        if self._is_posted(discourse, start):
            return self.attribute(discourse, start, end, stances=True)
        frame = self._proposed(discourse, passage)
        candidate = self._ranking.choose(passage, self._surroundings(passage, frame)).candidate
        if candidate is None:
            return None
        found = self._from_candidate(discourse, frame, candidate)
        return replace(found, whole=self._phrases.whole(candidate.sentence, candidate.token, (start, end)))

    def chain(self, discourse: Discourse, sources: Iterable[Attribution]) -> tuple[Link, ...]:
        """The links from the original speaker, given first, to the document's outlet, each once.

        Empty only where there is no source and the document's outlet isn't known.
        """
        links = [self._link(a) for a in sources]
        outlet = discourse.document.outlet
        if outlet:
            kind = self.kind_of(outlet)
            links.append(Link(outlet, self.canonical(outlet), None, "agency" if kind == "agency" else "outlet"))
        return _each_once(links)

    def kind_of(self, name: str, sentence: Sentence | None = None) -> SourceKind:
        """The kind of source a name is; the sentence it stands in tells a country's name from others."""
        label = next((n.label for n in sentence.names if n.text == name), None) if sentence else None
        return self._names.kind_of(name, label)

    def canonical(self, name: str) -> str | None:
        """The canonical name of a known institution, None for any other name."""
        return self._names.canonical(name)

    def described(self, discourse: Discourse, start: int, end: int) -> tuple[list[Candidate], list[list[str]]]:
        """The candidates for the source of a passage, and the features of each choice, "nobody" first: for training."""
        passage = Passage(discourse, start, end)
        found = list(passage.candidates())
        around = self._surroundings(passage, self._proposed(discourse, passage))
        return found, self._ranking.described(passage, around, found)

    def quoting(self, discourse: Discourse, quotation: tuple[int, int]) -> Frame | None:
        """The frame that gives a quotation its speaker, None where the text doesn't tell."""
        return self._quotations.speaker(discourse, quotation)

    def is_place(self, name: str) -> bool:
        """Whether the gazetteer has a place of that name."""
        return self._states.is_place(name)

    def has_author(self, discourse: Discourse, offset: int) -> bool:
        """Whether an offset stands in a post whose author is known, or in a speaker's turn in a transcript."""
        return self._is_posted(discourse, offset) or self._author(discourse, offset) is not None

    def is_written(self, discourse: Discourse, offset: int) -> bool:
        """Whether an offset stands in a letter that the text holds with its author's name."""
        written = self._embedded.at(discourse, offset)
        return written is not None and not written.posted

    def is_announced(self, discourse: Discourse, offset: int) -> bool:
        """Whether an offset stands in a paragraph that the line above gives to somebody who speaks in it as "we"."""
        return bool(self._announcements.over(discourse, offset))

    def is_hedged(self, discourse: Discourse, offset: int) -> bool:
        """Whether the text itself keeps a distance from what it tells at an offset ("reportedly")."""
        return self._hedged(discourse.sentence_at(offset), offset)

    @staticmethod
    def _is_posted(discourse: Discourse, offset: int) -> bool:
        post = discourse.post_at(offset)
        return post is not None and bool(post.author or post.handle)

    def _proposed(self, discourse: Discourse, passage: Passage) -> Frame | None:
        """The frame that gives a passage its source, None where none does."""
        end = min(passage.end, discourse.spans[passage.first][1])
        return next(iter(self._frames(discourse, passage.first, passage.start, end, stances=True)), None)

    def _surroundings(self, passage: Passage, frame: Frame | None) -> Surroundings:
        holder = frame.holder if frame is not None else None
        proposal = Proposal(holder.start, holder.end, frame.stance) if frame and holder else None
        return Surroundings(proposal, {k: self.frames_of(passage.discourse, k) for k in passage.surroundings})

    def _from_candidate(self, discourse: Discourse, frame: Frame | None, candidate: Candidate) -> Attribution:
        """By the frame where it proposed the candidate, otherwise with the candidate's governor as the cue."""
        sentence, token = candidate.sentence, candidate.token
        if frame is not None and frame.holder and frame.holder.start <= token.start < frame.holder.end:
            return self.from_phrase(discourse, frame, frame.holder, hedged=False)
        phrase = self._phrases.build(sentence, token)
        return self.from_phrase(discourse, Frame(phrase, sentence.head(token), ()), phrase, hedged=False)

    def frames_of(self, discourse: Discourse, index: int) -> list[Frame]:
        """All frames of a sentence, whatever they are of."""
        return discourse.once((self, "frames", index), lambda: self._all_frames(discourse, index))

    def _all_frames(self, discourse: Discourse, index: int) -> list[Frame]:
        return [*self._finder.find(discourse.sentence(index)), *self._rows.find(discourse, index)]

    def attributions(self, discourse: Discourse, start: int, end: int, *, stances: bool = False) -> list[Attribution]:
        """All sources of a span, the original speaker first, a post's author last."""
        key = (self, "sources", start, end, stances)
        return discourse.once(key, lambda: self._find(discourse, start, end, stances=stances))

    def _find(self, discourse: Discourse, start: int, end: int, *, stances: bool) -> list[Attribution]:
        index = discourse.index_at(start)
        end = min(end, discourse.spans[index][1]) if discourse.spans else end
        hedged = self._hedged(discourse.sentence(index), start)
        frames = self._frames(discourse, index, start, end, stances=stances)
        if (written := self._embedded.at(discourse, start)) is not None:
            frames = [
                f for f in frames if f.holder is None or not written.label[0] <= f.holder.start < written.label[1]
            ]
        found = list(self.vouching(discourse, frames, hedged))
        if not frames and written is None:
            told = self._continuations.frames(discourse, index) or self._announcements.over(discourse, start)
            found += self._speaking(discourse, start, end) or self.vouching(discourse, told, hedged)
        found += self._having_the_floor(discourse, start, hedged)
        post = discourse.post_at(start)
        if post is not None and (post.author or post.handle):
            found.append(self._from_post(discourse, post, hedged))
        return found

    def credited(self, discourse: Discourse, start: int) -> list[Attribution]:
        """Whom the sentence behind credits with the figures of this one; [] where it credits nobody."""
        index = discourse.index_at(start)
        frame = discourse.once((self, "credit", index), lambda: self._credits.frame(discourse, index))
        return list(self.vouching(discourse, [frame])) if frame is not None else []

    def is_writers(self, discourse: Discourse, start: int, end: int) -> bool:
        """Whether the writer himself vouches for a span outside posts and turns: "this correspondent saw 300"."""
        index = discourse.index_at(start)
        frames = self._frames(discourse, index, start, min(end, discourse.spans[index][1]), stances=False)
        return bool(frames) and frames[0].holder is None and not self.has_author(discourse, start)

    def vouching(self, discourse: Discourse, frames: Sequence[Frame], hedged: bool = False) -> Iterator[Attribution]:
        """Who vouches by these frames, up to one in which the writer himself speaks."""
        for frame in frames:
            if frame.holder is None:
                return
            if self.is_somebody(discourse, frame.holder):
                yield from (self.from_phrase(discourse, frame, p, hedged) for p in (frame.holder, frame.relay) if p)

    def _author(self, discourse: Discourse, offset: int) -> tuple[int, int] | None:
        """Where the speaker of a transcript is named in whose turn the offset stands, or the author of a post or
        letter that the text holds; None elsewhere."""
        written = self._embedded.at(discourse, offset)
        return written.name if written is not None else self._turns.speaker(discourse, offset)

    def _having_the_floor(self, discourse: Discourse, offset: int, hedged: bool) -> list[Attribution]:
        """The speaker or author of what an offset stands in, [] where the text itself speaks."""
        label = self._author(discourse, offset)
        named = discourse.sentence_at(label[0]).at(*label) if label is not None else ()
        if label is None or not named:
            return []
        sentence, head = discourse.sentence_at(label[0]), named[-1]
        phrase = Phrase(sentence, head, *label)
        return [self.from_phrase(discourse, Frame(phrase, head, ()), phrase, hedged)]

    def _speaking(self, discourse: Discourse, start: int, end: int) -> list[Attribution]:
        """The speaker of the quotation that a span stands in where no cue tells him; [] without a quotation, of a
        slogan or term ("we are the many"), and where the text leaves it open who speaks."""
        quotation = quotation_of(discourse, start, end)
        said = quotation is not None and is_speech(discourse, quotation) and discourse.text[quotation[0]].isupper()
        if quotation is None or not said or self._is_posted(discourse, start):
            return []
        passage = Passage(discourse, *quotation)
        frame = self._proposed(discourse, passage)
        choice = self._ranking.choose(passage, self._surroundings(passage, frame))
        sure = choice.candidate is not None and choice.probability >= SURE
        return [self._from_candidate(discourse, frame, choice.candidate)] if choice.candidate and sure else []

    def _frames(self, discourse: Discourse, index: int, start: int, end: int, *, stances: bool) -> list[Frame]:
        """The frames that hold the span, the innermost first."""
        candidates = [f for f in self.frames_of(discourse, index) if stances or not f.stance]
        ranked = [(f.closeness(start, end), f) for f in candidates]
        holding = sorted(((c, f.cue.i, f) for c, f in ranked if c is not None), key=lambda item: item[:2])
        frames = original_first([f for _, _, f in holding], self._is_medium)
        frames = denied_first(without_own_bodies(frames))
        if frames and frames[0].holder is None:  # "From our reporter in Vell:", and below it "I'd say 2,000"
            frames = self._announcements.over(discourse, start) or frames
        quotation = quotation_of(discourse, start, end)
        if quotation is None or not is_speech(discourse, quotation):
            return frames
        return self._with_speaker(discourse, quotation, frames)

    def _is_medium(self, phrase: Phrase) -> bool:
        return any(self._names.kind_of(told) in ("agency", "outlet") for told in (phrase.text, phrase.context))

    def _holding(self, discourse: Discourse, index: int, start: int, end: int) -> list[Frame]:
        """The frames of what is said, no mere stances, that hold the span."""
        return self._frames(discourse, index, start, end, stances=False)

    def _with_speaker(self, discourse: Discourse, quotation: tuple[int, int], frames: list[Frame]) -> list[Frame]:
        """The frames within the quotation (the speaker's "I" is himself), then the one that gives it its speaker."""
        inside = [f for f in frames if discourse.quotation_at(f.cue.start) == quotation and f.holder is not None]
        outside = [f for f in frames if discourse.quotation_at(f.cue.start) != quotation]
        if not outside:
            speaker = self._quotations.speaker(discourse, quotation)
            outside = [speaker] if speaker is not None else []
        return inside + outside

    def _hedged(self, sentence: Sentence, start: int) -> bool:
        here = next(iter(sentence.at(start, start + 1)), None)
        if here is None:
            return False
        above = {here.head, *(a.i for a in sentence.ancestors(here))}
        near = (t for t in sentence.tokens if t.head in above)
        return any(self._lexicon.has("hedges", t) or self._hedging_passive(sentence, t.i) for t in near)

    def _hedging_passive(self, sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i]
        passive = bool(sentence.children(token, "auxpass")) and not sentence.children(token, "agent")
        return passive and token.lemma in self._lexicon.forms["hedging_passives"]

    def is_somebody(self, discourse: Discourse, phrase: Phrase) -> bool:
        """Whether a frame's holder is a speaker, and no thing that nobody is named for ("the existing data")."""
        if phrase.head.pos == "PROPN" or phrase.head.lower in PERSONAL:
            return True  # whoever that is
        return not self._kinds.is_thing(self._coreference.resolve(discourse, phrase))

    def is_own(self, phrase: Phrase) -> bool:
        """Whether it is the speaker's own people that are named ("our lawyers know of 118"): their words are his, but
        those of a reporter who was there are the reporter's."""
        own = phrase.head.pos == "NOUN" and phrase.text.lower().startswith(("our ", "my "))
        return own and not self._lexicon.reports(phrase.head)

    def named(self, sentence: Sentence, token: Token) -> Phrase | None:
        """The phrase of a noun that names a body or a person, or whose word is that of a kind of source; None for any
        other."""
        label = next((n.label for n in sentence.names if n.first <= token.i <= n.last), None)
        if self._lexicon.names_nobody(sentence, token):
            return None
        if label not in ("ORG", "PERSON") and self._names.kind_of(token.text) == "unknown":
            return None
        phrase = self._phrases.build(sentence, token)
        return None if phrase.is_pronoun else phrase

    def from_phrase(self, discourse: Discourse, frame: Frame, phrase: Phrase, hedged: bool = False) -> Attribution:
        """Who vouches by a frame, named by a phrase in it, which may stand for a fuller name."""
        full = self._coreference.resolve(discourse, phrase)
        party = self._party(discourse, full)
        canonical = self._canonical_of(full.text, party.institution)
        told = canonical is None and (party.person or full.is_quoted or full.context.startswith("one of "))
        return Attribution(
            name=discourse.once(("called", full.text), lambda: full.described) if told else full.text,
            start=phrase.start,
            end=phrase.end,
            person=party.person,
            canonical=canonical,
            kind=self._kinds.of(discourse.text, phrase, full, party.institution),
            cue=frame.cue.text,
            cue_start=frame.cue.start,
            denies=frame.denies,
            hedged=hedged,
        )

    def _party(self, discourse: Discourse, full: Phrase) -> Party:
        """Person and institution of a full name; the institution of "its chair", of "a spokesman" and of "Captain Ann
        Bell" is the body that the text named before."""
        person = (
            None if self._names.calls_body(full.text, full.context) else full.person or self._affiliations.person(full)
        )
        if person is None and (body := self._voices.institution(discourse, full)):
            return Party(None, body)
        party = self._names.party(full.text, person, full.context)
        if party.institution is not None and party.institution.lower() in _POSSESSIVE_WORDS:
            its = party.institution.lower() == "its"  # "their lawyer" speaks for no body
            return replace(party, institution=self._voices.owning(discourse, full) if its else None)
        if party.institution is None and party.person is not None:
            body = self._officers.body(discourse.text, full, party.person)
            body = body or self._affiliations.body(discourse.text, full)
            body = body or self._voices.of_spokesman(discourse, full, party.person)
            return replace(party, institution=body or self._names.office(full.context))
        known = party.institution and self._voices.full_name(discourse, party.institution, full.start)
        return replace(party, institution=known)

    def _canonical_of(self, name: str, institution: str | None) -> str | None:
        if institution is not None:
            return self.canonical(institution) or institution
        return self.canonical(name)

    def _from_post(self, discourse: Discourse, post: Post, hedged: bool) -> Attribution:
        name = post.author or post.handle or ""
        start, end = _near(discourse.text, post, [n for n in (post.author, post.handle) if n])
        known = self._names.known(name) or (self._names.known(post.handle) if post.handle else None)
        canonical, kind = known or (None, "social_account")
        kept: SourceKind = kind if kind in ("outlet", "agency", "monitor", "police") else "social_account"
        return Attribution(name, start, end, None, canonical, kept, "", post.start, hedged=hedged)

    def _link(self, attribution: Attribution) -> Link:
        body = attribution.canonical or (None if attribution.person else self._names.led_body(attribution.name))
        return Link(attribution.name, body, attribution.person, attribution.kind)


SURE = 0.7
"""Probability from which a quotation's speaker is taken from the ranking where no cue names him."""

SIGNATURE_REACH = 400
"""Code points around a post within which its author's signature is looked for."""

_POSSESSIVE_WORDS = ("its", "their", "his", "her", "our", "my")


def _near(text: str, post: Post, names: list[str]) -> tuple[int, int]:
    """Where the author is named around a post, an empty span at its start where he isn't."""
    for name in names:
        at = text.find(name, post.end, post.end + SIGNATURE_REACH)
        if at < 0:
            at = text.rfind(name, max(0, post.start - SIGNATURE_REACH), post.end)
        if at >= 0:
            return at, at + len(name)
    return post.start, post.start


def _each_once(links: list[Link]) -> tuple[Link, ...]:
    """The links without those whose institution or name came before."""
    kept: list[Link] = []
    seen: set[str] = set()
    for link in links:
        key = (link.canonical or link.name).lower()
        if key not in seen:
            kept.append(link)
        seen.add(key)
    return tuple(kept)
