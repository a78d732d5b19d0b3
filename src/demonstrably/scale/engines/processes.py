"""Processes of this machine. Each is attended by a thread that knows which task it has: so when one dies, only that
task is lost, and a new process takes the place."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from demonstrably.scale.engines.engine import Answer, TaskLost, attempt, result_of
from demonstrably.scale.limits import WORKER
from demonstrably.scale.workers import settle_worker

AHEAD = 16
"""Tasks a worker that may be finished or waiting: enough to keep all busy behind a slow one, and bounded."""


_SIGNALS = {9: "; 9 often means that memory ran out", 14: ": one page took far too long"}


class Processes:
    """A pool of worker processes; they are started as they are needed."""

    def __init__(self, workers: int) -> None:
        self.ahead = AHEAD * workers
        self._workers = [_Worker() for _ in range(workers)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="attend")

    def submit(self, task: Callable[[], Any]) -> Future[Any]:
        return self._threads.submit(self._attend, task)

    def _attend(self, task: Callable[[], Any]) -> Any:
        worker = self._idle.get()
        try:
            return result_of(worker.do(task))
        finally:
            self._idle.put(worker)

    def close(self, *, now: bool) -> None:
        if now:
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=now)
        for worker in self._workers:
            worker.kill()


class _Worker:
    """One process and the line to it."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._over = False

    def do(self, task: Callable[[], Any]) -> Answer:
        """Have the task done. Raises TaskLost when the process dies over it."""
        line = self._line or self._started()
        try:
            line.send(task)
            answer: Answer = line.recv()
        except (EOFError, OSError):
            raise TaskLost(f"its worker process died{self._ended()}") from None
        return answer

    def _started(self) -> Connection:
        if self._over:
            raise TaskLost("the run is over")
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), name=WORKER, daemon=True)
        self._process.start()
        theirs.close()
        return self._line

    def _ended(self) -> str:
        """How the process ended, in words; the next task has a new one."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is None:
            return ""
        process.join()
        code = process.exitcode or 0
        said = _SIGNALS.get(-code, "")
        return f" (signal {-code}{said})" if code < 0 else f" (exit code {code})"

    def kill(self) -> None:
        """End the process for good, whatever it does."""
        self._over = True
        with contextlib.suppress(AttributeError, ValueError):
            if self._process is not None:
                self._process.kill()
                self._process.join()


def _serve(line: Connection) -> None:
    """The worker: do task after task until nobody asks any more."""
    settle_worker()
    with contextlib.suppress(EOFError, OSError):
        while True:
            task = line.recv()
            line.send(attempt(task))
