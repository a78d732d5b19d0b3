"""The sources of figures: the rules of attribution say who may have given one, trees trained on coded texts who has.

Every speaker around a figure is an option, and so is that nobody is named and the text itself asserts it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.asking import Asked
from demonstrably.extract.attribution.issuers import Issuers
from demonstrably.extract.attribution.labels import DASHES
from demonstrably.extract.attribution.lexicon import CueLexicon
from demonstrably.extract.attribution.listed import ListSources
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution
from demonstrably.extract.attribution.speaker_features import SpeakerFeatures
from demonstrably.extract.attribution.speakers import Speaker, Speakers
from demonstrably.extract.choosing import Chooser, Options
from demonstrably.extract.discourse import Discourse

_OWN = ("we", "us")
"""How the writer names himself."""
_OURS = "our "
"""What he names his people by ("our observers")."""

_DEFINITE = ("the ", "this ", "that ", "these ", "those ", "its ", "his ", "her ", "their ")
"""What a name begins with that takes up another."""

_ONE_OF = re.compile(
    r"(?:,\s(?:an?|the)\s(?:\w[\w'’-]*\s?){1,6}|,\s\d\d)?,?\s(?:who\s)?(?:(?:is|was|were)\s)?(?:one\sof|among)"
    r"(?:\s(?:the|some|about|around|nearly|roughly|more than|at least|over|an\sestimated))?\s*"
)
"""What stands between somebody and the number of those to whom he belongs ("said Jan Novak, a teacher, one of 300
protesters")."""

_MEDIA = ("outlet", "agency", "social_account")


class FigureSources:
    """Finds the sources of figures. One instance serves any number of documents."""

    def __init__(
        self, codebook: Codebook, rules: AttributionRules, language: str = "en", chooser: Chooser | None = None
    ) -> None:
        """`chooser` of speakers; that of the package where none is given."""
        self._lexicon = CueLexicon(codebook, language)
        self._rules = rules
        self._speakers = Speakers(rules, ListSources(codebook, rules, self._lexicon, language))
        self._issuers = Issuers(codebook, rules, self._lexicon, language)
        self._chooser = chooser or Chooser.packaged("source")

    def of(self, discourse: Discourse, asked: Asked, start: int, end: int) -> list[Attribution]:
        """All sources of the figure that a span holds, the original speaker first; [] where nobody is named.

        A post's author, who has the floor in a transcript and who gives a list are always sources of what they tell,
        and a body is of what it asserts in a document of its own.
        """
        found = self._named(discourse, asked, start, end)
        name = found[0].name.lower() if found else ""
        if found and name not in _OWN and not name.startswith(_OURS):
            return found
        issuer = self._issuers.of(discourse, start, end)
        if issuer is None:
            return found
        if name.startswith(_OURS) and found[0].canonical is None:
            return [replace(found[0], canonical=issuer.canonical or issuer.name, kind=issuer.kind), *found[1:]]
        return [issuer]

    def _named(self, discourse: Discourse, asked: Asked, start: int, end: int) -> list[Attribution]:
        """The sources that the text names for a figure."""
        if self._rules.is_writers(discourse, start, end):
            return []
        options = self.options(discourse, asked, start, end)
        given = [s for s, _ in options.own if s is not None and s.rank is not None]
        if given and given[0].attribution.denies:
            return [s.attribution for s in given]  # the figure is a denied one because of him
        if given and discourse.text[end : given[0].attribution.start].strip() == "(":
            return [s.attribution for s in given]  # "50,000 (CGT)"
        if given and (_is_marked(given[0].attribution) or self._rules.is_written(discourse, start)):
            return [s.attribution for s in given]  # "Unions: 4,000 rally in Porto"
        if given and _is_gapped(discourse, given[0].attribution, start):
            return [s.attribution for s in given]  # "police spoke of 22,000, Attac of 76,000"
        chosen = self._chooser.best(options)
        if chosen is None or _ONE_OF.fullmatch(discourse.text[chosen.attribution.end : start]):
            return []
        known = next((i for i, s in enumerate(given) if s.key == chosen.key), None)
        if known is not None:
            return [s.attribution for s in given[known:]]
        relays = [s.attribution for s in given if s.attribution.kind in _MEDIA or not s.attribution.cue]
        return [replace(chosen.attribution, hedged=self._rules.is_hedged(discourse, start)), *relays]

    def options(self, discourse: Discourse, asked: Asked, start: int, end: int) -> Options[Speaker | None]:
        """The speakers around a figure with their features, None for that nobody is named: for training too."""
        speakers = self._speakers.of(discourse, start, end)
        features = SpeakerFeatures(self._rules, self._lexicon, discourse, asked, start, end)
        options = features.of(speakers)
        if self._speakers.has_the_floor(discourse, start, end):
            return options.where(lambda speaker: speaker is not None)
        things = self._anonymous(discourse, asked.index, start, end)
        if any(thing.lower().split()[0] in self._lexicon.nouns["alien"] for thing in things):
            return options.where(lambda speaker: speaker is None)
        return options.where(lambda speaker: speaker is None or speaker.index != asked.index) if things else options

    def _anonymous(self, discourse: Discourse, index: int, start: int, end: int) -> list[str]:
        """By what nobody is named for a figure is told ("some estimates put it at 50,000, but police said ..."), so
        that whoever else speaks in its sentence tells another; [] elsewhere. "The figures" may be somebody's who was
        named before."""
        frames = (f for f in self._rules.frames_of(discourse, index) if not f.stance)
        holders = [f.holder for f in frames if f.closeness(start, end) is not None]
        things = [h.text for h in holders if h is not None and not self._rules.is_somebody(discourse, h)]
        named = len(things) < len(holders) or any(thing.lower().startswith(_DEFINITE) for thing in things)
        return [] if named else things


def _is_marked(source: Attribution) -> bool:
    """Whether a heading or row gives its figure to a source by a mark alone; behind a dash the name of an outlet may be
    that of its own page ("... - Daily Post")."""
    return source.cue == ":" or (source.cue in DASHES and source.kind != "outlet")


def _is_gapped(discourse: Discourse, source: Attribution, start: int) -> bool:
    """Whether a source without a verb of its own stands right before its figure."""
    verbless = source.start <= source.cue_start < source.end <= start
    return verbless and discourse.text[source.end : start].strip() in ("", "of", "at")
