"""From what the user named to bytes to documents: files, folders, globs, standard input, always in the same order."""

from __future__ import annotations

import dataclasses
import glob
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from demonstrably.codebook import Codebook
from demonstrably.errors import DemonstrablyError, InputError
from demonstrably.ingest.contract import LARGEST, Context, Ingested, Reader, defect
from demonstrably.ingest.readers import reader_of_suffix, reader_of_type, readers
from demonstrably.ingest.sniff import JSONL, sniff
from demonstrably.model import Capture

SLICE = 4 * 1024 * 1024
"""Bytes of a JSONL that make one capture: a longer one is read and kept in slices of whole lines."""

_STDIN = "-"
_NOTES = frozenset({"readme", "license", "licence", "notice", "copying", "changelog", "contributing"})
"""A folder's own notes, which are no reports."""


def read_inputs(
    inputs: Sequence[str | Path], *, stdin: BinaryIO | None = None, codebook: Codebook | None = None
) -> Iterator[Ingested]:
    """Everything the inputs hold, one by one. What cannot be read comes as an Ingested with an error, in its place.

    An input is a file, a folder (searched in depth, names in order, hidden ones and README notes skipped, links to
    folders not followed), a glob, or "-" for JSONL on `stdin`. The same inputs give the same order and the same ids.
    """
    context = Context(codebook or Codebook())
    for name in inputs:
        yield from _one_input(str(name), stdin, context)


def _one_input(name: str, stdin: BinaryIO | None, context: Context) -> Iterator[Ingested]:
    try:
        if name == _STDIN:
            yield from _read_stdin(stdin, context)
            return
        found = _files(name)
    except (InputError, OSError, ValueError) as error:
        yield _failed(name, error)
        return
    for path in found:
        yield from _failures(path) if isinstance(path, OSError) else _guarded(path, context)


def _failures(error: OSError) -> Iterator[Ingested]:
    yield _failed(str(error.filename), error)


def _guarded(path: Path, context: Context) -> Iterator[Ingested]:
    """The file's documents; whatever goes wrong inside is told as this file's failure, so that the next is read."""
    try:
        yield from _read_file(path, context)
    except DemonstrablyError as error:
        if not isinstance(error, InputError):
            raise
        yield _failed(str(path), error)
    except OSError as error:
        yield _failed(str(path), error)
    except Exception as error:
        yield Ingested(None, b"", (), defect(str(path), error))


def _failed(location: str, error: Exception) -> Ingested:
    """An Ingested for what could not be read; other errors than ours are put into words."""
    if isinstance(error, InputError):
        return Ingested(None, b"", (), error)
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    told = InputError(location, f"cannot be read: {said}.", remedy="Check its name and permissions.")
    return Ingested(None, b"", (), told)


Found = Path | OSError
"""A file, or why a folder could not be searched."""


def _files(name: str) -> list[Found]:
    """The files that an input names, in order. Raises InputError where there are none."""
    if "://" in name or name.startswith("www."):
        raise InputError(name, "is a web address.", remedy="This tool reads files: save the page and give its path.")
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


def _read_file(path: Path, context: Context) -> Iterator[Ingested]:
    reader = reader_of_suffix(path.suffix)
    if reader is None:
        known = ", ".join(suffix for reader in readers() for suffix in reader.suffixes)
        raise InputError(str(path), f"has an unknown ending {path.suffix!r}.", remedy=f"Known: {known}.")
    if path.exists() and not path.is_file():
        raise InputError(str(path), "is no regular file.", remedy="Give a file; pipe JSONL into - instead.")
    with path.open("rb") as stream:
        location = _written(path)
        if reader.media_type == JSONL:
            yield from _read_jsonl(stream, location, context)
        else:
            yield from _read_whole(stream, location, reader, context)


def _written(path: Path) -> str:
    """The path as text that UTF-8 can hold, the same in any locale."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read_whole(stream: BinaryIO, location: str, reader: Reader, context: Context) -> Iterator[Ingested]:
    payload = stream.read(LARGEST + 1)
    media_type = sniff(payload, location, reader.media_type)
    if media_type == JSONL:
        stream.seek(0)
        yield from _read_jsonl(stream, location, context)
        return
    if len(payload) > LARGEST:
        raise InputError(
            location,
            f"is larger than {LARGEST // 2**20} MB.",
            remedy="No article is that long: split it, or give its articles as JSONL.",
        )
    yield from _documents(payload, location, reader_of_type(media_type), context)


def _read_stdin(stdin: BinaryIO | None, context: Context) -> Iterator[Ingested]:
    if stdin is None:
        raise InputError(_STDIN, "there is no standard input.", remedy="Pipe JSONL into the command.")
    yield from _read_jsonl(stdin, _STDIN, context)


def _read_jsonl(stream: BinaryIO, location: str, context: Context) -> Iterator[Ingested]:
    """A JSONL in slices of whole lines, so that its size does not matter."""
    reader, first_line = reader_of_type(JSONL), 1
    for count, payload in _slices(stream):
        if first_line == 1:
            sniff(payload, location, JSONL)
        yield from _documents(payload, location, reader, context.at_line(first_line))
        first_line += count


def _slices(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """(number of lines, bytes) of each slice; an empty stream gives one empty slice."""
    buffer, count, any_line = io.BytesIO(), 0, False
    while line := stream.readline(LARGEST + 1):
        any_line = True
        buffer.write(line)
        count += 1
        _skip_rest(stream, line)
        if buffer.tell() >= SLICE:
            yield count, buffer.getvalue()
            buffer, count = io.BytesIO(), 0
    if count or not any_line:
        yield count, buffer.getvalue()


def _skip_rest(stream: BinaryIO, line: bytes) -> None:
    """Read past what is left of a line that was cut at the limit."""
    while len(line) > LARGEST and not line.endswith(b"\n"):
        line = stream.readline(LARGEST + 1)
        if not line:
            return


def _documents(payload: bytes, location: str, reader: Reader, context: Context) -> Iterator[Ingested]:
    parts = reader.read(payload, location, context)
    capture = Capture(hashlib.sha256(payload).hexdigest(), reader.media_type, location, len(payload))
    read = (part for part in parts if not isinstance(part, InputError))
    documents = tuple(dataclasses.replace(document, capture_sha256=capture.sha256) for document in read)
    if documents:
        yield Ingested(capture, payload, documents)
    yield from (Ingested(None, b"", (), part) for part in parts if isinstance(part, InputError))
