"""Where a figure is by words that point to a town told before, by what heads an entry, and by what stands right behind."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

BLOG = """Fuel protests: as it happened

21:40 Doctors in Tbilisi say five people were hurt at the rally.

20:15 Marches outside the capital. From Gori our colleague reports about 900 people, from Poti around 400.

19:30 Zugdidi. The broadcaster says about 250 protesters are near the theatre.

18:05 – Clashes in Batumi

Police fired tear gas. The hospital reports twelve injured demonstrators.

17:20 Police used water cannon in Tbilisi; 16 people were held across Georgia.
"""


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # words that point
        ("In Lagos thousands marched on Friday. Shops were looted in Enugu. Two protesters were shot dead outside a bank "
         "there, and eight were hurt.", "Two", "Enugu"),
        ("In Lagos thousands marched on Friday. Shops were looted in Enugu. Two protesters were shot dead outside a bank "
         "there, and eight were hurt.", "eight", "Enugu"),
        ("Protesters met in Lyon. A march in Nantes ended in clashes. Police said 14 people were arrested in the city.",
         "14", "Nantes"),
        ("Marches were held in Nantes. Organisers counted 1,800 people there and 31,000 nationwide, in France.", "31,000",
         "France"),
        ("In Lyon 300 people marched. There were 12 arrests, police said. In Nantes there was a rally.", "12", "Lyon"),
        # right behind a figure, and with it
        ("Gendarmes broke up marches in Togo, leaving 17 people hurt in Sokode and five in Bafilo, a group said.", "17",
         "Sokodé"),
        ("Rallies were held in Poznan, with 4,000 participants, in Lodz, with 3,500, and in Gdynia.", "4,000", "Poznań"),
        ("Rallies were held in several towns, among them Poznan with 4,000 people and Lodz with 3,500.", "3,500", "Łódź"),
        # the whole of a country
        ("ANKARA - Tens of thousands of workers marked May Day in rallies across Poland, the largest in Poznan.",
         "Tens of thousands", "Poland"),
        ("Some 4,000 people marched in Sofia and thousands more rallied in other Bulgarian towns.", "thousands",
         "Bulgaria"),
        ("A group said 26 people were killed across Sudan. The government puts the number at 14. In Omdurman a protest "
         "went on.", "14", "Sudan"),
        ("Throughout France, the ministry counted 98,000 marchers on Tuesday. A union spoke of 200,000. Lyon had 5,000.",
         "200,000", "France"),
        ("CAIRO - Some 287 people were injured in demonstrations in eight governorates, the ministry said.", "287",
         "Egypt"),
        # towns named for another matter
        ("At the Ibadan end of the expressway to Lagos, hundreds of protesters slept on the road.", "hundreds", "Ibadan"),
        ("In Austin police pushed into a crowd of 700 protesters on Friday, the same day as the Burlington raid.", "700",
         "Austin"),
        ("Riots broke out in the Guayaquil suburb of Duran. Three protesters died.", "Three", "Eloy Alfaro"),
        ("Riots broke out in the Kilimani suburb of Nairobi. Three protesters died.", "Three", "Nairobi"),
        # a dateline's town, and the one that its story is set in
        ("BEIRUT - Retired soldiers blocked the coastal highway in Tripoli on Monday. Dozens of men burned tyres. Police "
         "denied that four protesters had been detained.", "four", "Tripoli"),
        ("BEIRUT - Retired soldiers blocked the highway in Tripoli on Monday. In Beirut, four protesters were detained.",
         "four", "Beirut"),
        ("Guwahati, May 7 (PTI): Three protesters were killed when police fired on a mob in Silchar on Wednesday.",
         "Three", "Silchar"),
        ("Residents of Soweto blocked the road at Pretoria on Monday. Some 800 protesters took part.", "800", "Pretoria"),
        # live blogs
        (BLOG, "about 900", "Gori"),
        (BLOG, "around 400", "Poti"),
        (BLOG, "about 250", "Zugdidi"),
        (BLOG, "twelve", "Batumi"),
        (BLOG, "16", "Georgia"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        ("LA PAZ - About 600 protesters blocked the road through the Chaparanga region on Tuesday.", "600", "Chaparanga"),
        ("LA PAZ - By noon lorries moved again at the Ticatanga crossing, where 200 protesters had camped.", "200",
         "Ticatanga"),
        ("LA PAZ - Police arrested 87 protesters near Villa Tunanga on Friday.", "87", "Villa Tunanga"),
        ("DHAKA - At least 23 protesters were hurt in clashes in Gazipur's Konabarang on Friday.", "23", "Konabarang"),
    ],
)  # fmt: skip
def test_a_place_that_no_index_has(extractor: Extractor, text: str, quote: str, written: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place is not None
    assert place.written == written
