"""The charts: what they draw, what their tables say, and that Vega-Lite takes them."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.drawing import (
    Chart,
    cities_chart,
    claims_chart,
    map_chart,
    months_chart,
    sources_chart,
    tally_chart,
    timeline_chart,
)
from demonstrably.drawing.map import Frame, frame_of, in_view
from demonstrably.drawing.stills import still
from demonstrably.errors import UsageError
from demonstrably.pages import Dot, Figure, Line, Panel, SourceRow
from demonstrably.pages.figures import Place, Ruled, Step
from demonstrably.pages.listing import Day

SQUARE = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {}, "geometry": {
            "type": "Polygon", "coordinates": [[[-9, 37], [-9, 42], [-6, 42], [-6, 37], [-9, 37]]]}},
    ],
}  # fmt: skip


def figure(number: int, low: int | None, high: int | None, **changed: Any) -> Figure:
    point = low if low is not None else high if high is not None else 0
    told = Figure(
        claim_id=f"claim-{number}", attribute="participants", low=low, high=high, point=point, words=f"{low}-{high}",
        quote=str(low), sentence=f"{low} came.", letter="P", kind="police", source="police, via AAT", voice=f"v{number}",
        qualifier="exact", modality="occurred", confidence=1.0, running=False, as_of=None, moment="2026-03-14",
        when="14 Mar 2026", where="Porto", reason=None, corrected_by=None, left_out=False,
        place=Place("doc", "A title", "AAT", "2026-03-14", f"claim-{number}", 0, 1),
    )  # fmt: skip
    return dataclasses.replace(told, **changed)


def panel(*used: Figure, ruled: Ruled | None = None) -> Panel:
    made = ruled or Ruled("demonstrably", None, None, None, None, False, "")
    return Panel("participants", made, used, (), (), (made,))


def dot(place: str, longitude: float, latitude: float, **changed: Any) -> Dot:
    return dataclasses.replace(Dot(place, 1, "city", "PT", latitude, longitude, 1, 500, False), **changed)


def line(voice: str, *steps: tuple[str, int]) -> Line:
    told = (Step(moment, count, count, count, f"{count:,}", f"claim-{count}", "doc") for moment, count in steps)
    return Line("detained", voice, f"{voice}, via AAT", "M", tuple(told))


def values(chart: Chart) -> list[dict[str, Any]]:
    assert chart.spec is not None
    found: list[dict[str, Any]] = chart.spec["data"]["values"]
    return found


CITIES = {
    "attribute": "detained",
    "cities": [
        {"city": "Porto", "low": 0, "best": 0, "high": 4}, {"city": "Lisbon", "low": None, "best": 1_200, "high": None},
    ],
}  # fmt: skip


def charts() -> list[Chart]:
    """One of each kind."""
    source = SourceRow("police", "police", "P", 9, 4, 3, 1, 1, 1, 0.5)
    return [
        claims_chart(panel(figure(1, 200, 999), figure(2, 100, None, letter="?"), figure(3, None, 50_000))),
        claims_chart(panel(figure(1, 0, 0), figure(2, 7, 9), ruled=Ruled("d", 0, 9, 4, None, True, ""))),
        timeline_chart([Day("2026-03-14", 3, 1), Day("2026-03-15", 1, 0)], brush=True),
        tally_chart("detained", [line("Vigia", ("2026-03-14T10:00", 4), ("2026-03-14T18:00", 57))]),
        map_chart([dot("Porto", -8.6, 41.1), dot("Minho", -8.3, 41.8, precision="region", participants=None)], SQUARE),
        cities_chart(CITIES),
        sources_chart([source, dataclasses.replace(source, name="organisers", letter="S", ratio=3.0)]),
        months_chart([("", 2), ("2026-02", 4), ("2026-03", 28)]),
    ]


def test_vega_lite_takes_every_chart_and_says_nothing() -> None:
    pytest.importorskip("vl_convert", reason="pictures are an extra")
    for chart in charts():
        assert chart.spec is not None, chart.name
        picture = still(chart)
        assert picture.startswith("<svg") and picture.rstrip().endswith("</svg>")
        assert "style=" not in picture and "<script" not in picture and "NaN" not in picture, chart.name
        assert f'aria-labelledby="caption-{chart.name}"' in picture


def test_every_chart_is_plain_json_with_its_data_inside() -> None:
    for chart in charts():
        text = json.dumps(chart.spec)
        assert '"url"' not in text
        assert chart.head and all(len(row) == len(chart.head) for row in chart.rows), chart.name


def test_open_ends_are_arrows_and_exact_figures_points() -> None:
    open_above, open_below, exact = values(
        claims_chart(panel(figure(1, 100, None), figure(2, None, 500), figure(3, 200, 200)))
    )
    assert (open_above["open"], open_below["open"], exact["open"]) == ("more", "less", "")
    assert (open_above["exact"], open_below["exact"], exact["exact"]) == (False, False, True)


def test_the_axis_says_where_it_is_a_log_scale() -> None:
    wide = json.dumps(claims_chart(panel(figure(1, 100, 100), figure(2, 9_000, 9_000))).spec)
    near = json.dumps(claims_chart(panel(figure(1, 100, 100), figure(2, 900, 900))).spec)
    nought = json.dumps(claims_chart(panel(figure(1, 0, 0), figure(2, 900, 900))).spec)
    assert "(log scale)" in wide and "log" not in near and "log" not in nought


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=2, max_size=6))
def test_claims_stay_inside_the_axis(bounds: list[tuple[int, int]]) -> None:
    used = [figure(number, min(pair), max(pair)) for number, pair in enumerate(bounds)]
    chart = claims_chart(panel(*used))
    domain = next(
        layer["encoding"]["x"]["scale"]["domain"] for layer in chart.spec["layer"] if "scale" in layer["encoding"]["x"]
    )  # type: ignore[index]
    for value in values(chart):
        assert domain[0] <= value["from"] <= value["to"] <= domain[1]


def test_what_needs_no_drawing_is_a_table_alone() -> None:
    assert claims_chart(panel(figure(1, 7, 7))).spec is None
    assert claims_chart(panel(figure(1, 7, 7))).rows
    assert timeline_chart([Day("2026-03-14", 3, 0)]).spec is None
    assert tally_chart("detained", [line("a", ("2026-03-14", 4)), line("b", ("2026-03-15", 9))]).spec is None
    assert tally_chart("detained", [line("a", ("2026-03-14", 4)), line("b", ("2026-03-15", 9))], steps=1).spec
    assert tally_chart("killed", [line("a", ("2026-03-14", 4))]).rows == []
    assert map_chart([], SQUARE).spec is None
    assert months_chart([("", 4)]).spec is None


def test_hostile_names_are_text_in_a_picture() -> None:
    pytest.importorskip("vl_convert", reason="pictures are an extra")
    hostile = "<script>alert(1)</script>"
    picture = still(claims_chart(panel(figure(1, 7, 9, source=hostile), figure(2, 1, 3, sentence=hostile))))
    assert "<script" not in picture and "&lt;script" in picture


def test_the_map_begins_where_most_events_are() -> None:
    home = [dot(f"t{number}", -8.0 - number / 10, 41.0, events=5) for number in range(3)]
    away = dot("Panjim", 73.8, 15.5, country="IN")
    assert in_view([*home, away]) == tuple(home)
    assert in_view([home[0], dot("Panjim", 73.8, 15.5, country="IN", events=5)]) == (
        home[0], dot("Panjim", 73.8, 15.5, country="IN", events=5),
    )  # fmt: skip
    assert "1 event elsewhere" in map_chart([*home, away], SQUARE).title
    assert len(map_chart([*home, away], SQUARE).rows) == 4


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-75, 78)), min_size=1, max_size=9))
def test_a_map_shows_all_its_dots(points: list[tuple[float, float]]) -> None:
    frame = frame_of([dot("x", longitude, latitude) for longitude, latitude in points])
    assert all(frame.west <= x <= frame.east and frame.south <= y <= frame.north for x, y in points)


def test_frames_meet_where_they_share_a_point() -> None:
    frame = Frame(0, 0, 10, 10)
    assert frame.meets(Frame(10, 10, 20, 20)) and frame.meets(Frame(2, 2, 3, 3))
    assert not frame.meets(Frame(11, 0, 20, 10)) and not frame.meets(Frame(0, -9, 10, -1))


def test_a_missing_extra_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from demonstrably.drawing import stills

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    stills._converter.cache_clear()
    with pytest.raises(UsageError, match=r"demonstrably\[pictures\]"):
        still(charts()[0])
    stills._converter.cache_clear()
