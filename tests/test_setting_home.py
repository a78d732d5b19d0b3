"""Where, by what a text is about as a whole: a live blog's town, a whole country, quarters, towns named beside."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

BLOG = (
    "Skopje heating protest: live\n\n"
    "19:40 The rally begins outside the government. Organisers speak of 4,000 protesters.\n\n"
    "19:10 In Bitola, some 300 people are rallying in the main square, local media say.\n\n"
    "18:30 Police say they have detained 12 protesters.\n\n"
    "18:05 Protesters from Tetovo are searched on the road. Six protesters are led away.\n"
)
PENSIONS = (
    "Unions march across Portugal\n\nLISBON (Agency) - Workers marched on Saturday to demand higher pay.\n\n"
    "The federation put the national turnout at 120,000 protesters. In Porto, police counted 8,000 marchers.\n\n"
    "At two earlier national strikes the federation had reported 90,000 and 75,000 marchers.\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # an entry of a live blog goes on with the blog's town, not with that of another entry
        (BLOG, "4,000", "Skopje"),
        (BLOG, "some 300", "Bitola"),
        (BLOG, "12", "Skopje"),
        # a count of a whole country
        (PENSIONS, "120,000", "Portugal"),
        (PENSIONS, "8,000", "Porto"),
        (PENSIONS, "90,000", "Portugal"),
        ("In Sofia, 9,000 people joined a national march for pensions, police in Bulgaria said.", "9,000", "Sofia"),
        # towns named for the way to them, unless something is set there
        ("Protesters from Lisbon marched towards Porto on Thursday; 3,000 were counted in Porto.", "3,000", "Porto"),
        ("Lisbon was calm. Then protesters marched towards Porto, where police counted 3,000.", "3,000", "Porto"),
        ("In Lisbon shops were open. The protest moved to the fire station in Faro, where 500 people rallied.", "500", "Faro"),
        ("Miners in Rustavi protested on Monday. About 700 protesters walked along the coast road toward Gori until "
         "soldiers stopped them.", "About 700", "Rustavi"),
        ("Nurses in Graz protested on Monday. Police arrested five protesters who had blocked the Vienna motorway.", "five",
         "Graz"),
        # the town of a past wave is that of its paragraph
        ("The army was sent to Jos in Nigeria. The town of Jos has seen this before. In 2008, two hundred people were "
         "killed in protests.", "two hundred", "Jos"),
        # quarters of the only town
        ("Lagos bus drivers protest\n\nIn Lagos the drivers went on strike. They had told the police of their plans.\n\n"
         "The union gave the governor two weeks to answer, and the governor said nothing at all about the fares or the "
         "licences that the drivers have been asking for since the spring, when the price of fuel was raised by a third "
         "and the fares were frozen for a year by decree of the state assembly.\n\n"
         "About 400 protesters stood outside Alausa on Tuesday.", "About 400", "Lagos"),
        ("Hong Kong exam protest: candidates sat down in protest outside government offices in Tamar. Police counted 110 "
         "protesters.", "110", "Hong Kong"),
        # a paper called after a town
        ("From Mendoza, the newspaper Los Andes reports 180 demonstrators in Argentina and no arrests.", "no", "Mendoza"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        # what lies near a greater town
        ("Paarl community marks a year of protest\n\nAround 250 residents of Kolwa near Paarl marched on Friday.\n\n"
         "Police said the protest was peaceful and that no arrests had been made.", "no", "Kolwa"),
        # the capital goes by its name as the text writes it
        ("In Ulaanbaatar on June 14 about 4,000 nurses protested. Next Saturday nurses in Mongolia rally in the capital, where "
         "10,000 protesters are expected.", "10,000", "Ulaanbaatar"),
        # a village told of in the paragraph before, whatever the index has
        ("Two men were shot in Hyderabad, in Sindh, on Friday. Police in Sukkur made no arrests.\n\nThe minister spoke in "
         "Larkana.\n\nPolice cleared the bridge at Parwani on Thursday. The federation said 13 protesters were hurt.",
         "13", "Parwani"),
    ],
)  # fmt: skip
def test_place_as_written(extractor: Extractor, text: str, quote: str, written: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.written == written
