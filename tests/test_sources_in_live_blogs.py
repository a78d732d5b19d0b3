"""Sources in live blogs: who is announced on one line and speaks on the next, and what an entry goes on with."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

LABELLED = [
    ("6:40pm Army Command (tweet): \"4 protesters were injured in Vell. 8 marchers were arrested.\"", {"4": "Army Command", "8": "Army Command"}),
    ("12.30 The Commander updates: five protesters detained, three of them minors.", {"five": "The Commander", "three": "The Commander"}),
    ("5:00 p.m. Police in Vell: 17 protesters in custody, four hurt by stones.", {"17": "Police in Vell", "four": "Police in Vell"}),
    ("· SAR ambulance service: 24 protesters injured", {"24": "SAR ambulance service"}),
    ("00:50 Police chief: \"We were attacked with stones by a group of no more than 80.\"", {"no more than 80": "Police chief"}),
    ("20.55 Porto – Dockers' union (Facebook): \"We are 10,000 in the square\".", {"10,000": "Dockers' union"}),
    ("16:40 Workers: 400 came out of the plant to join the rally.", {"400": None}),
    ("16:50 Roa: 300 marched to the harbour.", {"300": None}),
    ("17:00 On the bridge. About 180 protesters, reports the Customs police.", {"About 180": "the Customs police"}),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "sources"), LABELLED)
def test_who_heads_an_entry(extractor: Extractor, entry: str, sources: dict[str, str | None]) -> None:
    text = f"Protest in Lund: live\n\n{entry}"
    assert {figure: claim_of(extractor, text, figure).source for figure in sources} == sources


ANNOUNCED = [
    (
        'March in Vell.\n\nVell Police have issued an update on X:\n"We have made nine arrests so far. Three marchers have '
        'been taken to hospital."',
        {"nine": "Vell Police", "Three": "Vell Police"},
    ),
    (
        "Rally in Vell.\n\nUpdate from Roa Police, posted a few minutes ago:\n“Six protesters were arrested for public "
        "order offences.”",
        {"Six": "Roa Police"},
    ),
    (
        'Protest in Vell. A fire service spokesman told us:\n"Our crews have treated 12 protesters tonight."',
        {"12": "A fire service spokesman"},
    ),
    (
        "Protest in Vell.\nVell and Roa police tweet:\nWe've made three arrests at the march. Officers remain.",
        {"three": "Vell and Roa police"},
    ),
    (
        "Protests in Vell.\nFrom my colleague Ann Bell in Porto:\nThe march has set off. I'd say there are about 2,000 "
        "people here.",
        {"about 2,000": "Ann Bell"},
    ),
    (
        'Protest in Vell. Roa Police on X:\n"Four people were arrested for public order offences."',
        {"Four": "Roa Police"},
    ),
    # banners and lists announce nobody
    (
        'Demonstrators in Vell held up a banner with the words:\n"We are 4,000 people and we will not move."',
        {"4,000": None},
    ),
    ("Here's what we know about the protest:\nWe have counted 3,000 people on the square.", {"3,000": None}),
]

CONTINUED = [
    (
        "Protest in Vell. Eight marchers have been sent to hospital, the Hospital Authority says. Three are in serious "
        "condition.",
        {"Three": "the Hospital Authority"},
    ),
    (
        "In Vell, four protesters died when a car drove into the crowd, the police said. At least 21 others sustained "
        "injuries.",
        {"21": "the police"},
    ),
    ("Police said 45 people had been arrested at the protest in Vell. Twelve were injured.", {"Twelve": "Police"}),
    ("Police said 45 people had been arrested at the protest in Vell. Two firefighters were hurt.", {"Two": None}),
    (
        "The ministry has raised the number of dead in the protests to eight; six of them died in Vell.",
        {"six": "The ministry"},
    ),
]

SPOKEN = [
    (
        "The first arrests at the march in Vell. Our photographer saw four men being led away.",
        {"four": "Our photographer"},
    ),
    ("About 300 protesters are blocking the gate in Vell, our reporter there says.", {"About 300": "our reporter"}),
    ("This reporter counted 300 people at the rally in Vell.", {"300": None}),
    ("Stewards tell us over 20,000 protesters are here already.", {"over 20,000": "Stewards"}),
    ("12:31 p.m.\n@vell_watch: Vell protest turnout small, 50-60 people at the post office.", {"50-60": "@vell_watch"}),
    ("Protest in Vell.\n\n2:20 p.m.: Farmers' union: 20,000\nMore to follow.", {"20,000": "Farmers' union"}),
    ("Protest in Vell.\n\n- Union of doctors: at least 14 killed", {"at least 14": "Union of doctors"}),
    ("Protests in Vell. In Roa up to 20,000 people, local media report.", {"up to 20,000": "local media"}),
    ("Protest in Vell. Around the square some 4,000 protesters, the police estimate.", {"some 4,000": "the police"}),
    ("Some 40 people were hurt in the march in Vell, a police report.", {"Some 40": None}),
    ("Protest in Vell. Number of police hurt: 12", {"12": None}),
    (
        "The prosecutors' paper quotes the interior ministry: 112 protesters in custody. Lawyers say the number is 300.",
        {"112": "the interior ministry"},
    ),
    (
        "Police put the turnout at the first protest, in March, at 8,000. The second, on 29 June, drew 12,000 by the same "
        "count.",
        {"12,000": "Police"},
    ),
    (
        "Protests in Vell. The lawyers' association has published its list for the first three nights: 203 detained.",
        {"203": "The lawyers' association"},
    ),
]


EMBEDDED = [
    (
        'Protest in Vell.\n\n"We have now arrested 32 people." — Roa Police Events (@RoaEvents) March 9, 2026',
        {"32": "Roa Police Events"},
    ),
    ("Protest in Vell.\n\nWe have arrested 32 people.\n— Roa Police (@RoaPol) 9 March 2026", {"32": "Roa Police"}),
    ("Protest in Vell\n\nVigia Roa @VigiaRoa · March 9\nWe count 61 arrests at the protests.", {"61": "Vigia Roa"}),
    ("Protest in Vell\n\nVigia Roa (@vigia): 61 people arrested at the protest.", {"61": "Vigia Roa"}),
    ("“Some 2,000 of us marched in Vell today” – Ann Bell, organiser", {"Some 2,000": "Ann Bell"}),
    ("Protest in Vell.\n\nPeter in Porto: About 300 of us blocked the bridge. One man was arrested.", {"One": "Peter"}),
    ('Protest in Porto.\n\nDan, Braga: "Police arrested 32 of us at the junction during the protest."', {"32": "Dan"}),
    ("Jon Hale in Porto: Police say they detained five protesters next to me.", {"five": "Police"}),
    ("Bell in Porto: 300 protest over housing.", {"300": None}),
    ("Police arrested 32 people at a protest in Porto. — Ann Bell (@annbell) is a reporter in Porto.", {"32": None}),
    ("Protest in Porto.\n\nInjured officers: 14\nDetained: 20", {"14": None}),
    ("General strike in Portugal: what happened\n\nPorto: About 300 people marched. Five were held.", {"300": None}),
    (
        "Protests in Porto\n\n- A joint statement by the Law Society and doctors' association: at least eight dead.\n"
        "- Protests took place in 23 of 47 counties.",
        {"at least eight": "the Law Society and doctors' association", "23": None},
    ),
    (
        "Vigia has published the names of people detained at Sunday's marches.\n\nPorto – at least 210 people\nBraga – 42",
        {"at least 210": "Vigia", "42": "Vigia"},
    ),
    ("Police gave no figures for Sunday's protests.\n\nPorto: 1,200 people\nBraga: 400 people", {"1,200": None}),
]


@pytest.mark.parametrize(("text", "sources"), [*ANNOUNCED, *CONTINUED, *SPOKEN, *EMBEDDED])
def test_whose_a_figure_of_an_entry_is(extractor: Extractor, text: str, sources: dict[str, str | None]) -> None:
    assert {figure: claim_of(extractor, text, figure).source for figure in sources} == sources
