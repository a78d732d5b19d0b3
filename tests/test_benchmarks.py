"""The gate: a drop fails, and a floor falls only with a reason that stays on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import gate
from benchmarks.__main__ import measure, table
from benchmarks.gate import Floors, Refused
from benchmarks.shape import Row

DIGESTS = {"gold/a.jsonl": "aa"}


def row(ours: float, metric: str = "F1", part: str = "claims", **fields: object) -> Row:
    return Row(part, "gold/a.jsonl", metric, ours, **fields)  # type: ignore[arg-type]


def pinned(*rows: Row) -> Floors:
    return gate.re_pin(Floors(), rows, DIGESTS, {one.part for one in rows})


def test_a_drop_fails_and_a_rise_passes() -> None:
    floors = pinned(row(0.91))
    assert gate.failures(floors, [row(0.95)], DIGESTS, ["claims"]) == []
    assert gate.failures(floors, [row(0.91)], DIGESTS, ["claims"]) == []
    [problem] = gate.failures(floors, [row(0.90)], DIGESTS, ["claims"])
    assert "0.9000 fails the floor of 0.91" in problem


def test_times_may_move_within_their_slack_and_costs_must_not_rise() -> None:
    floors = pinned(row(2.0, "ratio", slack=0.25), row(600, "MB", better="lower"))
    assert gate.failures(floors, [row(1.6, "ratio"), row(500, "MB")], DIGESTS, ["claims"]) == []
    assert len(gate.failures(floors, [row(1.4, "ratio"), row(601, "MB")], DIGESTS, ["claims"])) == 2


def test_changed_data_and_a_figure_no_longer_measured_fail() -> None:
    floors = pinned(row(0.9))
    problems = gate.failures(floors, [], {"gold/a.jsonl": "bb"}, ["claims"])
    assert len(problems) == 2
    assert gate.failures(floors, [], {}, []) == [], "a part that was not run is not judged"


def test_a_re_pin_raises_and_never_lowers_silently() -> None:
    floors = pinned(row(0.9))
    raised = gate.re_pin(floors, [row(0.95)], DIGESTS, ["claims"])
    assert next(iter(raised.floors.values())).floor == 0.95
    for lower, why in ((None, None), ("dates", "another part"), ("claims", None), ("claims", "  ")):
        with pytest.raises(Refused):
            gate.re_pin(raised, [row(0.8)], DIGESTS, ["claims"], lower, why)
    with pytest.raises(Refused):
        gate.re_pin(raised, [], DIGESTS, ["claims"])


def test_a_lowered_floor_leaves_its_reason_in_the_file(tmp_path: Path) -> None:
    lowered = gate.re_pin(pinned(row(0.9)), [row(0.8)], DIGESTS, ["claims"], "claims", 'coders said "no"')
    path = tmp_path / "floors.toml"
    path.write_text(gate.dump(lowered), encoding="utf-8")
    again = gate.load(path)
    assert again.floors == lowered.floors and again.data == DIGESTS
    [kept] = again.lowered
    assert (kept.before, kept.after, kept.why) == (0.9, 0.8, 'coders said "no"')
    assert gate.failures(again, [row(0.8)], DIGESTS, ["claims"]) == []


def test_floors_of_parts_that_were_not_run_stay() -> None:
    both = pinned(row(0.9), row(0.7, part="dates"))
    again = gate.re_pin(both, [row(0.95)], DIGESTS, ["claims"])
    assert sorted(floor.floor for floor in again.floors.values()) == [0.7, 0.95]


def test_a_folder_has_a_digest_of_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one").write_text("a")
    before = gate.digest(tmp_path / "pages")
    (tmp_path / "pages" / "two").write_text("b")
    assert gate.digest(tmp_path / "pages") != before


def test_parts_without_their_data_are_skipped_with_a_reason(tmp_path: Path) -> None:
    outcome = measure(["quantities"], tmp_path)
    assert not outcome.broken and outcome.rows == []
    assert "crowd_sizes.tsv" in outcome.skipped["quantities"]


def test_quantities_are_measured_over_what_coders_called_a_number(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    lines = [
        "phrase\tmpeds_value\tcount",
        "dozens\t36\t3",
        "10-20\t15\t1",
        "1,100+\t1,100\t1",
        "40\t41\t5",
        "TBD\tNA\t7",
    ]
    (tmp_path / "bench" / "crowd_sizes.tsv").write_text("\n".join(lines) + "\n")
    values = {one.metric: one.ours for one in measure(["quantities"], tmp_path).rows}
    assert values == {"phrases read": 1.0, "value right, mpeds": 0.75, "value right, by occurrence": 0.5}


def test_the_table_marks_what_is_below_its_bar() -> None:
    lines = table([row(0.5, bar=0.6), row(0.7, bar=0.6)])
    assert "0.500*" in lines[2] and "0.700 " in lines[3]
