"""Text dumps: what is kept, what is dropped and why, whose page it is, when it was published, which words are posts."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demonstrably.codebook import Codebook
from demonstrably.ingest import read_inputs
from demonstrably.ingest.cleaning import clean
from demonstrably.ingest.cleaning.lines import read_lines
from demonstrably.ingest.cleaning.weighing import CALL, best_stretch, weights
from demonstrably.ingest.lexicon import Lexicon, holds
from demonstrably.ingest.posts import find_posts
from demonstrably.model import Document

LEXICON = Lexicon.from_table(Codebook().table("cleaning"))

BODY = """The weavers of Zeltfurt marched again on Saturday, and this time the dyers came along with their drums.

More than 100 people stood on the Walkbrücke for an hour in the rain, holding one long piece of cloth.

Another, smaller chain was formed in Unterzelt.

Nobody was hurt.

The loom tax takes effect in June, and the guild has said that it will not pay a single thread of it.
"""

PAGE = f"""Home  Mailbox
Harbour Mirror
  • World
  • Business
  • Sports
  • Thousands flee as volcano wakes on Isla Perdida
  • Forty held after raid on button smugglers
  • Parliament votes on the herring bill

Cloth against the tax: the weavers of Zeltfurt march again

By Loom Agency Published 2020-05-09 18:40 Updated 2020-05-10 07:00 3 min read Source: Loom Agency

{BODY}
Share this page

  • Facebook
  • WhatsApp

Most read
1. Thousands flee as volcano wakes on Isla Perdida
2. Parliament votes on the herring bill

We belong to our readers, and to nobody else. If you can, give what you like to support our journalism, from $2.

© 2024 Harbour Mirror Ltd. All rights reserved.
"""


def ingest(tmp_path: Path, text: str, name: str = "dump.txt") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (found,) = read_inputs([path])
    assert found.error is None
    return found.documents[0]


def test_nothing_of_the_furniture_stays_and_no_paragraph_goes(tmp_path: Path) -> None:
    document = ingest(tmp_path, PAGE)
    assert document.text == BODY.strip()
    assert document.title == "Cloth against the tax: the weavers of Zeltfurt march again"
    dropped = "\n".join(block.text for block in document.dropped)
    for line in PAGE.splitlines():
        assert line.strip() in dropped or line.strip() in document.text or line.strip() == document.title
    assert {"menu", "headlines", "share", "appeal", "footer", "metadata"} <= {b.kind for b in document.dropped}


def test_who_wrote_it_and_whose_page_it_is(tmp_path: Path) -> None:
    document = ingest(tmp_path, PAGE)
    assert (document.outlet, document.via) == ("Loom Agency", "Harbour Mirror")
    assert (document.published, document.published_from, document.updated) == ("2020-05-09", "byline", "2020-05-10")


def test_a_plain_article_is_kept_whole(tmp_path: Path) -> None:
    assert ingest(tmp_path, BODY).text == BODY.strip()


@pytest.mark.parametrize(
    ("lead", "published"),
    [
        ("ZELTFURT, May 9. /LOOM/. The tax stays, the chancellor told reporters on Thursday.", "2024-05-09"),
        ("ZELTFURT, May 9. /LOOM/. The tax stays, the chancellor said.", None),
        ("ZELTFURT, May 9, 2018 (Reuters) - The tax stays, the chancellor said.", "2018-05-09"),
        ("ZELTFURT, January 4. /LOOM/. Marches were held on Friday, December 31, the guild said.", "2022-01-04"),
        ("ZELTFURT, May 9. /LOOM/. A march was held on May 2, 2019, the guild said again.", "2019-05-09"),
    ],
)
def test_a_dateline_without_a_year(tmp_path: Path, lead: str, published: str | None) -> None:
    document = ingest(tmp_path, f"The tax stays\n\n{lead}\n\nThe guild was not amused, and neither were the dyers.\n")
    assert document.published == published
    assert document.published_from == ("dateline" if published else "none")


def test_a_file_name_confirms_the_year(tmp_path: Path) -> None:
    text = "The tax stays\n\nZELTFURT, May 9. /LOOM/. The chancellor was not amused, his office said.\n"
    assert ingest(tmp_path, text, "loom-2017-05-09.txt").published == "2017-05-09"


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("ZELTFURT (AP) — Hundreds of weavers marched through the town on Saturday.", "Associated Press"),
        ("ZELTFURT, May 9 (Reuters) - Hundreds of weavers marched through the town.", "Reuters"),
        (
            "By Ida Knopf, Associated Press\n\nHundreds of weavers marched through the town on Saturday.",
            "Associated Press",
        ),
    ],
)
def test_agencies_by_dateline_and_byline(tmp_path: Path, line: str, outlet: str) -> None:
    assert ingest(tmp_path, f"Weavers march through Zeltfurt\n\n{line}\n\n{BODY}").outlet == outlet


def test_an_appeal_at_the_foot_names_the_outlet(tmp_path: Path) -> None:
    appeal = "When you support The Loom Courier, you support a free press. Join our readers for as little as $1."
    document = ingest(tmp_path, f"{BODY}\nStand with us!\n{appeal}\n")
    assert document.outlet == "The Loom Courier"
    assert document.text == BODY.strip()


POSTS = """The weavers are out again, in every town along the Zelt.
Thousands on the bridge already, and singing pic.twitter.com/aaa
— Ida Knopf (@idaknopf) May 9, 2020
The chancellor has asked for calm.
A drum, two drums, nine drums.
— Lo Spindel (@lospindel) May 2, 2020
ICYMI: 60 people marched in Unterzelt last week pic.twitter.com/bbb
Nobody in the chancellery would say how many.
Horses at the cloth hall.
- Dyers' Guild (@dyers) 9 May 2020
No media here, the guild goes on elsewhere.
The tax takes effect in June.
"""


def test_posts_of_a_flattened_page() -> None:
    posts = find_posts(POSTS)
    words = [POSTS[p.start : p.end].split("\n") for p in posts]
    assert [(p.handle, p.posted) for p in posts] == [
        ("@idaknopf", "2020-05-09"), ("@lospindel", "2020-05-02"), ("@dyers", "2020-05-09"),
    ]  # fmt: skip
    assert words[0] == ["Thousands on the bridge already, and singing pic.twitter.com/aaa"]
    assert words[1][0] == "A drum, two drums, nine drums."
    assert words[1][-1] == "ICYMI: 60 people marched in Unterzelt last week pic.twitter.com/bbb"
    assert words[2] == ["Horses at the cloth hall."]


def test_only_posts_date_a_page(tmp_path: Path) -> None:
    document = ingest(tmp_path, POSTS)
    assert (document.published, document.published_from) == ("2020-05-09", "posts")


@pytest.mark.parametrize(
    "signature",
    [
        "— Ida Knopf (@ida_knopf) May 9, 2020",
        "– Ida Knopf (@ida_knopf) 9 May 2020",
        "Ida Knopf (@ida_knopf) May 9, 2020",
        "-- Ida Knopf (@ida_knopf) on Twitter, May 9, 2020",
        "— Ida Knopf (@ida.knopf.example) May 9, 2020 at 3:04 PM",
        "— Ida Knopf (Telegram) 2020-05-09",
        "— Ida Knopf on Facebook, 9 May 2020",
        "Posted by Ida Knopf on Saturday, May 9, 2020",
        "A post shared by Ida Knopf (@ida_knopf) on May 9, 2020 at 3:04pm PST",
    ],
)
def test_forms_of_signatures(signature: str) -> None:
    text = f"The town is quiet.\nWe are two hundred at the mill.\n{signature}\nThe mayor said nothing.\n"
    (post,) = find_posts(text)
    assert text[post.start : post.end] == "We are two hundred at the mill."
    assert (post.author, post.posted) == ("Ida Knopf", "2020-05-09")


def test_a_handle_in_a_sentence_is_no_signature() -> None:
    assert find_posts("One of them, Ida Knopf (@idaknopf), said that 40 people came.\nNobody was hurt.\n") == ()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*POSTS.splitlines(), *PAGE.splitlines(), "😀 \u0645\u0631\u062d\u0628\u0627 — x", "е\u0301"]),
        max_size=30,
    )
)
def test_no_line_is_lost_and_spans_hold(lines: list[str]) -> None:
    text = "\n".join(lines)
    cleaned = clean(text, LEXICON)
    told = sorted([line.text for line in cleaned.lines] + [block.text for block in cleaned.dropped])
    assert told == sorted(line.strip() for line in lines if line.strip())
    ends = [(p.start, p.end) for p in find_posts(text)]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))


@given(st.lists(st.floats(-50, 50), max_size=12))
def test_best_stretch_against_all_stretches(weights: list[float]) -> None:
    first, last = best_stretch(weights)
    sums = [sum(weights[i:j]) for i in range(len(weights)) for j in range(i + 1, len(weights) + 1)]
    if any(value > 0 for value in weights):
        assert sum(weights[first:last]) == pytest.approx(max(sums))


TOWNS = ["Zeltfurt: 300 (police)", "Unterzelt: about 90 (guild)", "Spulen: 1,200, with dogs", "Kett: called off (wind)"]


def test_posts_with_their_author_in_front() -> None:
    text = (
        "Row in posts\n\nVell Watch @vellwatch 17 Oct 2014 Marchers sit down. I count 110.\n\n"
        "Roa News @roanews · Oct 16, 2014\nPolice: 5 arrested.\nAll male.\n\nLoad more\n"
    )
    found = [(p.author, p.handle, p.posted, text[p.start : p.end]) for p in find_posts(text)]
    assert found == [
        ("Vell Watch", "@vellwatch", "2014-10-17", "Marchers sit down. I count 110."),
        ("Roa News", "@roanews", "2014-10-16", "Police: 5 arrested.\nAll male."),
    ]
    assert find_posts("Write to Ann @ann on 3 May 2020 for tickets.\n") == ()
    assert [p.posted for p in find_posts("Vell Watch @vellwatch 31 Feb 2014 I count 110.\n")] == [None]
    head = "Vell Watch @vellwatch 17 Oct 2014\n"
    assert [p.start for p in find_posts(f"{head}{head}I count 110.\n")] == [2 * len(head)]
    assert [p.posted for p in find_posts("I count 110.\n— Vell Watch (@vellwatch) February 31, 2014\n")] == [None]


def test_a_list_of_figures_in_an_article_is_evidence(tmp_path: Path) -> None:
    first, second = BODY.split("\n\n")[0], BODY.split("\n\n")[-1]
    dump = ingest(tmp_path, "\n\n".join([first, "\n".join(f"  • {town}" for town in TOWNS), second]))
    items = "".join(f"<li><b>{town.partition(':')[0]}</b>:{town.partition(':')[2]}</li>" for town in TOWNS)
    menu = "<div><ul><li>Home</li><li>Golf</li></ul></div>"
    page = (
        f"<html><body>{menu}<div><h1>Town by town</h1><p>{first}</p><ul>{items}</ul><p>{second}</p></div></body></html>"
    )
    html = ingest(tmp_path, page, "page.html")
    assert all(town in dump.text and town in html.text for town in TOWNS)
    assert "Golf" not in html.text


def test_a_lone_question_or_call_counts_less_than_what_is_told() -> None:
    trades = ("bakers", "dyers", "coopers", "fishers")
    told = "\n".join(f"The new herring bill will cost the {trade} of our old town a fortune." for trade in trades)
    asked, called = told.replace(".", "?"), told.replace(".", "!")
    mixed = told.replace("The new", "Who pays? The new")
    sums = [sum(weights(read_lines(text, LEXICON))) for text in (told, asked, called, mixed)]
    assert sums[1] == sums[2] == CALL * sums[0] and sums[3] > sums[0]


def test_a_paragraph_of_questions_stays() -> None:
    asked = 'They asked: "Who takes the cloth from our looms?" Nobody answered them. "Who will pay for it?"'
    assert asked in [line.text for line in clean(f"{asked}\n\n{BODY}", LEXICON).lines]


@pytest.mark.parametrize(
    "notice",
    [
        "We and our partners store and access information on a device, such as cookies, and show personalised ads.",
        "Wir speichern Informationen auf einem Gerät, damit mir Inhalte von Webstuhl-TV angezeigt werden.",
        "Nous et nos partenaires stockons des informations sur un appareil, pour de la publicité personnalisée.",
        "この記事は有料です。有料会員になると続きをお読みいただけます。",
        "本サイトの記事・写真の無断転載を禁じます。すべての権利は織物新聞社に帰属します。",
    ],
)
def test_consent_and_rights_are_furniture_in_any_script(notice: str) -> None:
    """Phrases of scripts without spaces stand in the middle of other letters and are found there."""
    rule = LEXICON.furniture(notice)
    assert rule is not None and rule.kind in ("footer", "appeal")


def test_a_phrase_inside_another_word_is_none() -> None:
    assert not holds("kuva: ", "sanakuva: kangas") and holds("kuva: ", "tori, kuva: kangas")


FIGURES = "- Arvo: 12,000 (organisers)\n- Lorne: 8,500 (organisers)\n- Orme: 6,000 (police)\n- Velm: 1,200"
SHORT = "Weavers took to the streets on Sunday."
LONGER = "Police said that two people were arrested near the mill in Arvo after a scuffle with bailiffs at its gate."


@pytest.mark.parametrize(
    "text",
    [
        f"{SHORT}\n\n{FIGURES}\n\n{LONGER}",
        f"{LONGER}\n\n{SHORT}\n\n{FIGURES}",
        f"{SHORT}\n\nTwo people were hurt.\n\nPolice said 7 were detained.\n\nOrganisers counted 10,000.",
        f"{LONGER}\n\nArvo: 60,000 marched, the union of the weavers said.\n\nLorne: 18,000 (police).",
    ],
)
def test_lists_of_figures_and_short_sentences_of_a_saved_article_are_evidence(text: str) -> None:
    assert clean(text, LEXICON).dropped == ()


def test_posts_with_a_day_but_no_year_over_them_stay() -> None:
    posts = "Ann Bell @annbell · Jan 19\nHuge turnout tonight at the mill, I'd say 4,000 of us at least #Arvo\n\n" * 2
    posts += "@arvopolice 4 May 19:05\nOperation at the mill in Arvo: 2 persons detained."
    assert clean(f"{posts}\n\n{LONGER}\n\n{LONGER} He was not hurt.", LEXICON).dropped == ()


@pytest.mark.parametrize("pointer", ["MORE:", "More:", "Next story:", "In pictures:", "Read more »"])
def test_pointers_to_other_stories_are_no_words_of_the_article(pointer: str) -> None:
    kept = clean(f"{BODY}\n\n{pointer} Twelve arrested after clash at rally\n\n{BODY}", LEXICON).lines
    assert all("Twelve" not in line.text for line in kept)


@pytest.mark.parametrize(
    "text",
    [
        "Some 300 people marched in Arvo on Sunday, police said. Vigia reports detentions:\n- Arvo: 12\n- Lorne: 9",
        "The police said that protests were held in three towns on Sunday.\n\nDetained:\n• Arvo – 118\n• Lorne – 41\n• Orme – none\n\n"
        "In all, 159 people were detained in two towns. The ministry puts the national figure at 97.",
        "Key points\n- Organisers say 4,000 people marched in Arvo\n- Police held five people in Lorne\n- Man dies in Orme\n\n"
        "Thousands of weavers marched in three towns on Sunday, and one of them died at the gate of the mill in Orme.",
    ],
)
def test_figures_that_a_colon_introduces_are_of_the_article_even_at_its_edge(text: str) -> None:
    assert clean(text, LEXICON).dropped == ()
