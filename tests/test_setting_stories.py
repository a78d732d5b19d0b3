"""Where a figure is in whole stories: other towns beside it, capitals and countries without their names, waves."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a country's parliament stands in its capital
        ("Some 4,000 people rallied outside Armenia's parliament on Monday. In Gyumri there were 200.", "4,000", "Yerevan"),
        ("About 600 protesters gathered in front of Kenya's National Assembly on Monday.", "600", "Nairobi"),
        ("Kenya's parliament passed the bill. In Kisumu 700 people marched against it.", "700", "Kisumu"),
        # the whole country, without its name
        ("In Vigo, 300 people cut the road, and there were protests in Toledo. Nationally, 19 protesters were arrested.",
         "19", "Spain"),
        ("About 3,000 protesters were held across Belarus, a spokeswoman said, some 900 of them in Minsk. She said 39 "
         "officers were hurt.", "39", "Belarus"),
        ("A student was shot dead at a march in Ibadan, bringing the death toll of three weeks of unrest in Nigeria to 31.",
         "31", "Nigeria"),
        # what began it all
        ("Turkish police have detained 1,240 protesters since the arrest of Istanbul mayor Ekrem Imamoglu last week.",
         "1,240", "Turkey"),
        ("Serbian police have detained 310 protesters since a station roof fell in Novi Sad.", "310", "Serbia"),
        # the chief town of a region's people
        ("Some 9,000 people marched in the Catalan capital on Sunday; in Madrid a rally was called off.", "9,000",
         "Barcelona"),
        ("Some 9,000 people marched in the Scottish capital on Sunday; in London a rally was called off.", "9,000",
         "Edinburgh"),
        # by turns, each town before its own
        ("Organisers of the climate marches in Melbourne counted 60,000, in Berlin 17,000 and in London 50,000.", "60,000",
         "Melbourne"),
        ("Protest marches: Wroclaw police spoke of 10,000 and those in Poznan of 8,000.", "10,000", "Wrocław"),
        ("Protest marches: Wroclaw police spoke of 10,000 and those in Poznan of 8,000.", "8,000", "Poznań"),
        # towns by another
        ("Two protesters were shot dead in Cicero, outside Chicago, on Monday.", "Two", "Cicero"),
        ("Protesters met in Dhaka. In Savar, on the outskirts of Dhaka, some 3,000 workers marched.", "3,000", "Savar"),
        # where people have come from, and an office abroad
        ("Garment workers blocked a road in Dhaka. \"We were about 600 marchers,\" said Shilpi, who comes from Barisal. Ten "
         "protesters were hurt.", "Ten", "Dhaka"),
        ("A crowd burned tyres in Ouagadougou. France's foreign ministry in Paris condemned the violence. Some 1,000 people "
         "had marched in January.", "1,000", "Ouagadougou"),
        # a list behind the figure tells of something else
        ("Ten protesters were held in Getafe. The floods of October killed more than 220 people in Valencia and Albacete.",
         "Ten", "Getafe"),
        ("\"My daughter disappeared in Ecatepec,\" said Maria Solis, who marched in Mexico City with some 200 mothers. About "
         "60 protesters were held.", "60", "Mexico City"),
        ("Protesters met in Lima. Rosa had travelled from Juliaca, where 18 protesters were killed in January.", "18",
         "Juliaca"),
        ("In Shanghai people gathered to mourn ten people who died in a fire in Urumqi. The crowd numbered about 300.",
         "about 300", "Shanghai"),
        # two names side by side
        ("Hundreds of protesters threw stones in Awkar, and in Tunis 3,000 stood outside an embassy.", "3,000", "Tunis"),
        ("Police broke up a protest of 800 people in Tondo, Manila.", "800", "Manila"),
        ("More than 100,000 protesters gathered in Tel Aviv, Jerusalem and other cities.", "100,000", "Israel"),
        # a whole region, a whole wave
        ("Tractors drove into Munich, and Bavarian police counted 19,000 demonstrators across the state.", "19,000",
         "Bayern"),
        ("Thousands marched in Managua. In Masaya 4,000 walked behind the bishop, in Matagalpa 2,500. A commission says 63 "
         "people have been killed since protests began on April 18. Nicaragua has denied it.", "63", "Nicaragua"),
        # parts of a town, by other words
        ("A woman was hit by a stone in Tsim Sha Tsui, Hong Kong. Police said 149 protesters were arrested.", "149",
         "Hong Kong"),
        ("Protesters met in Sanandaj, in Iran. Police fired on a crowd in the Faizabad district, wounding 12 protesters.",
         "12", "Sanandaj"),
        ("DHAKA Metropolitan Police detained 22 protesters on Wednesday after a road blockade.", "22", "Dhaka"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        ("Some 25,000 people marched in Washington. In Seattle 3,500 marched. Ann Moe, 71, had come from Columbus, Ohio. "
         "There were protests in more than 350 towns in all 50 states.", "more than 350", "United States"),
        ("People marched in Lyon and Nice. Rallies were held in 40 towns.", "40", "France"),
        ("Some 60,000 marched in Paris. There were marches in 175 countries.", "175", None),
    ],
)  # fmt: skip
def test_place_of_a_count_of_places(extractor: Extractor, text: str, quote: str, name: str | None) -> None:
    place = claim_of(extractor, text, quote).place
    assert (place.name if place else None) == name
