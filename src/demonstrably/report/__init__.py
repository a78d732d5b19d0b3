"""The record as a folder of pages that are opened from disk, with a dossier for each event."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from demonstrably import __version__
from demonstrably.codebook import Codebook
from demonstrably.errors import UsageError
from demonstrably.export import View
from demonstrably.pages import Catalogue, Filter, Library, coverage_page, sources_page
from demonstrably.reconcile import RULE_SETS
from demonstrably.report.folder import replacing, write_manifest
from demonstrably.report.links import Present
from demonstrably.report.narrowing import narrowed
from demonstrably.report.press import ALONE, Press, Setting, put_all
from demonstrably.report.rendering import Basis
from demonstrably.report.sheets import document_sheets, event_sheets, groups, whole
from demonstrably.site import file_path, files
from demonstrably.store import Failure

__all__ = ["Edition", "Written", "failures_to_publish", "report"]


@dataclass(frozen=True, slots=True)
class Edition:
    """What is reported, and how. `events` are the ids of the events and waves to report on, all without any.
    `workers` is a number of processes; the files do not depend on it. `pictures` None draws charts where they can be
    drawn, that is where the extra `pictures` is installed."""

    events: tuple[str, ...] = ()
    rule_set: str = "demonstrably"
    title: str = "Demonstrably"
    dossiers: bool = True
    codebook: Path | None = None
    workers: int = 1
    pictures: bool | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was made: the page to open first, how many there are of each kind, whether with pictures."""

    index: Path
    events: int
    waves: int
    documents: int
    dossiers: int
    pictures: bool


def report(
    view: View,
    failures: Sequence[Failure],
    out: Path,
    edition: Edition | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Written:
    """Write the report of a view to the folder `out`: whole, or not at all.

    The view is what may be published (`discretion.published`), and so are the failures. The same view gives the same
    bytes. `progress` is called with what is being done and how many documents and events are written. Raises
    UsageError for an unknown rule set or where `out` holds anything but an earlier report, RecordError where the disk
    gives out.
    """
    chosen = edition or Edition()
    if chosen.rule_set not in RULE_SETS:
        raise UsageError(f"no rule set {chosen.rule_set!r}.", remedy=f"Known: {', '.join(RULE_SETS)}.")
    shown = narrowed(view, chosen.events) if chosen.events else view
    library = Library(_without_folders(shown), tuple(failures))
    with replacing(out) as folder:
        setting = _setting(library, chosen, folder)
        _write_pages(Catalogue(library), chosen, setting, _counting(progress))
        _copy_files(folder)
        write_manifest(folder, _told(setting, library, chosen))
    return _written(library, out, chosen, setting)


def _without_folders(view: View) -> View:
    """The view with the names of files alone: the folders that they lay in are the analyst's business."""
    documents = {
        name: dataclasses.replace(document, path=PurePath(document.path).name if document.path else None)
        for name, document in view.documents.items()
    }
    return dataclasses.replace(view, documents=documents)


def failures_to_publish(failures: Iterable[Failure], *, with_names: bool) -> tuple[Failure, ...]:
    """The failures without what may hold a name, that is their paths and what they quote, unless names are shown."""
    if with_names:
        return tuple(dataclasses.replace(failure, location=PurePath(failure.location).name) for failure in failures)
    return tuple(sorted((_nameless(failure) for failure in failures), key=lambda f: (f.location, f.message)))


def _nameless(failure: Failure) -> Failure:
    suffix = re.search(r"\.(?:html?|txt|jsonl)\b", failure.location)
    return Failure(f"an input ({suffix[0]})" if suffix else "an input", failure.message.split(":")[0].split("'")[0])


def can_draw() -> bool:
    """Whether the extra `pictures` is installed."""
    return importlib.util.find_spec("vl_convert") is not None


def _setting(library: Library, chosen: Edition, folder: Path) -> Setting:
    events = frozenset(event.event_id for event in library.events)
    return Setting(
        folder=folder,
        title=chosen.title,
        notice=" ".join(library.view.notices) or None,
        pictures=can_draw() if chosen.pictures is None else chosen.pictures,
        basis=_basis(library, chosen),
        present=Present(
            events=events,
            documents=frozenset(library.view.documents),
            tallies=frozenset(library.tallies),
            dossiers=events if chosen.dossiers else frozenset(),
        ),
    )


def _basis(library: Library, chosen: Edition) -> Basis:
    table = Codebook(chosen.codebook).table(f"rule_sets/{chosen.rule_set}")
    generation = library.view.generation
    return Basis(
        rule_set=chosen.rule_set,
        rule_title=table["title"],
        rule=table["rule"],
        software=generation.stamp.software if generation else "",
        codebook=generation.stamp.codebook if generation else "",
        record=library.basis,
        veiled=library.view.veil is not None,
    )


def _write_pages(catalogue: Catalogue, chosen: Edition, setting: Setting, told: Callable[[], None]) -> None:
    library = catalogue.library
    press = Press(setting)
    listing = whole(catalogue, catalogue.listing(Filter(rules=chosen.rule_set)))
    found = groups(listing)
    press.write("index.html", press.root.index(dataclasses.replace(listing, rows=()), found))
    sources = sources_page(library, chosen.rule_set)
    press.write("sources.html", press.root.sources(sources, rule_set=chosen.rule_set, rule_sets=library.rule_sets))
    press.write("coverage.html", press.root.coverage(coverage_page(library)))
    press.write("about.html", press.root.about())
    put_all(setting, document_sheets(library), 1, told)
    workers = chosen.workers if len(library.events) > ALONE and setting.pictures else 1
    put_all(setting, event_sheets(catalogue, chosen.rule_set, dossiers=chosen.dossiers), workers, told)


def _counting(progress: Callable[[str, int], None] | None) -> Callable[[], None]:
    """Tells, each time it is called, that one more is done."""
    done = itertools.count(1)
    return lambda: progress("writing", next(done)) if progress else None


def _copy_files(folder: Path) -> None:
    """The site's own styles and scripts; what draws charts in a browser is not needed where they are pictures."""
    for name in files():
        path = file_path(name)
        if path is not None and name.startswith("assets/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _told(setting: Setting, library: Library, chosen: Edition) -> dict[str, Any]:
    """The manifest without its files."""
    return {
        "title": setting.title,
        "notices": list(library.view.notices),
        "rule_set": chosen.rule_set,
        "events": list(chosen.events),
        "software": __version__,
        "linked_with": setting.basis.software,
        "codebook": setting.basis.codebook,
        "record": setting.basis.record,
    }


def _written(library: Library, out: Path, chosen: Edition, setting: Setting) -> Written:
    waves = sum(event.level == "wave" for event in library.events)
    return Written(
        index=out / "index.html",
        events=len(library.events) - waves,
        waves=waves,
        documents=len(library.view.documents),
        dossiers=len(library.events) if chosen.dossiers else 0,
        pictures=setting.pictures,
    )
