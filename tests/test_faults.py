"""The record under kill -9, Ctrl-C, a full disk, dying workers: whole after each, and completed by the next run."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError, RecordError
from demonstrably.export import View, export
from demonstrably.model import Document, Extraction
from demonstrably.scale import run
from demonstrably.scale.planning import TOGETHER
from demonstrably.scale.pool import WARM_UP, extract_all
from demonstrably.store import Record, verify_folder
from made_reports import Maker, extract, report, write_reports
from servers import Cluster

sys.path.insert(0, str(Path(__file__).parents[1]))
from scripts import faults

PAGES = 30

SLOW = """
    import sys
    sys.path.insert(0, {tests!r})
    from made_reports import SlowMaker
    from demonstrably.codebook import Codebook
    from demonstrably.scale import run
    from demonstrably.store import Record

    if __name__ == "__main__":
        with Record.create({record!r}) as record:
            report = run([{source!r}], record, Codebook(), maker=SlowMaker(), workers={workers})
            print(report.documents, report.interrupted, flush=True)
        sys.exit(1 if report.failures else 0)
"""


def write_pages(folder: Path) -> Path:
    """Thirty reports, each a file of its own."""
    folder.mkdir()
    for number in range(PAGES):
        text = f"Page {number}: police said {number + 2} detained in Rivertown on 2031-05-04, a long day of rain."
        write_reports(folder / f"{number:02}.jsonl", [report(f"p{number:02}", text)])
    return folder


def slow_run(source: Path, record: str, workers: int = 1) -> list[str]:
    """The line of a run that takes a fiftieth of a second for a document, at least."""
    tests = str(Path(__file__).parent)
    script = textwrap.dedent(SLOW).format(tests=tests, record=record, source=str(source), workers=workers)
    return [sys.executable, "-c", script]


def started(source: Path, record: Path) -> subprocess.Popen[str]:
    """A run in a process of its own that has begun to keep documents."""
    process = subprocess.Popen(slow_run(source, str(record)), stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(DemonstrablyError), Record.open(record) as opened:
            if opened.store.document_count():
                return process
        time.sleep(0.01)
    raise AssertionError("the run never began")


def exported(record: Path, out: Path) -> dict[str, bytes]:
    with Record.open(record) as opened:
        export(View.of(opened), ["jsonl"], out)
    return {path.name: path.read_bytes() for path in out.glob("*.jsonl")}


def completed(source: Path, record: Path) -> int:
    """Run to the end; how many documents were still to be added."""
    with Record.create(record) as opened:
        return run([source], opened, Codebook(), maker=Maker()).new


def test_kill_9_leaves_a_record_that_verifies_and_is_completed(tmp_path: Path) -> None:
    source, record = write_pages(tmp_path / "pages"), tmp_path / "record"
    process = started(source, record)
    process.kill()
    process.wait()
    assert list(verify_folder(record)) == []
    assert 0 < completed(source, record) < PAGES
    assert list(verify_folder(record)) == []
    assert completed(source, tmp_path / "other") == PAGES
    assert exported(record, tmp_path / "a") == exported(tmp_path / "other", tmp_path / "b")


def test_ctrl_c_keeps_what_is_done_and_says_so(tmp_path: Path) -> None:
    source, record = write_pages(tmp_path / "pages"), tmp_path / "record"
    process = started(source, record)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    documents, interrupted = said.split()
    assert interrupted == "True"
    assert list(verify_folder(record)) == []
    with Record.open(record) as opened:
        kept = len(list(opened.store.documents()))
    assert kept - 1 <= int(documents) <= kept, "the one that was being kept may not have been counted"
    assert completed(source, record) == PAGES - kept


def test_half_written_captures_are_cleaned_away(tmp_path: Path) -> None:
    left = tmp_path / "record" / "captures" / ".parts" / "abc.1"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    with Record.create(tmp_path / "record"):
        assert not left.exists()


@pytest.mark.parametrize("limit", [1_000, 60_000, 200_000, 400_000])
def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path, limit: int) -> None:
    """The disk gives out at different points: in a capture, in the log, in the database. Run in a child process, as
    the limit on a file's size is the process's own."""
    source, record = write_pages(tmp_path / "pages"), tmp_path / "record"
    child = os.fork()
    if child == 0:
        os._exit(_run_with_limit(source, record, limit))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7, "a RecordError with a remedy was to be raised"
    if (record / "record.sqlite").exists() and (record / "record.sqlite").stat().st_size:
        with Record.create(record):
            pass
        assert list(verify_folder(record)) == []
    completed(source, record)
    assert list(verify_folder(record)) == []
    completed(source, tmp_path / "other")
    assert exported(record, tmp_path / "a") == exported(tmp_path / "other", tmp_path / "b")


def _run_with_limit(source: Path, record: Path, limit: int) -> int:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        completed(source, record)
    except RecordError as error:
        return 7 if "space" in error.remedy else 8
    return 0


@dataclass(frozen=True)
class Failing:
    """An extractor that fails on one document, and would kill a worker on another."""

    dies: bool = False

    def __call__(self) -> Callable[[Document], Extraction]:
        return dying if self.dies else failing


def failing(document: Document) -> Extraction:
    if document.document_id == "p03":
        raise ZeroDivisionError("no such luck")
    return extract(document)


def dying(document: Document) -> Extraction:
    if document.document_id == "p29":
        os._exit(9)
    return extract(document)


def test_a_document_that_fails_is_told_passed_over_and_tried_again(tmp_path: Path) -> None:
    source = write_pages(tmp_path / "pages")
    with Record.create(tmp_path / "record") as record:
        broken = run([source], record, Codebook(), maker=Failing())
        assert [("p03" in f.location, "no such luck" in f.message) for f in broken.failures] == [(True, True)]
        assert broken.new == PAGES
        assert sum(broken.claims.values()) == PAGES - 1
        mended = run([source], record, Codebook(), maker=Maker())
        assert sum(mended.claims.values()) == PAGES
        assert mended.failures == []


def write_many_pages(folder: Path) -> Path:
    """So many reports that other processes are started for them."""
    folder.mkdir()
    for number in range(4 * TOGETHER):
        text = f"Page {number}: police said {number + 2} detained in Rivertown on 2031-05-04, a long day of rain."
        write_reports(folder / f"{number:02}.jsonl", [report(f"p{number:02}", text)])
    return folder


def test_workers_change_nothing(tmp_path: Path) -> None:
    source = write_many_pages(tmp_path / "pages")
    for workers in (1, 2):
        with Record.create(tmp_path / f"r{workers}") as record:
            run([source], record, Codebook(), maker=Maker(), workers=workers)
    assert exported(tmp_path / "r1", tmp_path / "a") == exported(tmp_path / "r2", tmp_path / "b")


def test_an_input_that_kills_its_worker_is_left_aside_and_all_else_is_done(tmp_path: Path) -> None:
    source = write_many_pages(tmp_path / "pages")
    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=Failing(dies=True), workers=2)
        assert [Path(failure.location).name for failure in told.failures] == ["29.jsonl"]
        assert "exit code 9" in told.failures[0].message
        assert told.documents == 4 * TOGETHER - 1
        mended = run([source], record, Codebook(), maker=Maker())
        assert (mended.documents, mended.new, mended.failures) == (4 * TOGETHER, 1, [])
    assert list(verify_folder(tmp_path / "record")) == []


def test_documents_of_a_pipe_keep_their_order_on_several_processes() -> None:
    documents = [Document(f"d{number}", "x") for number in range(WARM_UP + 5)]
    for workers in (1, 2):
        found = list(extract_all(documents, Maker(), workers))
        assert [document for document, _ in found] == documents
        assert [said.document_id for _, said in found] == [document.document_id for document in documents]


def test_an_input_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    source = write_reports(tmp_path / "r.jsonl")
    with Record.create(tmp_path / "record") as record:
        for _ in range(2):
            told = run([source, tmp_path / "gone.txt"], record, Codebook(), maker=Maker())
            assert ["gone.txt" in failure.location for failure in told.failures] == [True]
        assert len(list(record.store.failures())) == 1


def test_the_same_id_for_another_text_is_told(tmp_path: Path) -> None:
    one = write_reports(tmp_path / "1.jsonl", [report("a", "Twelve words that say nothing of note about a town.")])
    two = write_reports(tmp_path / "2.jsonl", [report("a", "Other words that say nothing of note about a village.")])
    with Record.create(tmp_path / "record") as record:
        told = run([one, two], record, Codebook(), maker=Maker())
    assert ["another text" in failure.message for failure in told.failures] == [True]


def test_another_codebook_extracts_all_anew_and_says_so(tmp_path: Path) -> None:
    source = write_reports(tmp_path / "r.jsonl")
    own = tmp_path / "book"
    own.mkdir()
    name = Codebook().names()[0]
    (own / f"{name}.toml").parent.mkdir(exist_ok=True)
    (own / f"{name}.toml").write_text("mine = true\n", encoding="utf-8")
    with Record.create(tmp_path / "record") as record:
        run([source], record, Codebook(), maker=Maker())
        told = run([], record, Codebook(own), maker=Maker())
        assert (told.anew, told.new, told.recomputed) == (4, 0, True)
        assert run([], record, Codebook(own), maker=Maker()).anew == 0


def test_a_page_known_under_two_names_is_not_extracted_anew(tmp_path: Path) -> None:
    """Workers read ahead: a copy further on is no sign that the codebook has changed."""
    source = write_pages(tmp_path / "pages")
    for name in ("00", "29"):
        (source / f"{name}-again.jsonl").write_bytes((source / f"{name}.jsonl").read_bytes())
    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=Maker(), workers=2)
        assert (told.documents, told.new, told.anew) == (PAGES + 2, PAGES, 0)


# what scripts/faults.py does fifty times, here once of each kind


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> faults.Ground:
    folder = tmp_path_factory.mktemp("ground")
    source = write_many_pages(folder / "pages")
    made = faults.Ground(folder, lambda record: slow_run(source, record, workers=2), random.Random(3))
    made.prepare()
    return made


@pytest.mark.parametrize("kind", ["worker", "parent", "disk"])
def test_a_fault_at_any_moment_loses_nothing_and_doubles_nothing(kind: str, ground: faults.Ground) -> None:
    assert any(faults.trial(kind, ground, number, None) for number in range(9)), "it always came too late"


def test_a_lost_connection_loses_nothing_and_doubles_nothing(ground: faults.Ground, server: Cluster) -> None:
    assert any(faults.trial("connection", ground, number, server) for number in range(9)), "it always came too late"
