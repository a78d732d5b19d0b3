"""What the words around a figure lean to."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.extract.leanings import PLACES, UNIT, Leanings, WordSums, places_of

ROWS = st.lists(st.lists(st.integers(-50, 50), min_size=3, max_size=3), max_size=12)


def leanings(**weights: list[int]) -> Leanings:
    """Weights of words that count one each; a word's weights are those at PLACES, the rest 0."""
    words = {
        word: [UNIT, *(UNIT * told for told in row), *[0] * (len(PLACES) - len(row))] for word, row in weights.items()
    }
    return Leanings.from_json({"middle": -UNIT, "words": words})


def leaning(weights: Leanings, text: str, places: list[list[tuple[int, int]]]) -> float:
    return weights.of(weights.sums(text), places)


@given(rows=ROWS, ends=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3))
def test_words_of_any_stretches_are_summed(rows: list[list[int]], ends: list[tuple[int, int]]) -> None:
    starts = [3 * i for i in range(len(rows))]
    sums = WordSums(starts, np.array(rows, dtype=np.int64).reshape(len(rows), 3))
    expected = [row for low, high in ends for start, row in zip(starts, rows, strict=True) if low <= start < high]
    told = sums.of(ends)
    assert (told.tolist() if told is not None else None) == (np.sum(expected, axis=0).tolist() if expected else None)


def test_a_text_of_no_known_word_leans_to_neither() -> None:
    assert leaning(leanings(marched=[2]), "", [[(0, 0)]] * len(PLACES)) == -1
    assert leaning(leanings(marched=[2]), "Nobody came.", [[(0, 12)]] * len(PLACES)) == -1


def test_the_mean_of_the_known_words_counts() -> None:
    weights, text = leanings(marched=[2], match=[-4]), "Forty marched before the match; all marched."
    assert leaning(weights, text, [[(0, 20)]]) == -1 + 2
    assert leaning(weights, text, [[(0, 31)]]) == -1 - 1
    assert leaning(weights, text, [[(0, len(text))]]) == -1 + 0


def test_a_word_leans_otherwise_where_it_stands_otherwise() -> None:
    weights, text = leanings(marched=[0, 0, 3, -3]), "Forty marched."
    assert leaning(weights, text, [[], [], [(6, 13)]]) == 2
    assert leaning(weights, text, [[], [], [], [(6, 13)]]) == -4


def test_where_words_stand() -> None:
    text = "Up. Ten of forty sat.\nOut."
    spans = [(0, 3), (4, 21), (22, 26)]
    places = dict(zip(PLACES, places_of(spans, range(2), 1, (11, 16)), strict=True))
    told = {place: [text[start:end] for start, end in stretches] for place, stretches in places.items()}
    assert told == {
        "sentence": ["Ten of forty sat."],
        "paragraph": ["Up. ", ""],
        "behind": [" sat."],
        "before": ["Ten of "],
        "last": ["Up."],
        "text": [text],
    }


def test_the_first_sentence_has_none_before() -> None:
    assert places_of([(0, 3)], range(1), 0, (0, 1))[PLACES.index("last")] == []


def test_a_raid_leans_from_a_march() -> None:
    weights = Leanings.packaged()
    march = "Police detained 40 demonstrators who marched to parliament against the law."
    raid = "Police detained 40 suspects in raids on a gang of drug traffickers at the port."
    told = [leaning(weights, text, places_of([(0, len(text))], range(1), 0, (16, 18))) for text in (march, raid)]
    assert told[0] > told[1]
