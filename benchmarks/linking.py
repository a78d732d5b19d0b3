"""What linking costs: synthetic records of 2,000 and 20,000 mentions, and the ratio of the two.

    python -m benchmarks.linking [MENTIONS ...]

The record: reports of two mentions and a claim each, of some hundred movements in 40 countries over two years; every
tenth report is a syndicated copy with a new first line. Near-linear means that ten times the mentions cost about ten
times the seconds; the last line prints how much more. Seeded: two runs link the same record.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.link import Linked, link
from demonstrably.model import Claim, Document, Extraction, Link, Mention, Place, When

NEEDS: tuple[str, ...] = ()
SIZES = [2000, 20000]

COUNTRIES, TOWNS, DAYS = 40, 60, 730
SYLLABLES = ["ba", "ri", "to", "men", "sul", "ka", "vo", "net", "dri", "lo", "pe", "gar", "shi", "um", "fel", "zan"]


def run(data: Path) -> list[Row]:
    """The two sizes; nothing of the data folder is read."""
    seconds = [timed(size)[0] for size in SIZES]
    linear = seconds[-1] / seconds[0] * SIZES[0] / SIZES[-1]
    of, note = f"synthetic, {SIZES[-1]:,}", "1 is linear, 10 quadratic"
    return [
        Row("linking", of, "cost growth", linear, note=note, bar=2.0, slack=0.5, better="lower"),
        Row("linking", of, "seconds", seconds[-1], slack=None, better="lower"),
    ]


def timed(size: int) -> tuple[float, int, Linked]:
    """Seconds to link a record of so many mentions, its documents and the result."""
    documents, extractions = record(size)
    began = time.perf_counter()
    linked = link(documents, extractions, Codebook())
    return time.perf_counter() - began, len(documents), linked


def main(sizes: list[int]) -> int:
    print(f"{'mentions':>9} {'documents':>10} {'seconds':>8} {'ms/mention':>11}", end=" ")
    print(f"{'events':>7} {'waves':>6} {'copies':>7}")
    seconds = []
    for size in sizes:
        took, documents, linked = timed(size)
        seconds.append(took)
        print(row(size, documents, took, linked))
    if len(sizes) > 1:
        more, cost = sizes[-1] / sizes[0], seconds[-1] / seconds[0]
        print(f"{more:.0f} times the mentions cost {cost:.1f} times the seconds: {cost / more:.2f} times linear")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def row(size: int, documents: int, seconds: float, linked: Linked) -> str:
    waves = sum(e.level == "wave" for e in linked.events)
    counts = f"{len(linked.events) - waves:7} {waves:6} {len(linked.copies):7}"
    return f"{size:9} {documents:10} {seconds:8.2f} {1000 * seconds / size:11.3f} {counts}"


def record(mentions: int) -> tuple[list[Document], list[Extraction]]:
    """A synthetic record of so many mentions; its movements grow with it, as in an archive of more countries' news."""
    rng = random.Random(20210131)
    movements = [movement(rng) for _ in range(max(20, mentions // 50))]
    documents: list[Document] = []
    extractions: list[Extraction] = []
    for number in range(mentions // 2):
        copied = documents[rng.randrange(len(documents))] if number % 10 == 9 else None
        document, extraction = report(rng, number, rng.choice(movements), copied)
        documents.append(document)
        extractions.append(extraction)
    return documents, extractions


def word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))


def movement(rng: random.Random) -> tuple[int, int, list[str]]:
    """Country, first day and the words of its cause."""
    return rng.randrange(COUNTRIES), rng.randrange(DAYS - 60), [word(rng) for _ in range(12)]


def report(
    rng: random.Random, number: int, about: tuple[int, int, list[str]], copied: Document | None
) -> tuple[Document, Extraction]:
    country, first, cause = about
    document_id = f"doc-{number:06}"
    day = (date(2024, 1, 1) + timedelta(days=first + rng.randrange(40))).isoformat()
    words = [rng.choice(cause) if rng.random() < 0.15 else word(rng) for _ in range(90)]
    text = f"By our desk. {copied.text}" if copied else " ".join(words)
    told = " ".join(rng.sample(cause, 4))
    mentions = tuple(mention(rng, document_id, n, country, day, told, text) for n in range(2))
    town = mentions[0].places[0]
    claim = Claim(
        f"c-{number}", document_id, "participants", text[80:83], 80, 83, 300, 300, "exact", "occurred", told,
        source="police", source_kind="police", chain=(Link("police", kind="police"), Link("Outlet", kind="outlet")),
        place=town, when=When(day, "day"), mention_id=mentions[0].mention_id,
    )  # fmt: skip
    document = Document(document_id, text, "en", outlet=f"Outlet {number % 50}", published=day)
    return document, Extraction(document_id, mentions, (claim,))


def mention(
    rng: random.Random, document_id: str, number: int, country: int, day: str, cause: str, text: str
) -> Mention:
    town = rng.randrange(TOWNS)
    place = Place(f"Town {town}", 0, "city", f"Town {town}", country * 1000 + town, 0.0, 0.0, f"X{country:02}")
    kind, start = rng.choice(["protest", "march", "rally", "vigil"]), 40 * number
    return Mention(
        f"m-{document_id}-{number}", document_id, start, start + 5, text[start : start + 5], cause, kind, "occurred",
        When(day, "day"), (place,), cause=cause,
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main([int(a) for a in sys.argv[1:]] or SIZES))
