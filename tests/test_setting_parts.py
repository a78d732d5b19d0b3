"""Where and when: parts and their totals, other gatherings, running counts, what is told of a whole country."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

MARCH = "Thousands of people marched in Braga on Thursday. "


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a total is not in the town of its part
        ("The number of people held at Friday's rallies rose to 640, the monitor said. Of them, 210 were held in Kazan.",
         "640", None),
        ("Of those, 210 were held in Kazan. Police said 640 people were detained at the rallies.", "210", "Kazan"),
        ("Police say 312 people were detained at the rallies on Sunday. Kazan: 120. Samara: 14. Perm: 5.", "312", None),
        ("Police say 312 people were detained at the rallies on Sunday. Kazan: 120. Samara: 14. Perm: 5.", "14", "Samara"),
        ("At least 17 people have died in Kenya's protests since June 18, a commission said, most of them in Nairobi. Police "
         "have acknowledged six deaths.", "six", "Kenya"),
        # another gathering's town is not that of the one before
        ("The vigil on Friday was attended by 1,500 people. Four were arrested. Police said 26 officers were hurt at a similar "
         "event in Bristol.", "Four", None),
        ("About 400 farmers blocked roads near Toulouse. Elsewhere, some 300 farmers protested in front of the prefecture in "
         "Rennes.", "300", "Rennes"),
        # a count of a whole wave is not in a town told later, nor a sum in one of several
        ("More than 1,500 protesters have been killed since the coup in February 2021. On Tuesday hundreds marched in Dawei.",
         "1,500", None),
        ("The death toll of four days of riots rose to 72. Ten people died in Soweto. In Durban, police arrested 489 people.",
         "72", None),
        ("Protests turned violent. Police held 16 people in Leeds and nine in Cardiff. In all, 25 people were held.", "25",
         None),
        (MARCH + "Police made 12 arrests. In all, 15 people were held.", "15", "Braga"),
        # a whole country
        ("Twelve people were detained at a rally in Almaty. Kazakhstan saw its worst unrest in 2022, when 238 people died.",
         "238", "Kazakhstan"),
        ("Two people were shot dead at a march in Maputo. Mozambique has seen deadly protests since October. At least 110 "
         "people have been killed.", "110", "Mozambique"),
        (MARCH + "In Portugal, 18 people were hurt in similar riots in July 2011.", "18", "Portugal"),
        ("Police in Malawi fired tear gas at a rally in Mzuzu. Eighteen people were killed in similar protests in July 2011.",
         "Eighteen", "Malawi"),
        ("Hundreds marched in Oslo, Norway, on Saturday. In 2019, 1,500 people joined the protest.", "1,500", "Oslo"),
        # the town a road leads to, and that of people who went to another
        ("In Sidi Bouzid, protesters threw stones. In nearby Regueb, 200 people blocked the road to Sfax.", "200",
         "Er Regueb"),
        ("Protesters blocked the road to Sfax on Tuesday. Police arrested 12 people.", "12", "Sfax"),
        ("Residents of Soweto marched to the Union Buildings in Pretoria. Some 800 people took part.", "800", "Pretoria"),
        ("Residents of Soweto marched on Wednesday. Some 800 people took part.", "800", "Soweto"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str | None) -> None:
    place = claim_of(extractor, text, quote).place
    assert (place and place.name) == name


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        # a running count
        (MARCH + "More than 260 people have been killed in the unrest since clashes began in May 2023.", "260",
         "2023-05-01/2026-03-22"),
        (MARCH + "Over 3,000 people have been detained at protests since August 2020.", "3,000", "2020-08-01/2026-03-22"),
        (MARCH + "The death brings to 42 the number of protesters killed since April 28.", "42", "2025-04-28/2026-03-22"),
        (MARCH + "It was the largest rally since the crash in February 2023. Police held 12 people.", "12", "2026-03-19"),
        ("About 40,000 people marched in Braga on Thursday, the biggest rally since the protests of August 2020.", "40,000",
         "2026-03-19"),
        ("Protests broke out in late December. At least 300 people have been killed since then.", "300",
         "2025-12-01/2026-03-22"),
        # a plan's day that has just gone by
        ("Organisers had planned for 500 people at the rally in Braga on 14 March.", "500", "2026-03-14"),
        # another year's wave
        (MARCH + "Some 1,500 people were killed in the 2019 fuel protests, an agency has reported.", "1,500",
         "2019-01-01/2019-12-31"),
        ("Police in Braga on Friday arrested four people over their role in the 2019 protests.", "four", "2026-03-20"),
        # days counted from that of the story, the ordinal of a day, what is remembered
        ("Around 5,000 people rallied in Braga. Police held 90. A similar number had been held the day before.", "5,000",
         "2026-03-22"),
        ("At least 20 people were injured on Friday, the 12th day of protests in Braga.", "20", "2026-03-20"),
        ("The march in Braga, on the anniversary of the coup of 1 February 2021, drew 2,000 people.", "2,000", "2026-03-22"),
        ("On 7 October 2025, the anniversary of the attack, 400 students rallied in Braga.", "400", "2025-10-07"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day
