"""The contract of every reader, on sound files and on broken ones."""

from __future__ import annotations

import gzip
import hashlib
import random
import unicodedata
from pathlib import Path

import pytest

from demonstrably.codebook import Codebook
from demonstrably.ingest import Context, Ingested, read_file, read_page
from demonstrably.ingest.readers import readers
from demonstrably.model import Document
from samples import PARAGRAPHS, SAMPLES, Sample, page

CONTEXT = Context(Codebook())
KINDS = {"menu", "headlines", "share", "appeal", "footer", "caption", "metadata", "duplicate", "other"}
every = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def read(folder: Path, name: str, data: bytes) -> list[Ingested]:
    path = folder / name
    path.write_bytes(data)
    return list(read_file(path, CONTEXT))


def documents(parts: list[Ingested]) -> list[Document]:
    return [document for part in parts for document in part.documents]


def ids(parts: list[Ingested]) -> list[str]:
    return [document.document_id for document in documents(parts)]


def check_told(parts: list[Ingested]) -> None:
    """Each part is read, or failed with a remedy, or passed over with a reason; and nothing is a defect of ours."""
    for part in parts:
        assert (part.capture is not None) + (part.error is not None) + (part.passed_over is not None) == 1
        assert bool(part.documents) == (part.capture is not None)
        if part.error is not None:
            assert part.error.remedy and "defect of ours" not in part.error.remedy, part.error


def test_each_reader_has_a_sample() -> None:
    told = {suffix for reader in readers() for suffix in reader.suffixes}
    assert {Path(sample.name.removesuffix(".gz")).suffix for sample in SAMPLES} <= told
    read_by = {reader.media_type for reader in readers() for s in SAMPLES if s.name.endswith(reader.suffixes or "-")}
    assert {reader.media_type for reader in readers()} - read_by == {"application/sitemap+xml"}


@every
def test_a_sound_file_gives_its_documents(sample: Sample, tmp_path: Path) -> None:
    parts = read(tmp_path, sample.name, sample.make())
    check_told(parts)
    assert [part.error for part in parts if part.error] == []
    assert len(documents(parts)) == sample.documents
    for part in parts:
        for document in part.documents:
            check_document(document, part)


def check_document(document: Document, part: Ingested) -> None:
    assert part.capture is not None
    assert part.capture.sha256 == hashlib.sha256(part.payload).hexdigest() == document.capture_sha256
    assert part.capture.size == len(part.payload)
    assert document.path and part.capture.location.startswith(document.path.partition("#")[0])
    assert document.text == unicodedata.normalize("NFC", document.text) and document.text.strip()
    assert all(0 <= post.start < post.end <= len(document.text) for post in document.posts)
    assert {block.kind for block in document.dropped} <= KINDS


@every
def test_the_same_file_gives_the_same_parts(sample: Sample, tmp_path: Path) -> None:
    data = sample.make()
    assert data == sample.make()
    first, second = read(tmp_path, sample.name, data), read(tmp_path, sample.name, data)
    assert first == second
    (tmp_path / "elsewhere").mkdir()
    assert ids(read(tmp_path / "elsewhere", sample.name, data)) == ids(first)


@every
def test_a_capture_is_found_again_at_its_location(sample: Sample, tmp_path: Path) -> None:
    data = sample.make()
    places = {part.capture.location: part.payload for part in read(tmp_path, sample.name, data) if part.capture}
    assert len(places) == sum(part.capture is not None for part in read(tmp_path, sample.name, data))
    for part in read(tmp_path, sample.name, data):
        assert part.capture is None or places[part.capture.location] == part.payload


@every
def test_an_empty_file_is_told(sample: Sample, tmp_path: Path) -> None:
    (part,) = read(tmp_path, sample.name, b"")
    check_told([part])
    assert "empty" in str(part.error)


@every
def test_a_file_cut_off_gives_what_stands_before_the_cut(sample: Sample, tmp_path: Path) -> None:
    data = sample.make()
    whole = ids(read(tmp_path, sample.name, data))
    for tenth in range(1, 10):
        parts = read(tmp_path, sample.name, data[: len(data) * tenth // 10])
        check_told(parts)
        if (
            sample.pieces and sample.certain and sample.name != "a.mbox"
        ):  # a mail is read like a page: as far as it goes
            assert set(ids(parts)) <= set(whole)
    if sample.pieces:
        assert ids(read(tmp_path, sample.name, data[: len(data) * 9 // 10]))[:1] == whole[:1]


@every
def test_flipped_bytes_break_no_reader(sample: Sample, tmp_path: Path) -> None:
    dice = random.Random(7)
    for _ in range(12):
        data = bytearray(sample.make())
        for _ in range(dice.randint(1, 12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        check_told(read(tmp_path, sample.name, bytes(data)))


@every
@pytest.mark.parametrize("charset", ["utf-16", "latin-1", "utf-8-sig"])
def test_another_charset_breaks_no_reader(sample: Sample, charset: str, tmp_path: Path) -> None:
    try:
        text = sample.make().decode("utf-8")
    except UnicodeDecodeError:
        pytest.skip("is no text")
    check_told(read(tmp_path, sample.name, text.replace("guild", "Züricher guild").encode(charset)))


@every
@pytest.mark.parametrize("name", sorted({sample.name for sample in SAMPLES} | {"a.bin", "noending"}))
def test_a_file_under_a_wrong_name(sample: Sample, name: str, tmp_path: Path) -> None:
    """What a file surely is, it is read as; otherwise what is wrong is told."""
    data = sample.make()
    parts = read(tmp_path, name, data)
    check_told(parts)
    if sample.certain:
        assert ids(parts) == ids(read(tmp_path, sample.name, data))


@every
def test_the_same_twice_in_a_folder_has_the_same_ids(sample: Sample, tmp_path: Path) -> None:
    data = sample.make()
    assert ids(read(tmp_path, f"copy-{sample.name}", data)) == ids(read(tmp_path, sample.name, data))


@every
def test_a_file_packed_with_gzip_is_read(sample: Sample, tmp_path: Path) -> None:
    parts = read(tmp_path, f"{sample.name}.gz", gzip.compress(sample.make()))
    check_told(parts)
    if sample.name.endswith((".wacz", ".zip", ".parquet")):
        assert "Unpack it first" in str(parts[0].error)
    else:
        assert len(documents(parts)) == sample.documents


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"id": "a", "text": "' + b"word " * (60 * 2**20))
    *_, last = read(tmp_path, "a.jsonl.gz", bomb)
    assert "200 times its size" in str(last.error)
    (page_bomb,) = read(tmp_path, "a.html.gz", gzip.compress(b"word " * (60 * 2**20)))
    assert "larger than 20 MB" in str(page_bomb.error)


def test_a_fetched_page_brings_its_address_charset_and_time() -> None:
    payload = page(charset="utf-8").replace("drum", "dрum").encode("koi8-r", "xmlcharrefreplace")
    (part,) = read_page(payload, "https://courier.example/a", CONTEXT, url="https://courier.example/a",
                        retrieved_at="2020-05-04T06:00:00+00:00", charset="koi8-r", media_type="text/html")  # fmt: skip
    assert part.capture and part.capture.retrieved_at == "2020-05-04T06:00:00+00:00"
    (document,) = part.documents
    assert document.url == "https://courier.example/a" and "dрum" in document.text
    assert PARAGRAPHS[2] in document.text


def test_a_page_s_own_address_goes_before_the_one_it_was_fetched_from() -> None:
    head = '<link rel="canonical" href="https://courier.example/weavers">'
    (part,) = read_page(page(head=head).encode(), "x", CONTEXT, url="https://amp.courier.example/weavers?x=1")
    assert part.documents[0].url == "https://courier.example/weavers"
