"""Where and when a figure is, on texts of our own: scenes, actors, parts and wholes, comparisons, plans, history."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.model import Claim, Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Codebook())


def claims_of(extractor: Extractor, text: str, published: str | None = "2026-03-22") -> list[Claim]:
    return list(extractor.extract(Document("d", text, "en", published=published, outlet="The Tern")).claims)


def claim_of(extractor: Extractor, text: str, quote: str, published: str | None = "2026-03-22") -> Claim:
    return next(c for c in claims_of(extractor, text, published) if quote in c.quote)


def name_of(claim: Claim) -> str | None:
    return claim.place.name if claim.place else None


LEAD = "Thousands of people marched in Porto on Saturday against a toll on bridges."


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a body that is called like a town
        (f"{LEAD} Police made 34 arrests, according to Vigia. Vigia, a legal-aid group, counts every year.", "34", "Porto"),
        # a gathering told in passing does not move the scene
        (f"{LEAD} Smaller rallies were reported from Braga.\nThree protesters were detained, police said.", "Three", "Porto"),
        # a new paragraph of a story about one town is about that town again
        (f"{LEAD} Porto police closed the bridge in central Porto.\nStudents rallied in Faro, too.\nPolice arrested 41 protesters.", "41", "Porto"),
        # parts and wholes
        ("Police detained 57 protesters in four cities of Portugal, 34 of them in Porto.", "34", "Porto"),
        ("Police detained 57 protesters in four cities of Portugal, 34 of them in Porto.", "57", "Portugal"),
        ("Police detained 203 protesters in Lisbon, of 412 in the whole of Portugal.", "412", "Portugal"),
        ("Nationwide protests grew in Portland, where thousands marched on Friday.", "thousands", "Portland"),
        # a list by place
        ("The marches of Saturday in figures.\nPorto: 18,000 protesters (police)\nBraga: 3,200 protesters (police)", "3,200", "Braga"),
        # where people came from, and where a place lies
        ("Hundreds rallied in Lisbon. Farmers came from Beja, Estremoz and Faro. Police arrested 12 protesters.", "12", "Lisbon"),
        # a division and its town
        ("The governor of the Khabarovsk Region resigned. About 6,500 people rallied in Khabarovsk on Saturday.", "6,500", "Khabarovsk"),
        # a district of a town
        ("Soldiers fired at several thousand protesters at the Lekki toll gate in Lagos.", "several thousand", "Lagos"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    assert name_of(claim_of(extractor, text, quote)) == name


def test_towns_are_joint_only_in_one_list(extractor: Extractor) -> None:
    text = f"{LEAD} About 2,000 students rallied in Coimbra, and there were gatherings in Braga and Faro."
    places = {c.place.written for c in claims_of(extractor, text) if c.place}
    assert "Coimbra" in places
    assert not any("there were" in written for written in places)


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        # a comparison's date is its own figure's
        (f"{LEAD} Police detained 412 protesters, against 57 a week earlier.", "412", "2026-03-21"),
        (f"{LEAD} Police detained 412 protesters, against 57 a week earlier.", "57", "2026-03-14"),
        ("More than 300 people attended last Saturday's rally in Porto.", "300", "2026-03-21"),
        # when it was said is not when it was
        (f"{LEAD}\nPolice told reporters on Sunday that 18 protesters had been arrested.", "18", "2026-03-21"),
        # plans
        ("Unions will march in Porto on Friday against the toll. They expect up to 5,000 protesters.", "5,000", "2026-03-27"),
        ("The rally ended in clashes on Friday. It had been authorised for 5,000 people.", "5,000", "2026-03-20"),
        # history goes on until a recent day is named
        (
            "On 8 October 1911 the ferrymen rose. They marched on the customs house. The protest was put down. "
            "More than 400 protesters were arrested.",
            "400",
            "1911-10-08",
        ),
        # a length of time is no date
        ("Hundreds rallied in Porto in the largest protest in over a decade.", "Hundreds", "2026-03-22"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day


def test_a_plan_without_a_day_has_none(extractor: Extractor) -> None:
    claim = claim_of(extractor, "Organisers expect up to 5,000 people to march in Porto.", "5,000")
    assert claim.modality == "planned" and claim.when.date is None


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="PortoBraga :,.-\n#'’é🔥", max_size=60))
def test_any_text_can_be_set(extractor: Extractor, noise: str) -> None:
    text = f"{noise}\nPolice detained 41 protesters at a rally in Porto.\n{noise}"
    for claim in claims_of(extractor, text):
        assert claim.place is None or text.startswith(claim.place.written, claim.place.start)
