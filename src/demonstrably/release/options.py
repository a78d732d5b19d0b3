"""What a release is asked to be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType

from demonstrably.discretion import Publication
from demonstrably.errors import UsageError
from demonstrably.export import View
from demonstrably.reconcile import RULE_SETS

LICENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        "CC-BY-SA-4.0": (
            "Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        "CC-BY-NC-4.0": (
            "Creative Commons Attribution-NonCommercial 4.0", "https://creativecommons.org/licenses/by-nc/4.0/",
        ),
        "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        "ODbL-1.0": ("Open Data Commons Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        "ODC-By-1.0": ("Open Data Commons Attribution License 1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    }
)  # fmt: skip
"""Licences for data by their SPDX identifier: the name and where its text is."""


@dataclass(frozen=True, slots=True)
class Options:
    """`name` is the release's short name, the record's folder's where None; `title` what people call it. `date` is an
    ISO day, the newest publication of the record where None. `rule_sets` are those whose assessments go with it, the
    first is the one it is known by. `authors` are named in the citation. `previous` is the folder of the release before
    this one, None where there is none."""

    name: str | None = None
    title: str | None = None
    date: str | None = None
    rule_sets: tuple[str, ...] = ("demonstrably",)
    licence: str = "CC-BY-4.0"
    authors: tuple[str, ...] = ()
    previous: Path | None = None
    publication: Publication = field(default_factory=Publication)


@dataclass(frozen=True, slots=True)
class Label:
    """What a release is called: `slug` in file names, `title` for people, its `day`."""

    slug: str
    title: str
    day: str

    @property
    def folder(self) -> str:
        return f"{self.slug}-{self.day}"


def label(options: Options, view: View, record: str) -> Label:
    """The release's name and day. Raises UsageError for an option that can't be meant."""
    _check(options)
    slug = _slug(options.name or record)
    day = options.date or max((d.published[:10] for d in view.documents.values() if d.published), default=None)
    if day is None:
        raise UsageError("no document of the record is dated.", remedy="Give the release a day: --date 2026-11-21.")
    return Label(slug, options.title or f"Protest events: {slug}", day)


def _check(options: Options) -> None:
    if options.licence not in LICENCES:
        raise UsageError(f"no licence {options.licence!r}.", remedy=f"Known: {', '.join(LICENCES)}.")
    for name in options.rule_sets:
        if name not in RULE_SETS:
            raise UsageError(f"no rule set {name!r}.", remedy=f"Known: {', '.join(RULE_SETS)}.")
    try:
        date.fromisoformat(options.date or "2000-01-01")
    except ValueError as error:
        raise UsageError(f"--date {options.date!r} is no day.", remedy="Write it as 2026-11-21.") from error


def _slug(name: str) -> str:
    """A name as data packages allow it: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "record"
