"""The rules of attribution: from a span to its original speaker and the chain that leads to the outlet."""

from __future__ import annotations

from dataclasses import dataclass

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution.finder import FrameFinder
from demonstrably.extract.attribution.frames import Frame
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.names import SourceNames
from demonstrably.extract.attribution.phrases import Phrase
from demonstrably.extract.attribution.quotations import QuotationSpeakers, is_speech, quotation_of
from demonstrably.extract.coreference import Coreference
from demonstrably.extract.discourse import Discourse
from demonstrably.language.analysis import Sentence
from demonstrably.model import Link, Post, SourceKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who vouches for a passage.

    `name` is the source as the text names it, for a pronoun or short name ("he", "the group") the fuller name it
    stands for; `start` and `end` span the name or pronoun beside the cue, in code points of the document's text
    (empty at the post's start for a post's author whom the text doesn't name). `person` is the spokesman, None where
    no person speaks; `canonical` the institution or its known name, None where neither is known. `cue` is the word
    that gives the content to the source, empty for a post. `denies` is true where the source disputes the content,
    `hedged` where the text itself keeps a distance ("reportedly").
    """

    name: str
    start: int
    end: int
    person: str | None
    canonical: str | None
    kind: SourceKind
    cue: str
    cue_start: int
    denies: bool = False
    hedged: bool = False


class AttributionRules:
    """Finds sources by the codebook's cues. One instance serves any number of documents and keeps nothing of them."""

    def __init__(self, codebook: Codebook, language: str = "en") -> None:
        self._lexicon = CueLexicon(codebook, language)
        self._names = SourceNames(codebook)
        self._finder = FrameFinder(self._lexicon, self._names)
        self._coreference = Coreference(self._lexicon, self._names)
        self._quotations = QuotationSpeakers(self._frames_of)

    def attribute(self, discourse: Discourse, start: int, end: int, *, stances: bool = False) -> Attribution | None:
        """The original speaker of the content that a span lies in, None where the text itself asserts it.

        With `stances` also who takes a position towards it without vouching for it ("condemned the rally"): for the
        question whose wording it is, not who counted.
        """
        found = self._attributions(discourse, start, end, stances=stances)
        return found[0] if found else None

    def chain(self, discourse: Discourse, start: int, end: int) -> tuple[Link, ...]:
        """The sources of the content from the original speaker to the document's outlet, each once.

        Empty only where there is no source and the document's outlet isn't known.
        """
        links = [self._link(a) for a in self._attributions(discourse, start, end)]
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

    def _frames_of(self, discourse: Discourse, index: int) -> list[Frame]:
        return discourse.once((self, "frames", index), lambda: self._finder.find(discourse.sentence(index)))

    def _attributions(self, discourse: Discourse, start: int, end: int, *, stances: bool = False) -> list[Attribution]:
        """All sources of a span, the original speaker first, a post's author last."""
        index = discourse.index_at(start)
        end = min(end, discourse.spans[index][1]) if discourse.spans else end
        hedged = self._hedged(discourse.sentence(index), start)
        found: list[Attribution] = []
        for frame in self._frames(discourse, index, start, end, stances=stances):
            if frame.holder is None:
                break
            found.append(self._from_phrase(discourse, frame, frame.holder, hedged))
            if frame.relay is not None:
                found.append(self._from_phrase(discourse, frame, frame.relay, hedged))
        post = discourse.post_at(start)
        if post is not None and (post.author or post.handle):
            found.append(self._from_post(discourse, post, hedged))
        return found

    def _frames(self, discourse: Discourse, index: int, start: int, end: int, *, stances: bool) -> list[Frame]:
        """The frames that hold the span, the innermost first."""
        candidates = [f for f in self._frames_of(discourse, index) if stances or not f.stance]
        ranked = [(f.closeness(start, end), f) for f in candidates]
        holding = sorted(((c, f.cue.i, f) for c, f in ranked if c is not None), key=lambda item: item[:2])
        frames = _denied_first(_without_own_bodies([f for _, _, f in holding]))
        quotation = quotation_of(discourse, start, end)
        if quotation is None or not is_speech(discourse, quotation):
            return frames
        return self._with_speaker(discourse, quotation, frames)

    def _with_speaker(self, discourse: Discourse, quotation: tuple[int, int], frames: list[Frame]) -> list[Frame]:
        """The frames within the quotation (the speaker's "I" is himself), then the one that gives it its speaker."""
        inside = [f for f in frames if discourse.quotation_at(f.cue.start) == quotation and f.holder is not None]
        outside = [f for f in frames if discourse.quotation_at(f.cue.start) != quotation]
        if not outside:
            speaker = self._quotations.speaker(discourse, quotation)
            outside = [speaker] if speaker is not None else []
        return inside + outside

    def _hedged(self, sentence: Sentence, start: int) -> bool:
        here = sentence.at(start, start + 1)
        near = [
            t for t in sentence.tokens if here and t.head in {here[0].head, *(a.i for a in sentence.ancestors(here[0]))}
        ]
        return any(self._lexicon.has("hedges", t) or self._hedging_passive(sentence, t.i) for t in near)

    def _hedging_passive(self, sentence: Sentence, i: int) -> bool:
        token = sentence.tokens[i]
        passive = bool(sentence.children(token, "auxpass")) and not sentence.children(token, "agent")
        return passive and token.lemma in self._lexicon.forms["hedging_passives"]

    def _from_phrase(self, discourse: Discourse, frame: Frame, phrase: Phrase, hedged: bool) -> Attribution:
        full = self._coreference.resolve(discourse, phrase)
        name = full.text
        party = self._names.party(name, full.person, full.context)
        return Attribution(
            name=name,
            start=phrase.start,
            end=phrase.end,
            person=party.person,
            canonical=self._canonical_of(name, party.institution),
            kind=self._kind_of(discourse, full, party.institution, phrase),
            cue=frame.cue.text,
            cue_start=frame.cue.start,
            denies=frame.denies,
            hedged=hedged,
        )

    def _canonical_of(self, name: str, institution: str | None) -> str | None:
        if institution is not None:
            return self.canonical(institution) or institution
        return self.canonical(name)

    def _kind_of(self, discourse: Discourse, full: Phrase, institution: str | None, phrase: Phrase) -> SourceKind:
        """By the name itself, then what it stands for, its description, the words beside the cue, and where the text
        introduces it."""
        names = [n for n in (institution, full.text, full.context, phrase.text) if n]
        kinds = [self._names.kind_of(name) for name in names]
        kinds.append(self._names.introduced_kind(discourse.text, institution or full.text))
        kinds += [self._names.kind_of(p.text, p.label) for p in (full, phrase)]
        return next((kind for kind in kinds if kind != "unknown"), "unknown")

    def _from_post(self, discourse: Discourse, post: Post, hedged: bool) -> Attribution:
        name = post.author or post.handle or ""
        start, end = _near(discourse.text, post, [n for n in (post.author, post.handle) if n])
        known = self._names.known(name) or (self._names.known(post.handle) if post.handle else None)
        canonical, kind = known or (None, "social_account")
        kept: SourceKind = kind if kind in ("outlet", "agency", "monitor", "police") else "social_account"
        return Attribution(name, start, end, None, canonical, kept, "", post.start, hedged=hedged)

    @staticmethod
    def _link(attribution: Attribution) -> Link:
        return Link(attribution.name, attribution.canonical, attribution.person, attribution.kind)


SIGNATURE_REACH = 400
"""Code points around a post within which its author's signature is looked for."""


def _near(text: str, post: Post, names: list[str]) -> tuple[int, int]:
    """Where the author is named around a post, an empty span at its start where he isn't."""
    for name in names:
        at = text.find(name, post.end, post.end + SIGNATURE_REACH)
        if at < 0:
            at = text.rfind(name, max(0, post.start - SIGNATURE_REACH), post.end)
        if at >= 0:
            return at, at + len(name)
    return post.start, post.start


_POSSESSIVES = ("his ", "her ", "its ", "their ")


def _without_own_bodies(frames: list[Frame]) -> list[Frame]:
    """The frames without a speaker's own body ("she said her group expects ..."), whose words are the speaker's."""
    kept = [f for f in frames if f.holder is None or not _is_own_body(f.holder)]
    return kept or frames


_FINITE = ("VBD", "VBZ", "VBP")


def _denied_first(frames: list[Frame]) -> list[Frame]:
    """The frames with one that denies what another reports before it: who denies a figure is its source."""
    if not frames or _is_appended(frames[0]) or frames[0].cue.tag in _FINITE:
        return frames
    told = frames[0].cue.start
    denial = next((f for f in frames if f.denies and any(s <= told < e for s, e in f.content)), None)
    return [denial, *(f for f in frames if f is not denial)] if denial is not None else frames


def _is_appended(frame: Frame) -> bool:
    """Whether the cue is set off by a comma (", according to organisers"), and so outside what a denial denies."""
    tokens = frame.holder.sentence.tokens if frame.holder else ()
    return 0 < frame.cue.i < len(tokens) and tokens[frame.cue.i - 1].text == ","


def _is_own_body(holder: Phrase) -> bool:
    return holder.head.tag == "NN" and holder.text.lower().startswith(_POSSESSIVES)


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
