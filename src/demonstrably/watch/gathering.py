"""Many fetches at once, but one at a time from each site, so that a slow site holds up nobody but itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

from demonstrably.errors import InputError
from demonstrably.fetch import Fetched, Fetcher, FetchError
from demonstrably.fetch.addresses import parse, site_of
from demonstrably.ingest.contract import defect

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Job(Generic[Item]):
    """An address to fetch for an item; `etag` and `modified` are those of an earlier answer, None without one."""

    item: Item
    url: str
    etag: str | None = None
    modified: str | None = None

    @property
    def site(self) -> str:
        """The site it will be asked of; an address that is none has a site of its own."""
        try:
            host, port = site_of(parse(self.url))
        except InputError:
            return self.url
        return host if port == 443 else f"{host}:{port}"


class Gatherer(Generic[Item]):
    """Fetches jobs, which may be added while it runs. What comes of them is handed on one by one, so that no more lies
    in memory than there are `connections`."""

    def __init__(self, fetcher: Fetcher, connections: int, until: float | None = None) -> None:
        """`until` is the clock's monotonic time after which no job is begun any more, None for no end."""
        self._fetcher = fetcher
        self._connections = connections
        self._until = until
        self._waiting: dict[str, deque[Job[Item]]] = {}
        self._running: dict[Future[Fetched], Job[Item]] = {}

    def add(self, job: Job[Item]) -> None:
        self._waiting.setdefault(job.site, deque()).append(job)

    def put_off(self, site: str) -> int:
        """Leave a site's other jobs for another time; how many these were."""
        return len(self._waiting.pop(site, ()))

    def __iter__(self) -> Generator[tuple[Job[Item], Fetched | FetchError], None, None]:
        pool = ThreadPoolExecutor(self._connections, thread_name_prefix="fetch")
        try:
            self._begin(pool)
            while self._running:
                for future in wait(self._running, return_when=FIRST_COMPLETED).done:
                    yield self._running[future], _outcome(self._running[future], future)
                    del self._running[future]
                self._begin(pool)
        except BaseException:
            self._fetcher.stop()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _begin(self, pool: ThreadPoolExecutor) -> None:
        """Start the next job of every site that has none running, as far as there are connections."""
        if self._until is not None and self._fetcher.clock.monotonic() >= self._until:
            return
        busy = {job.site for job in self._running.values()}
        for site in [site for site in self._waiting if site not in busy]:
            if len(self._running) >= self._connections:
                return
            jobs = self._waiting.pop(site)
            job = jobs.popleft()
            if jobs:
                self._waiting[site] = jobs  # at the end: each site in turn
            future = pool.submit(self._fetcher.get, job.url, etag=job.etag, modified=job.modified)
            self._running[future] = job


def _outcome(job: Job[Item], future: Future[Fetched]) -> Fetched | FetchError:
    try:
        return future.result()
    except FetchError as error:
        return error
    except Exception as error:  # an address that we did not foresee must not stop the others
        fault = defect(job.url, error)
        return FetchError(job.url, fault.message.removeprefix(f"{job.url}: "), remedy=fault.remedy)
