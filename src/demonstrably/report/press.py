"""Pages into files, on one process or several; the files are the same either way."""

from __future__ import annotations

import itertools
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from demonstrably.errors import DemonstrablyError
from demonstrably.report.links import (
    Present,
    StaticLinks,
    document_file,
    dossier_file,
    event_file,
    tally_file,
)
from demonstrably.report.rendering import Basis, ReportRenderer
from demonstrably.report.sheets import EventSheet, Sheet
from demonstrably.scale.workers import settle_worker

AHEAD = 64
"""Pages that are handed to the processes at a time: enough to keep them busy, few enough to bound the memory."""

ALONE = 60
"""Events up to which no further process is started: starting one costs as much as some fifty pictures."""


@dataclass(frozen=True)
class Setting:
    """What all pages of a report share. `folder` is where it is being built."""

    folder: Path
    title: str
    notice: str | None
    pictures: bool
    basis: Basis
    present: Present


class Press:
    """Writes pages."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._root = ReportRenderer(
            StaticLinks(setting.present, 0),
            title=setting.title,
            notice=setting.notice,
            pictures=setting.pictures,
        )
        self._below = self._root.at(StaticLinks(setting.present, 1))

    @property
    def root(self) -> ReportRenderer:
        """For the pages that lie in the report's own folder."""
        return self._root

    def write(self, name: str, html: str) -> None:
        """Write a file of the report; `name` is relative to its folder."""
        path = self._setting.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html.encode("utf-8", "replace"))

    def put(self, sheet: Sheet) -> None:
        """Write an event's or a document's page; of an event its tally and its dossier too."""
        if not isinstance(sheet, EventSheet):
            self.write(document_file(sheet.page.document_id), self._below.document(sheet.page, dropped=True))
            return
        name = sheet.page.row.event_id
        self.write(event_file(name), self._below.event(sheet.page))
        if name in self._setting.present.tallies:
            self.write(tally_file(name), self._below.tally(sheet.page))
        if sheet.evidence is not None:
            self.write(dossier_file(name), self._below.proven(sheet.page, sheet.evidence, self._setting.basis))
        self._root.forget()


def put_all(setting: Setting, sheets: Iterable[Sheet], workers: int, told: Callable[[], None]) -> None:
    """Write the pages on so many processes; `told` is called after each."""
    if workers <= 1:
        press = Press(setting)
        for sheet in sheets:
            press.put(sheet)
            told()
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_settle, initargs=(setting,))
    try:
        _put_by_batches(pool, iter(sheets), told)
    except BrokenProcessPool as error:
        raise DemonstrablyError(
            "a process that wrote pages died (out of memory, most likely).",
            remedy="Run the same command again with --workers 1.",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _put_by_batches(pool: ProcessPoolExecutor, sheets: Iterator[Sheet], told: Callable[[], None]) -> None:
    while batch := list(itertools.islice(sheets, AHEAD)):
        for _ in pool.map(_put, batch):
            told()


_PRESS: ContextVar[Press] = ContextVar("press")
"""The press of a process of the pool."""


def _settle(setting: Setting) -> None:
    settle_worker()
    _PRESS.set(Press(setting))


def _put(sheet: Sheet) -> None:
    _PRESS.get().put(sheet)
