"""The papers of a release: what it is, how to cite it, under which licence."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from demonstrably import __version__
from demonstrably.codebook import Codebook
from demonstrably.export import View
from demonstrably.model import first_day, last_day
from demonstrably.release.options import LICENCES, Label, Options
from demonstrably.wording import day, many


def readme(label: Label, options: Options, view: View, codebook: Codebook) -> str:
    """What it is, by which rules, how much, how to check and cite it."""
    return "\n".join(_readme(label, options, view, codebook))


def _readme(label: Label, options: Options, view: View, codebook: Codebook) -> Iterator[str]:
    licence, path = LICENCES[options.licence]
    yield f"# {label.title}\n"
    yield (
        f"Released as of {day(label.day)}, made with Demonstrably {__version__}: public gatherings and what sources "
        "say about them. Every figure stands with its exact words, its place in the text and who says it.\n"
    )
    yield "## How much\n"
    yield from _counts(view)
    yield "\n## By which rules\n"
    for name in options.rule_sets:
        table = codebook.table(f"rule_sets/{name}")
        yield f"- `{name}` ({table['title']}): {table['rule']}"
    yield (
        "\nAn assessment is what a rule set makes of the claims; the claims themselves are all in `data/claims.*` and "
        "can be read by any other rule.\n"
    )
    yield "## What it does not show\n"
    yield from (f"- {notice}" for notice in view.notices)
    yield "- The documents' texts are not in it; the sentences around figures and gatherings are quoted from them.\n"
    yield from _FILES
    yield "## Licence and citation\n"
    yield f"{licence} ({options.licence}), {path}; see `LICENSE`. Cite it as `CITATION.cff` says."
    yield "Places are by GeoNames (https://www.geonames.org), CC BY 4.0. Quoted sentences are their authors'."


_FILES = (
    "## Files\n",
    "- `data/`: each table as CSV (UTF-8 with a byte order mark; `data/data-dictionary.md` tells how cells are "
    "guarded), JSON Lines and Parquet, with a JSON Schema each in `data/schemas/`",
    "- `datapackage.json`: the same as a Frictionless data package",
    "- `CHANGES.md`, `changes.json`: what changed since the release before",
    "- `CHECKSUMS.sha256`: `sha256sum -c CHECKSUMS.sha256` checks all of it\n",
)


def _counts(view: View) -> Iterator[str]:
    levels = Counter(event.level for event in view.events if event.redirect_to is None)
    claims = Counter(claim.attribute for claim in view.claims)
    told = ", ".join(f"{name} {count:,}" for name, count in sorted(claims.items(), key=lambda c: (-c[1], c[0])))
    days = [d for event in view.events for d in (first_day(event.when), last_day(event.when)) if d]
    outlets = {document.outlet for document in view.documents.values() if document.outlet}
    yield f"- {many(len(view.documents), 'document')} of {many(len(outlets), 'outlet')}"
    yield f"- {many(levels['event'], 'event')} and {many(levels['wave'], 'wave')}"
    if days:
        yield f"- days: {day(min(days))} to {day(max(days))}"
    yield f"- {many(sum(claims.values()), 'claim')}{f': {told}' if told else ''}"


def licence_text(label: Label, options: Options) -> str:
    """The licence by name and address, and what it does not cover."""
    name, path = LICENCES[options.licence]
    return (
        f"{label.title}, {label.day}\n\nThis dataset is licensed under {name}.\n"
        f"SPDX-License-Identifier: {options.licence}\nThe full text: {path}\n\n"
        "Sentences quoted from articles and posts remain their authors'; they are quoted here so that figures can be "
        "checked.\nPlaces: GeoNames (https://www.geonames.org), CC BY 4.0.\n"
    )


def citation(label: Label, options: Options) -> str:
    """A CITATION.cff; strings are written as JSON, which is YAML too."""
    authors = options.authors or (f"The makers of {label.title}",)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {_quoted(label.title)}",
        f"version: {_quoted(label.day)}",
        f"date-released: {_quoted(label.day)}",
        f"license: {options.licence}",
        "authors:",
        *(f"  - name: {_quoted(author)}" for author in authors),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
