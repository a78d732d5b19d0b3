"""Ingest on real files: what is read, in which order, and what is said about what cannot be read."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import tracemalloc
from pathlib import Path

import lxml.html
import pytest

from demonstrably.errors import InputError
from demonstrably.ingest import SLICE, Ingested, read_inputs
from demonstrably.ingest.boxes import join_boxes
from demonstrably.ingest.decode import decode, tidy
from demonstrably.language.detect import detect
from demonstrably.model import Document

ARTICLE = (
    "Some 300 weavers marched through Zeltfurt on Sunday against the new loom tax, the town's police said.\n"
    "\n"
    "They carried lanterns and a drum, and sang until the rain began.\n"
    "\n"
    "There were no arrests.\n"
)

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Weavers march in Zeltfurt | The Loom Courier</title>
<meta property="og:site_name" content="The Loom Courier">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Weavers march in Zeltfurt",
 "datePublished": "2020-05-03T18:20:00+02:00", "author": {"@type": "Person", "name": "Ida Knopf"},
 "publisher": {"name": "The Loom Courier"}}</script></head>
<body><nav>Home World Cloth</nav><article><h1>Weavers march in Zeltfurt</h1>
<p>Some 300 weavers marched through Zeltfurt on Sunday against the new loom tax, the town's police said.</p>
<blockquote class="twitter-tweet"><p>Counted 412 of us at the bridge <a href="https://t.co/abc">pic.twitter.com/abc</a></p>
&mdash; Lo Spindel (@lospindel) <a href="https://twitter.com/lospindel/status/12345">April 26, 2020</a></blockquote>
<p>They carried lanterns and a drum, and sang until the rain began, and then they went home to dry.</p>
<p>There were no arrests.</p></article>
<aside>Most read: thousands queue for buttons</aside><footer>© 2024 Loom Media</footer></body></html>"""


def read(*inputs: str | Path, stdin: bytes | None = None) -> list[Ingested]:
    return list(read_inputs(inputs, stdin=io.BytesIO(stdin) if stdin is not None else None))


def one(path: Path) -> Document:
    (ingested,) = read(path)
    assert ingested.error is None, ingested.error
    (document,) = ingested.documents
    return document


def error(path: Path | str) -> InputError:
    (ingested,) = read(path)
    assert ingested.documents == () and ingested.capture is None and ingested.error is not None
    assert ingested.error.remedy
    return ingested.error


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_folder_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", ".hidden.txt", "a/.git/x.txt"):
        write(tmp_path / name, ARTICLE)
    write(tmp_path / "c.docx", b"PK\x03\x04")
    found = read(tmp_path)
    assert [i.capture.location for i in found if i.capture] == [str(tmp_path / "a/z.txt"), str(tmp_path / "b.txt")]
    assert [i.error.location for i in found if i.error] == [str(tmp_path / "c.docx")]


def test_the_same_content_has_the_same_id_wherever_it_lies(tmp_path: Path) -> None:
    first, second = write(tmp_path / "one.txt", ARTICLE), write(tmp_path / "two.txt", ARTICLE)
    assert one(first).document_id == one(second).document_id
    assert len(read(first, first)) == 2


def test_glob_and_missing_inputs(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", ARTICLE)
    assert len(read(str(tmp_path / "*.txt"))) == 1
    assert "matches no file" in str(error(str(tmp_path / "*.html")))
    assert "does not exist" in str(error(str(tmp_path / "none.txt")))
    (tmp_path / "void").mkdir()
    assert "holds no files" in str(error(tmp_path / "void"))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_empty_files_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    assert "is empty" in str(error(write(tmp_path / name, content)))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.html", b"PK\x03\x04....", "ZIP"),
        ("a.txt", bytes(range(256)) * 8, "binary"),
        ("a.jsonl", b'[{"id": "a", "text": "b"}]', "JSON array"),
        ("a.jsonl", b'{\n "id": "a",\n "text": "b"\n}', "several lines"),
        ("a.txt", b'[{"title": "b"}]', "JSON"),
        ("a.html", b"\x1f\x8b\x08....", "gzip"),
    ],
)
def test_wrong_formats_are_recognised(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    assert said in str(error(write(tmp_path / name, content)))


def test_what_can_be_read_is_read_as_what_it_is(tmp_path: Path) -> None:
    assert one(write(tmp_path / "page.txt", PAGE)).title == "Weavers march in Zeltfurt"
    assert one(write(tmp_path / "page.jsonl", PAGE)).title == "Weavers march in Zeltfurt"
    assert one(write(tmp_path / "text.html", ARTICLE)).text == ARTICLE.strip()
    row = json.dumps({"id": "r1", "text": "Ten people marched."})
    assert one(write(tmp_path / "rows.txt", row)).document_id == "r1"


def test_a_huge_file_is_refused_without_being_loaded(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        for _ in range(50):
            stream.write(b"All the same words again. " * 40330)
    tracemalloc.start()
    assert "larger than 20 MB" in str(error(path))
    assert tracemalloc.get_traced_memory()[1] < 64 * 2**20
    tracemalloc.stop()


def test_a_long_jsonl_streams_in_slices_and_counts_its_lines(tmp_path: Path) -> None:
    row = json.dumps({"id": "x", "text": "Ten people marched. " * 2000}) + "\n"
    rows = row * (2 * SLICE // len(row) + 5)
    found = read(write(tmp_path / "long.jsonl", rows + "broken\n"))
    captures = [i.capture for i in found if i.capture]
    assert len(captures) == 3 and sum(c.size for c in captures) == len(rows) + len("broken\n")
    assert [i.error.location for i in found if i.error] == [f"{tmp_path / 'long.jsonl'}:{rows.count(chr(10)) + 1}"]


def test_jsonl_gives_good_rows_and_an_error_a_bad_line() -> None:
    lines = [
        b'{"id": "a", "text": "Ten  people\\r\\nmarche\\u0301d.", "published": "2020-05-03"}',
        b"nonsense",
        b'{"id": "b"}',
        b'{"id": "c", "text": "x", "published": "last week"}',
        b'\xff{"id": "d", "text": "x"}',
        b'{"id": "e", "text": "\\ud83d"}',
        b'{"id": 7, "text": "Twenty people gathered in the square on Monday."}',
    ]
    good, *bad = read("-", stdin=b"\n".join(lines))
    assert [d.document_id for d in good.documents] == ["a", "7"]
    assert good.documents[0].text == "Ten  people\r\nmarche\u0301d."
    assert good.documents[0].published_from == "metadata"
    assert good.documents[1].language == "en"
    assert [i.error.location for i in bad if i.error] == ["-:2", "-:3", "-:4", "-:5", "-:6"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_charsets(charset: str) -> None:
    words = "Vor dem Rathaus in Müllrose standen am Sonntag 120 Menschen, hieß es."
    assert decode(words.encode(charset)).text == words


def test_declared_charset_and_broken_bytes(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("Ida Knopf", "Ида")
    assert one(write(tmp_path / "a.html", page.encode("windows-1251", "xmlcharrefreplace"))).byline == "Ида"
    broken = "Sprecherin Müller zählte 40 Männer".encode() + b"\xff\xfe und sieben Frauen."
    decoded = decode(broken)
    assert decoded.replaced == 2 and "zählte" in decoded.text


def test_tidy_mends_and_keeps() -> None:
    assert tidy("don’t — “quote”") == "don’t — “quote”"
    assert tidy("doesnâ€™t stop") == "doesn’t stop"
    assert tidy("a\r\nb\rc\x00d\u00a0e") == "a\nb\ncd e"
    assert tidy("Cafe\u0301") == "Caf\u00e9"
    assert tidy("👩‍👧 می‌روم") == "👩‍👧 می‌روم"


def test_page_with_its_traps(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.html", PAGE))
    assert document.title == "Weavers march in Zeltfurt"
    assert (document.outlet, document.via, document.byline) == ("The Loom Courier", None, "Ida Knopf")
    assert (document.published, document.published_from) == ("2020-05-03T18:20:00+02:00", "metadata")
    (post,) = document.posts
    assert document.text[post.start : post.end] == "Counted 412 of us at the bridge pic.twitter.com/abc"
    assert (post.author, post.handle, post.posted) == ("Lo Spindel", "@lospindel", "2020-04-26")
    assert post.url == "https://twitter.com/lospindel/status/12345"
    assert "There were no arrests." in document.text and "buttons" not in document.text
    assert {"menu", "headlines", "footer"} <= {block.kind for block in document.dropped}


def test_a_page_is_not_dated_by_a_quoted_post_or_a_copyright(tmp_path: Path) -> None:
    page = PAGE.replace('"datePublished": "2020-05-03T18:20:00+02:00",', "")
    assert one(write(tmp_path / "a.html", page)).published_from == "posts"
    dated = page.replace("</h1>", "</h1><div>By Ida Knopf</div><div>Published 3 May 2020, 18:20</div>")
    document = one(write(tmp_path / "b.html", dated))
    assert (document.published or "")[:10] == "2020-05-03"


def test_a_page_cut_off_in_the_middle_still_reads(tmp_path: Path) -> None:
    cut = PAGE[: PAGE.index("went home") + 4]
    assert "Some 300 weavers" in one(write(tmp_path / "a.html", cut)).text


def test_right_to_left_and_unread_languages_are_ingested_whole(tmp_path: Path) -> None:
    arabic = (
        "قالت الشرطة إن نحو 200 شخص تظاهروا في المدينة يوم الأحد احتجاجا على رفع الأسعار.\n\n"
        "ولم ترد أنباء عن وقوع اعتقالات."
    )
    document = one(write(tmp_path / "a.txt", arabic))
    assert document.text == arabic and document.language == "ar"


def test_language_of_short_text_is_unknown() -> None:
    assert detect("Moscow") == ("und", 0.0)
    assert detect("Several hundred people\nmarched through the old town on Sunday.")[0] == "en"


def test_what_is_no_file_is_told_and_nothing_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "round.txt").symlink_to("round.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "in.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "up").symlink_to("..")
    found = list(read_inputs([tmp_path, tmp_path / "pipe.txt"]))
    told = [Path(i.error.location).name for i in found if i.error]
    assert told == ["gone.txt", "round.txt", "pipe.txt"]
    assert [len(i.documents) for i in found if not i.error] == [1]


def test_a_glob_does_not_go_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "in.txt").write_text(ARTICLE, encoding="utf-8")
    for name in ("x", "y"):
        (tmp_path / "a" / name).symlink_to("..")
    assert len(list(read_inputs([f"{tmp_path}/**/*.txt", f"{tmp_path}/**"]))) == 2


def test_a_reader_that_fails_costs_one_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_: object) -> None:
        raise IndexError("list index out of range")

    (tmp_path / "a.html").write_text(f"<html><body><p>{ARTICLE}</p></body></html>", encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setattr("demonstrably.ingest.readers.html.read_meta", explode)
    first, second = read_inputs([tmp_path])
    assert first.error
    assert "defect of ours" in first.error.remedy
    assert len(second.documents) == 1


PROSE = "<p>Thousands of protesters marched in Paris on Friday. Police detained 40 of them.</p>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "page.html",
            f"<article><h1>March</h1>{PROSE}{'<ul><li><p>Police said so.</p>' * 900}{PROSE}{'</li></ul>' * 900}",
        ),
        ("row.jsonl", '{"id": "a", "text": "Nine came.", "more": ' + "[" * 9999 + "]" * 9999 + "}"),
        ("chat.json", '{"messages": [' + "[" * 9999 + "]" * 9999 + "]}"),
    ],
)
def test_what_is_nested_too_deep_is_told(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (found,) = read_inputs([tmp_path / name])
    assert found.error and "nested too deep" in found.error.message and ".txt" in found.error.remedy


def test_a_page_without_a_title_or_heading_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bare.html"
    path.write_bytes(f"<html><body><p>{ARTICLE}</p></body></html>".encode("utf-16"))
    (found,) = read_inputs([path])
    assert found.error is None
    assert found.documents[0].title is None


def test_terminal_codes_leave_no_figures_behind(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_text(f"\x1b[31mMarch\x1b[0m in Rivertown\n\n\x1b]0;title\x07{ARTICLE}", encoding="utf-8")
    (found,) = read_inputs([path])
    assert not {"[31m", "title", "\x1b"} & set(re.findall(r"\[31m|title|\x1b", found.documents[0].text))


def test_names_that_are_no_utf8_are_written_so_that_they_can_be(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"bad\xff.txt")
    path.write_text(ARTICLE, encoding="utf-8")
    (found,) = read_inputs([tmp_path])
    assert (found.documents[0].path or "").endswith("bad\ufffd.txt")


@pytest.mark.parametrize("published", ["2031-13-45", "2031-02-31", "0000-00-00", "yesterday"])
def test_a_day_that_no_calendar_has_is_told(tmp_path: Path, published: str) -> None:
    """Linking reckons with days: one such row would end every later run over the record."""
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps({"id": "a", "text": ARTICLE, "published": published}), encoding="utf-8")
    (found,) = read_inputs([path])
    assert found.error
    assert published in str(found.error)


def test_english_full_of_foreign_names_is_english() -> None:
    text = (
        "Police storm into the campuses of Universitas Contoh and Universitas Karangan Indah in West Java, firing tear "
        "gas at protesters, after students said that two of them were hurt."
    )
    assert detect(text)[0] == "en"
    assert detect("Die Polizei hat am Samstag in Hamburg mehrere hundert Menschen in Gewahrsam genommen.")[0] == "de"


def test_a_page_with_control_characters_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("They carried", "\x1b[31mThey\x1b[0m \x07carried"), encoding="utf-8")
    assert "They carried lanterns" in one(path).text


def page(og: str, heading: str, headline: str, title: str) -> str:
    """A page that names its headline in four places."""
    return (
        f'<html><head><title>{title}</title><meta property="og:title" content="{og}">'
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": headline})}</script></head>'
        f"<body><article><h1>{heading}</h1>" + "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    )


@pytest.mark.parametrize(
    ("og", "heading", "headline", "title", "chosen"),
    [
        ("Looms stand still", "Weavers march", "Looms stand still", "Weavers march | Courier", "Looms stand still"),
        ("Looms stand still", "Weavers march", "Weavers march", "Weavers march | Courier", "Weavers march"),
        ("Weavers &quot;march&quot;", "Weavers “march”", "Weavers “march”", "Weavers - Courier", 'Weavers "march"'),
        ("Weavers  march", "Weavers<br>march", "", "Weavers march", "Weavers march"),
    ],
)
def test_of_two_headlines_the_one_most_places_name(
    tmp_path: Path, og: str, heading: str, headline: str, title: str, chosen: str
) -> None:
    assert one(write(tmp_path / "page.html", page(og, heading, headline, title))).title == chosen


def test_an_article_cut_by_advertisements_is_whole_and_the_next_one_is_another(tmp_path: Path) -> None:
    def part(word: str) -> str:
        line = (
            f"The {word} of Zeltfurt walked over the bridge on Sunday with a drum, a lantern and a long piece of cloth."
        )
        return f"<div class='text'><p>{line}</p><p>{line.replace('Sunday', 'Monday')}</p></div>"

    first = f"<h1>Weavers march</h1>{part('weavers')}<div class='ad'>Buy buttons</div>{part('dyers')}{part('coopers')}"
    (found,) = read(
        write(tmp_path / "page.html", f"<html><body><div>{first}</div><h1>Herring bill</h1>{part('fishers')}")
    )
    text = found.documents[0].text
    assert [word for word in ("weavers", "dyers", "coopers") if word in text] == ["weavers", "dyers", "coopers"]
    tree = lxml.html.document_fromstring(f"<body><div>{first}</div><h1>Herring bill</h1>{part('fishers')}")
    assert not join_boxes(tree, tree.text_content()) and not join_boxes(tree, "")
    assert join_boxes(tree, tree.find_class("text")[0].text_content())
    assert [len(box) for box in tree.iter("div") if box.get("class") == "text"] == [6, 0, 0, 2]


def test_an_input_error_comes_whole_from_another_process() -> None:
    error = InputError("page.html", "the file is cut off", remedy="Fetch it again.")
    sent = pickle.loads(pickle.dumps(error))
    assert (str(sent), sent.location, sent.remedy) == (str(error), "page.html", "Fetch it again.")
