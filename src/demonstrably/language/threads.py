"""Matrix products on one thread, for as long as a batch of sentences takes.

numpy's OpenBLAS shares each product out among the cores. A sentence's matrices are too small to gain by it, and where
the cores are busy, with other processes of ours for one, the threads wait for each other far longer than they work.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

_NAMES = [f"{prefix}openblas_%s_num_threads{suffix}" for prefix in ("scipy_", "") for suffix in ("64_", "")]
"""What the calls are named in the builds that there are: numpy's own wheels come first."""


class _Threads(NamedTuple):
    get: Callable[[], int]
    set: Callable[[int], object]


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block, numpy's matrix products run on one thread; afterwards as before. Where numpy stands on another
    library than OpenBLAS, nothing happens. What is computed is the same either way."""
    threads = _openblas()
    before = threads.get() if threads else 1
    if threads is None or before == 1:
        yield
        return
    threads.set(1)
    try:
        yield
    finally:
        threads.set(before)


@cache
def _openblas() -> _Threads | None:
    """The calls of the OpenBLAS that numpy has loaded; None where there is none."""
    import numpy
    from numpy.linalg import _umath_linalg

    bundled = Path(numpy.__file__).parents[1] / "numpy.libs"
    for path in (_umath_linalg.__file__, *sorted(map(str, bundled.glob("*openblas*")))):
        found = _calls(path)
        if found:
            return found
    return None


def _calls(path: str) -> _Threads | None:
    try:
        library = ctypes.CDLL(path)
    except OSError:
        return None
    for name in _NAMES:
        if hasattr(library, name % "get") and hasattr(library, name % "set"):
            return _Threads(getattr(library, name % "get"), getattr(library, name % "set"))
    return None
