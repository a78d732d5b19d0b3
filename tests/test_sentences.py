"""The sentence splitter: what ends a sentence, what does not, and that its spans always hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.language.sentences import MAX_SENTENCE, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ("Police detained 40 people.", "They were freed at night."),
        ("Crowds came to St. Pölten.", "Dr. Imani Okoye spoke to them."),
        ("The march began at 10 a.m. on Sunday.", "It ended by noon."),
        ("They met at 10 a.m.", "Police closed the road."),
        ("A vote in the U.S. Senate was near.", "Nobody left."),
        ("He lives in the U.S.", "Officials were silent."),
        ("J. R. Mbeki and W. Ito led the march.", "Others followed."),
        ("The chief, O. P. Singh, spoke to Jan P. Kos and C. Raja.", "They left."),
        ("See p. 12 and vol. 3 of the report.", "It is long."),
        ("No. 10 said nothing.", "The rally of Nov. 9 went on."),
        ("She said no.", "Her friends agreed."),
        ("Turnout was 3.5 million.", "Ten years ago it was 1.2 million."),
        ("“We stay.”", "The square was full."),
        ('"We stay!" she said.', "The square was full."),
        ('"Who sent them?" Ms. Diallo asked.', "Nobody answered."),
        ("Who sent them?", "Nobody knows…", "Some guess."),
        ("RIGA, February 1. /WIRE/.", "Several streets were closed."),
        ("1. Protesters gathered.", "2. They left."),
        ("See https://example.org/a.b?c=1. for more and @some.one too."),
        ("Workers of Pine Corp. and Oak Ltd. marched.", "A band played."),
        ("The plant belongs to Oak Inc.", "It was shut."),
        ("He wrote for example.com.", "Readers protested."),
        ("It grew to 500 people (police said 300).", "Then it rained."),
        ("They came, etc.", "The rest stayed."),
    ],
)
def test_splits_where_a_reader_would(parts: tuple[str, ...] | str) -> None:
    expected = [parts] if isinstance(parts, str) else list(parts)
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_a_line_break_always_ends_a_sentence(line_break: str) -> None:
    assert sentences(f"- no stop here{line_break}- nor here{line_break}{line_break}End.") == [
        "- no stop here",
        "- nor here",
        "End.",
    ]


def test_an_overlong_sentence_is_cut_between_words_and_never_inside_a_number() -> None:
    text = "10,000 people in Kisumu, " * 200
    pieces = sentences(text)
    assert all(len(piece) <= MAX_SENTENCE for piece in pieces)
    assert all(piece.startswith("10,000 ") for piece in pieces)


PIECES = st.sampled_from(
    [
        "Police said so. ",
        "U.S. ",
        "no. 5 ",
        "!?",
        "...",
        "\r\n",
        "\n\n",
        " ",
        "“Да!” ",
        "نعم. ",
        "🙂",
        "é",
        "A. ",
        "1,000 ",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


@given(TEXTS)
def test_spans_are_ordered_trimmed_and_leave_out_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert len(text[start:end].splitlines()) == 1
        position = end
    assert not text[position:].strip()


@given(TEXTS)
def test_the_same_text_gives_the_same_spans_and_a_paragraph_before_only_shifts_them(text: str) -> None:
    before = "Крик 🙂 стих.\r\n\r\n"
    shifted = [(start + len(before), end + len(before)) for start, end in split_sentences(text)]
    assert split_sentences(before + text)[1:] == shifted


@settings(max_examples=30)
@given(TEXTS.filter(lambda text: "”" not in text))  # behind a quotation the words that follow it have a say
def test_a_sentence_is_one_sentence_by_itself_where_nothing_was_cut(text: str) -> None:
    for sentence in sentences(text):
        assert "".join(sentences(sentence)) == sentence


@pytest.mark.parametrize("unit", [".", "!", '"', ". ", "A. ", "(", " ", "\n", ".'", "a.b", "?\u00a0"])
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    began = time.process_time()
    split_sentences("Go. " + unit * 60_000)
    assert time.process_time() - began < 2
