"""Who gave a figure: in its own sentence, in those beside it, or nobody."""

from __future__ import annotations

import pytest

from analysing import ANALYSER
from claiming import claim_of, claims_of
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.asking import Asked
from demonstrably.extract.attribution import AttributionRules, FigureSources
from demonstrably.extract.choosing import Chooser
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.trees import Trees
from demonstrably.model import Document, Post


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        (
            "Since dawn about 400 people were detained at protests in Bergen. The rights group Open Doors reported"
            " this on Monday.",
            "about 400",
            "Open Doors",
        ),
        (
            "Some 2,300 people came to Sunday's march in Tartu. This was reported by the city police.",
            "Some 2,300",
            "the city police",
        ),
        (
            "The Health Ministry said two people died in the clashes at Sunday's protest in Bergen. Another 37"
            " protesters were injured.",
            "37",
            "The Health Ministry",
        ),
        (
            "The legal-aid group Vigia gave its count for Saturday's marches on Monday. The number of people detained in"
            " Porto stood at 128.",
            "128",
            "Vigia",
        ),
        (
            '"We counted twice," said Kari Lund of the union Felles. "There were 20,000 people at the march."',
            "20,000",
            "Kari Lund of the union Felles",
        ),
    ],
)
def test_who_speaks_in_the_sentence_beside_it_gives_a_figure(
    extractor: Extractor, text: str, figure: str, source: str
) -> None:
    assert claim_of(extractor, text, figure).source == source


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Police said the road was open again. Some 4,000 people had marched through Bergen on Sunday.", "Some 4,000"),
        ("About 700 people marched through Bergen on Sunday. Police said traffic was normal by noon.", "About 700"),
        ("Nineteen protesters died in Bergen, 15 in Narva. The ministry of health puts the toll at 31.", "Nineteen"),
        ("Some 90 protesters were held in Bergen. The ministry gave the figure for Narva as thirty.", "Some 90"),
    ],
)
def test_who_speaks_of_something_else_beside_it_does_not(extractor: Extractor, text: str, figure: str) -> None:
    assert claim_of(extractor, text, figure).source is None


def test_what_a_post_tells_is_its_authors_whatever_the_trees_say(extractor: Extractor) -> None:
    post = "About 300 people are marching to the harbour in Bergen."
    text = f"Crowds gathered on Sunday.\n{post}\nPolice were watching."
    start = text.index(post)
    claims = claims_of(extractor, text, posts=(Post(start, start + len(post), "Bergen Watch", None, None),))
    assert [c.source for c in claims if c.quote == "About 300"] == ["Bergen Watch"]


def test_a_figure_of_nobodys_has_no_choice_to_make() -> None:
    codebook, text = Codebook(), "Two hundred people marched on Sunday."
    rules = AttributionRules(codebook)
    discourse = Discourse(Document("d", text, "en"), ANALYSER)
    sentence = discourse.sentence(0)
    asked = Asked(sentence, 0, sentence.tokens[3])
    sources = FigureSources(codebook, rules, chooser=Chooser(Trees([], [])))
    assert sources.of(discourse, asked, 0, 11) == []
    assert [speaker for speaker, _ in sources.options(discourse, asked, 0, 11).own] == [None]


def test_who_speaks_of_his_own_people_is_the_source_himself(extractor: Extractor) -> None:
    post = "Our lawyers know of 118 people detained at the rallies in Bergen."
    text = f"The night was long.\n{post}\n"
    start = text.index(post)
    claims = claims_of(extractor, text, posts=(Post(start, start + len(post), "Bergen Watch", None, None),))
    assert [c.source for c in claims if c.quote == "118"] == ["Bergen Watch"]


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_second_speaker_without_a_verb_gives_the_second_figure(extractor: Extractor, sign: str) -> None:
    text = f"Thousands marched in Graz on Sunday. Organisers spoke of 12,000{sign} the interior ministry of 2,000."
    found = {c.quote: c.source for c in claims_of(extractor, text)}
    assert (found["12,000"], found["2,000"]) == ("Organisers", "the interior ministry")


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        ("Organisers of Sunday's march in Graz say 40,000; the police estimate is 17,500.", "17,500", "police"),
        ("Thousands marched in Graz on Sunday. The union's count stood at 4,200.", "4,200", "The union"),
        ("The unions claimed 20,000 marchers in Graz on Sunday, against 7,000 for the police.", "7,000", "the police"),
        ("11:25 Organisers speak of 6,000 people at the protest in Graz.", "6,000", "Organisers"),
    ],
)
def test_other_ways_to_give_a_figure(extractor: Extractor, text: str, figure: str, source: str) -> None:
    assert claim_of(extractor, text, figure).source == source


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Police said 3,000 people joined the march in Vell, organisers 10,000.", ["Police", "organisers"]),
        (
            "The owners' league said ten thousand workers had marched in Vell, a police inspector three thousand.",
            ["The owners' league", "a police inspector"],
        ),
        ("Organisers said 500 people took part in the march in Vell and police 250.", ["Organisers", "police"]),
        (
            "There were 20,000 marchers in Vell for the organisers, 6,000 for the police.",
            ["the organisers", "the police"],
        ),
        ("Some 400 people marched for the teachers, and 200 for the nurses.", [None, None]),
        (
            "The march drew 3,000 people (police estimated), or 12,000 (organisers claimed).",
            ["police", "organisers"],
        ),
        ("Some 300 people (500, police said) marched in Vell.", [None, "police"]),
        (
            "The march began with 300 people, but by noon, by the union's reckoning, swelled to over 5,000 people.",
            [None, "the union"],
        ),
        ("Some 300 people (500 according to the union) marched in Vell.", [None, "the union"]),
        (
            "In Vell 3,000 demonstrators looted a depot (1,400 tonnes, says the agency that owned it) and hurt 12 guards.",
            [None, None],
        ),
        ("At least 40 people were detained at the rally in Vell, per OVD-Info.", ["OVD-Info"]),
        ("About 300 people marched in Vell on Sunday, per the regional union.", ["the regional union"]),
        ("Some 300 protesters rallied in Vell, two per police officer.", [None]),
        ("The party said 10,000 people marched; this correspondent saw about 1,200.", ["The party", None]),
        ("The crowd in Vell grew to, by this newspaper's count, 163 protesters at 5 p.m.", [None]),
        ("According to police 300 people marched in Vell, but we counted at least 500.", ["police", None]),
        ("Our report of the march said that 12,000 people had marched in Vell.", [None]),
    ],
)
def test_each_figure_has_the_source_beside_it(extractor: Extractor, text: str, sources: list[str | None]) -> None:
    assert [claim.source for claim in claims_of(extractor, text)] == sources


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Union co-chair Ben Okafor said 600 people had rallied in Vell.", "Union co-chair Ben Okafor"),
        ("Vice-president Ben Okafor said 600 people had rallied in Vell.", "Vice-president Ben Okafor"),
        ("The co-founder of Vigia, Ann Bell, said 30 protesters were held in Vell.", "Ann Bell"),
        (
            "A lawyer for those held, Ann Bell, told reporters that 17 protesters were detained in Vell.",
            "A lawyer for those held, Ann Bell",
        ),
        ("According to the mayor of Vell, Ann Bell was among the 40 arrested protesters.", "the mayor of Vell"),
        (
            "It was reported in the press service of the ministry that 40 protesters were held.",
            "the press service of the ministry",
        ),
        ("In the ministry they reported that 40 protesters had been detained in Vell.", "the ministry"),
        ("About 700 marchers (the union: 2,000) gathered in Vell.", "the union"),
        (
            "Amnesty International condemned the arrests. The rights group said 12 protesters were held in Vell.",
            "Amnesty International",
        ),
        ("By noon the march, by the union's reckoning, drew 5,000 people in Vell.", "the union"),
        ("The bishop opened his church in Vell to 350 marchers, as he put it.", "The bishop"),
        ("As the mayor put it, 3,000 people came to the rally in Vell.", "the mayor"),
        ("As reports Interfax, 40 people were detained at the rally in Vell.", "Interfax"),
        ("As tell eyewitnesses, the column of 500 people marched in Vell.", "eyewitnesses"),
        ("As the newspaper Vesti writes, 40 people were detained at the rally in Vell.", "Vesti"),
        ("As police fired tear gas, 40 protesters fled in Vell.", None),
        ("As expected Saturday, 3,000 people marched in Vell.", None),
        ("The number of marchers in Vell, provided by the municipal police, was 1,200.", "the municipal police"),
        ("A toll compiled by doctors stood at 40 dead protesters in Vell.", "doctors"),
        ("The ministry released the names of 12 protesters arrested in Vell.", "The ministry"),
        ("Police refused to give the names of 12 protesters arrested in Vell.", None),
        ("Protesters were hurt in Vell. A lawyers' committee: more than a hundred held.", "A lawyers' committee"),
    ],
)
def test_who_speaks_in_other_orders_and_words(extractor: Extractor, text: str, source: str | None) -> None:
    assert claims_of(extractor, text)[-1].source == source


@pytest.mark.parametrize(
    ("text", "institution"),
    [
        (
            "Isle police said 33 people were arrested. Captain Ann Bell said about 500 people barricaded the road in Vell.",
            "Isle police",
        ),
        ("On Sunday police cleared a square. Inspector Ann Bell said 12 protesters were arrested in Vell.", "police"),
        ("Protesters clashed with police in Vell. Mayor Ann Bell said 30 protesters were hurt.", None),
        ("Police held back. Colonel Ann Bell said 40 soldiers and 30 protesters were hurt in Vell.", None),
        ("Police Commissioner Ann Bell told reporters that 83 protesters were in custody in Vell.", "police"),
        ("The regional police chief, Ann Bell, was cautious. Bell put the crowd at 3,000 marchers.", "regional police"),
        (
            "All went well, said Isle police chief Datuk Hamzah Sulong. Hamzah put the crowd at 300 marchers.",
            "Isle police",
        ),
        ("Police arrested 12 protesters in Vell, said their lawyer, Ann Bell.", None),
        ("Police closed Vell. Captain Ann Bell of the fire brigade said 12 people were hurt at the march.", None),
        ("A lobby wants an inquiry. Its chair, Ann Bell, said 61 protesters had been arrested in Vell.", None),
        (
            "A network of lawyers wants an inquiry. Its chair, Ann Bell, said 61 protesters had been arrested in Vell.",
            "A network of lawyers",
        ),
    ],
)
def test_who_has_a_rank_speaks_for_the_force_named_before(
    extractor: Extractor, text: str, institution: str | None
) -> None:
    assert claims_of(extractor, text)[-1].chain[0].canonical == institution


GIVEN_LISTS = [
    ("OVK reports detentions at Sunday's rallies:\n• Tartu – 120 people\n• Narva – 15 people", {"120": "OVK", "15": "OVK"}),
    (
        "Marches were held on Sunday. According to the monitor Vesna, people detained by 20:00:\nTartu: 120\nNarva: 15",
        {"120": "the monitor Vesna", "15": "the monitor Vesna"},
    ),
    ("Arrests at Sunday's rallies, by town (source: Vesna)\n\nTartu: 14\nNarva: 9", {"14": "Vesna", "9": "Vesna"}),
    ("Detained at Sunday's protests:\nTartu: 14\nNarva: 9\nSource: Open Doors", {"14": "Open Doors", "9": "Open Doors"}),
    (
        "Arrests at Sunday's rallies\n\nCompiled by the Vesna Legal Line from calls to its hotline.\n\n1. Tartu: 14\n2. Narva: 9",
        {"14": "the Vesna Legal Line", "9": "the Vesna Legal Line"},
    ),
    (
        "The group Vesna said the following were detained at Sunday's marches:\n- In Tartu, at least 120 people;\n- in Narva, 31 people.",
        {"at least 120": "Vesna", "31": "Vesna"},
    ),
    (
        "Sunday's marches\n\nCity | Turnout (organisers) | Turnout (police) | Arrests\nTartu | 4,500 | 3,000 | 2",
        {"4,500": "organisers", "3,000": "police", "2": None},
    ),
    (
        "Sunday's marches\n\nCompiled by the Vesna Legal Line.\n\nDetained:\n• Tartu – 118\n• Narva – 41\n\nIn all, 159 people were detained. The ministry says 97.",
        {"41": "the Vesna Legal Line", "159": "the Vesna Legal Line", "97": "The ministry"},
    ),
    (
        "Sunday's marches\n\nCompiled by the Vesna Legal Line.\n\nDetained:\n• Tartu – 118\n\nInjured:\n• Narva – 23",
        {"118": "the Vesna Legal Line", "23": "the Vesna Legal Line"},
    ),
    (
        "Sunday's marches\n\n| Town | Arrests |\n|---|---|\n| Tartu | 14 |\n| Narva | 9 |\n\nSunday's marches were large. Compiled by the Vesna Legal Line.",
        {"14": "the Vesna Legal Line", "9": "the Vesna Legal Line"},
    ),
    (
        "Sunday's protests: detentions by town, according to the Vesna Network\n\nTartu: 14 detained\nNarva: 9 detained",
        {"14": "the Vesna Network", "9": "the Vesna Network"},
    ),
    ("Sunday's marches by town:\n- Tartu: 15,000 (police: 8,000)\n- Narva: 400", {"15,000": None, "8,000": "police"}),
    (
        "Detained at the rallies of 22 March. Vesna Watch data, 11:00\n\nTartu (92)\nNarva (17)\nValga (13)",
        {"92": "Vesna Watch", "13": "Vesna Watch"},
    ),
    # a column names who gives each row, and a paragraph above who gives the list
    (
        "Sunday's marches\n\nTown | Participants | Source\nTartu | 4,500 | police\nNarva | 700 | Vesna Watch",
        {"4,500": "police", "700": "Vesna Watch"},
    ),
    (
        "Sunday's marches against the toll were the third. Vesna Watch, which had counters there, published these figures on Monday. It rained.\n\n- Tartu: 4,500 marchers\n- Narva: 700 marchers",
        {"4,500": "Vesna Watch", "700": "Vesna Watch"},
    ),
    (
        "Sunday's marches against the toll were the third. The mayor did not publish these figures.\n\n- Tartu: 4,500 marchers\n- Narva: 700 marchers",
        {"4,500": None, "700": None},
    ),
    # a credit is of its own list
    (
        "Detained at Sunday's protests:\nTartu: 14\nSource: Open Doors\n\nSome of them were let go at night.\n\nInjured at Monday's protests:\nNarva: 21\nValga: 33",
        {"14": "Open Doors", "21": None, "33": None},
    ),
    # a line that names somebody is his, and what the text tells behind a list is its own
    ("Estimates of Sunday's march as the Wire gives them:\nPolice: 18,000\nOrganisers: 60,000", {"18,000": "Police", "60,000": "Organisers"}),
    (
        "Police figures for Sunday's demonstrations:\nTartu: 2,000\nNarva: 400\nOrganisers said 5,000 marched in Tartu.",
        {"2,000": "Police", "5,000": "Organisers"},
    ),
    ("Live: Sunday's rallies\n12:45 – Police: 120 detained across Estonia.\n12:50 – Some 300 people march in Narva.", {"120": "Police", "Some 300": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sources"), GIVEN_LISTS)
def test_who_gives_a_list_gives_its_lines(extractor: Extractor, text: str, sources: dict[str, str | None]) -> None:
    found = {c.quote: c.source for c in claims_of(extractor, text)}
    assert {quote: found.get(quote, "no claim") for quote in sources} == sources


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The ministry called a report of 45 arrests at Friday's protest in Vell false.", "denied"),
        (
            "Vigia published a report of 45 arrests at Friday's protest and called the ministry's account false.",
            "occurred",
        ),
    ],
)
def test_what_is_called_false_is_not_the_speaker_s_own_report(extractor: Extractor, text: str, modality: str) -> None:
    (claim,) = claims_of(extractor, text)
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        # the figure's bounds stand before the clause that the verb brings
        ("Unions said between 8,000 and 10,000 had joined the march.", "between 8,000 and 10,000", "Unions"),
        ("Eyewitnesses said over 2,500 people, mostly traders, marched on the depot.", "over 2,500", "Eyewitnesses"),
        # an adverb behind the figure
        (
            "Unions said 12,000 protesters marched, while the ministry counted 3,500 nationwide and 470 in Vell.",
            "3,500",
            "the ministry",
        ),
        (
            "Unions said 12,000 protesters marched, while the ministry counted 3,500 nationwide and 470 in Vell.",
            "470",
            "the ministry",
        ),
        # who was told stands before the clause
        (
            "Collector Jan Kos told this newspaper that 18 protesters and seven villagers had sustained injuries.",
            "18",
            "Collector Jan Kos",
        ),
        # a bare figure set off before its source
        ("Thousands marched in Vell, 14,000 according to police, 40,000 according to unions.", "14,000", "police"),
        ("Thousands marched in Vell - 14,000 according to police, 40,000 according to unions.", "Thousands", None),
        ("Thousands marched in Vell - 14,000 according to police, 40,000 according to unions.", "40,000", "unions"),
        ("Some 300 people marched, 30 of them children, according to police.", "Some 300", "police"),
        # a body's own total; a march's is nobody's
        ("Police counted 24,000 protesters. The union's own total was 45,000 protesters.", "45,000", "The union"),
        ("Protesters filled the square. The march's total was 45,000 protesters.", "45,000", None),
        # one of those who speak
        ("One of the organisers said 300 protesters had come.", "300", "One of the organisers"),
        (
            "One of the organisers, Ana Roa, said they would go on. She said 300 protesters had come.",
            "300",
            "One of the organisers, Ana Roa",
        ),
        # what is told behind the cue
        (
            "Three protesters were treated for wounds at Vell Central Hospital, a doctor there said, speaking by phone.",
            "Three",
            "a doctor there",
        ),
        ("Organisers claimed 40,000 people took part, a figure disputed by police, who said 14,000.", "14,000", "police"),
        # the sentence behind credits somebody with the figure
        ("About 3,000 people marched through Vell on Sunday. That figure came from the police.", "About 3,000", "the police"),
        ("Some 12,000 people marched.\n\nThe figure was provided by the local police.", "Some 12,000", "the local police"),
        ("Some 12,000 people marched. The figure was higher than in May.", "Some 12,000", None),
        # what is another's, or nobody's, beside a source
        ("In 1990 there were 1,000 protesters in Vell, and on March 4, according to the papers, 90,000 people rallied.", "1,000", None),
        ("In 1990 there were 1,000 protesters in Vell, and on March 4, according to the papers, 90,000 people rallied.", "90,000", "the papers"),
        ("On that day the police counted 1,200 protesters and there were 14 arrests.", "14", None),
        ("On that day the police counted 1,200 protesters and there were 14 arrests.", "1,200", "the police"),
        ("Close to 900 people protested in Vell. The count came from the drivers' union, which shut for three hours.", "Close to 900", "the drivers' union"),
        ("About 150 workers rallied in Vell at the office of the district officer (health).", "About 150", None),
        ("About 150 workers rallied in Vell at the office of the District Officer (Health).", "About 150", None),
        (
            "Doctors at the Vell hospital said they had admitted 24 protesters. A union leader, Jan Kos, said more than "
            "70 had been hurt and 13 arrested.",
            "13",
            "Jan Kos",
        ),
        ("The daily El Correo de Hoy estimated attendance at the protest at 300.", "300", "The daily El Correo de Hoy"),
        ("At least 40 protesters were held in Vell on Friday, reckon the rights defenders.", "At least 40", "the rights defenders"),
        # policemen hurt, behind what the police tell
        ("Police said they had held 34 protesters by night. Two policemen were hurt.", "Two", "Police"),
        ("Organisers said police held 34 protesters. Two policemen were hurt.", "Two", None),
        ("Police said 30 marchers were held. Two protesters were treated for burns.", "Two", None),
        # pronouns
        ("The ministry said 66 protesters were held. Doctors treated 41 people, they said.", "41", "Doctors"),
        ("The police reported 17 arrests at the rally. Four of those arrested were foreigners, it said.", "Four", "The police"),
        # agencies credited in a dateline give no list
        (
            "VELL, April 10 (Agency) - Following is a chronology of protests in Nepal:\n\nFeb. 14 - Police pick up "
            "150 opposition activists ahead of a rally.\n\nFeb. 15 - Police pick up 30 more activists.",
            "150",
            None,
        ),
        ("In Vell, about 1,500 people gathered for the rally, according to our correspondent.", "about 1,500", "our correspondent"),
        ("This correspondent counted about 1,500 people at the rally in Vell.", "about 1,500", None),
        # an encyclopaedia's reference marks end no source's reach
        (
            "Police estimated 200,000 people and organisers over 300,000.[21] On Friday around 150,000 had marched in "
            "Melbourne.[22]",
            "around 150,000",
            None,
        ),
    ],
)  # fmt: skip
def test_how_far_a_source_reaches(extractor: Extractor, text: str, figure: str, source: str | None) -> None:
    assert claim_of(extractor, text, figure).source == source


@pytest.mark.parametrize(
    ("text", "figure", "person", "body"),
    [
        ("The strike is over, committee chairman Jan Ben-Kos said. He said 2,400 workers would come to a rally.", "2,400", "Jan Ben-Kos", "committee"),
        ("The teachers' union denied it. Its local leader, Jan Kos, said more than 70 protesters were held.", "more than 70", "Jan Kos", "teachers' union"),
        # whom somebody speaks for who is told by his office alone
        ("Twelve demonstrators were treated at the Vell clinic, its head doctor said.", "Twelve", None, "Vell clinic"),
        ("Eleven protesters were admitted to the Vell hospital with injuries, a doctor there said.", "Eleven", None, "Vell hospital"),
        ("The Farmers' League held a rally in Vell. Some 3,000 came, the league's president said.", "Some 3,000", None, "Farmers' League"),
        ("Vell Constabulary put the rally at 250. A spokeswoman for the force said two men were arrested.", "two", None, "Vell Constabulary"),
        ("Vesna, a rights monitor, recorded 44 detentions at the rally. Its coordinator said 12 of them were minors.", "12", None, "Vesna"),
        ("Some 3,000 people rallied in Vell, the union's leader, Jan Kos, said on Monday.", "Some 3,000", "Jan Kos", "union"),
        ("Six protesters have died in Vell, the state's police chief, O. P. Singh, said.", "Six", "O. P. Singh", "police"),
        ("Six were hurt at the rally, the union's welfare officer, Ann Bell, said.", "Six", "Ann Bell", "union"),
        ("A lawyer at the police station said 12 protesters were held.", "12", None, None),
        ("Lund's mayor said 2,000 protesters came.", "2,000", None, None),
        ("The rally's organiser said 5,000 people came.", "5,000", None, None),
        ("A health official said 12 protesters had died.", "12", None, None),
        ("Their lawyer said 12 protesters were held.", "12", None, None),
        ("The traders' body president, Haji Jan Kos, alleged that police had held 100 protesters.", "100", "Haji Jan Kos", "traders' body"),
        ("Vell police chief Brig. Gen. Jan Kos said that there were 49 detainees after the riot.", "49", "Brig. Gen. Jan Kos", "Vell police"),
        ("Police cleared the square. Thirty protesters were held, according to Sgt. Dean Alcott.", "Thirty", "Sgt. Dean Alcott", "police"),
        ("Police cleared the road. Spokesman Captain Jan Kos says 14 protesters have been arrested.", "14", "Captain Jan Kos", "police"),
        ("Inspector General of Police Jan Kos said eight protesters were arrested.", "eight", "Jan Kos", "police"),
        ("Ana Roa, from the Teachers' Federation, said 400 protesters had been detained.", "400", "Ana Roa", "Teachers' Federation"),
        ("Ana Roa, from Vell, said 400 protesters had been detained.", "400", "Ana Roa", None),
        ("Police spokesperson Tamara Roa said officers had fired. She said seven protesters were injured.", "seven", "Tamara Roa", "police"),
    ],
)  # fmt: skip
def test_whom_a_person_speaks_for(
    extractor: Extractor, text: str, figure: str, person: str | None, body: str | None
) -> None:
    link = claim_of(extractor, text, figure).chain[0]
    assert (link.person, link.canonical) == (person, body)


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        ("The farmers' union Solidarna Roa has announced a blockade. It says that 70,000 farmers will take part in the protest.", "70,000", "Solidarna Roa"),
        ("Bahir Dar police on Tuesday arrested 16 protesters in the town, the state broadcaster reported.", "16", "the state broadcaster"),
        ("Irina Sokolova spoke first. The security company asserts that two protesters were hurt.", "two", "The security company"),
        ("The NGO, Voces del Norte, said 29 protesters have been wounded.", "29", "Voces del Norte"),
        ("Twenty protesters were held, the press service of the regional ministry said. Eight protesters were hurt, the press service said.", "Eight", "the press service of the regional ministry"),
        ("A politician said it was big. The League for Human Rights has revised its count of protest arrests to 350.", "350", "The League for Human Rights"),
        ("According to OVD-Info, 14 protesters were detained. In all, 120 protesters were detained, the monitor says.", "120", "OVD-Info"),
        ("VELL BULLETIN No. 11 - Human Rights Observatory of the Andes\n\nArrests: 521 protesters nationwide.", "521", "Human Rights Observatory of the Andes"),
        ("Police said 3,000 people marched in Leeds on Saturday. Organisers disagreed: they counted 9,000.", "9,000",
         "Organisers"),
        ("Police said 3,000 people marched in Leeds on Saturday. That was too low for the organisers, whose count was 9,000.",
         "9,000", "the organisers"),
    ],
)  # fmt: skip
def test_who_is_meant(extractor: Extractor, text: str, figure: str, source: str) -> None:
    assert claim_of(extractor, text, figure).source == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The march's leader, Ann Bell, told AFP that 200 protesters had come.", "The march's leader, Ann Bell"),
        ("Ann Bell, one of the organisers, recalled that 200 protesters had come.", "Ann Bell, one of the organisers"),
        ("Ann Bell, a shopkeeper in Vell, said 200 protesters had come.", "Ann Bell, a shopkeeper in Vell"),
        ("Ann Bell of the Teachers' Federation said 200 protesters had come.", "Ann Bell of the Teachers' Federation"),
        ('The movement "Clean Hands" said 200 protesters had come.', 'The movement "Clean Hands"'),
        ("Ann Bell, 41, said 200 protesters had come.", "Ann Bell"),
    ],
)
def test_a_source_is_named_with_what_the_text_calls_it(extractor: Extractor, text: str, source: str) -> None:
    assert claim_of(extractor, text, "200").source == source


def test_a_spokeswoman_by_name_speaks_for_who_spoke_before(extractor: Extractor) -> None:
    text = 'Police said the march was banned. "We detained 51 protesters," spokeswoman Ann Bell said.'
    link = claim_of(extractor, text, "51").chain[0]
    assert (link.person, link.canonical) == ("Ann Bell", "police")


@pytest.mark.parametrize(
    "behind",
    ["All were from the teachers' union.", "Both were from Givors.", "The figures are from last week.",
     "This was the city's, and the country's, darkest day.", "The police gave this number a wide berth."],
)  # fmt: skip
def test_what_credits_nobody(extractor: Extractor, behind: str) -> None:
    assert claim_of(extractor, f"Some 300 protesters were arrested in Lyon. {behind}", "300").source is None


@pytest.mark.parametrize("opening", ["(All police figures; ", "(all police figures) ", "- Both police figures: "])
def test_a_credit_may_open_its_sentence(extractor: Extractor, opening: str) -> None:
    assert claims_of(extractor, f"{opening}300 protesters marched in Lyon, unions say.")


def test_one_person_has_one_name(extractor: Extractor) -> None:
    text = "Ann Bell, one of the organisers, said 300 protesters came. Ann Bell said five were arrested."
    assert {c.source for c in claims_of(extractor, text)} == {"Ann Bell, one of the organisers"}
