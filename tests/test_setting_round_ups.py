"""Where and when a figure is in texts that tell of many places: round-ups, live blogs, tables, bulletins, datelines."""

from __future__ import annotations

import pytest

from claiming import claim_of
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.gazetteer import Gazetteer

ROUND_UP = (
    "Protests in four countries this week\n\n"
    "1. Ghana\n\nThousands of protesters marched in Accra on Friday.\n\n"
    "2) Chile\n\nClashes went on for days. The unrest left 14 protesters dead, a lawyers' group in Geneva said.\n\n"
    "3. Nepal\n\nPolice shot dead three protesters on Thursday.\n"
)
LIVE = (
    "Fare strike marches: live\n\n"
    "09:40 Crowds of protesters are gathering in York.\n\n"
    "10:15 Sheffield now: 3,000 protesters, say organisers.\n\n"
    "11:20 Bristol: Police say they have arrested six protesters.\n\n"
    "12:05 Leeds update: The march of protesters is over.\n"
)
TABLE = (
    "Town | Protesters\nTucson | 4,500 | 3\nYuma | 250 | 0\n\n"
    "Las Cruces, N.M.: 350 protesters lined the avenue.\nGallup: nearly 100 protesters marched.\n"
)

CAPITALS = (
    "The teachers' marches of Saturday, town by town:\n\n"
    "LISBON. Rain. Organisers counted 3,500 marchers.\n\n"
    "PORTO. The biggest of the day. The real figure, going by the police, was 6,000 protesters.\n\n"
    "BEJA — Some 400 protesters sat down in front of the town hall. Police arrested five of them.\n\n"
    "FARO. Quiet. Nine protesters were injured by a fence.\n"
)
CELLS = (
    "Reports of our branches on the strike\n\n"
    "Town\tVenue\tMarchers\nPorto\tstation\t3,000 protesters\nBraga\tmarket\t450 protesters\nBeja\ttown hall\t90 protesters\n"
)


ROWS = (
    "People detained at the protests on Sunday\n\n"
    "Moscow — 30 people\nSt Petersburg — 806 people\nUfa — 119\nKazan — 68 (including 12 minors)\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # sections under numbered headings
        (ROUND_UP, "Thousands", "Accra"),
        (ROUND_UP, "14", "Chile"),
        (ROUND_UP, "three", "Nepal"),
        # entries of a live blog, lines of a list
        (LIVE, "3,000", "Sheffield"),
        (LIVE, "six", "Bristol"),
        (TABLE, "350", "Las Cruces"),
        (TABLE, "100", "Gallup"),
        # rows of lists and tables without a colon
        (ROWS, "30", "Moscow"), (ROWS, "806", "Saint Petersburg"), (ROWS, "68", "Kazan"), (ROWS, "12", "Kazan"),
        ("Town\tProtesters\tDetained\nPorto\t2,500\t145\nBraga\t–\t12\nFaro\t1,200\t31\n", "1,200", "Faro"),
        ("Turnout at Sunday's protests:\nWellington 3,200\nAuckland 4,500\nDunedin 900\n", "900", "Dunedin"),
        ("Detentions of protesters in Tbilisi (33), Batumi (8) and Telavi (1) were told.", "1", "Telavi"),
        # names in capitals that head their paragraphs, the first cells of a table's rows
        (CAPITALS, "6,000", "Porto"),
        (CAPITALS, "five", "Beja"),
        (CAPITALS, "Nine", "Faro"),
        (CELLS, "450", "Braga"),
        (CELLS, "90", "Beja"),
        # a sum whose parts have a town each
        ("At least nine protesters were killed in Sudan on Sunday: seven in Omdurman and two in Khartoum.", "nine", "Sudan"),
        ("At least nine protesters were killed in Sudan on Sunday: seven in Omdurman and two in Khartoum.", "seven", "Omdurman"),
        ("At least nine protesters were killed in Omdurman, Sudan: seven in hospital and two at home.", "nine", "Omdurman"),
        # a town in brackets behind the figure that it has to itself
        ("Injured at the marches: one constable (Gulu, stone) and 3 students (Kabale, one dog bite).", "3", "Kabale"),
        # a told table
        ("The ministry counted protesters on Saturday. In Lyon 22,000 marched, in Nantes half that; Toulouse mustered 18,000.",
         "18,000", "Toulouse"),
        # the desk that wrote the report
        ("OSLO, March 21 (Nordpress) - About 1.2 million people took part in protests in France on Saturday, the ministry said.",
         "1.2 million", "France"),
        ("Pretoria – Residents of Knysna blocked the N2 in a protest.\n\nPolice in Knysna arrested two protesters.\n\n"
         "The protest saw 15 people injured.", "15", "Knysna"),
        # what a gathering far away is about
        ("Students rallied in Leeds on Saturday against the war in Gaza. They called for an end of the siege of Gaza.\n"
         "Police arrested 40 protesters.", "40", "Leeds"),
        # a whole country, of which a town is a part
        ("Unions marched across France on Saturday.\nA union leader put the total number at 2 million protesters, "
         "with 400,000 protesters in Paris.", "2 million", "France"),
        ("Police in Minneapolis fired on protesters. In the unrest 11 protesters were killed, hundreds injured and "
         "nearly 9,000 arrested across America.", "11", "United States"),
        # another gathering, gone on with
        ("Thousands marched in Kolkata on Sunday against a law. Kolkata police closed roads in Kolkata.\n\n"
         "A similar protest was held in Kerala. Almost seven million people joined the protest.", "seven million", "Kerala"),
        # where a march leads, and where a convoy has not come to yet
        ("Tens of thousands of protesters marched from Tel Aviv to Jerusalem on Saturday.", "Tens of thousands", "Jerusalem"),
        ("Police beat protesters in Karachi. Later some 1,500 protesters left in a convoy for Islamabad, but were stopped.",
         "1,500", "Karachi"),
        # the city of the body that speaks
        ("Protests were held across the United States on Saturday. The Denver Post reported that 8,000 protesters marched in the city.",
         "8,000", "Denver"),
        # a country's capital, before towns that come after
        ("Marches were held in France on Saturday. Police made 57 arrests at protests in the capital, nine in Rennes.",
         "57", "Paris"),
        # towns called so, and districts
        ("In Monywa City in Sagaing Region one protester was shot dead.", "one", "Monywa"),
        # a firm that is called like a town
        ("Villagers rallied in Angul on Thursday. “Down with the Adani Company,” they cried. They would not sell to Adani.\n"
         "Some 400 protesters were counted.", "400", "Angul"),
        # a person who is called like a country
        ("Protesters marched in Oakland. Police Chief Howard Jordan spoke. Jordan said 40 protesters were arrested.",
         "40", "Oakland"),
        # where a source has its seat
        ("Uganda: Opposition defies a ban\n\nPolice in Uganda fired tear gas at protesters. At least three protesters were "
         "killed, according to Human Rights Watch in New York.", "three", "Uganda"),
        # a report written abroad
        ("NAIROBI (Nordpress) - At least 15 protesters were killed in Ethiopia on Sunday.\nPolice detained 80 protesters.",
         "80", "Ethiopia"),
        # the total that a clause brings a count to
        ("Sudan's doctors' committee said 12 protesters had been killed in a march in Omdurman, bringing the total number "
         "of protesters killed since the coup to 96.", "96", "Sudan"),
        ("Sudan's doctors' committee said 12 protesters had been killed in a march in Omdurman, bringing the total number "
         "of protesters killed since the coup to 96.", "12", "Omdurman"),
        # the place of a part, before the next figure
        ("Thousands marched in Caracas on Monday. By Tuesday 11 protesters had died, including one in Maracay, and 749 "
         "protesters had been arrested.", "749", "Caracas"),
        # a country that only its word or its towns tell of
        ("Bulawayo police arrested 36 protesters on Monday. A total of 86 protesters have been arrested nationwide.",
         "86", "Zimbabwe"),
        ("LONDON (AP) — Police in Georgia's capital used water cannon against protesters, and 66 protesters were detained.",
         "66", "Tbilisi"),
        # a list of countries
        ("What happened\n\n• Hungary: About 10,000 protesters formed a human chain in Budapest.\n"
         "• Slovakia: Farmers blocked roads. Some 4,000 protesters stood outside parliament.\n", "4,000", "Slovakia"),
        # who stands among them sees one town
        ("The march in Porto, hour by hour\n\nIn Coimbra nobody is arguing: the police say 5,000.\n\n\"I came off a night shift,\" says Ann "
         "Bell, a nurse from Gaia. \"There are thousands behind me.\"\n\n15:40 Interior ministry: 2,900 in Lisbon.\n\n14:05 "
         "Setting out now: Porto, Lisbon, Coimbra and Évora.", "thousands", "Porto"),
        # of the whole country
        ("Unions said 1.2 million protesters marched across France, while the ministry counted 350,000 nationwide and "
         "47,000 in Paris.", "350,000", "France"),
        ("Thousands protested in Lima, the capital of Peru. Police said 40 protesters were detained across the country, "
         "12 of them in Lima.", "40", "Peru"),
        # a row's brackets are no dateline
        ("Detained at Friday's protests:\nPorto (centre) – 18\nBraga (station) – 9\nFaro (port) – 3", "9", "Braga"),
        # a paper's dateline heads no list
        ("KOLKATA: At least seven protesters were injured in clashes between farmers and police at Asansol on Monday, a "
         "doctor at the hospital there said. Villagers said 2,000 protesters had gathered.", "2,000", "Āsansol"),
        # those who live there
        ("Residents of Knysna, east of George, blocked roads on Wednesday. Police said 22 protesters had been arrested. In "
         "a separate protest in Alexandra on Tuesday, two protesters were injured.", "22", "Knysna"),
        # a region told just before
        ("Farmers rallied in Hisar and Jind. In Punjab protests went on. At least 30 protesters were injured.", "30", "Punjab"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and place.name == name


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        ("Police fired at a crowd of protesters at Tolkunda on Friday. Two protesters were killed at Tolkunda.", "Two", "Tolkunda"),
        ("Forty-eight protesters were injured in the village of Wazirkot south of Nablus.", "Forty-eight", "Wazirkot"),
    ],
)  # fmt: skip
def test_a_village_no_list_knows_is_unresolved(extractor: Extractor, text: str, quote: str, written: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place and (place.written, place.name) == (written, None)


def test_an_unknown_bridge_stands_in_the_town_of_its_story(extractor: Extractor) -> None:
    text = (
        "Protesters marched in Baghdad on Thursday.\n\nOne protester was killed near Sinak bridge, Baghdad police said."
    )
    place = claim_of(extractor, text, "One").place
    assert place and (place.written, place.name) == ("Sinak", "Baghdad")


def test_two_capitals_alone_are_a_town() -> None:
    places = Gazetteer.open(Codebook()).locate("Thousands were marching in DC and in San Francisco.")
    assert places[0].place.name == "Washington"


BULLETIN = (
    "Weekly bulletin\n\nBetween 9 and 15 March the league recorded protests in 13 towns. Police dispersed eight of them. "
    "Our volunteers counted 214 detained protesters.\n\n"
    "On 14 March 6,000 protesters marched in Faro.\n"
)


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        # a dateline's day is that of the report, and "yesterday" counts from it
        ("OSLO, March 20 (Nordpress) - Protesters marched in France on Thursday.\nThe ministry counted 80,000 protesters.",
         "80,000", "2026-03-19"),
        ("COCHABAMBA, March 21 (Andes) - A march of teachers ended yesterday in clashes with police.\n"
         "Police detained 40 protesters.", "40", "2026-03-20"),
        ("Indore, March 21: The strike shut shops today. Police detained 300 protesters during the day.", "300", "2026-03-21"),
        # a live blog's stamp is no day of an event
        ("Farmers broke into the fort in Delhi on Saturday during their rally.\n\nMar 22, 2026 09:05 (IST)\n"
         "Over 80 officers were injured in the clashes.", "80", "2026-03-21"),
        # a bulletin's stretch of days
        (BULLETIN, "214", "2026-03-09/2026-03-15"),
        (BULLETIN, "6,000", "2026-03-14"),
        # a date that only explains a name is no history
        ("Protesters marched in Faro on Friday to recall the date (October 16) that the bill was passed.\n"
         "Later 300 protesters marched in Tavira.", "300", "2026-03-20"),
        # the day that a story ran up to
        ("Protesters filled the streets of Chicago.\nSome 5,000 protesters marched.\nIn the days prior to March 18 many stayed home.",
         "5,000", "2026-03-18"),
        # a headline is about its lead's day
        ("Dozens arrested at harbour protest\n\nAs many as 40 protesters were arrested in Faro early Thursday after Wednesday's "
         "strike. The strike of Wednesday had been calm, and on Wednesday night nobody was hurt.", "Dozens", "2026-03-19"),
        # the name of a wave
        ("March 2026 Ruritanian protests: Clashes with police leave more than 20 protesters dead.", "20", "2026-03-22"),
        # figures and days by turns
        ("Doctors in Oslo said two protesters had died on Monday and four on Tuesday.", "two", "2026-03-16"),
        ("Doctors in Oslo said two protesters had died on Monday and four on Tuesday.", "four", "2026-03-17"),
        ("Police detained 12 protesters in Oslo on Friday after 500 people marched on Wednesday.", "500", "2026-03-18"),
        # what took place on the day that something is told to last since
        ("The camp has stood since Tuesday, when about 300 students occupied the square in Oslo.", "300", "2026-03-17"),
        # a day that lies ahead, a day of something else
        ("A union in Oslo agreed to end the blockade after the mayor promised that the wages would be paid by Friday.\n"
         "Police said 60 protesters were injured.", "60", "2026-03-22"),
        ("The leaders will appear in court on Friday. Police detained 30 protesters at the march in Oslo.", "30", "2026-03-22"),
        ("The hall in Oslo was needed for the victims of Wednesday's gas blast. Police detained 30 protesters.", "30", "2026-03-22"),
        ("Thousands marched in Oslo after Wednesday's vote. Police detained 30 protesters.", "30", "2026-03-18"),
        # the paper of a day
        ('Our report of the march in Oslo on Thursday ("Crowds", 20 March, page 1) said that 12,000 people took part.',
         "12,000", "2026-03-19"),
        # what had been expected of a march that has come
        ("Organisers counted 4,000 marchers in Oslo on 19 March. They had predicted 15,000 when they applied for the permit.",
         "15,000", "2026-03-19"),
        # a total of several days of a wave
        ("At least 20 protesters have been killed in three days of protests in Guinea, the ministry said.", "20",
         "2026-03-20/2026-03-22"),
        ("Police detained 20 protesters in Conakry, Guinea, on Friday after three days of protests.", "20", "2026-03-20"),
        # a total since something began whose day is told elsewhere
        ("Bread riots broke out in Sudan on 2 March. On Friday the minister told parliament that 593 people had been "
         "arrested since the unrest began.", "593", "2026-03-02/2026-03-20"),
        ("Eleven people have been killed in Peru since the start of the protests. The protests erupted on 7 March.",
         "Eleven", "2026-03-07/2026-03-22"),
        # a day to come
        ("Police broke up a sit-in of teachers in Kisumu on Friday. The commander said three protesters were detained and "
         "would be arraigned today.", "three", "2026-03-20"),
        ("In Lugo fewer than 200 trade unionists picketed the ministry. In Vigo a rally set for Thursday was called off.",
         "fewer than 200", "2026-03-22"),
        # a comparison with a day
        ("Unions say 2.8 million people marched on Saturday; the ministry counts 1.2 million, which is more than on 19 February.",
         "1.2 million", "2026-03-21"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day


@pytest.mark.parametrize(("published", "day"), [("2026-05-02", "2026-05-01"), ("2026-09-08", "2026-09-07")])
def test_labor_day_is_the_one_near_by(extractor: Extractor, published: str, day: str) -> None:
    text = "Police arrested five protesters at a rally in Manila on Labor Day."
    assert claim_of(extractor, text, "five", published).when.date == day


@pytest.mark.parametrize("quote", ["30", "806", "119", "68"])
def test_the_day_of_a_list_is_that_of_what_heads_it(extractor: Extractor, quote: str) -> None:
    assert claim_of(extractor, ROWS, quote).when.date == "2026-03-22"


def test_what_stands_under_a_list_is_not_of_its_last_town(extractor: Extractor) -> None:
    assert (
        claim_of(extractor, f"{ROWS}TOTAL — 1,100\n\nAt least 17 protesters were injured.", "At least 17").place is None
    )
    assert claim_of(extractor, f"{ROWS}TOTAL — 1,100\n", "1,100").place is None


@pytest.mark.parametrize(
    "towns",
    [
        ("Lyon", "Nice", "Tours"),
        ("Leeds", "Bolton", "Derby", "Preston"),
        ("Nancy", "Bari", "Essen", "Kiel"),
        ("Kano", "Batman", "Austin", "Phoenix", "Hamilton"),
        ("Hull, England", "Mobile, Alabama", "Dar es Salaam"),
    ],
)
@pytest.mark.parametrize("form", ["{town}\n\nAbout {n} people marched on Monday. Police arrested {m} of them.",
                                  "{town}. About {n} people marched on Monday, and police arrested {m} of them."])  # fmt: skip
def test_towns_that_head_the_sections_of_a_round_up(extractor: Extractor, towns: tuple[str, ...], form: str) -> None:
    told = [form.format(town=town, n=200 + i, m=20 + i) for i, town in enumerate(towns)]
    text = "\n\n".join(["Monday's protests, town by town", *told])
    for i, town in enumerate(towns):
        for quote in (str(200 + i), str(20 + i)):
            place = claim_of(extractor, text, quote).place
            assert place is not None
            assert place.written == town.partition(",")[0]


def test_titles_that_are_words_are_no_towns(extractor: Extractor) -> None:
    text = (
        "Monday's protests\n\nBackground\n\nAbout 300 people marched in Lyon on Monday.\n\n"
        "Orange\n\nPolice arrested 12 people, the prefecture said.\n\nMarch\n\nThe march drew about 400 people."
    )
    for quote in ("300", "12", "400"):
        place = claim_of(extractor, text, quote).place
        assert place is not None
        assert place.name == "Lyon"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Rallies were also held in at least five other cities. Germany has criticised the law.", "PL"),
        ("Rallies were also held in five other towns with help from Hungary.", "PL"),
        ("Rallies were also held in five German cities.", "DE"),
        ("Rallies were also held in five cities across Germany.", "DE"),
    ],
)
def test_other_cities_are_of_the_country_told_of(extractor: Extractor, told: str, code: str) -> None:
    place = claim_of(extractor, f"Thousands gathered in Warsaw on Sunday. {told}", "five").place
    assert place is not None
    assert place.country == code
