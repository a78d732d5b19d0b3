"""Headlines of other articles at which a page points."""

from __future__ import annotations

import pytest

from demonstrably.codebook import Codebook
from demonstrably.extract.pointers import Pointers

_OWN = (
    "Thousands of dockers marched in Arvo on Monday against the rise in fares, which comes into force on Friday and "
    "which four unions call a provocation. The march went from the port to the ministry of transport in the rain.\n\n"
)


@pytest.mark.parametrize(
    ("below", "pointed"),
    [
        ("Read also: 12 held in Haswell | Buses: five questions\n", ["12 held in Haswell"]),
        ("RELATED STORIES\n- 300 nurses rally in Orme\n- Six hurt in crash\n", ["300 nurses", "Six hurt"]),
        ("[Today's focus]\n\n» 41 arrested at camp\n» Ferry sinks, 12 dead\n", ["41 arrested", "12 dead"]),
        ("MORE ON THE STRIKE\n200 held in Orme\n\nPolice arrested 14.", ["200 held"]),
        ("You may also like\nWhere are the 230 held?\nThe report says 14 people were hurt.\n", ["230 held"]),
        ("Previous story: Campus shut, 36 students held\nPowered by Zib", ["36 students"]),
        ("More from Arvo: 200 dockers have been arrested.\n", []),
        ("Latest updates\n\n20:15 - Dockers arrested in Orme, 200 of them\n", []),
        ("In case you missed it: police arrested 200 dockers in Orme, the prefecture said.\n", []),
        ("See more: the march drew 300 dockers in Orme, the union said on Monday.\n", []),
        ("Related protests in Orme drew 300 people.\n", []),
        ("Elsewhere\nOrme: 300\nHaswell: 200\n", []),
        ("Latest:\n15:20 Police have arrested 40 dockers.\n", []),
        ("More on the march\nPolice said on Tuesday that they had arrested 40 dockers.\n", []),
        ("Most read the leaflets that 200 stewards handed out.\n", []),
    ],
)
def test_headlines_of_other_articles(below: str, pointed: list[str]) -> None:
    text = _OWN + below
    found = [text[start:end] for start, end in Pointers(Codebook()).spans(text)]
    assert all(any(words in span for span in found) for words in pointed)
    assert bool(found) == bool(pointed)
    assert not any("Police" in span or "The report" in span for span in found)


def test_a_digest_above_the_article_is_its_own() -> None:
    assert not Pointers(Codebook()).spans("TOP STORIES\n40 dockers held in Arvo\n\n" + _OWN)
