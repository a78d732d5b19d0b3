"""A long run in a process of its own: peak megabytes after a tenth of an archive's documents, and after all.

python -m benchmarks.archive DATA
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from benchmarks.speed import DOCUMENTS, irrelevant_documents, relevant_documents
from demonstrably.codebook import Codebook
from demonstrably.extract import Extractor
from demonstrably.model import Document

SYLLABLES = ["ba", "ri", "to", "men", "sul", "ka", "vo", "net", "dri", "lo", "pe", "gar", "shi", "um", "fel", "zan"]


def main(data: Path, size: int = DOCUMENTS) -> int:
    extract = Extractor(Codebook()).extract
    marks = []
    for number, document in enumerate(archive(data, size), 1):
        extract(document)
        if number in (size // 10, size):
            marks.append(peak_megabytes())
    print(*marks)
    return 0


def peak_megabytes() -> float:
    """The most memory that this process held. Linux's own count starts anew with the program; the count of `resource`
    (the fallback elsewhere) begins with what the parent held when it started us."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def archive(data: Path, size: int) -> Iterator[Document]:
    """So many documents, one in ten relevant, each with invented names in place of every "said"."""
    rng = random.Random(20210131)
    relevant, others = cycle(relevant_documents(data)), cycle(irrelevant_documents(data))
    for number in range(size):
        document = next(relevant if number % 10 == 0 else others)
        name = "".join(rng.choices(SYLLABLES, k=4)).capitalize()
        yield replace(document, document_id=f"{number}", text=document.text.replace(" said", f" {name} said"))


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
