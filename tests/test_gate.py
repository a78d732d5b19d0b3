"""What is let through to the parser, and what is passed over without a parse."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.extract.gate import PLAIN, SHORT, Gate
from demonstrably.language.analysis import Sentence
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document

MARKETS = (
    "Shares in Oslo closed 1.2 percent higher on Tuesday as traders welcomed the bank's forecast for growth. "
    "The index has risen for six days, and analysts at Fjord Capital expect oil prices to support it until March. "
)
CLUB = (
    "The visitors scored twice before the interval and never looked back, said their coach. The captain praised the "
    "goalkeeper, who saved a late penalty, and thanked the travelling fans for a season to remember. "
)
PASSAGE = "Outside the town hall some forty protesters held up placards against the closure of the library. "


@cache
def gate() -> Gate:
    return Gate.packaged(Codebook())


@pytest.mark.parametrize(
    "text",
    [
        "Protesters filled the square in Brno.",
        "Forty people were detained as they laid flowers for the dead opposition leader.",
        "HUNDREDS MARCH AGAINST QUARRY",
        "Thousands joined the Women's March in Denver.",
        "Police lathi-charged farmers who had staged a dharna on the highway near Indore.",
        "A hartal called by the opposition shut the port city on Sunday.",
        "Residents barricaded the R71 with burning tyres on Monday, demanding water.",
        "They came in their thousands and stood before parliament with candles and placards.",
        "Some 4,000 people took to the streets of Graz, the organisers said.",
        "Nurses held a vigil outside the hospital for a colleague.",
        "Peaceful assemblies were held in two towns, where our observers counted 3,500 participants.",
        "As a result of the illegal action on the central square 33 persons were brought to the department.",
        "A manifestation of 2.000 persons has participated against the law, with several detained by the police.",
        "The ministry banned a rally in support of the jailed mayor that was planned for Saturday.",
        "Water cannon were used to disperse the crowd.",
        "About 300 workers gathered outside the factory gates, chanting slogans against the management.",
        "Up to 300 residents blocked the road to the mine.",
        "Angry residents gathered outside the clinic.",
        "Supporters of the two camps clashed outside the court; police arrested eleven.",
    ],
)
def test_passages_that_tell_of_a_gathering_are_let_through(text: str) -> None:
    assert gate().passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "Forty unpaid fishermen sat down on the quay of Arvo on Friday.",
        "Two hundred and fifty of them demonstrated in Arvo on Sunday. Pensions are to fall by 12 percent.",
        "Three hundred mothers surrounded the prosecutor's office in Lorne.",
        "Police in Arvo took away 12 tenants who had sat down in the housing office.",
        "There were up to 400 lorry drivers at the ministry on Tuesday to ask for flood aid.",
    ],
)
def test_a_brief_item_needs_no_word_for_a_gathering(text: str) -> None:
    assert gate().passes(text)


@pytest.mark.parametrize("text", ["The museum sold 5,000 tickets.", "Three people died when a bus fell into a river."])
def test_a_brief_item_of_something_else_is_passed_over(text: str) -> None:
    assert not gate().passes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The yen gave up gains from a two-day rally on Wall Street.",
        "Long rallies from the baseline wore the third seed down in the second set.",
        "The bank will publish its results on 14 March; in March last year it made a loss.",
        "Air strikes hit rebel positions near the border, killing nine militants.",
        "Jakarta lodged a formal protest with the airline's home country over the cancelled flights.",
        "A strike in the 88th minute gave the home side the points.",
        "The firm demonstrated its new engine at the fair.",
        "Four people died when a bus overturned on the coastal road.",
        "Officials gathered data from 60 wells before the vote.",
        "The committee will assemble again in May to discuss the budget.",
    ],
)
def test_the_same_words_in_other_senses_are_passed_over(text: str) -> None:
    assert not gate().passes(MARKETS * 4 + text + " " + CLUB * 4)


@pytest.mark.parametrize("around", [MARKETS, CLUB])
@pytest.mark.parametrize("place", [0, 20, 39])
def test_one_paragraph_among_forty_is_enough(around: str, place: int) -> None:
    paragraphs = [around] * 39
    assert not gate().passes("\n\n".join(paragraphs))
    paragraphs.insert(place, PASSAGE)
    assert gate().passes("\n\n".join(paragraphs))


def test_thin_evidence_in_a_long_text_is_read_only_where_it_stands() -> None:
    calm, hint = "The mayor spoke of the weather. " * 30, "A crowd had gathered at the clinic. "
    text = calm + hint + calm
    [(start, end)] = gate().scope(text).spans or ()
    at = text.index(hint)
    assert start <= at < at + len(hint) <= end < at + 400
    assert gate().scope(hint).holds(0, len(hint)), "a short text is read as a whole"
    assert gate().scope(hint + calm + calm).holds(len(text) - 1, len(text)), "one that begins with it is about it"


class Untouchable(EnglishAnalyser):
    """An analyser that may not be asked."""

    def split(self, text: str) -> list[tuple[int, int]]:
        raise AssertionError("split before the gate")

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        raise AssertionError("parsed before the gate")


def test_nothing_is_computed_for_what_is_passed_over() -> None:
    found = Extractor(Codebook(), Untouchable()).extract(Document("d", MARKETS * 9, "en"))
    assert not (found.claims or found.mentions or found.labels or found.notes)


def test_a_word_of_the_users_own_opens_the_gate(tmp_path: Path) -> None:
    told = "The mayor spoke of the weather. " * 50 + "A cacerolazo in Plaza Sur kept people awake. "
    assert not gate().passes(told)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "gate.toml").write_text('[sure]\nwords = ["cacerolazo|cacerolazos"]\n')
    assert Gate.packaged(Codebook(tmp_path)).passes(told)


@given(st.text(alphabet="aİßǅé🙂\u0301\r\n -'’", max_size=60), st.text(max_size=60))
def test_windows_are_in_the_letters_of_the_text(before: str, after: str) -> None:
    text = f"{before} PROTESTERS {after}"
    at = text.index("PROTESTERS")
    windows = list(gate().windows(text))
    assert all(len(window) == end - start for start, end, window in windows)
    assert any(start <= at < end and "protesters" in window for start, end, window in windows)


@given(st.integers(0, 12), st.integers(0, 12))
def test_what_stands_around_a_plain_passage_does_not_hide_it(before: int, after: int) -> None:
    text = MARKETS * before + "\n\n" + PASSAGE + "\n\n" + CLUB * after
    assert len(text) <= SHORT or max(gate().score(window) for _, _, window in gate().windows(text)) >= PLAIN
    assert gate().passes(text)


def test_a_score_is_the_same_in_whatever_order_cues_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate.packaged(Codebook())
    window = "police detained angry protesters; a crowd marched to the market square, school closed, workers on strike"
    found = sorted(gate.cues(window))
    scores = set()
    for turn in range(len(found)):
        monkeypatch.setattr(gate, "cues", lambda _, turn=turn: found[turn:] + found[:turn])
        scores.add(gate.score(window))
    assert len(found) > 8 and len(scores) == 1
