"""Exports: one contract over all formats, rows that hold to their schemas, the same bytes every time."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from demonstrably.codebook import Codebook
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import TABLES, View, data_dictionary, export, exporters, json_schema, table
from demonstrably.export.columns import Items, Table
from demonstrably.export.formats.csv import cell
from demonstrably.export.notes import event_of_note
from demonstrably.model import Event, Note, Place, When, content_id
from demonstrably.scale import run
from demonstrably.store import Record
from made_reports import Maker, write_reports

ROOT = Path(__file__).parents[1]
FORMATS = sorted(exporters())


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """A record of four reports, with a post and a correction added by hand."""
    folder = tmp_path_factory.mktemp("export")
    with Record.create(folder / "record") as record:
        run([write_reports(folder / "reports.jsonl")], record, Codebook(), maker=Maker())
        return View.of(record)


def held(name: str) -> list[Table]:
    tables = exporters()[name].tables
    return [t for t in TABLES if tables is None or t.name in tables]


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_formats_of_the_design_are_there() -> None:
    assert {"csv", "geojson", "jsonl", "parquet"} <= set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_writes_its_tables_the_same_every_time(view: View, name: str, tmp_path: Path) -> None:
    one, two = export(view, [name], tmp_path / "1"), export(view, [name], tmp_path / "2")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    for each in held(name):
        path = tmp_path / "1" / f"{each.name}.{exporters()[name].suffix}"
        assert _count(name, path) == len(list(each.rows(view))), each.name
    assert not list((tmp_path / "1").glob(".*"))


def _count(name: str, path: Path) -> int:
    if name == "parquet":
        from pyarrow import parquet

        return int(parquet.read_table(path).num_rows)
    if name == "geojson":
        return len(json.loads(path.read_text(encoding="utf-8"))["features"])
    if name == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return len(list(csv.DictReader(file)))
    return len(read_jsonl(path))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_hold_an_empty_record(name: str, tmp_path: Path) -> None:
    export(View({}, (), None), [name], tmp_path)
    for each in held(name):
        assert _count(name, tmp_path / f"{each.name}.{exporters()[name].suffix}") == 0


@pytest.mark.parametrize("each", TABLES, ids=lambda each: each.name)
def test_rows_hold_to_their_schema(view: View, each: Table) -> None:
    schema = json_schema(each)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rows = list(each.rows(view))
    assert rows or each.name in ("posts", "tallies")
    for row in rows:
        validator.validate(row)
        assert list(row) == [column.name for column in each.columns]


def test_the_columns_of_the_design_are_there() -> None:
    wanted = {
        "documents": "document_id path url title outlet via byline language published published_from capture_sha256 "
        "copy_of version_of",
        "claims": "claim_id document_id event_id confidence attribute quote start end low high qualifier modality "
        "group source source_start source_kind chain as_of running place place_start place_name place_id latitude "
        "longitude country place_precision date date_precision sentence",
        "events": "event_id level type status date date_precision place place_id latitude longitude place_precision "
        "country cause response wave_id redirect_to documents voices",
        "assessments": "event_id attribute rule_set low high best claims_used set_aside conflict reason",
        "crosswalk": "event_id document_id mentions",
        "labels": "document_id target wording start end source",
        "notes": "document_id event_id attribute kind sentence start end",
    }
    for name, columns in wanted.items():
        assert set(columns.split()) <= {column.name for column in table(name).columns}


def test_jsonl_spans_hold_in_the_text(view: View, tmp_path: Path) -> None:
    export(view, ["jsonl"], tmp_path)
    claims = read_jsonl(tmp_path / "claims.jsonl")
    assert len(claims) == 3
    for row in claims:
        assert view.documents[row["document_id"]].text[row["start"] : row["end"]] == row["quote"]
        assert row["event_id"] in view.event


def test_a_claim_stands_in_one_row_with_its_event(view: View) -> None:
    rows = list(table("claims").rows(view))
    assert len({row["claim_id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["claim_id"] in view.event[row["event_id"]].claims


def test_csv_opens_in_a_spreadsheet_without_harm(view: View, tmp_path: Path) -> None:
    export(view, ["csv"], tmp_path)
    assert (tmp_path / "claims.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(text.startswith(("=", "+", "@", "\t", "\r")) for text in row)
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert "'=cmd|' /C calc'!A0" in {row["outlet"] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("-1+1", "'-1+1"), ("@you", "'@you"), ("\t=1", "'\t=1"), ("plain", "plain"), (-20.25, -20.25), (None, None),
        (True, "true"), (["=1"], '["=1"]'), ("\ud83d", "\ufffd"),
    ],
)  # fmt: skip
def test_csv_cells(value: Any, written: Any) -> None:
    assert cell(value) == written


def test_parquet_keeps_types_and_nesting(view: View, tmp_path: Path) -> None:
    from pyarrow import parquet

    export(view, ["parquet"], tmp_path)
    rows = parquet.read_table(tmp_path / "claims.parquet").to_pylist()
    assert rows == list(table("claims").rows(view))
    kinds = parquet.read_schema(tmp_path / "claims.parquet")
    assert [str(kinds.field(name).type) for name in ("low", "running", "confidence")] == ["int64", "bool", "double"]


def test_parquet_takes_a_figure_beyond_any_crowd(view: View, tmp_path: Path) -> None:
    from pyarrow import parquet

    first = view.extractions[0]
    wild = dataclasses.replace(first, claims=(dataclasses.replace(first.claims[0], low=10**30, high=None),))
    export(dataclasses.replace(view, extractions=(wild,)), ["parquet"], tmp_path)
    assert parquet.read_table(tmp_path / "claims.parquet").to_pylist()[0]["low"] == 2**63 - 1


def test_geojson_draws_towns_and_never_a_country(tmp_path: Path) -> None:
    town = Place("R", 0, "city", "Rivertown", 1, 10.5, -20.25, "XX")
    events = (
        Event("e1", "event", "rally", "occurred", When("2031-05-04", "day"), town),
        Event(
            "e2", "wave", "rally", "occurred", When("2031-05-04", "day"), dataclasses.replace(town, precision="country")
        ),
        Event("e3", "event", "rally", "occurred", When(), None),
    )
    from demonstrably.store import Generation, Stamp

    export(View({}, (), Generation(Stamp("", ""), "", events)), ["geojson"], tmp_path)
    features = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))["features"]
    drawn = {feature["id"]: feature["geometry"] for feature in features}
    assert drawn["e1"] == {"type": "Point", "coordinates": [-20.25, 10.5]}
    assert drawn["e2"] is None
    assert drawn["e3"] is None


def test_sources_are_gathered_by_their_canonical_name(view: View) -> None:
    rows = {row["name"]: row for row in table("sources").rows(view)}
    assert rows["Monitor Centre"]["written"] == ["Monitors"]
    assert rows["police"]["original"] == 1
    assert rows["Hillford Echo"]["passed_on"] == 1
    assert rows["police"]["source_id"] == content_id("src", "police", "police")


def note(place: Place | None, day: str | None) -> Note:
    return Note("d", "participants", "no_figure", "No figure.", 0, 10, place, When(day, "day" if day else "unknown"))


def test_a_note_is_about_the_event_of_its_place_and_day() -> None:
    town = Place("R", 0, "city", "Rivertown", 1)
    wave = Event("w", "wave", "rally", "occurred", When("2031-05-01/2031-05-09", "range"), Place("X", 0, "country"))
    one = Event("e1", "event", "rally", "occurred", When("2031-05-04", "day"), town, wave_id="w")
    two = dataclasses.replace(one, event_id="e2", when=When("2031-05-05", "day"))
    events = [wave, one, two]
    assert event_of_note(note(town, "2031-05-05"), events) is two
    assert event_of_note(note(town, "2031-05-07"), events) is None
    assert event_of_note(note(None, None), events) is wave
    assert event_of_note(note(Place("Elsewhere", 0, "city", "Elsewhere", 9), None), events) is None


def test_an_export_brings_its_schemas_and_dictionary(view: View, tmp_path: Path) -> None:
    export(view, ["jsonl"], tmp_path)
    for each in TABLES:
        schema = json.loads((tmp_path / "schemas" / f"{each.name}.schema.json").read_text(encoding="utf-8"))
        assert schema == json_schema(each)
    assert (tmp_path / "data-dictionary.md").read_text(encoding="utf-8") == data_dictionary()


def test_the_data_dictionary_of_the_docs_is_the_codes() -> None:
    """Write it anew with `print(demonstrably.export.data_dictionary(), end="")`."""
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == data_dictionary()


def test_every_column_is_described() -> None:
    def walk(columns: Any) -> None:
        for column in columns:
            assert column.doc.endswith((".", "...")), column.name
            if isinstance(column.kind, Items) and isinstance(column.kind.of, tuple):
                walk(column.kind.of)

    for each in TABLES:
        walk(each.columns)


def test_an_unknown_format_is_a_usage_error(view: View, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="xlsx"):
        export(view, ["xlsx"], tmp_path)


def test_a_folder_that_cannot_be_written_is_told(view: View, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(RecordError, match="could not be written"):
        export(view, ["jsonl"], tmp_path / "taken")
