"""A synthetic archive like those of CC-NEWS: pages of many outlets in many languages, one in fifty about a gathering,
and broken records among them. Seeded: the same arguments give the same bytes.

python -m benchmarks.warcs FOLDER [--pages 2000] [--files 2] [--seed 1] [--data ../shared]

Two pages in five are in English, as in CC-NEWS. Texts are those of the benchmarks' data: the gold sets' for pages that
tell of a gathering, agency articles for those that do not, real pages' articles for other languages, each set into one
of five layouts (`layouts.py`); one page in eight is a real page as it is. Every page is given words of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks import gatherings
from benchmarks.layouts import Article, page_of

RELEVANT = 0.02
ENGLISH = 0.4
REAL = 0.125
"""Shares of all pages: that tell of a gathering; in English; real pages of the data."""

BROKEN = 0.004
"""Share of records that are broken, each in one of four ways."""

OTHERS = 0.05
"""Share of records that are no pages: answers 404, pictures."""

SYLLABLES = ["ba", "ri", "to", "men", "sul", "ka", "vo", "net", "dri", "lo", "pe", "gar", "shi", "um", "fel", "zan"]
OUTLETS = ["Harbour Post", "The Valley Echo", "Nordlicht", "Diario del Lago", "Courier", "Morning Standard"]

NEEDS = (*gatherings.GOLD, gatherings.ARTICLES, "bench/pages.jsonl", "bench/pages")


@dataclass(frozen=True)
class Texts:
    """What pages are made of: texts that tell of a gathering, English ones that do not, (language, text) of others, and
    real pages as bytes."""

    telling: list[str]
    english: list[str]
    foreign: list[tuple[str, str]]
    real: list[bytes]


@cache
def texts_in(data: Path) -> Texts:
    telling = [t.text for t in gatherings.of_gold(data) if t.tells and len(t.text) > 400]
    english = [t.text for t in gatherings.of_articles(data) if t.label == "no"]
    foreign, real = [], []
    for line in (data / "bench/pages.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        payload = gzip.decompress((data / "bench" / row["file"]).read_bytes())
        real.append(payload)
        country = row["id"].split("-")[0]
        if country not in ("us", "uk", "au", "ca", "za", "ie", "nz", "in"):
            foreign.append((country, row["body"]))
    return Texts(telling, english, foreign, real)


def pages(data: Path, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(what it is, bytes) of each page: "telling", "english", "foreign" or "real"."""
    texts, rng = texts_in(data), random.Random(seed)
    for number in range(count):
        draw = rng.random()
        if number % round(1 / RELEVANT) == 7:
            yield "telling", _page(rng.choice(texts.telling), "en", rng)
        elif draw < REAL:
            yield "real", _own(rng.choice(texts.real), rng)
        elif draw < REAL + ENGLISH:
            yield "english", _page(rng.choice(texts.english), "en", rng)
        else:
            language, text = rng.choice(texts.foreign)
            yield "foreign", _page(text, language, rng)


def all_and(data: Path, count: int, seed: int) -> Iterator[bytes]:
    """A page of every text that tells of a gathering, every real page, then so many pages as they come."""
    rng, texts = random.Random(seed), texts_in(data)
    yield from (_page(text, "en", rng) for text in texts.telling)
    yield from (_own(page, rng) for page in texts.real)
    yield from (page for _, page in pages(data, count, seed))


def _page(text: str, language: str, rng: random.Random) -> bytes:
    """A page with a text that is given a name of its own after every "said", so that no two are the same."""
    name = _name(rng)
    own = text.replace(" said", f" {name} said") + f"\n{name} {_name(rng)} {_name(rng)}"
    day = f"20{rng.randrange(17, 26)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    article = Article(" ".join(text.split()[:9]), own, language, day, rng.choice(OUTLETS))
    return page_of(article, rng).encode()


def _own(payload: bytes, rng: random.Random) -> bytes:
    return payload.replace(b"</body>", f"<!-- {_name(rng)} {rng.random()} --></body>".encode(), 1)


def _name(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=4)).capitalize()


def write_warcs(folder: Path, data: Path, count: int, files: int = 1, seed: int = 1) -> tuple[list[Path], Counter[str]]:
    """So many pages over so many archives; what kinds of page and of broken record there are."""
    folder.mkdir(parents=True, exist_ok=True)
    made, counts = [], Counter[str]()
    for number in range(files):
        path = folder / f"news-{seed}-{number:03}.warc.gz"
        share = count // files + (number < count % files)
        counts += _write(path, pages(data, share, seed * 1000 + number), random.Random(seed * 1000 + number))
        made.append(path)
    return made, counts


def write_pages(path: Path, coming: Iterable[bytes], rng: random.Random) -> None:
    """An archive of sound records of these pages."""
    with path.open("wb") as file:
        for number, page in enumerate(coming):
            file.write(_member(_response(f"https://news.example/{path.stem}/{number}.html", page, rng)))


def _write(path: Path, coming: Iterator[tuple[str, bytes]], rng: random.Random) -> Counter[str]:
    counts = Counter[str]()
    with path.open("wb") as file:
        file.write(
            _member(_record("warcinfo", None, "application/warc-fields", b"software: benchmarks.warcs\r\n", rng))
        )
        for number, (kind, page) in enumerate(coming):
            url = f"https://news.example/{number}/{_name(rng).lower()}.html"
            if rng.random() < OTHERS:
                file.write(_member(_other(url, rng)))
                counts["no page"] += 1
            whole = _member(_response(url, page, rng))
            if rng.random() < BROKEN and kind != "telling":
                how, whole = _broken(whole, url, page, rng)
                kind = f"broken: {how}"
            file.write(whole)
            counts[kind] += 1
    return counts


def _record(
    kind: str, url: str | None, media_type: str, block: bytes, rng: random.Random, length: int | None = None
) -> bytes:
    lines = [
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:{rng.getrandbits(128):032x}>",
        f"WARC-Date: 2025-03-{rng.randrange(1, 29):02}T{rng.randrange(24):02}:15:00Z",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"Content-Type: {media_type}", f"Content-Length: {len(block) if length is None else length}",
    ]  # fmt: skip
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def _response(url: str, page: bytes, rng: random.Random, length: int | None = None) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n"
    return _record("response", url, "application/http; msgtype=response", head + page, rng, length)


def _other(url: str, rng: random.Random) -> bytes:
    status, media_type = rng.choice([("404 Not Found", "text/html"), ("200 OK", "image/jpeg")])
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + rng.randbytes(600)
    return _record("response", url + "x", "application/http; msgtype=response", block, rng)


def _broken(whole: bytes, url: str, page: bytes, rng: random.Random) -> tuple[str, bytes]:
    """(how, the bytes): cut off, a length that is wrong, bytes of something else, a flipped byte."""
    how = rng.choice(["cut off", "wrong length", "noise", "flipped byte"])
    if how == "cut off":
        return how, whole[: len(whole) // 2]
    if how == "wrong length":
        return how, _member(_response(url, page, rng, length=len(page) * 3))
    if how == "noise":
        return how, rng.randbytes(3_000)
    at = rng.randrange(len(whole) // 4, len(whole) // 2)
    return how, whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]


def _member(record: bytes) -> bytes:
    """A record packed on its own, as archives have it."""
    return gzip.compress(record, 3, mtime=0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.warcs", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--files", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    options = parser.parse_args(arguments)
    made, counts = write_warcs(options.folder, options.data, options.pages, options.files, options.seed)
    size = sum(path.stat().st_size for path in made)
    print(f"{len(made)} archives, {size / 1e6:.0f} MB packed, {dict(sorted(counts.items()))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
