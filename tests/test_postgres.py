"""A record on a PostgreSQL server: guards, damage, whom it lets in, lost connections, and several at once."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import hashlib
import multiprocessing
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from benchmarks import teams
from typer.testing import CliRunner

from demonstrably.address import Address, masked, title
from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import RecordError, ServerError, UsageError
from demonstrably.export import View, export
from demonstrably.scale import RunReport, relink, run, stamp_of
from demonstrably.store import Record, migrations, verify_folder, watching
from demonstrably.store.archives import PAGE
from demonstrably.store.record import local_folder
from demonstrably.store.tables import APPEND_ONLY
from demonstrably.store.withdrawing import withdraw
from made_reports import REPORTS, Maker, document, extract, write_reports
from servers import LOCKED, Cluster, cluster, needed
from serving import asked

psycopg = pytest.importorskip("psycopg", reason="psycopg is in the extra `dev`")

on_server = pytest.mark.parametrize("place", ["server"], indirect=True)


def taken(place: Address, folder: Path, rows: list[dict[str, str]] = REPORTS) -> RunReport:
    with Record.create(place) as record:
        return run([write_reports(folder / "reports.jsonl", rows)], record, Codebook(), maker=Maker())


@pytest.fixture
def made(place: Address, tmp_path: Path) -> str:
    """A record of four reports on the server, closed."""
    taken(place, tmp_path)
    return str(place)


def told(place: Address) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in verify_folder(place)]


class Behind:
    """Statements behind our back in the schema of a record."""

    def __init__(self, server: Cluster, address: str) -> None:
        self._server = server
        self._schema = title(address)

    def __call__(self, *statements: str) -> list[tuple[object, ...]]:
        return self._server.execute(f"SET search_path TO {self._schema}", *statements)

    def unguarded(self, table: str, statement: str) -> None:
        self(f"ALTER TABLE {table} DISABLE TRIGGER USER", statement, f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def behind(server: Cluster, made: str) -> Behind:
    return Behind(server, made)


# guards and damage


@on_server
def test_append_only_tables_refuse_to_change(made: str, behind: Behind) -> None:
    for table in (*APPEND_ONLY, "payloads"):
        column = "bytes" if table == "payloads" else "body"
        change = f"UPDATE {table} SET {column} = {column}"
        for statement in (change, f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="append-only"):
                behind(statement)
    assert told(made) == []


@on_server
@pytest.mark.parametrize("table", ["claims", "documents", "captures", "runs", "log"])
def test_a_changed_row_is_named(made: str, behind: Behind, table: str) -> None:
    behind.unguarded(table, f"UPDATE {table} SET body = replace(body, 'a', 'e') WHERE seq = 1")
    assert any(table in each and "seal" in each for each in told(made))


@on_server
@pytest.mark.parametrize("table", ["claims", "labels", "events", "runs"])
def test_a_row_taken_out_is_named(made: str, behind: Behind, table: str) -> None:
    behind.unguarded(table, f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table})")
    assert any(each.startswith(table) for each in told(made))


@on_server
def test_guards_that_were_lifted_are_named(made: str, behind: Behind) -> None:
    behind("DROP TRIGGER claims_no_update ON claims", "ALTER TABLE captures DISABLE TRIGGER captures_no_delete")
    behind("DROP INDEX claims_by_document", "ALTER TABLE events ADD COLUMN mine TEXT", "CREATE TABLE ours (a TEXT)")
    behind("CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$")
    behind("CREATE RULE gone AS ON INSERT TO failures DO INSTEAD NOTHING", "CREATE VIEW seen AS SELECT 1 AS a")
    behind("ALTER TABLE notes ENABLE ROW LEVEL SECURITY", "ALTER TABLE linking SET UNLOGGED")
    found = " ".join(told(made))
    for name in (
        "rule gone",
        "table seen",
        "table notes",
        "table linking",
        "claims_no_update",
        "captures_no_delete",
        "claims_by_document",
        "events.mine",
        "ours.a",
        "append_only",
    ):
        assert name in found


@on_server
def test_changed_bytes_of_a_capture_are_named_and_mended_by_the_input(
    made: str, behind: Behind, tmp_path: Path
) -> None:
    for statement in ("UPDATE payloads SET bytes = set_byte(bytes, 7, 1)", "DELETE FROM payloads"):
        behind.unguarded("payloads", statement)
        (finding,) = told(made)
        assert "capture" in finding
        taken(made, tmp_path)
        assert told(made) == []


# whom it lets in


@on_server
def test_a_strangers_schema_is_refused(place: Address, server: Cluster) -> None:
    schema = title(place)
    server.execute(f"CREATE SCHEMA {schema}")
    with pytest.raises(UsageError, match="no record"):
        Record.open(place)
    server.execute(f"CREATE TABLE {schema}.migrations (seq INT, name TEXT)")
    for way in (Record.open, Record.create):
        with pytest.raises(RecordError, match="not a record"):
            way(place)
    assert server.execute(f"SELECT count(*) FROM pg_class WHERE relnamespace = '{schema}'::regnamespace") == [(1,)]


@on_server
def test_a_newer_schema_is_refused_and_an_older_one_brought_up_to_date(
    made: str, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def _m999_index(schema: migrations.Schema) -> None:
        schema.index("later", "failures", "failure_id")

    with monkeypatch.context() as newer:
        newer.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, _m999_index))
        with Record.open(made) as record:
            assert record.store.document_count() == 4
        assert told(made) == []
    for way in (Record.open, Record.create):
        with pytest.raises(RecordError, match="newer version"):
            way(made)


@on_server
def test_the_doctor_finds_a_server_without_a_record_well(place: Address) -> None:
    done = CliRunner().invoke(app, ["doctor", str(place)])
    assert "answers; the record will be made" in done.output


def test_each_refusal_says_what_to_do(server: Cluster) -> None:
    address = server.address("x")
    server.execute(f"CREATE ROLE {LOCKED} LOGIN PASSWORD 'right'")
    for wrong, what, remedy in (
        (address.replace("desk@", f"{LOCKED}:wr0ng-one@"), "password", "pgpass"),
        (address.replace("desk@", f"{LOCKED}@"), "password", "pgpass"),
        (address.replace("desk@", "nobody_we_know@"), "user", "user"),
        (address.replace("/postgres?", "/nowhere?"), "no such database", "createdb"),
        ("postgresql://desk:s3cret@127.0.0.1:1/db", "does not answer", "host and port"),
        ("postgresql://desk@no-such-host.invalid/db", "can't be found", "host"),
    ):
        with pytest.raises(ServerError, match=what) as caught:
            Record.open(wrong)
        assert remedy in caught.value.remedy
        assert "wr0ng" not in str(caught.value)
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    ["postgresql://me:pass/w0rd@host/db", "postgresql://h/db?schema=Bad-One", "postgresql://h/db?nonsense=w0rd"],
)
def test_an_address_that_cannot_be_read_is_a_usage_error_that_repeats_no_password(address: str) -> None:
    needed()
    with pytest.raises(UsageError) as caught:
        Record.open(address)
    assert "w0rd" not in str(caught.value)


def test_passwords_are_masked() -> None:
    assert masked("postgresql://me:secret@host:5432/db?schema=a") == "postgresql://me:***@host:5432/db?schema=a"
    assert masked("postgresql://host/db?password=secret&schema=a") == "postgresql://host/db?password=***&schema=a"
    assert masked("postgresql://me@host/db") == "postgresql://me@host/db"


def test_without_psycopg_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("demonstrably.store.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("demonstrably.store.postgres", raising=False)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match="psycopg") as caught:
        Record.open("postgresql://host/db")
    assert "demonstrably[postgres]" in caught.value.remedy


@on_server
def test_who_may_only_read_reads(made: str, behind: Behind, server: Cluster) -> None:
    schema = title(made)
    if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = 'guest'"):
        server.execute("CREATE ROLE guest LOGIN")
    behind(f"GRANT USAGE ON SCHEMA {schema} TO guest", f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO guest")
    guest = made.replace("desk@", "guest@")
    done = CliRunner().invoke(app, ["events", guest])
    assert (done.exit_code, "Rivertown" in done.output) == (0, True)
    assert told(guest) == []
    refused = CliRunner().invoke(app, ["withdraw", "a", "--reason", "r", "--record", guest])
    assert refused.exit_code == 1
    assert "permission denied" in refused.output
    assert told(made) == []


# lost connections


@on_server
def test_a_connection_lost_in_a_transaction_leaves_nothing_and_the_next_run_completes(
    made: str, server: Cluster, tmp_path: Path
) -> None:
    with (
        Record.create(made) as record,
        pytest.raises(ServerError, match="lost") as caught,
        record.store.transaction(),
    ):
        record.store.add_document(document("z"))
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        record.store.document_count()
    assert "run the same command again" in caught.value.remedy
    rows = [{**REPORTS[3], "id": "z"}]
    assert taken(made, tmp_path, rows).new == 1
    assert told(made) == []


@on_server
def test_a_connection_lost_while_nothing_is_under_way_is_made_anew(made: str, server: Cluster) -> None:
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with Record.create(made) as writer, Record.open(made) as reader:
        server.execute(end)
        with writer.store.transaction():
            writer.store.add_document(document("z"))
        assert reader.store.document_count() == 5
        server.execute(end)
        with reader.store.snapshot():
            assert reader.store.document_count() == 5
    assert told(made) == []


def test_a_server_that_ends_in_a_run_ends_the_verb_and_the_next_one_completes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with cluster() as server:
        place = server.address("x")
        taken(place, tmp_path, REPORTS[:2])
        keep = Record.add

        def stopping(self: Record, *given: object) -> object:
            server.stop()
            return keep(self, *given)  # type: ignore[arg-type]

        source = str(write_reports(tmp_path / "all.jsonl"))
        with monkeypatch.context() as broken:
            broken.setattr(Record, "add", stopping)
            done = CliRunner().invoke(app, ["run", source, "--record", place, "--workers", "1"])
        assert done.exit_code == 1
        assert "was lost" in done.output, done.output
        away = CliRunner().invoke(app, ["events", place])
        assert (away.exit_code, "Check that it runs" in away.output) == (1, True)
        server.start()
        assert CliRunner().invoke(app, ["run", source, "--record", place, "--workers", "1"]).exit_code == 0
        with Record.open(place) as record:
            assert record.store.document_count() == 4
        assert told(place) == []


# several at once


@on_server
def test_readers_wait_for_nobody(made: str) -> None:
    with Record.create(made) as writer, writer.store.transaction():
        writer.store.add_document(document("z"))
        with Record.open(made) as reader:
            assert reader.store.document_count() == 4
        assert told(made) == []


@on_server
def test_a_record_that_several_make_at_once_is_made_once(place: Address) -> None:
    with ThreadPoolExecutor(4) as pool:
        for record in pool.map(lambda _: Record.create(place), range(4)):
            record.close()
    assert told(place) == []


@on_server
def test_a_reader_in_the_way_of_a_purge_is_told(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from demonstrably.store.postgres import engine

    monkeypatch.setattr(engine, "SCRUB_SECONDS", 1)
    line = ["withdraw", "a", "--reason", "r", "--purge", "--record", made]
    with Record.open(made) as reader, reader.store.snapshot():
        assert reader.store.document_count() == 4
        stopped = CliRunner().invoke(app, line)
        assert (stopped.exit_code, "others have held it" in stopped.output) == (1, True), stopped.output
    assert any("stopped before its end" in each for each in told(made))
    assert CliRunner().invoke(app, line).exit_code == 0
    assert told(made) == []


@on_server
def test_two_runs_at_once_lose_and_double_nothing(place: Address, tmp_path: Path) -> None:
    """One run's transactions between another's: the same documents, and what each has of its own."""
    with Record.create(place) as one, Record.create(place) as other:
        for record, name in ((one, "e"), (other, "f")):
            rows = [*REPORTS, {**REPORTS[0], "id": name}]
            run([write_reports(tmp_path / f"{name}.jsonl", rows)], record, Codebook(), maker=Maker())
        run([tmp_path / "e.jsonl"], other, Codebook(), maker=Maker())
        assert one.store.document_count() == 6
        assert one.store.head() is not None
        assert one.store.head()[1] == one.store.basis()  # type: ignore[index]
    assert told(place) == []


@on_server
def test_two_relinks_at_once_leave_what_one_alone_would(made: str, tmp_path: Path) -> None:
    """Somebody adds, withdraws and links between what another read and what he writes."""
    with Record.create(made) as slow, Record.create(made) as quick:
        transaction, between = slow.store.transaction, [{**REPORTS[0], "id": "e"}, {**REPORTS[2], "id": "f"}]

        @contextlib.contextmanager
        def interrupted() -> Iterator[None]:
            slow.store.transaction = transaction  # type: ignore[method-assign]
            run([write_reports(tmp_path / "between.jsonl", between)], quick, Codebook(), maker=Maker())
            withdraw(quick, "a", "why", "who")
            relink(quick, Codebook())
            with transaction():
                yield

        with slow.store.transaction():
            slow.store.add_document(document("g", REPORTS[1]["text"]))
            slow.store.add_extraction(extract(document("g", REPORTS[1]["text"])), stamp_of(Codebook()))
        slow.store.transaction = interrupted  # type: ignore[method-assign]
        relink(slow, Codebook())
        assert slow.store.head() == (stamp_of(Codebook()), slow.store.basis())
        found = slow.store.generation()
        with slow.store.transaction():
            slow.store.forget()
            slow.store.put_linking(dict.fromkeys(name for name, _ in list(slow.store.linking())))
        relink(slow, Codebook())
        anew = slow.store.generation()
        assert found is not None
        assert anew is not None
        assert dataclasses.replace(found, redirects={}) == dataclasses.replace(anew, redirects={})
    assert told(made) == []


def _run(place: Address, source: Path) -> None:
    with Record.create(place) as record:
        run([source], record, Codebook(), maker=Maker())


@on_server
@pytest.mark.skipif(sys.platform != "linux", reason="needs fork")
def test_runs_of_several_processes_give_what_one_run_gives(place: Address, tmp_path: Path) -> None:
    rows = [{**REPORTS[number % 4], "id": f"{number:03}"} for number in range(120)]
    fork = multiprocessing.get_context("fork")
    parts = [write_reports(tmp_path / f"{first}.jsonl", rows[first : first + 60]) for first in (0, 30, 60)]
    Record.create(place).close()
    runs = [fork.Process(target=_run, args=(place, part)) for part in parts]
    for each in runs:
        each.start()
    for each in runs:
        each.join(120)
    assert [each.exitcode for each in runs] == [0, 0, 0]
    _run(tmp_path / "alone", write_reports(tmp_path / "all.jsonl", rows))
    tables = []
    for address, out in ((place, tmp_path / "together"), (tmp_path / "alone", tmp_path / "by-itself")):
        with Record.open(address) as record:
            export(View.of(record), ["jsonl"], out)
        tables.append({p.name: p.read_bytes() for p in out.glob("*.jsonl") if p.name not in BY_CAPTURE})
    assert tables[0] == tables[1]
    assert told(place) == []


BY_CAPTURE = ("documents.jsonl",)
"""Tables that name the file a document came from."""


def test_many_writers_and_readers_are_exact(place: Address) -> None:
    writers = 1 if isinstance(place, Path) else 3
    result = teams.trial("here", place, 2.0, writers, 4)
    assert result.errors == []
    assert result.documents >= teams.BATCH * writers
    assert sum(each.verified for each in result.readers) == 4


@on_server
def test_the_explorer_follows_the_record(made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECONDS", 0.0)
    with Record.open(made) as record:
        (capture,) = record.store.captures()
    with asked(made) as client:
        assert "Hillford" in client.get("/").text
        assert "Millbrook" not in client.get("/").text
        assert hashlib.sha256(client.get(f"/capture/{capture.sha256}").content).hexdigest() == capture.sha256
        taken(made, tmp_path, [{**REPORTS[0], "id": "new", "title": "From Millbrook"}])
        assert "Millbrook" in client.get("/document/new").text


# beside the server


@on_server
def test_what_stays_on_this_machine_is_the_same_for_every_user_of_the_record(made: str, tmp_path: Path) -> None:
    folder = local_folder(made)
    assert folder.is_relative_to(tmp_path / "data")
    assert local_folder(made.replace("desk@", "guest:pw@")) == folder
    assert local_folder(made + "x") != folder
    assert folder.stat().st_mode & 0o077 == 0


@on_server
def test_a_purge_elsewhere_clears_the_names_found_here(
    made: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cached = local_folder(made) / "people.sqlite"
    Record.open(made).close()
    cached.write_text("names")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        line = ["withdraw", "a", "--reason", "r", "--purge", "--record", made]
        assert CliRunner().invoke(app, line).exit_code == 0
    assert cached.exists()
    Record.open(made).close()
    assert not cached.exists()


@pytest.fixture
def lines(made: str, tmp_path: Path) -> Iterator[list[list[str]]]:
    out = str(tmp_path / "out")
    yield [
        ["events", made], ["claims", made], ["show", made, "Rivertown", "event"], ["verify", made], ["doctor", made],
        ["export", made, "--out", out], ["report", made, "--out", f"{out}-report"], ["log", made],
        ["release", made, "--out", f"{out}-release", "--license", "CC-BY-4.0"],
    ]  # fmt: skip


@on_server
def test_the_verbs_work_and_repeat_no_password(made: str, lines: list[list[str]]) -> None:
    for line in lines:
        named = [part.replace("desk@", "desk:s3cret@") for part in line]
        done = CliRunner().invoke(app, named)
        assert done.exit_code == 0, (line, done.output)
        assert "s3cret" not in done.output


def _connections(server: Cluster) -> set[object]:
    """The processes that serve connections of ours."""
    words = "SELECT pid FROM pg_stat_activity WHERE application_name = 'demonstrably'"
    return {pid for (pid,) in server.execute(words)}


def _ended(server: Cluster, before: set[object]) -> bool:
    """Whether no more connections than before are left, within twenty seconds: the server takes a moment."""
    for _ in range(400):
        if _connections(server) <= before:
            return True
        time.sleep(0.05)
    return False


@on_server
def test_a_record_that_cannot_be_opened_leaves_no_connection(made: str, behind: Behind, server: Cluster) -> None:
    withdrawn = "INSERT INTO withdrawals VALUES (1, 'a', 'withdrawn', 'no JSON', '')"
    behind(withdrawn)
    before = _connections(server)
    with pytest.raises(RecordError, match="damaged row") as kept:
        Record.open(made)
    assert kept.value.remedy
    assert _ended(server, before)


@on_server
def test_a_wait_for_other_writers_can_be_interrupted(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Record.create(made) as holder, Record.create(made) as waiter:
        with holder.store.transaction():
            asked = waiter.store.engine._ask

            def interrupted(words: bytes, *rest: object) -> object:
                """As psycopg does it: the statement is cancelled first, and the transaction is broken then."""
                asked(b"BEGIN")
                with contextlib.suppress(psycopg.Error):
                    asked(b"SELECT 1 / 0")
                raise KeyboardInterrupt

            with monkeypatch.context() as broken:
                broken.setattr(waiter.store.engine, "_ask", interrupted)
                with pytest.raises(KeyboardInterrupt), waiter.store.transaction():
                    raise AssertionError("it never began")
        with waiter.store.transaction():
            waiter.store.add_erasure("0" * 64)
    with Record.open(made) as record:
        assert "0" * 64 in record.store.erased()


@on_server
def test_numbers_are_asked_anew_after_each_transaction(made: str) -> None:
    with Record.create(made) as one, Record.create(made) as other:
        with one.store.transaction():
            one.store.add_erasure("0" * 64)
        with other.store.transaction():
            other.store.add_erasure("1" * 64)
        assert list(one.store.check()) == []


@on_server
def test_a_purge_elsewhere_blanks_the_pages_archived_here(
    made: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    payload = "Police said 12 detained in Rivertown on 2031-05-04, in the evening."
    warc = local_folder(made) / "warc" / "watch-20310505-00001.warc.gz"
    page = _archived(payload.encode())
    warc.parent.mkdir(parents=True)
    warc.write_bytes(page)
    (tmp_path / "a.txt").write_text(payload)
    with Record.create(made) as record:
        run([tmp_path / "a.txt"], record, Codebook(), maker=Maker())
        [name] = [d.document_id for d in record.store.documents() if d.text == payload]
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
        with Record.create(made) as record:
            withdraw(record, name, "a court's order", "desk", purge=True)
    assert warc.read_bytes() == page
    Record.open(made).close()
    assert len(warc.read_bytes()) == len(page)
    assert b"12 detained" not in gzip.decompress(warc.read_bytes())


def _archived(payload: bytes) -> bytes:
    """A page's response as `watch` archives it."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + payload
    head = f"WARC-Type: response\r\n{PAGE}: https://e.example/a\r\nContent-Length: {len(answer)}\r\n"
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + answer + b"\r\n" * 2)
