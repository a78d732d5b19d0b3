"""The record's log: an entry for each act, which verify holds against every row; exports, times and old records."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import resource
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from demonstrably.address import Address
from demonstrably.cli import app
from demonstrably.cli.logged import Leaving, log_files
from demonstrably.codebook import Codebook
from demonstrably.scale import relink, run
from demonstrably.store import Record, Stamp, noting, verify_folder
from demonstrably.store.checks import seal
from demonstrably.store.log.entries import FIELDS, Act, Hand, of_files
from demonstrably.store.tables import LOGGED
from demonstrably.store.withdrawing import withdraw
from made_reports import REPORTS, Maker, document, extract, write_reports
from tampering import cells, flipped, tampered

EARLY, LATE = "2031-05-04T10:00:00+00:00", "2031-05-05T10:00:00+00:00"


@pytest.fixture
def address(place: Address) -> Address:
    """Where a record may be made, on each kind of store."""
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record of four reports in a folder."""
    return Path(fill(tmp_path / "record", write_reports(tmp_path / "reports.jsonl")))


def fill(address: Address, *inputs: Path) -> Address:
    with Record.create(address, actor="kim@desk") as record:
        run(list(inputs), record, Codebook(), maker=Maker())
    return address


def entries(address: Address) -> list[dict[str, Any]]:
    with Record.open(address) as record:
        return [{**json.loads(row.body), "hash": row.hash} for row in record.store.log_rows()]


def kinds(address: Address) -> list[str]:
    return [entry["kind"] for entry in entries(address)]


def told(address: Address) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in verify_folder(address)]


# entries


def test_a_run_leaves_its_beginning_its_captures_what_was_made_and_its_end(address: Address, tmp_path: Path) -> None:
    fill(address, write_reports(tmp_path / "r.jsonl"))
    found = entries(address)
    assert [entry["kind"] for entry in found] == ["run", "capture", "generation", "run-end"]
    assert {entry["actor"] for entry in found} == {"kim@desk"}
    assert [entry["seq"] for entry in found] == [1, 2, 3, 4]
    capture = found[1]
    assert capture["inputs"]["capture"] == hashlib.sha256((tmp_path / "r.jsonl").read_bytes()).hexdigest()
    assert capture["outputs"]["rows"]["documents"][:2] == [1, 4]
    assert found[2]["outputs"]["derived"]["events"][0] == 3
    assert told(address) == []


def test_a_run_that_adds_nothing_leaves_no_entry(address: Address, tmp_path: Path) -> None:
    source = write_reports(tmp_path / "r.jsonl")
    before = entries(fill(address, source))
    assert entries(fill(address, source)) == before


def test_an_input_that_cannot_be_read_is_an_entry(address: Address, tmp_path: Path) -> None:
    fill(address, tmp_path / "gone.txt")
    assert kinds(address)[:2] == ["run", "failure"]
    assert told(address) == []


def test_a_run_that_fails_has_no_end(folder: Path, tmp_path: Path) -> None:
    rows = [{**REPORTS[0], "id": "new"}]
    with pytest.raises(ZeroDivisionError), Record.create(folder) as record:
        run([write_reports(tmp_path / "more.jsonl", rows)], record, Codebook(), maker=Maker())
        raise ZeroDivisionError
    assert kinds(folder)[4:] == ["run", "capture", "generation"]


def test_a_transaction_that_is_undone_leaves_no_entry(address: Address) -> None:
    with Record.create(address) as record:
        with pytest.raises(KeyboardInterrupt), record.store.transaction():
            record.store.add_document(document())
            raise KeyboardInterrupt
        assert list(record.store.log_rows()) == []
        with record.store.transaction():
            record.store.add_document(document())
        assert [row.seq for row in record.store.log_rows()] == [1]
    assert told(address) == []


def test_withdrawals_and_purges_are_entries_and_ranges_with_holes_hold(address: Address, tmp_path: Path) -> None:
    fill(address, write_reports(tmp_path / "r.jsonl"))
    for name, purge in (("b", False), ("a", True)):
        with Record.create(address) as record:
            withdraw(record, name, "the outlet asked us to", "tester", purge=purge)
            relink(record, Codebook())
        assert told(address) == []
    assert kinds(address)[4:] == ["withdrawal", "generation", "withdrawal", "purge", "generation"]
    (purge,) = (entry for entry in entries(address) if entry["kind"] == "purge")
    assert purge["outputs"]["erased"]["documents"][0][0] == 1
    assert "Rivertown" not in json.dumps(entries(address))


def test_the_log_of_a_record_can_be_recomputed_from_what_the_verb_prints(folder: Path) -> None:
    lines = CliRunner().invoke(app, ["log", str(folder), "--json"]).stdout.splitlines()
    assert len(lines) == 4
    previous = "0" * 64
    for line in lines:
        entry = json.loads(line)
        assert tuple(entry) == (*FIELDS, "hash")
        assert entry["previous"] == previous
        previous = hashlib.sha256(f"{line.rpartition(',')[0]}}}".encode()).hexdigest()
        assert entry["hash"] == previous


def test_the_ranges_can_be_recomputed_from_the_file(folder: Path) -> None:
    connection = sqlite3.connect(folder / "record.sqlite")
    for entry in entries(folder):
        for table, (first, last, digest) in entry["outputs"].get("rows", {}).items():
            query = f"SELECT seal FROM {table} WHERE seq BETWEEN ? AND ? ORDER BY seq"
            seals = [row[0] for row in connection.execute(query, (first, last))]
            assert hashlib.sha256("".join(f"{seal}\n" for seal in seals).encode()).hexdigest() == digest
    connection.close()


# times


def clocked(address: Address, at: str, name: str, stamp: Stamp) -> None:
    with Record.create(address) as record:
        record.store.hand = Hand("kim", "demonstrably", lambda: at)
        with record.store.transaction():
            record.store.add_document(document(name))
            record.store.add_extraction(extract(document(name)), stamp)


def test_the_log_tells_what_was_known_when(address: Address) -> None:
    old, new = Stamp("old book", "1"), Stamp("new book", "1")
    clocked(address, EARLY, "a", old)
    clocked(address, LATE, "b", new)
    clocked(address, LATE, "a", new)
    with Record.open(address) as record:
        store = record.store
        assert list(store.known_at()) == [(1, EARLY), (2, LATE), (3, LATE)]
        assert [known.document_id for known in store.extractions_known("2031-05-04T09:59:59+00:00")] == []
        assert list(store.extractions_known(EARLY)) == [extract(document("a"))]
        assert list(store.extractions_known(LATE)) == list(store.extractions())


def test_a_clock_that_went_back_changes_nothing_about_the_rows(address: Address) -> None:
    clocked(address, LATE, "a", Stamp("book", "1"))
    clocked(address, EARLY, "b", Stamp("book", "1"))
    assert told(address) == []
    with Record.open(address) as record:
        assert [known.document_id for known in record.store.extractions_known(EARLY)] == ["b"]


def test_a_withdrawn_document_is_not_known_of_any_more(address: Address) -> None:
    clocked(address, EARLY, "a", Stamp("book", "1"))
    with Record.create(address) as record:
        withdraw(record, "a", "asked to", "tester")
        assert list(record.store.extractions_known(LATE)) == []


# what leaves the record


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        ("export", ["--format", "jsonl", "--with-names"]),
        ("release", ["--delay", "1"]),
        ("report", ["--no-dossiers"]),
    ],
)
def test_what_leaves_a_record_is_logged_with_the_hash_of_each_file(
    address: Address, tmp_path: Path, verb: str, options: list[str]
) -> None:
    fill(address, write_reports(tmp_path / "r.jsonl"))
    out = tmp_path / "out"
    done = CliRunner().invoke(app, [verb, str(address), "--out", str(out), *options])
    assert done.exit_code == 0, done.output
    entry = entries(address)[-1]
    assert entry["kind"] == verb
    assert entry["outputs"]["files"]
    within = next(out.iterdir()) if verb == "release" else out
    for name, sha256 in entry["outputs"]["files"].items():
        assert hashlib.sha256((within / name).read_bytes()).hexdigest() == sha256
    assert entry["inputs"].get("with_names", False) is (verb == "export")
    assert told(address) == []


def test_an_export_is_the_same_whether_it_was_logged_before_or_not(folder: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        assert CliRunner().invoke(app, ["export", str(folder), "--out", str(tmp_path / name)]).exit_code == 0
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir() if path.is_file()})
    assert made[0] == made[1]
    assert kinds(folder)[4:] == ["export", "export"]


def test_an_export_of_a_record_that_cannot_be_written_succeeds_and_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "publication.key").touch()
    with sqlite3.connect(folder / "record.sqlite", isolation_level=None) as connection:
        monkeypatch.setattr("demonstrably.store.sqlite.engine.BUSY_SECONDS", 0.1)
        connection.execute("BEGIN IMMEDIATE")
        done = CliRunner().invoke(app, ["export", str(folder), "--with-names", "--out", str(tmp_path / "out")])
        connection.execute("ROLLBACK")
    assert done.exit_code == 0
    assert "not in the record's log" in done.stderr
    assert (tmp_path / "out" / "claims.jsonl").exists()
    assert kinds(folder)[4:] == []


def test_many_files_are_told_by_one_digest_of_their_hashes(tmp_path: Path) -> None:
    for number in range(501):
        (tmp_path / f"{number}.txt").write_text(str(number))
    found = of_files(tmp_path, tmp_path.iterdir())
    listed = "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(tmp_path.iterdir())
    )
    assert found == {"listing": [501, hashlib.sha256(listed.encode()).hexdigest()]}


def test_a_note_waits_for_nobody_who_only_holds_the_record_open(address: Address, tmp_path: Path) -> None:
    fill(address, write_reports(tmp_path / "r.jsonl"))
    with Record.create(address) as record:
        with noting(address, "sam@desk") as store:
            store.note(Act("export"))
        with record.store.transaction():
            record.store.add_document(document("late"))
    assert [entry["actor"] for entry in entries(address)][4:5] == ["sam@desk"]
    assert told(address) == []


def test_many_hands_at_once_make_one_chain(address: Address, tmp_path: Path) -> None:
    fill(address, write_reports(tmp_path / "r.jsonl"))
    before = len(entries(address))

    def note(number: int) -> None:
        for _ in range(5):
            with noting(address, f"hand {number}") as store:
                store.note(Act("export"))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(note, range(6)))
    assert [entry["seq"] for entry in entries(address)] == list(range(1, before + 31))
    assert told(address) == []


def test_a_full_disk_at_the_log_is_told_and_harms_nothing(folder: Path, tmp_path: Path) -> None:
    """In a child process, as the limit on a file's size is the process's own."""
    (tmp_path / "out").mkdir()
    with Record.open(folder) as record:
        leaving = Leaving.of(record)
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
        log_files("export", leaving, {}, tmp_path / "out", [])
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert kinds(folder)[4:] == []
    assert told(folder) == []


def test_a_log_of_many_pages_is_walked_to_its_end(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demonstrably.store.sql.log.AT_ONCE", 2)
    fill(address, write_reports(tmp_path / "r.jsonl"))
    assert told(address) == []
    assert len(entries(address)) == 4


# damage


@pytest.mark.parametrize(
    ("statements", "where"),
    [
        (["DELETE FROM notes", "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'notes'"], "notes row"),
        (["UPDATE claims SET seq = seq + 100 WHERE seq = 1"], "claims row 1"),
        (["UPDATE claims SET seq = -seq", "UPDATE claims SET seq = seq + 4"], "claims rows 1 to 3"),
        (["INSERT INTO failures (failure_id, body, seal) VALUES ('f', '{}', 's')"], "failures row 1"),
        (["DELETE FROM log WHERE seq = 2"], "log entry 2"),
        (["UPDATE log SET hash = 'x' WHERE seq = 2"], "log entry 2"),
        (["UPDATE log SET kind = 'x' WHERE seq = 2"], "log entry 2"),
        (["DELETE FROM log WHERE seq > 2", "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'log'"], "events"),
        (["DELETE FROM log", "DELETE FROM sqlite_sequence WHERE name = 'log'", "DELETE FROM events"], "events"),
    ],
)
def test_what_was_changed_behind_the_logs_back_is_named(folder: Path, statements: list[str], where: str) -> None:
    tampered(folder, *statements)
    assert any(each.startswith(where) for each in told(folder)), told(folder)


def test_a_row_forged_with_its_seal_is_named(folder: Path) -> None:
    """Somebody who knows how rows are sealed changes one, seals it again, and leaves all counts as they are."""
    from demonstrably.store.checks import seal

    connection = sqlite3.connect(folder / "record.sqlite")
    keys = connection.execute("SELECT extraction, document_id, claim_id FROM claims WHERE seq = 1").fetchone()
    (body,) = connection.execute("SELECT body FROM claims WHERE seq = 1").fetchone()
    connection.close()
    forged = body.replace('"low":40', '"low":4')
    assert forged != body
    tampered(folder, f"UPDATE claims SET body = '{forged}', seal = '{seal('claims', keys, forged)}' WHERE seq = 1")
    (found,) = (each for each in told(folder) if each.startswith("claims"))
    assert found.startswith("claims rows 1 to 3: not what entry 2 of the log (capture")


@pytest.mark.parametrize("table", [*LOGGED, "log"])
def test_any_changed_letter_of_the_log_or_of_a_row_it_tells_of_is_named(folder: Path, table: str) -> None:
    chance = random.Random(11)
    good, found = (folder / "record.sqlite").read_bytes(), cells(folder, table)
    for seq, column, text in chance.sample(found, min(6, len(found))):
        changed = flipped(text, chance)
        tampered(folder, f"UPDATE {table} SET {column} = {changed} WHERE seq = {seq}")
        assert told(folder), (seq, column, changed)
        (folder / "record.sqlite").write_bytes(good)


# older records


def test_a_record_from_before_the_log_is_adopted_with_all_its_rows(folder: Path, tmp_path: Path) -> None:
    """An older record is made by taking away what later migrations added."""
    with Record.create(folder) as record:
        withdraw(record, "b", "asked to", "tester", purge=True)
        relink(record, Codebook())
    dropped = ("timestamps", "log", "redirects", "linking")
    tampered_schema(folder, dropped)
    assert kinds(folder) == ["adopted"]
    assert told(folder) == []
    (adopted,) = entries(folder)
    assert adopted["outputs"]["rows"]["documents"][:2] == [1, 4]
    assert adopted["outputs"]["erased"]["documents"] == [[2, None]]
    fill(folder, write_reports(tmp_path / "more.jsonl", [{**REPORTS[0], "id": "new"}]))
    assert kinds(folder) == ["adopted", "run", "capture", "generation", "run-end"]
    assert told(folder) == []


def tampered_schema(folder: Path, dropped: tuple[str, ...]) -> None:
    connection = sqlite3.connect(folder / "record.sqlite")
    for table in dropped:
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM migrations WHERE seq > 2")
    connection.commit()
    connection.close()


def test_a_log_that_was_emptied_is_not_adopted_again(folder: Path) -> None:
    tampered(folder, "DELETE FROM log")
    with Record.create(folder):
        pass
    assert kinds(folder) == []
    assert any("in no entry of the log" in each for each in told(folder))


# for people


def test_the_log_is_a_table_that_fits_with_the_newest_last(folder: Path) -> None:
    lines = CliRunner().invoke(app, ["log", str(folder), "--last", "3"]).stdout.splitlines()
    assert max(map(len, lines)) <= 100
    assert [line.split()[0] for line in lines] == ["entry", "2", "3", "4"]
    assert "4 documents" in lines[1]
    assert lines[-1].split()[3] == "run-end"


def test_verify_says_what_the_log_covers(folder: Path) -> None:
    said = CliRunner().invoke(app, ["verify", str(folder)]).stdout
    assert f"log: 4 entries, head {entries(folder)[-1]['hash'][:16]}, not timestamped" in said


def test_who_acts_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("DEMONSTRABLY_ACTOR", "night desk")
    assert CliRunner().invoke(app, ["export", str(folder), "--out", str(tmp_path / "out")]).exit_code == 0
    assert entries(folder)[-1]["actor"] == "night desk"


@pytest.mark.parametrize("field", ["at", "actor", "software"])
def test_an_entry_with_a_field_of_another_type_is_named_and_still_listed(folder: Path, field: str) -> None:
    """Its seal and its hash are right: whoever changed it knows how they are made."""
    with contextlib.closing(sqlite3.connect(folder / "record.sqlite")) as connection:
        (body,) = connection.execute("SELECT body FROM log ORDER BY seq DESC").fetchone()
    forged = json.dumps({**json.loads(body), field: 5}, separators=(",", ":"))
    hash = hashlib.sha256(forged.encode()).hexdigest()
    mark = seal("log", ("run-end", hash), forged)
    last = "WHERE seq = (SELECT max(seq) FROM log)"
    tampered(folder, f"UPDATE log SET body = '{forged}', hash = '{hash}', seal = '{mark}' {last}")
    assert any("another type" in finding.what for finding in verify_folder(folder))
    done = CliRunner().invoke(app, ["log", str(folder)])
    assert (done.exit_code, "cannot be read" in done.output) == (0, True), done.output


def test_a_row_too_deep_to_be_read_is_named(folder: Path) -> None:
    deep = "[" * 100_000
    tampered(
        folder, f"UPDATE claims SET body = '{deep}' WHERE seq = 1", f"UPDATE log SET body = '{deep}' WHERE seq = 1"
    )
    said = {finding.where for finding in verify_folder(folder)}
    assert "log row 1" in said
