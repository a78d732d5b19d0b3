"""Where a figure is of a whole country or of the town before, and not of the town that was named last."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

CARACAS = "About 500 people marched in Caracas on Thursday.\n\n"
LAGOS = "About 500 people marched in Lagos on Thursday.\n\n"
NAIROBI = "Thousands marched in Nairobi on Tuesday. "
LEEDS = "Around 180 parents protested in Leeds on Monday. "
MULTAN = "About 500 people marched in Multan on Monday.\n\n"


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a wave of another year, and what its paragraph goes on with
        ("ANKARA - About 80 students waited outside the Ankara courthouse on Wednesday.\n\nThe Gezi protests of 2013 left "
         "eight demonstrators dead. More than 8,000 were injured, the Turkish Medical Association said.", "8,000", "Turkey"),
        ("OTAVALO, Ecuador - About 800 people marched in Otavalo on Wednesday.\n\nIn October 2019 eleven people died in "
         "protests on the same issue, the ombudsman found.", "eleven", "Ecuador"),
        (CARACAS + "In the protests of 2017 more than 120 people were killed. Some 5,000 protesters were arrested.", "5,000",
         "Venezuela"),
        (LAGOS + "During the 2020 uprising at least 56 protesters died. Hundreds were injured.", "Hundreds", "Nigeria"),
        # a wave that has spread, or has come to its end
        ("The protests had begun in the bazaar of Tehran on December 28 and spread to all 31 provinces. The rights group "
         "HRANA says it has confirmed the deaths of 5,848 people. It counts 41,283 arrests.", "41,283", "Iran"),
        (LAGOS + "The protests have spread to all 36 states. At least 56 people have been killed.", "56", "Nigeria"),
        ("On October 25, 2019, 1.2 million people stood in Santiago. By the end of the revolt more than 30 people had died.",
         "30", "Chile"),
        # what is counted for a country
        ("In Makassar, three people were killed at a protest on Tuesday. The national human rights commission later counted "
         "13 deaths.", "13", "Indonesia"),
        ("NAIROBI - Five people were injured at a march in Nairobi on Thursday.\n\nSince January 1, the observatory has "
         "recorded 688 protests, 27 deaths and 514 arrests.", "514", "Kenya"),
        ("The UN said as many as 90 people were killed between July 15 and August 5. A march was held in Dhaka.", "90",
         "Bangladesh"),
        # the largest rally of all, and other towns besides
        ("Tens of thousands of Kenyans protested on Saturday, with the largest rally in Nairobi.", "thousands", "Kenya"),
        ("At least 37 people were detained at rallies in Belgrade on Wednesday and in other towns, the ministry said.", "37",
         "Serbia"),
        ("Police detained 300 protesters in Moscow and dozens of other cities on Saturday.", "300", "Russia"),
        ("Organizers claimed 60,000 people attended the Tel Aviv protest on Saturday, and a combined 130,000 took part at "
         "some 40 locations nationwide.", "130,000", "Israel"),
        # the sentence's own country
        ("Georgian police detained 31 people at a rally on Tuesday.\n\nFive people were detained in Yerevan at a picket.",
         "31", "Georgia"),
        ("Police in Peru arrested 31 people at a march on Tuesday.\n\nIn La Paz, 400 people rallied.", "31", "Peru"),
        ("Spain: Police arrested 14 people at a protest on Tuesday.\n\nPortugal: A march in Lisbon drew 3,000 people.", "14",
         "Spain"),
        ("TURKEY\nPolice in Istanbul detained 384 people on May Day.\n\nFRANCE\nThe CGT union said 280,000 people had taken "
         "part in marches across the country. The interior ministry put the total at 121,000.", "121,000", "France"),
    ],
)  # fmt: skip
def test_of_a_country(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # no wave
        (NAIROBI + "The interior ministry said 12 people were injured.", "12", "Nairobi"),
        (NAIROBI + "The protests of 2024 in the city left 12 people dead.", "12", "Nairobi"),
        (NAIROBI + "By the end of the protest 12 people had been arrested.", "12", "Nairobi"),
        ("Hundreds marched in Cusco on Thursday, as protests spread across Peru. Police arrested 12 people.", "12", "Cusco"),
        ("Students have camped in Lyon since Monday. Since the protest began 14 have been arrested.", "14", "Lyon"),
        (LEEDS + "About 3,000 marched in Leeds on Saturday, and in other cities hundreds came out.", "3,000", "Leeds"),
        ("Some 4,000 people marched in Leeds on Saturday, with the largest group coming from Hull.", "4,000", "Leeds"),
        ("British police arrested 31 people on Tuesday. They had protested in Leeds.", "31", "Leeds"),
        # where somebody only speaks
        ("Police fired on demonstrators in Nacala on Tuesday.\n\nThe minister told a press conference in Maputo that 108 "
         "demonstrators were detained.", "108", "Nacala"),
        ("Police fired on demonstrators in Kisumu on Tuesday, injuring 12.\n\nAddressing journalists in Nairobi, the police "
         "chief said 108 demonstrators were detained.", "108", "Kisumu"),
        (MULTAN + "At a news conference in Lahore on Tuesday, the inspector-general said 41 people were arrested.", "41",
         "Multan"),
        (MULTAN + "A spokesman told AFP in Lahore that 41 protesters were arrested.", "41", "Multan"),
        ("Thousands marched in Lahore on Monday. Smaller crowds came out in Multan.\n\nThe minister told reporters in Lahore "
         "that 41 people were arrested.", "41", "Lahore"),
        ("The minister told a press conference in Lahore that 41 protesters were arrested on Monday.", "41", "Lahore"),
        # the next clause's town
        (NAIROBI + "Police detained 30 people, and in Mombasa protesters blocked a bridge.", "30", "Nairobi"),
        (NAIROBI + "Police detained 30 people but in Mombasa there were no arrests.", "30", "Nairobi"),
        (LEEDS + "Three people were arrested, and in Bradford 40 residents held a vigil.", "Three", "Leeds"),
        (LEEDS + "Three people were arrested, and in Bradford 40 residents held a vigil.", "40", "Bradford"),
        # a way through a town, and what it has one of
        (LEEDS + "About 200 people paraded through Selby on Friday.", "200", "Selby"),
        ("Hundreds of people marched through Cork on Saturday.", "Hundreds", "Cork"),
        ("Hundreds of people marched through the streets of Derby on Saturday.", "Hundreds", "Derby"),
        ("Some 300 people gathered outside the Leeds Civic Hall on Saturday for a vigil.", "300", "Leeds"),
        ("Some 300 people protested outside Preston Bus Station on Saturday.", "300", "Preston"),
        ("Some 300 people protested outside the Denver Federal Building on Saturday.", "300", "Denver"),
    ],
)  # fmt: skip
def test_of_a_town(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize("venue", ["the Martin Luther King Library", "the Nelson Mandela Hall", "Wells Hall"])
def test_a_name_that_is_no_towns(extractor: Extractor, venue: str) -> None:
    place = claim_of(extractor, f"Some 300 people protested outside {venue} on Saturday.", "300").place
    assert place is None or place.country is None


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # what a bulletin's lines add up to, and towns of a people
        ("Lima: About 7,000 people marched.\n\nCusco: 400 people marched.\n\nTotal: 11 arrests, 25 injured.", "11", "Peru"),
        ("Unions said two million people took part in the strike for Gaza in more than 100 Italian cities.", "two million",
         "Italy"),
        ("In Germany alone 1.4 million marched for the climate, in Melbourne 100,000.", "1.4", "Germany"),
        # capitals beside the one in law, headlines under a country, two towns of a region
        ("LA PAZ — Thousands of miners marched through the Bolivian capital on Tuesday.", "Thousands", "La Paz"),
        ("India: 14 farmers hurt, 62 held at Sangrur march\n\nSANGRUR: At least 14 farmers were injured at a march on Tuesday.", "14", "Sangrūr"),
        ("Kenya: 22 killed in protests nationwide, 15 hurt in Nairobi", "22", "Kenya"),
        # a vigil last month, a speaker's home, a press club
        ("About 400 cyclists gathered in Bristol on Sunday. Around 70 people attended a vigil in Bath last month.", "70",
         "Bath"),
        ("The police detained 23 people when they attempted to stage a sit-in outside the Karachi Press Club on Monday.\n\n"
         "In Hub, hundreds of protesters blocked the highway on Monday.", "23", "Karachi"),
    ],
)  # fmt: skip
def test_of_either(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


def test_towns_of_a_region_are_joint_in_it(extractor: Extractor) -> None:
    setting = (
        "Thirty people were arrested on Wednesday during protests in Durban and Pietermaritzburg in KwaZulu-Natal."
    )
    place = claim_of(extractor, setting, "Thirty").place
    assert place and place.precision == "region"
