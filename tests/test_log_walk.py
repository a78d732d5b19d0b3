"""The log's rule by itself: entries in their form, and a walk that finds any change of a log or of what it tells of."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.store.log.entries import BEFORE_THE_FIRST, FIELDS, Act, Added, Entry, Hand, LogRow, Seals, after, read
from demonstrably.store.log.walk import Walk

HAND = Hand("kim@desk", "demonstrably 9", lambda: "2031-05-04T10:00:00+00:00")
TABLES = ("claims", "documents")


def sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class Book:
    """A ledger in memory: tables of (number, seal), and a log."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[int, str]]] = {name: [] for name in (*TABLES, "events")}
        self.given = dict.fromkeys(self.tables, 0)
        self.log: list[LogRow] = []

    def log_rows(self, kinds: Sequence[str] = ()) -> Iterator[LogRow]:
        yield from (row for row in self.log if not kinds or row.kind in kinds)

    def log_row(self, seq: int | None = None) -> LogRow | None:
        return next((row for row in reversed(self.log) if seq in (None, row.seq)), None)

    def seals(self, table: str) -> Iterator[tuple[int, str]]:
        yield from self.tables[table]

    def enter(self, act: Act) -> None:
        entry = after(len(self.log), self.log[-1].hash if self.log else BEFORE_THE_FIRST, act, HAND)
        self.log.append(LogRow(entry.seq, entry.kind, entry.hash, entry.line))

    def add(self, counts: dict[str, int]) -> None:
        """An act that adds so many rows to each table."""
        added = Added()
        for table, count in counts.items():
            for _ in range(count):
                self.given[table] += 1
                row = (self.given[table], sealed(f"{table} {self.given[table]}"))
                self.tables[table].append(row)
                added.row(table, *row)
        self.enter(Act("capture", outputs={"rows": added.ranges()}))

    def derive(self, count: int) -> None:
        self.tables["events"] = [(number, sealed(f"event {number} {count}")) for number in range(count)]
        seals = Seals()
        for _, seal in self.tables["events"]:
            seals.add(seal)
        self.enter(Act("generation", outputs={"derived": {"events": [seals.count, seals.digest]} if count else {}}))

    def erase(self, table: str, numbers: Sequence[int]) -> None:
        gone = [row for row in self.tables[table] if row[0] in numbers]
        self.tables[table] = [row for row in self.tables[table] if row[0] not in numbers]
        self.enter(Act("purge", outputs={"erased": {table: [list(row) for row in gone]}}))


def walked(book: Book) -> list[str]:
    return [f"{finding.where}: {finding.what}" for finding in Walk(book, TABLES, ("events",)).findings()]


def book() -> Book:
    made = Book()
    made.add({"claims": 3, "documents": 1})
    made.add({"claims": 2})
    made.erase("claims", [2, 4])
    made.add({"documents": 2, "claims": 1})
    made.derive(4)
    return made


def test_an_entry_is_hashed_in_a_form_that_python_and_jq_write_too() -> None:
    hand = Hand("Zoë 🎈 \u007f\u2028 \udc80", "demonstrably 9", HAND.clock)
    entry = after(0, BEFORE_THE_FIRST, Act("export", {"days": 3}, {"files": {"é.csv": "00"}}), hand)
    assert entry.line.isascii()
    assert tuple(json.loads(entry.line)) == FIELDS
    assert json.dumps(json.loads(entry.line), separators=(",", ":")) == entry.line
    assert hashlib.sha256(entry.line.encode()).hexdigest() == entry.hash
    if shutil.which("jq"):
        again = subprocess.run(["jq", "-ca", "."], input=entry.line.encode(), capture_output=True, check=True)
        assert again.stdout.decode() == f"{entry.line}\n"


@pytest.mark.parametrize("line", ["{}", "[]", "7", '{"seq":1}', "nothing", '{"seq": 1}'])
def test_what_is_no_entry_is_refused(line: str) -> None:
    with pytest.raises(ValueError):
        read(line)


def test_an_entry_in_another_form_is_refused() -> None:
    entry = after(0, BEFORE_THE_FIRST, Act("export"), HAND)
    assert read(entry.line) == entry
    for other in (entry.line.replace(",", ", "), entry.line.replace('"seq":1', '"seq":"1"')):
        with pytest.raises(ValueError):
            read(other)


def test_a_sound_log_has_no_findings_and_a_head() -> None:
    walk = Walk(book(), TABLES, ("events",))
    assert list(walk.findings()) == []
    assert (walk.entries, walk.head) == (5, book().log[-1].hash)


def test_an_empty_record_has_none() -> None:
    assert walked(Book()) == []


def test_a_row_taken_out_is_named_with_the_entry_that_added_it() -> None:
    damaged = book()
    damaged.tables["claims"] = [row for row in damaged.tables["claims"] if row[0] != 3]
    assert walked(damaged) == [
        "claims row 3: not there, and entry 1 of the log (capture, 2031-05-04T10:00:00+00:00) added this"
    ]


def test_rows_put_in_are_named() -> None:
    damaged = book()
    damaged.tables["claims"].append((7, sealed("mine")))
    damaged.tables["documents"].append((4, sealed("mine")))
    assert walked(damaged) == ["claims row 7: in no entry of the log", "documents row 4: in no entry of the log"]


def test_rows_changed_or_exchanged_are_named_by_their_range() -> None:
    damaged = book()
    (one, a), (three, b) = damaged.tables["claims"][:2]
    damaged.tables["claims"][:2] = [(one, b), (three, a)]
    (told,) = walked(damaged)
    assert told.startswith("claims rows 1 to 3: not what entry 1 of the log")


def test_an_erased_row_put_back_is_named() -> None:
    damaged = book()
    damaged.tables["claims"].insert(1, (2, sealed("claims 2")))
    assert any("claims rows 1 to 3" in told for told in walked(damaged))


def test_an_entry_taken_out_of_the_middle_is_named() -> None:
    damaged = book()
    del damaged.log[1]
    told = walked(damaged)
    assert "log entry 2: is missing: entry 3 comes next" in told
    assert any("does not go on from entry 1" in each for each in told)
    assert any("claims rows 4 to 5" in each or "claims row 5" in each for each in told)


def test_a_log_cut_at_its_end_is_told_by_the_rows_that_are_left() -> None:
    damaged = book()
    del damaged.log[3:]
    told = walked(damaged)
    assert "documents rows 2 to 3: in no entry of the log" in told
    assert any(each.startswith("events: ") for each in told)


def test_a_forged_entry_breaks_the_one_after_it() -> None:
    damaged = book()
    entry = read(damaged.log[1].body)
    forged = Entry(entry.seq, entry.kind, entry.at, "mallory@desk", *(getattr(entry, name) for name in FIELDS[4:]))
    damaged.log[1] = LogRow(2, entry.kind, forged.hash, forged.line)
    assert walked(damaged) == ["log entry 3: does not go on from entry 2: one of the two was changed"]


def test_what_is_derived_must_be_what_was_last_made() -> None:
    damaged = book()
    damaged.tables["events"].pop()
    (told,) = walked(damaged)
    assert told.startswith("events: does not hold what entry 5 of the log")


acts = st.lists(
    st.dictionaries(st.sampled_from(TABLES), st.integers(1, 4), min_size=1) | st.integers(0, 3), min_size=1, max_size=6
)


@given(acts, st.data())
def test_any_single_change_of_a_log_or_a_row_is_found(done: list[dict[str, int] | int], data: st.DataObject) -> None:
    made = Book()
    for act in done:
        if isinstance(act, int):
            made.derive(act)
        else:
            made.add(act)
    assert walked(made) == []
    filled = [rows for rows in made.tables.values() if rows]
    if not filled or data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(made.log) - 1))
        row = made.log[place]
        made.log[place] = LogRow(row.seq, row.kind, row.hash, flipped(row.body, data))
    else:
        rows = data.draw(st.sampled_from(filled))
        place = data.draw(st.integers(0, len(rows) - 1))
        rows[place] = (rows[place][0], flipped(rows[place][1], data))
    assert walked(made)


def flipped(text: str, data: st.DataObject) -> str:
    """The text with one bit of one letter changed."""
    at = data.draw(st.integers(0, len(text) - 1))
    return text[:at] + chr(ord(text[at]) ^ 1 << data.draw(st.integers(0, 6))) + text[at + 1 :]
