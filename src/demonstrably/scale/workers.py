"""What every worker process does first."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from demonstrably.collector import collect_seldom
from demonstrably.scale.limits import limit_memory


def settle_worker() -> None:
    """A worker leaves Ctrl-C to the parent and memory to others, and ends when the parent is gone, however it went."""
    limit_memory()
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
