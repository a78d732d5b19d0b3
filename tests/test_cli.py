"""The command line: what each verb prints, its exit codes, its help, and its behaviour when something is off."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from demonstrably.cli import app
from demonstrably.cli.axis import Axis
from demonstrably.cli.words import shorten
from demonstrably.errors import UsageError
from demonstrably.model import Document, Extraction, When
from demonstrably.scale import extracting
from demonstrably.settings import load
from demonstrably.wording import days, figure, kind
from made_reports import REPORTS, extract, report, write_reports

VERBS = sorted(command.name or "" for command in app.registered_commands)


@pytest.fixture(autouse=True)
def made_extractor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every verb runs in an empty folder, with the tests' own extractor, on one process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEMONSTRABLY_WORKERS", "1")
    monkeypatch.setattr(extracting.ExtractorMaker, "__call__", lambda self: extract)
    extracting.made.cache_clear()
    yield
    extracting.made.cache_clear()


def call(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [*words], input=stdin)


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def record() -> str:
    """A record of the four reports, made by `run`."""
    write_reports(Path("reports.jsonl"))
    assert call("run", "reports.jsonl", "--record", "rec").exit_code == 0
    return "rec"


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("verb", VERBS)
def test_help_ends_with_an_example_that_names_the_verb(verb: str) -> None:
    result = call(verb, "--help")
    assert result.exit_code == 0
    module = __import__(f"demonstrably.cli.verbs.{verb}", fromlist=["command"])
    last = (module.command.__doc__ or "").strip().splitlines()[-1].strip()
    assert re.match(rf"Example: (demonstrably .*\| )?demonstrably {verb}\b", last), last
    assert "Example:" in result.stdout


def test_the_verbs_of_the_design_are_there() -> None:
    wanted = "run ingest extract link reconcile events claims show export verify demo doctor"
    assert set(wanted.split()) <= set(VERBS)


def test_run_tells_what_came_of_it() -> None:
    write_reports(Path("reports.jsonl"))
    result = call("run", "reports.jsonl", "--record", "rec")
    assert result.exit_code == 0
    for words in ("4 read, 4 of them new", "1 passed over: tells of no gathering", "3: detained 3", "rec"):
        assert words in result.stdout
    assert "Conflicts worth a look" in result.stdout
    assert "0 of them new" in call("run", "reports.jsonl", "--record", "rec").stdout


def test_run_passes_over_what_cannot_be_read_and_exits_1() -> None:
    write_reports(Path("reports.jsonl"))
    Path("page.pdf").write_bytes(b"%PDF-1.4")
    result = call("run", "reports.jsonl", "page.pdf", "missing.html", "--record", "rec", "--json")
    assert result.exit_code == 1
    (row,) = rows(result)
    assert row["documents"] == 4
    assert {f["location"] for f in row["failures"]} == {"page.pdf", "missing.html"}


def test_run_counts_a_language_that_is_not_read_and_is_content() -> None:
    russian = report("r", "В субботу в городе прошла акция протеста, сообщили местные издания и очевидцы.")
    write_reports(Path("r.jsonl"), [{**russian, "language": "ru"}])
    result = call("run", "r.jsonl", "--record", "rec")
    assert result.exit_code == 0
    assert "in a language not read yet (ru)" in result.stdout


def test_run_reads_standard_input() -> None:
    line = json.dumps(REPORTS[0])
    assert "1 read" in call("run", "-", "--record", "rec", stdin=line + "\n").stdout


def test_events_and_claims_fit_a_hundred_columns(record: str) -> None:
    for words in (["events", record], ["claims", record], ["show", "Rivertown", "2031-05-04", "--record", record]):
        result = call(*words)
        assert result.exit_code == 0, result.output
        assert max(map(len, plain(result.stdout).splitlines())) <= 100
        assert "Rivertown" in result.stdout


def test_events_as_json_carry_their_figures(record: str) -> None:
    found = {row["place_name"]: row for row in rows(call("events", record, "--json")) if row["level"] == "event"}
    assert found["Rivertown"]["figures"]["detained"]["conflict"] is True
    assert found["Hillford"]["figures"]["detained"]["best"] == 7
    disputed = rows(call("events", "--record", record, "--conflicts", "--json"))
    assert {row["place_name"] for row in disputed} == {"Rivertown"}


def test_events_stand_under_their_own_wave(record: str) -> None:
    """A reader takes an event for a part of the last heading above it: that one must be its wave."""
    heading = None
    for row in rows(call("events", record, "--json")):
        if row["level"] == "wave":
            heading = row["event_id"]
        else:
            assert row["wave_id"] in (None, heading)


def test_claims_can_be_asked_for_by_attribute(record: str) -> None:
    assert len(rows(call("claims", record, "--json"))) == 3
    assert rows(call("claims", record, "--attribute", "killed", "--json")) == []
    assert "some about: detained" in call("claims", record, "--attribute", "arrested").stdout
    assert [r["quote"] for r in rows(call("claims", record, "--document", "b", "--json"))] == ["about 90"]
    assert "has no document 'nope'" in call("claims", record, "--document", "nope").stdout


def test_what_has_not_occurred_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def denying(document: Document) -> Extraction:
        told = extract(document)
        return replace(told, claims=tuple(replace(claim, modality="denied") for claim in told.claims))

    monkeypatch.setattr(extracting.ExtractorMaker, "__call__", lambda self: denying)
    assert call("run", "-", "--record", "rec", stdin=json.dumps(REPORTS[1]) + "\n").exit_code == 0
    assert 'denied "about 90"' in plain(call("claims", "rec").stdout)
    assert "None of the record's" in call("events", "rec", "--conflicts").stdout


def test_show_sets_all_claims_side_by_side(record: str) -> None:
    result = call("show", "Rivertown", "--record", record)
    assert result.exit_code == 0, result.output
    for words in ("Police, via", "police, via Rivertown Post", "Monitor Centre, via Hillford Echo", "SOURCES DISAGREE"):
        assert words.casefold() in result.stdout.casefold()
    assert "called: unlawful rally (Police)" in plain(result.stdout)
    assert "about 90 detained" in result.stdout
    bars = [line for line in result.stdout.splitlines() if re.match(r"  [MP] +\|", line)]
    assert len(bars) == 2


def test_show_takes_the_beginning_of_an_id(record: str) -> None:
    event = next(row for row in rows(call("events", record, "--json")) if row["place_name"] == "Hillford")
    digits = event["event_id"].rpartition("-")[2][:8]
    (shown,) = rows(call("show", digits, "--record", record, "--json"))
    assert shown["event"]["event_id"] == event["event_id"]
    assert [claim["quote"] for claim in shown["claims"]] == ["7"]


def test_show_says_which_events_fit(record: str) -> None:
    several = call("show", "rally", "--record", record)
    assert several.exit_code == 2
    assert "Rivertown" in several.stderr
    assert "Hillford" in several.stderr
    assert call("show", "Atlantis", "--record", record).exit_code == 2


def test_export_writes_the_tables(record: str) -> None:
    result = call("export", record, "--format", "jsonl", "--format", "csv", "--format", "geojson", "--out", "out")
    assert result.exit_code == 0
    assert {"claims.jsonl", "claims.csv", "events.geojson", "schemas"} <= {path.name for path in Path("out").iterdir()}
    assert call("export", record, "--format", "docx").exit_code == 2


def test_two_records_of_the_same_inputs_export_the_same_bytes(record: str) -> None:
    call("run", "reports.jsonl", "--record", "rec2")
    for name in ("rec", "rec2"):
        call("export", name, "--format", "jsonl", "--format", "parquet", "--out", f"{name}-out")
    files = [path for path in Path("rec-out").rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        assert path.read_bytes() == (Path("rec2-out") / path.relative_to("rec-out")).read_bytes(), path


def test_verify_exits_1_and_names_what_was_flipped(record: str) -> None:
    assert call("verify", record).exit_code == 0
    path = next(path for path in (Path(record) / "captures").rglob("*") if path.is_file())
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    result = call("verify", record)
    assert result.exit_code == 1
    assert path.name in result.stdout
    assert rows(call("verify", record, "--json"))[0]["remedy"]


def test_a_missing_record_is_a_usage_error_with_a_remedy() -> None:
    for words in (["events", "nowhere"], ["verify", "nowhere"], ["show", "x", "--record", "nowhere"]):
        result = call(*words)
        assert result.exit_code == 2
        assert "demonstrably run" in result.stderr


def test_the_stages_pipe() -> None:
    write_reports(Path("reports.jsonl"))
    documents = call("ingest", "reports.jsonl")
    assert [row["id"] for row in rows(documents)] == ["a", "b", "c", "d"]
    said = call("extract", "-", "--carry", stdin=documents.stdout)
    assert len(rows(said)) == 4
    events = rows(call("link", "-", stdin=said.stdout))
    assert {"Rivertown", "Hillford"} <= {event["place"]["name"] for event in events if event["place"]}
    linked = call("link", "-", "--carry", stdin=said.stdout)
    weighed = rows(call("reconcile", "-", "--rule-set", "demonstrably", stdin=linked.stdout))
    call("run", "reports.jsonl", "--record", "rec")
    call("export", "rec", "--out", "out")
    exported = [json.loads(line) for line in Path("out/assessments.jsonl").read_text(encoding="utf-8").splitlines()]
    kept = [row for row in exported if row["rule_set"] == "demonstrably"]
    assert sorted(map(json.dumps, (w["best"] for w in weighed))) == sorted(map(json.dumps, (k["best"] for k in kept)))


def test_extract_takes_anyones_rows_to_the_letter() -> None:
    text = "  \ufeffIt was said:\r\n 40 detained in Rivertown on 2031-05-04\u2028"
    Path("x.json").write_text(json.dumps({"id": 7, "text": text}) + "\n\n", encoding="utf-8")
    (claim,) = rows(call("extract", "x.json"))
    assert claim["document_id"] == "7"
    assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert "event_id" not in claim


def test_extract_prints_further_tables_when_asked() -> None:
    write_reports(Path("reports.jsonl"))
    found = rows(call("extract", "reports.jsonl", "--with", "mentions", "--with", "notes"))
    assert {row.get("table", "claims") for row in found} == {"claims", "mentions", "notes"}
    assert call("extract", "reports.jsonl", "--with", "poems").exit_code == 2


def test_extract_passes_over_a_bad_line_and_names_it() -> None:
    Path("x.jsonl").write_text(
        json.dumps(REPORTS[0]) + "\nnot json\n" + json.dumps(REPORTS[1]) + "\n", encoding="utf-8"
    )
    result = call("extract", "x.jsonl")
    assert result.exit_code == 1
    assert len(rows(result)) == 2
    assert "x.jsonl:2" in result.stderr


def test_link_says_what_it_wants() -> None:
    result = call("link", "-", stdin='{"claim_id": "c"}\n')
    assert result.exit_code == 2
    assert "extract" in result.stderr


def test_doctor_names_each_check() -> None:
    checks = {row["what"]: row for row in rows(call("doctor", "--json"))}
    assert {"versions", "codebook", "gazetteer", "English pipeline", "record"} <= set(checks)
    assert checks["codebook"]["good"]
    Path("broken").mkdir()
    (Path("broken") / "rule_sets").mkdir()
    (Path("broken") / "rule_sets" / "ccc.toml").write_text("= nonsense", encoding="utf-8")
    result = call("doctor", "--codebook", "broken", "--json")
    assert result.exit_code == 1


def test_demo_runs_the_packaged_reports() -> None:
    result = call("demo", "--json")
    assert result.exit_code == 0, result.output
    assert rows(result)[0]["documents"] >= 25
    assert Path("demo-record/record.sqlite").is_file()


def test_an_unexpected_error_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("demonstrably.cli.common.load", explode)
    result = call("events", "x")
    assert result.exit_code == 1
    assert "--debug" in result.stderr
    assert "Traceback" not in result.output
    assert isinstance(call("--debug", "events", "x").exception, ZeroDivisionError)


def test_an_unknown_verb_or_option_is_a_usage_error() -> None:
    assert call("dance").exit_code == 2
    assert call("events", "--colour").exit_code == 2


def test_settings_come_from_file_environment_and_flags(tmp_path: Path) -> None:
    (tmp_path / "demonstrably.toml").write_text('record = "filed"\nworkers = 3\n', encoding="utf-8")
    assert load(tmp_path, {}).record == Path("filed")
    assert load(tmp_path, {"DEMONSTRABLY_RECORD": "env"}).record == Path("env")
    assert load(tmp_path, {"DEMONSTRABLY_RECORD": "env"}).over(record="flag", workers=None).record == Path("flag")
    assert load(tmp_path, {}).workers == 3


@pytest.mark.parametrize("text", ['recrod = "x"', "workers = 0", 'workers = "many"', "record = 3", "= nonsense"])
def test_a_misspelt_setting_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "demonstrably.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"demonstrably\.toml"):
        load(tmp_path, {})


def test_bars_are_points_ranges_and_open_ends() -> None:
    axis = Axis.over([(100, 200), (150, 150), (150, None), (None, 150)], 21)
    point, span = axis.bar(150, 150), axis.bar(100, 200)
    assert point.strip() == "|"
    assert re.fullmatch(r" *\|-+\| *", span)
    assert axis.bar(150, None).rstrip().endswith("=>")
    assert axis.bar(None, 150).startswith("<=")
    assert span.index("|") < point.index("|") < span.rindex("|")
    assert {len(bar) for bar in (point, span, axis.bar(150, None), axis.scale())} == {21}
    assert not axis.log
    assert Axis.over([(10, 10), (5000, 9000)], 30).log
    assert Axis.over([(0, 0)], 10).bar(0, 0).count("|") == 1
    assert "2k" in Axis.over([(100, 4000)], 40).scale()


def test_figures_days_and_quotes_in_words() -> None:
    assert [figure(*pair) for pair in ((2000, 2000), (200, 999), (100, None), (None, 500), (None, None))] == [
        "2,000", "200-999", "100 or more", "up to 500", "-",
    ]  # fmt: skip
    assert days(When("2021-01-31", "day")) == "31 Jan 2021"
    assert days(When("2021-01-23/2021-02-14", "range")) == "23 Jan - 14 Feb 2021"
    assert days(When("2020-12-31/2021-01-01", "range")) == "31 Dec 2020 - 1 Jan 2021"
    assert days(When()) == "no date"
    assert shorten("one two three", 9) == "one two…"


def environment() -> dict[str, str]:
    return {**os.environ, "DEMONSTRABLY_WORKERS": "1"}


def test_help_loads_nothing_heavy() -> None:
    """Help is there at once because what a verb works with is loaded by the verb."""
    code = (
        "import sys; from demonstrably.cli import main; sys.argv = ['demonstrably', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "run" in done.stdout and not loaded & {
        "spacy",
        "numpy",
        "pyarrow",
        "trafilatura",
        "lxml",
        "fastapi",
        "httpx",
    }


def test_help_loads_no_model() -> None:
    script = "import sys, demonstrably.cli; print([n for n in ('spacy', 'pyarrow', 'trafilatura') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_reader_that_leaves_early_is_no_error(record: str) -> None:
    command = f"{sys.executable} -m demonstrably claims {record} --json | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=environment(), check=True)
    assert done.stderr == ""
    assert json.loads(done.stdout)


def test_output_is_utf8_in_any_locale(record: str) -> None:
    command = [sys.executable, "-m", "demonstrably", "claims", record, "--json"]
    done = subprocess.run(
        command, capture_output=True, env={**environment(), "LC_ALL": "C", "PYTHONUTF8": "0"}, check=True
    )
    assert "«тихо»" in done.stdout.decode("utf-8")


def test_what_a_stranger_wrote_never_acts_on_the_terminal() -> None:
    nasty = "\x1b[31mRed\x1b]0;title\x07 \x9b1m [bold]b[/bold] [/nope] \u202etxet"
    row = {**report("n\x1b[2J", str(REPORTS[0]["text"])), "title": nasty, "outlet": nasty, "language": "en"}
    write_reports(Path("\x1b[31mname.jsonl"), [row])
    Path("\x1b[32m.pdf").write_bytes(b"%PDF-1.4")
    made = call("run", ".", "--record", "rec")
    shown = [call(*words) for words in (["claims", "rec"], ["show", "rec", "Rivertown"], ["events", "rec"])]
    for result in (made, *shown):
        assert result.exit_code in (0, 1), result.output
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", result.output)
    assert "[bold]b[/bold] [/nope]" in shown[0].output


@pytest.mark.parametrize("verb", ["events", "claims", "verify", "export", "doctor"])
def test_the_record_is_named_either_way(record: str, verb: str) -> None:
    assert call(verb, record).exit_code == call(verb, "--record", record).exit_code
    both = call(verb, record, "--record", "other")
    assert both.exit_code == 2
    assert "two records" in both.stderr


def test_show_takes_the_record_first(record: str) -> None:
    first = call("show", record, "Hillford", "--json")
    assert first.exit_code == 0, first.output
    assert first.stdout == call("show", "Hillford", "--record", record, "--json").stdout


def test_events_fit_a_narrow_terminal(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for words in (["events", record], ["claims", record], ["show", record, "Hillford"]):
        assert max(map(len, plain(call(*words).stdout).splitlines())) <= 60


def test_claims_that_print_the_same_are_printed_once() -> None:
    text = str(REPORTS[0]["text"])
    write_reports(Path("r.jsonl"), [report(f"r{number}", text, outlet="Same Paper") for number in range(4)])
    assert call("run", "r.jsonl", "--record", "rec").exit_code == 0
    lines = plain(call("show", "rec", "Rivertown").stdout).splitlines()
    assert not [line for line in lines if "set aside" in line]
    assert any(line.endswith("(4 times)") for line in lines)


def test_words_are_cut_by_columns_and_statuses_come_first() -> None:
    assert shorten("日本語日本語", 5) == "日本…"
    assert [kind("sit_in"), kind("human_chain", "planned")] == ["sit-in", "planned human chain"]
    assert days(When("2021-01-23/2021-01-31", "range")) == "23 - 31 Jan 2021"
