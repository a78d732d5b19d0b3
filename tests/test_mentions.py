"""Mentions: which passages tell of a gathering, of what type and status, where, when, answered how."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.extract.event_types import TypeRules
from demonstrably.extract.mentions import MentionRules
from demonstrably.extract.responses import ResponseRules
from demonstrably.model import Mention, Post, check_span
from mention_fakes import codebook, read

RULES = MentionRules(codebook(), None)


def find(text: str, **options: object) -> list[Mention]:
    return RULES.find(*read(text, **options))  # type: ignore[arg-type]


def only(text: str, **options: object) -> Mention:
    found = find(text, **options)
    assert len(found) == 1, [(m.quote, m.kind, m.status) for m in found]
    return found[0]


def towns(mention: Mention) -> list[str]:
    return [p.name or p.written for p in mention.places]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nurses held a rally in Brno on Sunday.", "rally"),
        ("Nurses marched through Brno on Sunday.", "march"),
        ("Neighbours held a candlelight vigil in Brno.", "vigil"),
        ("Pupils formed a human chain in Graz.", "human_chain"),
        ("Students began a sit-in at the library in Graz.", "sit_in"),
        ("Farmers blocked the highway near Graz to protest the new levy.", "blockade"),
        ("A lone protester stood before the court in Linz.", "single_person_picket"),
        ("Rioters looted shops in Linz.", "riot"),
        ("Counter-protesters gathered in Linz.", "counter_protest"),
        ("Thousands took to the streets of Oslo.", "demonstration"),
        ("A general strike brought Oslo to a halt.", "strike_gathering"),
    ],
)
def test_the_most_specific_type_told_names_the_gathering(text: str, kind: str) -> None:
    assert only(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The minister resigned in protest over the budget.",
        "Norway lodged a formal protest with its neighbour.",
        "In March 2023 the company moved to Graz.",
        "Shares rallied in Vienna as investors bought banks.",
        "The figures demonstrate that prices rose in Brno.",
        "Air strikes on the port of Bergen killed two people.",
        "The court defended the right to protest in Brno.",
        "Riot police were given new helmets in Linz.",
        "The supply chain broke in Ostrava.",
        "No protests were held in Brno.",
        "The rally driver won the stage near Zlín.",
        "A hearing in Prague dealt with the poisoning of a dog.",
    ],
)
def test_words_in_another_sense_are_no_gathering(text: str) -> None:
    assert [m for m in find(text) if m.status != "hypothetical"] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Teachers will march in Brno on Friday.", "planned"),
        ("The union called for protests in Brno on Friday.", "planned"),
        ("The march in Brno was cancelled because of a storm.", "cancelled"),
        ("Police warned against protests in Brno.", "hypothetical"),
        ("Protests in Brno are continuing.", "ongoing"),
        ("Workers protested in Brno in 1953.", "historical"),
        ("Teachers marched in Brno on Sunday.", "occurred"),
        ("Police will investigate the protests in Brno.", "occurred"),
        ("The union said it would not cancel the march in Brno.", "occurred"),
    ],
)
def test_status_is_told_apart(text: str, status: str) -> None:
    assert {m.status for m in find(text)} == {status}


def test_a_list_of_towns_is_one_mention_of_all() -> None:
    mention = only(
        "Vigils were held across Czechia, including in the mining city of Ostrava, Zlín in the east and Plzeň."
    )
    assert towns(mention) == ["Ostrava", "Zlín", "Plzeň"]


def test_gatherings_of_one_sentence_in_different_towns_are_apart() -> None:
    found = find("Students rallied in Graz on Saturday, while farmers marched in Linz on Sunday.")
    assert [(m.kind, towns(m), m.when.date) for m in found] == [
        ("rally", ["Graz"], "2024-05-18"),
        ("march", ["Linz"], "2024-05-19"),
    ]


def test_a_country_is_a_mention_of_a_wave() -> None:
    assert only("Protests erupted across Austria on Saturday.").places[0].precision == "country"


def test_the_place_goes_on_from_the_sentence_before() -> None:
    found = find("Students marched through Bergen on Sunday. The march ended at noon.")
    assert [towns(m) for m in found] == [["Bergen"], ["Bergen"]]
    assert {m.when.date for m in found} == {"2024-05-19"}


def test_a_venue_alone_stands_for_its_town() -> None:
    found = find("Students marched through Bergen on Sunday. They held a rally outside the town hall.")
    place = found[-1].places[0]
    assert (place.precision, place.written, place.name) == ("venue", "the town hall", "Bergen")


def test_a_post_about_protests_tells_of_towns_without_naming_a_gathering() -> None:
    text = "Protests in many towns today. In Brno and Ostrava, roads are blocked. Lunch in Graz was good."
    post = Post(0, len(text), "Ann Writer", "@ann", "2024-05-18")
    found = find(text, posts=(post,))
    assert [towns(m) for m in found if m.places and m.places[0].precision == "city"] == [["Brno", "Ostrava"]]
    assert {m.post for m in found} == {0}
    assert {m.when.date for m in found} == {"2024-05-18"}


def test_responses_belong_to_the_gathering_they_answer() -> None:
    found = find("Students marched in Graz. Police fired tear gas and detained 20 people.\nA vigil was held in Linz.")
    assert [set(m.responses) for m in found] == [{"crowd_control_weapons", "detention"}, set()]


def test_no_arrests_are_none_reported_and_a_cause_is_no_response() -> None:
    text = "A vigil against the arrest of a poet was held in Linz on Sunday. There were no large-scale arrests."
    assert only(text).responses == ("none_reported",)


def test_actors_cause_and_slogans_are_kept_as_written() -> None:
    mention = only('Thousands of students marched in Brno against the new levy on bread, chanting "Bread, not levies".')
    assert mention.actors == ("Thousands of students",)
    assert mention.cause == "against the new levy on bread"
    assert mention.slogans == ("Bread, not levies",)


def test_a_cause_told_once_is_that_of_the_text() -> None:
    found = find("Nurses rallied in Graz for higher pay. Others marched in Linz.")
    assert [m.cause for m in found] == ["for higher pay", "for higher pay"]


def test_a_plan_that_was_carried_out_has_the_same_day() -> None:
    text = "The union called for a march in Brno on Monday. On Monday about 40 people marched in Brno."
    assert {m.when.date for m in find(text)} == {"2024-05-20"}


def test_a_trial_for_a_protest_does_not_date_the_protest() -> None:
    assert only("A court in Graz sentenced two men for taking part in a protest.").when.date is None


def test_a_text_without_gatherings_costs_no_parse() -> None:
    discourse, setting = read("The council of Brno bought a new tram. It is red.")
    assert RULES.find(discourse, setting) == []
    assert not any(discourse.is_parsed(i) for i in range(len(discourse.spans)))


@pytest.mark.parametrize(
    "text",
    [
        "A soldier was paraded through Graz by the mob.",
        "Crowds gathered at the station in Graz for the holiday trains.",
        "The army took the depot in Linz and marched on the port.",
        "Newspapers printed blank pages in Linz to protest the tax.",
    ],
)
def test_what_only_looks_like_a_gathering_is_none(text: str) -> None:
    assert find(text) == []


def test_a_town_that_people_gather_in_by_its_relative_clause() -> None:
    post = "Protests are under way in many cities. This is #Zlín, where people are chanting."
    assert [towns(m) for m in find(post)][1:] == [["Zlín"]]


def test_a_range_of_cities_names_the_towns_at_its_ends() -> None:
    assert towns(only("Protests took place in 23 cities, from Zlín in the east to Plzeň.")) == ["Zlín", "Plzeň"]


def test_a_movement_marches_though_it_is_called_it() -> None:
    mention = only("The union says it will march in Brno on Saturday.")
    assert (mention.status, mention.when.date) == ("planned", "2024-05-25")


def test_a_day_named_by_its_date_is_not_taken_for_the_week_before() -> None:
    text = "Nurses marched in Brno on Saturday. Organisers said they would march again in Brno on May 25."
    assert [(m.status, m.when.date) for m in find(text)] == [("occurred", "2024-05-18"), ("planned", "2024-05-25")]


def test_a_sentence_of_old_dates_tells_history_without_a_day() -> None:
    text = "Nurses marched in Brno on Sunday. The minister of 2004 was voted out after weeks of protests in Brno."
    assert [m.status for m in find(text)] == ["occurred", "historical"]


def test_a_strike_of_another_kind_is_none_beside_a_rally() -> None:
    text = "A rally was held in Graz on Sunday. The same day a strike near the stadium killed eleven people."
    assert [m.kind for m in find(text)] == ["rally"]


def test_ids_depend_on_the_text_alone() -> None:
    text = "Nurses rallied in Graz and marched in Linz."
    assert [m.mention_id for m in find(text)] == [m.mention_id for m in find(text)]
    assert len({m.mention_id for m in find(text)}) == len(find(text))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Protests 🚩 in Brno.", "\r\n", "Марш в Oslo, a march!", "“No!” they chanted ", "ابتهاج vigil Graz ", " é"]
        ),
        max_size=8,
    )
)  # fmt: skip
def test_spans_hold_their_quotes_in_any_text(parts: list[str]) -> None:
    text = "".join(parts)
    for mention in find(text):
        check_span(text, mention.start, mention.end, mention.quote)
        assert mention.quote in mention.sentence


def test_types_that_exclude_each_other() -> None:
    types = TypeRules(codebook())
    assert types.exclude("vigil", "human_chain")
    assert not types.exclude("rally", "march")
    assert types.most_specific(["demonstration", "human_chain", "gathering"]) == "human_chain"
    assert not types.is_gathering("online_action")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police used batons and tear gas.", {"physical_force", "crowd_control_weapons"}),
        ("They could be arrested.", {"legal_warning"}),
        ("Crowds marched after blogger Ann Lee was arrested.", set()),
        ("Officers opened fire on the crowd.", {"lethal_force"}),
        ("The city banned the march.", {"ban"}),
        ("Mobile internet was cut in the region.", {"internet_cut"}),
        ("The rally passed off peacefully.", {"none_reported"}),
    ],
)
def test_responses_in_a_sentence(text: str, kinds: set[str]) -> None:
    assert {kind for _, kind in ResponseRules(codebook()).find(text)} == kinds


def test_a_spot_called_after_another_town_is_in_the_texts_own() -> None:
    text = "Nurses held a vigil in Brno on Sunday. Around 90 people stood on the Linz bank with candles."
    assert {t for m in find(text) for t in towns(m)} == {"Brno"}


def test_a_spot_of_a_town_that_the_text_names_by_itself_may_be_there() -> None:
    text = "Nurses marched in Brno on Sunday. Nurses marched in Linz, too. People stood on Linz square with banners."
    assert "Linz" in {t for m in find(text) for t in towns(m)}


def test_half_of_a_persons_name_is_no_town() -> None:
    text = "Thousands marched in Brno on Sunday. Asked who had marched in Brno, Linz-Horak said he had no figure."
    assert {t for m in find(text) for t in towns(m)} == {"Brno"}


def test_other_gatherings_told_inside_one_are_not_of_its_town() -> None:
    text = "Students in Graz held a vigil on Monday night for those hurt at Saturday's marches against the levy."
    marches = next(m for m in find(text) if m.kind == "march")
    assert [p.precision for p in marches.places] == ["country"]


def test_bare_plurals_over_a_list_by_town_are_the_countrys() -> None:
    text = "No two papers agree on Saturday's marches against the levy.\n\nGraz: 900 (police)\nLinz: 400 (police)"
    (marches,) = (m for m in find(text) if m.kind == "march")
    assert [p.precision for p in marches.places] == ["country"]


def test_its_answer_is_in_the_town_named_before() -> None:
    text = "Thousands marched in Brno on Sunday. Linz marched as well, and so did its counter-rally near the bridge."
    answer = next(m for m in find(text) if m.kind == "counter_protest")
    assert towns(answer) == ["Linz"]


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("If the talks fail, unions will march in Porto on Friday.", "hypothetical", "2026-03-27"),
        ("Unions will march in Porto on Friday even if it rains.", "planned", "2026-03-27"),
        ("Unless they pay, there will be 5,000 nurses outside parliament in Lisbon before the month is out.",
         "hypothetical", "2026-03-22/2026-03-31"),
    ],
)  # fmt: skip
def test_what_a_condition_puts_ahead_is_only_supposed(text: str, status: str, day: str) -> None:
    mention = only(text, published="2026-03-22")
    assert (mention.status, mention.when.date) == (status, day)


def test_people_before_a_seat_of_power_are_a_gathering_and_police_are_not() -> None:
    assert [m.quote for m in find("There were 300 people outside the town hall in Graz.")]
    assert not find("There were 300 police officers outside the town hall in Graz.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Not everyone marched in Brno on Sunday.", False),
        ("Nobody protested in Brno on Sunday.", False),
        ("No one gathered in Brno on Sunday.", False),
        ("Not all teachers marched in Brno on Sunday.", True),
        ("No fewer than 300 students marched in Brno on Sunday.", True),
    ],
)
def test_those_who_did_not_make_no_gathering(text: str, *, found: bool) -> None:
    assert bool(find(text)) is found
