"""Withdrawing: a document out of every output, a purge that leaves nothing but hashes, and no way back in."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
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
from demonstrably.store.folder import locked
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


def test_a_reader_in_the_way_of_a_purge_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("demonstrably.store.sqlite.engine.BUSY_SECONDS", 0.5)
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


OTHER = "Monitors: about 90 detained in Rivertown on 2031-05-04. Crowds were calm by the river, and went home early."
TEXT = f"A day by the river\n\nPolice said {SECRET} on 2031-05-04, and that all of them were let go by nightfall."


def _page(number: int, *texts: str) -> bytes:
    told = "".join(f"<p>{part}</p>" for text in texts for part in text.split("\n\n"))
    day = '<meta property="article:published_time" content="2031-05-05T10:00:00Z">'
    return f"<html><head>{day}</head><body><article>{told}</article><nav>{number}</nav></body></html>".encode()


def _table(number: int, *texts: str) -> bytes:
    rows = (f'"{text}",2031-05-05\n' for text in (*texts, f"{OTHER} {number}"))
    return ("text,published\n" + "".join(rows)).encode()


def _feed(number: int, *texts: str) -> bytes:
    parts = (text.replace("\n\n", "&lt;/p&gt;&lt;p&gt;") for text in (*texts, f"{OTHER} {number}"))
    items = "".join(
        f"<item><title>T</title><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>" for text in parts
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()


def _mail(number: int, *texts: str) -> bytes:
    head = f"From: a@e.example\nTo: b@e.example\nSubject: Day\nDate: Mon, 05 May 2031 10:00:00 +0000\nX-Id: {number}\n"
    body = base64.encodebytes("\n\n".join(texts).encode()).decode()
    return f"{head}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{body}".encode()


def _plain(payload: bytes) -> bytes:
    return base64.b64decode(payload.rpartition(b"\n\n")[2]) if b"base64" in payload else payload


MADE = {"page.html": _page, "table.csv": _table, "feed.xml": _feed, "mail.eml": _mail}


@pytest.mark.parametrize("name", MADE)
def test_a_purge_reaches_whatever_was_captured_with_the_same_text(place: Address, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for number in (1, 2):
        path.write_bytes(MADE[name](number, TEXT))
        _run(place, path)
    with Record.open(place) as record:
        [document] = [d for d in record.store.documents() if SECRET in d.text]
        others = {d.document_id for d in record.store.documents()} - {document.document_id}
        assert len(list(record.store.captures())) == 2
    _withdraw(place, document.document_id, purge=True)
    path.write_bytes(MADE[name](3, TEXT))
    _run(place, path)
    with Record.open(place) as record:
        assert others <= {d.document_id for d in record.store.documents()}
        assert not any(SECRET.encode() in _plain(record.payload(sha256)) for sha256 in record.captures.names())
    assert list(verify_folder(place)) == []


def test_a_copy_by_another_outlet_keeps_its_page(place: Address, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(_page(1, TEXT))
    (tmp_path / "b.html").write_bytes(_page(2, f"Hillford Echo\n\n{TEXT}"))
    _run(place, tmp_path / "a.html", tmp_path / "b.html")
    with Record.open(place) as record:
        one, other = record.store.documents()
    _withdraw(place, one.document_id, purge=True)
    with Record.open(place) as record:
        assert record.captures.holds(other.capture_sha256 or "")


def test_a_purge_takes_the_bytes_that_a_stopped_run_left(where: Address, content: Content) -> None:
    payload = f"{SECRET}, it was said in the evening.".encode()
    with Record.create(where) as record:
        record.captures.put(hashlib.sha256(payload).hexdigest(), payload)
    _withdraw(where, purge=True)
    assert SECRET.encode() not in content()
    assert list(verify_folder(where)) == []


def test_damaged_bytes_of_another_capture_are_in_no_purge_s_way(where: Address, tmp_path: Path) -> None:
    _run(where, write_reports(tmp_path / "more.jsonl", [{**REPORTS[3], "id": "e"}]))
    with Record.create(where) as record:
        [other] = [c.sha256 for c in record.store.captures() if "more" in c.location]
        record.captures.remove(other)
        _put_wrong(record, other)
    _withdraw(where, purge=True)
    with Record.open(where) as record:
        assert record.store.withdrawals()["a"].purged
        with pytest.raises(RecordError, match="was changed"):
            record.payload(other)


def _put_wrong(record: Record, sha256: str) -> None:
    """Other bytes under a capture's name."""
    record.captures.put(sha256, b"something else")


def test_who_withdrew_is_who_the_log_names(where: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMONSTRABLY_ACTOR", "kim@desk")
    done = CliRunner().invoke(app, ["withdraw", "a", "--reason", "r", "--record", str(where)])
    assert done.exit_code == 0, done.output
    with Record.open(where) as record:
        assert record.store.withdrawals()["a"].by == "kim@desk"


def test_a_purge_leaves_the_shards_of_a_run_beside_it(where: Address) -> None:
    with Record.create(where) as record:
        work = record.folder / "work"
        for number in ("1", "2"):
            (work / number).mkdir(parents=True)
        with locked(work / "2.lock"):
            withdraw(record, "a", "why", "me", purge=True)
        assert [(work / number).exists() for number in ("1", "2")] == [False, True]
