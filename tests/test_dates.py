"""Dates in running text: what is found, what it means against the day of publication, and what is left alone."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.errors import CodebookError
from demonstrably.extract.dates import DateExpression, DateGrammar
from demonstrably.extract.dates.calendar import easter, nth_weekday
from demonstrably.extract.tense import tense_is_future
from demonstrably.language.english import EnglishAnalyser

MONDAY = "2021-02-01"
GRAMMAR = DateGrammar(Codebook())


def only(text: str, anchor: str | None = MONDAY) -> DateExpression:
    found = GRAMMAR.find(text, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        # weekdays and days counted from publication
        ("They met on Sunday.", "2021-01-31", "day"),
        ("They met on Monday.", "2021-02-01", "day"),
        ("They met last Monday.", "2021-01-25", "day"),
        ("They met last Friday.", "2021-01-29", "day"),
        ("They meet next Monday.", "2021-02-08", "day"),
        ("They met this past Saturday.", "2021-01-30", "day"),
        ("They met on Monday of last week.", "2021-01-25", "day"),
        ("They met early on Sunday morning.", "2021-01-31", "day"),
        ("They met yesterday.", "2021-01-31", "day"),
        ("The 2019 July unrest was recalled.", "2019-07-01/2019-07-31", "month"),
        ("They meet tonight.", "2021-02-01", "day"),
        ("They met last night.", "2021-01-31", "day"),
        ("They met the day before yesterday.", "2021-01-30", "day"),
        ("They met three days ago.", "2021-01-29", "day"),
        ("An overnight vigil was held.", "2021-01-31/2021-02-01", "range"),
        # days of a month
        ("on Jan. 23", "2021-01-23", "day"),
        ("on 23 January", "2021-01-23", "day"),
        ("on 16th August", "2020-08-16", "day"),
        ("on Aug. 16, 2012,", "2012-08-16", "day"),
        ("early Wednesday, June 29, 2016", "2016-06-29", "day"),
        ("Sun, 31 Jan 2021", "2021-01-31", "day"),
        ("on the 23rd.", "2021-01-23", "day"),
        ("on the 30th of last month", "2021-01-30", "day"),
        ("48 hours ago", "2021-01-30", "day"),
        ("overnight from Saturday to Sunday", "2021-01-30/2021-01-31", "range"),
        ("on 31/01/2021", "2021-01-31", "day"),
        ("on 1/31/2021", "2021-01-31", "day"),
        ("on 2021-01-31", "2021-01-31", "day"),
        ("on August 9 last year", "2020-08-09", "day"),
        ("on this day in 1956", "1956-02-01", "day"),
        ("the night of 27 January", "2021-01-27", "day"),
        ("the first Saturday of June 2020", "2020-06-06", "day"),
        ("They met on the second Monday of the month.", "2021-01-11", "day"),
        ("They met on the last Friday of last month.", "2021-01-29", "day"),
        ("They meet on the third Friday of this month.", "2021-02-19", "day"),
        ("Three died a week ago today.", "2021-01-25", "day"),
        ("Three died 30 years ago to the day.", "1991-02-01", "day"),
        ("Friday, January 1", "2021-01-01", "day"),
        ("Tuesday, January 21", "2020-01-21", "day"),
        # holidays
        ("on Christmas Day", "2020-12-25", "day"),
        ("on Valentine’s Day 2019", "2019-02-14", "day"),
        ("on Bastille Day", "2020-07-14", "day"),
        ("on MLK Day", "2021-01-18", "day"),
        ("at Easter", "2020-04-12", "day"),
        # ranges
        ("on Jan 23-25", "2021-01-23/2021-01-25", "range"),
        ("between 3 and 5 January", "2021-01-03/2021-01-05", "range"),
        ("from Monday to Wednesday", "2021-01-25/2021-01-27", "range"),
        ("between Monday and Wednesday", "2021-01-25/2021-01-27", "range"),
        ("12 March – 19 May 2010", "2010-03-12/2010-05-19", "range"),
        ("between March 12 and May 19, 2010", "2010-03-12/2010-05-19", "range"),
        ("December 28 - January 4, 2018", "2017-12-28/2018-01-04", "range"),
        ("on Saturday and Sunday", "2021-01-30/2021-01-31", "range"),
        ("Saturday night into Sunday morning", "2021-01-30/2021-01-31", "range"),
        ("23 January - 14 February 2021", "2021-01-23/2021-02-14", "range"),
        ("December 30 to January 2", "2020-12-30/2021-01-02", "range"),
        ("over the weekend", "2021-01-30/2021-01-31", "range"),
        ("the weekend of June 5, 2020", "2020-06-06/2020-06-07", "range"),
        ("from 2011 to 2013", "2011-01-01/2013-12-31", "range"),
        ("in the past 24 hours", "2021-01-31/2021-02-01", "range"),
        # weeks, months, years
        ("last week", "2021-01-25/2021-01-31", "week"),
        ("earlier this week", "2021-02-01/2021-02-07", "week"),
        ("two weeks ago", "2021-01-18/2021-01-24", "week"),
        ("the week of June 3, 2020", "2020-06-01/2020-06-07", "week"),
        ("last month", "2021-01-01/2021-01-31", "month"),
        ("in January", "2021-01-01/2021-01-31", "month"),
        ("in May", "2020-05-01/2020-05-31", "month"),
        ("mid-September", "2020-09-01/2020-09-30", "month"),
        ("in March 2020", "2020-03-01/2020-03-31", "month"),
        ("last year", "2020-01-01/2020-12-31", "year"),
        ("late 2019", "2019-01-01/2019-12-31", "year"),
        ("the 2011 protests", "2011-01-01/2011-12-31", "year"),
        ("the 1960s", "1960-01-01/1969-12-31", "range"),
        ("last summer", "2020-06-01/2020-08-31", "range"),
    ],
)
def test_reads_against_publication(text: str, value: str, precision: str) -> None:
    found = only(text)
    assert (found.value, found.precision) == (value, precision)


@pytest.mark.parametrize(
    ("text", "future"),
    [
        ("on Sunday", "2021-02-07"),
        ("on Monday", "2021-02-01"),
        ("this Saturday", "2021-02-06"),
        ("on August 9", "2021-08-09"),
        ("on January 23", "2021-01-23"),  # eleven months ahead: the nearest wins
        ("on the first Monday of the month", "2021-02-01"),
        ("on the second Monday of the month", "2021-02-08"),
        ("from Friday to Sunday", "2021-02-05/2021-02-07"),
        ("in two weeks", "2021-02-15/2021-02-21"),
        ("over the weekend", "2021-02-06/2021-02-07"),
        ("yesterday", "2021-01-31"),
    ],
)
def test_the_reading_where_the_tense_is_future(text: str, future: str) -> None:
    assert only(text).future == future


def test_a_date_just_ahead_is_not_pushed_a_year_back() -> None:
    assert only("on March 3").value == "2021-03-03"
    assert only("on Feb. 2").value == "2021-02-02"


@pytest.mark.parametrize(("text", "value"), [("late July 29", "2019-07-29"), ("on May Day", "2019-05-01")])
def test_a_year_that_the_text_tells_elsewhere_is_lent_to_days_without_an_anchor(text: str, value: str) -> None:
    assert only(text, None).value is None
    (found,) = GRAMMAR.find(text, None, year=2019)
    assert found.value == value
    assert GRAMMAR.find("on 16 August last year", None, year=2019)[0].value is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The protests ran from 2 September to 21 October 2014. On 17 September 400 came.", "2014-09-17"),
        ("The mine protests (2004)\n\n1 May: first rally in Arvo.", "2004-05-01"),
        ("A strike began on 28 December 2018. On 3 January 40 were held.", "2019-01-03"),
        ("The strike lasted from November 2011 to February 2012. On 3 December 200 marched.", "2011-12-03"),
        # the year of another matter is nobody's
        ("The constitution of 12 December 1993 bans it. On 4 March 400 protested.", None),
        ("World Cup 2030\n\nOn 10 April 40 protested.", None),
    ],
)
def test_a_text_without_a_day_of_its_own_lends_the_year_told_before(text: str, value: str | None) -> None:
    assert GRAMMAR.find(text, None)[-1].value == value


def test_part_of_a_month_is_none_before_a_day() -> None:
    assert only("They met late July 29.", "2019-08-01").value == "2019-07-29"
    assert only("They met in late July.", "2019-08-01").precision != "day"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talks failed on Tuesday. A day earlier, crowds gathered.", "2021-01-25"),
        ("They fired on August 16, 2012. Ten died in the preceding week.", "2012-08-09/2012-08-15"),
        ("It began on 3 May 2019. The next day it spread.", "2019-05-04"),
        ("It began on 3 May 2019. Two days later it spread.", "2019-05-05"),
        ("It began on 3 May 2019. It spread the following Sunday.", "2019-05-05"),
        ("It began on 3 May 2019. That night it spread.", "2019-05-03"),
        ("It began on 3 May 2019. They met that Friday.", "2019-05-03"),
        ("It began on 3 May 2019. They met that Thursday.", "2021-01-28"),
        ("It began on 3 May 2019. Two weeks later it spread.", "2019-05-17"),
        ("On 3 May 2019 they came. A fortnight later half had left.", "2019-05-17"),
        ("It ended on 3 May 2019. Three weeks earlier 40 men had gone.", "2019-04-12"),
        ("It began in 2011. By the following year it was over.", "2012-01-01/2012-12-31"),
    ],
)
def test_counts_from_the_day_told_before(text: str, value: str) -> None:
    assert GRAMMAR.find(text, MONDAY)[-1].value == value


def test_a_given_context_day_is_counted_from() -> None:
    assert GRAMMAR.find("A day earlier", MONDAY, context=date(2020, 3, 1))[0].value == "2020-02-29"


@pytest.mark.parametrize("text", ["recent weeks", "several days ago", "the day before the vote", "for three days"])
def test_what_cannot_be_worked_out_stays_open(text: str) -> None:
    found = only(text)
    assert (found.value, found.future, found.precision) == (None, None, "unknown")


def test_without_an_anchor_only_full_dates_have_a_value() -> None:
    found = GRAMMAR.find("On February 17, last week, on Sunday and on 3 May 2019, in 2014.", None)
    assert [e.value for e in found] == [None, None, None, "2019-05-03", "2014-01-01/2014-12-31"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("since March 6, 2020", "2020-03-06"),
        ("since Monday", "2021-02-01"),
        ("for the past two weeks", "2021-01-18/2021-02-01"),
        ("They have sat there for three days", "2021-01-29/2021-02-01"),
        ("for a third straight day", "2021-01-30/2021-02-01"),
        ("for the second week", "2021-01-25/2021-02-01"),
    ],
)
def test_what_begins_there_and_goes_on(text: str, value: str) -> None:
    found = only(text)
    assert found.ongoing and found.value == value


def test_a_list_of_days_apart_is_several_dates() -> None:
    found = GRAMMAR.find("rallies on January 23 and 31 in the city", MONDAY)
    assert [(e.quote, e.value) for e in found] == [("January 23", "2021-01-23"), ("31", "2021-01-31")]


@pytest.mark.parametrize(
    "text",
    [
        "They may march in the sun.", "She sat for a second.", "Theresa May said so.",
        "the Women's March on Washington",
        "the Sunday Times", "Bloody Sunday", "every Friday", "on Sundays", "2000 protesters",
        "in 1500 cities",
        "between 1500 and 2000 people",
        "the 46th annual march", "a 25-year-old man", "1,990 people", "$2000", "room 2014", "the Sun reported",
        "on the 20th floor", "on the 5th attempt", "on the 3rd Avenue bridge", "the march of the 12th battalion",
        "on May 13 Square", "the April 6 Youth Movement", "in 25 March Avenue", "at the 17 November Stadium",
        "Mondayish", "Dec", "the month", "spring onions", "a fall in prices", "USA Today",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_no_date(text: str) -> None:
    assert GRAMMAR.find(text, MONDAY) == []


def test_impossible_days_are_never_invented() -> None:
    assert [
        e.value for e in GRAMMAR.find("2021-02-30, 31/31/2021 and February 30, 2021", MONDAY) if e.precision == "day"
    ] == []
    assert only("on Feb. 29").value == "2020-02-29"


def test_a_stretch_of_the_text_keeps_the_whole_texts_offsets() -> None:
    text = "On Sunday they met. On Friday they left."
    found = GRAMMAR.find(text, MONDAY, start=20)
    assert [(e.quote, text[e.start : e.end]) for e in found] == [("Friday", "Friday")]


@pytest.mark.parametrize("gap", [" ", "\t", "\xa0", "\u202f", " \u202f", "\u202f\xa0 "])
def test_a_gap_between_words_is_any_space(gap: str) -> None:
    text = f"They met the day before yesterday, and again{gap}on{gap}2{gap}February{gap}2021."
    assert [found.value for found in GRAMMAR.find(text, MONDAY)] == ["2021-01-30", "2021-02-02"]


def test_no_expression_crosses_a_line_break() -> None:
    assert [e.quote for e in GRAMMAR.find("January\n23, 2021\r\nlast\nweek", MONDAY)] == ["January", "2021"]


def test_holidays_are_data(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "dates.toml").write_text('[holidays]\n"Lantern Day" = [3, 15]\n', encoding="utf-8")
    found = DateGrammar(Codebook(tmp_path)).find("on Lantern Day 2020 and Christmas 2019", MONDAY)
    assert [e.value for e in found] == ["2020-03-15", "2019-12-25"]


def test_a_malformed_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "dates.toml").write_text("months = 3\n", encoding="utf-8")
    with pytest.raises(CodebookError, match="en/dates"):
        DateGrammar(Codebook(tmp_path))


def test_movable_days_against_known_years() -> None:
    assert [easter(y).isoformat() for y in (2000, 2019, 2021, 2025, 2038)] == [
        "2000-04-23", "2019-04-21", "2021-04-04", "2025-04-20", "2038-04-25",
    ]  # fmt: skip
    assert nth_weekday(2020, 11, 3, 4) == date(2020, 11, 26)
    assert nth_weekday(2021, 5, 0, -1) == date(2021, 5, 31)


MIXTURE = """
on in since for the from to between and of last next this early mid- past two weeks ago
days later a day earlier night morning before after summer second straight year that previous
Sunday Mon. March May january 23 31st 2021 1999 2021-01-31 31/01/21 Jan. 5-7 1960s 24 hours
overnight weekend Easter Christmas 99999 0 00 🕊 يوم день , . - –
"""
PIECES = st.sampled_from([*MIXTURE.split(), "\n", "\r\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from([MONDAY, None, "0001-01-01", "9999-12-31", "2020-02-29"]))
def test_any_mixture_gives_sound_spans_and_days(pieces: list[str], anchor: str | None) -> None:
    text = " ".join(pieces)
    reached = 0
    for found in GRAMMAR.find(text, anchor):
        assert reached <= found.start < found.end and text[found.start : found.end] == found.quote
        reached = found.end
        for value in (found.value, found.future):
            days = [date.fromisoformat(d) for d in value.split("/")] if value else []
            assert days == sorted(days) and (found.precision == "day") <= (len(days) < 2)
    assert GRAMMAR.find(text, anchor) == GRAMMAR.find(text, anchor)


@given(
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_every_full_date_is_read_back(when: date, style: str) -> None:
    assert only(f"It was on {when.strftime(style)}.", None).value == when.isoformat()


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 50_000, " " * 50_000, "May " * 10_000, "the past " * 5_000, "1 " * 20_000, "from Monday to " * 4_000,
        "23, " * 10_000 + "May", "31/" * 15_000, "last" + " " * 30_000 + "week", "Sunday" * 9_000, "1999-" * 9_000,
        "about " * 8_000 + "ten days ago", "May1999" * 8_000, "the day " * 6_000,
    ],
)  # fmt: skip
def test_hostile_text_costs_little(hostile: str) -> None:
    began = time.process_time()
    GRAMMAR.find(hostile, MONDAY)
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("text", "word", "future"),
    [
        ("They will march on Sunday.", "Sunday", True),
        ("Teachers plan to strike on Monday.", "Monday", True),
        ("A rally is scheduled for Saturday.", "Saturday", True),
        ("A rally is to be held on Saturday.", "Saturday", True),
        ("Farmers vowed to return on Friday.", "Friday", True),
        ("The party called for nationwide protests on Saturday.", "Saturday", True),
        ("Students to march on Sunday", "Sunday", True),
        ("The planned Sunday rally drew criticism.", "Sunday", True),
        ("They are going to protest on Sunday.", "Sunday", True),
        ("Thousands marched on Sunday.", "Sunday", False),
        ("On Saturday, he called for calm.", "Saturday", False),
        ("They would have marched on Sunday.", "Sunday", False),
        ("Hundreds gathered on Sunday to protest against the law.", "Sunday", False),
        ("Supporters have been gathering since Sunday.", "Sunday", False),
        ("The march held on Sunday was peaceful.", "Sunday", False),
        ("Organisers said on Friday they would march.", "Friday", False),
        ("Women take to the streets on Sunday.", "Sunday", False),
    ],
)
def test_tense(analyser: EnglishAnalyser, text: str, word: str, future: bool) -> None:
    sentence = analyser.parse(text, [(0, len(text))])[0]
    token = next(t for t in sentence.tokens if t.text == word)
    assert tense_is_future(sentence, token) is future


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        # a passage on a year long past lends it to the days in it
        ("In 1911 the dockers struck. On 9 June two were shot.", "9 June", "1911-06-09"),
        (
            "It was in 2013 that they rose. Some 300 were held in June and July.",
            "June and July",
            "2013-06-01/2013-07-31",
        ),
        ("The march was on 20 December 2018. On 3 January another followed.", "3 January", "2019-01-03"),
        ("On 9 June 1911 they met. On the 19th and 20th soldiers fired.", "the 19th and 20th", "1911-06-19/1911-06-20"),
        ("Twice since 1990 they rose. In June of that year six died.", "June of that year", "1990-06-01/1990-06-30"),
        # it lends it to no recent day, none of another paragraph, and none that it only counts from
        ("The law dates from 2019. On 6 January thousands marched.", "6 January", "2021-01-06"),
        ("In 1911 the dockers struck.\nOn 9 June two were held.", "9 June", "2020-06-09"),
        ("Since 2018 they have met. On 6 June 40 were held.", "6 June", "2020-06-06"),
        # a year that its sentence or its paragraph is about, however near the last such day is
        ("In 1994, 40 were held in Bern on 6 January.", "6 January", "1994-01-06"),
        ("Last year, when rallies were banned, nine were held on 26 January.", "26 January", "2020-01-26"),
        ("Then there was 1968. Troops fired on 6 January. Ten days later they left.", "Ten days later", "1968-01-16"),
        ("In the winter of 1995 the largest day was January 12.", "January 12", "1996-01-12"),
        ("In 2014 they were held on Australia Day.", "Australia Day", "2014-01-26"),
        (
            "Since 1981, when halls were taken in January and February, they rose.",
            "January and February",
            "1981-01-01/1981-02-28",
        ),
        # the same month, with the year of something else between
        ("In January 2007 it was the battle of 1945. On January 29 many met.", "January 29", "2007-01-29"),
        # a day still to come this year
        ("On January 4 of 1995 it began. On April 21 they had met.", "April 21", "1995-04-21"),
        # a retrospect keeps the year that it opens with, of the season of its anniversary
        ("A plaque bears the date: January 20, 2001.\n\nOn January 12, pickets rose.", "January 12", "2001-01-12"),
        ("They died on January 20, 2001. By the 21st there was calm.", "the 21st", "2001-01-21"),
        (
            "They died on January 20, 2001.\n\nHundreds were held by the evening of the 21st.",
            "the evening of the 21st",
            "2001-01-21",
        ),
        ("They marked the dead of January 20, 2001.\n\nOn January 12 some had met.", "January 12", "2021-01-12"),
        # a story goes on from the day long past that it has come to, and not from one of these weeks
        (
            "On Friday they met again.\n\nOn 24 April 2018 bailiffs came.\n\nOn 27 April many rose.",
            "27 April",
            "2018-04-27",
        ),
        (
            "On Friday they met.\n\nOn 20 October 2017 it began.\n\nOn 29 November six died.",
            "29 November",
            "2017-11-29",
        ),
        ("On 24 April 2018 bailiffs came.\n\nOn 27 January six were held.", "27 January", "2021-01-27"),
        (
            "On 15 June 2018 he died. On the third day, a Saturday, they met.\n\nOn 20 June six died.",
            "20 June",
            "2018-06-20",
        ),
        ("In June 2018 they met. On the 26th of that month six died.", "the 26th of that month", "2018-06-26"),
        ("A rally is planned for a week today.", "a week today", "2021-02-08"),
        # but not to a day still to come
        ("The 2018 accords ended it. The vote is on April 16.", "April 16", "2020-04-16"),
        # weekdays with their number, weeks ahead, lengths from a day
        ("There was rioting on Sunday the 17th.", "Sunday the 17th", "2021-01-17"),
        ("A rally is planned a week on Thursday.", "a week on Thursday", "2021-02-11"),
        ("They march on Thursday week.", "Thursday week", "2021-02-11"),
        ("They march next week on Monday.", "next week on Monday", "2021-02-08"),
        ("They sat there for nine days from June 28.", "for nine days from June 28", "2020-06-28/2020-07-06"),
        ("For a week from 3 January they sat.", "For a week from 3 January", "2021-01-03/2021-01-09"),
        ("They went out in May of the past year.", "May of the past year", "2020-05-01/2020-05-31"),
        # days by their number, whatever word follows
        ("On the 14th dockers walked out.", "the 14th", "2021-01-14"),
        ("In March 2019 it spread. On the 20th lorry drivers joined.", "the 20th", "2019-03-20"),
        ("In May 1968 everyone was at the march of the 13th; a million, said the unions.", "the 13th", "1968-05-13"),
        ("On the night of the 11th soldiers came.", "the night of the 11th", "2021-01-11"),
        ("They met on May 13, 300 of them.", "May 13", "2020-05-13"),
        # a year told in passing is not that of the days behind it
        ("It lost 2,000 jobs last year. In May 300 people marched.", "May", "2020-05-01/2020-05-31"),
        ("The firm, founded in 1998, is small. In October 40 men occupied it.", "October", "2020-10-01/2020-10-31"),
        ("In 1998 the miners rose. In October 40 were shot.", "October", "1998-10-01/1998-10-31"),
        ("The strike was lost in 1998. In October 40 were shot.", "October", "1998-10-01/1998-10-31"),
        ("The first of May march passed off.", "first of May", "2020-05-01"),
    ],
)
def test_a_day_by_what_is_told_around_it(text: str, quote: str, value: str) -> None:
    assert (quote, value) in [(e.quote, e.value) for e in GRAMMAR.find(text, MONDAY)]


def test_the_weekday_that_explains_a_day_is_no_other_day() -> None:
    found = GRAMMAR.find("On 23 August 2018, a Thursday, some met at a Saturday rally.", MONDAY)
    assert [e.value for e in found] == ["2018-08-23", "2021-01-30"]


@pytest.mark.parametrize(
    "text",
    [
        "since the vote was put off on 9 January",
        "since workers walked out on Friday",
        "since the Friday",
    ],
)
def test_what_a_count_begins_with(text: str) -> None:
    found = only(f"Eleven have died {text}.")
    assert found.ongoing and found.quote == text
