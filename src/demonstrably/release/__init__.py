"""A release: a dated folder with the tables, what they are, by which rules, and what changed; masked by default."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePath

from demonstrably.codebook import Codebook
from demonstrably.discretion import published
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import View, export
from demonstrably.model import content_id
from demonstrably.release import changes
from demonstrably.release.options import LICENCES, Label, Options, label
from demonstrably.release.package import FORMATS, data_package, write_json, write_sums
from demonstrably.release.papers import citation, licence_text, readme
from demonstrably.store import Record

__all__ = ["LICENCES", "Options", "release"]

SUMS = "CHECKSUMS.sha256"


def release(record: Record, out: Path, options: Options) -> Path:
    """Write the release of a record into a folder of its own under `out`; that folder.

    It is whole or not there, and the same for the same record and options. Raises UsageError where it is there already
    or an option can't be meant, RecordError where the disk gives out.
    """
    view = outgoing(published(record, options.publication), options.rule_sets)
    named = label(options, view, record.name)
    before = changes.read(options.previous) if options.previous else None
    target = out / named.folder
    if target.exists():
        raise UsageError(
            f"{target} is there already.", remedy="A release stays as it is: give another --date or --out."
        )
    part = out / f".{named.folder}.part"
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        _write(part, view, named, options)
        _compare(part, before, options, _tombstones(record))
        write_sums(part, SUMS)
        part.rename(target)
    except OSError as error:
        message = f"{target} could not be written: {error.strerror or error}."
        raise RecordError(message, remedy="Free some space or give another --out.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def outgoing(view: View, rule_sets: Sequence[str]) -> View:
    """The view as a release shows it: the assessments of its rule sets, and of a file's path only its name, since
    folders tell of the machine and its user."""
    documents = {name: dataclasses.replace(d, path=_bare(d.path)) for name, d in view.documents.items()}
    generation = view.generation
    if generation is not None:
        generation = dataclasses.replace(
            generation,
            assessments=tuple(found for found in generation.assessments if found.rule_set in rule_sets),
            tallies=tuple(found for found in generation.tallies if found["rule_set"] in rule_sets),
        )
    return dataclasses.replace(view, documents=documents, generation=generation)


def _bare(path: str | None) -> str | None:
    return PurePath(path.replace("\\", "/")).name if path else path


def _write(folder: Path, view: View, named: Label, options: Options) -> None:
    codebook = Codebook(options.publication.codebook)
    export(view, [suffix for suffix, _ in FORMATS], folder / changes.DATA)
    write_json(folder / "datapackage.json", data_package(folder, named, options, view))
    texts = {
        "README.md": readme(named, options, view, codebook) + "\n",
        "LICENSE": licence_text(named, options),
        "CITATION.cff": citation(named, options),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _compare(
    folder: Path,
    before: dict[str, list[changes.Row]] | None,
    options: Options,
    tombstones: Sequence[changes.Tombstone],
) -> None:
    after = changes.read(folder)
    found = changes.compare(before or after, after, tombstones)
    previous = options.previous.resolve().name if options.previous else None
    write_json(folder / "changes.json", {"previous": previous, **found})
    page = changes.page(found, previous)
    (folder / "CHANGES.md").write_text(page, encoding="utf-8", newline="\n")


def _tombstones(record: Record) -> list[changes.Tombstone]:
    """The documents that were withdrawn. The id is a hash, so that it tells nothing of the document."""
    withdrawn = record.store.withdrawals().values()
    return [
        changes.Tombstone(content_id("tombstone", each.document_id, each.text_sha256), each.document_id)
        for each in withdrawn
    ]
