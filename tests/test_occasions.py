"""Which of several gatherings a figure is of, where the text sets them apart by their kinds."""

from __future__ import annotations

import pytest

from claiming import claim_of, claims_of
from demonstrably.extract import Extractor

LEEDS = "Two gatherings marked the weekend in Leeds. A rally on Saturday called for the mayor to go; a vigil on Sunday remembered the dead.\n"
YORK = "A march in Leeds on Saturday and a vigil in York on Sunday remembered the nurse.\n"
GENOA = "The strike in Genoa shut the port on Thursday. The procession in Turin on Friday passed the town hall.\n"
CORK = "Saturday's parade in Cork was followed on Sunday by a sit-in at City Hall.\n"
TARTU = "Last Saturday's rally in Tartu ended in scuffles. On Sunday a procession of candles crossed the river.\n"
HALIFAX = (
    "A vigil was held in Halifax on Friday for the drowned, and a protest on Saturday demanded answers from the navy.\n"
)
FOS = "Truckers staged a blockade in Marseille on Tuesday and unions held a rally in Toulon on Wednesday.\n"


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        (LEEDS + "Police put the rally at 4,000. The vigil drew some 250, according to the church.", "4,000", "2026-03-21"),
        (LEEDS + "Among the speakers at the rally was the bishop. Police said 4,000 attended the rally.", "4,000", "2026-03-21"),
        (LEEDS + "The church said 250 came to the silent vigil.", "250", "2026-03-22"),
        (GENOA + "Unions said 6,000 joined the strike. The police said 900 joined the procession.", "6,000", "2026-03-19"),
        (CORK + "Gardaí said three people were arrested at the parade. Two were hurt during the sit-in.", "Two", "2026-03-22"),
        (TARTU + "The rally was attended by 700 people, police said. The procession drew 90.", "700", "2026-03-21"),
        (HALIFAX + "The organisers thanked everybody. The vigil had been quiet, with perhaps 200 people.", "perhaps 200", "2026-03-20"),
        # a rival count is of the gathering that its sentence names
        (LEEDS + "Police counted 4,000 on Saturday. The bishop, who called the vigil, put attendance at 900.", "900", "2026-03-22"),
        # a day of its own comes first, and a new gathering is none of those told
        (LEEDS + "The vigil will be repeated. Last Friday, before the vigil, 70 people had come.", "70", "2026-03-20"),
    ],
)  # fmt: skip
def test_the_kind_of_a_gathering_tells_its_day(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote, published="2026-03-23").when.date == day


@pytest.mark.parametrize(
    ("text", "quote", "town"),
    [
        (YORK + "Police said 1,500 people took part in the march. Organisers said about 300 came to the vigil.", "about 300", "York"),
        (YORK + "Organisers said about 300 came to the vigil. Police said 1,500 people took part in the march.", "1,500", "Leeds"),
        (FOS + "At the blockade, gendarmes detained 14 people. At the rally nobody was detained.", "nobody", "Toulon"),
        (GENOA + "Unions said 6,000 joined the strike. The police said 900 joined the procession.", "900", "Turin"),
        # the sentence's own town comes first
        (YORK + "In Hull, 80 people gathered in support of the march.", "80", "Kingston upon Hull"),
    ],
)  # fmt: skip
def test_the_kind_of_a_gathering_tells_its_town(extractor: Extractor, text: str, quote: str, town: str) -> None:
    place = claim_of(extractor, text, quote, published="2026-03-23").place
    assert place is not None
    assert place.name == town


ATHENS = "The union said 4,000 people marched in Athens on Thursday and 1,500 in Patras. "
WALES = "Rallies were held in Cardiff and Swansea on Saturday. "
BOGOTA = "Students marched in Bogotá and Medellín on Wednesday. "


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        (WALES + "The former drew 2,000 people, the latter 350.", {"2,000": "Cardiff", "350": "Swansea"}),
        ("About 3,000 people marched in Porto on Saturday and 800 in Braga. Police said 14 people were arrested at the "
         "second.", {"14": "Braga"}),
        (ATHENS + "Police gave lower figures of 2,200 and 900.", {"2,200": "Athens", "900": "Patras"}),
        ("Organisers said 40,000 took part in Madrid and 15,000 in Barcelona; police put the crowds at 22,000 and 9,000.",
         {"22,000": "Madrid", "9,000": "Barcelona"}),
    ],
)  # fmt: skip
def test_figures_of_two_towns_by_their_order(extractor: Extractor, text: str, towns: dict[str, str]) -> None:
    claims = claims_of(extractor, text, "2026-03-24")
    assert {q: c.place.written for q in towns for c in claims if q in c.quote and c.place} == towns


def test_a_figure_of_each_town_is_a_claim_of_each(extractor: Extractor) -> None:
    claims = claims_of(extractor, BOGOTA + "Twelve people were arrested in each city.", "2026-03-24")
    assert [c.place.name for c in claims if c.place and c.attribute == "detained"] == ["Bogotá", "Medellín"]


WARSAW = "Some 5,000 people demonstrated in Warsaw on Saturday"
NIGHTS = "Crowds returned to the square in Tbilisi for a fifth night on Monday. "


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        (WARSAW + ", a week after a rally that drew 20,000. At that rally, police detained 12.", "12", "2026-03-14"),
        (WARSAW + ". A week earlier, 20,000 had come. Police detained 12 then, and three on Saturday.", "12", "2026-03-14"),
        (WARSAW + ". A week earlier, 20,000 had come. Police detained 12 then, and three on Saturday.", "three", "2026-03-21"),
        (NIGHTS + "On the first night 60 people had been detained; on the fourth, 20.", "60", "2026-03-19"),
        (NIGHTS + "On the first night 60 people had been detained; on the fourth, 20.", "20", "2026-03-22"),
    ],
)  # fmt: skip
def test_a_figure_of_the_gathering_pointed_to(extractor: Extractor, text: str, quote: str, day: str) -> None:
    claims = claims_of(extractor, text, "2026-03-24")
    assert next(c for c in claims if c.quote == quote).when.date == day


LAGOS = "Thousands rallied in Lagos on Friday and in Abuja on Saturday. "
PORTO = "Farmers marched in Porto on Thursday, in Braga on Friday and in Coimbra on Saturday.\n"
JAKARTA = "Jakarta saw its largest protest on Sunday, Surabaya on Monday.\n"


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        (LAGOS + "Police detained 12 people in Lagos and 30 in Abuja.", "12", "2026-03-20"),
        (LAGOS + "Police detained 12 people in Lagos and 30 in Abuja.", "30", "2026-03-21"),
        (PORTO + "In Braga police counted 900. In Porto there were 2,000, the union said.", "2,000", "2026-03-19"),
        (JAKARTA + "Police said 5,000 had turned out in Jakarta and 3,000 in Surabaya.", "3,000", "2026-03-23"),
        # of another day where the sentence says so, and of no town's where the day is none's
        (LAGOS + "Police detained 12 people in Lagos on Sunday.", "12", "2026-03-22"),
    ],
)  # fmt: skip
def test_the_town_of_a_figure_tells_its_day(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote, published="2026-03-24").when.date == day
