"""The site's own files under addresses that hold the digest of their bytes, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from demonstrably.site.files import MEDIA_TYPES, file_path, files

DIGITS = 12
"""Hexadecimal digits of the SHA-256 in an address."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    payload: bytes
    media_type: str
    digest: str


class Assets:
    """The files of `site.files()`, read once."""

    @cached_property
    def _all(self) -> dict[str, Asset]:
        return {name: _read(name) for name in files()}

    def get(self, name: str) -> Asset | None:
        """The file of that name; None for any other name, whatever dots and slashes are in it."""
        return self._all.get(name)

    def digest(self, name: str) -> str:
        """The file's digest, as in its address. Raises KeyError for a name that is no file of the site."""
        return self._all[name].digest


def _read(name: str) -> Asset:
    path = file_path(name)
    assert path is not None, name
    payload = path.read_bytes()
    return Asset(payload, MEDIA_TYPES[PurePosixPath(name).suffix], hashlib.sha256(payload).hexdigest()[:DIGITS])
