"""The folder that a report is written to: whole or not at all, and never over something else."""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demonstrably.errors import RecordError, UsageError

MANIFEST = "report.json"
"""What the report was made of, and the SHA-256 of each of its files; by it we know a report of ours."""

FORM = "demonstrably-report/1"


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """An empty folder beside `out` that takes its place in the end, or goes where anything fails.

    Raises UsageError where `out` holds anything but an earlier report, RecordError where the disk gives out.
    """
    refuse_what_is_not_ours(out)
    out = out.absolute()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name[:40]}.", suffix=".part", dir=out.parent) as name:
            fresh = Path(name) / "report"
            fresh.mkdir()
            yield fresh
            _put(fresh, out, Path(name) / "earlier")
    except OSError as error:
        message = f"{out} could not be written: {error.strerror or error}."
        raise RecordError(message, remedy="Free some space or give another --out.") from error


def _put(fresh: Path, out: Path, aside: Path) -> None:
    """Move the fresh folder to `out`; what was there goes aside, and comes back where that fails."""
    if out.exists():
        out.replace(aside)
    try:
        fresh.replace(out)
    except OSError:
        if aside.exists():
            aside.replace(out)
        raise


def refuse_what_is_not_ours(out: Path) -> None:
    """Raise UsageError unless `out` can be replaced without loss: it is not there, is empty, or is a report of ours
    that nobody put a file into."""
    remedy = "Give another --out, or move that away."
    if not out.exists():
        return
    if out.is_symlink() or not out.is_dir():
        raise UsageError(f"{out} is no folder.", remedy=remedy)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir()}
    strange = sorted(found - _listed(out / MANIFEST))
    if strange:
        raise UsageError(f"{out} holds what no report of ours put there: {strange[0]}.", remedy=remedy)


def _listed(manifest: Path) -> set[str]:
    """The files of the report that a manifest describes, itself among them; nothing where it is none of ours."""
    try:
        told = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    ours = isinstance(told, dict) and told.get("form") == FORM and isinstance(told.get("files"), dict)
    return {MANIFEST, *told["files"]} if ours else set()


def write_manifest(folder: Path, made_of: dict[str, Any]) -> None:
    """Describe the finished folder."""
    files = {path.relative_to(folder).as_posix(): _sha256(path) for path in folder.rglob("*") if path.is_file()}
    told = {"form": FORM, **made_of, "files": dict(sorted(files.items()))}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
