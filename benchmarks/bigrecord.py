"""A large made-up record for measuring and testing what people look at: written from templates, linked for real.

    python -m benchmarks.bigrecord DIR [DOCUMENTS]

All is invented and drawn from a seed, so that the same call gives the same record. Documents and what they say are
made together, without analysing any text; events, copies and assessments come out of our own link and reconcile. It
holds several scripts, copies, countrywide running counts, and titles, paths and captures that try to be more than text.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.model import (
    Capture,
    Claim,
    Document,
    Dropped,
    Extraction,
    Label,
    Link,
    Mention,
    Note,
    Place,
    When,
    content_id,
)
from demonstrably.scale.deriving import derive
from demonstrably.store import Record, Stamp

DOCUMENTS = 5_000
"""Documents of the whole record; each has four claims on average."""

TOWNS = 60
"""Towns of a country."""

BLOCK = 10
"""The last of so many documents is a copy of the one before it."""

CAMPAIGN = 125
"""Documents about one movement, over some weeks and some dozen towns."""

CLAIMS = (2, 3, 4, 5, 6)
"""Claims of a document, block by block."""

HOSTILE = 40
"""One of so many documents bears strings that try to be more than text."""

PADDING = 8
"""Sentences of shuffled words after a gathering's figures, so that texts are alike only where one copies the other."""

STAMP = Stamp("bigrecord", "1")

Figure = tuple[str, str, int | None, int | None]
"""The words of a figure, its qualifier, its bounds."""


@dataclass(frozen=True)
class Gathering:
    """Where and when people met, how many there were, and over what."""

    language: Mapping[str, Any]
    town: str
    place: Mapping[str, Any]
    day: date
    kind: str
    cause: str
    people: int


@dataclass
class Writer:
    """A text in the making; what is said is noted with the place where it stands."""

    document_id: str
    outlet: str
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, sentence: str) -> int:
        """Append a sentence; where it starts."""
        start = len(self.text)
        self.text += f"{sentence} "
        return start

    def paragraph(self) -> None:
        self.text = f"{self.text.rstrip()}\n\n"

    def extraction(self) -> Extraction:
        return Extraction(
            self.document_id, tuple(self.mentions), tuple(self.claims), tuple(self.labels), tuple(self.notes)
        )


class World:
    """The towns, movements and gatherings that the documents tell of."""

    def __init__(self, documents: int) -> None:
        self.words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
        self.dice = random.Random(20310504)
        self.towns = {language["code"]: self._towns(language) for language in self.words["languages"]}
        self.campaigns = [
            self._campaign(number) for number in range(max(len(self.words["languages"]), documents // CAMPAIGN))
        ]

    def _towns(self, language: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        names = [stem + end for stem in language["stems"] for end in language["ends"]][:TOWNS]
        return [(name, self._spot(language, name)) for name in names]

    def _spot(self, language: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        south, north, west, east = language["box"]
        return {
            "precision": "city",
            "name": name,
            "place_id": 90_000_000 + int(content_id("", name)[1:7], 16),
            "latitude": round(self.dice.uniform(south, north), 4),
            "longitude": round(self.dice.uniform(west, east), 4),
            "country": language["country"],
        }

    def _campaign(self, number: int) -> list[Gathering]:
        """One movement: some dozen gatherings in towns of a country over a few weeks, on the same days."""
        languages = self.words["languages"]
        weights = [language["share"] for language in languages]
        language = languages[number] if number < len(languages) else self.dice.choices(languages, weights)[0]
        cause = self.dice.choice(language["causes"])
        began = date(2031, 1, 5) + timedelta(days=9 * number)
        days = [began + timedelta(days=7 * week) for week in range(3)]
        return [self._gathering(language, cause, self.dice.choice(days)) for _ in range(36)]

    def _gathering(self, language: Mapping[str, Any], cause: str, day: date) -> Gathering:
        town, place = self.dice.choice(self.towns[language["code"]])
        people = int(10 ** self.dice.uniform(1.3, 5.2))
        return Gathering(language, town, place, day, self.dice.choice(self.words["types"]), cause, people)


def _figure(dice: random.Random, size: int) -> Figure:
    """A number near that size as a source would say it."""
    number = max(1, int(size * dice.uniform(0.5, 1.6)))
    rounded = max(1, round(number, -max(0, len(str(number)) - 2)))
    return dice.choice(
        [
            (f"{number:,}", "exact", number, number),
            (f"{rounded:,}", "exact", rounded, rounded),
            (f"≈ {rounded:,}", "about", rounded, rounded),
            (f"> {rounded:,}", "more_than", rounded + 1, None),
            (f"≤ {rounded:,}", "at_most", None, rounded),
            (f"{rounded:,}–{rounded * 2:,}", "range", rounded, rounded * 2),
        ]
    )


def _opening(writer: Writer, world: World, gathering: Gathering, number: int) -> Mention:
    """The sentence that tells of the gathering, with its mention."""
    dice, language = world.dice, gathering.language
    verb = dice.choice(language["gathered"])
    sentence = language["opening"].format(
        gathered=verb, town=gathering.town, day=gathering.day.isoformat(), cause=gathering.cause
    )
    start = writer.add(sentence)
    place = Place(gathering.town, start + sentence.index(gathering.town), **gathering.place)
    mention = Mention(
        mention_id=content_id("men", writer.document_id, number),
        document_id=writer.document_id,
        start=start + sentence.index(verb),
        end=start + sentence.index(verb) + len(verb),
        quote=verb,
        sentence=sentence,
        kind=gathering.kind,
        status="occurred" if dice.random() < 0.95 else "planned",
        when=When(gathering.day.isoformat(), "day"),
        places=(place,),
        responses=tuple(dice.sample(world.words["responses"], dice.randrange(3))),
        actors=(dice.choice(language["actors"]),),
        cause=gathering.cause,
        slogans=(dice.choice(language["slogans"]),) if dice.random() < 0.2 else (),
    )
    writer.mentions.append(mention)
    return mention


def _claim(writer: Writer, template: Mapping[str, str], figure: Figure, **about: Any) -> None:
    """A sentence with a figure, and the claim that it makes."""
    words, qualifier, low, high = figure
    sentence = template["text"].format(figure=words)
    at = writer.add(sentence)
    start = at + template["text"].index("{figure}")
    source = template["source"] or None
    outlet = Link(writer.outlet, kind="outlet")
    writer.claims.append(
        Claim(
            claim_id=content_id("clm", writer.document_id, start),
            document_id=writer.document_id,
            attribute=template.get("attribute", "detained"),
            quote=words,
            start=start,
            end=start + len(words),
            low=low,
            high=high,
            qualifier=qualifier,  # type: ignore[arg-type]  # one of the six of _figure
            modality="occurred",
            sentence=sentence,
            confidence=0.9,
            source=source,
            source_start=at if source else None,
            source_kind=template["kind"],  # type: ignore[arg-type]  # from our own file
            chain=(Link(source, None, None, template["kind"]), outlet) if source else (outlet,),  # type: ignore[arg-type]
            **about,
        )
    )


SHARES = {"participants": 1.0, "detained": 0.05, "injured": 0.02}
"""How great a figure is beside the number of people."""


def _report(writer: Writer, world: World, gatherings: Sequence[Gathering], claims: int) -> None:
    """Tell of the gatherings with so many figures in all, the last of them now and then a countrywide count."""
    dice = world.dice
    countrywide = claims > 3 and dice.random() < 0.5
    shares = [claims // len(gatherings) + (k < claims % len(gatherings)) for k in range(len(gatherings))]
    shares[-1] -= countrywide
    for number, (gathering, share) in enumerate(zip(gatherings, shares, strict=True)):
        mention = _opening(writer, world, gathering, number)
        for _ in range(share):
            template = dice.choice(gathering.language["claims"])
            size = max(1, int(gathering.people * SHARES[template["attribute"]]))
            _claim(writer, template, _figure(dice, size), mention_id=mention.mention_id,
                   place=mention.places[0], when=mention.when)  # fmt: skip
        _aside(writer, world, gathering)
        writer.paragraph()
    if countrywide:
        _countrywide(writer, world, gatherings[-1])


def _aside(writer: Writer, world: World, gathering: Gathering) -> None:
    """What surrounds the figures: a name for the gathering, a sentence without a figure, and plain padding."""
    dice, language = world.dice, gathering.language
    for sentence in dice.choices(language["filler"], k=2):
        writer.add(sentence)
    words = " ".join(language["filler"]).replace(".", "").split()
    for _ in range(PADDING):
        writer.add(f"{' '.join(dice.choices(words, k=12)).capitalize()}.")
    if dice.random() < 0.3:
        wording, people = language["label"]
        start = writer.add(f"{wording} ({people}).")
        writer.labels.append(Label(writer.document_id, "gathering", wording, start, start + len(wording)))
    if dice.random() < 0.1:
        start = writer.add(language["note"])
        note = language["note"]
        writer.notes.append(Note(writer.document_id, "participants", "no_figure", note, start, start + len(note)))


def _countrywide(writer: Writer, world: World, gathering: Gathering) -> None:
    """A running count of the whole country, taken that day at some hour."""
    template, day = gathering.language["total"], gathering.day.isoformat()
    hour = world.dice.randrange(9, 23)
    code = gathering.place["country"]
    place = Place(code, 0, "country", code, None, None, None, code)
    figure = _figure(world.dice, 60 * (hour - 6))
    _claim(writer, template, figure, running=True, as_of=f"{day}T{hour:02}:00", place=place, when=When(day, "day"))


def pages(documents: int = DOCUMENTS) -> Iterator[tuple[Document, Extraction, bytes | None]]:
    """The documents with what they say, and for some a capture's bytes."""
    world = World(documents)
    before: tuple[Document, Extraction] | None = None
    for number in range(documents):
        if number % BLOCK == BLOCK - 1 and before is not None:
            made = _copied(*before, world, number)
        else:
            made = _written(world, number)
        before = made
        yield _hostile(*made, world, number) if number % HOSTILE == 7 else (*made, None)


def _written(world: World, number: int) -> tuple[Document, Extraction]:
    campaign = world.campaigns[number % len(world.campaigns)]
    first = world.dice.choice(campaign)
    others = [gathering for gathering in campaign if gathering.day == first.day]
    gatherings = world.dice.sample(others, min(len(others), world.dice.choice((1, 1, 1, 2))))
    writer = Writer(content_id("doc", "bigrecord", number), world.dice.choice(world.words["outlets"]))
    _report(writer, world, gatherings, CLAIMS[number // BLOCK % len(CLAIMS)])
    told = gatherings[0]
    document = Document(
        document_id=writer.document_id,
        text=writer.text,
        language=told.language["code"],
        path=f"made-up/{number:05}.txt",
        url=f"https://news.example/{number:05}",
        title=told.language["title"].format(cause=told.cause, town=told.town),
        outlet=writer.outlet,
        published=(told.day + timedelta(days=world.dice.randrange(3))).isoformat(),
        published_from="metadata",
        dropped=(Dropped("menu", "links", "Home | News | Weather"),),
    )
    return document, writer.extraction()


def _copied(document: Document, said: Extraction, world: World, number: int) -> tuple[Document, Extraction]:
    """The same text in another outlet, with ids of its own."""
    name = content_id("doc", "bigrecord", number)
    copy = dataclasses.replace(
        document, document_id=name, outlet="Tern Wire", via="NewsHub", path=f"made-up/{number:05}.txt",
        url=f"https://hub.example/{number:05}",
    )  # fmt: skip

    def anew(prefix: str, other: str | None) -> str:
        return content_id(prefix, name, other)

    mentions = (dataclasses.replace(m, document_id=name, mention_id=anew("men", m.mention_id)) for m in said.mentions)
    claims = (
        dataclasses.replace(
            c, document_id=name, claim_id=anew("clm", c.claim_id), mention_id=c.mention_id and anew("men", c.mention_id)
        )
        for c in said.claims
    )
    labels = (dataclasses.replace(label, document_id=name) for label in said.labels)
    notes = (dataclasses.replace(note, document_id=name) for note in said.notes)
    return copy, Extraction(name, tuple(mentions), tuple(claims), tuple(labels), tuple(notes))


def _hostile(
    document: Document, said: Extraction, world: World, number: int
) -> tuple[Document, Extraction, bytes | None]:
    """The document with strings that try to be more than text, and a capture full of scripts."""
    strings = world.words["hostile"]
    evil = strings[number // HOSTILE % len(strings)]
    payload = f"<!doctype html><title>{evil}</title><script>window.hacked=1</script>{number}".encode()
    hurt = dataclasses.replace(
        document, title=evil, outlet=evil, byline=evil, path=f"../../{evil}.html", url="javascript:window.hacked=1",
        capture_sha256=hashlib.sha256(payload).hexdigest(),
        dropped=(Dropped("other", evil, f"{evil} <iframe src=//evil.example></iframe>"),),
    )  # fmt: skip
    return hurt, said, payload


def build(folder: Path, documents: int = DOCUMENTS) -> None:
    """Make the record in an empty or missing folder."""
    made = list(pages(documents))
    with Record.create(folder) as record:
        for document, said, payload in made:
            if payload is not None:
                capture = Capture(document.capture_sha256 or "", "text/html", document.path or "", len(payload))
                record.add(capture, payload, [document], [said], STAMP)
        plain = [(document, said) for document, said, payload in made if payload is None]
        record.add(None, b"", [document for document, _ in plain], [said for _, said in plain], STAMP)
        texts, extractions = [document for document, _, _ in made], [said for _, said, _ in made]
        record.store.replace(derive(texts, extractions, Codebook(), STAMP, record.store.basis()))


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else DOCUMENTS)
