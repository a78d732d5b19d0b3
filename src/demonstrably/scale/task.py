"""A task: a shard of the inputs in, a Parquet file and a manifest out. It runs in any process on any machine that sees
the inputs and the work folder; what comes of it depends on neither."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from demonstrably.codebook import Codebook
from demonstrably.extract.skim import Skim
from demonstrably.ingest import Context, Ingested, read_file, read_inputs
from demonstrably.ingest.readers import reader_of_name
from demonstrably.ingest.readers.jsonl import READER as ROWS
from demonstrably.ingest.reading import captured
from demonstrably.ingest.sniff import JSONL
from demonstrably.scale import batches, manifests
from demonstrably.scale.batches import Batch
from demonstrably.scale.extracting import Maker
from demonstrably.scale.known import known_in
from demonstrably.scale.manifests import Made, Manifest, Source
from demonstrably.scale.reading import KNOWN, Noted, PassedOver, Told, results, tell
from demonstrably.scale.shards import Lines, Piece, Shard
from demonstrably.store import Failure
from demonstrably.store.folder import disk_error

ARCHIVES = frozenset({"application/warc", "application/wacz"})
"""Formats of which only pages that tell of a gathering are kept in the record."""


@dataclass(frozen=True)
class Means:
    """What all tasks of a run work with. `codebook` is the user's folder, None for ours alone; `known` a file of what
    the record has, None where it is empty; `columns` the user's names of a table's columns; `contact` what sites are
    told of us when a page is fetched."""

    made: Made
    maker: Maker
    codebook: Path | None = None
    known: Path | None = None
    columns: tuple[tuple[str, str], ...] = ()
    contact: str | None = None


@dataclass(frozen=True)
class Task:
    """A shard to be done, with what it takes, in the work folder `folder`."""

    shard: Shard
    means: Means
    folder: Path

    @property
    def parquet(self) -> Path:
        return self.folder / f"{self.shard.name}.parquet"

    @property
    def manifest(self) -> Path:
        return self.folder / f"{self.shard.name}.json"

    def __call__(self) -> Manifest:
        """Do it, unless that has been done: the same inputs, with the same means. Raises RecordError on a full disk."""
        try:
            sources = manifests.sources_of(self.shard)
            return self.finished(sources) or self._done(sources)
        except OSError as error:
            raise disk_error(error.filename or self.folder, error) from error

    def finished(self, sources: tuple[Source, ...]) -> Manifest | None:
        """The manifest of an earlier run that stands for these inputs still; None where there is none."""
        found = manifests.load(self.manifest)
        known = known_in(self.means.known).digest
        stands = found and manifests.holds(found, sources, self.means.made, known, self.parquet)
        return found if stands else None

    def _done(self, sources: tuple[Source, ...]) -> Manifest:
        counts = _Counts()
        part = self.folder / f".{self.shard.name}.{os.getpid()}.part"
        try:
            documents = batches.write(counts.batches(self._told()), part)
            sha256 = manifests.digest(part) or ""
            part.replace(self.parquet)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        made = counts.manifest(self, sources, sha256, documents)
        manifests.save(made, self.manifest)
        return made

    def _told(self) -> Iterator[Told]:
        for piece in self.shard.pieces:
            yield from _of_piece(piece, self.means)


@dataclass
class _Counts:
    """Counts what is told beside the documents."""

    spared: int = 0
    known: bool = False
    passed_over: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def batches(self, told: Iterable[Told]) -> Iterator[Batch]:
        """The batches among what is told; the rest is counted."""
        for item in told:
            if isinstance(item, Batch):
                self.known = self.known or None in item.results
                yield item
            elif isinstance(item, Failure):
                self.failures.append(item)
            elif isinstance(item, Noted):
                self.notes[item.note] += 1
            else:
                self._pass(item)

    def _pass(self, item: PassedOver) -> None:
        if item.reason is None:
            self.spared += 1
        else:
            self.passed_over[item.reason] += 1

    def manifest(self, task: Task, sources: tuple[Source, ...], parquet: str, documents: int) -> Manifest:
        relied = self.known or self.spared
        return Manifest(
            shard=task.shard.name,
            sources=sources,
            made=task.means.made,
            known=known_in(task.means.known).digest if relied else None,
            parquet=parquet,
            documents=documents,
            spared=self.spared,
            passed_over=dict(sorted(self.passed_over.items())),
            notes=dict(sorted(self.notes.items())),
            failures=tuple(self.failures),
        )


def _of_piece(piece: Piece, means: Means) -> Iterator[Told]:
    known = known_in(means.known)
    if piece.kind == "stored":
        for batch in batches.read(Path(piece.path)):
            yield Batch(None, None, batch.documents, results(batch.documents, means.maker, frozenset()))
        return
    yield from tell(_ingested(piece, means), means.maker, known, archive=_is_archive(piece))


def _is_archive(piece: Piece) -> bool:
    """Whether it holds the pages of many sites, most of which are about something else."""
    reader = reader_of_name(Path(piece.path).name.lower()) if piece.kind == "file" else None
    return reader is not None and reader.media_type in ARCHIVES


def _ingested(piece: Piece, means: Means) -> Iterator[Ingested]:
    context = _context(means.codebook, means.known, means.columns)
    if piece.kind == "address":
        return read_inputs([piece.path], context=replace(context, contact=means.contact))
    if piece.lines is not None:
        return _rows(piece, piece.lines, context)
    return read_file(Path(piece.path), context)


def _rows(piece: Piece, lines: Lines, context: Context) -> Iterator[Ingested]:
    """The documents of a stretch of a JSONL, with the capture that it is of, but without its bytes: there may be
    thirty stretches of one capture, and who keeps it can reach the file."""
    payload = capture_of(piece.path, lines)
    rows = payload[lines.start - lines.capture_start : lines.end - lines.capture_start]
    documents = ROWS.read(rows, piece.location, context.at_line(lines.number))
    for part in captured(payload, piece.location, JSONL, documents):
        yield replace(part, payload=b"")


def capture_of(path: str, lines: Lines) -> bytes:
    """The bytes of the capture that a stretch of lines is of."""
    with Path(path).open("rb") as file:
        file.seek(lines.capture_start)
        return file.read(lines.capture_end - lines.capture_start)


@cache
def _context(codebook: Path | None, known: Path | None, columns: tuple[tuple[str, str], ...]) -> Context:
    """What readers share, made once a process; pages of archives are skimmed."""
    book = Codebook(codebook)
    return Context(book, skim=_skim(book, known_in(known)), columns=dict(columns))


def _skim(codebook: Codebook, known: Container[str]) -> Callable[[bytes, str | None], str | None]:
    """The quick look, made when the first page is looked at; a page that the record has is not read again either."""

    @cache
    def quick() -> Skim:
        return Skim.packaged(codebook)

    def ask(payload: bytes, charset: str | None) -> str | None:
        reason = quick()(payload, charset)
        if reason is None and hashlib.sha256(payload).hexdigest() in known:
            return KNOWN
        return reason

    return ask
