"""Totals and their parts, and harm that no gathering saw: which figures of a little story count what."""

from __future__ import annotations

import pytest

from analysing import ANALYSER
from claiming import claims_of
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.counting.parts import Parts


def counted(extractor: Extractor, text: str, quote: str) -> list[str]:
    """The attributes under which a figure of a text is claimed."""
    return [c.attribute for c in claims_of(extractor, text) if c.quote == quote]


@pytest.mark.parametrize(
    ("text", "quote", "attribute"),
    [
        ("At rallies 1,300 people were held. That included at least 502 in Arvo and 524 in Lorne.", "524", "detained"),
        ("The march ended with 90 arrests. These include 12 in Arvo and 30 in Lorne.", "30", "detained"),
        ("After the rally the toll rose to 51, including 21 protesters and nine policemen.", "21", "killed"),
        ("After the rally the toll rose to 51, including 21 protesters and nine policemen.", "nine", "killed"),
        ("Police detained 97 people at the march, among them a reporter and two lawyers.", "two", "detained"),
        ("Police detained 97 people at the march, among them a reporter and two lawyers.", "a", "detained"),
        ("Seven people died at the protest, including two women and a 12-year-old boy.", "a", "killed"),
        ("Police held nine at the rally. Those arrested include a priest and 14 students.", "14", "detained"),
        ("The protest was broken up. The dead included nine children.", "nine", "killed"),
        ("Police held 42 people at a rally. Among those held were two MPs, a priest and 11 students.", "11", "detained"),
        ("Medics say 76 people, including six women and four children, died in the rally. Officials put it at 41.", "41", "killed"),
        ("Twelve died at the rallies: two in Arvo and one each in Lorne and Miro.", "one", "killed"),
        ("Police held 21 people at the protest, bringing the total since June to 75.", "75", "detained"),
        ("Five marchers were arrested, bringing to 31 the total this week.", "31", "detained"),
        ("Three marchers were killed, taking the overall figure to 64.", "64", "killed"),
        ("Some 5,000 were held at the rallies. Rights groups put the number far higher, at 18,000.", "18,000", "detained"),
        ("The group put the number of marchers killed in the rally at 143.", "143", "killed"),
        ("The number of demonstrators who have died since the rallies began is 27.", "27", "killed"),
    ],
)  # fmt: skip
def test_parts_and_totals_count_what_was_told(extractor: Extractor, text: str, quote: str, attribute: str) -> None:
    assert set(counted(extractor, text, quote)) == {attribute}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The toll of the riots rose to eight, while 20 people remained missing.", "20"),
        ("Two marchers were killed at the rally and six are still missing.", "six"),
        ("Police arrested 14 people for posting messages that supported the protests.", "14"),
        ("Police held 14 people over social media posts that praised the rally.", "14"),
        ("Students rallied. The fire at a nightclub killed 59 people and injured more than 150.", "more than 150"),
        ("Students rallied. Police detained 15 people over the collapse of the canopy.", "15"),
        ("The rally was for prisoners. In all 1,174 prisoners remain behind bars.", "1,174"),
        ("At the march 12 were held. Half of them were over 60.", "over 60"),
        ("The march was called after two girls were killed by a boyfriend.", "two"),
        ("Protests erupted after two women died in custody.", "two"),
        ("The killing of two students by police triggered the unrest.", "two"),
        ("Thousands rallied in Arvo. Trains had brought protesters from 30 towns.", "30"),
        ("The rally in Arvo drew people from six provinces.", "six"),
        ("Police held nine at a rally. Three of them received 15 days of arrest.", "Three"),
        ("People rallied in Arvo. This year 900 people have died trying to reach the islands.", "900"),
    ],
)
def test_what_befell_no_gathering_is_no_harm_of_it(extractor: Extractor, text: str, quote: str) -> None:
    assert not counted(extractor, text, quote)


@pytest.mark.parametrize(
    ("text", "quote", "attribute"),
    [
        ("Police arrested 22 people at the rally for posting leaflets on windows.", "22", "detained"),
        ("Clashes broke out after police killed two demonstrators at the gate.", "two", "killed"),
        ("Two people were killed after protests erupted in Arvo.", "Two", "killed"),
        ("Police held 40 people in connection with the riot in Lorne.", "40", "detained"),
        ("Arrests were reported from 20 cities during the rallies.", "20", "places"),
        ("They rallied. Of the 200 people who attacked the gate, 46 were arrested.", "200", "participants"),
        ("They rallied. Of the 112 people arrested, 89 were women.", "112", "detained"),
        ("Some 2,000 people joined the rally, including 300 from Lorne.", "300", "participants"),
        ("Police held 12 people, including two reporters, at a rally of 900.", "900", "participants"),
        ("Prisoners rioted: about 300 prisoners gathered in the yard in protest.", "about 300", "participants"),
    ],
)
def test_what_befell_a_gathering_is_still_read(extractor: Extractor, text: str, quote: str, attribute: str) -> None:
    assert attribute in counted(extractor, text, quote)


def test_a_list_of_parts_opens_and_ends() -> None:
    text = "Police held 60 people, including two clerks, a boy and 12 girls, and hurt 14 at a march of 90."
    sentence = ANALYSER.parse(text, [(0, len(text))])[0]
    parts = Parts(Codebook().table("en/counting")["parts"])
    opening = text.index("including")
    assert {parts.opening(sentence, text.index(word)) for word in ("two", "a boy", "12")} == {opening}
    assert parts.opening(sentence, text.index("60")) is None
    assert parts.opening(sentence, text.index("90")) is None
