"""The captures: each the bytes as they came, in a file named by their SHA-256 (`captures/ab/abcd...`)."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

PARTS = ".parts"
"""Where a capture is written before it is renamed to its name; what is found there at open was never finished."""


class Captures:
    """The folder of capture files. A file under its name is whole: it is written beside, synced, then renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def put(self, sha256: str, payload: bytes) -> bool:
        """Keep the bytes; True where they were not there yet (or had been damaged). Raises OSError on a full disk."""
        target = self.path(sha256)
        if target.is_file() and target.stat().st_size == len(payload) and digest_of(target) == sha256:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
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
        """Erase a capture's file, where it is there."""
        path = self.path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)
            with contextlib.suppress(OSError):
                path.parent.rmdir()

    def clean(self) -> int:
        """Remove what an interrupted run left half-written; how many files that were. Only under the record's lock."""
        left = list((self.folder / PARTS).glob("*"))
        for part in left:
            part.unlink(missing_ok=True)
        return len(left)


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
