"""Assessments: which claims take part, what each rule set makes of them, and what cities add up to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.link import Linked
from demonstrably.model import Assessment, Claim, Document, Event, Place, When, content_id
from demonstrably.reconcile import RULE_SETS, assess, assess_testimonies, tally
from demonstrably.reconcile import Testimony as Said

CODEBOOK = Codebook()
GOLD = Path(__file__).parents[2] / "shared/gold/assessments.jsonl"
VOICES = ("police", "organisers", "Watch")


def says(claim_id: str, low: int | None, high: int | None = -1, **fields: Any) -> Said:
    """A testimony; `high` is `low` unless given, the voice is `source`."""
    told = {k: fields.pop(k) for k in ("published", "own", "corrected_by", "rejected") if k in fields}
    high = low if high == -1 else high
    fields = {"attribute": "participants", "quote": str(low), "qualifier": "exact", "modality": "occurred", **fields}
    claim = Claim(claim_id, f"d-{claim_id}", start=0, end=1, low=low, high=high, sentence="", **fields)
    return Said(claim, fields.get("source") or claim_id, **{"published": "2024-03-09", **told})


def judged(*testimonies: Said, rule_set: str = "demonstrably", attribute: str = "participants") -> Assessment:
    return assess_testimonies("event-1", attribute, testimonies, rule_set, CODEBOOK)


def figures(assessment: Assessment) -> tuple[int | None, int | None, int | None]:
    return assessment.low, assessment.high, assessment.best


# -- the worked cases -----------------------------------------------------------------------------------------------


def worked_cases() -> list[Any]:
    if not GOLD.is_file():
        return [pytest.param({}, "", {}, marks=pytest.mark.skip(reason=f"no worked cases at {GOLD}"))]
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [pytest.param(r, n, e, id=f"{r['id']}-{n}") for r in rows for n, e in r["expected"].items()]


def as_stored(case: dict[str, Any]) -> tuple[Event, list[Claim], dict[str, Document], Linked]:
    """A worked case as the record would hold it."""
    rows = case["claims"]
    claims = [
        Claim(
            r["claim_id"], f"d-{r['claim_id']}", case["attribute"], str(r["low"]), 0, 1, r["low"], r["high"],
            r["qualifier"], r["modality"], "", source=r["source"], source_kind=r["source_kind"], as_of=r["as_of"],
            running=r["running"],
        )
        for r in rows
    ]  # fmt: skip
    documents = {f"d-{r['claim_id']}": Document(f"d-{r['claim_id']}", "", published=r["published"]) for r in rows}
    own = tuple(r["claim_id"] for r in rows if r["scope"] == "event")
    event = Event("event-1", "event", "protest", "occurred", When("2021-01-31", "day"), None, claims=own)
    corrections = {r["corrects"]: r["claim_id"] for r in rows if r.get("corrects")}
    voices = {r["claim_id"]: content_id("voice", r["source"] or r["outlet"]) for r in rows}
    return event, claims, documents, Linked((event,), {}, {}, corrections, voices)


@pytest.mark.parametrize(("case", "rule_set", "expected"), worked_cases())
def test_worked_case(case: dict[str, Any], rule_set: str, expected: dict[str, Any]) -> None:
    event, claims, documents, linked = as_stored(case)
    found = assess(event, case["attribute"], claims, documents, linked, rule_set, CODEBOOK)
    told = {key: getattr(found, key) for key in expected}
    assert told == {
        **expected,
        **({"set_aside": tuple(map(tuple, expected["set_aside"]))} if "set_aside" in expected else {}),
    }


# -- taking part ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"modality": "planned"}, "planned"),
        ({"modality": "denied"}, "denied"),
        ({"modality": "hypothetical"}, "hypothetical"),
        ({"own": False}, "other scope"),
        ({"corrected_by": "z"}, "corrected"),
        ({"rejected": True, "modality": "denied"}, "rejected by a reviewer"),
        ({"group": "women"}, "other scope"),
        ({"additional": True}, "other scope"),
    ],
)
def test_what_is_set_aside_says_why(fields: dict[str, Any], reason: str) -> None:
    found = judged(says("a", 900, **fields), says("b", 700))
    assert (found.claims_used, found.set_aside) == (("b",), (("a", reason),))


def test_of_one_voice_the_newest_counts() -> None:
    found = judged(says("a", 900, source="police"), says("b", 700, source="police", published="2024-03-10"))
    assert (found.best, found.set_aside, found.conflict) == (700, (("a", "superseded"),), False)


def test_the_time_of_the_count_goes_before_the_time_of_publication() -> None:
    early = says("a", 60, source="Watch", as_of="2024-03-09T14:00", published="2024-03-11")
    late = says("b", 90, source="Watch", as_of="2024-03-09T18:00", published="2024-03-10")
    assert judged(early, late).claims_used == ("b",)


def test_a_repeated_figure_is_a_copy_of_its_first_telling() -> None:
    found = judged(says("a", 60, source="Watch"), says("b", 60, source="Watch", published="2024-03-10"))
    assert found.set_aside == (("b", "copy"),)


def test_a_figure_that_was_given_up_and_taken_up_again_is_no_copy_of_the_old_one() -> None:
    rows = [
        says(i, low, source="Watch", published=f"2024-03-{d}")
        for i, low, d in (("a", 60, 10), ("b", 50, 11), ("c", 60, 12))
    ]
    assert judged(*rows).set_aside == (("a", "superseded"), ("b", "superseded"))


def test_a_running_count_gives_way_to_a_greater_one_that_is_not_older() -> None:
    running = says("a", 400, running=True, as_of="2024-03-09T12:00")
    assert judged(running, says("b", 900)).set_aside == (("a", "superseded"),)
    older = says("b", 900, published="2024-03-08")
    assert judged(running, older).set_aside == ()


def test_a_running_count_and_a_lower_final_one_are_no_conflict() -> None:
    found = judged(says("a", 400, running=True, as_of="2024-03-09T12:00"), says("b", 300))
    assert (found.conflict, found.claims_used) == (False, ("a", "b"))


def test_groups_alone_are_counted_apart() -> None:
    found = judged(says("a", 30, group="police"), says("b", 4, group="journalists"), says("c", 32, group="police"))
    assert (found.low, found.high, found.set_aside) == (30, 32, (("b", "other scope"),))


# -- bounds and conflicts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (says("a", 2000), says("b", 2199, qualifier="about"), False),
        (says("a", 2000), says("b", 2500, qualifier="about"), True),
        (says("a", 2000, None, qualifier="at_least"), says("b", 1500), True),
        (says("a", 2000, None, qualifier="at_least"), says("b", 9000), False),
        (says("a", None, 500, qualifier="at_most"), says("b", 200, 999, qualifier="vague"), False),
        (says("a", 200, 300, qualifier="range"), says("b", 301), True),
    ],
)
def test_conflict(one: Said, other: Said, conflict: bool) -> None:
    found = judged(one, other)
    assert found.conflict is conflict
    assert found.conflict_between == ((("a", "b"),) if conflict else ())


def test_the_newest_monitor_is_best_and_the_median_otherwise() -> None:
    watch = says("w", 150, source_kind="monitor")
    assert judged(says("a", 100), says("b", 301)).best == 201
    assert judged(says("a", 100), says("b", 301), watch).best == 150
    newer = says("x", 170, source_kind="monitor", published="2024-03-10")
    assert judged(watch, newer, says("a", 100)).best == 170


# -- rule sets ------------------------------------------------------------------------------------------------------

WORDS = says("v", 20, 99, qualifier="vague", quote="dozens")
RANGE = says("r", 100, 200, qualifier="range", quote="100 to 200")


@pytest.mark.parametrize(
    ("rule_set", "expected"),
    [
        ("demonstrably", (20, 200, 85)),
        ("ccc", (24, 200, 112)),
        ("mpeds", (36, 150, 93)),
        ("mmad", (20, 150, 85)),
        ("ibc", (20, 200, None)),
        ("count_love", (20, 20, 20)),
        ("acled", (None, None, None)),
    ],
)
def test_each_rule_set_reads_words_and_ranges_its_own_way(rule_set: str, expected: tuple[int | None, ...]) -> None:
    assert figures(judged(WORDS, RANGE, rule_set=rule_set)) == expected


def test_acled_keeps_crowds_in_words_and_takes_the_lowest_of_deaths() -> None:
    assert judged(WORDS, RANGE, rule_set="acled").verbatim == "100 to 200; dozens"
    assert figures(judged(WORDS, says("b", 30), rule_set="acled", attribute="killed")) == (12, 12, 12)


@pytest.mark.parametrize("quote", ["hundreds of thousands", "hundreds-of-thousands"])
def test_a_longer_wording_is_not_read_as_a_shorter_one(quote: str) -> None:
    crowd = says("a", 200_000, 999_999, qualifier="vague", quote=quote)
    assert judged(crowd, rule_set="mpeds").best == 200_000


def test_mmad_takes_the_greatest_of_what_is_not_participants() -> None:
    assert judged(says("a", 3), says("b", 8), rule_set="mmad", attribute="injured").best == 8


def test_an_unknown_rule_set_is_named_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="ccc"):
        judged(rule_set="guess")


numbers = st.integers(0, 10**6)
testimonies = st.lists(
    st.builds(
        lambda i, low, span, voice, day, running: says(
            f"c{i}", low, low + span, source=voice, published=f"2024-03-{day:02}", running=running,
            qualifier="range" if span else "exact",
        ),
        st.integers(0, 10**9), numbers, st.sampled_from([0, 10, 5000]), st.sampled_from(VOICES), st.integers(1, 28),
        st.booleans(),
    ),
    unique_by=lambda t: t.claim.claim_id,
    max_size=12,
)  # fmt: skip


@given(testimonies, st.sampled_from(sorted(RULE_SETS)))
def test_no_claim_is_lost_and_best_lies_between_the_ends(rows: list[Said], rule_set: str) -> None:
    found = judged(*rows, rule_set=rule_set)
    assert {*found.claims_used, *(c for c, _ in found.set_aside)} == {t.claim.claim_id for t in rows}
    assert len({t.voice_id for t in rows if t.claim.claim_id in found.claims_used}) == len(found.claims_used)
    if found.best is not None and found.low is not None and found.high is not None:
        assert found.low <= found.best <= found.high
    assert judged(*reversed(rows), rule_set=rule_set) == found


# -- cities added up ------------------------------------------------------------------------------------------------


def event(event_id: str, city: str, day: str, wave_id: str = "w") -> Event:
    place = Place(city, 0, "city", city, None, None, None, "UA")
    return Event(event_id, "event", "protest", "occurred", When(day, "day"), place, wave_id=wave_id)


def best(event_id: str, value: int | None) -> Assessment:
    return Assessment(event_id, "detained", "demonstrably", value, value, value)


def test_each_city_is_added_once_beside_the_waves_own_claims() -> None:
    wave = Event("w", "wave", "protest", "occurred", When(), None)
    inner = Event("day", "wave", "protest", "occurred", When("2024-03-09", "day"), None, wave_id="w")
    told = [
        event("e1", "Lviv", "2024-03-09", "day"),
        event("e2", "Lviv", "2024-03-09"),
        event("e3", "Lviv", "2024-03-10"),
        event("e4", "Kyiv", "2024-03-09"),
        event("e5", "Odesa", "2024-03-09"),
        event("e6", "Kyiv", "2024-03-09", "elsewhere"),
    ]
    values = {"e1": 10, "e2": 30, "e3": 5, "e4": 7, "e5": None, "e6": 1000}
    assessments = {k: best(k, v) for k, v in values.items()}
    detained = tally(wave, "detained", [wave, inner, *told], assessments)
    assert (detained.best, detained.without, len(detained.cities)) == (42, 1, 2)
    crowd = tally(wave, "participants", [wave, inner, *told], assessments)
    assert crowd.best == 37  # who marches on two days is one person
