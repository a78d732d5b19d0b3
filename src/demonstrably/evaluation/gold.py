"""What is compared: coded texts (a gold set's rows) and claims found (rows of claims.jsonl), checked on reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demonstrably.errors import InputError, UsageError
from demonstrably.model import check_span


@dataclass(frozen=True, slots=True)
class CodedClaim:
    """A figure as people coded it. `source` None: the text itself asserts it; `place` and `date` None: not coded.

    `doubt` is true where two careful people could disagree that it is a claim: finding it or not counts for nothing.
    """

    attribute: str
    quote: str
    start: int
    end: int
    low: int | None
    high: int | None
    modality: str
    source: str | None = None
    place: str | None = None
    date: str | None = None
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class CodedText:
    """A text with all its coded claims; `published` is an ISO day or time, None where unknown."""

    text_id: str
    text: str
    published: str | None
    claims: tuple[CodedClaim, ...]


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A figure as software found it.

    `source_names` are all names under which its original speaker may be right (as written, canonical, the person);
    `places` those of its place, of all its places where one figure is said of several. `confidence` None: not given.
    """

    attribute: str
    quote: str
    start: int
    end: int
    low: int | None
    high: int | None
    modality: str | None
    source: str | None = None
    source_names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str | None = None
    confidence: float | None = None


def read_gold(path: Path) -> list[CodedText]:
    """The coded texts of a JSONL file. Raises InputError, naming the line, for a row that is not one."""
    return [_checked(_text, row, where) for where, row in _rows(path)]


def read_claims(path: Path) -> dict[str, list[FoundClaim]]:
    """The claims of a claims.jsonl by document id, in the file's order. Raises InputError, naming the line."""
    found: dict[str, list[FoundClaim]] = {}
    for where, row in _rows(path):
        claim = _checked(found_claim, row, where)
        found.setdefault(str(row.get("document_id")), []).append(claim)
    return found


def found_claim(row: Mapping[str, Any]) -> FoundClaim:
    """A row of claims.jsonl. Raises KeyError, TypeError or ValueError where it is none."""
    source = row.get("source")
    first = (row.get("chain") or [{}])[0] if source else {}
    names = [source, first.get("name"), first.get("canonical"), first.get("person")]
    return FoundClaim(
        **_common(row),
        modality=row.get("modality"),
        source=source,
        source_names=_present(names),
        places=_present([row.get("place"), row.get("place_name")]),
        date=row.get("date"),
        confidence=row.get("confidence"),
    )


def _text(row: Mapping[str, Any]) -> CodedText:
    claims = tuple(_coded_claim(claim) for claim in row["claims"])
    for claim in claims:
        check_span(row["text"], claim.start, claim.end, claim.quote)
    return CodedText(str(row["id"]), row["text"], row.get("published"), claims)


def _coded_claim(row: Mapping[str, Any]) -> CodedClaim:
    return CodedClaim(
        **_common(row),
        modality=row["modality"],
        source=row.get("source"),
        place=row.get("place"),
        date=row.get("date"),
        doubt=bool(row.get("doubt")),
    )


def _common(row: Mapping[str, Any]) -> dict[str, Any]:
    span = {"start": int(row["start"]), "end": int(row["end"])}
    bounds = {"low": row.get("low"), "high": row.get("high")}
    return {"attribute": str(row["attribute"]), "quote": str(row["quote"]), **span, **bounds}


def _present(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _rows(path: Path) -> Iterator[tuple[str, Any]]:
    """(file:line, value) of each line that is not blank."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}.", remedy="Give a JSONL file.") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8", remedy="Convert the file with iconv -t UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{path}:{number}", _checked(json.loads, line, f"{path}:{number}")


def _checked(read: Any, value: Any, where: str) -> Any:
    """What `read` makes of the value; whatever is wrong with it becomes an InputError that names the line."""
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        what = f"has no {error}" if isinstance(error, KeyError) else f"is not such a row ({error})"
        raise InputError(where, what, remedy="docs/evaluation.md shows the formats.") from error
