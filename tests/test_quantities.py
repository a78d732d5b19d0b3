"""The quantity grammar: the codebook's table, what is no quantity, and spans that always hold."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.errors import CodebookError
from demonstrably.extract.quantities import Quantity, QuantityGrammar

GRAMMAR = QuantityGrammar(Codebook())
Bounds = tuple[int | None, int | None, str]


def only(text: str) -> Quantity:
    found = GRAMMAR.find(text)
    assert len(found) == 1, found
    return found[0]


TABLE: dict[str, Bounds] = {
    # a number
    "62": (62, 62, "exact"),
    "sixty-two": (62, 62, "exact"),
    "2,500": (2500, 2500, "exact"),
    "2 500": (2500, 2500, "exact"),
    "2\u202f500": (2500, 2500, "exact"),
    "1,50,000": (150_000, 150_000, "exact"),
    "2.5 million": (2_500_000, 2_500_000, "exact"),
    "1,5 million": (1_500_000, 1_500_000, "exact"),
    "2½ million": (2_500_000, 2_500_000, "exact"),
    "5k": (5000, 5000, "exact"),
    "two hundred and fifty": (250, 250, "exact"),
    "twenty-five hundred": (2500, 2500, "exact"),
    "five hundred thousand": (500_000, 500_000, "exact"),
    "one lakh fifty thousand": (150_000, 150_000, "exact"),
    "2 lakh 50 thousand": (250_000, 250_000, "exact"),
    "1 crore": (10_000_000, 10_000_000, "exact"),
    "a lone": (1, 1, "exact"),
    "no": (0, 0, "exact"),
    "nobody": (0, 0, "exact"),
    "not a single": (0, 0, "exact"),
    # about and nearly
    "about 250": (250, 250, "about"),
    "an estimated 250": (250, 250, "about"),
    "~250": (250, 250, "about"),
    "perhaps 250": (250, 250, "about"),
    "250 or so": (250, 250, "about"),
    "some 250-odd": (250, 250, "about"),
    "250 (est.)": (250, 250, "about"),
    "a dozen": (12, 12, "about"),
    "two dozen": (24, 24, "about"),
    "half a dozen": (6, 6, "about"),
    "half a million": (500_000, 500_000, "about"),
    "three-quarters of a million": (750_000, 750_000, "about"),
    "one and a half thousand": (1500, 1500, "about"),
    "a million and a half": (1_500_000, 1_500_000, "about"),
    "a good hundred": (100, 100, "about"),
    "nearly 250": (250, 250, "nearly"),
    "just shy of 1,000": (1000, 1000, "nearly"),
    # one bound
    "at least 62": (62, None, "at_least"),
    "no fewer than 62": (62, None, "at_least"),
    "at least several hundred": (300, None, "at_least"),
    "more than 100": (100, None, "more_than"),
    "100+": (100, None, "more_than"),
    "300 plus": (300, None, "more_than"),
    "a dozen or more": (12, None, "more_than"),
    "well over a hundred thousand": (100_000, None, "more_than"),
    "more than two score": (40, None, "more_than"),
    "hundreds, if not more": (200, None, "more_than"),
    "up to 500": (None, 500, "at_most"),
    "as many as 500": (None, 500, "at_most"),
    "500 at most": (None, 500, "at_most"),
    "no more than a few dozen": (None, 99, "at_most"),
    "max 50": (None, 50, "at_most"),
    "fewer than 100": (None, 100, "less_than"),
    "under a dozen": (None, 12, "less_than"),
    # ranges
    "between 200 and 300": (200, 300, "range"),
    "roughly between 2,000 and 3,000": (2000, 3000, "range"),
    "200-300": (200, 300, "range"),
    "200–300": (200, 300, "range"),
    "200 to 300": (200, 300, "range"),
    "200 to perhaps 300": (200, 300, "range"),
    "five or six": (5, 6, "range"),
    "10 to 15 thousand": (10_000, 15_000, "range"),
    "3-4,000": (3000, 4000, "range"),
    "two to three hundred": (200, 300, "range"),
    "1-1.5 million": (1_000_000, 1_500_000, "range"),
    "500 to 1,000": (500, 1000, "range"),
    # vague words
    "dozens": (20, 99, "vague"),
    "several dozen": (30, 99, "vague"),
    "scores": (40, 99, "vague"),
    "hundreds": (200, 999, "vague"),
    "several hundred": (300, 999, "vague"),
    "a few hundred": (200, 999, "vague"),
    "a couple of hundred": (200, 200, "vague"),
    "a couple of thousand": (2000, 2000, "vague"),
    "thousands": (2000, 9999, "vague"),
    "several thousand": (3000, 9999, "vague"),
    "tens of thousands": (20_000, 99_999, "vague"),
    "several tens of thousands": (30_000, 99_999, "vague"),
    "tens upon tens of thousands": (20_000, 99_999, "vague"),
    "hundreds of thousands": (200_000, 999_999, "vague"),
    "several hundred thousand": (300_000, 999_999, "vague"),
    "millions": (2_000_000, None, "vague"),
    "1 thousand 200": (1200, 1200, "exact"),
    "several": (3, 9, "vague"),
    "a few": (3, 9, "vague"),
    "a handful": (3, 9, "vague"),
    "a score": (20, 20, "vague"),
    "hundreds, if not thousands": (200, 9999, "vague"),
    "dozens (perhaps hundreds)": (20, 999, "vague"),
    "tens, if not hundreds, of thousands": (20_000, 999_999, "vague"),
    "tens or even hundreds of thousands": (20_000, 999_999, "vague"),
}


@pytest.mark.parametrize(("phrase", "bounds"), TABLE.items())
def test_a_phrase_is_read_as_the_codebook_says(phrase: str, bounds: Bounds) -> None:
    quantity = only(f"On the square {phrase} people met.")
    assert (quantity.quote, (quantity.low, quantity.high, quantity.qualifier)) == (phrase, bounds)
    assert GRAMMAR.read(phrase) is not None


@pytest.mark.parametrize(
    "text",
    [
        "a 44-year-old", "aged 22", "aged between 15 and 20", "Ada Example, 22, sang", "children under five",
        "20- to 30-year-olds", "18 and older",
        "$500", "R1 000", "Rs 5 lakh", "€5-10 million", "50m euros", "5 million US dollars", "5,000 Kenyan shillings",
        "tens of thousands of dollars",
        "65%", "5 percent", "between 5 and 10 percent", "two-thirds of them", "one in three voters", "9 out of 10",
        "6ft", "100 km", "hundreds of miles", "2m tall", "three days", "5 to 6 hours", "24-hour", "three times",
        "2021-01-31", "31 January 2021", "Jan. 31", "May 12-14", "in 2019", "since 1976", "from 1976 to 1980",
        "the 2017 protests", "2020-21", "the 1990s", "9/11", "4:45am", "from 2 to 4 p.m.", "1500 GMT", "10 o'clock",
        "won 3-1", "lost 0-2", "a 50-50 chance", "outnumbered 20 to 1", "46th", "twenty-first",
        "+1 202 555 0143", "020 7946 0958", "202-555-0143", "007", "G-20", "Covid-19", "AK-47", "No. 10", "Article 19",
        "all but five of them", "the spirit of '68", "the ’68 students", "Bulletin 13", "Table 7", "Section 9(5)", "an arena, capacity 45,000",
        "in October 2000 a driver fell", "on June 15 buses ran", "as they said.[21]", "1510 In Arvo it rained",
        "11.05 - It rained", "Arvo, 14.00: rain", "1735: Rain fell in Arvo", "12.10 Rain in Arvo",
        "on day 12", "jailed for 5 and 10 days", "a population of 23,000", "home to 1.3 million", "a ratio of one to ten",
        "NIS 60 million", "under the age of 18", "Hits: 412",
        "https://example.org/2021/200-people", "@user500", "1. Meet at noon", "no longer", "one another", "no doubt",
    ],
)  # fmt: skip
def test_what_counts_nothing_is_left_out(text: str) -> None:
    assert GRAMMAR.find(text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("two police officers and three protesters", ["two", "three"]),
        ("11.05 - About 90 people have come", ["About 90"]),
        ("16.50: no more than 80 people", ["no more than 80"]),
        ("1.50 Lakh people came", ["1.50 Lakh"]),
        ("in 2019 500 people", ["500"]),
        ("on May 12 300 people", ["300"]),
        ("In March 200 people", ["200"]),
        ("In June 15 protesters", ["15"]),
        ("That day 4,000 people", ["4,000"]),
        ("Last week about 300 people", ["about 300"]),
        ("arrests rose from 8 to 65", ["8", "65"]),
        ("between 5,000, police said, and 8,000", ["5,000", "8,000"]),
        ("a crowd 2,000-strong", ["2,000"]),
        ("killed two in three days", ["two"]),
        ("a 12-member group", ["12"]),
        ("1 000 000 of them", ["1 000 000"]),
        ("hundreds\n\nthousands", ["hundreds", "thousands"]),
        ("one of the 40", ["one", "40"]),
        ("No-one was hurt", ["No-one"]),
        ("killed 12 and 10 days later 4", ["12", "4"]),
        ("the claim of '41 persons' is false", ["41"]),
        ("the crowd never topped 250", ["never topped 250"]),
        ("their number passed a thousand", ["passed a thousand"]),
    ],
)
def test_the_quotes_hold_the_numbers_and_their_hedges_alone(text: str, quotes: list[str]) -> None:
    assert [quantity.quote for quantity in GRAMMAR.find(text)] == quotes


def test_the_core_is_the_number_without_its_hedges() -> None:
    text = "there were at least 250 or so"
    quantity = only(text)
    assert text[quantity.core_start : quantity.core_end] == "250"


def test_a_number_called_an_estimate_is_about() -> None:
    assert only("Organisers estimated the crowd at 5,000.").qualifier == "about"
    assert only("An estimate was made. They met at 5,000.").qualifier == "exact"


@pytest.mark.parametrize(
    ("phrase", "point"),
    [("Dozens", 36), ("Hundreds (est.)", 150), ("100-150+", 125), ("Dozens-Hundreds", 93), ("12+ (est.)", 12),
     ("≥ 20", 20), ("1500-1500+", 1500)],
)  # fmt: skip
def test_a_rule_set_reads_vague_words_its_own_way(phrase: str, point: int) -> None:
    mpeds = QuantityGrammar(Codebook(), vague={"dozens": (36, 36), "hundreds": (150, 150)})
    quantity = mpeds.read(phrase)
    assert quantity is not None and quantity.low is not None
    assert (quantity.low + (quantity.high if quantity.high is not None else quantity.low)) / 2 == point


def test_read_refuses_what_is_not_one_whole_quantity() -> None:
    assert [GRAMMAR.read(phrase) for phrase in ("", "N/A", "24 choirs", "two and three", "varied")] == [None] * 5


def test_a_user_adds_a_hedge_without_touching_python(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "quantities.toml").write_text('[hedges]\nabout = ["a whisker off"]\n', encoding="utf-8")
    quantity = QuantityGrammar(Codebook(tmp_path)).find("a whisker off 300 people")[0]
    assert (quantity.quote, quantity.qualifier) == ("a whisker off 300", "about")


def test_a_malformed_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "quantities.toml").write_text("[reject]\nhyphen_keeps = 5\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="en/quantities"):
        QuantityGrammar(Codebook(tmp_path))


# -- spans ----------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [*TABLE, "several", "thousand", "million", "and", "to", "or", "between", "of thousands", "twenty-", "-", "–", ",",
     "+", "%", "$", "a", "half", ".", "(", ")", "1,2", "May", "in", "k", "0", "½", "🙂", "٣٤", "пять", "é", "İ", "\r\n",
     "\n\n", "\t"]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join), st.text(max_size=120)
)


@given(TEXTS)
def test_every_span_holds_its_quote_and_none_overlap(text: str) -> None:
    position = 0
    for quantity in GRAMMAR.find(text):
        assert position <= quantity.start <= quantity.core_start < quantity.core_end <= quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.quote == quantity.quote.strip()
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or 0 <= quantity.low <= quantity.high
        position = quantity.end


@given(st.sampled_from(sorted(TABLE)), st.text(alphabet="🙂بжé\r\n ,;!?", max_size=30))
def test_surrounding_text_shifts_a_quantity_and_changes_nothing_else(phrase: str, around: str) -> None:
    text = f"{around} — {phrase} {around}"
    quantity, alone = only(text), GRAMMAR.read(phrase)
    assert alone is not None
    assert quantity.start == text.index(phrase)
    assert (quantity.quote, quantity.low, quantity.high, quantity.qualifier) == (
        alone.quote, alone.low, alone.high, alone.qualifier,
    )  # fmt: skip


@given(TEXTS)
def test_a_stretch_is_read_in_place(text: str) -> None:
    before, after = "900 people. ", " and 900"
    whole = before + text + after
    inside = GRAMMAR.find(whole, len(before), len(before) + len(text))
    assert all(len(before) <= q.start and q.end <= len(before) + len(text) for q in inside)
    assert inside == GRAMMAR.find(whole, len(before), len(before) + len(text))


@pytest.mark.parametrize(
    "unit",
    ["1", "1 ", "1-", "-", " ", "1,", "111,", "111 ", "1.111.", "hundred ", "5 million ", "twenty-", "a ", "one-",
     "1 to ", "hundreds and ", "not ", "at least ", "several ", "$1", "$1-", "+1 ", "0 ", "/1", "\n", "(", "May 1 "],
)  # fmt: skip
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    began = time.process_time()
    GRAMMAR.find("several " + unit * (40_000 // len(unit)))
    assert time.process_time() - began < 2
