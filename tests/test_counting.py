"""What figures count: lists, tables, headlines, parts of a figure, wordings without a verb of detaining or hurting."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.candidates import Candidates
from demonstrably.extract.counting.lists import Lists
from demonstrably.extract.discourse import Discourse
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document


@pytest.fixture(scope="module")
def finder() -> Candidates:
    return Candidates(Codebook())


@pytest.fixture(scope="module")
def lists() -> Lists:
    return Lists.of(Codebook().table("en/counting"))


def readings(finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str) -> set[str]:
    """The attributes under which a figure of a text can be read."""
    found = finder.find(Discourse(Document("d", text, "en"), analyser))
    at = text.index(quote) if text.count(quote) == 1 else -1  # a hedge before it is part of the figure's own quote
    return {c.reading.attribute for c in found if c.quantity.quote == quote or c.start <= at < c.end}


@pytest.mark.parametrize(
    ("text", "quote", "attribute"),
    [
        ("The number of protesters held rose to 45 in Arvo.", "45", "detained"),
        ("The number of students taken into custody in Arvo stands at 45.", "45", "detained"),
        ("12,000 march in Arvo as port grinds to halt.", "12,000", "participants"),
        ("Thousands mourn, 20 arrested at night vigil.", "20", "detained"),
        ("A vendor shot by police during the protests in Arvo.", "A", "injured"),
        ("On the square gathered about 300 persons with placards.", "about 300", "participants"),
        ("In the protest took part 250 teachers.", "250", "participants"),
        ("Some 600 lamplighters rallied at the quay.", "Some 600", "participants"),
        ("They faced roughly 150 counter-protesters.", "roughly 150", "participants"),
        ("The rally, a 5,000-strong affair, ended early.", "5,000", "participants"),
        ("Ten marchers were hurt, two of them badly.", "two", "injured"),
        ("Police arrested 342 marchers, of whom 20 minors, in Arvo.", "20", "detained"),
        ("Police have 61 rioters, aged between 14 and 70, in custody.", "61", "detained"),
        ("After the riot nineteen people were brought in for questioning.", "nineteen", "detained"),
        ("After the riot 41 policemen were brought in with wounds.", "41", "injured"),
        ("The rally's death toll rose during the day from 15 to 149.", "149", "killed"),
        ("The clashes left two marchers including a constable dead.", "two", "killed"),
        ("At the march a man broke both legs.", "a", "injured"),
        ("Detectives arrested a 19-year-old at the protest.", "a", "detained"),
        ("Fifty arrests were made at the march in Arvo, none in Lorne.", "none", "detained"),
        ("A dharna by 30-odd lawyers ended at noon.", "30-odd", "participants"),
        ("Some 160 bread and vegetable sellers walked to the ministry in protest.", "Some 160", "participants"),
        ("The march was joined by a 40-strong class.", "40", "participants"),
        ("At the vigil there were 80 Uighurs on the square.", "80", "participants"),
        ("A protest by around 200 schoolchildren ended.", "around 200", "participants"),
        ("214 protesters held in a week", "214", "detained"),
        ("After the march 30 people were held for hours.", "30", "detained"),
        ("Vigia said the following were held at the march:\n- in Arvo, 31 people;\n- in Lorne, 12.", "12", "detained"),
        ("Rallies were held in Arvo (1,000), Lorne (600) and Port Lorne (150), police said.", "600", "participants"),
        ("After the march people were held in Arvo (30), Lorne (9) and Port Lorne (7).", "9", "detained"),
        ("Detained at the rallies so far: Arvo – 118, Port Lorne – 9", "9", "detained"),
        ("At least 312 people were detained at the rallies on Sunday.\n\n• Arvo — 188\n• Lorne — 61", "61", "detained"),
        ("The protest in Arvo ended with 34 arrests, of whom 12 have been released.", "34", "detained"),
        ("Vigia reports on the protests:\nKilled: 29\nArrested: more than 1,200", "more than 1,200", "detained"),
        ("10 hurt as protesters clash with police in Arvo", "10", "injured"),
        ("Police break up student march in Arvo; 63 held", "63", "detained"),
        ("Protesters were detained in Kazan (14), Samara (9) and Ufa (22).", "9", "detained"),
        ("Police made arrests in nine towns. Kazan leads the list (14), followed by Samara (9).", "14", "detained"),
        ("Police made arrests in nine towns. Kazan had the most (14), with Samara (9) behind.", "9", "detained"),
        ("The march ended in 312 arrests. Kazan: 14. Samara: 9, among them a lawyer. Ufa: 22.", "9", "detained"),
        ("Two demonstrators died when a truck crashed into their roadblock.", "Two", "killed"),
        ("Three protesters were killed by police fire in Arvo.", "Three", "killed"),
        ("Dozens rallied over the killing of two protesters.", "two", "killed"),
        ("Police broke up a gathering of more than 25 people.", "more than 25", "participants"),
        ("The drone filmed no tent at the march; the police speak of 900.", "900", "participants"),
        ("Kenyan police arrest over 300 in anti-tax protests", "over 300", "detained"),
        ("Police in Arvo arrest dozens as fuel queue protest turns ugly", "dozens", "detained"),
        ("Scores of relatives gathered at the gate on Sunday and held a protest.", "Scores", "participants"),
        ("Farmers protested. The ministry counted 64 road blocks in Lorne.", "64", "places"),
        ("The number of blockades in the protest rose to 27 on Monday.", "27", "places"),
        ("Strikers rallied. That day an estimated 4,000 people sat outside the hall.", "an estimated 4,000", "participants"),
        ("Police said in June 15 protesters were arrested at the mine.", "15", "detained"),
        ("A case was filed against 12 protesters who were arrested.", "12", "detained"),
        # whatever the syntax, by a word of the same sentence
        ("Of those arrested at the march, four came from Arvo and three from Lorne.", "four", "detained"),
        ("One person died of wounds and scores were hurt as the protest turned to riot.", "scores", "injured"),
        ("Confirming the arrests, he said of the marchers: 'They are 38.'", "38", "detained"),
        ("After the marches some 400 people in 11 Portuguese cities are in custody.", "some 400", "detained"),
    ],
)  # fmt: skip
def test_a_figure_can_be_read(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str, attribute: str
) -> None:
    assert attribute in readings(finder, analyser, text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("A petition against the march gathered 42,000 signatures.", "42,000"),
        ("Protesters say 1,150 gates were ordered, of which 212 have arrived.", "212"),
        ("Protest news. Rate this page: 1 2 3 4 5", "3"),
        ("Marchers oppose the Bridge Toll Act, passed by 118 votes to 104.", "104"),
        ("What the arrests mean for the protest:\n- the union lost 4,000 votes", "4,000"),
        ("Nine people were held at the march, four of them under 18.", "under 18"),
        ("Nine of those held at the march were under 18.", "under 18"),
        ("Gatherings of more than 25 people are banned since the protest.", "more than 25"),
        ("The decree bans protests of over 500 people.", "over 500"),
        ("There are about 340,000 domestic workers in the city, and some protest.", "about 340,000"),
        ("Fishermen staged a protest against the arrest of a colleague.", "a"),
        ("Dozens rallied over the killing of two shopkeepers.", "two"),
        ("A judge ordered the release of 95 of the detainees after the protest.", "95"),
        ("Nine marchers were held. A boy of 16 had his wrist broken.", "16"),
    ],
)
def test_things_are_no_people(finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str) -> None:
    assert not readings(finder, analyser, text, quote) - {"places"}


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Thousands marched against the war in Miro, in which more than 34,000 people have been killed.", "34,000"),
        ("Thousands marched against the offensive in Miro, which has killed 34,000 villagers.", "34,000"),
        ("Students pitched tents to protest the war in Miro, where at least 900 people have been hurt.", "900"),
        ("Thousands rallied in Arvo after a nightclub fire killed 59 people in Lorne.", "59"),
        ("They marched for the miners: six men died in an accident and 15 when a roof collapsed.", "six"),
        ("The rally marked a year since the collapse of the canopy that killed 15.", "15"),
    ],
)
def test_harm_of_another_cause_is_no_harm_of_the_gathering(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str
) -> None:
    assert not readings(finder, analyser, text, quote)


LIST = "Protest tally\n\nDetained:\n• Arvo – 118\n• Lorne – none\n\nInjured:\n• Arvo – 23\n\nOrganisers thanked 40 helpers."


@pytest.mark.parametrize(("quote", "attribute"), [("118", "detained"), ("none", "detained"), ("23", "injured")])
def test_a_heading_says_what_its_list_counts(lists: Lists, quote: str, attribute: str) -> None:
    assert lists.attribute_at(LIST, LIST.index(quote)) == attribute


@pytest.mark.parametrize(
    ("lead", "attribute"),
    [
        ("Calls came all night. The number of people detained by 20:00:", "detained"),
        ("Arrests at Sunday's rallies by city", "detained"),
        ("Protesters hurt in the clashes:", "injured"),
        ("Turnout and arrests:", None),
        ("Calls came all night. Nobody slept.", None),
    ],
)
def test_a_lead_says_what_its_list_counts(lists: Lists, lead: str, attribute: str | None) -> None:
    text = f"{lead}\n\n1. Arvo: 118\n2. Lorne: 9"
    assert lists.attribute_at(text, text.index("118")) == attribute


@pytest.mark.parametrize(
    ("title", "attribute"),
    [
        ("DETENTIONS AT THE WALKS OF 3 MAY", "detained"),
        ("The walks of 3 May", None),
        ("Detentions at the walks. More below.", None),
    ],
)
def test_a_title_says_whose_harm_lists_and_totals_count(lists: Lists, title: str, attribute: str | None) -> None:
    text = f"{title}\n\nWe list a name twice told. So far 214 people in 9 cities.\n\nArvo — 118\nLorne — 9"
    assert {lists.attribute_at(text, text.index(figure)) for figure in ("214", "118")} == {attribute}


def test_leads_and_lines_around_have_true_spans(lists: Lists) -> None:
    text = f"Nobody slept.\n\n{LIST}"
    lines = [lists.lead_at(text, text.index("23")), *lists.around(text, text.index("118"))]
    assert lines and all(line and text[line.start :].startswith(line.text) for line in lines)


def test_outside_a_list_no_heading_counts(lists: Lists) -> None:
    assert lists.attribute_at(LIST, LIST.index("40")) is None


def test_columns_say_what_their_cells_count(lists: Lists) -> None:
    table = "City | Turnout (police) | Arrests\nArvo | 3,000 | 2\nLorne | 250 | 0"
    assert lists.attribute_at(table, table.index("3,000")) == "participants"
    assert lists.attribute_at(table, table.index("2\n")) == "detained"
    assert lists.attribute_at(table, table.index("250")) == "participants"
    assert lists.attribute_at(table, len(table) - 1) == "detained"


def test_the_trampled_to_death_are_not_only_hurt(finder: Candidates, analyser: EnglishAnalyser) -> None:
    assert "injured" not in readings(finder, analyser, "In the riot 10 people were trampled to death.", "10")


def test_other_columns_count_nothing(finder: Candidates, analyser: EnglishAnalyser) -> None:
    text = "Town\tArrested\tReleased\tStill held\nArvo\t41\t30\t11\nLorne\t36\t35\t1"
    assert readings(finder, analyser, text, "41") and not readings(finder, analyser, text, "30")
    assert not readings(finder, analyser, text, "35")


def test_a_heading_of_two_kinds_says_nothing(lists: Lists) -> None:
    text = "Arrests and injuries:\nArvo: 12"
    assert lists.attribute_at(text, text.index("12")) is None


PIECES = [
    "Arvo",
    "Lorne – 18",
    "Porto 5",
    ", ",
    " and ",
    "; ",
    ": ",
    " | ",
    "\t",
    "\n",
    "\r\n",
    "• ",
    "1. ",
    "Detained",
    "Turnout (police)",
    ".",
    " (",
    ")",
    "7,",
    "9",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 200))
def test_any_text_is_a_list_or_none(lists: Lists, text: str, at: int) -> None:
    at = min(at, len(text))
    assert lists.attribute_at(text, at) in (None, "participants", "detained")
    lines = [lists.lead_at(text, at), lists.column_at(text, at), *lists.around(text, at)]
    assert all(line is None or text[line.start :].startswith(line.text) for line in lines)


@pytest.mark.parametrize(
    ("text", "quote", "attribute"),
    [
        ("After the march Saint Orra Hospital received 36 patients, most with baton wounds.", "36", "injured"),
        ("At least 48 students took treatment after the police broke up the sit-in.", "At least 48", "injured"),
        ("Two marchers were struck by a van near the quay.", "Two", "injured"),
        ("After the riot the legal desk logged sixteen (16) cases of arrest of strikers.", "sixteen (16)", "detained"),
        ("Nineteen get arrested protesting the harbour plan.", "Nineteen", "detained"),
        ("Traffic halted as thousands of trade school and college protesters sped through Arvo.", "thousands", "participants"),
        ("First,thirty students held a sit-in in the hall.", "thirty", "participants"),
        ("The crowd of demonstrators swelled to about 6,000 downtown.", "about 6,000", "participants"),
        ("Police arrested 90 marchers in Arvo; 40 from Haswell and 50 from Orme.", "50", "detained"),
        ("They voted to move 12 beds; at the march, the union warns, \"there will be a thousand\".", "a thousand", "participants"),
        ("Six men and two women, aged 24 to 61, were brought to the district police headquarters after the sit-in.", "two", "detained"),
        ("The ministry is holding 12 demonstrators after the march.", "12", "detained"),
        ("According to the police, taking part were about 1,800 in the march.", "about 1,800", "participants"),
        ("The Arvo march, c. 70 strong, broke up by itself.", "c. 70", "participants"),
        ("HUNDREDS MARCH IN ARVO; 2 COPS HURT AT THE TOWN HALL", "2", "injured"),
        ("43 HELD AFTER NIGHT OF RAGE AS PROTESTS GO ON", "43", "detained"),
        ("Police wounded two students after hundreds of them tried to march to the hall.", "hundreds", "participants"),
        ("Police confirmed that nobody was nicked at the march.", "nobody", "detained"),
        ("She said 16 people were hauled up after the sit-in.", "16", "detained"),
        ("Participants of the picket in the number of 40 people were delivered to departments of police.", "40", "detained"),
        ("31 in preventive custody after the march in Arvo.", "31", "detained"),
        ("The protest ended with 23 rioters in the cells.", "23", "detained"),
        ("The party claimed 45 of its activists took pellets at the march.", "45", "injured"),
        ("The convener put the number of the hurt at 40 after the rally.", "40", "injured"),
        ("The mayor placed the dead at six after the riot.", "six", "killed"),
        ("At the sit-in a woman lost consciousness in the crush.", "a", "injured"),
        ("Three men asked for medical aid after the march.", "Three", "injured"),
        ("There were no deceased, she said of the riot.", "no", "killed"),
        ("About fifty quad bike riders rode to the court in protest.", "About fifty", "participants"),
        ("As we wrote, on July 14 in Arvo 40 persons picketed the town hall.", "40", "participants"),
        ("In the protest six persons sustained various degrees of injury.", "six", "injured"),
        ("Hundreds of activists squatted on the tracks in protest.", "Hundreds", "participants"),
        ("The marchers came down the hill into Arvo 6,000 strong.", "6,000", "participants"),
        ("Two of the injured died in hospital after the march.", "Two", "killed"),
        ("Three of the detainees had broken ribs after the march.", "Three", "injured"),
        ("The clinic's director said that it had attended to 16 people after the march.", "16", "injured"),
        ("Seven persons applied to medical centres after the protest.", "Seven", "injured"),
        ("One of the marchers was diagnosed with a broken collarbone.", "One", "injured"),
        ("On Sunday a 35-year-old teacher suffered a broken leg at the picket.", "a", "injured"),
        ("At the march a constable had two teeth knocked out.", "a", "injured"),
        ("The marchers fled; a British tourist is among the dead.", "a", "killed"),
        ("In the protests fourteen villagers fell to police bullets.", "fourteen", "killed"),
        ("In 2008 a machinist was shot dead in the protests.", "a", "killed"),
        ("Police dispersed the marchers and held 12.", "12", "detained"),
        ("The army said it was holding 20 people after the march.", "20", "detained"),
        ("Gendarmes broke up the sit-in and took in nine pupils.", "nine", "detained"),
        ("At the protest police detained 14 youths who tried to storm the gate.", "14", "detained"),
        ("At the rally police arrested 14 men who charged the cordon.", "14", "detained"),
        ("After the march a doctor at the Orme hospital said six students had been admitted.", "six", "injured"),
        ("The march went on; police gave a figure of 95.", "95", "participants"),
        ("After the sit-in three persons were escorted to the Orme inspectorate.", "three", "detained"),
        ("At the rally two dockers were left paralysed by bullets.", "two", "injured"),
        ("At the picket five complained of having been beaten.", "five", "injured"),
        ("After the march four people were seen to at the provincial hospital.", "four", "injured"),
        ("The march ended with one officer with a dislocated shoulder.", "one", "injured"),
        ("At the blockade two marchers were killed on the roads they had blocked.", "two", "killed"),
        ("After the march 54 persons were taken to the Kent, Arav and Ereb police divisions.", "54", "detained"),
        ("Nine activists were taken to an unknown destination after the protest.", "Nine", "detained"),
        ("After the rally among those taken were two reporters and one minor.", "one", "detained"),
        ("At the march five students were wounded and one, a freshman, died.", "five", "injured"),
        ("The lawyers put those arrested at the march at 64.", "64", "detained"),
        ("Radio Arvo put the number of those held after the riot at \"fewer than 30\".", "fewer than 30", "detained"),
        ("The number of those detained at the rallies exceeds 700.", "exceeds 700", "detained"),
        ("The students said of the march that the injured were 19.", "19", "injured"),
        ("Those with wounds were put at 12 and those with injuries at 31 after the riot.", "31", "injured"),
        ("After the march in Arvo: arrests so far: 48.", "48", "detained"),
        ("The death count of the protests stands at 14.", "14", "killed"),
        ("Police broke up the sit-in, bundling 22 into vans.", "22", "detained"),
        ("At the march nine were led away by officers.", "nine", "detained"),
        ("After the rally fifteen porters were seized by officers.", "fifteen", "detained"),
        ("At the picket nine people were invited for questioning.", "nine", "detained"),
        ("Some 70 of the marchers ended up in police vans.", "Some 70", "detained"),
        ("To the police station were taken 33 persons after the picket.", "33", "detained"),
        ("Eleven of the 40 people arrested at the march are minors.", "40", "detained"),
        ("Seven required surgery after the clashes at the rally.", "Seven", "injured"),
        ("Three of the marchers had to be taken to hospital.", "Three", "injured"),
        ("The ambulances took 26 people to hospital after the march.", "26", "injured"),
        ("The gas left 13 marchers with breathing difficulties.", "13", "injured"),
        ("At the rally a student known as Ivo Mar, 22, lost an eye.", "a", "injured"),
        ("In the clashes died four people, the strikers said.", "four", "killed"),
        ("The riots cost five lives.", "five", "killed"),
        ("No lives were lost in the protest.", "No", "killed"),
        ("The strikers buried their dead; two of their number died at the gate.", "two", "killed"),
        ("Police expect up to 1,800 and 300 tractors at the march.", "up to 1,800", "participants"),
        ("Some sixty-odd interns held a sit-in.", "Some sixty-odd", "participants"),
        ("Of the march the police said \"700 or thereabouts\".", "700 or thereabouts", "participants"),
        ("The union said 9,000 countrywide had joined the strike rally.", "9,000", "participants"),
        ("Three shot in Orme as traders riot.", "Three", "injured"),
        ("Tens of thousands protest pension bill; 8 held in Orme.", "Tens of thousands", "participants"),
        ("At the rally a woman in a red coat is bleeding from the mouth.", "a", "injured"),
        ("After the rally, a nurse broke an ankle.", "a", "injured"),
        ("A night watchman was trampled by a fleeing crowd in the riot.", "A", "injured"),
        ("In Orme, the port's old town, a 17-year-old was shot and wounded at a protest.", "a", "injured"),
        ("At the march a porter was struck by a bullet and died.", "a", "killed"),
        ("At the rally two officers and four strikers receive medical care.", "two", "injured"),
        ("Volunteers provided first aid to 30 marchers.", "30", "injured"),
        ("Medics attended to nine cases of fainting at the march.", "nine", "injured"),
        ("The lawyers noted over 40 cases of injured demonstrators.", "over 40", "injured"),
        ("Three marchers were run over by a van.", "Three", "injured"),
        ("At the protest four cameramen were roughed up.", "four", "injured"),
        ("A marcher's wrist was broken by a baton.", "A", "injured"),
        ("After the protest four of our members were taken from their homes.", "four", "detained"),
        ("Rioters fled; nine youngsters were caught in the car park, police said.", "nine", "detained"),
        ("Police detained and later released 18 marchers.", "18", "detained"),
        ("Officers carried off 33 people at the sit-in.", "33", "detained"),
        ("Two men are helping police with their enquiries after the riot.", "Two", "detained"),
        ("Police made 33 arrests at the march on April 25 and 23 more two days later.", "23", "detained"),
        ("Police detained nine of the 150 participants.", "150", "participants"),
        ("The two marches mustered 3,000.", "3,000", "participants"),
        ("A procession of 3,000 wound through the old town.", "3,000", "participants"),
        ("Six were hurt. The union says that the march numbered 7,000.", "7,000", "participants"),
        ("They number 300 at the picket.", "300", "participants"),
        ("Nurses picketed outside nine hospitals.", "nine", "places"),
        ("Marches were held in the two largest cities.", "two", "places"),
        ("Strikers defied a curfew in six towns.", "six", "places"),
        ("Farmers rallied at the four depots that were shut.", "four", "places"),
        ("At the march 12 diehards stayed and 40 landlords rallied against them.", "40", "participants"),
    ],
)  # fmt: skip
def test_a_figure_can_be_read_whatever_its_wording(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str, attribute: str
) -> None:
    assert attribute in readings(finder, analyser, text, quote)


@pytest.mark.parametrize(
    ("text", "quote", "attribute", "role"),
    [
        ("He said that between 80 and 100 people had gathered at the gate.", "between 80 and 100", "participants", "subject"),
        ("Police said between 80 and 100 rioters threw stones.", "between 80 and 100", "participants", "subject"),
        ("In the region of 2,500 people filled the square in protest.", "In the region of 2,500", "participants", "subject"),
        ("Police arrested between 30 and 40 people at the rally.", "between 30 and 40", "detained", "object"),
        ("The protest drew in the region of 400 people.", "in the region of 400", "participants", "object"),
        ("The rally was attended by between 300 and 400 nurses.", "between 300 and 400", "participants", "passive"),
    ],
)  # fmt: skip
def test_a_hedge_hides_no_role(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str, attribute: str, role: str
) -> None:
    found = finder.find(Discourse(Document("d", text, "en"), analyser))
    assert (attribute, role) in {(c.reading.attribute, c.reading.role) for c in found if c.quantity.quote == quote}


@pytest.mark.parametrize(
    ("text", "quote", "attribute"),
    [
        ("More than 300 demonstrations took place across the country on Friday.", "More than 300", "participants"),
        ("There were hundreds of marches in smaller towns.", "hundreds", "participants"),
        ("A mother of four was killed in the protests.", "four", "killed"),
        ("Protests shook Arvo, a city of around 64,000 people.", "around 64,000", "participants"),
        ("Police deployed more than 4,000 police on the streets for the march.", "more than 4,000", "participants"),
        ("The 1,300-strong union held assemblies before the strike.", "1,300", "participants"),
        ("The crowd filled the square at one point.", "one", "places"),
        ("Some 3,000 people have taken refuge from the riots in churches.", "Some 3,000", "places"),
        ("More police stood by the march, three of whom were carrying shields.", "three", "participants"),
        ("The march saw two people, aged 22 and 26, arrested.", "26", "participants"),
        ("Riots and rallies.\n14.Lowmark\nMarchers filled the town.", "14", "detained"),
        ("Orra Mining (7042.TK) said the strike was over.", "7042", "participants"),
        ("Between Monday and Friday 12 people sat in the cells; the march was on Sunday.", "12", "places"),
        ("Two of the injured have since died, the marchers say.", "Two", "injured"),
        ("Three of the detainees had broken ribs after the march.", "Three", "detained"),
        ("We ordered 1,150 gates, of which \"212 have come\", before the march.", "212", "injured"),
        ("The union is holding 12 protests.", "12", "detained"),
        ("A hundred people passed out leaflets at the march.", "A hundred", "injured"),
        ("The march passed 300 strong doors.", "300", "participants"),
        ("The march was against cold that has killed 68 people.", "68", "killed"),
        ("A boiler blast killed three workers and injured 12, and people marched.", "12", "injured"),
        # no harm that befell them there
        ("A vigil was held in Arvo for the 51 people killed in the attack on the mine.", "51", "killed"),
        ("Marchers remembered the 12 people killed in the floods.", "12", "killed"),
        ("The protest ended with the arrest of 34 marchers and the release of 20 of them.", "20", "detained"),
        ("After the march two men were questioned but not arrested.", "two", "detained"),
        ("Eleven marchers were arrested. Ten were cited for jaywalking.", "Ten", "detained"),
        ("Police held 54 marchers; by noon, 49 of them have been set free.", "49", "detained"),
        ("Scores of relatives gathered at the gate on Sunday and held a protest.", "Scores", "detained"),
        ("Forty marchers were arrested in an operation by 350 officers.", "350", "detained"),
        ("None of the injuries at the march was grave.", "None", "injured"),
        ("The strikers blocked the quay. A motorcyclist was hurt when he ran into the back of a queue.", "A", "injured"),
        # people who were not there
        ("The rally showed that 490,000 citizens stayed at home.", "490,000", "participants"),
        ("Thousands of passengers remain stranded by the protest.", "Thousands", "participants"),
        ("After the protest a case was registered against 400 unknown persons.", "400", "participants"),
        ("The march was led by the pastor of a 300-member church.", "300", "participants"),
        ("Thirty marchers, most of them over sixty, stood on the road.", "over sixty", "participants"),
        ("Protest was common: one study counted 120 roadblocks in 1997.", "120", "places"),
        ("About 40,000 people live in the district where the marchers met.", "About 40,000", "participants"),
        ("After the riots 20,000 people have fled the region.", "20,000", "participants"),
        ("A court convicted 12 protesters over the march.", "12", "participants"),
        ("While they marched, a festival nearby was attended by 35,000 visitors.", "35,000", "participants"),
        ("The lawsuit over the march was brought by eleven demonstrators.", "eleven", "participants"),
        ("The group's leader, 58, was detained at the rally in Brno.", "58", "detained"),
        ("Officers held off about 300 protesters for an hour.", "about 300", "detained"),
        ("For the march the party brought in 200 supporters by bus.", "200", "detained"),
        ("Outside people marched; the hall held 400 people for the meeting.", "400", "detained"),
        ("Despite the sit-in the university admitted 300 students in September.", "300", "injured"),
        ("At the march rebels held 12 people hostage.", "12", "detained"),
        ("While people marched, a robbery in Orme left a mark: three people died in a robbery.", "three", "killed"),
        ("One of the rioters, 33, was shot dead at the march.", "33", "killed"),
        ("A marcher was shot dead at the rally, and another, 19, died later.", "19", "killed"),
        ("The marchers left after submitting a memorandum signed by 1,461 persons.", "1,461", "participants"),
        ("Charges over the march were filed against 29 people.", "29", "participants"),
        ("Outside people marched; the motion was carried by 83 to 43.", "83", "participants"),
        ("Outside people marched; the bill was rejected by 61 votes to 24.", "24", "participants"),
        ("The marchers met in a church that can hold 400 people.", "400", "participants"),
        ("The march went on; there was no official count of the injured.", "no", "injured"),
        ("While people marched, torrential rain killed 14 villagers.", "14", "killed"),
        ("Strikers rallied; the unions represent 2 million workers.", "2 million", "participants"),
        ("The college has about 900 students; 40 protested.", "about 900", "participants"),
        ("Protesters said 60,000 people have signed a petition.", "60,000", "participants"),
        ("The match near the march was watched by a crowd of 4,188.", "4,188", "participants"),
        ("After the protest about 700 pupils were sent home.", "about 700", "participants"),
        ("She marched for the 50,000 who cannot be here.", "50,000", "participants"),
        ("At the rally, the officers on duty numbered 40.", "40", "participants"),
        ("The earthquake, marchers said, claimed 8,800 lives.", "8,800", "participants"),
        ("After the protests a curfew was imposed in six districts.", "six", "places"),
        ("The army declared a state of emergency in 10 of 21 provinces after the riots.", "10", "places"),
        ("Schools in two districts will stay shut during the strike rally.", "two", "places"),
        ("A coalition of 22 churches called the march.", "22", "places"),
        ("Hundreds were detained at rallies in the three states.", "three", "places"),
        ("After the march, 210 of the injured had left hospital.", "210", "injured"),
        ("Away from the march, 22 people were injured when a bus hit a lorry.", "22", "injured"),
        ("Away from the march, five were hurt when rebels triggered a landmine.", "five", "injured"),
        ("At the march two were sprayed by a passer-by and treated.", "a", "injured"),
        ("At the march a reporter's windscreen was hit by stones.", "a", "injured"),
        ("At the picket police took away one man, a member of the council.", "a", "detained"),
        ("A court jailed six over the riot.", "six", "detained"),
        ("Six were jailed for two years over the riot.", "Six", "detained"),
        ("Marchers besieged the post over the death of a man in custody.", "a", "detained"),
        ("Before the march ten were arrested on charges of smuggling arms.", "ten", "detained"),
        ("Police kept around 50 protesters away from the embassy.", "around 50", "detained"),
        ("Before the march the authorities brought in 500 officers.", "500", "detained"),
        ("A church guarded by police took in 30 protesters.", "30", "detained"),
        ("The 200 marchers were looked after by volunteers.", "200", "injured"),
    ],
)  # fmt: skip
def test_a_figure_is_not_read_so(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str, attribute: str
) -> None:
    assert attribute not in readings(finder, analyser, text, quote)


@pytest.mark.parametrize(
    ("heading", "attribute"),
    [("Some crowd sizes", "participants"), ("Arrests", "detained"), ("The marches were large.", "participants"), ("Votes", None)],
)  # fmt: skip
def test_rows_without_a_sign_are_a_list(lists: Lists, heading: str, attribute: str | None) -> None:
    places_first = f"{heading}\nArvo about 7,000\nPort Lorne 900\nSt. Haswell, Orra 5-10,000 (police)"
    figures_first = f"{heading}\n60,000 in Arvo / Lorne\n22,000 marchers at the Quay\n5-10,000 Haswell, Orra: (est.)"
    assert lists.attribute_at(places_first, places_first.index("900")) == attribute
    assert lists.attribute_at(figures_first, figures_first.index("22,000")) == attribute


def test_two_rows_are_no_list(lists: Lists) -> None:
    text = "Crowds\nArvo 7,000\nLorne 900\nThe rest of the day was calm."
    assert lists.attribute_at(text, text.index("900")) is None


PAIRS = ", ".join(f"Porto – {n}" for n in range(100, 140))


@pytest.mark.parametrize(
    "line",
    [
        "A" + "." * 20_000,
        "a" + " " * 40_000 + "5",
        f"Arrests so far: {PAIRS}; 7 others were hurt by 5",
        "A" * 20_000 + ": ",
        "A b" * 9_000,
        "- " * 9_000 + "7",
    ],
)
def test_long_lines_are_read_in_no_time(lists: Lists, line: str) -> None:
    start = process_time()
    lists.attribute_at(f"Arrests:\n{line}\nArvo: 7", len(line))
    assert process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The group counts 405 people detained on Saturday; 57 a week before.", "57"),
        ("The group counts 405 people detained on Saturday. The ministry disputes it. Its own total is 187.", "187"),
        ("The group counts 405 people detained in Portugal. The figure for Lisbon falls from 203 to 199.", "199"),
    ],
)
def test_a_count_that_leaves_out_what_it_counts_is_of_what_was_counted_last(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str
) -> None:
    assert "detained" in readings(finder, analyser, text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Thousands came to the Bersih 4 rally.", "4"),
        ("Police were called to the 600 block of Elm Street during the protest.", "600"),
        ("Officers searched a house at 1205 Lone Oak Road after the march.", "1205"),
        ("A man, 80, died after the rally.", "80"),
    ],
)
def test_a_number_in_a_name_or_an_address_counts_nobody(
    finder: Candidates, analyser: EnglishAnalyser, text: str, quote: str
) -> None:
    assert not readings(finder, analyser, text, quote)


@pytest.mark.parametrize("row", ["- Vell {n} District: {n}", "Vell {n} District\t{n}"])
def test_a_long_list_counts_what_introduces_it(extractor: Extractor, row: str) -> None:
    head = "City\tDetained\n" if "\t" in row else ""
    rows = "\n".join(row.format(n=n) for n in range(101, 301))
    text = f"Protests were held on Sunday. Vigia reports detentions:\n{head}{rows}\n"
    claims = extractor.extract(Document("d", text, "en", published="2026-03-14")).claims
    assert {c.attribute for c in claims} == {"detained"}
    assert sum(c.low for c in claims if c.low) > 20_000
