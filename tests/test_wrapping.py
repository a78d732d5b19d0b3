"""Texts with a line break every so many characters: which are unwrapped, and that no offset moves."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysing import extractor
from demonstrably.language.wrapping import unwrap
from demonstrably.model import Document
from demonstrably.store.checks import check_extraction

COPY = (
    "About 1,200 dockers marched through the old port of Gdansk on Sunday to protest against the sale of two of its "
    "four piers, the union said. Police detained three hundred of them and held most overnight in a sports hall, "
    "from where they were let go in the morning."
)
SECOND = "The owner of the piers said nothing on Monday, nor did the mayor, who had spoken for the sale in the spring."


@pytest.mark.parametrize("width", [28, 36, 50, 64, 72, 90])
def test_wrapped_copy_is_one_line_a_paragraph_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in (COPY, SECOND))
    assert unwrap(wrapped) == f"{COPY}\n\n{SECOND}"
    windows = wrapped.replace("\n", "\r\n")
    assert unwrap(windows).replace("  ", " ").split() == windows.split()


@pytest.mark.parametrize(
    "text",
    [
        "Porto: 18,000\nBraga: 3,200\nfaro: 900\nbeja: 100\n",
        "A headline without a stop\n\nA paragraph follows it.\nAnother one follows that.\n",
        "we will march\nand we will sing\nuntil the gate\nis open again\n",
        f"{COPY}\n{SECOND}\n{COPY}",
        "",
    ],
)
def test_lists_verse_and_plain_paragraphs_stay(text: str) -> None:
    assert unwrap(text) == text


def test_items_and_headings_keep_their_lines() -> None:
    wrapped = f"A SHORT HEADING\n{textwrap.fill(COPY, 60)}\n- an item of a list\n- another"
    assert unwrap(wrapped).splitlines() == ["A SHORT HEADING", COPY, "- an item of a list", "- another"]


@given(st.lists(st.text(st.sampled_from("ab,. \n\r-A"), max_size=80), max_size=12).map("\n".join))
def test_nothing_but_line_breaks_ever_changes(text: str) -> None:
    unwrapped = unwrap(text)
    assert len(unwrapped) == len(text)
    assert all(
        a == b or (a in "\r\n" and b == " ") or (a == "\t" and b == " ") for a, b in zip(text, unwrapped, strict=True)
    )


def test_claims_of_wrapped_copy_are_quoted_as_they_stand() -> None:
    text = textwrap.fill(COPY, 64).replace("three hundred", "three\nhundred") + f"\n\n{textwrap.fill(SECOND, 64)}"
    found = extractor().extract(Document("d", text, "en", published="2026-03-23", outlet="The Tern"))
    check_extraction(found, text)
    marched, held = found.claims
    assert (marched.when.date, marched.place and marched.place.name) == ("2026-03-22", "Gdańsk")
    assert marched.source == "the union"
    assert held.quote == "three\nhundred"
