"""Which of several gatherings a figure is of, where the text sets them apart by their kinds."""

from __future__ import annotations

import pytest

from claiming import claim_of
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
