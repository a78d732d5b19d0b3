"""Names to places: what is found, what is left alone, which place is meant."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.gazetteer import Gazetteer, Toponym, fold
from demonstrably.language.analysis import Name


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(Codebook())


def told(found: list[Toponym]) -> list[tuple[str, str | None, str | None]]:
    return [(t.text, t.place.name, t.place.country) for t in found]


def only(found: list[Toponym], text: str) -> Toponym:
    matches = [t for t in found if t.text == text]
    assert matches, f"{text!r} not among {[t.text for t in found]}"
    return matches[0]


def named(text: str, part: str, label: str) -> Name:
    start = text.index(part)
    return Name(0, 0, start, start + len(part), part, label)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint Petersburg", "St. Petersburg"),
        ("Saint-Étienne", "St Etienne"),
        ("São Paulo", "SAO PAULO"),
        ("Sana’a", "Sana'a"),
        ("Washington, D.C.", "Washington DC"),
        ("Москва", "МОСКВА"),
    ],
)
def test_spellings_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Kiev", 703448), ("Kyiv", 703448), ("Bombay", 1275339), ("Mumbai", 1275339), ("Rangoon", 1298824),
        ("Peking", 1816670), ("New York City", 5128581), ("Washington, D.C.", 4140963), ("St Petersburg", 498817),
        ("Москва", 524901), ("Санкт-Петербург", 498817), ("Paris, Texas", 4717560), ("Minas Gerais", 3457153),
        ("Northern Ireland", 2641364), ("Tatarstan", 484048), ("U.S.", 6252001), ("Holland", 2750405),
    ],
)  # fmt: skip
def test_lookup_knows_variants(gazetteer: Gazetteer, name: str, place_id: int) -> None:
    found = gazetteer.lookup(name)
    assert found, name
    assert place_id in [c.place_id for c in found[:3]]


def test_lookup_of_nonsense_is_empty(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwxyzzyville") == []
    assert gazetteer.lookup("") == []


def test_countries_and_capitals(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("TZ") == "Tanzania"
    assert gazetteer.country_name("??") == "??"
    capital = gazetteer.capital("BY")
    assert capital is not None
    assert (capital.name, capital.country, capital.precision) == ("Minsk", "BY", "city")
    assert gazetteer.capital("??") is None


def test_a_list_of_towns_with_their_country(gazetteer: Gazetteer) -> None:
    text = "Crowds gathered in Perm, Kazan and St. Petersburg, Russia's interior ministry said."
    found = gazetteer.locate(text)
    assert [t.text for t in found] == ["Perm", "Kazan", "St. Petersburg", "Russia"]
    assert {t.place.country for t in found} == {"RU"}
    assert all(text[t.start : t.end] == t.text for t in found)


@pytest.mark.parametrize(
    ("text", "name", "region"),
    [
        ("A vigil was held in Athens, Ga., on Monday.", "Athens", "Georgia"),
        ("A vigil was held in Athens, Ohio.", "Athens", "Ohio"),
        ("A vigil was held in Oxford, MS, on Monday.", "Oxford", "Mississippi"),
        ("Marchers filled London, Ontario, at noon.", "London", "Ontario"),
        ("Marchers filled the streets of Paris. Henry County, Tenn., officials closed roads.", "Paris", "Tennessee"),
    ],
)
def test_the_state_decides(gazetteer: Gazetteer, text: str, name: str, region: str) -> None:
    assert only(gazetteer.locate(text), name).place.region == region


def test_world_cities_in_a_list_outweigh_a_state_named_elsewhere(gazetteer: Gazetteer) -> None:
    text = "In Texas the governor spoke. Solidarity marches were held in Paris, London and Athens."
    assert told(gazetteer.locate(text))[1:] == [
        ("Paris", "Paris", "FR"), ("London", "London", "GB"), ("Athens", "Athens", "GR"),
    ]  # fmt: skip


def test_the_countries_of_the_article_decide(gazetteer: Gazetteer) -> None:
    libya = gazetteer.locate("Libyan police fired shots in Tripoli, and in Benghazi people fled.")
    lebanon = gazetteer.locate("Lebanese police fired shots in Tripoli, and in Beirut people fled.")
    assert only(libya, "Tripoli").place.country == "LY"
    assert only(lebanon, "Tripoli").place.country == "LB"


def test_home_is_a_hint(gazetteer: Gazetteer) -> None:
    text = "Hundreds marched in Perth on Sunday."
    assert only(gazetteer.locate(text, home="AU"), "Perth").place.country == "AU"
    assert only(gazetteer.locate(text, home="GB"), "Perth").place.country == "GB"


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 30 people on March 7 after reading a warning.",
        "Paris Hilton and Jordan Peele did not attend.",
        "Mayor Jackson thanked Mr. Houston and Judge Lincoln.",
        "A mobile van was nice enough, said Sandy Wells.",
        "They met at the corner of Memphis Street and Augusta Avenue.",
        "Speaking to reporters, Merkel said nothing, and Barton denied it.",
        "NATO, OPEC and the AFP agency reported it.",
        "Most of them, said one organiser, Split over tactics.",
        "The King's Speech was read at noon, and the King left.",
        "More Than 1,200 Protesters Arrested",
        "What We Know So Far: Both Sides Were To Talk",
    ],
)
def test_words_and_people_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert [t for t in gazetteer.locate(text) if t.role == "place"] == []


def test_an_analysers_person_vetoes_and_its_place_supports(gazetteer: Gazetteer) -> None:
    text = "Reading Borough fans cheered Lincoln Chafee."
    assert gazetteer.locate(text, [named(text, "Lincoln Chafee", "PERSON")]) == []
    text = "Residents fled to Mobile after the storm."
    assert only(gazetteer.locate(text, [named(text, "Mobile", "GPE")]), "Mobile").place.region == "Alabama"


def test_unknown_town_is_found_and_left_unresolved(gazetteer: Gazetteer) -> None:
    text = "Residents barricaded the road in Qwxyzzy on Friday."
    found = gazetteer.locate(text, [named(text, "Qwxyzzy", "GPE")])
    assert told(found) == [("Qwxyzzy", None, None)]
    assert found[0].place.place_id is None and found[0].place.start == text.index("Qwxyzzy")


def test_governments_and_bodies_are_institutions(gazetteer: Gazetteer) -> None:
    text = "The Kremlin kept silent. Moscow said it would respond. Johannesburg Metro Police fired rubber bullets."
    found = gazetteer.locate(text)
    assert [(t.text, t.role) for t in found] == [
        ("Kremlin", "institution"), ("Moscow", "institution"), ("Johannesburg", "institution"),
    ]  # fmt: skip
    assert found[0].place.country == "RU" and found[0].kind == "country"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Ten people were detained in Westminster.", "London"),
        ("Hundreds stood outside the Kremlin, which kept silent.", "Moscow"),
        ("They marched near the White House.", "Washington"),
    ],
)
def test_a_governments_seat_is_a_venue_where_people_stand(gazetteer: Gazetteer, text: str, town: str) -> None:
    place = gazetteer.locate(text)[0].place
    assert (place.name, place.precision) == (town, "venue")


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Refugees marched in Cox's Bazar on Friday.", "Cox's Bazar"),
        ("Women gathered in Saint John's.", "Saint John's"),
        ("Pupils walked out in Coeur d'Alene.", "Coeur d'Alene"),
        ("Protests spread to King’s Lynn.", "King’s Lynn"),
    ],
)
def test_towns_with_a_genitive_or_an_elision_in_their_name(gazetteer: Gazetteer, text: str, town: str) -> None:
    assert only(gazetteer.locate(text), town).kind == "settlement"


def test_a_towns_genitive_is_no_part_of_its_name(gazetteer: Gazetteer) -> None:
    assert [t.text for t in gazetteer.locate("Crowds filled London's Bridge Street and Turkey's Ankara.")][-2:] == [
        "Turkey",
        "Ankara",
    ]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("The Ostrava miners' march of 9 January 2011 ended with four hurt.", "Ostrava"),
        ("8 July 1990, Grodno: doctors picketed the executive committee.", "Grodno"),
        ("Fuel price protest, Kutaisi. A car drove through the roadblock.", "Kutaisi"),
        ("4:45 p.m. Halifax: 23 have been booked.", "Halifax"),
    ],
)
def test_a_town_that_a_gathering_or_a_note_is_headed_by(gazetteer: Gazetteer, text: str, town: str) -> None:
    """Even where a small model takes it for a person."""
    assert only(gazetteer.locate(text, [named(text, town, "PERSON")]), town).kind == "settlement"


@pytest.mark.parametrize(
    "text",
    [
        "Rioters use fireworks and Molotov cocktails against riot police across Northern Ireland.",
        "They threw Molotov at riot shields.",
        "Students answered with Molotov bottles in protests across Northern Ireland.",
    ],
)
def test_what_only_stands_before_a_gathering_is_no_town_of_its(gazetteer: Gazetteer, text: str) -> None:
    """Molotov is a town, too; no gathering goes by it where a preposition stands between, or "riot police" follows."""
    assert "Molotov" not in [t.text for t in gazetteer.locate(text)]


def test_demonyms_name_their_country(gazetteer: Gazetteer) -> None:
    found = gazetteer.locate("Turkish police and Israelis in US-backed groups met South African miners.")
    assert [(t.text, t.place.country, t.role) for t in found] == [
        ("Turkish", "TR", "demonym"), ("Israelis", "IL", "demonym"), ("US", "US", "institution"),
        ("South African", "ZA", "demonym"),
    ]  # fmt: skip


def test_an_agencys_name_is_no_country_and_capitals_before_a_day_are_a_dateline(gazetteer: Gazetteer) -> None:
    text = "KYIV. March 15 (Interfax-Ukraine) - Some 300 people are picketing parliament, Interfax-Ukraine reports."
    assert [t.text for t in gazetteer.locate(text) if t.role == "place"] == ["KYIV"]


def test_names_that_head_three_lines_speak_for_one_another(gazetteer: Gazetteer) -> None:
    text = "ATHENS: 10,000 marched.\nVOLOS: Clashes, six hurt.\nHERAKLION: About 300 attended."
    assert [t.text for t in gazetteer.locate(text)] == ["ATHENS", "VOLOS", "HERAKLION"]


def test_hashtags_datelines_and_regions(gazetteer: Gazetteer) -> None:
    found = gazetteer.locate("NAIROBI (Agency) — Rallies across the Urals and the Midwest. #Vladivostok #Perm")
    assert [(t.text, t.kind) for t in found] == [
        ("NAIROBI", "settlement"), ("Urals", "macro"), ("Midwest", "macro"), ("Vladivostok", "settlement"),
        ("Perm", "settlement"),
    ]  # fmt: skip
    assert only(found, "Urals").place.country == "RU"


def test_a_known_square_is_a_venue_of_its_town(gazetteer: Gazetteer) -> None:
    square = only(gazetteer.locate("They met on Taksim Square at noon."), "Taksim Square")
    assert (square.place.name, square.place.country, square.place.precision) == ("Istanbul", "TR", "venue")


def test_region_words_choose_the_region(gazetteer: Gazetteer) -> None:
    city = only(gazetteer.locate("Thousands marched in Kharkiv."), "Kharkiv")
    region = only(gazetteer.locate("Thousands marched in Ukraine's Kharkiv region."), "Kharkiv")
    assert (city.kind, region.kind) == ("settlement", "region")


def test_a_bare_name_means_the_town_and_not_the_region_called_after_it(gazetteer: Gazetteer) -> None:
    found = gazetteer.locate("Crowds came out in Porto, Braga and Faro, but not in Quebec.")
    assert [t.kind for t in found] == ["settlement"] * 3 + ["region"]


def test_spans_limit_what_is_returned_not_what_helps(gazetteer: Gazetteer) -> None:
    text = "Texas troopers watched. Marchers filled Paris, Texas."
    whole, part = gazetteer.locate(text), gazetteer.locate(text, spans=[(0, 24)])
    assert [t.text for t in part] == ["Texas"] and len(whole) == 3


def test_opening_and_locating_are_quick() -> None:
    start = time.process_time()
    gazetteer = Gazetteer.open(Codebook())
    gazetteer.locate("Rallies in Moscow, Perm and Kazan; 40 arrests in Ufa. " * 100)
    assert time.process_time() - start < 2.0  # some 0.1 s on the machine it was written on


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Paris, MoscowП е́р😀م\r\n-'’.U S#St"), max_size=80))
def test_any_text_gives_ordered_true_spans(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.locate(text)
    assert all(text[t.start : t.end] == t.text == t.place.written and t.start == t.place.start for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert gazetteer.locate(text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Students of UNC-Charlotte marched.", "Charlotte"),
        ("They rallied against the dictatorship in Moulmein, witnesses said.", "Mawlamyine"),
        ("Lisbon: 31,000\nPorto: 18,000\nTavira: a couple of hundred", "Tavira"),
    ],
)
def test_names_that_read_as_something_else(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert name in [t.place.name for t in gazetteer.locate(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Princess Cristina came to court. Reporters waited for Cristina.",
        "They met near the Plaza de Colón.",
        "They met in the Center City.",
    ],
)
def test_names_of_persons_squares_and_quarters_are_no_towns(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.locate(text) == []


def test_a_part_of_a_persons_full_name_is_no_town_elsewhere(gazetteer: Gazetteer) -> None:
    text = "Supporters of Pedro Inacio Lula Vaz marched in Brasilia on Sunday, and Lula will speak."
    name = "Pedro Inacio Lula Vaz"
    start = text.index(name)
    named = [Name(0, 0, start, start + len(name), name, "PERSON")]
    assert [t.text for t in gazetteer.locate(text, named)] == ["Brasilia"]


def test_an_unknown_village_at_the_end_of_a_sentence_is_found(gazetteer: Gazetteer) -> None:
    text = "Clashes flared in Zilwanabad. Five were held."
    start = text.index("Zilwanabad")
    names = [Name(3, 3, start, start + 10, "Zilwanabad", "GPE")]
    assert [(t.text, t.place.name) for t in gazetteer.locate(text, names)] == [("Zilwanabad", None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("People marched in Recife. Porto Alegre reported 38 arrests.", "Porto Alegre"),  # a large town is no body
        ("Residents of Taldykorgan said that a crowd had gathered.", "Taldykorgan"),
        ("In Qorvand, on the outskirts of Tehran, workers marched.", "Qorvand"),
        ("Marches took place in Qorvand, 12 km south of Tehran.", "Qorvand"),
        ("Two were shot dead in Cicero, outside Chicago.", "Cicero"),
    ],
)
def test_the_words_around_make_a_town(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert any(t.text == name and t.role == "place" for t in gazetteer.locate(text))


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The cleaners will stand outside the council building, in Bari, to listen.", "Bari", "PERSON"),
        ("At Aroma some 200 people gathered, a witness said.", "Aroma", "ORG"),
        ("Lorries left the depot at Outlook. Seventeen drivers were held.", "Outlook", "ORG"),
        ("A parallel march is called in Nelson, where 500 are expected.", "Nelson", "PERSON"),
        ("In the neighbouring municipality of Bello 60 drivers blocked a road.", "Bello", "ORG"),
        ("They met in the nearest town, Springbok, on Friday.", "Springbok", "PERSON"),
        ("> 21.20 Bilbao: 23,000 people, the police say.", "Bilbao", "PERSON"),
        ("The most critical point was El Espinal, in Tolima, where 300 stood.", "El Espinal", "ORG"),
        ("Wed 26 June - Surabaya: a hearing in the provincial parliament.", "Surabaya", "PERSON"),
    ],
)
def test_where_something_is_located_a_name_is_a_town(gazetteer: Gazetteer, text: str, name: str, label: str) -> None:
    start = text.index(name)
    named = [Name(0, 0, start, start + len(name), name, label)]  # a small model takes many a town for something else
    assert any(t.text == name and t.role == "place" for t in gazetteer.locate(text, named))


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Voters have lost confidence in Clinton, a poll said.", "Clinton", "PERSON"),
        ("They vented their anger at Wilson, who resigned.", "Wilson", "PERSON"),
        ("They shouted at Lula, as 300 watched.", "Lula", "PERSON"),
        ("Wilson, in London, said that 300 people had been held.", "Wilson", "PERSON"),
        ("At Tesla, 300 workers walked out.", "Tesla", "ORG"),
        ("In Spring some 40 came.", "Spring", "DATE"),
        ("14:20 Wilson: we will march on Friday.", "Wilson", "PERSON"),
    ],
)
def test_what_is_aimed_at_or_believed_in_is_no_town(gazetteer: Gazetteer, text: str, name: str, label: str) -> None:
    start = text.index(name)
    named = [Name(0, 0, start, start + len(name), name, label)]
    assert not any(t.text == name for t in gazetteer.locate(text, named))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("At Tolkunabad some 700 villagers sat on the tracks.", "Tolkunabad"),
        ("By the time they reached Tolkunabad, they were 60.", "Tolkunabad"),
        ("From Tolkunabad, a former mining town 12 km away, 250 had set out.", "Tolkunabad"),
        ("The next day, in nearby Tolkunabad, 900 marched.", "Tolkunabad"),
        ("Thursday's clashes in Tolkunabad left 70 people injured.", "Tolkunabad"),
        ("They blocked the road at the Tolkunabad bypass on Friday.", "Tolkunabad"),
    ],
)
def test_words_around_make_a_village_that_no_index_has(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert [(t.text, t.place.name) for t in gazetteer.locate(text)] == [(name, None)]


def test_a_governor_who_speaks_makes_no_body_of_his_town(gazetteer: Gazetteer) -> None:
    text = "The next day, in nearby Tafila, 900 marched. The governor of Tafila said that nobody was hurt."
    assert [t.text for t in gazetteer.locate(text)] == ["Tafila", "Tafila"]


def test_a_square_at_the_end_of_a_longer_name_is_another(gazetteer: Gazetteer) -> None:
    assert not any(t.text == "Maidan" for t in gazetteer.locate("They met at Mumbai's August Kranti Maidan on Monday."))
    assert any(t.text == "Maidan" for t in gazetteer.locate("They met on the Maidan on Monday."))


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Not a single boat crossed the Severn on Monday.", "Severn", False),  # a river; there is a town in Maryland
        ("She had worked for the Clyde, and he for the port.", "Clyde", False),
        ("They marched in Severn on Monday.", "Severn", True),
        ("The dockers of the Hague rallied in the Hague on Monday.", "Hague", True),
        ("The strike spread to the Bronx on Monday.", "Bronx", True),
    ],
)
def test_an_article_with_no_noun_behind_makes_no_town(
    gazetteer: Gazetteer, text: str, name: str, *, found: bool
) -> None:
    assert any(name in t.text for t in gazetteer.locate(text)) is found


def test_a_small_town_a_continent_away_needs_a_hint(gazetteer: Gazetteer) -> None:
    near = "Crews from Setúbal, Barreiro and Lisbon met Oberlin of the union on Monday."
    far = "Crews from Setúbal, Barreiro and Lisbon met colleagues in Oberlin, Ohio, on Monday."
    assert not any(t.place.country == "US" for t in gazetteer.locate(near))
    assert only(gazetteer.locate(far), "Oberlin").place.country == "US"


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Some 300 people rallied in Winnipeg, and 75 in North Bay.", "Winnipeg", "DATE"),
        ("Police dispersed a crowd in the capital, Naypyitaw, on Friday.", "Naypyitaw", "PERSON"),
        ("Two were killed in the southern city of Zhytomyr.", "Zhytomyr", "PERSON"),
    ],
)
def test_a_known_name_that_the_words_before_locate_is_a_place_whatever_its_label(
    gazetteer: Gazetteer, text: str, name: str, label: str
) -> None:
    start = text.index(name)
    named = [Name(0, 0, start, start + len(name), name, label)]
    assert only(gazetteer.locate(text, named), name).role == "place"


def test_a_town_is_no_actor_because_a_paper_is_called_after_it(gazetteer: Gazetteer) -> None:
    text = (
        "Boston: 100,000, according to the Boston Globe.\nDenver: 90,000, according to the Denver Post.\nAustin: 35,000"
    )
    assert [t.text for t in gazetteer.locate(text) if t.role == "place"] == ["Boston", "Denver", "Austin"]


def test_a_village_that_its_noun_follows_is_found(gazetteer: Gazetteer) -> None:
    found = gazetteer.locate("Workers entered Zilwuyan village, and Zilhazar upazila was quiet.")
    assert [(t.text, t.place.name) for t in found] == [("Zilwuyan", None), ("Zilhazar", None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farmers blocked the highway at Zilnaameh for two hours.", "Zilnaameh"),
        ("Farmers had blocked Highway 41 at Zil-uat since Monday.", "Zil-uat"),
        ("Another group blocked a railway line at Ban Zilun on Thursday.", "Ban Zilun"),
        ("Workers at a textile mill in Zilhalla al-Kubra ended an occupation.", "Zilhalla al-Kubra"),
        ("On the other hand, the inhabitants of Zilatt Essalem kept the line blocked.", "Zilatt Essalem"),
        ("Shops and schools in Zilspruit were closed for a second day.", "Zilspruit"),
        ("Two died. In Zilathur, 38 persons were arrested.", "Zilathur"),
        ("Fishermen staged a sit-in near Zilbak against the release of poisonous water.", "Zilbak"),
    ],
)
def test_an_unknown_village_is_found_by_what_is_there(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert [(t.text, t.place.name) for t in gazetteer.locate(text)] == [(name, None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Madison, an estimated 5,000 people circled the Capitol.", "Madison"),
        ("Valencia, Jan 27 - Some 12,000 people marched.", "Valencia"),
        ("The man was hit by a bullet at the Chepen bridge, where farmers fought.", "Chepen"),
    ],
)
def test_a_town_that_a_person_may_be_called_like_is_found_where_it_stands(
    gazetteer: Gazetteer, text: str, name: str
) -> None:
    start = text.index(name)
    named = [Name(0, 0, start, start + len(name), name, "PERSON")]
    assert only(gazetteer.locate(text, named), name).role == "place"


def test_a_town_before_one_called_after_a_saint_is_no_street(gazetteer: Gazetteer) -> None:
    text = "At least 502 were detained in Moscow and 524 in St Petersburg."
    assert [t.text for t in gazetteer.locate(text, [])] == ["Moscow", "St Petersburg"]


def test_a_venues_name_in_that_of_a_street_is_no_venue(gazetteer: Gazetteer) -> None:
    assert not gazetteer.locate("About 600 people held candles along Lincoln Memorial Drive.")
    assert only(gazetteer.locate("They met at the Lincoln Memorial."), "Lincoln Memorial").place.name == "Washington"


def test_a_town_whose_police_count_is_no_actor(gazetteer: Gazetteer) -> None:
    text = "Farmers went to Warsaw. 37 were held, according to the Warsaw police headquarters, which said so."
    assert [t.place.name for t in gazetteer.locate(text)][:1] == ["Warsaw"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Seven people were arrested in Lincoln on Sunday, Lincolnshire Police said.", "Lincoln", "GB"),
        ("Durham Constabulary said six people were arrested in Durham.", "Durham", "GB"),
        ("West Mercia Police said six people were arrested in Worcester.", "Worcester", "GB"),
        ("Six people were arrested in Newcastle on Saturday, Northumbria Police said.", "Newcastle", "GB"),
        ("Six people were arrested in Chester, Cheshire, on Sunday.", "Chester", "GB"),
        ("Gardaí said 600 people took part in a march in Waterford.", "Waterford", "IE"),
        ("Six people were arrested in Boston on Sunday, police said.", "Boston", "US"),
        ("About 900 people rallied in Venice on Saturday.", "Venice", "IT"),
        ("About 900 people rallied in Venice, Florida, on Saturday.", "Venice", "US"),
        ("Police arrested 12 people at a protest in St. Louis on Saturday.", "St. Louis", "US"),
        ("About 500 people gathered in Dar es Salaam on Saturday.", "Dar es Salaam", "TZ"),
        ("About 500 people gathered in Deir ez-Zor on Saturday.", "Deir ez-Zor", "SY"),
        ("About 500 people gathered in Qamishli on Saturday.", "Qamishli", "SY"),
        ("About 300 people marched in El Alto on Sunday.", "El Alto", "BO"),
        ("About 300 people marched in West Yorkshire on Sunday.", "West Yorkshire", "GB"),
        ("Some 200 people rallied in Williamson Square, Liverpool, on Saturday.", "Liverpool", "GB"),
        ("Police broke up a protest at San Francisco International Airport.", "San Francisco", "US"),
        ("The towns of Dublin, Cork and Galway saw marches.", "Cork", "IE"),
    ],
)
def test_towns_are_where_a_reader_of_their_news_puts_them(
    gazetteer: Gazetteer, text: str, name: str, country: str
) -> None:
    assert only(gazetteer.locate(text), name).place.country == country


def test_a_force_speaks_for_its_country_and_is_no_place(gazetteer: Gazetteer) -> None:
    assert not gazetteer.locate("The Avon and Somerset Police said so.")


def test_letters_of_an_officer_are_no_town(gazetteer: Gazetteer) -> None:
    assert not gazetteer.locate("Farmers gathered outside the DC office.")
    assert only(gazetteer.locate("Farmers gathered in DC."), "DC").place.name == "Washington"
