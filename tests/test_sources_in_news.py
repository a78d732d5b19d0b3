"""Who gave a figure, in the turns of phrase of agencies, local papers and translations."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

NGO = "A rights group said on Friday that 12 protesters were killed in Goma."

GIVEN = [
    # who tended those whom he counts
    ("Emergency services treated 31 people for minor injuries at the protest in Lyon.", "31", "Emergency services"),
    ("The hospital in Goma received four bodies after the protest, its director said.", "four", "The hospital in Goma"),
    (
        "The march drew 73,000. Samur, the city's emergency service, attended to nine marchers, one of whom fainted.",
        "nine",
        "Samur",
    ),
    # another's figure without a verb, or behind it
    (
        "At that time the police spoke of 6,000 participants in the protest in Chisinau, the platform of 15,000.",
        "15,000",
        "the platform",
    ),
    (
        "Porto followed with a march of 18,000, by the figure of the police, and Braga on May 3 with 9,000, a number "
        "given by the organisers.",
        "9,000",
        "the organisers",
    ),
    (
        "The organisers of the march claimed a million mourners; the newspapers wrote of 150,000.",
        "150,000",
        "the newspapers",
    ),
    ("The coalition Debout said its lawyers had recorded 43 deaths in the protests.", "43", "Debout"),
    ("Fridays for Future said 20,000 people had joined the climate strike in Berlin.", "20,000", "Fridays for Future"),
    # agencies' datelines
    (
        "MANAGUA, May 3 (EFE).- An opposition alliance reported Friday that 25 protesters were injured in Leon.",
        "25",
        "An opposition alliance",
    ),
    (
        "TBILISI, Georgia (AP) — A media freedom group in Georgia said Monday that it has documented injuries to 27"
        " journalists in a week of street protests.",
        "27",
        "A media freedom group in Georgia",
    ),
    # a day behind the verb
    (
        "A march through the city of Leipzig and blockades ended with 48 arrests and injuries to at least 19 police"
        " officers, the Saxony interior ministry said Friday.",
        "at least 19",
        "the Saxony interior ministry",
    ),
    # what breaks a figure down
    (
        "The teachers' union spoke of eight injured, three of them students, after the march in Quito on Tuesday.",
        "three",
        "The teachers' union",
    ),
    (
        "Six people were hurt in the protest in Quito on Tuesday, according to the Red Cross: four students and two"
        " policemen.",
        "four",
        "the Red Cross",
    ),
    ("The ministry released new figures: 38 protesters detained and four injured in Bucharest.", "38", "The ministry"),
    # verbs
    ("Police placed the crowd at 5,000 at Sunday's rally in Manila.", "5,000", "Police"),
    ("Organisers, who had banked on 1,000, called the rally in Perth a success.", "1,000", "Organisers"),
    (
        "Campaigners point out that in March 2015, when the plan was first announced, 5,000 people demonstrated in Oban.",
        "5,000",
        "Campaigners",
    ),
    ("The attendance at Sunday's rally in Lyon was given by the prefecture as 4,000.", "4,000", "the prefecture"),
    (
        "The hospital in Gondar says one protester died, revising the four given by a doctor on Monday.",
        "four",
        "a doctor",
    ),
    ("Some 5,000 people marched in Lyon, police said, to demand higher wages.", "5,000", "police"),
    ("The CGT announced 20,000 demonstrators in Lyon on Tuesday, the prefecture 6,000.", "6,000", "the prefecture"),
    ("It was learned from hospital sources that two protesters died in Goma on Friday.", "two", "hospital sources"),
    ("From the police side it was stated that 120 people marched in Zagreb on Sunday.", "120", "the police side"),
    # statements
    ("Judging by police figures, some 900 people joined the protest in Ghent on Sunday.", "some 900", "police"),
    (
        "Then, by data of the project Vesna, 87 people were detained at the rally in Ufa on Friday.",
        "87",
        "the project Vesna",
    ),
    (
        "By words of the coordinator Denis Lunev, 34 persons took part in the picket in Perm on Saturday.",
        "34",
        "the coordinator Denis Lunev",
    ),
    ("The network's tally has 43 dead in the protests since Monday, most of them in Goma.", "43", "The network"),
    (
        "Some 4,000 people rallied in Lille on Monday. That figure, given by the union, could not be verified.",
        "Some 4,000",
        "the union",
    ),
    # who speaks behind the verb
    (
        "In the operation in Morelia on Thursday three protesters were injured, detailed the committee in a bulletin.",
        "three",
        "the committee",
    ),
    ("At least eight protesters were held in Goma, a witness told dpa by phone.", "At least eight", "a witness"),
]

TAKEN_UP = [
    (
        "The Red Crescent said 12 protesters were injured in Basra on Friday. More than 40 people were detained,"
        " according to the same source.",
        "More than 40",
        "The Red Crescent",
    ),
    (
        "One protester was killed in Goma on Tuesday and 26 were wounded, by the union's list. Some 300 were arrested on"
        " Wednesday, according to the same list.",
        "Some 300",
        "the union",
    ),
    (
        "Some 500 rallied in Omdurman, one witness said. At least eight were detained, the same witness said.",
        "At least eight",
        "one witness",
    ),
    (
        "The police said 12 protesters were killed in Nakuru on Friday.\n\nThe Wajibu Forum, a local group, gave a higher"
        " figure. It said seven more protesters had died in hospital.",
        "seven",
        "The Wajibu Forum",
    ),
    (
        "ISTANBUL, May 2 (Agency) - Police detained at least 221 people at May Day demonstrations, the lawyers' platform"
        " said. Some 162 of them were held in Istanbul, it said.",
        "Some 162",
        "the lawyers' platform",
    ),
    (
        "Vesna said in its March report that it had logged 842 protests. Security forces detained 204 people at those"
        " protests, the report said, most of them students.",
        "204",
        "Vesna",
    ),
]


@pytest.mark.parametrize(("text", "figure", "source"), [*GIVEN, *TAKEN_UP])
def test_source_of_a_figure(extractor: Extractor, text: str, figure: str, source: str) -> None:
    assert claim_of(extractor, text, figure).source == source


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Police placed 12 people under arrest at Sunday's rally in Manila.", "12"),
        (
            "Teachers on Monday marched in six cities to demand salaries which, they claimed, had not been paid since"
            " May.",
            "six",
        ),
        ("Three men who, police said, had thrown stones were among 14 people arrested at the march in Cork.", "14"),
    ],
)
def test_nobody_is_named_for_a_figure(extractor: Extractor, text: str, figure: str) -> None:
    assert claim_of(extractor, text, figure).source is None


@pytest.mark.parametrize(
    ("text", "figure", "institution"),
    [
        (
            'Police said 14 people were hurt in the protest in Leipzig. "Thirty-one people were arrested," a spokeswoman'
            " said.",
            "Thirty-one",
            "police",
        ),
        (
            "Ann Bell said 300 people joined the march in Porto on Friday. A spokesman in Porto said 12 people were held.",
            "12",
            None,
        ),
        (
            f"{NGO}\n\nThe government denied it. Open Doors Watch said all of them were students.",
            "12",
            "Open Doors Watch",
        ),
        (
            "A march was called by the Coalition of Nurses. The chairman of the coalition, Mr Ben Okafor, said four"
            " marchers were hurt in Akure.",
            "four",
            "Coalition of Nurses",
        ),
        (
            "The Teachers' Union marched in Oslo. The union's leader, Kari Nordmann, put the crowd at 4,000.",
            "4,000",
            "Teachers' Union",
        ),
        (
            "The convener of the Youth Coalition, Miss Tolu Ajayi, called it a success. She said 11 protesters were hurt.",
            "11",
            "Youth Coalition",
        ),
        (
            "Vell General Hospital chief executive Ann Bell said 11 protesters were admitted after the march.",
            "11",
            "Vell General Hospital",
        ),
        ("A spokesman for the dockers' union said 1,200 people marched in Porto.", "1,200", "dockers' union"),
        (
            "Roa Police has issued an update on the protest in Porto. A spokesman said 300 people attended.",
            "300",
            "Roa Police",
        ),
        ("A lawyer for the protesters said 12 people were held at the march in Porto.", "12", None),
        (
            "The minister of home affairs, Ann Bell, said 12 protesters were held in Lusaka.",
            "12",
            "minister of home affairs",
        ),
        ("Supt. Ben Abad, NCRPO spokesperson, said there were no arrests at the rally.", "no", "NCRPO"),
        (f"{NGO}\n\nPolice denied it. The Interior Ministry said nobody had been killed.", "12", None),
    ],
)
def test_whose_institution_the_text_tells_elsewhere(
    extractor: Extractor, text: str, figure: str, institution: str | None
) -> None:
    assert claim_of(extractor, text, figure).chain[0].canonical == institution
