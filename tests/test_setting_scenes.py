"""Where and when, by what a passage tells beside: datelines, offices, roads, rival counts, headlines, live blogs."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

BLOG = (
    "Minute by minute: the unions on the road to La Paz\n\n"
    "21:00 The vice-minister has nothing to offer. Fewer than 900 marchers are left, she says.\n\n"
    "20:15 Night stop. The union's count at Patacamaya: 2,316 marchers, against 1,480 who left Caracollo on Tuesday.\n\n"
    "19:40 SANTA CRUZ. The police say that a dozen protesters were arrested.\n\n"
    "17:30 The accident there on Wednesday had nothing to do with the strike.\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # datelines
        ("Guwahati, May 7 (Agency): Three protesters were killed in police firing on a crowd that tried to storm a police "
         "station in Silchar on Wednesday, officials said.", "Three", "Silchar"),
        ("PARIS, March 12 (Wire) - Thousands of people marched on Saturday against a pension reform. In Lyon, 500 people "
         "rallied and police arrested three.", "Thousands", "Paris"),
        # "there"
        ("HARARE - Traders protesting against a ban set fire to a post in the eastern city of Mutare, 260 kilometers "
         "southeast of the capital. Police said 17 protesters were arrested there.", "17", "Mutare"),
        ("In Marburg, 2,200 people marched, according to police there, and in Giessen some 1,500.", "1,500", "Gießen"),
        # offices and roads
        ("TUNIS - Police moved in at dawn in Metlaoui and pulled down the protesters' tents. Six protesters were detained, "
         "the governor of Gafsa told radio.", "Six", "Metlaoui"),
        ("KADUNA - One rider was killed when hundreds of protesters barricaded the Kaduna-Abuja highway at Zaria.",
         "hundreds", "Zaria"),
        ("IBADAN - Hundreds of protesters blocked the Lagos-Ibadan expressway on Monday.", "Hundreds", "Ibadan"),
        ("Trains stood still in Pretoria on Tuesday. About 200 protesters gathered outside the company's head office in "
         "Johannesburg.", "200", "Johannesburg"),
        # a headline tells of its story
        ("Opposition says 400 protesters arrested\nSANTIAGO - Security forces arrested 400 protesters on Tuesday in the "
         "port of Valparaiso, the opposition said.", "400", "Valparaíso"),
        # of several states, and of people from all of a country
        ("Rights lawyers in Lagos said police killed 43 protesters in Nigeria last year in 14 of the 36 states.", "43",
         "Nigeria"),
        # a paper's dateline, and the short names of officers
        ("LARKANA: Two teachers were injured outside the Larkana press club on Wednesday, where they had been protesting. "
         "Ten protesters were rounded up, SSP Larkana said.", "Ten", "Larkana"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        (BLOG, "2,316", "2026-03-22"),
        (BLOG, "1,480", "2026-03-17"),
        (BLOG, "a dozen", "2026-03-22"),
        # a count ends when it is told
        ("Colombia's ombudsman said on Thursday that 19 protesters had died since March 8.", "19", "2026-03-08/2026-03-19"),
        # a rival count
        ("Unions said 20,000 people marched in Porto on Friday.\n\nPolice put the turnout at 9,000. A strike is set for "
         "Monday.", "9,000", "2026-03-20"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day
