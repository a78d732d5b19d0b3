"""The user's own lists of who is public and who is private."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from demonstrably.discretion.ruling import Lists
from demonstrably.errors import UsageError

PEOPLE = "people.toml"
"""The lists, in the record's folder: `public = ["Name", "@account"]` and `private = [...]`, the stronger one."""

_LISTS = ("public", "private")


def read_lists(folder: Path, path: Path | None = None) -> Lists:
    """The lists at `path`, or those in the record's folder; empty ones where it has none. Raises UsageError for a file
    that is missing or no such lists."""
    if path is None and not (folder / PEOPLE).is_file():
        return Lists()
    path = path or folder / PEOPLE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}.", remedy='Write it as: public = ["A Name", "@an_account"]') from error
    return Lists.of(*(_names(table, name, path) for name in _LISTS))


def _names(table: dict[str, Any], name: str, path: Path) -> list[str]:
    unknown = sorted(set(table) - set(_LISTS))
    names = table.get(name, [])
    if unknown or not isinstance(names, list) or not all(isinstance(each, str) and each.strip() for each in names):
        what = f"no list {unknown[0]!r}" if unknown else f"{name} is no list of names"
        raise UsageError(f"{path}: {what}.", remedy='Write it as: public = ["A Name", "@an_account"]')
    return [each.strip() for each in names]
