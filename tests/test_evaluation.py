"""Scoring claims: what counts as found and right, the intervals, the errors by kind, and agreement with the gold
sets' own scorer where that is at hand."""

from __future__ import annotations

import contextlib
import io
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError, UsageError
from demonstrably.evaluation import (
    TextScore,
    disagreements,
    evaluate,
    grouped,
    half_of,
    halves,
    measure,
    read_claims,
    read_gold,
    reliability,
    score,
)
from demonstrably.evaluation.scoring import same_name

ORACLE = Path(__file__).parents[2] / "shared" / "gold" / "score.py"

TEXT = (
    "About 300 people rallied in Porto on Friday. Police detained 12 of them, the ministry said.\nA ferry sank; 9 died."
)


def claim(quote: str, attribute: str = "participants", text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """A coded claim or a row of claims.jsonl for the quote's first occurrence."""
    start = text.index(quote)
    value = int("".join(char for char in quote if char.isdigit()))
    plain = {"low": value, "high": value, "modality": "occurred", "source": None, "place": None, "date": None}
    return {"attribute": attribute, "quote": quote, "start": start, "end": start + len(quote), **plain, **fields}


def row(text_id: str = "a", text: str = TEXT, claims: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"id": text_id, "published": "2021-02-05", "text": text, "claims": list(claims)}


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    return path


@pytest.fixture
def scored(tmp_path: Path) -> Any:
    def run(coded: list[dict[str, Any]], found: list[dict[str, Any]]) -> TextScore:
        gold = read_gold(write(tmp_path / "gold.jsonl", [row(claims=tuple(coded))]))
        claims = read_claims(write(tmp_path / "claims.jsonl", [{"document_id": "a", **one} for one in found]))
        return score(gold, claims)[0]

    return run


def test_a_claim_is_found_where_attribute_and_span_agree(scored: Any) -> None:
    one = scored([claim("About 300"), claim("12", "detained")], [claim("300"), claim("12", "injured")])
    assert [pair.found.quote for pair in one.pairs] == ["300"]
    assert [missed.attribute for missed in one.missed] == ["detained"]
    assert [spurious.attribute for spurious in one.spurious] == ["injured"]


def test_each_claim_is_used_once_and_the_right_value_wins(scored: Any) -> None:
    wrong, right = claim("300", low=1, high=1), claim("300", low=300, high=300, start=6, end=9)
    one = scored([claim("300")], [{**wrong, "start": 6, "end": 9}, {**right, "end": 16, "quote": "300 people"}])
    assert [pair.checks["value"] for pair in one.pairs] == [True]
    assert len(one.spurious) == 1


def test_doubtful_claims_neither_help_nor_hurt(scored: Any) -> None:
    found = scored([claim("300", doubt=True)], [claim("300")])
    left = scored([claim("300", doubt=True)], [])
    for one in (found, left):
        assert (one.pairs, one.missed, one.spurious) == ((), (), ())


def test_one_figure_said_of_several_places_counts_once(scored: Any) -> None:
    one = scored(
        [claim("300", place="Porto")], [claim("300", place="Braga"), claim("300", place="Oporto", place_name="Porto")]
    )
    assert [pair.checks["place"] for pair in one.pairs] == [True]
    assert one.spurious == ()


def test_a_source_may_be_right_under_any_of_its_names(scored: Any) -> None:
    chain = [{"name": "he", "canonical": "Interior Ministry", "person": "Ivo Lemos"}]
    one = scored([claim("12", "detained", source="the ministry")], [claim("12", "detained", source="he", chain=chain)])
    assert one.pairs[0].checks["source"] and one.pairs[0].checks["source_named"] and one.pairs[0].whole
    none = scored([claim("12", "detained")], [claim("12", "detained", source="police")])
    assert not none.pairs[0].checks["source"] and "source_named" not in none.pairs[0].checks


def test_a_date_other_than_publication_is_asked_apart(scored: Any) -> None:
    one = scored([claim("300", date="2021-02-05"), claim("12", "detained", date="2021-02-04")],
                 [claim("300", date="2021-02-05"), claim("12", "detained", date="2021-02-05")])  # fmt: skip
    values = measure([one]).values
    assert (values["date"], values["date_other"]) == (0.5, 0.0)


def test_a_span_that_does_not_hold_its_quote_is_broken(scored: Any) -> None:
    one = scored([], [claim("300", start=0, end=3)])
    assert len(one.broken) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(None, None, True), (None, "police", False), ("the police", "Police", True), ("city hall", "town hall", False)],
)
def test_names_agree_by_more_than_half_of_the_shorter(one: str | None, other: str | None, same: bool) -> None:
    assert same_name(one, other) is same_name(other, one) is same


def test_measures_without_anything_asked(scored: Any) -> None:
    values = measure([scored([], [])]).values
    assert (values["found_f1"], values["value"], values["place"]) == (0.0, None, None)
    assert measure([]).values["whole_f1"] == 0.0


def test_intervals_are_the_same_in_every_run_and_hold_the_value(scored: Any) -> None:
    texts = [scored([claim("300")], [claim("300")]), scored([claim("300")], []), scored([], [claim("300")])] * 5
    first, second = measure(texts), measure(texts)
    assert first.intervals == second.intervals
    low, high = first.intervals["found_f1"]
    assert 0 < low < (first.values["found_f1"] or 0) < high < 1


def test_a_text_stays_in_its_half() -> None:
    ids = [f"text-{number}" for number in range(400)]
    split = halves((text_id, text_id) for text_id in ids)
    assert sorted(split["look"] + split["blind"]) == sorted(ids)
    assert all(half_of(text_id) == "look" for text_id in split["look"])
    assert 150 < len(split["look"]) < 250
    assert [half_of("text-0"), half_of("text-1")] == [half_of("text-0"), half_of("text-1")]


def test_reliability_tells_sure_from_unsure(scored: Any) -> None:
    sure = [claim("300", confidence=1.0), claim("12", "detained", confidence=0.9)]
    one = scored([claim("300"), claim("12", "detained")], [*sure, claim("9", "killed", confidence=0.2)])
    found = reliability([one])
    assert found.ranking == 1.0
    assert found.bins[-1].claims == 2 and found.bins[-1].right == 1.0
    assert found.bins[0].claims == 1 and found.bins[0].right == 0.0
    assert found.error == pytest.approx((2 * 0.05 + 0.2) / 3)
    assert reliability([scored([], [])]).brier is None


def test_errors_are_grouped_by_kind(scored: Any) -> None:
    coded = [claim("300", place="Porto", source="police"), claim("12", "detained")]
    found = [
        claim("300", low=30, high=30, place="Braga", modality="planned"),
        claim("12", "injured"),
        claim("9", "killed"),
    ]
    errors = disagreements([scored(coded, found)], Codebook())
    assert {(kind, group) for kind, group in grouped(errors)} == {
        ("missed", "detained"),
        ("spurious", "injured, coded as detained"),
        ("spurious", "killed, passage of disaster"),
        ("value", "another value"),
        ("modality", "occurred read as planned"),
        ("source", "none found"),
        ("place", "another"),
    }
    value = next(error for error in errors if error.kind == "value")
    assert (value.coded, value.found) == ("300", "30")
    assert "[300] people rallied" in value.around


def test_claims_of_other_texts_are_refused(tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [row(claims=(claim("300"),))])
    other = write(tmp_path / "claims.jsonl", [{"document_id": "b", **claim("300")}])
    with pytest.raises(UsageError, match="no document_id"):
        evaluate(gold, Codebook(), claims=other)
    with pytest.raises(UsageError, match="half"):
        evaluate(gold, Codebook(), claims=other, half="third")


@pytest.mark.parametrize(
    "line", ["{", '{"id": "a"}', '{"id": "a", "text": "x", "claims": [{"attribute": "killed"}]}', "[]"]
)
def test_a_bad_row_is_located(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row()) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"gold\.jsonl:2"):
        read_gold(path)


def test_a_coded_span_must_hold_its_quote(tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [row(claims=(claim("300", start=0, end=3),))])
    with pytest.raises(InputError, match="does not hold"):
        read_gold(path)


NAMES = st.sampled_from([None, "police", "the police", "city police", "Interior Ministry", "Ivo Lemos", "of the"])
DAYS = st.sampled_from([None, "2021-02-05", "2021-02-04"])


@st.composite
def claims_of_a_text(draw: st.DrawFn, *, coded: bool) -> dict[str, Any]:
    start = draw(st.integers(0, 24))
    end = draw(st.integers(start + 1, 30))
    chain = [{"name": draw(NAMES), "canonical": draw(NAMES), "person": draw(NAMES)}]
    own = {"doubt": draw(st.booleans())} if coded else {"chain": chain, "place_name": draw(NAMES)}
    return {
        "attribute": draw(st.sampled_from(["participants", "killed"])),
        "quote": TEXT[start:end],
        "start": start,
        "end": end,
        "low": draw(st.sampled_from([3, None])),
        "high": draw(st.sampled_from([3, None])),
        "modality": draw(st.sampled_from(["occurred", "planned"])),
        "source": draw(NAMES),
        "place": draw(NAMES),
        "date": draw(DAYS),
        **own,
    }


@pytest.mark.skipif(not ORACLE.is_file(), reason="the gold sets' own scorer is not at hand")
@given(
    gold=st.lists(st.lists(claims_of_a_text(coded=True), max_size=4), min_size=1, max_size=4),
    found=st.lists(st.lists(claims_of_a_text(coded=False), max_size=5), min_size=4, max_size=4),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_agrees_with_the_gold_sets_own_scorer(tmp_path: Path, gold: Any, found: Any) -> None:
    texts = [row(f"t{number}", claims=tuple(claims)) for number, claims in enumerate(gold)]
    told = [{"document_id": f"t{number}", **one} for number, claims in enumerate(found[: len(gold)]) for one in claims]
    files = write(tmp_path / "gold.jsonl", texts), write(tmp_path / "claims.jsonl", told)
    theirs = oracle(*files)
    ours = measure(score(read_gold(files[0]), read_claims(files[1])), draws=0).row()
    for name, value in theirs.items():
        assert ours[name] == (pytest.approx(value) if value is not None else None), name


def oracle(gold: Path, claims: Path) -> dict[str, Any]:
    """What the scorer prints with --json."""
    kept, printed = sys.argv, io.StringIO()
    sys.argv = [str(ORACLE), str(gold), str(claims), "--json"]
    try:
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            runpy.run_path(str(ORACLE), run_name="__main__")
    finally:
        sys.argv = kept
    found: dict[str, Any] = json.loads(printed.getvalue())
    return found
