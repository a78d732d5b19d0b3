"""From what the user named to bytes to documents: files, folders, globs, standard input, always in the same order."""

from __future__ import annotations

import glob
import importlib
import os
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, cast

from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.ingest.contract import Context, Ingested, Source, failed
from demonstrably.ingest.readers import reader_of_type
from demonstrably.ingest.reading import guarded, read_file, read_page, unreadable
from demonstrably.ingest.sniff import JSONL

_STDIN = "-"
_NOTES = frozenset({"readme", "license", "licence", "notice", "copying", "changelog", "contributing"})
"""A folder's own notes, which are no reports."""


def read_inputs(
    inputs: Sequence[str | Path],
    *,
    stdin: BinaryIO | None = None,
    codebook: Codebook | None = None,
    context: Context | None = None,
) -> Iterator[Ingested]:
    """Everything the inputs hold, one by one. What cannot be read comes as an Ingested with an error, in its place.

    An input is a file, a folder (searched in depth, names in order, hidden ones and README notes skipped, links to
    folders not followed), a glob, a web address, or "-" for JSONL on `stdin`. The same inputs give the same order and
    the same ids. `context` (which goes before `codebook`) carries a column map or a skim.
    """
    context = context or Context(codebook or Codebook())
    for name in map(str, inputs):
        if name == _STDIN:
            yield from guarded(name, _read_stdin(stdin, context))
        elif is_address(name):
            yield from guarded(name, _read_address(name, context))
        else:
            for path in files([name]):
                yield from [failed(path)] if isinstance(path, InputError) else read_file(path, context)


def files(inputs: Sequence[str | Path]) -> Iterator[Path | InputError]:
    """The files that inputs name, in order, and why there is none where there should be one. Standard input and web
    addresses (`is_elsewhere`) are no files."""
    for name in map(str, inputs):
        try:
            found = [] if is_elsewhere(name) else _files(name)
        except (InputError, OSError, ValueError) as error:
            yield error if isinstance(error, InputError) else unreadable(name, error)
            continue
        yield from (unreadable(str(p.filename), p) if isinstance(p, OSError) else p for p in found)


def is_elsewhere(name: str) -> bool:
    """Whether an input is standard input or a web address, which only `read_inputs` reads."""
    return name == _STDIN or is_address(name)


def is_address(name: str) -> bool:
    """Whether an input is a web address."""
    return name.startswith("www.") or "://" in name


def _read_address(name: str, context: Context) -> Iterator[Ingested]:
    """The page at a web address, fetched once."""
    fetch = importlib.import_module("demonstrably.fetch")  # httpx takes a while to load, and files do not need it
    got = fetch.get(name if "://" in name else f"https://{name}", agent=fetch.Agent(context.contact))
    yield from read_page(
        got.body, name, context, url=got.final_url, retrieved_at=got.retrieved_at, charset=got.charset,
        media_type=got.media_type,
    )  # fmt: skip


Found = Path | OSError
"""A file, or why a folder could not be searched."""


def _files(name: str) -> list[Found]:
    """The files that an input names, in order. Raises InputError where there are none."""
    path = Path(name)
    if path.is_dir():
        return _inside(path)
    if path.exists() or path.is_symlink():
        return [path]
    matches = _matching(path) if glob.has_magic(name) else []
    if not matches:
        what = "matches no file" if glob.has_magic(name) else "does not exist"
        raise InputError(name, f"{what}.", remedy="Check the path.")
    return list(dict.fromkeys(file for m in matches for file in (_inside(m) if m.is_dir() else [m])))


def _matching(pattern: Path) -> list[Path]:
    """What a glob names, but for hidden files that it does not name as such. Links to folders are not followed by `**`:
    they can go in circles."""
    relative = pattern.relative_to(pattern.anchor)
    found = Path(pattern.anchor).glob(str(relative))
    return sorted((path for path in found if not _hidden(path, pattern.parts)), key=lambda path: path.parts)


def _hidden(path: Path, named: Sequence[str] = ()) -> bool:
    return any(part.startswith(".") and part not in named for part in path.parts)


def _inside(folder: Path) -> list[Found]:
    """All files below a folder but hidden ones and the folder's own notes (README), sorted by their parts, then the
    folders that could not be searched. Raises InputError for an empty folder."""
    unsearched: list[OSError] = []
    found = [
        Path(where, name)
        for where, _, names in os.walk(folder, onerror=unsearched.append)
        for name in names
        if Path(name).stem.lower() not in _NOTES and not _hidden(Path(where, name).relative_to(folder))
    ]
    files = sorted((path for path in found if path.is_file() or not path.exists()), key=lambda path: path.parts)
    if not files and not unsearched:
        raise InputError(str(folder), "holds no files.", remedy="Give a folder with .txt, .html or .jsonl files.")
    return [*files, *sorted(unsearched, key=lambda error: str(error.filename))]


def _read_stdin(stdin: BinaryIO | None, context: Context) -> Iterator[Ingested]:
    if stdin is None:
        raise InputError(_STDIN, "there is no standard input.", remedy="Pipe JSONL into the command.")
    stream: BufferedReader[Any] = stdin if isinstance(stdin, BufferedReader) else BufferedReader(cast(Any, stdin))
    yield from reader_of_type(JSONL).parts(Source(stream, _STDIN, _STDIN), context)
