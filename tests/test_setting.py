"""Where and when a figure is, on texts of our own: scenes, actors, parts and wholes, comparisons, plans, history."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claiming import claim_of, claims_of
from demonstrably.extract import Extractor
from demonstrably.model import Claim


def name_of(claim: Claim) -> str | None:
    return claim.place.name if claim.place else None


LEAD = "Thousands of people marched in Porto on Saturday against a toll on bridges."


@pytest.mark.parametrize(
    ("text", "quote", "name"),
    [
        # a body that is called like a town
        (f"{LEAD} Police made 34 arrests, according to Vigia. Vigia, a legal-aid group, counts every year.", "34", "Porto"),
        # a gathering told in passing does not move the scene
        (f"{LEAD} Smaller rallies were reported from Braga.\nThree protesters were detained, police said.", "Three", "Porto"),
        # a new paragraph of a story about one town is about that town again
        (f"{LEAD} Porto police closed the bridge in central Porto.\nStudents rallied in Faro, too.\nPolice arrested 41 protesters.", "41", "Porto"),
        # parts and wholes
        ("Police detained 57 protesters in four cities of Portugal, 34 of them in Porto.", "34", "Porto"),
        ("Police detained 57 protesters in four cities of Portugal, 34 of them in Porto.", "57", "Portugal"),
        ("Police detained 203 protesters in Lisbon, of 412 in the whole of Portugal.", "412", "Portugal"),
        ("Nationwide protests grew in Portland, where thousands marched on Friday.", "thousands", "Portland"),
        # a list by place
        ("The marches of Saturday in figures.\nPorto: 18,000 protesters (police)\nBraga: 3,200 protesters (police)", "3,200", "Braga"),
        ("People marched in Lisbon (100 people), in Porto (some 400 people) and in Faro on Saturday.", "400", "Porto"),
        # where people came from, and where a place lies
        ("Hundreds rallied in Lisbon. Farmers came from Beja, Estremoz and Faro. Police arrested 12 protesters.", "12", "Lisbon"),
        # a division and its town
        ("The governor of the Khabarovsk Region resigned. About 6,500 people rallied in Khabarovsk on Saturday.", "6,500", "Khabarovsk"),
        # totals of a country, in a story about its capital
        ("Thousands marched in Lima on Sunday against a new law in Peru. Police closed the centre of Lima.\n"
         "At least 40 people have been killed since the protests began, a human rights group said.", "40", "Peru"),
        ("Farmers blocked roads in Cusco and Puno. Police in Cusco fired tear gas.\n"
         "The interior ministry said 340 people had been detained across the country.", "340", "Peru"),
        ("Police detained 2,750 protesters on Sunday, including 1,700 in Moscow and 1,050 in other Russian cities.",
         "1,050", "Russia"),
        ("At least 1,332 people were detained at the protests in 38 cities: 537 in Lisbon, 480 in Porto.", "1,332",
         "Portugal"),
        ("On Saturday 3,000 people marched in Porto in one of the largest protests in several towns of the north.", "3,000", "Porto"),
        # pairs in a row
        ("Detained at Sunday's rallies: Lisbon – 120, Porto – 87, Faro – 15.", "87", "Porto"),
        ("Detained at Sunday's rallies: Lisbon – 120, Porto – 87, Faro – 15.", "15", "Faro"),
        ("Detained at Sunday's rallies: Lisbon 120, Porto 87, Faro 15.", "87", "Porto"),
        ("Thousands marched on Saturday.\nLisbon: 7,000 protesters. Porto: 2,800. Faro: 400.", "2,800", "Porto"),
        # the only town beside the name of its country or state
        ("The arrest of Gyumri mayor Aram Sahak in Armenia led to protests outside his office and 23 arrests.", "23", "Gyumri"),
        # one figure's place is not the next one's
        ("The numbers grew: 60,000 protesters in Chicago, 90,000 protesters at two separate marches in Los Angeles.",
         "90,000", "Los Angeles"),
        ("The rally in Michigan drew 2,000 people to Lansing and 10,000 to Detroit.", "10,000", "Detroit"),
        # a lone line with a country's name heads what follows
        ("A summit opened in Helsinki on Monday.\n\nNicaragua\n\nAt least 10 protesters died this weekend.", "10", "Nicaragua"),
        # where a place lies, and where the cause of the protest was
        ("Police shot at protesters in the northern town of Kisangani. Two protesters were killed.", "Two", "Kisangani"),
        ("BELGRADE (AP) - Thousands rallied over the collapse of a canopy in Novi Sad. A monitor counted 29,000 protesters.",
         "29,000", "Belgrade"),
        ("The police of Vryburg were called. Police arrested 30 residents of Ganyesa, north-west of Vryburg, after a protest.",
         "30", "Ganyesa"),
        # whose town it is that speaks
        ("Protests in Iran went on for a week. Tehran has said nine protesters were killed.", "nine", "Iran"),
        ("Riots ended in Tunisia. The Paris-based league says 66 protesters died.", "66", "Tunisia"),
        # the capital of a people
        ("Thousands of protesters marched in the Mauritian capital on Saturday.", "Thousands", "Port Louis"),
        # a spot that no index has, told in passing, is in the town of its story
        (f"{LEAD} Porto police closed the bridge. The marchers went home. Two looters had been crushed at Point Carvo.\n"
         "The hospital took in 49 injured protesters.", "49", "Porto"),
        # a district of a town
        ("Soldiers fired at several thousand protesters at the Lekki toll gate in Lagos.", "several thousand", "Lagos"),
        # where the hurt were taken is not where they were hurt
        ("Farmers marched in Braga on Monday. Two women were hurt and taken to a hospital in Porto, police said. "
         "Police said 40 protesters were arrested.", "40", "Braga"),
        # a landmark tells only where another town lies; alone it is the nearest that is known
        ("Police fired on protesters in Chaves, 12 km east of Braga. Four people were killed, officials said.", "Four",
         "Chaves"),
        ("Hundreds of protesters gathered at a mine 30 km from Kitwe. Police arrested 12 protesters.", "12", "Kitwe"),
        # the dateline of a report of one line is no row of a list
        ("Porto - An estimated 1,800 women marched against violence in Faro on Sunday, organisers said.", "1,800", "Faro"),
        # a park called as a town of another region is
        ("Students in Ottumwa, Iowa, walked out on Friday. Roughly 250 people knelt in Central Park for the protest.",
         "250", "Ottumwa"),
        ("Hundreds rallied in Chicago on Friday. In Overland Park, Kansas, 300 people marched.", "300", "Overland Park"),
        # a quarter that no index has
        ("In Lagos the markets stayed shut on Friday. About 3,000 workers rallied peacefully at the secretariat in Yobanka, unions said.",
         "3,000", "Lagos"),
    ],
)  # fmt: skip
def test_place(extractor: Extractor, text: str, quote: str, name: str) -> None:
    assert name_of(claim_of(extractor, text, quote)) == name


@pytest.mark.parametrize(
    ("text", "quote", "written"),
    [
        # whose village it is that marched
        ("Residents of Kpovira clad in red poured onto the road in Ghana yesterday.\nThe youth, more than 400 protesters, "
         "marched to the palace.", "400", "Kpovira"),
        # named again, a place is no spot told in passing
        (f"{LEAD} Porto police closed the bridge. The marchers went home. Others marched in the village of Carvoma.\n"
         "In Carvoma, police detained 12 protesters.", "12", "Carvoma"),
        # a town told of, and then what is beyond it
        ("In Lagos the markets stayed shut on Friday. Meanwhile 300 workers rallied in Yobanka, unions said.", "300", "Yobanka"),
        # where the paragraph has told of a gathering
        ("The protest in Bolivia went on.\nPolice cleared the protest at the bridge at Parotavi early on Friday. They arrested 22 protesters. "
         "A march reached Sucre.", "22", "Parotavi"),
    ],
)  # fmt: skip
def test_a_place_that_no_index_has(extractor: Extractor, text: str, quote: str, written: str) -> None:
    place = claim_of(extractor, text, quote).place
    assert place is not None and (place.written, place.name) == (written, None)


def test_an_unknown_district_stands_in_the_town_of_its_story(extractor: Extractor) -> None:
    text = (
        "Tripoli residents rallied in Tripoli on Saturday. On Friday 43 protesters were killed in Gharghour district."
    )
    place = claim_of(extractor, text, "43").place
    assert place and (place.written, place.name, place.precision) == ("Gharghour", "Tripoli", "venue")


def test_towns_are_joint_only_in_one_list(extractor: Extractor) -> None:
    text = f"{LEAD} About 2,000 students rallied in Coimbra, and there were gatherings in Braga and Faro."
    places = {c.place.written for c in claims_of(extractor, text) if c.place}
    assert "Coimbra" in places
    assert not any("there were" in written for written in places)


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        # a comparison's date is its own figure's
        (f"{LEAD} Police detained 412 protesters, against 57 a week earlier.", "412", "2026-03-21"),
        (f"{LEAD} Police detained 412 protesters, against 57 a week earlier.", "57", "2026-03-14"),
        ("More than 300 people attended last Saturday's rally in Porto.", "300", "2026-03-21"),
        # counted from an event, and back from it
        ("The mayor spoke on Saturday, a week after 40 protesters were injured in Porto.", "40", "2026-03-14"),
        # the day that others name only by taking it up
        (f"{LEAD} On 10 March the first call went out. At least 210 protesters were arrested that Tuesday.", "210", "2026-03-10"),
        # a gathering named by its day is the story's
        ("Police have arrested 474 protesters in Porto. Before Saturday's march 200 had been arrested.\n"
         "On Thursday two women were charged.", "474", "2026-03-21"),
        # told in the present
        ("Thousands of protesters rally in Cairo a year after the president took power.", "Thousands", "2026-03-22"),
        # when it was said is not when it was
        (f"{LEAD}\nPolice told reporters on Sunday that 18 protesters had been arrested.", "18", "2026-03-21"),
        ("The strike began in May. In Beja 40 protesters were arrested, police said on Friday.", "40", "2026-03-20"),
        # plans
        ("Unions will march in Porto on Friday against the toll. They expect up to 5,000 protesters.", "5,000", "2026-03-27"),
        ("The rally ended in clashes on Friday. It had been authorised for 5,000 people.", "5,000", "2026-03-20"),
        # history goes on until a recent day is named
        (
            "On 8 October 1911 the ferrymen rose. They marched on the customs house. The protest was put down. "
            "More than 400 protesters were arrested.",
            "400",
            "1911-10-08",
        ),
        # the day of a gathering whose outcome is told
        ("Six people were arrested following protests in Porto Saturday night. Hundreds of marchers had met at the quay "
         "and moved off at nine.\nPolice cleared a second group of 300 protesters before midnight.", "300", "2026-03-21"),
        # clashes go on in the next sentence
        ("Villagers will protest again. The clashes in Beja erupted Friday night over a quarry. "
         "At least 14 protesters were injured.", "14", "2026-03-20"),
        # a weekly tells of the week before last
        ("Solidarity in the streets. On 11 March unions marched in twenty towns.\n"
         "In Porto some 15,000 people rallied under one banner.", "15,000", "2026-03-11"),
        # since something began
        ("At least 18 protesters have been killed in Beja since protests began on March 2.", "18", "2026-03-02/2026-03-22"),
        ("The unrest, day by day\nMarch 1 - Students march in Faro.\nMarch 4 - Police clear a hall.\n"
         "March 8 - Lawyers say 235 protesters have been detained since March 1.\nMarch 10 - A court meets.",
         "235", "2026-03-01/2026-03-08"),
        # all days of a wave, or those told of
        ("Six people have been killed in four days of protests in Beja, a rights group said on Sunday.", "Six",
         "2026-03-19/2026-03-22"),
        ("Students clashed with police in Faro on Thursday. More rallies followed on Friday and Saturday.\n"
         "Over the three days at least 64 protesters were arrested, a lawyer said.", "64", "2026-03-19/2026-03-21"),
        ("Some 300 people marched in Beja on Monday after three days of riots.", "300", "2026-03-16"),
        ("In 1992, riots hit Los Angeles. Some 63 protesters were killed in six days of rioting.", "Some 63",
         "1992-01-01/1992-12-31"),
        ("Hundreds protested in Lyon on Monday. Police said Thursday's march drew 4,000.", "4,000", "2026-03-19"),
        # a week beside one of its days
        ("Protests were held in Faro on Friday 13 March and in Beja last week, where 40 protesters were arrested.", "40",
         "2026-03-09/2026-03-15"),
        # the second day is the one that is named
        ("Over a thousand students protested in Porto for the second day on Friday.", "thousand", "2026-03-20"),
        # a day that heads its line dates the lines under it
        ("The occupation, day by day\nMarch 3: Students enter the hall\n- About 200 protesters sleep there\n"
         "March 9: Police clear the hall\n- 60 protesters arrested\nMarch 12: Rally at the court\n"
         "- 9,000 protesters march\n", "60", "2026-03-09"),
        # a length of time is no date
        ("Hundreds rallied in Porto in the largest protest in over a decade.", "Hundreds", "2026-03-22"),
    ],
)  # fmt: skip
def test_date(extractor: Extractor, text: str, quote: str, day: str) -> None:
    assert claim_of(extractor, text, quote).when.date == day


def test_a_plan_without_a_day_has_none(extractor: Extractor) -> None:
    claim = claim_of(extractor, "Organisers expect up to 5,000 people to march in Porto.", "5,000")
    assert claim.modality == "planned" and claim.when.date is None


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet="PortoBraga :,.-\n#'’é🔥", max_size=60))
def test_any_text_can_be_set(extractor: Extractor, noise: str) -> None:
    text = f"{noise}\nPolice detained 41 protesters at a rally in Porto.\n{noise}"
    for claim in claims_of(extractor, text):
        assert claim.place is None or text.startswith(claim.place.written, claim.place.start)


def test_a_land_that_opens_a_paragraph_goes_before_the_dateline(extractor: Extractor) -> None:
    text = (
        "PANAJI: Some 40 people picketed the consulate of Portugal in Panaji on Sunday.\n"
        "In Portugal, thousands rallied in Lisbon on Saturday. Police charged a sit-in at a jetty, injuring 14 protesters."
    )
    assert name_of(claim_of(extractor, text, "14")) == "Lisbon"


def test_a_count_for_a_town_is_of_that_town(extractor: Extractor) -> None:
    text = f"{LEAD} The group counted 412 people detained in Portugal. The figure for Lisbon fell from 203 to 199."
    found = [c for c in claims_of(extractor, text) if c.quote in ("203", "199")]
    assert {(c.attribute, name_of(c)) for c in found} == {("detained", "Lisbon")}
