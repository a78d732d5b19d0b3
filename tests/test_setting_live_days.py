"""When a figure is of in live blogs: of the day that heads its entries, not of that of publication."""

from __future__ import annotations

import pytest

from demonstrably.extract import Extractor
from demonstrably.extract.setting.entries import Entries
from demonstrably.model import Claim, Document

NIGHT = (
    "Night of clashes in Faro\n\nSunday 22 March\n\n07:50\nPolice confirm 62 arrests at the protest.\n\n02:15\n"
    "Some 40 protesters are left on the square.\n\nSaturday 21 March\n\n22:05\nIn Porto, 900 people rally outside the town "
    "hall. They had gathered 300 signatures on Thursday.\n\n18:40\nAbout 2,000 protesters stood here yesterday without "
    "incident.\n\n18:00\nThe march begins. Unions had expected 7,000 people."
)
LOG = (
    "Observers' log of the rally in Faro\n\nSATURDAY, 21 MARCH\n\n16.00 Observers count 2,300 protesters.\n\n21.30 Five "
    "protesters are detained.\n\nSUNDAY, 22 MARCH\n\n01.40 The camp is removed. Nine protesters are detained."
)
FEW = (
    "Faro protest: live\n\nSaturday 21 March, 20:30\nAround 400 people are marching past the port.\n\nPosted at 23:05 on 20 "
    "March\nYesterday's rally in Faro was attended by 800 people.\n\n19:40 - 18 Mar 2026\nSome 70 protesters are on the "
    "bridge tonight.\n\nTuesday, March 17\n\n21:10 Six protesters were detained."
)
STAMPED = (
    "Faro protest: live\n\n22 March, 09:15\nPolice speak of 17 arrests at the rally.\n\n21 March, 20:30\nAbout 800 people "
    "march past the port.\n\n21 March, 18:00\nSome 90 students sit down on the bridge.\n\n14:00 is when it all began.\n"
    "15:00 the talks.\n16:00 the vote."
)


@pytest.mark.parametrize(
    ("text", "quote", "day"),
    [
        (NIGHT, "62", "2026-03-22"),
        (NIGHT, "40", "2026-03-22"),
        (NIGHT, "900", "2026-03-21"),
        (NIGHT, "2,000", "2026-03-20"),
        (NIGHT, "7,000", "2026-03-21"),
        (LOG, "2,300", "2026-03-21"),
        (LOG, "Five", "2026-03-21"),
        (LOG, "Nine", "2026-03-22"),
        (FEW, "400", "2026-03-21"),
        (FEW, "800", "2026-03-19"),
        (FEW, "70", "2026-03-18"),
        (FEW, "Six", "2026-03-17"),
        (STAMPED, "17", "2026-03-22"),
        (STAMPED, "800", "2026-03-21"),
        (STAMPED, "90", "2026-03-21"),
    ],
)
def test_entries_are_of_the_day_above_them(extractor: Extractor, text: str, quote: str, day: str) -> None:
    document = Document("d", text, "en", published="2026-03-22")
    assert _claim(extractor, document, quote).when.date == day


def _claim(extractor: Extractor, document: Document, quote: str) -> Claim:
    return next(c for c in extractor.extract(document).claims if quote in c.quote)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Saturday 20 July", "Saturday 20 July"),
        ("MONDAY, 3 MAY 2021", "MONDAY, 3 MAY 2021"),
        ("Day 2 – Mon, Nov. 24", "Mon, Nov. 24"),
        ("## Sunday", "Sunday"),
        ("2019-07-22 10:00 The march begins", "2019-07-22"),
        ("Jul 21, 3:15 p.m. The march begins", "Jul 21"),
        ("Sunday was calm", None),
        ("3 March in Faro", None),
        ("Updated Nov. 24, 11:10 p.m.", None),
    ],
)
def test_a_day_heads_entries(line: str, day: str | None) -> None:
    text = f"{line}\n20:00 One.\n21:00 Two.\n22:00 Three."
    assert [text[start:end] for start, end in Entries(text).days] == ([day] if day else [])
    assert bool(Entries(line).days) == (day is not None and ":" in line)  # alone only beside a time
