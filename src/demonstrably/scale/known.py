"""What the record has already, as a file that the tasks can look into wherever they run: nothing is extracted twice.

The file holds the first eight bytes of a hash of each name, in order, and is mapped into memory, so that a million
documents cost a worker eight megabytes that it shares with the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def write_known(names: Iterable[str], folder: Path) -> Path | None:
    """Keep the names of documents and captures; the file is named by its content. None where there are none."""
    import numpy as np

    marks = np.unique(np.fromiter(map(_mark, names), dtype=np.uint64))
    if not len(marks):
        return None
    path = folder / f"known-{hashlib.sha256(marks.tobytes()).hexdigest()[:16]}.npy"
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.save(file, marks)
        part.replace(path)
    return path


class Known:
    """Whether a name is among those of a file; with None it holds nothing."""

    def __init__(self, path: Path | None) -> None:
        self.digest = path.stem if path else None
        self._marks = _opened(path) if path else None

    def __contains__(self, name: object) -> bool:
        if self._marks is None:
            return False
        mark = _mark(str(name))
        at = int(self._marks.searchsorted(self._marks.dtype.type(mark)))
        return at < len(self._marks) and int(self._marks[at]) == mark


def _opened(path: Path) -> NDArray[np.uint64]:
    import numpy as np

    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]


@cache
def known_in(path: Path | None) -> Known:
    """The file's names; opened once a process, as its content never changes."""
    return Known(path)


def _mark(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
