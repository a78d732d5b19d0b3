"""Drafts of mentions, and what their order in the text tells of their days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from demonstrably.extract.discourse import Discourse
from demonstrably.extract.event_types import Trigger
from demonstrably.extract.setting import Setting
from demonstrably.model import Mention, Place, Status, When

PLAN_REACH = 6
"""Sentences for which the day of a plan told holds where the text goes on without a date."""

DONE = ("occurred", "ongoing")
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger with what its clause tells. `index` is its sentence's number."""

    index: int
    trigger: Trigger
    status: Status
    places: tuple[Place, ...]
    when: When

    @property
    def key(self) -> tuple[object, ...]:
        """Drafts of one sentence with the same key are one gathering."""
        stage = "occurred" if self.status == "ongoing" else self.status
        return self.index, stage, self.when, self.towns

    @property
    def towns(self) -> tuple[object, ...]:
        """What tells the places apart."""
        return tuple(p.place_id or p.name or p.written for p in self.places)

    def own_towns(self, discourse: Discourse) -> list[object]:
        """Those of the places that the sentence itself names."""
        start, end = discourse.spans[self.index]
        return [key for key, place in zip(self.towns, self.places, strict=True) if start <= place.start < end]


def carry_plans(drafts: Sequence[Draft], setting: Setting) -> list[Draft]:
    """The drafts, plans without a day with the day of the plan told just before."""
    carried: list[Draft] = []
    for draft in drafts:
        if draft.status == "planned" and draft.when.date is None and not setting.expressions[draft.index]:
            draft = replace(draft, when=_planned_before(draft, carried))
        carried.append(draft)
    return carried


def _planned_before(draft: Draft, before: Sequence[Draft]) -> When:
    """The day of the plan told just before, unknown without one."""
    near = [d for d in before if draft.index - d.index <= PLAN_REACH and d.status == "planned" and d.when.date]
    return near[-1].when if near else When()


def settle_plans(mentions: Sequence[Mention], setting: Setting) -> list[Mention]:
    """A plan that the text then tells as done takes the day on which it was done ("called for a rally on Sunday");
    not one for a day that can mean no other ("on March 21")."""
    firm = {e.value for told in setting.expressions for e in told if e.value == e.future}
    done = [m for m in mentions if m.status in DONE and m.when.precision == "day"]
    return [_settled(m, done) if m.status == "planned" and m.when.date not in firm - {None} else m for m in mentions]


def _settled(plan: Mention, done: Sequence[Mention]) -> Mention:
    towns = {p.place_id for p in plan.places if p.place_id}
    match = next((m for m in done if m.kind == plan.kind and towns & {p.place_id for p in m.places}), None)
    return replace(plan, when=match.when) if match and _may_be_one(plan.when, match.when) else plan


def _may_be_one(plan: When, done: When) -> bool:
    """Whether a plan's day is unknown, or a weekday that may as well mean the week before."""
    if plan.date is None or done.date is None:
        return plan.date is None
    return plan.precision == "day" and date.fromisoformat(plan.date) - date.fromisoformat(done.date) == _WEEK
