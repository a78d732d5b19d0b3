"""Small reports written for the tests of the record, the exports and the command line, with what they say.

The extractor here reads "N detained in PLACE on DAY" and nothing else, so that these tests don't hang on the rules.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demonstrably.model import (
    Claim,
    Document,
    Extraction,
    Label,
    Link,
    Mention,
    Note,
    Place,
    Post,
    When,
    content_id,
)

TOWNS = {"Rivertown": (101, 10.5, -20.25), "Hillford": (102, 11.0, 21.0)}
_SAID = re.compile(r"(?P<quote>(?:about )?(?P<number>\d+)) detained in (?P<place>\w+) on (?P<day>\d{4}-\d\d-\d\d)")


def report(name: str, text: str, outlet: str = "Rivertown Post") -> dict[str, str]:
    """A row of a JSONL."""
    return {"id": name, "text": text, "published": "2031-05-05", "outlet": outlet, "language": "en"}


REPORTS = [
    report(
        "a", "Police said 40 detained in Rivertown on 2031-05-04 at an unlawful rally. No exact figure of marchers."
    ),
    report("b", "Monitors: about 90 detained in Rivertown on 2031-05-04. Crowds 🎈 were calm.", "Hillford Echo"),
    report("c", "=SUM(A1) we saw 7 detained in Hillford on 2031-05-05 — «тихо», said a witness.", "=cmd|' /C calc'!A0"),
    report("d", "Nothing of note took place by the river, where the weather was mild and the shops were open all day."),
]


def write_reports(path: Path, rows: list[dict[str, str]] = REPORTS) -> Path:
    """The rows as a JSONL file."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def extract(document: Document) -> Extraction:
    """What a document says, by the one pattern."""
    claims, mentions = [], []
    for match in _SAID.finditer(document.text):
        mention = _mention(document, match)
        mentions.append(mention)
        claims.append(_claim(document, match, mention.mention_id))
    return Extraction(document.document_id, tuple(mentions), tuple(claims), _labels(document), _notes(document))


def _place(match: re.Match[str]) -> Place:
    place_id, latitude, longitude = TOWNS[match["place"]]
    name = match["place"]
    return Place(name, match.start("place"), "city", name, place_id, latitude, longitude, "XX", "Shire")


def _mention(document: Document, match: re.Match[str]) -> Mention:
    start, end = match.span("place")
    return Mention(
        mention_id=content_id("men", document.document_id, start),
        document_id=document.document_id,
        start=start,
        end=end,
        quote=document.text[start:end],
        sentence=document.text,
        kind="rally",
        status="occurred",
        when=When(match["day"], "day"),
        places=(_place(match),),
        responses=("detention",),
        actors=("marchers",),
        cause="the bridge",
        slogans=("Open the bridge",),
    )


def _claim(document: Document, match: re.Match[str], mention_id: str) -> Claim:
    start, end = match.span("quote")
    police = "Police" in document.text
    number = int(match["number"])
    speaker = (
        Link("Police", "police", None, "police") if police else Link("Monitors", "Monitor Centre", None, "monitor")
    )
    return Claim(
        claim_id=content_id("clm", document.document_id, start),
        document_id=document.document_id,
        attribute="detained",
        quote=match["quote"],
        start=start,
        end=end,
        low=number,
        high=number,
        qualifier="about" if "about" in match["quote"] else "exact",
        modality="occurred",
        sentence=document.text,
        confidence=0.9,
        source=speaker.name,
        source_kind=speaker.kind,
        chain=(speaker, Link(document.outlet or "?", kind="outlet")),
        place=_place(match),
        when=When(match["day"], "day"),
        mention_id=mention_id,
    )


def _labels(document: Document) -> tuple[Label, ...]:
    start = document.text.find("unlawful rally")
    found = Label(document.document_id, "gathering", "unlawful rally", start, start + 14, "Police")
    return (found,) if start >= 0 else ()


def _notes(document: Document) -> tuple[Note, ...]:
    start = document.text.find("No exact figure")
    found = Note(document.document_id, "participants", "no_figure", "No exact figure of marchers.", start, start + 28)
    return (found,) if start >= 0 else ()


@dataclass(frozen=True)
class Maker:
    """Makes the extractor above; another process can make it too."""

    def __call__(self) -> Callable[[Document], Extraction]:
        return extract


def extract_slowly(document: Document) -> Extraction:
    """As `extract`, with time for something to go wrong meanwhile."""
    time.sleep(0.02)
    return extract(document)


@dataclass(frozen=True)
class SlowMaker:
    """Makes the slow one."""

    def __call__(self) -> Callable[[Document], Extraction]:
        return extract_slowly


def document(name: str = "a", text: str = REPORTS[0]["text"]) -> Document:
    """A document with a post and an outlet."""
    return Document(name, text, "en", None, "a.txt", outlet="Post", posts=(Post(0, 6, "Someone", "@some", None),))
