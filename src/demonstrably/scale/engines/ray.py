"""A Ray cluster, or Ray's own workers on this machine. Tasks are names of files, so the inputs and the work folder must
be where all machines see them under the same path."""

from __future__ import annotations

import logging
import os
import pickle
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from demonstrably.errors import UsageError
from demonstrably.scale.engines.engine import Answer, TaskLost, attempt, result_of

AHEAD = 4
"""Tasks a processor of the cluster that are handed over: Ray spreads them, and keeps what waits."""

QUIET = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_USAGE_STATS_PROMPT_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}
"""Nothing is reported to anybody. Set before Ray is imported, and for the processes that it starts."""


class RayCluster:
    """Runs tasks on the cluster at `address` (also RAY_ADDRESS, "auto"); without one on `workers` processors here."""

    def __init__(self, workers: int, address: str | None = None) -> None:
        self._ray = _imported()
        address = address or os.environ.get("RAY_ADDRESS")
        self._ours = not self._ray.is_initialized()
        if self._ours:
            _connect(self._ray, workers, address)
        self._do: Any = self._ray.remote(max_retries=0)(_do)
        self.ahead = AHEAD * max(1, int(self._ray.cluster_resources().get("CPU", workers)))

    def submit(self, task: Callable[[], Any]) -> Future[Any]:
        asked: Future[Answer] = self._do.remote(pickle.dumps(task), str(Path.cwd()), sys.path).future()
        answered: Future[Any] = Future()
        asked.add_done_callback(lambda done: _pass_on(done, answered))
        return answered

    def close(self, *, now: bool) -> None:
        if self._ours:
            self._ray.shutdown()


def _imported() -> Any:
    """The library. Raises UsageError where it is not installed."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError:
        raise UsageError(
            "ray is not installed.",
            remedy="pip install 'demonstrably[ray]', or leave out --engine ray and use --workers on this machine.",
        ) from None
    return ray


def _connect(ray: Any, workers: int, address: str | None) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            ray.init(num_cpus=workers, include_dashboard=False, **quiet)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        raise UsageError(
            f"the Ray cluster{f' at {address}' if address else ''} could not be reached: {error}.",
            remedy="Check the address (ray status), or leave it out to use this machine.",
        ) from error


def _do(packed: bytes, folder: str, search: list[str]) -> Answer:
    """On a worker: do the task where the run was started, as its paths may be relative to that, and with what can be
    imported there."""
    if Path(folder).is_dir():
        os.chdir(folder)
    sys.path.extend(name for name in search if name not in sys.path)
    return attempt(pickle.loads(packed))


def _pass_on(asked: Future[Answer], answered: Future[Any]) -> None:
    try:
        answered.set_result(result_of(asked.result()))
    except Exception as error:
        ours = isinstance(error, TaskLost) or not type(error).__module__.startswith("ray")
        answered.set_exception(error if ours else TaskLost(f"its Ray worker died ({type(error).__name__})"))
