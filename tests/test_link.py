"""Linking: what is one event, what is its own, what belongs to the wave, and whose voice it is."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.link import Linked, link
from demonstrably.model import Claim, Document, Event, Extraction, Link, Mention, Place, Post, When

CODEBOOK = Codebook()

CITIES = {
    "Lviv": (702550, "UA"), "Kyiv": (703448, "UA"), "Odesa": (698740, "UA"),
    "Graz": (2778067, "AT"), "Linz": (2772400, "AT"), "Porto": (2735943, "PT"),
}  # fmt: skip
COUNTRIES = {"Ukraine": (690791, "UA"), "Austria": (2782113, "AT"), "Portugal": (2264397, "PT")}

DAY = "2024-03-09"


def place(name: str) -> Place:
    """A resolved city or country of the two tables above."""
    precision = "city" if name in CITIES else "country"
    place_id, country = {**CITIES, **COUNTRIES}[name]
    return Place(name, 0, precision, name, place_id, 50.0, 20.0, country)  # type: ignore[arg-type]


def on(date: str | None) -> When:
    return When(date, "unknown" if date is None else "range" if "/" in date else "day")


class Story:
    """A document with its extraction, built one statement at a time."""

    def __init__(self, document_id: str, text: str = "", published: str = "2024-03-10", **fields: Any) -> None:
        self.document = Document(document_id, text or f"Report {document_id}.", "en", published=published, **fields)
        self._mentions: list[Mention] = []
        self._claims: list[Claim] = []

    def tells(self, *places: str, date: str | None = DAY, kind: str = "protest", **fields: Any) -> Story:
        """Add a mention."""
        n = len(self._mentions)
        fields = {"status": "occurred", "sentence": "", "quote": kind, "cause": "higher tram fares", **fields}
        mention = Mention(
            mention_id=f"m{n}-{self.document.document_id}", document_id=self.document.document_id, start=100 * n,
            end=100 * n + 5, kind=kind, when=on(date), places=tuple(place(p) for p in places), **fields,
        )  # fmt: skip
        self._mentions.append(mention)
        return self

    def counts(self, low: int, where: str | None, date: str | None = DAY, **fields: Any) -> Story:
        """Add a claim; `source` also makes the chain."""
        n = len(self._claims)
        fields = {"attribute": "participants", "qualifier": "exact", "modality": "occurred", "sentence": "", **fields}
        if "source" in fields and "chain" not in fields:
            fields["chain"] = (Link(fields["source"], kind=fields.get("source_kind", "unknown")), Link("Outlet"))
        claim = Claim(
            claim_id=f"c{n}-{self.document.document_id}", document_id=self.document.document_id, quote=str(low),
            start=100 * n + 50, end=100 * n + 55, low=low, high=low, when=on(date),
            place=place(where) if where else None, **fields,
        )  # fmt: skip
        self._claims.append(claim)
        return self

    @property
    def extraction(self) -> Extraction:
        return Extraction(self.document.document_id, tuple(self._mentions), tuple(self._claims))


def linked(*stories: Story) -> Linked:
    return link([s.document for s in stories], [s.extraction for s in stories], CODEBOOK)


def events(result: Linked, level: str = "event") -> list[Event]:
    return [e for e in result.events if e.level == level]


def home(result: Linked, claim_id: str) -> Event:
    """The event or wave that holds a claim."""
    return next(e for e in result.events if claim_id in e.claims)


def the_city(result: Linked, name: str) -> list[Event]:
    return [e for e in events(result) if e.place and e.place.name == name]


# -- events ---------------------------------------------------------------------------------------------------------


def test_two_outlets_tell_one_event_and_the_specific_type_names_it() -> None:
    result = linked(Story("a").tells("Lviv", kind="protest"), Story("b").tells("Lviv", kind="march"))
    (event,) = events(result)
    assert (event.kind, event.documents, event.when.date) == ("march", ("a", "b"), DAY)


def test_a_mention_with_several_towns_is_several_events() -> None:
    result = linked(Story("a").tells("Lviv", "Kyiv", "Odesa"))
    assert len(events(result)) == 3
    (wave,) = events(result, "wave")
    assert {e.wave_id for e in events(result)} == {wave.event_id}


def test_place_and_day_must_agree_whatever_the_wording() -> None:
    text = "The march against higher tram fares passed the town hall. " * 8
    result = linked(
        Story("a", text).tells("Lviv"),
        Story("b", text + "x").tells("Kyiv"),
        Story("c", text).tells("Lviv", date="2024-03-08"),
    )
    assert len(events(result)) == 3


def test_types_that_exclude_each_other_are_events_of_their_own() -> None:
    result = linked(
        Story("a").tells("Lviv", kind="human_chain").tells("Lviv", kind="vigil"), Story("b").tells("Lviv", kind="vigil")
    )
    assert sorted((e.kind, len(e.mentions)) for e in events(result)) == [("human_chain", 1), ("vigil", 2)]


def test_generic_words_join_the_gathering_they_stand_beside() -> None:
    story = Story("a").tells("Lviv", kind="human_chain").tells("Lviv", kind="protest")
    result = linked(story, Story("b").tells("Lviv", kind="vigil"))
    chain = next(e for e in events(result) if e.kind == "human_chain")
    assert len(chain.mentions) == 2


def test_a_counter_protest_stands_apart() -> None:
    result = linked(Story("a").tells("Graz", kind="rally").tells("Graz", kind="counter_protest"))
    assert len(events(result)) == 2


def test_what_was_planned_and_then_happened_is_one_event_that_occurred() -> None:
    preview = Story("a", published="2024-03-05").tells("Lviv", status="planned", kind="march")
    report = Story("b").tells("Lviv", status="occurred")
    (event,) = events(linked(preview, report))
    assert event.status == "occurred"
    (alone,) = events(linked(preview))
    assert alone.status == "planned"


def test_a_cancelled_gathering_stays_cancelled() -> None:
    result = linked(Story("a").tells("Lviv", status="planned"), Story("b").tells("Lviv", status="cancelled"))
    assert [e.status for e in events(result)] == ["cancelled"]


@pytest.mark.parametrize(
    ("status", "date"),
    [("historical", "2024-01-01"), ("historical", None), ("hypothetical", DAY), ("occurred", "1968-05-13")],
)
def test_history_and_conjecture_make_no_event(status: str, date: str | None) -> None:
    assert (
        linked(Story("a").tells("Lviv", status=status, date=date).counts(500, "Lviv", date, mention_id="m0-a")).events
        == ()
    )


def test_last_week_named_for_comparison_is_an_event_of_the_same_wave() -> None:
    result = linked(Story("a").tells("Lviv").tells("Lviv", date="2024-03-02", status="historical"))
    assert sorted(e.when.date or "" for e in events(result)) == ["2024-03-02", DAY]
    assert len({e.wave_id for e in events(result)}) == 1


def test_a_figure_alone_is_evidence_of_a_gathering_and_a_denied_one_is_not() -> None:
    assert len(events(linked(Story("a").counts(300, "Porto")))) == 1
    assert linked(Story("a").counts(300, "Porto", modality="denied")).events == ()


def test_an_interval_finds_the_only_day_that_fits() -> None:
    result = linked(
        Story("a").tells("Lviv"), Story("b").counts(40, "Lviv", "2024-03-04/2024-03-10", attribute="detained")
    )
    assert home(result, "c0-b").level == "event"


def test_an_interval_with_several_days_stays_with_the_wave() -> None:
    story = Story("a").tells("Lviv").tells("Lviv", date="2024-03-08")
    result = linked(story.counts(40, "Lviv", "2024-03-04/2024-03-10", attribute="detained"))
    assert home(result, "c0-a").level == "wave"


def test_without_a_date_only_the_texts_own_event_is_meant() -> None:
    result = linked(
        Story("a").tells("Lviv").counts(40, "Lviv", None), Story("b", published=None).counts(70, "Lviv", None)
    )  # type: ignore[arg-type]
    assert home(result, "c0-a").when.date == DAY
    assert home(result, "c0-b").when.date is None


def test_a_claim_without_place_goes_where_its_text_leaves_no_choice() -> None:
    result = linked(Story("a").tells("Lviv").counts(12, None, attribute="injured"))
    assert home(result, "c0-a").level == "event"
    result = linked(Story("a").tells("Lviv", "Kyiv").counts(12, None, attribute="injured"))
    assert home(result, "c0-a").level == "wave"


def test_an_interval_that_no_day_fits_is_an_event_of_these_days() -> None:
    result = linked(Story("a").tells("Lviv", date="2024-03-04/2024-03-08"))
    (event,) = result.events
    assert (event.level, event.when) == ("event", When("2024-03-04/2024-03-08", "range"))


def test_what_a_dated_post_tells_as_under_way_is_of_its_day() -> None:
    post = Post(0, 5, "A. Writer", None, "2024-03-09T15:00:00+00:00")
    (event,) = events(linked(Story("a", posts=(post,)).tells("Lviv", date=None, status="ongoing", post=0)))
    assert event.when.date == DAY
    (event,) = events(linked(Story("a", posts=(post,)).tells("Lviv", date=None, post=0)))
    assert event.when.date is None


def test_a_sit_in_at_its_end_does_not_name_a_march() -> None:
    story = Story("a").tells("Lviv", kind="march").tells("Lviv", kind="march").tells("Lviv", kind="march")
    (event,) = events(linked(story.tells("Lviv", kind="sit_in")))
    assert event.kind == "march"


def test_a_plain_figure_is_the_main_gatherings_and_an_answer_has_no_cause_of_it() -> None:
    story = Story("a").tells("Graz", kind="rally").counts(900, "Graz", None)
    story.tells("Graz", kind="counter_protest", cause=None).tells("Linz")
    result = linked(story, Story("b").counts(950, "Graz"))
    rally = next(e for e in events(result) if e.kind == "rally")
    assert set(rally.claims) == {"c0-a", "c0-b"}
    assert {e.kind: e.cause for e in the_city(result, "Graz")}["counter_protest"] is None


def test_a_gathering_that_the_text_sets_apart_with_its_own_cause_is_another() -> None:
    apart = "Across town tenants held a rally of their own against evictions."
    story = Story("a").tells("Graz").counts(4000, "Graz")
    story.tells("Graz", kind="rally", cause="against evictions", sentence=apart).counts(200, "Graz", sentence=apart)
    result = linked(story, Story("b").tells("Graz"))
    assert home(result, "c0-a").event_id != home(result, "c1-a").event_id
    assert home(result, "c1-a").cause == "against evictions"
    assert home(result, "c1-a").wave_id is None


@pytest.mark.parametrize("cause", ["against 57", "over Saturday", "in Graz", "in solidarity"])
def test_a_number_a_date_or_a_place_is_no_cause(cause: str) -> None:
    (event,) = events(linked(Story("a").tells("Graz", cause=cause)))
    assert event.cause is None


def test_the_wording_told_most_names_the_cause() -> None:
    long = "against the tariff decree that makes tram fares dearer for all who travel before nine"
    stories = [Story(f"d{i}").tells("Graz", cause="against dearer tram fares") for i in range(2)]
    (event,) = events(linked(*stories, Story("e").tells("Graz", cause=long)))
    assert event.cause == "against dearer tram fares"


# -- waves ----------------------------------------------------------------------------------------------------------


def test_a_national_figure_never_reaches_a_city() -> None:
    story = Story("a").tells("Lviv").tells("Ukraine").counts(4500, "Ukraine", attribute="detained").counts(30, "Lviv")
    result = linked(story)
    assert home(result, "c0-a").level == "wave"
    assert home(result, "c1-a").level == "event"


def test_a_day_wave_stands_in_the_seasons_wave() -> None:
    story = (
        Story("a")
        .tells("Ukraine")
        .tells("Lviv")
        .tells("Kyiv", date="2024-03-02")
        .counts(900, "Ukraine", attribute="detained")
    )
    result = linked(story)
    day = home(result, "c0-a")
    assert (day.when.date, day.place and day.place.country) == (DAY, "UA")
    season = next(e for e in result.events if e.event_id == day.wave_id)
    assert (season.level, season.wave_id, season.when.date) == ("wave", None, f"2024-03-02/{DAY}")
    assert the_city(result, "Lviv")[0].wave_id == day.event_id
    assert the_city(result, "Kyiv")[0].wave_id == season.event_id


def test_one_day_in_one_country_is_one_wave_without_parent() -> None:
    result = linked(Story("a").tells("Ukraine", "Lviv", "Kyiv").counts(86, "Ukraine", attribute="places"))
    (wave,) = events(result, "wave")
    assert (wave.wave_id, wave.when.date, wave.claims) == (None, DAY, ("c0-a",))


def test_a_gathering_alone_is_in_no_wave() -> None:
    (event,) = linked(Story("a").tells("Graz")).events
    assert (event.level, event.wave_id) == ("event", None)


def test_causes_of_one_country_are_kept_apart() -> None:
    fares = "Commuters oppose dearer tram tickets and the transport company's winter timetable."
    dam = "Villagers resist the reservoir that would drown the Kamp valley's orchards."
    stories = [
        Story("a", fares).tells("Graz", cause="dearer tram tickets"),
        Story("b", dam).tells("Linz", cause="the reservoir in the Kamp valley"),
        Story("c", fares).tells("Linz", date="2024-03-10", cause="dearer tram tickets"),
    ]
    result = linked(*stories)
    assert len(events(result, "wave")) == 1
    assert next(e for e in events(result) if e.documents == ("b",)).wave_id is None


def test_one_cause_is_followed_over_weeks() -> None:
    words = "Students demand that education minister Brandauer withdraws the tuition decree."
    stories = [Story(f"d{i}", words, f"2024-03-{i:02}").tells("Graz", date=f"2024-03-{i:02}") for i in (1, 9, 20, 31)]
    assert len(events(linked(*stories), "wave")) == 1


def test_one_town_on_one_day_is_one_event_though_the_words_differ() -> None:
    stories = [
        Story("a", "Commuters filled the square.").tells("Graz", cause="against dearer tram tickets"),
        Story("b", "The baker heard drums all night.").tells("Graz", cause=None),
        Story("c", "Officials spoke of order.").tells("Graz", cause="against the tickets reform"),
    ]
    (event,) = linked(*stories).events
    assert event.documents == ("a", "b", "c")


@pytest.mark.parametrize("date", [None, "2024-02-01/2024-03-09"])
def test_a_countrys_figure_of_longer_than_a_day_is_never_a_days(date: str | None) -> None:
    story = Story("a").tells("Ukraine", "Lviv", "Kyiv").counts(2000, "Ukraine", date, attribute="detained")
    result = linked(story)
    wave = home(result, "c0-a")
    assert (wave.level, wave.wave_id) == ("wave", None)
    assert wave.when.date != DAY
    (day,) = [e for e in events(result, "wave") if e.wave_id]
    assert (day.wave_id, day.when.date) == (wave.event_id, DAY)


def test_a_picket_abroad_leaves_the_wave_its_country() -> None:
    story = Story("a").tells("Lviv", "Kyiv", "Odesa").tells("Ukraine").tells("Graz", date="2024-03-10")
    (outer,) = [e for e in events(linked(story), "wave") if e.wave_id is None]
    assert outer.place is not None
    assert outer.place.country == "UA"


def test_three_days_of_a_movement_have_one_parent() -> None:
    days = {"2024-03-02": "against the arrest of Olena Hnat", "2024-03-09": "to free Olena Hnat"}
    days["2024-03-23"] = "in solidarity with Hnat"
    stories = [
        Story(f"d-{day}", published=day).tells("Ukraine", "Lviv", "Kyiv", date=day, cause=cause)
        for day, cause in days.items()
    ]
    waves = events(linked(*stories), "wave")
    (parent,) = [w for w in waves if w.wave_id is None]
    assert {w.when.date for w in waves if w.wave_id == parent.event_id} == set(days)


# -- copies, versions, corrections, voices --------------------------------------------------------------------------

LONG = " ".join(
    f"In the {n} district residents of {n} street gathered {i} times to object to the fare of line {i * 7}."
    for i, n in enumerate(["north", "south", "east", "west", "harbour", "market", "mill", "castle"], start=1)
)


def test_a_syndicated_copy_with_a_new_first_line_is_one_voice() -> None:
    agency = Story("a", LONG, "2024-03-09", outlet="Agency").counts(700, "Lviv")
    copy = Story("b", "From our correspondents. " + LONG, "2024-03-10", outlet="Paper").counts(700, "Lviv")
    result = linked(agency, copy)
    assert result.copies == {"b": "a"}
    assert len(set(result.voices.values())) == 1
    assert home(result, "c0-a").voices == 1


def test_a_translation_is_a_copy_of_the_outlets_own_page() -> None:
    own, mirror = (
        Story("a", published="2024-03-10T18:00", outlet="Agency"),
        Story("b", "Machine words.", "2024-03-10T12:00", outlet="Agency", via="Mirror"),
    )
    for story in (own, mirror):
        for low in (4100, 520, 33, 7):
            story.counts(low, "Lviv")
    other = (
        Story("c", "Third text.", "2024-03-10", outlet="Agency", via="Mirror").counts(4100, "Lviv").counts(9, "Lviv")
    )
    assert linked(own, mirror, other).copies == {"b": "a"}


def test_an_aggregators_page_with_the_credited_outlets_title_is_a_copy_and_no_version() -> None:
    own = Story("a", LONG, outlet="Agency", title="Fares")
    assert linked(own, Story("b", LONG + " Ends.", outlet="Agency", via="Portal", title="Fares")).copies == {"b": "a"}


def test_a_later_version_is_no_copy_and_corrects_the_figure() -> None:
    first = Story("a", LONG, outlet="Paper", url="https://paper.example/fares").counts(700, "Lviv")
    later = Story("b", LONG + " Updated.", outlet="Paper", url="https://paper.example/fares?x=1", updated="2024-03-11")
    result = linked(first, later.counts(1700, "Lviv"))
    assert (result.copies, result.versions, result.corrections) == ({}, {"b": "a"}, {"c0-a": "c0-b"})


def test_a_text_that_says_it_corrects_sets_the_same_sources_claim_aside() -> None:
    old = Story("a", published="2024-03-09").counts(4, "Lviv", attribute="killed", source="Ombudsman Hrytsak")
    new = Story("b", published="2024-03-11").counts(
        1, "Lviv", attribute="killed", source="Ombudsman Hrytsak", sentence="Hrytsak corrected his count to one."
    )
    other = Story("c", published="2024-03-11").counts(2, "Lviv", attribute="killed", source="Memorial group")
    assert linked(old, new, other).corrections == {"c0-a": "c0-b"}


def test_a_newer_figure_alone_is_no_correction() -> None:
    old = Story("a", published="2024-03-09").counts(4, "Lviv", source="Ombudsman Hrytsak")
    new = Story("b", published="2024-03-11").counts(6, "Lviv", source="Ombudsman Hrytsak")
    assert linked(old, new).corrections == {}


def test_voices_go_back_to_the_original_speaker() -> None:
    result = linked(
        Story("a", outlet="Paper").counts(90, "Lviv", source="Rights Watch Desk", source_kind="monitor"),
        Story("b", outlet="Radio").counts(90, "Lviv", source="the Rights Watch Desk", source_kind="monitor"),
        Story("c", outlet="Radio").counts(80, "Lviv", source="police", source_kind="police"),
        Story("d", outlet="Paper").counts(80, "Lviv", source="Lviv police", source_kind="police"),
        Story("e", outlet="Paper").counts(60, "Lviv", source="eyewitnesses", source_kind="witness"),
        Story("f", outlet="Radio").counts(65, "Graz", source="police", source_kind="police"),
    )
    voice = {claim_id[-1]: voice_id for claim_id, voice_id in result.voices.items()}
    assert voice["a"] == voice["b"]
    assert voice["c"] == voice["d"]
    assert len({voice[k] for k in "acef"}) == 4


def test_police_in_one_report_are_the_police_named_in_another() -> None:
    result = linked(
        Story("a").counts(90, "Lviv", source="the Municipal Guard", source_kind="police"),
        Story("b").counts(70, "Lviv", source="police", source_kind="police"),
        Story("c").counts(90, "Lviv", source="officials of the prefecture", source_kind="government"),
    )
    voice = {claim_id[-1]: voice_id for claim_id, voice_id in result.voices.items()}
    assert voice["a"] == voice["b"] != voice["c"]
    assert home(result, "c0-a").voices == 2


def test_of_two_police_forces_the_one_with_the_same_figure_is_meant() -> None:
    result = linked(
        Story("a").counts(90, "Lviv", source="the Municipal Guard", source_kind="police"),
        Story("b").counts(40, "Lviv", source="the Border Guard", source_kind="police"),
        Story("c").counts(40, "Lviv", source="police", source_kind="police"),
        Story("d").counts(55, "Lviv", source="police", source_kind="police"),
    )
    voice = {claim_id[-1]: voice_id for claim_id, voice_id in result.voices.items()}
    assert voice["c"] == voice["b"]
    assert voice["d"] not in (voice["a"], voice["b"])


# -- the whole ------------------------------------------------------------------------------------------------------


def some_stories() -> list[Story]:
    return [
        Story("a", LONG, outlet="Agency")
        .tells("Lviv", "Kyiv")
        .counts(700, "Lviv")
        .counts(5, "Ukraine", attribute="places"),
        Story("b", LONG, outlet="Paper").tells("Lviv", kind="march").counts(700, "Lviv"),
        Story("c").tells("Graz", cause="the reservoir").counts(30, "Graz", source="police", source_kind="police"),
        Story("d", published="2024-03-12")
        .tells("Lviv", date="2024-03-11")
        .counts(60, None, None, attribute="detained"),
    ]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_input_makes_no_difference(shuffler: random.Random) -> None:
    stories = some_stories()
    shuffler.shuffle(stories)
    assert linked(*stories) == linked(*some_stories())


def test_every_item_is_in_one_place_and_every_parent_exists() -> None:
    result = linked(*some_stories())
    ids = {e.event_id for e in result.events}
    assert len(ids) == len(result.events)
    assert all(e.wave_id in ids for e in result.events if e.wave_id)
    claims = list(itertools.chain.from_iterable(e.claims for e in result.events))
    assert len(claims) == len(set(claims)) == 5


def test_ids_survive_another_document() -> None:
    before = {e.event_id for e in linked(*some_stories()).events}
    more = Story("e", published="2024-03-13").tells("Porto", date="2024-03-13", cause="rents")
    assert before <= {e.event_id for e in linked(*some_stories(), more).events}


def test_identical_short_posts_are_copies_and_similar_ones_are_not() -> None:
    post = Document("a", "Lviv: the square is full.", published="2024-03-09")
    twin, other = replace(post, document_id="b"), replace(post, document_id="c", text="Lviv: the square is empty.")
    assert link([other, twin, post], [], CODEBOOK).copies == {"b": "a"}


def test_one_monitor_written_three_ways_is_one_voice() -> None:
    names = ["OVD-Info", "Protest monitor @OvdInfo", "the OVD Info group"]
    stories = [
        Story(f"d{i}", outlet=f"Paper {i}").tells("Ukraine").counts(420, "Ukraine", source=name, source_kind="monitor")
        for i, name in enumerate(names)
    ]
    result = linked(*stories)
    assert len({result.voices[f"c0-d{i}"] for i in range(3)}) == 1


def test_an_outlet_is_one_voice_with_its_article_or_without() -> None:
    own = Story("a", outlet="The Evening Bell").tells("Lviv").counts(300, "Lviv")
    relayed = Story("b", outlet="Paper").tells("Lviv").counts(300, "Lviv", source="the Evening Bell")
    result = linked(own, relayed)
    assert result.voices["c0-a"] == result.voices["c0-b"]


def test_a_later_version_that_went_on_counting_corrects_nothing() -> None:
    text = "The march began at noon and passed the river before it reached the old market hall. " * 4
    early = Story("a", text, outlet="Bell").tells("Lviv").counts(100, "Lviv", running=True)
    late = Story("b", text + "It ended at six.", "2024-03-11", outlet="Bell").tells("Lviv").counts(300, "Lviv")
    result = linked(early, late)
    assert result.corrections == {}


# -- evidence of a gathering, and passages that look back -------------------------------------------------------------


def test_prisoners_and_arrests_that_no_gathering_goes_with_make_no_event() -> None:
    digest = (
        Story("a")
        .tells("Lviv", kind="march")
        .counts(300, "Graz", attribute="detained", sentence="The army detained 300 suspected saboteurs.")
        .counts(12, "Lviv", attribute="detained")
    )
    result = linked(digest)
    assert [(e.place.name, e.claims) for e in events(result) if e.place] == [("Lviv", ("c1-a",))]


def test_a_text_of_figures_alone_still_tells_an_event() -> None:
    assert len(events(linked(Story("a").counts(30, "Lviv", attribute="detained")))) == 1


def test_nobody_hurt_is_no_evidence_of_a_gathering() -> None:
    result = linked(Story("a").tells("Kyiv").counts(0, "Lviv", attribute="injured"))
    assert [e.place.name for e in events(result) if e.place] == ["Kyiv"]


def test_a_later_count_is_of_the_day_that_its_text_tells_of() -> None:
    first = Story("a").tells("Lviv", "Kyiv", kind="march")
    later = Story("b", published="2024-03-11").tells("Kyiv").counts(199, "Lviv", date="2024-03-11")
    result = linked(first, later)
    assert {e.when.date for e in events(result)} == {DAY}
    assert home(result, "c0-b").place == place("Lviv")


def test_a_text_that_also_tells_of_its_own_day_keeps_its_figures_there() -> None:
    later = Story("b", published="2024-03-11").tells("Kyiv").tells("Lviv", date="2024-03-11")
    result = linked(later.counts(199, "Lviv", date="2024-03-11"))
    assert home(result, "c0-b").when.date == "2024-03-11"


LOOKING_BACK = "The movement had asked for calm, after nine people had been injured in Lviv."


def test_what_is_told_as_past_already_is_of_the_last_gathering_there() -> None:
    first = Story("a").tells("Lviv", kind="march", date="2024-03-02").tells("Lviv", kind="march")
    later = Story("b", published="2024-03-12").tells("Kyiv", date="2024-03-11")
    later.tells("Lviv", date="2024-03-11", sentence=LOOKING_BACK).counts(
        9, "Lviv", date="2024-03-11", attribute="injured", sentence=LOOKING_BACK
    )
    result = linked(first, later)
    assert sorted((e.when.date, e.place.name) for e in events(result) if e.place) == [
        ("2024-03-02", "Lviv"),
        (DAY, "Lviv"),
        ("2024-03-11", "Kyiv"),
    ]
    assert home(result, "c0-b").when.date == DAY


def test_what_is_told_as_past_already_with_a_time_of_its_own_stays() -> None:
    sentence = "By noon 200 people had gathered in Lviv."
    result = linked(Story("a").tells("Lviv"), Story("b").tells("Lviv", date="2024-03-11", sentence=sentence))
    assert {e.when.date for e in events(result)} == {DAY, "2024-03-11"}


# -- types ----------------------------------------------------------------------------------------------------------


def test_a_town_of_a_list_has_the_type_that_its_text_gives_the_day() -> None:
    result = linked(
        Story("a").tells("Austria", kind="march").counts(900, "Graz").counts(400, "Linz"),
        Story("b").tells("Linz", kind="rally"),
    )
    assert {e.place.name: e.kind for e in events(result) if e.place} == {"Graz": "march", "Linz": "rally"}


def test_people_who_gather_for_something_demonstrate() -> None:
    assert [e.kind for e in events(linked(Story("a").tells("Graz", kind="gathering")))] == ["demonstration"]
    assert [e.kind for e in events(linked(Story("a").tells("Graz", kind="gathering", cause=None)))] == ["gathering"]


def test_a_sentence_that_copies_repeat_names_the_type_once() -> None:
    march = [Story(f"m{i}").tells("Graz", kind="march", sentence=f"They marched, {i}.") for i in range(3)]
    copies = [Story(f"s{i}").tells("Graz", kind="sit_in", sentence="Police cleared a sit-in.") for i in range(2)]
    assert [e.kind for e in events(linked(*march, *copies))] == ["march"]


def test_an_answer_without_a_place_is_not_the_gathering_it_answers() -> None:
    result = linked(Story("a").counts(500, "Graz").tells(kind="counter_protest"))
    assert "counter_protest" not in {e.kind for e in events(result) if e.place}


# -- waves ----------------------------------------------------------------------------------------------------------


def test_a_wave_lasts_as_long_as_people_gathered() -> None:
    story = Story("a").tells("Lviv").tells("Kyiv", date="2024-03-10")
    (wave,) = events(linked(story.tells("Odesa", date="2024-03-16", status="planned")), "wave")
    assert wave.when.date == f"{DAY}/2024-03-10"


def test_a_wave_of_plans_alone_has_their_days() -> None:
    story = Story("a").tells("Lviv", date="2024-03-16", status="planned")
    (wave,) = events(linked(story.tells("Kyiv", date="2024-03-17", status="planned")), "wave")
    assert wave.when.date == "2024-03-16/2024-03-17"


def test_a_picket_in_solidarity_is_of_the_wave_it_stands_with() -> None:
    sentence = "Students held a picket in solidarity with the strikers in that country."
    story = Story("a").tells("Graz", "Linz", cause=None).tells("Lviv", kind="picket", cause=None, sentence=sentence)
    result = linked(story)
    assert len({e.wave_id for e in events(result)}) == 1
