"""An event told in plain sentences, with every figure and who says it: the notes of schemes that have such a column."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably import wording
from demonstrably.export.schemes.reading import Reading
from demonstrably.model import Assessment, Event

ATTRIBUTES = ("participants", "detained", "injured", "killed")


def account(reading: Reading, event: Event, rule_set: str) -> str:
    """One paragraph: what, where, when and why; the responses; then attribute by attribute the figures used."""
    return " ".join(_sentences(reading, event, rule_set))


def _sentences(reading: Reading, event: Event, rule_set: str) -> Iterator[str]:
    country = reading.country_name(event)
    where = ", ".join(part for part in (wording.place(event), country) if part)
    kind = wording.kind(event.kind)
    yield f"{'An' if kind[0] in 'aeiou' else 'A'} {kind} took place in {where} on {wording.days(event.when)}."
    if event.cause:
        yield f"Cause, as told: “{event.cause}”."
    told = [wording.kind(response) for response in reading.responses(event) if response != "none_reported"]
    if told:
        yield f"Authorities' response: {', '.join(told)}."
    for attribute in ATTRIBUTES:
        found = reading.figures(event, attribute, rule_set)
        if found and found.claims_used:
            yield f"{attribute.capitalize()}: {_figures(reading, found)}."


def _figures(reading: Reading, found: Assessment) -> str:
    claims = (reading.view.claim[name] for name in found.claims_used)
    return "; ".join(f"“{claim.quote}” ({wording.chain(claim)})" for claim in claims)
