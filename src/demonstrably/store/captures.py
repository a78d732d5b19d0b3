"""The captures: each the bytes as they came, by their SHA-256; in a folder, a file each (`captures/ab/abcd...`)."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from demonstrably.errors import RecordError

PARTS = ".parts"
"""Where a capture is written before it is renamed to its name; what is found there at open was never finished."""

RERUN_INPUT = "Run `demonstrably run` over the same input again, which puts the bytes back, or restore a copy."


class Captures(Protocol):
    """Where a record keeps its captures' bytes, by their SHA-256. Every method may raise RecordError or OSError."""

    def put(self, sha256: str, payload: bytes) -> bool:
        """Keep the bytes; True where they were not there yet (or had been damaged)."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes, as they are there now. Raises RecordError where they are gone."""
        ...

    def holds(self, sha256: str) -> bool:
        """Whether anything is there under that name."""
        ...

    def remove(self, sha256: str) -> None:
        """Erase a capture's bytes, where they are there."""
        ...

    def names(self) -> Iterator[str]:
        """The hashes that anything is kept under, bytes of a run that was stopped among it."""
        ...

    def clean(self) -> int:
        """Remove what an interrupted run left half-written; how many that were. Only while nobody else writes."""
        ...

    def where(self, sha256: str) -> str:
        """The place of a capture's bytes as people are shown it."""
        ...

    def problem(self, sha256: str, size: int) -> str | None:
        """What is wrong with the bytes, which were so many once; None where all is well."""
        ...


class FolderCaptures:
    """The folder of capture files. A file under its name is whole: it is written beside, synced, then renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def where(self, sha256: str) -> str:
        return str(self.path(sha256))

    def holds(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def read(self, sha256: str) -> bytes:
        try:
            return self.path(sha256).read_bytes()
        except OSError as error:
            said = error.strerror or error
            raise RecordError(f"{self.path(sha256)} could not be read: {said}.", remedy=RERUN_INPUT) from error

    def problem(self, sha256: str, size: int) -> str | None:
        path = self.path(sha256)
        try:
            return difference(sha256, size, digest_of(path), path.stat().st_size)
        except OSError as error:
            return f"cannot be read: {error.strerror}"

    def put(self, sha256: str, payload: bytes) -> bool:
        """Raises OSError on a full disk."""
        target = self.path(sha256)
        if target.is_file() and target.stat().st_size == len(payload) and digest_of(target) == sha256:
            return False
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            _sync_folder(self.folder)
        part = self.folder / PARTS / f"{sha256}.{os.getpid()}"
        part.parent.mkdir(exist_ok=True)
        try:
            _write_synced(part, payload)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return True

    def remove(self, sha256: str) -> None:
        path = self.path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)
            with contextlib.suppress(OSError):
                path.parent.rmdir()

    def names(self) -> Iterator[str]:
        return (path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*"))

    def clean(self) -> int:
        left = list((self.folder / PARTS).glob("*"))
        for part in left:
            part.unlink(missing_ok=True)
        return len(left)


def difference(sha256: str, size: int, found: str, found_size: int) -> str | None:
    """How bytes of that hash and size differ from those captured; None where they don't."""
    if found_size != size:
        return f"has {found_size} bytes where {size} were captured"
    return None if found == sha256 else f"was changed: its SHA-256 is {found[:16]}..."


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_synced(path: Path, payload: bytes) -> None:
    with path.open("wb") as file:
        file.write(payload)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; not every system can sync a folder, and none is lost where it can't."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
