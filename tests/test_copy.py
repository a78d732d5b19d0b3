"""`copy`: a record to a server, back, and to another folder, without a byte changed."""

from __future__ import annotations

import dataclasses
import errno
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from demonstrably.address import Address
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.scale import relink, run
from demonstrably.store import Record, verify_folder
from demonstrably.store.copying import Copied, copy
from demonstrably.store.tables import KEYS, columns
from demonstrably.store.withdrawing import withdraw
from made_reports import REPORTS, Maker, document, write_reports

LAST = "\u0001é🎈 %s ?"
"""A document whose rows were the last of their tables when it was purged."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A record in a folder with a page, odd ids, a failure, a withdrawn and a purged document."""
    page = tmp_path / "page.txt"
    page.write_text("A day by the river\n\nPolice said 9 detained in Hillford on 2031-05-06.\n" * 3, encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF")
    rows = [*REPORTS, {**REPORTS[0], "id": "\u0000nul"}, {**REPORTS[1], "id": LAST}]
    reports = write_reports(tmp_path / "reports.jsonl", rows)
    with Record.create(tmp_path / "source") as record:
        run([page, reports, tmp_path / "bad.pdf"], record, Codebook(), maker=Maker())
        with record.store.transaction():
            record.store.add_document(dataclasses.replace(document("half", "a \ud83d b"), posts=()))
        withdraw(record, "b", "the outlet asked us to", "desk")
        withdraw(record, LAST, "a court's order", "desk", purge=True)
        relink(record, Codebook())
    return tmp_path / "source"


def copied(source: Address, target: Address) -> Copied:
    with Record.open(source) as original, Record.create(target) as made:
        return copy(original, made)


def rows(address: Address) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, with its number and seal, and what the numbers go on from."""
    with Record.open(address) as record:
        engine = record.store.engine
        found = {
            t: [tuple(r) for r in engine.execute(f"SELECT {', '.join(columns(t))} FROM {t} ORDER BY seq")] for t in KEYS
        }
        return {**found, "given": [(table, engine.given(table)) for table in KEYS]}


def captures(address: Address) -> dict[str, bytes]:
    with Record.open(address) as record:
        known = (capture.sha256 for capture in record.store.captures())
        return {sha256: record.captures.read(sha256) for sha256 in known if record.captures.holds(sha256)}


def exported(address: Address, out: Path) -> dict[str, bytes]:
    with Record.open(address) as record:
        export(View.of(record), ["jsonl", "csv", "geojson"], out)
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_there_and_back_not_a_byte_is_changed(source: Path, place: Address, tmp_path: Path) -> None:
    copied(source, place)
    copied(place, tmp_path / "back")
    for name, address in (("there", place), ("back", tmp_path / "back")):
        assert rows(address) == rows(source)
        assert captures(address) == captures(source)
        assert exported(address, tmp_path / f"out-{name}") == exported(source, tmp_path / "out")
        assert list(verify_folder(address)) == []


def test_the_same_input_gives_the_same_record_on_each_store(place: Address, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "reports.jsonl")
    for address in (place, tmp_path / "other"):
        with Record.create(address) as record:
            run([reports], record, Codebook(), maker=Maker())
    mine, other = rows(place), rows(tmp_path / "other")
    timed = {"runs", "log", "timestamps"}
    assert {table: mine[table] for table in mine.keys() - timed} == {t: other[t] for t in other.keys() - timed}
    assert exported(place, tmp_path / "a") == exported(tmp_path / "other", tmp_path / "b")


def test_what_was_taken_out_stays_out_of_a_copy(source: Path, place: Address, tmp_path: Path) -> None:
    copied(source, place)
    with Record.create(place) as record:
        report = run([tmp_path / "reports.jsonl"], record, Codebook(), maker=Maker())
        assert report.new == 0
        assert record.store.document("b") is None
        assert record.store.document(LAST) is None
    assert list(verify_folder(place)) == []


def test_copying_again_brings_a_copy_up_to_date(source: Path, place: Address, tmp_path: Path) -> None:
    copied(source, place)
    assert copied(source, place) == Copied(0, 0, 0)
    with Record.create(source) as record:
        more = write_reports(tmp_path / "more.jsonl", [{**REPORTS[3], "id": "e"}])
        run([more], record, Codebook(), maker=Maker())
    assert copied(source, place).captures == 1
    assert rows(place) == rows(source)
    assert list(verify_folder(place)) == []


def test_a_copy_that_was_stopped_leaves_no_row_and_is_completed(
    source: Path, place: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    from demonstrably.store import copying

    with monkeypatch.context() as broken:
        broken.setattr(copying, "_replace", _stop)
        with pytest.raises(KeyboardInterrupt):
            copied(source, place)
    with Record.open(place) as record:
        assert record.store.document_count() == 0
    copied(source, place)
    assert rows(place) == rows(source)
    assert captures(place) == captures(source)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_record_of_its_own_is_not_written_over(source: Path, place: Address, tmp_path: Path) -> None:
    with Record.create(place) as record:
        run([write_reports(tmp_path / "own.jsonl", REPORTS[:1])], record, Codebook(), maker=Maker())
    before = rows(place)
    with pytest.raises(UsageError, match="holds other"):
        copied(source, place)
    assert rows(place) == before


def test_a_record_that_went_on_is_not_taken_back(source: Path, place: Address, tmp_path: Path) -> None:
    copied(source, place)
    with Record.create(place) as record:
        run([write_reports(tmp_path / "own.jsonl", [{**REPORTS[3], "id": "e"}])], record, Codebook(), maker=Maker())
    with pytest.raises(UsageError, match="holds other"):
        copied(source, place)


@pytest.fixture
def line(source: Path, place: Address) -> Iterator[list[str]]:
    yield ["copy", str(source), str(place)]


def test_the_verb_tells_what_stays_behind(line: list[str], source: Path) -> None:
    (source / "people.toml").write_text('public = ["A Name"]\n')
    done = CliRunner().invoke(app, line)
    assert (done.exit_code, "people.toml stays" in done.output) == (0, True), done.output
    assert json.loads(CliRunner().invoke(app, [*line, "--json"]).output)["rows"] == 0


def test_the_verb_names_bytes_that_are_gone(line: list[str], source: Path) -> None:
    next(path for path in (source / "captures").rglob("*") if path.is_file()).unlink()
    done = CliRunner().invoke(app, line)
    assert (done.exit_code, "1 capture is gone" in done.output) == (1, True), done.output


def damage(address: Address, sha256: str) -> None:
    """Put other bytes under a capture's name."""
    with Record.create(address) as record:
        record.captures.remove(sha256)
        record.captures.put(sha256, b"other bytes")


def test_copying_again_puts_damaged_bytes_right(source: Path, place: Address) -> None:
    copied(source, place)
    damage(place, next(iter(captures(source))))
    assert copied(source, place) == Copied(0, 1, 0)
    assert captures(place) == captures(source)


def test_what_was_purged_after_a_copy_is_named(source: Path, place: Address) -> None:
    copied(source, place)
    with Record.create(source) as record:
        withdraw(record, "c", "a court's order", "desk", purge=True)
    with pytest.raises(UsageError, match="holds what was purged"):
        copied(source, place)


def test_bytes_of_a_stopped_copy_that_were_purged_since_are_removed(
    source: Path, place: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    from demonstrably.store import copying

    with monkeypatch.context() as broken:
        broken.setattr(copying, "_copy_rows", _stop)
        with pytest.raises(KeyboardInterrupt):
            copied(source, place)
    with Record.create(source) as record:
        page = next(d for d in record.store.documents() if d.path and d.path.endswith("page.txt"))
        withdraw(record, page.document_id, "a court's order", "desk", purge=True)
    copied(source, place)
    with Record.open(place) as record:
        assert set(record.captures.names()) == set(captures(source))
    assert list(verify_folder(place)) == []


def test_a_full_disk_is_told(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from demonstrably.store import captures as kept

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(kept, "_write_synced", full)
        with pytest.raises(RecordError, match="No space left"):
            copied(source, tmp_path / "copy")
    copied(source, tmp_path / "copy")
    assert list(verify_folder(tmp_path / "copy")) == []


def test_nothing_is_copied_onto_itself_or_from_nowhere(source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source)
    for where in (source, tmp_path / "nowhere", tmp_path / "link"):
        assert CliRunner().invoke(app, ["copy", str(where), str(source)]).exit_code == 2
