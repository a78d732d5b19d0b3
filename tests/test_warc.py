"""WARC archives: what becomes of each record, and what of broken ones."""

from __future__ import annotations

import gzip
import io
import random
import re
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broken_warcs import BROKEN, CHUNKS, MEMBER, ONE, THREE, TWO, broken, chunked
from demonstrably.codebook import Codebook
from demonstrably.ingest import Context, Ingested, read_file
from demonstrably.ingest.encodings import Broken, without_encoding
from demonstrably.ingest.records import records
from samples import answer, digest, packed, page, record, response, wacz, warc

CONTEXT = Context(Codebook())
SOURCES = (Path(__file__).parent.parent / "docs/sources.md").read_text(encoding="utf-8")


def read(folder: Path, data: bytes, name: str = "a.warc.gz", context: Context = CONTEXT) -> list[Ingested]:
    path = folder / name
    path.write_bytes(data)
    return list(read_file(path, context))


def one(folder: Path, data: bytes) -> Ingested:
    (part,) = read(folder, data)
    return part


def told(parts: list[Ingested]) -> str:
    """What is said of an archive's parts, as the table of docs/sources.md has it."""
    said = []
    for part in parts:
        if part.error is not None:
            said.append(part.error.message.removeprefix(f"{part.error.location}: ").rstrip("."))
    return "; ".join(said)


def rows() -> dict[str, tuple[int, str]]:
    """The table of broken archives: what is wrong -> (pages read, what is told)."""
    section = SOURCES.split("\n## Broken archives\n")[1].split("\n## ")[0]
    cells = (line.strip("|").split("|") for line in section.splitlines() if line.startswith("| "))
    found = {what.strip(): (pages.strip(), said.strip()) for what, pages, said in cells}
    return {
        what: (int(pages), "" if said == "nothing" else said)
        for what, (pages, said) in found.items()
        if pages.isdigit()
    }


def test_the_table_has_all_that_is_tried_and_no_more() -> None:
    assert list(rows()) == list(BROKEN)


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_archive_is_read_as_the_table_says(what: str, tmp_path: Path) -> None:
    name, make = BROKEN[what]
    parts = read(tmp_path, make(), name)
    assert (sum(len(part.documents) for part in parts), told(parts)) == rows()[what]
    assert all("#" in part.error.location for part in parts if part.error) or what == "an empty file"


def test_a_broken_record_s_offset_is_where_it_begins(tmp_path: Path) -> None:
    parts = read(tmp_path, packed(ONE, TWO) + MEMBER[:-200] + packed(THREE))
    (error,) = (part.error for part in parts if part.error)
    assert error.location.endswith(f"#{len(packed(ONE, TWO))}") and "read" in error.remedy


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damage_costs_no_record_but_those_it_hits(data: st.DataObject) -> None:
    """Whatever happens to a stretch of an archive, all records outside of it are found."""
    whole = [response(number) for number in range(6)]
    members = [gzip.compress(one, mtime=0) for one in whole] if data.draw(st.booleans()) else whole
    ends = [sum(map(len, members[: n + 1])) for n in range(6)]
    start = data.draw(st.integers(0, ends[-1] - 1))
    stop = min(ends[-1], start + data.draw(st.integers(1, 300)))
    junk = data.draw(st.binary(max_size=40))
    archive = b"".join(members)
    found = list(records(io.BufferedReader(io.BytesIO(archive[:start] + junk + archive[stop:]))))
    urls = {one.header("warc-target-uri") for one in found if one.problem is None}
    begins = [0, *ends[:-1]]
    # the line ends behind a plain record belong to it: damage there may cast doubt on it
    apart = [n for n in range(6) if ends[n] <= start or begins[n] >= stop]
    assert {f"https://courier.example/{n}" for n in apart} <= urls


def test_pages_bring_their_address_time_and_charset(tmp_path: Path) -> None:
    body = page(charset="utf-8").replace("weavers", "Wäberinnen").encode("iso-8859-1")
    block = answer(body, "text/html; charset=iso-8859-1")
    part = one(tmp_path, packed(record(block, WARC_Date="2020-05-04T08:00:00.123+02:00")))
    assert part.capture and part.capture.retrieved_at == "2020-05-04T06:00:00+00:00"
    assert part.capture.location.endswith("a.warc.gz#0") and part.payload == body
    (document,) = part.documents
    assert document.url == "https://courier.example/weavers" and "Wäberinnen" in document.text


@pytest.mark.parametrize(
    ("head", "pack"),
    [
        (CHUNKS, chunked),
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Content-Encoding: deflate\r\n", lambda body: zlib.compress(body, wbits=-15)),
        ("content-encoding: x-gzip\r\n" + CHUNKS, lambda body: chunked(gzip.compress(body))),
        ("Content-Encoding: gzip, gzip\r\n", lambda body: gzip.compress(gzip.compress(body))),
    ],
)  # fmt: skip
def test_encodings_are_undone(head: str, pack, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    body = page().encode()
    part = one(tmp_path, packed(record(answer(pack(body), head=head))))
    assert part.payload == body


def test_brotli_and_zstd_are_undone() -> None:
    from fastwarc.stream_io import BrotliWriter, ZstdWriter

    for name, writer in (("br", BrotliWriter), ("zstd", ZstdWriter)):
        buffer = io.BytesIO()
        stream = writer(buffer)
        stream.write(page().encode())
        stream.close()
        assert without_encoding(buffer.getvalue(), name) == page().encode()
        with pytest.raises(Broken, match="damaged"):
            without_encoding(b"\x01" + buffer.getvalue()[: len(buffer.getvalue()) // 2], name)


@pytest.mark.parametrize("form", [answer(page().encode()), chunked(page().encode())])
def test_digests_as_crawlers_take_them(form: bytes, tmp_path: Path) -> None:
    """Of the body as it came, or with its chunks undone; in base 32 or 16; unknown algorithms are not held against it."""
    body = page().encode()
    block = answer(chunked(body), head=CHUNKS)
    for written in (digest(body), digest(chunked(body)), "sha1:" + "0" * 3, "blake3:abc", "md5:nonsense!"):
        parts = read(tmp_path, packed(record(block, WARC_Payload_Digest=written)))
        assert bool(parts[0].documents) == (written != "sha1:000")


def test_what_is_no_page_is_passed_over_with_its_reason(tmp_path: Path) -> None:
    reasons = [part.passed_over for part in read(tmp_path, warc()) if part.passed_over]
    assert reasons == ["a file of type image/png", "answered with HTTP status 404", "a WARC record of type revisit"]
    empty = record(answer(b"<html><body><script>load()</script></body></html>"))
    assert one(tmp_path, packed(empty)).passed_over == "holds no article"
    dns = record(b"20200504 courier.example. 1 IN A 192.0.2.1", Content_Type="text/dns")
    assert "no HTTP" in (one(tmp_path, packed(dns)).passed_over or "")


def test_resources_and_texts_of_crawls_are_pages(tmp_path: Path) -> None:
    resource = record(page(1).encode(), "resource", Content_Type="text/html")
    words = record("\n".join(["Home", "", page_text(), ""]).encode(), "conversion", Content_Type="text/plain")
    texts = [part.documents[0].text for part in read(tmp_path, packed(resource, words))]
    assert len(texts) == 2 and all("lanterns" in text for text in texts)


def page_text() -> str:
    return re.sub(r"<[^>]+>", "\n", page(2).split("<article>")[1].split("</article>")[0])


def test_a_skim_is_asked_before_a_page_is_read(tmp_path: Path) -> None:
    asked: list[tuple[bytes, str | None]] = []

    def skim(payload: bytes, charset: str | None) -> str | None:
        asked.append((payload, charset))
        return "about something else" if b"march 1" in payload else None

    parts = read(tmp_path, warc(), context=Context(CONTEXT.codebook, skim=skim))
    assert [charset for _, charset in asked] == ["utf-8", "utf-8"]
    assert next(part.passed_over for part in parts if part.passed_over) == "about something else"
    assert sum(len(part.documents) for part in parts) == 1
    assert len(read(tmp_path, page().encode(), "a.html", Context(CONTEXT.codebook, skim=skim))[0].documents) == 1


def test_an_archive_s_size_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with path.open("wb") as stream:
        for number in range(40):
            stream.write(record(answer(page(number).encode() + b"<!-- " + b"word " * 300_000)))
    tracemalloc.start()
    reasons = [part.passed_over for part in read_file(path, Context(CONTEXT.codebook, skim=lambda *_: "no"))]
    assert tracemalloc.get_traced_memory()[1] < 12 * 2**20 < path.stat().st_size
    tracemalloc.stop()
    assert reasons == ["no"] * 40


def test_a_wacz_that_was_changed_is_not_read(tmp_path: Path) -> None:
    parts = read(tmp_path, wacz(told=b"another archive"), "a.wacz")
    assert [part.documents for part in parts] == [()] and "hash" in str(parts[0].error)


@pytest.mark.parametrize("method", [0, 8])
def test_a_wacz_is_read_stored_or_packed(method: int, tmp_path: Path) -> None:
    parts = read(tmp_path, wacz(packed(ONE, TWO) + MEMBER[:-200] + packed(THREE), method=method), "a.wacz")
    assert sum(len(part.documents) for part in parts) == 3
    assert [part.error.location for part in parts if part.error] == [
        f"{tmp_path / 'a.wacz'}!archive/data.warc.gz#{len(packed(ONE, TWO))}"
    ]


def test_an_archive_packed_as_a_whole_and_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    noise = [
        record(answer(page(n).encode() + b"<!--" + random.Random(n).randbytes(60_000).hex().encode())) for n in range(4)
    ]
    *good, last = read(tmp_path, gzip.compress(b"".join(noise))[:-70_000])
    assert sum(len(part.documents) for part in good) == 2 and "breaks off" in str(last.error)


def test_an_archive_inside_a_broken_record_is_not_taken_for_its_neighbour(tmp_path: Path) -> None:
    """Three bytes that begin gzip occur by chance; only what unpacks to a record is one."""
    junk = b"\x1f\x8b\x08\x00" * 50 + gzip.compress(b"no record") + b"WARC/1.0\r\nnot a field\r\n"
    parts = read(tmp_path, packed(ONE) + junk + packed(broken(answer(page(4).encode()))))
    assert [len(part.documents) for part in parts] == [1, 0, 1]
