"""Withdrawing: a document out of every output, a purge that leaves nothing but hashes, and no way back in."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from demonstrably.address import Address
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.discretion import published
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.scale import RunReport, relink, run
from demonstrably.store import Record, verify_folder
from demonstrably.store.record import local_folder
from demonstrably.store.withdrawing import withdraw
from made_reports import REPORTS, Maker, write_reports

Content = Callable[[], bytes]

SECRET = "40 detained in Rivertown"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    (tmp_path / "inputs").mkdir()
    return write_reports(tmp_path / "inputs" / "reports.jsonl")


@pytest.fixture
def where(place: Address, rows: Path) -> Address:
    """A record of four reports on each kind of store."""
    _run(place, rows)
    return place


@pytest.fixture
def content(place: Address, request: pytest.FixtureRequest) -> Content:
    """All bytes that lie on disk of the record: its folder's, or the server's files of tables."""
    if isinstance(place, Path):
        return lambda: _bytes(place)
    server = request.getfixturevalue("server")

    def of_server() -> bytes:
        server.execute("CHECKPOINT")
        return _bytes(server.folder / "data" / "base") + _bytes(local_folder(place))

    return of_server


@pytest.fixture
def folder(tmp_path: Path, rows: Path) -> Path:
    _run(tmp_path / "record", rows)
    return tmp_path / "record"


def _run(place: Address, *inputs: Path) -> RunReport:
    with Record.create(place) as record:
        return run(list(inputs), record, Codebook(), maker=Maker())


def _withdraw(place: Address, name: str = "a", **how: Any) -> None:
    with Record.create(place) as record:
        withdraw(record, name, "the outlet asked us to", "tester", **how)
        relink(record, Codebook())


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _exported(place: Address, out: Path) -> str:
    with Record.open(place) as record:
        export(View.of(record), ["jsonl"], out)
    return "".join(path.read_text(encoding="utf-8") for path in sorted(out.glob("*.jsonl")))


def test_a_withdrawn_document_is_in_no_output(where: Address, content: Content, tmp_path: Path) -> None:
    assert SECRET in _exported(where, tmp_path / "before")
    _withdraw(where)
    after = _exported(where, tmp_path / "after")
    assert SECRET not in after
    assert '"document_id":"a"' not in after
    assert '"document_id":"b"' in after
    assert SECRET.encode() in content()
    assert list(verify_folder(where)) == []


def test_the_tombstone_tells_what_why_when_and_who(where: Address) -> None:
    _withdraw(where)
    with Record.open(where) as record:
        (tombstone,) = record.store.withdrawals().values()
    assert (tombstone.document_id, tombstone.reason, tombstone.by) == ("a", "the outlet asked us to", "tester")
    assert len(tombstone.text_sha256) == 64
    assert tombstone.at.endswith("+00:00")
    assert not tombstone.purged


@pytest.mark.parametrize("purge", [False, True])
def test_a_run_over_the_same_input_does_not_bring_it_back(
    where: Address, content: Content, rows: Path, purge: bool
) -> None:
    _withdraw(where, purge=purge)
    more = write_reports(rows.with_name("more.jsonl"), [*REPORTS, {**REPORTS[3], "id": "e"}])
    for inputs in (rows, more):
        report = _run(where, inputs)
        assert any("withdrawn" in reason for reason in report.passed_over)
        assert report.failures == []
    with Record.open(where) as record:
        assert record.store.document("a") is None
        assert record.store.document("e") is not None
    assert list(verify_folder(where)) == []
    assert (SECRET.encode() in content()) is not purge


def test_a_purge_leaves_nothing_anywhere_on_disk(where: Address, content: Content) -> None:
    with Record.open(where) as record:
        published(record)
    _withdraw(where, purge=True)
    assert SECRET.encode() not in content()
    with Record.open(where) as record:
        (tombstone,) = record.store.withdrawals().values()
        assert tombstone.purged
        assert tombstone.rows["documents"] == 1
        assert {document.document_id for document in record.store.documents()} == {"b", "c", "d"}
    assert list(verify_folder(where)) == []


def test_a_page_is_purged_with_its_capture_and_stays_out(place: Address, content: Content, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"A day by the river\n\nPolice said {SECRET} on 2031-05-04.\n" * 3, encoding="utf-8")
    _run(place, page)
    with Record.open(place) as record:
        (document,) = record.store.documents()
        assert document.capture_sha256 is not None
    _withdraw(place, document.document_id, purge=True)
    assert SECRET.encode() not in content()
    report = _run(place, page)
    assert report.new == 0
    assert SECRET.encode() not in content()
    assert list(verify_folder(place)) == []


@pytest.mark.parametrize("stage", ["purge", "remove", "scrub"])
def test_a_purge_that_was_stopped_is_completed(folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    from demonstrably.store import captures
    from demonstrably.store.sql import SqlStore

    owner = captures.FolderCaptures if stage == "remove" else SqlStore
    with monkeypatch.context() as broken:
        broken.setattr(owner, stage, _stop)
        with pytest.raises(KeyboardInterrupt):
            _withdraw(folder, purge=True)
    assert any("stopped" in finding.what for finding in verify_folder(folder))
    _withdraw(folder, purge=True)
    assert SECRET.encode() not in _bytes(folder)
    assert list(verify_folder(folder)) == []


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_guards_stand_after_a_purge(folder: Path) -> None:
    _withdraw(folder, purge=True)
    connection = sqlite3.connect(folder / "record.sqlite")
    for statement in ("DELETE FROM claims", "UPDATE withdrawals SET body = '{}'", "DELETE FROM erasures"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_a_withdrawn_document_that_shows_up_is_a_finding(where: Address) -> None:
    with Record.open(where) as record:
        generation = record.store.generation()
    assert generation is not None
    _withdraw(where)
    with Record.create(where) as record:
        record.store.replace(dataclasses.replace(generation, basis=record.store.basis()))
    assert any("refers to a, which is missing" in finding.what for finding in verify_folder(where))


def test_a_stored_purge_that_names_rows_that_are_there_is_a_finding(folder: Path) -> None:
    _withdraw(folder, purge=True)
    with Record.open(folder) as record:
        (capture,) = record.store.erased()
        path = record.captures.path(capture)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert any("was erased by a purge" in finding.what for finding in verify_folder(folder))


def test_an_unknown_document_and_an_empty_reason_are_usage_errors(where: Address) -> None:
    with Record.create(where) as record:
        with pytest.raises(UsageError, match="no document"):
            withdraw(record, "nope", "why", "me")
        with pytest.raises(UsageError, match="reason"):
            withdraw(record, "a", " ", "me")


def test_a_reader_in_the_way_of_a_purge_is_told(folder: Path) -> None:
    reader = sqlite3.connect(folder / "record.sqlite")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM documents").fetchone()
    try:
        with pytest.raises(RecordError):
            _withdraw(folder, purge=True)
    finally:
        reader.close()
    _withdraw(folder, purge=True)
    assert SECRET.encode() not in _bytes(folder)


def test_the_verb_withdraws_and_tells(where: Address) -> None:
    line = ["withdraw", "a", "--reason", "a court's order", "--record", str(where), "--by", "desk", "--purge"]
    done = CliRunner().invoke(app, line)
    assert done.exit_code == 0, done.output
    assert "purged: nothing but hashes is left of it (a court's order; desk" in done.output
    assert "3 other documents" in done.output
    again = CliRunner().invoke(app, [*line, "--json"])
    assert json.loads(again.output)["purged"] is True
    assert CliRunner().invoke(app, ["withdraw", "x", "--reason", "r", "--record", str(where)]).exit_code == 2
