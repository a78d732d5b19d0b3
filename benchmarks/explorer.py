"""The explorer on a made-up record of 5,000 documents and 20,000 claims: seconds a page takes at the server.

The server is `demonstrably serve`, a process of its own; every page is asked for over the machine's own network and
read to its end. Nothing is asked for twice but by the last part, in which 10,000 requests in a row show whether
memory grows. A filter is asked for as a page (what a reader waits for) and under every rule set.
"""

from __future__ import annotations

import http.client
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlencode

from benchmarks.bigrecord import build
from benchmarks.shape import Row
from demonstrably.pages import Library
from demonstrably.reconcile import RULE_SETS
from demonstrably.store import Record

T = TypeVar("T")

NEEDS: Sequence[str] = ()

DATA = "made up: 5,000 documents, 20,000 claims"

FIRST, FILTER, EVENT = 1.0, 0.3, 0.2
"""Seconds that the first page, any filter and the page of an event may take, on two cores."""

REQUESTS, WARMING = 10_000, 1_000
"""Requests in a row, and after how many memory is looked at first."""

GROWTH_MB = 20.0
"""What the process may have grown by after them: less than 2 kB a request, which no leak of a page stays below."""

SAMPLE = 150
"""Events and documents that are asked for, spread over the record, beside those with the most claims."""

FILTERS: Sequence[dict[str, str]] = (
    {"q": "marsh"}, {"q": "marsh toll"}, {"q": "болота"}, {"q": "العبّارة"}, {"q": "t"}, {"q": '"the new toll"'},
    {"q": "' OR 1=1 --"}, {"since": "2031-06-01"}, {"until": "2031-06-01"},
    {"since": "2031-03-01", "until": "2031-05-01"}, {"place": "Norwold"}, {"country": "GB"}, {"country": "EG"},
    {"area": "-3,51,1,55"}, {"type": "march"}, {"status": "planned"}, {"attribute": "detained"}, {"source": "P"},
    {"source": "W"}, {"outlet": "The Lantern"}, {"outlet": "صحيفة المنارة"}, {"conflict": "1"}, {"level": "event"},
    {"sort": "participants"}, {"sort": "place"}, {"sort": "reports"}, {"page": "7"}, {"page": "99999"},
    {"q": "ferry", "country": "GB", "type": "rally", "source": "M", "conflict": "1", "sort": "detained"},
)  # fmt: skip


@dataclass
class Server:
    """A running server: where it listens, and its process."""

    port: int
    process: subprocess.Popen[str]
    started: float

    def seconds(self, path: str, **headers: str) -> float:
        """How long a page takes from asking to its last byte. Raises where there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        began = time.perf_counter()
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - began
        connection.close()
        assert answer.status == 200, (path, answer.status)
        return took

    @property
    def megabytes(self) -> float:
        """The memory that the process holds; nan where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else float("nan")


def run(data: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record"
        build(record)
        with Record.open(record) as opened:
            library = Library.of(opened)
        with _serving(record) as server:
            return [*_first(server), *_filters(server), *_pages(server, library), *_memory(server, library)]


@contextmanager
def _serving(record: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "demonstrably", "serve", str(record), "--port", "0"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
            assert found, "the server did not start"
            yield Server(int(found[1]), process, time.perf_counter() - began)
        finally:
            process.terminate()


def _first(server: Server) -> list[Row]:
    start = "from the command to the address, the record read"
    return [
        _row("start", server.started, note=start),
        _row("first page", server.seconds("/"), FIRST),
    ]


def _filters(server: Server) -> list[Row]:
    asked = [*FILTERS, *({"rules": name} for name in RULE_SETS)]
    taken = {urlencode(query): server.seconds(f"/?{urlencode(query)}") for query in asked}
    parts = [server.seconds(f"/?{query}&x=1", **{"HX-Request": "true"}) for query in taken]
    slowest = max(taken, key=lambda query: taken[query])
    return [
        _row("slowest filter", taken[slowest], FILTER, f"of {len(taken)}: {slowest}"),
        _row("median filter", statistics.median(taken.values())),
        _row("median filter, the list alone", statistics.median(parts)),
    ]


def _pages(server: Server, library: Library) -> list[Row]:
    events = sorted((e for e in library.events if e.level == "event"), key=lambda event: -len(event.claims))
    members = {e.event_id: len(list(library.within(e.event_id))) for e in library.events if e.level == "wave"}
    waves = sorted(members, key=lambda name: -members[name])
    documents = sorted(library.view.documents)
    groups = {
        "event page": [f"/event/{event.event_id}" for event in (*events[:10], *_spread(events))],
        "wave page": [f"/event/{name}" for name in waves],
        "tally page": [f"/tally/{name}" for name in waves[:10]],
        "document page": [f"/document/{quote(name, safe='')}" for name in _spread(documents)],
        "page of sources, coverage or the feed": ["/sources", "/coverage", "/feed.atom"],
    }
    return [row for name, paths in groups.items() for row in _group(server, name, paths)]


def _group(server: Server, name: str, paths: Sequence[str]) -> list[Row]:
    taken = [server.seconds(path) for path in paths]
    bar = EVENT if name in ("event page", "wave page") else None
    return [
        _row(f"slowest {name}", max(taken), bar, f"of {len(taken)}; median {statistics.median(taken) * 1000:.0f} ms")
    ]


def _memory(server: Server, library: Library) -> list[Row]:
    """Ten thousand pages in a row, each under an address that was not asked for before."""
    event, document = library.events[0].event_id, quote(min(library.view.documents), safe="")
    paths = ("/about", f"/event/{event}", f"/document/{document}", "/events.json?q=marsh", f"/event/{event}.json", "/")
    shares = (30, 25, 25, 9, 10, 1)
    cycle = [path for path, share in zip(paths, shares, strict=True) for _ in range(share)]
    began, before = time.perf_counter(), 0.0
    for number in range(REQUESTS):
        path = cycle[number * 37 % len(cycle)]
        server.seconds(f"{path}{'&' if '?' in path else '?'}n={number}")
        before = server.megabytes if number == WARMING else before
    note = f"{before:.0f} MB after {WARMING:,}; {REQUESTS / (time.perf_counter() - began):.0f} requests a second"
    growth = server.megabytes - before
    metric = f"MB more after {REQUESTS:,} requests"
    return [Row("explorer", DATA, metric, growth, note=note, bar=GROWTH_MB, slack=None, better="lower")]


def _spread(values: Sequence[T]) -> Sequence[T]:
    """Some of the values, from the first to the last."""
    return values[:: max(1, len(values) // SAMPLE)]


def _row(metric: str, seconds: float, bar: float | None = None, note: str = "") -> Row:
    return Row("explorer", DATA, f"{metric}, s", seconds, note=note, bar=bar, slack=None, better="lower")
