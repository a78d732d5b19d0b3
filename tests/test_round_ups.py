"""Round-ups by country, timelines by month, and live blogs by the hour: what heads a passage says where and when."""

from __future__ import annotations

import pytest

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.model import Claim, Document

ROUND_UP = """Where people are protesting

PARIS - From bread in Tunis to a bypass in Tirana: here is a look.

TUNISIA

Trigger: the price of bread. The protests began near Tunis.

Toll: More than 200 arrests, according to a lawyers' group.

PARAGUAY

Trigger: The end of a subsidy on diesel brought farmers out to protest.

Toll: Four protesters killed and 310 injured.

ALBANIA

Trigger: A road through a park. The protests have gone on for weeks.

Toll: Twenty-two protesters were detained.
"""
TIMELINE = """Key dates of the unrest

MARCH

- 15: Some 120 people protest in Kampala. Thirty-five are arrested.

- 18: Security forces kill four protesters in Gulu.

- 21: Thousands of protesters march in Gulu.

APRIL

- 25-28: Soldiers go into Gulu. Fifty protesters are killed.
"""
BLOG = """Protests in Iraq: rolling coverage

1915 GMT: That ends our coverage of the protests.

1840 GMT: In Basra, about 10,000 people marched, a police colonel said.

1755 GMT: A doctor in Basra says 52 protesters have come in with wounds.
"""
NIGHT = """Protests in Mozambique: overnight updates

Sat 07:30
Maputo is calm. The hospital says 11 protesters came in.

Fri 23:25
Shots are heard in Maxaquene.

Fri 21:10
In Beira, about 300 protesters have gone home.
"""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(Codebook())


def claims(extractor: Extractor, text: str) -> dict[str, Claim]:
    return {c.quote: c for c in extractor.extract(Document("x", text, "en", published="2022-06-25")).claims}


def days_of(found: dict[str, Claim]) -> dict[str, str | None]:
    return {quote: claim.when.date for quote, claim in found.items()}


def test_a_round_up_gives_each_country_its_own_figures(extractor: Extractor) -> None:
    found = claims(extractor, ROUND_UP)
    countries = {quote: claim.place and (claim.place.country or claim.place.name) for quote, claim in found.items()}
    assert countries == {
        "More than 200": "TN",
        "Four": "PY",
        "310": "PY",
        "Twenty-two": "AL",
    }


def test_a_timeline_s_days_stand_under_their_months_and_count_nobody(extractor: Extractor) -> None:
    found = claims(extractor, TIMELINE)
    assert days_of(found) == {
        "Some 120": "2022-03-15",
        "Thirty-five": "2022-03-15",
        "four": "2022-03-18",
        "Thousands": "2022-03-21",
        "Fifty": "2022-04-25/2022-04-28",
    }


@pytest.mark.parametrize(
    ("blog", "days"),
    [
        (BLOG, {"about 10,000": "2022-06-25", "52": "2022-06-25"}),
        (NIGHT, {"11": "2022-06-25", "about 300": "2022-06-24"}),
    ],
)
def test_entries_of_a_blog_are_of_their_day(extractor: Extractor, blog: str, days: dict[str, str]) -> None:
    assert days_of(claims(extractor, blog)) == days
