"""The files that pages load: the project's own and those of others that are vendored beside them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

FOLDERS = ("assets", "vendor")
"""The folders of the package whose files may be served; templates are none of them."""

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
"""By a file's suffix."""


def files() -> tuple[str, ...]:
    """The names of the files, sorted: assets/site.css."""
    here = Path(__file__).parent
    found = (path for folder in FOLDERS for path in (here / folder).rglob("*") if path.suffix in MEDIA_TYPES)
    return tuple(sorted(path.relative_to(here).as_posix() for path in found))


def file_path(name: str) -> Path | None:
    """Where a file of `files()` lies; None for any other name, whatever dots and slashes are in it."""
    return Path(__file__).parent / PurePosixPath(name) if name in files() else None
