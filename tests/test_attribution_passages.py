"""Whose a passage is that is known to be somebody's, and what kind of source he is."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from analysing import ANALYSER
from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import Attribution, AttributionRules
from demonstrably.extract.discourse import Discourse
from demonstrably.gazetteer import Gazetteer
from demonstrably.model import Document, Post

RULES = AttributionRules(Codebook(), gazetteer=Gazetteer.open(Codebook()))


def discourse(text: str, posts: tuple[Post, ...] = ()) -> Discourse:
    return Discourse(Document("d", text, language="en", posts=posts), ANALYSER)


def owner(text: str, passage: str) -> Attribution | None:
    start = text.index(passage)
    return RULES.source_of(discourse(text), start, start + len(passage))


def source(text: str, figure: str) -> Attribution | None:
    start = text.index(figure)
    return RULES.attribute(discourse(text), start, start + len(figure))


@pytest.mark.parametrize(
    ("text", "passage", "name"),
    [
        ("Organisers hope to fill the square.", "to fill the square", "Organisers"),
        ("The mayor's opposition to the march surprised nobody.", "the march", "The mayor"),
        ("The minister wants the square cleared.", "the square cleared", "The minister"),
        ("Ana Roa accused the police of lying.", "the police of lying", "Ana Roa"),
        ("The plan was criticised by the teachers.", "The plan", "the teachers"),
        ("A poll found that most people backed the strike.", "most people backed the strike", "A poll"),
        ("The union has long campaigned against the toll.", "the toll", "The union"),
    ],
)
def test_source_of_words_thoughts_and_wishes(text: str, passage: str, name: str) -> None:
    found = owner(text, passage)
    assert found is not None and found.name == name


def test_the_next_sentences_quotation_is_still_the_speakers() -> None:
    text = '"We will not move," Ana Roa said on the steps. "We have slept here since Monday and we like it."'
    found = owner(text, "We have slept here since Monday and we like it.")
    assert found is not None and found.name == "Ana Roa"


def test_nobody_is_named_behind_a_passive() -> None:
    assert owner("The march was expected to be small.", "to be small") is None


def test_the_whole_phrase_has_its_apposition_and_its_comma() -> None:
    text = "Ana Roa, a teacher from Faro, said that the march was small."
    found = owner(text, "that the march was small")
    assert found is not None and found.whole is not None
    assert text[slice(*found.whole)] == "Ana Roa, a teacher from Faro,"


def test_a_posts_author_is_its_source() -> None:
    text = "Quiet day.\nMarching to the sea, all of us, and singing.\n"
    post = Post(11, 58, author="Lena Frisch", handle=None, posted=None)
    start = text.index("Marching")
    found = RULES.source_of(discourse(text, (post,)), start, start + 20)
    assert found is not None and found.name == "Lena Frisch"


@pytest.mark.parametrize(
    "text",
    [
        "The existing data show that 500 people were held.",
        "Several videos showed about 500 marchers running.",
        "It seems reasonable to estimate that 500 people came.",
        "There were marches that put 500 people on the streets.",
        "While the papers complain about a minority, there are 500 students here.",
    ],
)
def test_things_happenings_and_the_writer_are_no_source(text: str) -> None:
    assert source(text, "500") is None


def test_who_presents_the_data_is_the_source() -> None:
    found = source("Police said the existing data show that 500 people were held.", "500")
    assert found is not None and found.name == "Police"


@pytest.mark.parametrize(
    ("text", "figure", "name"),
    [
        ("CAIRO (Reuters) - Police said on Monday that 50 people were held.", "50", "Police"),
        (
            "KHARTOUM, SUDAN (TIP): Two leading rights groups said police killed 50 people.",
            "50",
            "Two leading rights groups",
        ),
        ("The clash left at least 22 people hurt, police and medics said, a day after.", "22", "police and medics"),
        ("The ministry confirms 104 arrests in Harare; 51 in Epworth.", "51", "The ministry"),
        ("The union said in a late Saturday statement that 900 people came.", "900", "The union"),
        ("The rights office (OHRC) said on Monday that 50 died.", "50", "The rights office"),
        ("The rally drew 700 (estimates from organisers).", "700", "organisers"),
        ('West Yorkshire Police: "no more than 900".', "900", "West Yorkshire Police"),
        ("There were 300 counter-demonstrators by the estimate of the city council.", "300", "the city council"),
    ],
)
def test_cues_that_stand_apart(text: str, figure: str, name: str) -> None:
    found = source(text, figure)
    assert found is not None and found.name == name


def test_it_is_the_body_that_spoke_not_those_who_voted() -> None:
    text = "The Rights Commission says most died after MPs voted. It said 39 people were killed."
    found = source(text, "39")
    assert found is not None and found.name == "The Rights Commission"


def test_a_statement_is_its_issuers() -> None:
    found = source("The interior ministry called it calm. The statement added that 50 were held.", "50")
    assert found is not None and found.name == "The interior ministry"


def test_the_sources_are_those_who_spoke_before() -> None:
    text = "Police and medics said two died. Rain fell. More than 100 were hurt, the sources added."
    found = source(text, "100")
    assert found is not None and found.name == "Police and medics"


TRANSCRIPT = (
    "Mr Tarfa: How many were held at the bridge?\n"
    "The Minister: We held 40. The Bar Association lists 90 names.\n"
    "Mr Tarfa: I saw 300 people on the bridge.\n"
)


@pytest.mark.parametrize(
    ("figure", "name"), [("40", "The Minister"), ("90", "The Bar Association"), ("300", "Mr Tarfa")]
)
def test_who_has_the_floor_in_a_transcript(figure: str, name: str) -> None:
    found = source(TRANSCRIPT, figure)
    assert found is not None and found.name == name


def test_a_list_of_places_has_no_speakers() -> None:
    assert source("Leeds: 40 held.\nYork: 30 held.\nLeeds: 50 held by night.", "30") is None


def test_a_slogan_in_quotation_marks_has_no_source() -> None:
    assert source('Marchers chanted "we are the 99 percent of this town" all day.', "99") is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Venezuela reported 99 deaths.", "government"),
        ("Election Watch Ghana counted 99 arrests.", "monitor"),
        ("The Human Rights Network counted 99 arrests.", "monitor"),
        ("The strike committee counted 99 arrests.", "organiser"),
        ("The European Union counted 99 arrests.", "government"),
        ("The legal-aid group Orla opened a line. Orla counted 99 arrests.", "monitor"),
    ],
)
def test_kind_of_a_body(text: str, kind: str) -> None:
    found = source(text, "99")
    assert found is not None and found.kind == kind


def test_weights_hold_features_and_no_text() -> None:
    raw = resources.files("demonstrably.extract").joinpath("data/attribution_weights.json").read_text("utf-8")
    names = json.loads(raw)["weights"]
    assert len(names) < 4000
    assert all(len(name) < 80 and " " not in name for name in names)


_PARTS = ["Police", "said", "hopes", "“We march", "”", '"', ",", ".", " ", "\n", "who", "200 people", "(", "—", "the",
          "by", "according to", "🙂", "عدد", "Мы", "\r\n", "''", "their", "view", "that", ";"]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(_PARTS), max_size=18).map(" ".join), st.data())
def test_any_passage_gives_spans_inside_the_text_and_the_same_twice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(start == end or text[start:end].strip())  # a passage of nothing but blanks holds nobody's words
    found = RULES.source_of(discourse(text), start, end)
    assert found == RULES.source_of(discourse(text), start, end)
    if found is not None and found.whole is not None:
        assert 0 <= found.start <= found.end <= len(text)
        assert 0 <= found.whole[0] < found.whole[1] <= len(text)
        assert found.whole[1] <= start or found.whole[0] >= end or start == end
