"""Ingest measured on real pages: date, title and body of HTML, and the cleaner on the same pages flattened to text.

    python -m benchmarks.ingest [PAGES.jsonl] [--without-reference]

PAGES.jsonl (default ../shared/bench/pages.jsonl) has rows with file, url, title, published and body; the files lie
beside it, gzipped. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.shape import Row
from demonstrably.ingest.cleaning import clean
from demonstrably.ingest.contract import Context
from demonstrably.ingest.decode import decode, tidy
from demonstrably.ingest.readers import reader_of_name
from demonstrably.model import Document

DEFAULT = Path(__file__).parents[2] / "shared" / "bench" / "pages.jsonl"
FILE = "bench/pages.jsonl"
NEEDS = (FILE, "bench/pages")

BARS = {
    "date": ("publication date right", 0.98),
    "title": ("title exactly right", 0.95),
    "body_f1": ("body token F1", 0.95),
    "flat_f1": ("flattened: body token F1", 0.90),
    "flat_paragraphs": ("flattened: paragraphs kept", 0.97),
}
"""Result -> the metric's name and what we set out to reach."""


def run(data: Path) -> list[Row]:
    rows, payloads = pages_of(data / FILE)
    result = {**measure_html(rows, payloads), **measure_flat(rows, payloads), **measure_trafilatura(rows, payloads)}
    figures = [Row("ingest", FILE, name, result[key], _peer(key, result), bar=bar) for key, (name, bar) in BARS.items()]
    figures.append(Row("ingest", FILE, "title right or the headline shown", result["title_on_page"]))
    speeds = [
        ("pages a second", "pages_per_second", f"{result['trafilatura_pages_per_second']:.1f} (trafilatura alone)"),
        ("flattened: pages a second", "flat_pages_per_second", ""),
    ]
    return figures + [Row("ingest", FILE, name, result[key], peer, slack=None) for name, key, peer in speeds]


def _peer(key: str, result: dict[str, float]) -> str:
    if key == "flat_f1":
        return f"{result['flat_uncleaned_f1']:.3f} (uncleaned)"
    alone = result.get(f"trafilatura_{key}")
    return f"{alone:.3f} (trafilatura alone)" if alone is not None else ""


def pages_of(path: Path) -> tuple[list[dict[str, Any]], list[bytes]]:
    """The rows and the pages they speak of."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return rows, [gzip.decompress((path.parent / row["file"]).read_bytes()) for row in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--without-reference", action="store_true", help="do not run trafilatura alone")
    args = parser.parse_args()
    rows, payloads = pages_of(args.pages)
    result = {"pages": len(rows), **measure_html(rows, payloads), **measure_flat(rows, payloads)}
    if not args.without_reference:
        result |= measure_trafilatura(rows, payloads)
    print(json.dumps({key: round(value, 4) for key, value in result.items()}, indent=1))
    return 0


def measure_html(rows: Sequence[dict[str, Any]], payloads: Sequence[bytes]) -> dict[str, float]:
    reader, context = reader_of_name("page.html"), Context()
    assert reader is not None
    seconds, documents = timed(
        lambda: [reader.read(p, row["file"], context)[0] for row, p in zip(rows, payloads, strict=True)]
    )
    read = [(d, row, p) for d, row, p in zip(documents, rows, payloads, strict=True) if isinstance(d, Document)]
    pairs = [(d, row) for d, row, _ in read]
    return {
        "date": sum((d.published or "")[:10] == row["published"][:10] for d, row in pairs) / len(rows),
        "title": sum(line(d.title) == line(row["title"]) for d, row in pairs) / len(rows),
        "title_on_page": sum(_is_headline(d.title, row["title"], p) for d, row, p in read) / len(rows),
        "body_f1": sum(token_f1(d.text, row["body"]) for d, row in pairs) / len(rows),
        "pages_per_second": len(rows) / seconds,
    }


def _is_headline(title: str | None, gold: str, payload: bytes) -> bool:
    """Whether a title is the gold's or, letter for letter, the headline that readers see on the page."""
    shown = (letters(h.text_content()) for h in html.fromstring(decode(payload).text.encode()).iter("h1"))
    return line(title) == line(gold) or letters(title) in shown


def measure_flat(rows: Sequence[dict[str, Any]], payloads: Sequence[bytes]) -> dict[str, float]:
    from resiliparse.extract.html2text import extract_plain_text

    lexicon = Context().lexicon
    flat = [tidy(extract_plain_text(decode(payload).text, main_content=False)) for payload in payloads]
    seconds, cleaned = timed(lambda: ["\n".join(kept.text for kept in clean(text, lexicon).lines) for text in flat])
    kept = [paragraphs_kept(text, row["body"]) for text, row in zip(cleaned, rows, strict=True)]
    return {
        "flat_f1": sum(token_f1(text, row["body"]) for text, row in zip(cleaned, rows, strict=True)) / len(rows),
        "flat_uncleaned_f1": sum(token_f1(text, row["body"]) for text, row in zip(flat, rows, strict=True)) / len(rows),
        "flat_paragraphs": sum(k for k, _ in kept) / sum(n for _, n in kept),
        "flat_pages_per_second": len(rows) / seconds,
    }


def measure_trafilatura(rows: Sequence[dict[str, Any]], payloads: Sequence[bytes]) -> dict[str, float]:
    from trafilatura import bare_extraction

    seconds, found = timed(lambda: [bare_extraction(p, with_metadata=True, include_comments=False) for p in payloads])
    pairs = [(f, row) for f, row in zip(found, rows, strict=True) if f is not None]
    return {
        "trafilatura_date": sum(f.date == row["published"][:10] for f, row in pairs) / len(rows),
        "trafilatura_title": sum(line(f.title) == line(row["title"]) for f, row in pairs) / len(rows),
        "trafilatura_body_f1": sum(token_f1(f.text or "", row["body"]) for f, row in pairs) / len(rows),
        "trafilatura_pages_per_second": len(rows) / seconds,
    }


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    return -start + (result := work(), time.perf_counter())[1], result


def line(text: str | None) -> str:
    return re.sub(r"\s+", " ", tidy(text or "")).strip()


def letters(text: str | None) -> str:
    return re.sub(r"\W+", "", tidy(text or "")).lower()


def token_f1(found: str, gold: str) -> float:
    """F1 over the bags of words in lower case."""
    a, b = Counter(re.findall(r"\w+", found.lower())), Counter(re.findall(r"\w+", gold.lower()))
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0


def paragraphs_kept(found: str, gold: str) -> tuple[int, int]:
    """(kept, all) paragraphs of the gold body, compared without spaces and punctuation."""
    written = re.sub(r"\W+", "", found)
    wanted = [key for part in tidy(gold).split("\n") if len(key := re.sub(r"\W+", "", part)) > 2]
    return sum(key in written for key in wanted), len(wanted)


if __name__ == "__main__":
    sys.exit(main())
