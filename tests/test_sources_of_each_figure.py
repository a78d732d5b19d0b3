"""Whose each of a sentence's figures is, in the turns of phrase of everyday reports."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.extract import Extractor

PAIRS = [
    # a fragment behind an appended cue
    (
        "At least 36 people were injured, the Hospital Authority said, one critically. The protest had begun calmly.",
        {"36": "the Hospital Authority", "one": "the Hospital Authority"},
    ),
    (
        "Some 300 protesters were arrested in Vell, the ministry said, 40 of them minors.",
        {"300": "the ministry", "40": "the ministry"},
    ),
    # two appended cues
    (
        "The rally drew 40,000 people, police said, and 300,000, organisers said.",
        {"40,000": "police", "300,000": "organisers"},
    ),
    (
        "Three people died in the protest, police said, and 12 were hurt, hospitals said.",
        {"Three": "police", "12": "hospitals"},
    ),
    (
        "About 10,000 people marched, police said, and 25 were arrested, according to their lawyers.",
        {"10,000": "police", "25": "their lawyers"},
    ),
    (
        "Twelve people were hurt in the protest, police said on Monday, and eight were arrested.",
        {"Twelve": "police", "eight": "police"},
    ),
    # what nobody is named for beside what somebody tells
    (
        "Independent estimates put the crowd at the rally at between 100,000 and 150,000; the interior ministry, which"
        " issued its count on Sunday, spoke of 36,000.",
        {"150,000": None, "36,000": "the interior ministry"},
    ),
    (
        "Other estimates put the crowd at the rally at 50,000, but police said 20,000 people came.",
        {"50,000": None, "20,000": "police"},
    ),
    (
        "The government says 31 people died in the protests. Unofficial counts put the number at 80.",
        {"31": "The government", "80": None},
    ),
    ("Reports from the scene spoke of at least three dead at the protest in Conakry.", {"three": None}),
    # brackets and "by"
    ("The march drew 12,000 people (police figures) or 50,000 (CGT).", {"12,000": "police", "50,000": "CGT"}),
    (
        "Crowd estimates ranged from 20,000 by police to 100,000 by organisers at the march in Bucharest.",
        {"20,000": "police", "100,000": "organisers"},
    ),
    (
        "The protest drew 25,000 people by the organisers' count and 9,000 by the police's.",
        {"25,000": "the organisers", "9,000": "the police"},
    ),
    (
        "The protest, put by police at 4,000 and by organisers at 9,000, ended at dusk.",
        {"4,000": "police", "9,000": "organisers"},
    ),
    ("The union counted the arrest of 12 by police at the rally.", {"12": "The union"}),
    # clauses that set one figure against another's
    (
        "Although the government says only two people died in the protests, the opposition says the number is 16.",
        {"two": "the government", "16": "the opposition"},
    ),
    (
        "Despite the government's insistence that only two people died in the protests, doctors have recorded 16 deaths.",
        {"two": "the government", "16": "doctors"},
    ),
    (
        "The mayor's office estimated 30,000 marchers in Tel Aviv; Channel 12, citing the firm Crowd Solutions, gave a"
        " figure of 110,000.",
        {"30,000": "The mayor's office", "110,000": "the firm Crowd Solutions"},
    ),
    (
        "The government says 31 people died in the protests; Reuters, quoting hospital officials, reported 45 deaths.",
        {"31": "The government", "45": "hospital officials"},
    ),
    (
        "Police said 12 officers had been injured in the protest but later revised the figure to 19.",
        {"12": "Police", "19": "Police"},
    ),
    # what is counted before its counter
    (
        "Demonstrators, whom police numbered at 4,000, walked from Republic Square to the Opera.",
        {"4,000": "police"},
    ),
    ("The crowd of protesters numbered at about 4,000.", {"4,000": None}),
    ("Protesters, whose number police put at 4,000, filled the main square in Maribor.", {"4,000": "police"}),
    ("A crowd police estimated at 4,000 filled the main square for the rally.", {"4,000": "police"}),
    ("They joined a march organisers said drew 40,000 people.", {"40,000": "organisers"}),
    ("The crowd, estimated by police at 4,000, filled the square for the rally.", {"4,000": "police"}),
    ("The protest organisers put the crowd at 4,000.", {"4,000": "The protest organisers"}),
    # names and verbs
    (
        "The Committee to Protect Journalists said seven reporters had been detained at the protest.",
        {"seven": "The Committee to Protect Journalists"},
    ),
    ("The Committee told Journalists 400 people were detained at the rally.", {"400": "The Committee"}),
    (
        "Four people were killed in protests in Luanda, according to a provisional police toll.",
        {"Four": "police"},
    ),
    (
        "According to initial police information, six people were injured in the demonstration in Kiel.",
        {"six": "police"},
    ),
    ("The ministry has admitted to two deaths in the protests.", {"two": "The ministry"}),
    ("An official inquiry found that 12 protesters were killed in Jos.", {"12": "An official inquiry"}),
    ("Police found 12 bodies after the protest in Jos.", {"12": None}),
    # figures that were given before and are changed
    (
        "The French authorities raised the number of detentions in Saturday's protests to 1,723 on Sunday.",
        {"1,723": "The French authorities"},
    ),
    (
        "A medics' committee linked to the protest movement has raised the number of people killed on Sunday to 10.",
        {"10": "A medics' committee"},
    ),
    (
        "Mayor Ann Bell said 97 people were detained at the rally. By Saturday morning he had raised that to 343.",
        {"343": "Mayor Ann Bell"},
    ),
    ("Organisers put the crowd at the march at 4,000. The police had it at 900.", {"900": "The police"}),
    ("Clashes on Friday raised the number of protesters killed to 45.", {"45": None}),
    # what somebody knows of, and has identified
    ("Police spoke of 30 arrests at the rally, but lawyers know of 80.", {"30": "Police", "80": "lawyers"}),
    ("Marchers, who know of 12 arrests at other rallies, stayed calm.", {"12": None}),
    ("Vigia, a monitor, has identified 121 of the dead after the protests by name.", {"121": "Vigia"}),
    # brackets
    ("Arrests at the protests: 431 (police), 503 (Vigia).", {"431": "police", "503": "Vigia"}),
    ("Turnout at the rally: 600 (police), 700 (Friday).", {"600": "police", "700": None}),
    # credits behind
    (
        "Some 6,000 people joined a protest march in Lyon on Thursday. That is the prefecture's estimate.",
        {"6,000": "the prefecture"},
    ),
    ("Blockades by protesters were reported at 110 places. That is according to the union.", {"110": "the union"}),
    ("Seven protesters were hurt. That is the government's problem now.", {"Seven": None}),
    (
        "Some 1,100 people joined a protest in Vell. The union gave that figure; police said fewer than 700 had come.",
        {"Some 1,100": "The union", "fewer than 700": "police"},
    ),
    (
        "Some 800 people protested in Porto. In Braga there were 300. These are police figures.",
        {"Some 800": "police", "300": "police"},
    ),
    (
        "Some 800 people protested in Porto and 300 in Braga. Both figures are the union's.",
        {"Some 800": "the union", "300": "the union"},
    ),
    ("Some 800 people protested in Porto. The reports from the districts follow.", {"Some 800": None}),
    ("Porto reported 800 protesters, Braga 300 and Lyon 250, all police figures.", {"800": "police", "250": "police"}),
    # sources without a verb of their own
    (
        "Police counted 4,200 protesters in Vell, where the march ended at 5 p.m., and the organising alliance 9,000.",
        {"4,200": "Police", "9,000": "the organising alliance"},
    ),
    (
        "The committee says the protesters were 300, the police that they were no more than 80.",
        {"300": "The committee", "no more than 80": "the police"},
    ),
    (
        "Police say 400 people protested in Vell, the student council 1,000 and the university 700.",
        {"400": "Police", "1,000": "the student council", "700": "the university"},
    ),
    (
        "According to the police 600 people marched in protest, according to the organisers 1,000.",
        {"600": "the police", "1,000": "the organisers"},
    ),
    ("Police counted 500 protesters in Vell, and the mayor, 51, spoke to them.", {"500": "Police"}),
    # figures on somebody's count, or of somebody's
    (
        "In Vell 2,200 people protested on the organisers' figures and 1,300 on those of the police.",
        {"2,200": "the organisers", "1,300": "the police"},
    ),
    ("Police counted 40 protesters. The figure of the union was at least 100.", {"at least 100": "the union"}),
    ("A watchdog had a count of 97 arrests at the protest. The ministry's was 79.", {"79": "The ministry"}),
    (
        "The unions claim 15,000 people protested, a figure that the prefect reduced to 2,800.",
        {"15,000": "The unions", "2,800": "the prefect"},
    ),
    # who saw it or can prove it
    ("At the protest in Vell the police saw 180 people.", {"180": "the police"}),
    ("Police saw red when 300 people protested in Vell.", {"300": None}),
    ("The court heard that 400 people had joined the protest.", {"400": None}),
    ("The report mentions three people injured at the protest.", {"three": "The report"}),
    ("The diocesan office has the names of two dead from the protest.", {"two": "The diocesan office"}),
    ("The growers, who were 2,500 as counted by the stewards, marched in protest.", {"2,500": "the stewards"}),
    # cues inserted into a clause of their own
    (
        "About 300 people protested in Vell, and in Braga there were, the union claimed, 4,000 protesters.",
        {"About 300": None, "4,000": "the union"},
    ),
    # names
    ("Some 5,000 protesters seized the town hall in Lviv, according to Channel 5.", {"5,000": "Channel 5"}),
    ("Havana — Vigia, a legal aid group, has published a list of 144 people detained at the rally.", {"144": "Vigia"}),
    ("Libya: hospital says 20 protesters dead in Benghazi", {"20": "hospital"}),
    (
        "At the Oakland hospital, 1,500 protesters came, one of their stewards, Ann Bell, told the paper.",
        {"1,500": "one of their stewards, Ann Bell"},
    ),
    (
        "Vigia quoted an MP, Jack Roa, as putting the injured protesters at 36.",
        {"36": "Jack Roa"},
    ),
    (
        "OVD-Info has the following numbers of arrests for Monday's rallies: Moscow 866, Tomsk 58.",
        {"866": "OVD-Info", "58": "OVD-Info"},
    ),
    # several sources with one verb
    (
        "The rally was big. For Paris, police give 80,000, the CFDT 270,000.",
        {"80,000": "police", "270,000": "the CFDT"},
    ),
    (
        "The union claims that 400,000 people marched against the cuts, the University of Vell 80,000, the city police"
        " 15,000.",
        {"400,000": "The union", "80,000": "the University of Vell", "15,000": "the city police"},
    ),
    ("The police, in a note about the rally, have 17,000.", {"17,000": "The police"}),
    ("The Liberal Party of Vell gives the names of five protesters killed.", {"five": "The Liberal Party of Vell"}),
    (
        "Some 14 people were arrested at a sit-in. That's what the ministry says; the union counts 18.",
        {"14": "the ministry", "18": "the union"},
    ),
    # where something was said, and cues between commas
    (
        "Guards stopped around 300 miners on Friday and detained 41 of them, the miners' union Banska Roa announced on"
        " its account.",
        {"41": "the miners' union Banska Roa"},
    ),
    ("In 2012, the union claims, 16 people died in the fuel protests.", {"16": "the union"}),
    (
        "Police made 12 arrests at the protest. That number was given by a spokesman; a lawyer, Ann Bell, put it at 20.",
        {"12": "a spokesman", "20": "a lawyer, Ann Bell"},
    ),
    ("Section 22 said 29 teachers were hurt at the protest.", {"29": "Section 22"}),
    (
        "The Vell commission confirms eight deaths in the protests; it also has 61 arrests.",
        {"61": "The Vell commission"},
    ),
    # who is told, and who tells
    (
        "Thirteen died when protesters stormed a hall in Porto, a deputy inspector general, Jack Roa, told AFP.",
        {"Thirteen": "a deputy inspector general, Jack Roa"},
    ),
    ("A big march went on. The police spoke of 22,000, Attac of 76,000.", {"22,000": "The police", "76,000": "Attac"}),
    ("There were smaller protest marches in over 50 cities, Vigia's count shows.", {"over 50": "Vigia"}),
    ("The march in 2019 attracted 150 people, the committee's records show.", {"150": "the committee"}),
    ("Hundreds had marched against the mayor, a video shows.", {"Hundreds": None}),
    (
        "Two demonstrators were held. Spokeswoman Ann Bell gave these figures to the agency late in the evening.",
        {"Two": "Spokeswoman Ann Bell"},
    ),
    (
        "Police said three protesters had died and 103 had been hurt. The Vell centre's numbers are slightly different:"
        " four and 57.",
        {"103": "Police", "57": "The Vell centre"},
    ),
    (
        "Some 50 policemen had been trapped by 3,000 protesters, Corpac, the airport company, said in a statement; a"
        " local radio station put the crowd at 2,000.",
        {"3,000": "Corpac", "2,000": "a local radio station"},
    ),
    ("That day, 19,000 protesters marched, a figure the police never confirmed.", {"19,000": None}),
    (
        "At least 41 people have died in the protests that began after the death of Ann Bell, state television reported"
        " on Monday.",
        {"41": "state television"},
    ),
]


PASSAGES = [
    # parts of what the sentence before counts
    (
        "The Vigia bureau counted 140 detentions at rallies across the country. That included 82 in Porto and 41 in"
        " Braga. The remaining 17 were held in Faro and Beja.",
        {"140": "The Vigia bureau", "82": "The Vigia bureau", "41": "The Vigia bureau", "17": "The Vigia bureau"},
    ),
    (
        "Later, the ministry updated the number of detained protesters to 774. Of this number, 500 were from Porto.",
        {"774": "the ministry", "500": "the ministry"},
    ),
    (
        "More than 400 people were detained at protests on Sunday, according to Vigia. Its tally covered 56 cities.",
        {"400": "Vigia", "56": "Vigia"},
    ),
    # pronouns after pronouns
    (
        "The Vigia bureau counted 140 detentions at the rallies. The interior ministry gave a lower figure. It said about"
        " 100 people had been held and that most were released. Three officers were hurt, it added.",
        {"about 100": "The interior ministry", "Three": "The interior ministry"},
    ),
    (
        "Police said 12 people were arrested at the protest. Organisers spoke of a crowd of 2,000. They said four people"
        " were hurt. Nobody was in hospital, they added.",
        {"four": "Organisers", "Nobody": "Organisers"},
    ),
    (
        "Mayor Ann Bell spoke of 300 protesters. The governor, Jack Roa, was at the rally too. He counted 400.",
        {"400": "Jack Roa"},
    ),
    (
        "Vigia quoted an MP, Jack Roa, as putting the injured protesters at 36. He had counted fifteen people with"
        " bandages himself.",
        {"fifteen": "Jack Roa"},
    ),
    (
        "The state's governor, Babajide Sanwo-Olu, first said nobody had died at the protest. He then spoke of one death.",
        {"nobody": "Babajide Sanwo-Olu", "one": "Babajide Sanwo-Olu"},
    ),
    (
        "It quoted an official who blamed armed gangs.\n\nJack Roa, who runs a legal aid group, gave a toll of 72.\n\nTens"
        " of thousands had taken part in rallies, he said.",
        {"72": "Jack Roa", "Tens of thousands": "Jack Roa"},
    ),
    (
        "Thirteen died when protesters stormed a hall in Porto, a deputy inspector general, Jack Roa, told AFP. He said"
        " 300 had been injured.",
        {"300": "a deputy inspector general, Jack Roa"},
    ),
    # descriptions
    (
        "Porto police put the crowd at the rally at 60,000; the department's initial figure had been 50,000.",
        {"60,000": "Porto police", "50,000": "Porto police"},
    ),
    (
        "Jack Roa, an official of the union, said 40 protesters were held. The same official counted 900 marchers.",
        {"900": "Jack Roa"},
    ),
    (
        "One person was killed in a protest in Porto, Ann Bell, of the rights group Vigia Norte, said on Monday.\n\nBy"
        " Tuesday the group had counted 132 detainees.",
        {"132": "Vigia Norte"},
    ),
    (
        "There were protests in 170 cities, CNN found. The network put the crowd in Porto at 900.",
        {"170": "CNN", "900": "CNN"},
    ),
    (
        "Police said 19 people were arrested at the rally. Two officers were hurt, the force said.",
        {"19": "Police", "Two": "Police"},
    ),
    (
        "Vigia, a news site, reported 300 protesters in Porto. In Braga 2,000 joined the rally, the site reported.",
        {"2,000": "Vigia"},
    ),
    (
        "Interfax-Ukraine said 1,500 protesters were outside. By evening, the agency's estimate of the rally had grown to"
        " 10,000.",
        {"10,000": "Interfax-Ukraine"},
    ),
    (
        "The Equality Coalition rallied at noon. By midday, the group's numbers had swelled to 300 protesters.",
        {"300": None},
    ),
    (
        "A member of the Liberal Party, Jack Roa, was hurt at a protest in Porto, and 60 others were held, the party said.",
        {"60": "the Liberal Party"},
    ),
    (
        "Porto police counted 1,300 protesters. By the afternoon the number had risen to 2,500, the force said.",
        {"2,500": "Porto police"},
    ),
    (
        "About 350 workers took part in the sit-in, according to the Union of Plantation Workers. The company's figure"
        " was 120.",
        {"120": "The company"},
    ),
    # who reaches a figure, where the sentence before tells of what
    (
        "The government spoke of 62 deaths in the protests in Kenya. Rights groups come to 120.",
        {"62": "The government", "120": "Rights groups"},
    ),
    (
        "Organisers spoke of 90,000 at the march in Milan. Police, who used drones, arrived at a total of 40,000.",
        {"90,000": "Organisers", "40,000": "Police"},
    ),
    ("Organisers declared 20,000 protesters, in police counted 6,500.", {"20,000": "Organisers", "6,500": "police"}),
    (
        "The Inspector-General of Police said 681 protesters were held in Lagos. Seven officers were injured, he said.",
        {"Seven": "The Inspector-General of Police"},
    ),
    (
        "Some 12 protesters were held, reported on Wednesday the head of the service Ann Bell.\n\n"
        "By her words, 48 participants were brought to the police.",
        {"48": "Ann Bell"},
    ),
    # lists and tables
    (
        "By midnight Vigia had confirmed 214 detentions at the rallies of 18 January.\n\n"
        "Porto: 96 people, among them 11 minors.\nBraga: 41.\nVelm: 28.",
        {"96": "Vigia", "41": "Vigia", "28": "Vigia"},
    ),
    (
        "Saturday's protests in numbers\n\nCity | Organisers | Police\nLeeds | 3,000 | 1,800\nHull | 900 | 450",
        {"3,000": "Organisers", "1,800": "Police", "450": "Police"},
    ),
    (
        "Crowd estimates for Saturday's protests, by city:\n\nBelgrade 32,000\nNovi Sad 11,500\nKragujevac 6,200",
        {"32,000": None, "6,200": None},
    ),
    # a headline over a dateline introduces nothing
    (
        "Nairobi nurses march; union says talks to resume\n\n"
        "NAIROBI: Twelve nurses were arrested on Wednesday as some 400 marched to the ministry.",
        {"Twelve": None, "400": None},
    ),
    (
        "One year without the mayor: a square in Istanbul\n\n"
        "ISTANBUL - Last spring hundreds of thousands of protesters gathered there.",
        {"hundreds of thousands": None},
    ),
    # posts headed by an account and a day
    ("@PoliciaCba 4 May 19:05\nOperation at the march in Porto: 2 persons detained.", {"2": "@PoliciaCba"}),
    ("@VellPolice, Apr 11: The rally in Vell has ended. Two people were arrested.", {"Two": "@VellPolice"}),
]


@pytest.mark.parametrize(("text", "sources"), [*PAIRS, *PASSAGES])
def test_each_figure_has_its_source(extractor: Extractor, text: str, sources: dict[str, str | None]) -> None:
    assert {figure: claim_of(extractor, text, figure).source for figure in sources} == sources
