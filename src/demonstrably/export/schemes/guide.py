"""How our nouns map to other projects' columns: `docs/exports.md`, made from the schemes' own; a test holds it."""

from __future__ import annotations

from collections.abc import Iterator

from demonstrably.export.columns import Column, Items, Kind
from demonstrably.export.schemes import schemes
from demonstrably.export.schemes.scheme import Scheme

_PREFACE = """# Exports to other projects' schemes

`demonstrably export RECORD --format NAME --out DIR` writes the record in the columns that a project's users know,
beside the record's own tables (`csv`, `jsonl`, `parquet`, `geojson`; see the [data dictionary](data-dictionary.md)). No
scheme holds all that a record holds: each section says which of our nouns goes into which column, and what is lost. The
events that a scheme has no row for are counted by reason on standard error. Words and codes that a scheme maps to are
data in the codebook (`schemes/NAME.toml`), and a codebook folder of your own, named in the settings, can change them.
Everything is drawn from the view that may be published: private people go by pseudonyms unless `--with-names` is given.

| name | file | a row | rule set |
|---|---|---|---|
| `acled` | acled.csv | a gathering at a place on a day | `acled` |
| `ccc` | ccc.csv | a gathering at a place on a day | `ccc` |
| `followthemoney` | followthemoney.csv | a statement about an entity | `demonstrably` |
| `mmad` | mmad.csv | an event in a document | `mmad` |
| `plover` | plover.jsonl | a gathering, or a response to it | `demonstrably` |

## CSV in a spreadsheet

Every CSV is UTF-8 with CRLF line ends. But for `followthemoney.csv`, which a program reads, it begins with the byte
order mark by which spreadsheet programs know UTF-8, so Cyrillic and Arabic open right. Null is an empty cell, lists and
objects are JSON, line breaks and quotes stand inside quoted cells.

A text that begins with `=`, `+`, `-`, `@`, a tab or a line break (or the wide forms `＝＋－＠`) would be run as a
formula, so it is written with an apostrophe before it; so is a text that begins with apostrophes before one of these.
Numbers, negative coordinates among them, are left as they are. To read the text back, take one apostrophe away from a
cell that begins with apostrophes and one of those letters; `demonstrably.export.formats.csv.bare` does.
"""


def guide() -> str:
    """The page as Markdown."""
    return "\n".join([_PREFACE, *(section(scheme) for scheme in schemes().values())])


def section(scheme: Scheme) -> str:
    """One scheme: what a row is, its columns, what is lost."""
    columns = "\n".join(_lines(scheme.columns))
    lost = "\n".join(f"- {sentence}" for sentence in scheme.lost)
    head = f"## {scheme.name}: {scheme.title}\n\n{scheme.doc}\n\n| column | type | what goes into it |\n|---|---|---|"
    return f"{head}\n{columns}\n\nWhat is lost:\n\n{lost}\n"


def _lines(columns: tuple[Column, ...], prefix: str = "") -> Iterator[str]:
    for column in columns:
        kind = f"{_kind(column.kind)}{', or null' if column.nullable else ''}"
        yield f"| `{prefix}{column.name}` | {kind} | {column.doc} |"
        inner = column.kind.of if isinstance(column.kind, Items) else column.kind
        if isinstance(inner, tuple):
            mark = "[]." if isinstance(column.kind, Items) else "."
            yield from _lines(inner, f"{prefix}{column.name}{mark}")


def _kind(kind: Kind) -> str:
    if isinstance(kind, Items):
        return f"list of {_kind(kind.of)}"
    return "object" if isinstance(kind, tuple) else kind
