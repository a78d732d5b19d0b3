"""Mentions: the passages that speak of a gathering, with or without a figure.

A sentence's triggers (`event_types`) become drafts with a status, places and a date; drafts of one sentence that
agree in these are one mention. A sentence without a trigger counts where a text about gatherings tells of a town of
its own ("In Porto, roads are blocked"). Responses and causes may stand in a neighbouring sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import AttributionRules
from demonstrably.extract.cues import Cues
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.event_types import Trigger, TypeRules, is_purpose
from demonstrably.extract.mentions.actors import ActorRules
from demonstrably.extract.mentions.causes import CauseRules
from demonstrably.extract.mentions.drafts import DONE, Draft, carry_plans, settle_plans
from demonstrably.extract.mentions.places import PlaceRules, Scene
from demonstrably.extract.mentions.responses import MentionResponses
from demonstrably.extract.mentions.shared_cause import give_main_cause
from demonstrably.extract.mentions.slogans import SloganRules
from demonstrably.extract.mentions.status import StatusRules
from demonstrably.extract.mentions.weak import WeakCues
from demonstrably.extract.setting import Asked, Setting
from demonstrably.extract.tense import tense_is_future
from demonstrably.language.analysis import Sentence
from demonstrably.model import Mention, Status, When, check_span, content_id

CONTEXT = 3
"""Sentences around an unsure trigger, and before a passage without one, in which a sure one must stand."""


class MentionRules:
    """Finds the mentions of a document. Holds lexicons, nothing of a document."""

    def __init__(self, codebook: Codebook, attribution: AttributionRules | None, language: str = "en") -> None:
        self._cues = Cues(codebook, language)
        self.types = TypeRules(codebook, language)
        self._status = StatusRules(codebook, self.types.window_days, language)
        self._places = PlaceRules(codebook, language)
        self._weak = WeakCues(codebook, language)
        self._actors = ActorRules(codebook, language)
        self._causes = CauseRules(codebook, language)
        self._slogans = SloganRules(codebook, language)
        self._responses = MentionResponses(codebook, language)
        self._attribution = attribution

    def find(self, discourse: Discourse, setting: Setting) -> list[Mention]:
        """The mentions in text order; [] of a document that tells of no gathering."""
        triggers = self._triggers(discourse)
        if not triggers:
            return []
        weak = self._weak_sentences(discourse, triggers)
        discourse.prime(weak)
        triggers.update(self._weak_triggers(discourse, setting, triggers, weak))
        scene = self._places.scene(discourse, setting, triggers)
        drafts = [d for i in sorted(triggers) for d in self._drafts(discourse, setting, i, triggers[i], scene)]
        drafts = [_released(d, drafts, discourse, scene) for d in drafts]
        drafts = carry_plans(_telling(drafts, discourse), setting)
        mentions = [self._mention(discourse, group) for group in self._groups(drafts)]
        mentions.sort(key=lambda m: (m.start, m.end))
        mentions = self._responses.give(discourse, setting, mentions, self._cause_spans(discourse, triggers))
        return give_main_cause(settle_plans(mentions, setting), discourse.text)

    def naming(self, discourse: Discourse) -> list[int]:
        """The sentences that may name a gathering, told without a parse: those that `find` will have parsed."""
        text, spans = discourse.text, discourse.spans
        return discourse.once(
            (self, "naming"),
            lambda: [
                i
                for i, (start, end) in enumerate(spans)
                if discourse.in_scope(i) and self.types.may_name(text[start:end])
            ],
        )

    def asked(self, discourse: Discourse) -> list[int]:
        """The sentences that `find` may ask for, told without a parse: also those that may only go on telling."""
        naming = self.naming(discourse)
        return [*naming, *self._weak_sentences(discourse, naming)]

    # -- triggers -----------------------------------------------------------------------------------------------

    def _triggers(self, discourse: Discourse) -> dict[int, list[Trigger]]:
        """The triggers that count, by sentence; parses only what may hold one."""
        named = self.naming(discourse)
        discourse.prime(named)
        found = {i: self.types.triggers(discourse.sentence(i)) for i in named}
        sure = {i for i, triggers in found.items() if any(t.sure for t in triggers)}
        near = {i: t for i, t in found.items() if any(abs(i - s) <= CONTEXT for s in sure)}
        kinds = {t.kind for triggers in near.values() for t in triggers if t.sure}
        kept = {i: [t for t in triggers if self._counts(t, kinds)] for i, triggers in near.items()}
        return {i: triggers for i, triggers in kept.items() if triggers}

    def _counts(self, trigger: Trigger, sure: Collection[str]) -> bool:
        """Whether a trigger counts where those kinds are told for sure."""
        return trigger.sure or trigger.kind in sure or trigger.kind not in self.types.alike

    def _weak_sentences(self, discourse: Discourse, triggers: Collection[int]) -> list[int]:
        """The sentences that may go on telling of a gathering without naming it."""
        told, loose = set(triggers), []
        for index, (start, end) in enumerate(discourse.spans):
            cued = index not in told and self._weak.may_tell(discourse.text[start:end])
            if cued and _in_context(discourse, index, told):
                loose.append(index)
                told.add(index)
        return loose

    def _weak_triggers(
        self, discourse: Discourse, setting: Setting, triggers: dict[int, list[Trigger]], weak: Sequence[int]
    ) -> dict[int, list[Trigger]]:
        """The weak cues of sentences that name a town of their own and nothing that tells of something else."""
        found = {}
        for index in weak:
            sentence = discourse.sentence(index)
            trigger = self._weak.trigger(sentence)
            if trigger and self._places.all_towns(setting, sentence) and not self._is_other(sentence):
                found[index] = [trigger]
        return found

    def _is_other(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of war, disaster, crime, sport or an election."""
        return any(
            self._cues.has(kind, sentence.text) for kind in ("conflict", "disaster", "crime", "sport", "election")
        )

    # -- drafts and mentions ------------------------------------------------------------------------------------

    def _drafts(
        self, discourse: Discourse, setting: Setting, index: int, triggers: Sequence[Trigger], scene: Scene
    ) -> Iterator[Draft]:
        sentence = discourse.sentence(index)
        for trigger in triggers:
            told = self._status.told(sentence, trigger.token)
            when = self._when(setting, sentence, trigger, index, told)
            status = self._status.dated(told, when, discourse.anchor_at(trigger.start))
            if status in DONE and self._tells_history(discourse, setting, index, when):
                status, when = "historical", When()
            places = self._places.all_towns(setting, sentence) if trigger.weak else ()
            places = places or self._places.of(discourse, setting, sentence, index, trigger.token, scene)
            yield Draft(index, trigger, status, places, when)

    def _tells_history(self, discourse: Discourse, setting: Setting, index: int, when: When) -> bool:
        """Whether a sentence names nothing but days long gone, so that another sentence's day is not its own
        ("the vote of 2004, overturned after weeks of protests")."""
        today = discourse.anchor_at(discourse.spans[index][0])
        told = [When(e.value, e.precision) for e in setting.expressions[index] if e.value and e.kind != "duration"]
        return when not in told and all(self._status.is_history(t, today) for t in told) and bool(told)

    def _when(self, setting: Setting, sentence: Sentence, trigger: Trigger, index: int, status: Status) -> When:
        """The day of a trigger's clause; unknown of what a court deals with later and no words date. A cancelled
        gathering may have been due before or after the text, and what is supposed may lie ahead."""
        ahead = status in ("planned", "cancelled")
        ahead = ahead or (status == "hypothetical" and tense_is_future(sentence, trigger.token))
        when = setting.when(Asked(sentence, index, trigger.token, future=ahead))
        if not setting.expressions[index] and self._status.of_court(sentence, trigger.token):
            return When()
        if status == "cancelled" and when.date is None and not setting.expressions[index]:
            return setting.when(Asked(sentence, index, trigger.token))
        return when

    def _groups(self, drafts: Sequence[Draft]) -> list[list[Draft]]:
        """Drafts that are one gathering told in one sentence."""
        groups: list[list[Draft]] = []
        for draft in drafts:
            home = next((g for g in groups if self._joins(draft, g)), None)
            if home is None:
                groups.append([draft])
            else:
                home.append(draft)
        return groups

    def _joins(self, draft: Draft, group: Sequence[Draft]) -> bool:
        return group[0].key == draft.key and not any(self._exclude(draft, other) for other in group)

    def _exclude(self, one: Draft, other: Draft) -> bool:
        """Whether two triggers cannot be one gathering; "counter-protesters gathered", "activists held a vigil" can."""
        linked = one.trigger.token.head == other.trigger.token.i or other.trigger.token.head == one.trigger.token.i
        linked = linked or one.trigger.agent or other.trigger.agent
        generic = {one.trigger.kind, other.trigger.kind} & {"gathering", "demonstration"}
        return self.types.exclude(one.trigger.kind, other.trigger.kind) and not (linked and generic)

    def _mention(self, discourse: Discourse, group: Sequence[Draft]) -> Mention:
        kind = self.types.most_specific(d.trigger.kind for d in group)
        draft = min(group, key=lambda d: (d.trigger.agent, d.trigger.kind != kind, d.trigger.start))
        trigger, sentence = draft.trigger, discourse.sentence(draft.index)
        quote = discourse.text[trigger.start : trigger.end]
        check_span(discourse.text, trigger.start, trigger.end, quote)
        return Mention(
            mention_id=content_id("mention", discourse.document.document_id, trigger.start, trigger.end),
            document_id=discourse.document.document_id,
            start=trigger.start,
            end=trigger.end,
            quote=quote,
            sentence=sentence.text,
            kind=kind,
            status=draft.status,
            when=draft.when,
            places=draft.places,
            actors=self._actors_of(discourse, sentence, group),
            cause=self._cause_of(discourse, sentence, group),
            slogans=self._slogans.slogans(discourse, sentence),
            source=self._source(discourse, trigger),
            post=_post_index(discourse, trigger.start),
        )

    def _actors_of(self, discourse: Discourse, sentence: Sentence, group: Sequence[Draft]) -> tuple[str, ...]:
        """Those who gathered: the subjects of verbs and nouns, otherwise the words for who gathers themselves."""
        by_role = sorted(group, key=lambda d: d.trigger.agent)
        return next((a for d in by_role if (a := self._actors.actors(discourse, sentence, d.trigger))), ())

    def _cause_of(self, discourse: Discourse, sentence: Sentence, group: Sequence[Draft]) -> str | None:
        named = sorted((d for d in group if not d.trigger.weak), key=lambda d: d.trigger.agent)
        spans = (self._causes.cause(sentence, d.trigger) for d in named)
        return next((discourse.text[s[0] : s[1]] for s in spans if s), None)

    def _source(self, discourse: Discourse, trigger: Trigger) -> str | None:
        said = self._attribution.attribute(discourse, trigger.start, trigger.end) if self._attribution else None
        return said.name if said else None

    def _cause_spans(self, discourse: Discourse, triggers: dict[int, list[Trigger]]) -> list[tuple[int, int]]:
        """All causes told: what stands in them is no response."""
        found = (self._causes.cause(discourse.sentence(i), t) for i, many in triggers.items() for t in many)
        return [span for span in found if span]


def _telling(drafts: Sequence[Draft], discourse: Discourse) -> list[Draft]:
    """The drafts, those that only accompany another of their sentence with what that one tells: words for who
    gathers without a place of their own ("protesters"), and a purpose ("held a march to protest against ...")."""
    leading = [
        d for d in drafts if not d.trigger.agent and not is_purpose(discourse.sentence(d.index), d.trigger.token)
    ]
    return [d if d in leading else _led(d, leading, discourse) for d in drafts]


def _led(draft: Draft, leading: Sequence[Draft], discourse: Discourse) -> Draft:
    """The draft with the status, day and places of the nearest leading one, unless it names a town of its own."""
    hosts = [d for d in leading if d.index == draft.index]
    towns = {key for d in hosts for key in d.towns}
    if not hosts or (draft.trigger.agent and any(key not in towns for key in draft.own_towns(discourse))):
        return draft
    host = min(hosts, key=lambda d: abs(d.trigger.start - draft.trigger.start))
    return replace(draft, status=host.status, when=host.when, places=host.places)


def _released(draft: Draft, drafts: Sequence[Draft], discourse: Discourse, scene: Scene) -> Draft:
    """The draft; gatherings of another day, told inside what is said of one in a town, are the whole country's
    ("a vigil in Graz for those hurt at Saturday's marches")."""
    token, sentence = draft.trigger.token, discourse.sentence(draft.index)
    within = token.tag == "NNS" and token.dep == "pobj" and not draft.trigger.agent
    if scene.home is None or not within or draft.when.date is None:
        return draft
    above = {t.i for t in sentence.ancestors(token)}
    hosts = [d for d in drafts if d.index == draft.index and d.trigger.start < draft.trigger.start]
    hosts = [d for d in hosts if d.towns == draft.towns and above & {d.trigger.token.i, d.trigger.token.head}]
    below = {t.start for t in sentence.subtree(token)}
    if all(d.when.date in (None, draft.when.date) for d in hosts) or any(p.start in below for p in draft.places):
        return draft
    return replace(draft, places=(scene.home,))


def _in_context(discourse: Discourse, index: int, told: Collection[int]) -> bool:
    """Whether the sentences around, or the post that it stands in, speak of a gathering."""
    if any(i in told for i in range(index - CONTEXT, index + 2)):
        return True
    post = discourse.post_at(discourse.spans[index][0])
    return post is not None and any(post.start <= discourse.spans[i][0] < post.end for i in told)


def _post_index(discourse: Discourse, offset: int) -> int | None:
    posts = discourse.document.posts
    return next((i for i, post in enumerate(posts) if post.start <= offset < post.end), None)
