"""The record: append-only, idempotent, and every damage named. The contract holds for each kind of store."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.address import Address
from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError, InputError, RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.model import Assessment, Capture, Claim, Document, Event, Extraction, Place, When
from demonstrably.scale import run
from demonstrably.store import Failure, Generation, Record, Stamp, Store, Withdrawal, verify_folder
from demonstrably.store.codec import decode, encode
from demonstrably.store.sql.rows import PAGE
from demonstrably.store.tables import APPEND_ONLY
from made_reports import REPORTS, Maker, document, extract, write_reports

STAMP = Stamp("book", "1")
PAYLOAD = b"the bytes as they came"
CAPTURE = Capture(hashlib.sha256(PAYLOAD).hexdigest(), "text/plain", "a.txt", len(PAYLOAD))


@pytest.fixture
def store(place: Address) -> Iterator[Store]:
    with Record.create(place) as opened:
        yield opened.store


@pytest.fixture
def made(place: Address, tmp_path: Path) -> Address:
    """A record of four reports on each kind of store, closed."""
    source = write_reports(tmp_path / "reports.jsonl")
    with Record.create(place) as opened:
        run([source], opened, Codebook(), maker=Maker())
    return place


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of four reports, closed."""
    source = write_reports(tmp_path / "reports.jsonl")
    with Record.create(tmp_path / "record") as opened:
        run([source], opened, Codebook(), maker=Maker())
    return tmp_path / "record"


def add(store: Store, *documents: Document, stamp: Stamp = STAMP) -> None:
    with store.transaction():
        for each in documents:
            store.add_document(each)
            store.add_extraction(extract(each), stamp)


def test_a_store_gives_back_what_was_put_in(store: Store) -> None:
    given_document = document()
    with store.transaction():
        assert store.add_capture(CAPTURE)
    add(store, given_document)
    assert list(store.captures()) == [CAPTURE]
    assert store.document("a") == given_document
    assert list(store.documents()) == [given_document]
    assert store.extraction("a") == extract(given_document)
    assert list(store.extractions()) == [extract(given_document)]


def test_the_same_again_adds_nothing(store: Store) -> None:
    add(store, document())
    before, basis = {t: list(store.stored(t)) for t in APPEND_ONLY}, store.basis()
    with store.transaction():
        assert not store.add_document(document())
        assert not store.add_extraction(extract(document()), STAMP)
        assert store.add_failure(Failure("x", "y"))
        assert not store.add_failure(Failure("x", "y"))
    assert store.basis() == basis
    assert {t: list(store.stored(t)) for t in APPEND_ONLY if t not in ("failures", "log")} == {
        t: rows for t, rows in before.items() if t not in ("failures", "log")
    }


def test_another_stamp_extracts_anew_and_keeps_the_old_claims(store: Store) -> None:
    add(store, document())
    add(store, document(), stamp=Stamp("other book", "1"))
    assert len(list(store.stored("claims"))) == 2
    assert [len(extraction.claims) for extraction in store.extractions()] == [1]
    assert store.stamp_of("a") == Stamp("other book", "1")


def test_an_exception_leaves_nothing_of_a_transaction(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.transaction():
        store.add_document(document())
        raise KeyboardInterrupt
    assert store.document("a") is None
    add(store, document())
    assert store.document("a") is not None


def test_an_id_stands_for_one_text(store: Store) -> None:
    add(store, document())
    with pytest.raises(InputError, match="another text"), store.transaction():
        store.add_document(document(text="Something else."))


def test_a_broken_span_is_refused(store: Store) -> None:
    said = extract(document())
    broken = dataclasses.replace(said, claims=(dataclasses.replace(said.claims[0], end=said.claims[0].end + 1),))
    with store.transaction():
        store.add_document(document())
        with pytest.raises(ValueError, match="span"):
            store.add_extraction(broken, STAMP)
    assert store.extraction("a") == Extraction("a")


def generation(store: Store) -> Generation:
    claim_id = extract(document()).claims[0].claim_id
    event = Event("evt-1", "event", "rally", "occurred", When("2031-05-04", "day"), Place("R", 0), claims=(claim_id,))
    found = Assessment("evt-1", "detained", "ccc", 1, 2, None, (claim_id,), (("x", "copy"),), True, (("a", "b"),))
    return Generation(STAMP, store.basis(), (event,), (found,), ({"best": 3},), voices={claim_id: "v"})


def test_a_generation_replaces_the_one_before(store: Store) -> None:
    add(store, document())
    first = generation(store)
    assert store.generation() is None
    assert store.replace(first)
    assert store.generation() == first
    assert not store.replace(first)
    second = dataclasses.replace(first, events=(), assessments=())
    assert store.replace(second)
    assert store.generation() == second
    assert not list(store.check())


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET body = '{{}}'", "DELETE FROM {}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_append_only_tables_refuse_to_change(tmp_path: Path, table: str, statement: str) -> None:
    write_reports(tmp_path / "r.jsonl")
    page = tmp_path / "bad.pdf"
    page.write_bytes(b"%PDF")
    with Record.create(tmp_path) as opened:
        run([tmp_path / "r.jsonl", page], opened, Codebook(), maker=Maker())
        with opened.store.transaction():
            opened.store.add_document(dataclasses.replace(document("zz"), dropped=()))
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        connection.execute("PRAGMA recursive_triggers = ON")
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(f"'{1 if name in ('seq', 'position', 'extraction') else 'x'}'" for name in columns)
        connection.execute(f"INSERT INTO {table} VALUES ({values})")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement.format(table))
    connection.close()


texts = st.text(st.characters(codec="utf-8"), max_size=60) | st.text(max_size=20)


@given(texts, texts, st.integers(-(10**30), 10**30) | st.none())
def test_values_survive_the_codec_to_the_letter(text: str, name: str, number: int | None) -> None:
    claim = Claim("c", "d", "detained", text, 0, 1, number, None, "exact", "occurred", name, place=Place(name, 1))
    assert decode(Claim, encode(claim)) == claim
    assert decode(Document, encode(document(name, text))) == document(name, text)


def test_half_a_surrogate_pair_is_kept_too(store: Store) -> None:
    odd = document("odd", "a \ud83d b")
    add(store, odd)
    assert store.document("odd") == odd


def test_a_generation_of_an_older_basis_does_not_replace_a_newer_one(store: Store) -> None:
    add(store, document())
    old = generation(store)
    add(store, document("b"))
    new = generation(store)
    assert store.replace(new)
    assert not store.replace(old)
    assert store.head() == (STAMP, store.basis())
    store.withdraw(Withdrawal("b", "x", None, "why", "who", "2031-05-05T00:00:00+00:00"))
    assert store.head() is None
    assert not store.replace(new)
    assert store.replace(generation(store))
    assert not store.replace(new)


def test_only_the_rows_that_differ_are_written(store: Store) -> None:
    add(store, document())
    first = generation(store)
    wave = dataclasses.replace(first.events[0], event_id="evt-0", level="wave")
    store.replace(dataclasses.replace(first, events=(wave, *first.events)))
    before = seals(store, "events")
    changed = dataclasses.replace(first.events[0], kind="march")
    assert store.replace(dataclasses.replace(first, events=(wave, changed)))
    assert store.events() == (wave, changed)
    assert store.events(["evt-1", "evt-9"]) == (changed,)
    assert seals(store, "events")[0] == before[0]
    assert store.replace(dataclasses.replace(first, events=(), assessments=(), tallies=()), keep={"evt-1"})
    assert store.events() == (changed,)
    assert store.event_counts() == {"event": 1}
    assert not list(store.check())


def seals(store: Store, table: str) -> list[tuple[int, str]]:
    return list(store.seals(table))


def test_redirects_are_kept_and_the_newest_counts(store: Store) -> None:
    add(store, document())
    first = generation(store)
    for redirects in ({"evt-a": "evt-1", "evt-b": "evt-1"}, {"evt-a": "evt-2"}, {"evt-b": ""}):
        assert store.replace(dataclasses.replace(first, redirects=redirects))
    assert store.redirects() == {"evt-a": "evt-2"}
    assert len(list(store.stored("redirects"))) == 4
    assert not store.replace(dataclasses.replace(first, redirects={"evt-a": "evt-2"}))


def test_what_linking_remembers_goes_with_a_withdrawn_document(store: Store) -> None:
    add(store, document(), document("b"))
    store.put_linking({"a": "{}", "b": "[]", "#all": "1", "c": "2"})
    store.put_linking({"b": "{}", "c": None})
    assert dict(store.linking()) == {"#all": "1", "a": "{}", "b": "{}"}
    store.withdraw(Withdrawal("a", "x", None, "why", "who", "2031-05-05T00:00:00+00:00"))
    assert dict(store.linking()) == {"b": "{}"}


def test_counts_need_no_reading(store: Store) -> None:
    add(store, document(), document("b", '{"attribute":"no"} 5 detained in Hillford on 2031-05-05'), document("c", "x"))
    add(store, document(), stamp=Stamp("new", "2"))
    assert store.claim_counts() == {"detained": 2}
    assert store.document_count() == 3
    assert list(store.outdated(Stamp("new", "2"))) == ["b", "c"]
    assert list(store.current(Stamp("new", "2"))) == [("a", None)]
    assert [name for name, _ in store.newest()] == ["a", "b", "c"]
    found = generation(store)
    conflict = dataclasses.replace(found.assessments[0], conflict=True)
    store.replace(dataclasses.replace(found, assessments=(conflict,)))
    assert store.conflicts("ccc") == [("evt-1", "detained")]
    assert store.conflicts("demonstrably") == []


def test_a_snapshot_stays_as_it_was(place: Address) -> None:
    with Record.create(place) as writer, Record.open(place) as reader:
        add(writer.store, document())
        with reader.store.snapshot():
            assert reader.store.document_count() == 1
            add(writer.store, document("b"))
            assert [d.document_id for d in reader.store.documents()] == ["a"]
            assert reader.store.basis() == "1"
        assert reader.store.basis() == "2"


def test_more_documents_than_a_page(store: Store) -> None:
    many = [document(f"{number:04}") for number in range(2 * PAGE + 1)]
    add(store, *many)
    assert list(store.documents()) == many
    assert list(store.extractions()) == [extract(each) for each in many]


# a record on disk


def test_a_sound_record_verifies(made: Address) -> None:
    assert list(verify_folder(made)) == []


def test_a_closed_record_is_one_file_and_its_captures(record: Path) -> None:
    assert {path.name for path in record.iterdir()} <= {"record.sqlite", "record.lock", "captures"}


def test_a_second_run_changes_no_byte_of_the_database(record: Path, tmp_path: Path) -> None:
    before = (record / "record.sqlite").read_bytes()
    with Record.create(record) as opened:
        report = run([tmp_path / "reports.jsonl"], opened, Codebook(), maker=Maker())
    assert (report.documents, report.new, report.recomputed) == (4, 0, False)
    assert (record / "record.sqlite").read_bytes() == before


def test_a_flipped_byte_in_a_capture_is_named_and_mended_by_the_input(record: Path, tmp_path: Path) -> None:
    path = next(path for path in (record / "captures").rglob("*") if path.is_file())
    payload = bytearray(path.read_bytes())
    payload[7] ^= 1
    path.write_bytes(payload)
    (finding,) = verify_folder(record)
    assert str(path) in finding.where
    assert "changed" in finding.what
    with Record.create(record) as opened:
        run([tmp_path / "reports.jsonl"], opened, Codebook(), maker=Maker())
    assert list(verify_folder(record)) == []


def test_a_missing_capture_is_named(record: Path) -> None:
    path = next(path for path in (record / "captures").rglob("*") if path.is_file())
    path.unlink()
    assert [str(path) in finding.where for finding in verify_folder(record)] == [True]


@pytest.mark.parametrize("words", [b"unlawful rally", b"Hillford Echo", b"Open the bridge", b"Monitor Centre"])
def test_a_flipped_byte_in_the_database_is_named(record: Path, words: bytes) -> None:
    path = record / "record.sqlite"
    content = bytearray(path.read_bytes())
    at = content.find(words)
    assert at >= 0
    content[at + 2] ^= 0x20
    path.write_bytes(content)
    assert any("seal" in finding.what for finding in verify_folder(record))


def dump_of(folder: Path, out: Path) -> dict[str, bytes] | None:
    """The export of a record as bytes, None where it can't be read."""
    try:
        with Record.open(folder) as opened:
            export(View.of(opened), ["jsonl"], out)
    except DemonstrablyError:
        return None
    return {path.name: path.read_bytes() for path in out.glob("*.jsonl")}


def test_no_flipped_byte_goes_unseen(record: Path, tmp_path: Path) -> None:
    """Any byte of the file: verify names it, or it held nothing (an empty stretch of a page)."""
    path = record / "record.sqlite"
    good, whole = path.read_bytes(), dump_of(record, tmp_path / "good")
    chance = random.Random(7)
    for at in [*range(0, 100, 9), *(chance.randrange(len(good)) for _ in range(60))]:
        content = bytearray(good)
        content[at] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        if not list(verify_folder(record)):
            assert dump_of(record, tmp_path / "bad") == whole, f"byte {at}"


@pytest.mark.parametrize("table", ["claims", "documents", "labels", "events"])
def test_a_row_taken_out_behind_our_back_is_named(record: Path, table: str) -> None:
    connection = sqlite3.connect(record / "record.sqlite")
    trigger = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (f"{table}_no_delete",)).fetchone()
    connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    connection.execute(f"DELETE FROM {table} WHERE seq = (SELECT max(seq) FROM {table})")
    if trigger:
        connection.execute(trigger[0])
    connection.commit()
    connection.close()
    assert any(table in finding.where for finding in verify_folder(record))


def test_a_dropped_guard_is_named(record: Path) -> None:
    connection = sqlite3.connect(record / "record.sqlite")
    connection.execute("DROP TRIGGER claims_no_update")
    connection.close()
    assert [("claims_no_update" in f.where, f.what) for f in verify_folder(record)] == [(True, "is missing")]


def test_a_reference_to_nothing_is_named(made: Address) -> None:
    with Record.create(made) as opened:
        last = opened.store.generation()
        assert last is not None
        event = dataclasses.replace(last.events[0], claims=("clm-gone",), wave_id="evt-gone")
        opened.store.replace(dataclasses.replace(last, events=(event, *last.events[1:])))
    told = " ".join(finding.what for finding in verify_folder(made))
    assert "clm-gone" in told
    assert "evt-gone" in told


def test_a_newer_schema_is_refused(record: Path) -> None:
    connection = sqlite3.connect(record / "record.sqlite")
    connection.execute("INSERT INTO migrations (name) VALUES ('m999_from_the_future')")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match="newer version"):
        Record.create(record)
    with pytest.raises(RecordError, match="newer version"):
        Record.open(record)


def test_a_strangers_database_is_refused(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "record.sqlite")
    connection.execute("CREATE TABLE mine (a)")
    connection.close()
    with pytest.raises(RecordError, match="not a record"):
        Record.create(tmp_path)
    (tmp_path / "record.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(RecordError, match="not a database"):
        Record.open(tmp_path)
    assert list(verify_folder(tmp_path))


def test_no_record_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no record"):
        Record.open(tmp_path)


def test_one_writer_at_a_time_and_readers_beside(record: Path) -> None:
    with Record.create(record), Record.open(record) as reader:
        assert len(list(reader.store.documents())) == 4
        with pytest.raises(RecordError, match="another process"):
            Record.create(record)


def test_a_read_only_record_can_be_read(record: Path) -> None:
    for path in (record / "record.sqlite", record):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert list(verify_folder(record)) == []
    finally:
        record.chmod(0o755)


def test_an_older_record_is_brought_up_to_date_with_its_rows(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from demonstrably.store import migrations

    def _m999_index(schema: migrations.Schema) -> None:
        schema.index("later", "failures", "failure_id")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, _m999_index))
    with Record.open(record) as opened:
        assert len(list(opened.store.documents())) == 4
    assert list(verify_folder(record)) == []


def test_ids_with_odd_letters_keep(place: Address, tmp_path: Path) -> None:
    odd = ("a/b'\"; DROP TABLE claims", "\u0000nul", "\u0001", "a\u00011", "\u0000\u00010", "%s ? {0}", "é🎈")
    rows = [{**REPORTS[0], "id": name} for name in odd]
    with Record.create(place) as opened:
        run([write_reports(tmp_path / "r.jsonl", rows)], opened, Codebook(), maker=Maker())
        assert [d.document_id for d in opened.store.documents()] == sorted(odd)
        assert [e.document_id for e in opened.store.extractions()] == sorted(odd)
    assert list(verify_folder(place)) == []


def test_a_name_that_no_folder_can_have_is_told(tmp_path: Path) -> None:
    for use in (Record.open, Record.create):
        with pytest.raises(RecordError, match=r"too long\..*name"):
            use(tmp_path / ("a" * 300))


def test_a_record_goes_on_after_a_transaction_that_was_undone(place: Address) -> None:
    plain = document("a", "one two"), document("b", "three four")
    rows = [dataclasses.replace(row, capture_sha256=CAPTURE.sha256) for row in plain]
    with Record.create(place) as record:
        with pytest.raises(RuntimeError), record.store.transaction():
            record.add(CAPTURE, PAYLOAD, rows[:1], (), STAMP)
            raise RuntimeError
        assert record.add(CAPTURE, PAYLOAD, rows, (), STAMP) == (2, [])
    with Record.open(place) as record:
        kinds = [row.kind for row in record.store.log_rows()]
        assert (kinds.count("run"), kinds.count("run-end")) == (1, 1)
    assert list(verify_folder(place)) == []


def test_an_id_of_any_length_stops_no_run(place: Address, tmp_path: Path) -> None:
    chance = random.Random(7)
    rows = [{**REPORTS[0], "id": "".join(chance.choices("абвгдежзик0123456789", k=length))} for length in (1000, 9000)]
    with Record.create(place) as record:
        done = run([write_reports(tmp_path / "reports.jsonl", [*rows, REPORTS[1]])], record, Codebook(), maker=Maker())
    assert (done.new, len(done.failures)) == (2, 1)
    assert "more than 2000 bytes" in done.failures[0].message
    assert list(verify_folder(place)) == []
