"""This process: each task is done when it is handed over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from demonstrably.scale.engines.engine import attempt, result_of


class Here:
    """Does tasks one by one."""

    ahead = 0

    def submit(self, task: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(result_of(attempt(task)))
        except Exception as error:
            future.set_exception(error)
        return future

    def close(self, *, now: bool) -> None:
        """There is nothing to end."""
