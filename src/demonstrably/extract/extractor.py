"""Document -> mentions and claims: the stage that ties the rules of this folder together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import AttributionRules
from demonstrably.extract.candidates import Candidates
from demonstrably.extract.claims import ClaimRules
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.framing import FramingRules
from demonstrably.extract.gate import NOTHING, Gate
from demonstrably.extract.mentions import MentionRules
from demonstrably.extract.notes import NoteRules
from demonstrably.extract.setting import Setting, Settings
from demonstrably.extract.weighing import Weighing
from demonstrably.gazetteer import Gazetteer
from demonstrably.language.analysis import Analyser
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Claim, Document, Extraction, Mention

ANALYSED = frozenset({"en"})
"""Languages that we extract from; documents in others are kept, named and passed over."""


class Extractor:
    """Extracts from one document at a time. Holds models and lexicons, no state between documents."""

    def __init__(
        self, codebook: Codebook, analyser: Analyser | None = None, gazetteer: Gazetteer | None = None
    ) -> None:
        self._analyser = analyser or EnglishAnalyser()
        language = self._analyser.language
        self._gate = Gate.packaged(codebook, language)
        self._candidates = Candidates(codebook, language)
        gazetteer = gazetteer or Gazetteer.open(codebook)
        self._settings = Settings(codebook, gazetteer, language)
        attribution = AttributionRules(codebook, language, gazetteer)
        self._claims = ClaimRules(codebook, attribution, Weighing.packaged(), language)
        self._mentions = MentionRules(codebook, attribution, language)
        self._framing = FramingRules(codebook, attribution, language)
        self._notes = NoteRules(codebook, language)

    def extract(self, document: Document) -> Extraction:
        """All that a document says. One without a gathering, or in a language we do not read, gives nothing."""
        scope = self._gate.scope(document.text) if document.language in ANALYSED | {"und"} else NOTHING
        if not scope:
            return Extraction(document.document_id)
        discourse = Discourse(document, self._analyser, scope)
        naming = self._mentions.naming(discourse)
        if scope.wants_name and not naming:
            return Extraction(document.document_id)
        asked = [*self._mentions.asked(discourse), *self._framing.sentences(discourse)]
        candidates = self._candidates.find(discourse, asked)
        setting = self._setting(discourse)
        mentions = self._mentions.find(discourse, setting)
        claims = self._claims.find(discourse, candidates, setting)
        if scope.spans and not mentions and not claims:
            return Extraction(document.document_id)
        found = Extraction(
            document.document_id,
            tuple(mentions),
            tuple(_with_mentions(claims, mentions, discourse)),
            tuple(self._framing.find(discourse)),
            tuple(self._notes.find(discourse, setting)),
        )
        return _as_written(found, discourse) if discourse.is_wrapped else found

    def _setting(self, discourse: Discourse) -> Setting:
        cues = self._candidates.cues

        def is_gathering(index: int) -> bool:
            start, end = discourse.spans[index]
            return cues.has("strong", discourse.text[start:end])

        return self._settings.of(discourse, is_gathering)


def _as_written(found: Extraction, discourse: Discourse) -> Extraction:
    """The same with the quotes of the document's own text, line breaks included."""
    written = discourse.written
    return replace(
        found,
        mentions=tuple(replace(m, quote=written(m.start, m.end)) for m in found.mentions),
        claims=tuple(replace(c, quote=written(c.start, c.end)) for c in found.claims),
        labels=tuple(replace(label, wording=written(label.start, label.end)) for label in found.labels),
    )


def _with_mentions(claims: Sequence[Claim], mentions: Sequence[Mention], discourse: Discourse) -> list[Claim]:
    """The claims, each with the mention that it is about: the nearest in its sentence, of a place it shares."""
    return [_with_mention(claim, mentions, discourse) for claim in claims]


def _with_mention(claim: Claim, mentions: Sequence[Mention], discourse: Discourse) -> Claim:
    here = discourse.index_at(claim.start)
    near = [m for m in mentions if discourse.index_at(m.start) == here]
    place = claim.place
    if place is not None:
        same = [m for m in near if any(p.start == place.start or _same(p.place_id, place.place_id) for p in m.places)]
        near = same or near
    if not near:
        return claim
    nearest = min(near, key=lambda m: (abs(m.start - claim.start), m.start))
    return replace(claim, mention_id=nearest.mention_id)


def _same(one: int | None, two: int | None) -> bool:
    return one is not None and one == two
