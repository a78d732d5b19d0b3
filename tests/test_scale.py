"""Tasks: shard in, Parquet and manifest out; the same bytes from each engine; what is finished is used again."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError, InputError, RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.extract.skim import Skim
from demonstrably.ingest import read_inputs
from demonstrably.ingest.reading import page_parts
from demonstrably.link.buckets import candidates
from demonstrably.link.shingles import Sketch
from demonstrably.model import Capture, Document, Extraction
from demonstrably.scale import Crew, ExtractorMaker, planning, relink, run, stamp_of, take
from demonstrably.scale.batches import Batch, read, write
from demonstrably.scale.bucketing import finder
from demonstrably.scale.engines import Dead, Engine, Here, Processes, RayCluster, in_order
from demonstrably.scale.extracting import Defect
from demonstrably.scale.known import Known, write_known
from demonstrably.scale.manifests import Made, load
from demonstrably.scale.planning import STRETCH, TOGETHER, plan, stretches
from demonstrably.scale.shards import Piece, Shard
from demonstrably.scale.task import Means, Task
from demonstrably.store import Record, verify_folder
from made_reports import Maker, extract, report, write_reports

HAS_RAY = importlib.util.find_spec("ray") is not None
needs_ray = pytest.mark.skipif(
    not HAS_RAY and not os.environ.get("CI"), reason="ray is not installed (requirements-ray.lock)"
)


def write_long(path: Path, rows: int = 600) -> Path:
    """A JSONL of several stretches."""
    filler = "The weather was mild and the shops were open all day long by the river. " * 10
    texts = (f"Police said {n + 2} detained in Rivertown on 2031-05-04. {filler}" for n in range(rows))
    return write_reports(path, [report(f"p{n:04}", text) for n, text in enumerate(texts)])


def exported(record: Path, out: Path) -> dict[str, bytes]:
    with Record.open(record) as opened:
        export(View.of(opened), ["jsonl"], out)
    return {path.name: path.read_bytes() for path in out.glob("*.jsonl")}


def task(folder: Path, *paths: Path, maker: Callable[[], object] | None = None) -> Task:
    chosen = maker or Maker()
    pieces = tuple(Piece("file", str(path), str(path), path.stat().st_size) for path in paths)
    folder.mkdir(exist_ok=True)
    return Task(Shard(pieces), Means(Made(stamp_of(Codebook()), repr(chosen)), chosen), folder)  # type: ignore[arg-type]


# the plan


def test_small_files_go_together_and_a_big_one_alone(tmp_path: Path) -> None:
    for number in range(TOGETHER + 3):
        (tmp_path / f"{number:02}.txt").write_text("A short text about nothing of note.")
    (tmp_path / "05.txt").write_bytes(b"x" * planning.BIG)
    shards = [item for item in plan([tmp_path], None, tmp_path) if isinstance(item, Shard)]
    assert [len(shard.pieces) for shard in shards] == [5, 1, 13]


def test_what_is_not_there_is_told_in_its_place(tmp_path: Path) -> None:
    one, two = (write_reports(tmp_path / f"{name}.jsonl") for name in "ab")
    planned = list(plan([one, tmp_path / "gone", two], None, tmp_path))
    assert [type(item) for item in planned] == [Shard, InputError, Shard]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=30), max_size=40))
def test_stretches_cover_every_line_once(lines: list[str]) -> None:
    payload = "\n".join(lines).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "STRETCH", 64)
        parts = list(stretches(payload, 100, 7))
    assert b"".join(payload[part.start - 100 : part.end - 100] for part in parts) == payload
    numbers = [7 + payload.count(b"\n", 0, part.start - 100) for part in parts]
    assert [part.number for part in parts] == numbers
    assert all(payload[part.start - 101 : part.start - 100] == b"\n" for part in parts[1:])


def test_standard_input_is_cut_like_a_file(tmp_path: Path) -> None:
    path = write_long(tmp_path / "long.jsonl")
    with Record.create(tmp_path / "one") as one, Record.create(tmp_path / "other") as other:
        told = run(["-"], one, Codebook(), maker=Maker(), stdin=BytesIO(path.read_bytes()))
        again = run([path], other, Codebook(), maker=Maker())
        assert told.new == again.new == 600
        assert [c.sha256 for c in one.store.captures()] == [c.sha256 for c in other.store.captures()]
        assert {c.location for c in one.store.captures()} == {"-"}


def test_a_long_jsonl_gives_what_reading_it_whole_gives(tmp_path: Path) -> None:
    path = write_long(tmp_path / "long.jsonl")
    assert path.stat().st_size > 3 * STRETCH
    whole = [d for part in read_inputs([path]) for d in part.documents]
    with Record.create(tmp_path / "record") as record:
        run([path], record, Codebook(), maker=Maker())
        assert sorted(record.store.documents(), key=lambda d: d.document_id) == whole
    assert list(verify_folder(tmp_path / "record")) == []


def test_a_bad_line_far_down_is_told_by_its_number(tmp_path: Path) -> None:
    path = write_long(tmp_path / "long.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    lines[500] = b'{"id": "x"}\n'
    path.write_bytes(b"".join(lines))
    with Record.create(tmp_path / "record") as record:
        told = run([path], record, Codebook(), maker=Maker())
    assert [failure.location for failure in told.failures] == [f"{path}:501"]
    assert told.new == 599


# tasks


def test_batches_come_back_to_the_letter(tmp_path: Path) -> None:
    documents = (Document("a", "x \ud83d y", "en"), Document("b", "«тихо» 🎈\r\n"), Document("c", ""))
    batch = Batch(
        Capture("00", "text/plain", "a.txt", 3), b"\x00\xff", documents,
        (extract(documents[0]), Defect("b", "no such luck"), None),
    )  # fmt: skip
    given_batches = [batch, replace(batch, payload=None), Batch(None, None, documents[:1], (None,))]
    assert write(given_batches, tmp_path / "x.parquet") == 7
    assert list(read(tmp_path / "x.parquet")) == given_batches


def test_a_task_tells_what_it_read_and_gives_the_same_bytes_again(tmp_path: Path) -> None:
    path = write_reports(tmp_path / "r.jsonl")
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4")
    one, other = (task(tmp_path / name, path, tmp_path / "bad.txt") for name in ("one", "other"))
    assert one() == other()
    assert one.parquet.read_bytes() == other.parquet.read_bytes()
    manifest = load(one.manifest)
    assert manifest is not None
    assert (manifest.documents, manifest.sources[0].size) == (4, path.stat().st_size)
    assert ["PDF" in failure.message for failure in manifest.failures] == [True]


def changed_input(done: Task) -> None:
    with Path(done.shard.pieces[0].path).open("a") as file:
        file.write(json.dumps(report("new", "One more text about nothing of note.")) + "\n")


def torn_parquet(done: Task) -> None:
    done.parquet.write_bytes(done.parquet.read_bytes()[:-5])


def torn_manifest(done: Task) -> None:
    done.manifest.write_text(done.manifest.read_text()[:50])


@pytest.mark.parametrize("spoil", [changed_input, torn_parquet, torn_manifest])
def test_a_finished_shard_is_used_again_unless_it_is_stale(tmp_path: Path, spoil: Callable[[Task], None]) -> None:
    done = task(tmp_path / "work", write_reports(tmp_path / "r.jsonl"))
    done()
    os.utime(done.parquet, (0, 0))
    done()
    assert done.parquet.stat().st_mtime == 0
    spoil(done)
    done()
    assert done.parquet.stat().st_mtime > 0


def test_another_stamp_or_extractor_makes_a_shard_stale(tmp_path: Path) -> None:
    path = write_reports(tmp_path / "r.jsonl")
    done = task(tmp_path / "work", path)
    done()
    made = replace(done.means.made, stamp=replace(done.means.made.stamp, software="0.0"))
    for other in (replace(done, means=replace(done.means, made=made)), task(tmp_path / "work", path, maker=Odd())):
        os.utime(done.parquet, (0, 0))
        other()
        assert done.parquet.stat().st_mtime > 0


@dataclass(frozen=True)
class Odd(Maker):
    """The same extractor under another name."""


def test_the_known_are_told_from_the_others(tmp_path: Path) -> None:
    assert write_known([], tmp_path) is None
    assert "a" not in Known(None)
    names = [f"d{number}" for number in range(0, 2_000, 2)]
    known = Known(write_known(names, tmp_path))
    assert [number for number in range(2_000) if f"d{number}" in known] == list(range(0, 2_000, 2))


# engines


@dataclass(frozen=True)
class Job:
    """A task for the engines: gives its number, fails, or kills its process; `mark` is a file that says it did."""

    number: int
    how: str = "well"
    mark: Path | None = None

    def __call__(self) -> int:
        first = self.mark is not None and not self.mark.exists()
        if self.mark is not None:
            self.mark.write_text(str(os.getpid()))
        if self.how == "told":
            raise UsageError("the call is off.", remedy="Mend it.")
        if self.how == "fails" or (self.how == "fails once" and first):
            raise ZeroDivisionError("no such luck")
        if self.how == "dies" or (self.how == "dies once" and first):
            os.kill(os.getpid(), 9)
        return self.number


ENGINES = ["here", "processes", pytest.param("ray", marks=needs_ray)]


@pytest.fixture(scope="module")
def ray_here() -> Iterator[None]:
    """Ray on this machine, started once for all tests here: an engine uses one that is there."""
    hired = RayCluster(2)
    yield
    hired.close(now=True)


@pytest.fixture(params=ENGINES, scope="module")
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "ray":
        request.getfixturevalue("ray_here")
    made: dict[str, Callable[[], Engine]] = {
        "here": Here,
        "processes": lambda: Processes(2),
        "ray": lambda: RayCluster(2),
    }
    hired = made[request.param]()
    yield hired
    hired.close(now=True)


def test_results_come_in_order(engine: Engine) -> None:
    jobs = [Job(number) for number in range(9)]
    assert [(job.number, found) for job, found in in_order(engine, jobs)] == [(n, n) for n in range(9)]


def test_our_own_errors_end_the_run(engine: Engine) -> None:
    with pytest.raises(UsageError, match="the call is off") as raised:
        list(in_order(engine, [Job(1), Job(2, "told")]))
    assert raised.value.remedy == "Mend it."


def test_a_task_that_fails_once_is_done_again_and_one_that_fails_twice_is_left_aside(
    engine: Engine, tmp_path: Path
) -> None:
    jobs = [Job(1), Job(2, "fails once", tmp_path / "mark"), Job(3, "fails"), Job(4)]
    found = [result for _, result in in_order(engine, jobs)]
    assert found == [1, 2, Dead(jobs[2], "ZeroDivisionError: no such luck"), 4]


def test_a_task_whose_worker_is_killed_is_done_by_another(engine: Engine, tmp_path: Path) -> None:
    if isinstance(engine, Here):
        pytest.skip("this process would be killed")
    jobs = [Job(1), Job(2, "dies once", tmp_path / "mark"), Job(3, "dies"), Job(4)]
    found = [result for _, result in in_order(engine, jobs)]
    assert [found[0], found[1], found[3]] == [1, 2, 4]
    assert isinstance(found[2], Dead)
    assert "died" in found[2].reason


def test_ray_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(UsageError, match="ray is not installed"):
        RayCluster(2)


# runs


CREWS = [Crew(1), Crew(2), pytest.param(Crew(2, "ray"), marks=needs_ray)]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A long input, and what one process makes of it."""
    folder = tmp_path_factory.mktemp("alone")
    source = write_long(folder / "long.jsonl", 400)
    with Record.create(folder / "record") as record:
        run([source], record, Codebook(), maker=Maker())
    return source, exported(folder / "record", folder / "out")


@pytest.mark.parametrize("crew", CREWS)
def test_every_crew_makes_the_same_record(
    crew: Crew, alone: tuple[Path, dict[str, bytes]], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if crew.engine == "ray":
        request.getfixturevalue("ray_here")
    source, wanted = alone
    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=Maker(), crew=crew)
    assert (told.documents, told.new) == (400, 400)
    assert exported(tmp_path / "record", tmp_path / "out") == wanted
    assert not (tmp_path / "record" / "work").exists()


def test_finished_shards_are_used_after_a_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write_long(tmp_path / "long.jsonl")
    seen: list[str] = []

    def stopping(stage: str, done: int) -> None:
        if done > 300:
            raise KeyboardInterrupt

    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=Maker(), progress=stopping)
        assert told.interrupted
        left = sorted(path.name for path in (tmp_path / "record" / "work" / "1").glob("*.json"))
        assert left
        monkeypatch.setattr(Task, "_done", _noting(seen, Task._done))
        told = run([source], record, Codebook(), maker=Maker())
    assert not {f"{name}.json" for name in seen} & set(left)
    assert told.documents == 600
    assert not (tmp_path / "record" / "work").exists()


def _noting(seen: list[str], done: Callable[..., object]) -> Callable[..., object]:
    def noting(task: Task, *arguments: object) -> object:
        seen.append(task.shard.name)
        return done(task, *arguments)

    return noting


@pytest.mark.parametrize("what", ["pathlib.Path.write_bytes", "numpy.save", "demonstrably.scale.batches.write"])
def test_a_full_disk_is_told_whatever_was_being_written(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Standard input, the list of what is known, and documents to be extracted anew are written by the run itself."""

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    source = write_reports(tmp_path / "r.jsonl")
    with Record.create(tmp_path / "record") as record:
        run([source], record, Codebook(), maker=Maker())
        monkeypatch.setattr(type(record.store), "outdated", lambda store, stamp: iter(["a"]))
        monkeypatch.setattr(what, full)
        with source.open("rb") as stdin, pytest.raises(RecordError, match="No space left") as raised:
            run(["-"], record, Codebook(), maker=Maker(), stdin=stdin)
    assert raised.value.remedy


def test_what_was_read_elsewhere_is_kept_without_linking_and_once(tmp_path: Path) -> None:
    source = write_reports(tmp_path / "r.jsonl")
    with Record.create(tmp_path / "record") as record:
        told = take(read_inputs([source, tmp_path / "gone.txt"]), record, Codebook(), maker=Maker())
        assert (told.documents, told.new, len(told.failures)) == (4, 4, 1)
        assert record.store.generation() is None
        assert relink(record, Codebook())
        assert not relink(record, Codebook())
        again = take(read_inputs([source]), record, Codebook(), maker=Maker())
        assert (again.documents, again.new) == (4, 0)
        assert not relink(record, Codebook())
        whole = run([source], record, Codebook(), maker=Maker())
        assert (whole.new, whole.recomputed) == (0, False)


# the second stage


def test_buckets_that_are_shared_out_give_the_same_pairs_and_are_used_again(tmp_path: Path) -> None:
    chance = random.Random(5)
    hashes = [chance.getrandbits(64) for _ in range(60)]
    sketches = [Sketch(n % 40, 50, 9, tuple(sorted(chance.sample(hashes, 4)))) for n in range(90)]
    assert candidates(sketches, 6)
    for hire in (Here, lambda: Processes(2)):
        shared_out = finder(lambda hire=hire: closing(hire()), tmp_path, many=10)  # type: ignore[misc]
        assert shared_out(sketches, 6) == candidates(sketches, 6)
        assert shared_out(sketches, 3) == candidates(sketches, 3)
    (tmp_path / "bucket-003.parquet").write_bytes(b"torn")
    assert finder(lambda: closing(Here()), tmp_path, many=10)(sketches, 3) == candidates(sketches, 3)


@contextmanager
def closing(engine: Engine) -> Iterator[Engine]:
    yield engine
    engine.close(now=True)


# archives

MARCH = (
    "Thousands of protesters marched through Rivertown on Sunday to demand that the bridge be opened. Police said 40 "
    "demonstrators were detained at the rally. Organisers of the protest counted 6,000 marchers in the main square. "
)
BAKING = (
    "Knead the dough for ten minutes and let it rest in a warm place until it has doubled. Bake the loaf at a high heat "
    "until the crust is brown, then let it cool on a rack before you cut it. Serve it with butter and a little salt. "
)
FOREIGN = (
    "Die Bäckerei am Marktplatz öffnet im Frühling wieder, wie die Gemeinde am Montag mitteilte. Der neue Pächter will "
    "vor allem Brot aus der Umgebung verkaufen und am Wochenende Kuchen anbieten, wie er im Gespräch erzählte. "
)
ROWS = "".join(f"<li><a href='/{n}'>Thousands march, police detain protesters</a></li>" for n in range(40))


def page(text: str) -> bytes:
    """A page whose menu speaks of protests whatever its text is about."""
    return (
        f"<!doctype html><html><head><title>News</title><script>{'var a=1;' * 900}</script></head><body><nav><ul>{ROWS}"
        f"</ul></nav><article><h1>The story</h1><p>{text}</p><p>{text}</p></article></body></html>"
    ).encode()


def write_warc(path: Path, *pages: bytes) -> Path:
    with path.open("wb") as file:
        for number, body in enumerate(pages):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
                f"WARC-Date: 2031-05-05T10:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    return path


@pytest.mark.parametrize(
    ("text", "reason"), [(MARCH, None), (BAKING, "tells of no gathering"), (FOREIGN, "in a language not read yet (de)")]
)
def test_the_quick_look_goes_by_the_article(text: str, reason: str | None) -> None:
    assert Skim.packaged(Codebook())(page(text * 3), "utf-8") == reason


def test_of_an_archive_only_pages_that_tell_of_a_gathering_are_kept(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "a.warc.gz", page(BAKING), page(MARCH), page(FOREIGN), page(BAKING * 2))
    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=ExtractorMaker())
        (kept,) = record.store.documents()
        (capture,) = record.store.captures()
        assert kept.url == "https://news.example/1"
        assert capture.location.startswith(f"{source}#")
        assert record.payload(capture.sha256) == page(MARCH)
        assert told.passed_over == {"tells of no gathering": 2, "in a language not read yet (de)": 1}
        assert (told.documents, told.new) == (4, 1)
        again = run([source], record, Codebook(), maker=ExtractorMaker())
        assert (again.documents, again.new, again.recomputed) == (4, 0, False)
        assert again.passed_over == told.passed_over
    assert list(verify_folder(tmp_path / "record")) == []


def test_a_page_of_an_archive_that_the_record_has_is_not_read_again(tmp_path: Path) -> None:
    source = write_warc(tmp_path / "a.warc.gz", page(MARCH), page(BAKING))
    never = Never()
    with Record.create(tmp_path / "record") as record:
        run([source], record, Codebook(), maker=ExtractorMaker())
        told = run([source], record, Codebook(), maker=never)
    assert (told.documents, told.failures) == (2, [])


def test_a_page_of_an_archive_that_hangs_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tangled(payload: bytes, *arguments: Any, **named: Any) -> Iterator[Any]:
        end = time.process_time() + 20
        while b"tangled" in payload and time.process_time() < end:
            pass
        yield from page_parts(payload, *arguments, **named)

    monkeypatch.setattr("demonstrably.ingest.readers.warc.page_parts", tangled)
    monkeypatch.setattr("demonstrably.scale.reading.PAGE_SECONDS", 2.0)
    source = write_warc(tmp_path / "a.warc.gz", *(page(f"{word} {MARCH}") for word in ("First", "tangled", "Last")))
    with Record.create(tmp_path / "record") as record:
        told = run([source], record, Codebook(), maker=ExtractorMaker())
        assert [d.url for d in record.store.documents()] in (
            ["https://news.example/0", "https://news.example/2"],
            ["https://news.example/2", "https://news.example/0"],
        )
    (failure,) = told.failures
    assert failure.location.startswith(f"{source}#")
    assert "it takes more than 2 seconds" in failure.message
    assert failure.remedy


@dataclass(frozen=True)
class Never:
    """An extractor that is not to be asked."""

    def __call__(self) -> Callable[[Document], Extraction]:
        raise DemonstrablyError("asked for an extractor")
