"""The codebook: lexicons, types and rules as TOML data, which a researcher may extend without touching Python.

A table is one TOML file named by its path without ending ("en/quantities", "sources"). A user's own folder
(`--codebook DIR`) may hold files of the same names: tables merge key by key, lists are joined, other values replace.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from demonstrably.errors import CodebookError


def _merge(base: Any, extra: Any) -> Any:
    if isinstance(base, dict) and isinstance(extra, dict):
        return {k: _merge(base[k], extra[k]) if k in base and k in extra else base.get(k, extra.get(k))
                for k in [*base, *(k for k in extra if k not in base)]}  # fmt: skip
    if isinstance(base, list) and isinstance(extra, list):
        return base + [item for item in extra if item not in base]
    return extra


def _parse(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"codebook table {name}: {error}", remedy="Mend the TOML at that line.") from error


_NOT_EXTRACTED_WITH = frozenset({"en/public_roles", "watch"})
_SCHEMES = "schemes/"
"""Tables that are read after extraction only: changing one makes no other extraction. So are those of the schemes."""


class Codebook:
    """Access to the tables; `directory` is the user's own folder laid over ours, or None."""

    def __init__(self, directory: Path | None = None) -> None:
        if directory is not None and not directory.is_dir():
            raise CodebookError(f"no codebook folder at {directory}", remedy="Give a folder of TOML files.")
        self.directory = directory
        self._tables: dict[str, dict[str, Any]] = {}

    def table(self, name: str) -> dict[str, Any]:
        """The table of that name, ours merged with the user's. Raises CodebookError where neither has it."""
        if name not in self._tables:
            self._tables[name] = self._load(name)
        return self._tables[name]

    def names(self) -> list[str]:
        """All our tables' names, sorted."""
        return sorted(_packaged())

    def digest(self) -> str:
        """A hash over the user's changes, to tell records made under different codebooks apart."""
        sha = hashlib.sha256()
        read = (name for name in self.names() if name not in _NOT_EXTRACTED_WITH and not name.startswith(_SCHEMES))
        for name in read:
            sha.update(repr((name, self.table(name))).encode())
        return sha.hexdigest()[:16]

    def _load(self, name: str) -> dict[str, Any]:
        packaged = _packaged().get(name)
        result = _parse(name, packaged) if packaged is not None else None
        if self.directory is not None:
            path = self.directory / f"{name}.toml"
            if path.is_file():
                own = _parse(str(path), path.read_text(encoding="utf-8"))
                result = own if result is None else _merge(result, own)
        if result is None:
            raise CodebookError(f"no codebook table {name!r}", remedy=f"Known: {', '.join(self.names())}.")
        return dict(result)


@cache
def _packaged() -> dict[str, str]:
    """Our own TOML files, read once: name -> text."""
    root = resources.files("demonstrably.codebook")
    found: dict[str, str] = {}
    folders = [("", root), *((f"{f.name}/", f) for f in root.iterdir() if f.is_dir() and f.name != "__pycache__")]
    for prefix, folder in folders:
        for entry in folder.iterdir():
            if entry.name.endswith(".toml"):
                found[prefix + entry.name.removesuffix(".toml")] = entry.read_text(encoding="utf-8")
    return found
