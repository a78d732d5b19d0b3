"""What an engine offers, and how tasks are run on one: in order, some ahead, a lost one again, a poisoned one aside."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from demonstrably.errors import DemonstrablyError

T = TypeVar("T", bound=Callable[[], Any])

TRIES = 2
"""How often a task may lose its worker before it is left aside: once may be chance, twice is the task."""


class TaskLost(Exception):
    """A task came to no end: its worker was killed, or it failed in a way that we did not foresee."""


class Engine(Protocol):
    """Runs tasks: values that can be pickled and called, each on its own. `ahead` is how many are to be handed over
    before the first one's result is asked for."""

    ahead: int

    def submit(self, task: Callable[[], Any]) -> Future[Any]:
        """Hand over a task. Its future raises TaskLost where it came to no end, and our own errors as they are."""
        ...

    def close(self, *, now: bool) -> None:
        """End the workers; `now` without waiting for what is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Dead(Generic[T]):
    """A task that was lost time and again, and how."""

    task: T
    reason: str


def in_order(engine: Engine, tasks: Iterable[T]) -> Iterator[tuple[T, Any]]:
    """Each task with its result, or with `Dead`, in the order of the tasks."""
    waiting: deque[tuple[T, Future[Any]]] = deque()
    for task in tasks:
        waiting.append((task, engine.submit(task)))
        if len(waiting) > engine.ahead:
            yield _settled(engine, *waiting.popleft())
    while waiting:
        yield _settled(engine, *waiting.popleft())


def _settled(engine: Engine, task: T, future: Future[Any]) -> tuple[T, Any]:
    reason = ""
    for attempt in range(1, TRIES + 1):
        try:
            return task, future.result()
        except TaskLost as lost:
            reason = str(lost)
            if attempt < TRIES:
                future = engine.submit(task)
    return task, Dead(task, reason)


Answer = tuple[str, Any]
"""What a worker sends back: ("done", the result), ("told", an error of ours), or ("lost", what went wrong)."""


def attempt(task: Callable[[], Any]) -> Answer:
    """Do a task; whatever goes wrong comes back as a value, so that it can be sent from another process."""
    try:
        return "done", task()
    except DemonstrablyError as error:
        return "told", error
    except Exception as error:
        return "lost", f"{type(error).__name__}: {error}"


def result_of(answer: Answer) -> Any:
    """The result, or the error raised."""
    kind, value = answer
    if kind == "told":
        raise value
    if kind == "lost":
        raise TaskLost(value)
    return value
