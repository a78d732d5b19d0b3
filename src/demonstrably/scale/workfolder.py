"""The folder where shards under way and finished ones lie until a run is through."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from demonstrably.store import Record
from demonstrably.store.folder import disk_error

FOLDER = "work"


@contextlib.contextmanager
def work_folder(record: Record, wanted: Path | None) -> Iterator[Path]:
    """A folder for this run alone, absolute; what an earlier run left in it stays. It is in `wanted`, None: in the
    record's folder. Where another run works there (on a server's record), it is the next one. Raises RecordError where
    none can be made, and where the disk gives out inside."""
    base = (wanted or record.folder / FOLDER).absolute()
    with contextlib.ExitStack() as stack:
        try:
            base.mkdir(parents=True, exist_ok=True)
            for number in itertools.count(1):
                if _locked(base / f"{number}.lock", stack):
                    break
            folder = base / str(number)
            folder.mkdir(exist_ok=True)
            yield folder
        except OSError as error:
            raise disk_error(error.filename or base, error) from error


def clear(folder: Path) -> None:
    """Remove the run's folder, its lock, and the folder of all of them when this was the last."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name(f"{folder.name}.lock").unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()


def _locked(path: Path, stack: contextlib.ExitStack) -> bool:
    """Take the lock until the stack unwinds; the system lets go of it however this process ends."""
    if sys.platform == "win32":
        return True
    import fcntl

    file = stack.enter_context(path.open("a"))
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return path.stat().st_ino == os.fstat(file.fileno()).st_ino
    except (BlockingIOError, FileNotFoundError):
        return False
