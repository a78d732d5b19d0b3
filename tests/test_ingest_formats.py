"""Feeds, mails, tables and exports of posts: what becomes of what people have in them."""

from __future__ import annotations

import csv as csv_module
import io
import json
import re
import threading
import time
import zipfile
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedReader
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.errors import InputError
from demonstrably.fetch import Agent
from demonstrably.ingest import Context, Ingested, is_elsewhere, read_file, read_inputs
from demonstrably.ingest.decode import decode, tidy
from demonstrably.ingest.json_stream import JsonText
from demonstrably.ingest.mail import unwrapped
from demonstrably.ingest.readers.sitemap import news_links
from demonstrably.ingest.rows import read_day
from demonstrably.model import Document
from samples import PARAGRAPHS, TEXT, X_ACCOUNT, csv, eml, page, rss, sitemap, telegram, warc, x_posts, zipped

CONTEXT = Context(Codebook())


def read(folder: Path, name: str, data: bytes | str, **columns: str) -> list[Ingested]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_file(path, Context(CONTEXT.codebook, columns=columns)))


def one(folder: Path, name: str, data: bytes | str, **columns: str) -> Document:
    (part,) = [part for part in read(folder, name, data, **columns) if part.documents]
    (document,) = part.documents
    return document


def error(folder: Path, name: str, data: bytes | str, **columns: str) -> InputError:
    (found,) = (part.error for part in read(folder, name, data, **columns) if part.error)
    return found


# Feeds


def test_an_entry_with_its_whole_text_and_one_with_a_summary(tmp_path: Path) -> None:
    parts = read(tmp_path, "feed.xml", rss())
    full, summary = parts[0].documents
    assert (full.title, full.outlet, full.byline) == ("Weavers march & sing", "The Loom Courier", "Ida Knopf")
    assert (full.published, full.published_from) == ("2020-05-03T18:20:00+02:00", "metadata")
    assert full.text == "\n".join(PARAGRAPHS) and full.url == "https://courier.example/a"
    assert [block.text for block in full.dropped] == ["Read more:"]
    assert summary.text == PARAGRAPHS[2]
    assert parts[0].note == "1 of its 3 entries are summaries only; `demonstrably watch` fetches the pages"
    assert [part.passed_over for part in parts[1:]] == ["a feed's entry without words: a link only"]


def test_an_aggregator_s_feed_names_who_wrote_it(tmp_path: Path) -> None:
    entry = f"<item><title>T</title><description>{TEXT}</description><source url='https://lantern.example'>The Lantern</source></item>"
    document = one(tmp_path, "a.rss", rss(entry))
    assert (document.outlet, document.via) == ("The Lantern", "The Loom Courier")


def test_a_feed_cut_off_loses_its_last_entry_and_says_so(tmp_path: Path) -> None:
    feed = rss()
    cut = feed[: feed.index(b"no arrests") - 20]
    assert "cut off" in str(error(tmp_path, "a.rss", cut))
    whole_first = feed[: feed.index(PARAGRAPHS[2].encode(), feed.index(b"Dyers strike")) + 30]
    parts = read(tmp_path, "a.rss", whole_first)
    assert [document.title for part in parts for document in part.documents] == ["Weavers march & sing"]


def test_a_feed_cannot_make_us_expand_or_fetch_anything(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel/></rss>'
    assert "XML entities" in str(error(tmp_path, "a.rss", bomb))
    outside = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>'
    assert "XML entities" in str(error(tmp_path, "a.xml", outside))


def test_other_xml_is_told_with_what_helps(tmp_path: Path) -> None:
    assert "watch" in error(tmp_path, "feeds.xml", '<opml version="2.0"><body/></opml>').remedy
    assert "<kml>" in str(error(tmp_path, "a.xml", "<kml><Document/></kml>"))
    assert "without entries" in str(error(tmp_path, "a.atom", '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'))
    told = error(tmp_path, "sitemap.xml", sitemap())
    assert "2 addresses, 1 of them news" in str(told) and "watch" in told.remedy


def test_a_sitemap_s_links() -> None:
    news, plain = news_links(sitemap(), "x")
    assert (news.url, news.title, news.outlet, news.language) == (
        "https://courier.example/a", "Weavers march", "The Loom Courier", "en",
    )  # fmt: skip
    assert news.published == "2020-05-03T18:20:00+02:00"
    assert (plain.title, plain.changed) == (None, "2019-01-01")
    assert [link.url for link in news_links(sitemap()[:-120], "x")][:1] == [news.url]


# Mails


def test_a_newsletter(tmp_path: Path) -> None:
    document = one(tmp_path, "letter.eml", eml())
    assert (document.title, document.outlet) == ("Weavers march", "The Loom Courier")
    assert (document.published, document.published_from) == ("2020-05-03T18:20:00+02:00", "metadata")
    assert document.url == "https://courier.example/n/1"
    assert document.text == "\n".join(PARAGRAPHS)
    dropped = "\n".join(block.text for block in document.dropped)
    assert "signed up" in dropped and "Unsubscribe" in dropped and "View in browser" in dropped


def test_a_newsletter_of_many_items_keeps_them_all(tmp_path: Path) -> None:
    items = {
        "Weavers march on town hall": PARAGRAPHS[0],
        "Herring prices up": "The price of herring rose by four per cent in April, the fishers' guild said.",
        "Dyers walk out": "About 120 dyers left their vats on Monday. Their union said 200 had joined the picket.",
    }
    rows = "".join(
        f'<tr><td><h2>{head}</h2><p>{body}</p><a href="#">Read more »</a></td></tr>' for head, body in items.items()
    )
    foot = (
        "<tr><td>You are receiving this because you subscribed.</td></tr><tr><td>Courier Media, 1 Loom Street</td></tr>"
    )
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "The Courier <a@courier.example>", "b@example.org", "Your briefing"
    mail.set_content("In HTML only.")
    mail.add_alternative(f"<table>{rows}{foot}</table>", subtype="html")
    document = one(tmp_path, "a.eml", bytes(mail))
    assert document.text == "\n".join(line for item in items.items() for line in item)
    assert "Loom Street" in "\n".join(block.text for block in document.dropped)


def test_a_plain_mail_has_whole_paragraphs(tmp_path: Path) -> None:
    assert one(tmp_path, "a.eml", eml(html=False)).text == "\n".join(PARAGRAPHS)
    assert unwrapped("> Quoted as a whole.\n> All of it.") == ["Quoted as a whole.", "All of it."]
    assert unwrapped("Short line\nanother one") == ["Short line", "another one"]


def test_a_forwarded_mail_is_the_one_inside(tmp_path: Path) -> None:
    told = (
        "Look at this!\n\n---------- Forwarded message ---------\nFrom: The Lantern News <a@lantern.example>\n"
        f"Date: Sat, 2 May 2020 09:00:00 +0200\nSubject: Dyers strike\nTo: me@example.org\n\n{TEXT}\n"
    )
    mail = eml("Fwd: Dyers strike", html=False)
    forwarded = mail[: mail.index(PARAGRAPHS[0][:20].encode())] + told.encode() + b"\r\n--b--\r\n"
    document = one(tmp_path, "a.eml", forwarded)
    assert (document.title, document.published) == ("Dyers strike", "2020-05-02T09:00:00+02:00")
    assert document.outlet == "The Lantern News" and "Look at this" not in document.text
    assert any("Look at this" in block.text for block in document.dropped)


def test_a_mail_forwarded_as_an_attachment_is_the_one_inside(tmp_path: Path) -> None:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "Jane Roe <jane@example.org>", "desk@example.org", "see below"
    outer["Date"] = "Mon, 4 May 2020 10:00:00 +0200"
    outer.set_content("For you.")
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Date"] = (
        "The Lantern <a@lantern.example>",
        "Dyers",
        "Sat, 2 May 2020 09:00:00 +0200",
    )
    inner.set_content(TEXT)
    outer.add_attachment(inner)
    document = one(tmp_path, "a.eml", bytes(outer))
    assert (document.title, document.published) == ("Dyers", "2020-05-02T09:00:00+02:00")


def test_somebody_s_own_mail_has_no_outlet(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Jane Roe <jane@example.org>", "desk@example.org", "What I saw"
    mail["Date"] = "Mon, 4 May 2020 10:00:00 +0200"
    mail.set_content(TEXT)
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="scan.pdf")
    assert one(tmp_path, "a.eml", bytes(mail)).outlet is None


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "koi8-r", "iso-2022-jp"])
def test_a_mail_s_charset(charset: str, tmp_path: Path) -> None:
    words = {
        "koi8-r": "Полиция насчитала 300 человек на площади.",
        "iso-2022-jp": "警察は300人が行進したと発表しました。",
    }
    told = words.get(charset, "Die Polizei zählte 300 Weber auf der Brücke, hieß es am Montag.")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "A <a@courier.example>", "b@example.org", told[:12]
    mail.set_content(f"{told}\n{told} {TEXT if charset == 'utf-8' else ''}\n", charset=charset)
    document = one(tmp_path, "a.eml", bytes(mail))
    assert told in document.text and document.title == told[:12].strip()


def test_a_mailbox_with_a_line_that_looks_like_a_new_mail(tmp_path: Path) -> None:
    mail = eml("One", html=False).replace(b"\r\n", b"\n")
    odd = mail.replace(
        b"There were no arrests",
        b">From 2019 on it was banned.\n\nFrom Zeltfurt in 2020 came no word. There were no arrests",
    )
    box = b"".join(b"From a@b Sun May  3 18:20:00 2020\n" + one + b"\n" for one in (odd, mail.replace(b"One", b"Two")))
    documents = [document for part in read(tmp_path, "a.mbox", box) for document in part.documents]
    assert [document.title for document in documents] == ["One", "Two"]
    assert "\nFrom 2019 on" in documents[0].text and "From Zeltfurt in 2020" in documents[0].text


def test_a_mail_without_end_is_told(tmp_path: Path) -> None:
    head = "From: a@b.example\nDate: Mon, 4 May 2020 10:00:00 +0200\nSubject: x\nMIME-Version: 1.0\n"
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    assert "defect" not in error(tmp_path, "a.eml", head + deep).remedy
    assert "no mail" in str(error(tmp_path, "a.eml", "Just some words."))
    assert "without words" in str(error(tmp_path, "a.eml", head + "Content-Type: image/png\n\nabc"))


# Tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_in_any_dialect_and_charset(delimiter: str, charset: str, tmp_path: Path) -> None:
    data = csv(delimiter).decode().replace("weavers", "Wäber").encode(charset)
    (part,) = read(tmp_path, "a.csv", data)
    first, second = part.documents
    assert "301 Wäber" in first.text and first.text.endswith('They called it "the last thread", or so.')
    assert (first.title, first.published, first.outlet) == ("Weavers march 1", "2020-05-03", "The Loom Courier")
    assert second.url == "https://courier.example/2"


@pytest.mark.parametrize("name", ["a.warc", "a.csv"])
def test_a_login_in_an_address_is_not_kept(name: str, tmp_path: Path) -> None:
    url = "https://me:sec@ret@courier.example/@paper?a=b@c"
    data = f'text,url\n"{TEXT}",{url}\n'
    if name == "a.warc":
        data = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nContent-Type: text/plain\r\n"
        data += f"Content-Length: {len(TEXT.encode())}\r\n\r\n{TEXT}\r\n\r\n"
    assert one(tmp_path, name, data).url == "https://courier.example/@paper?a=b@c"


def test_a_mail_s_header_that_is_made_to_be_slow_is_not(tmp_path: Path) -> None:
    began = time.process_time()
    mail = f"From: a@b.example\nTo: c@d.example\nSubject: {'=?utf-8?q?a' * 50_000}\n\n{TEXT}\n"
    assert one(tmp_path, "a.eml", mail).text.startswith(TEXT[:80])
    assert time.process_time() - began < 5


def test_a_page_of_a_thousand_tables_in_each_other_takes_no_minute(tmp_path: Path) -> None:
    began = time.process_time()
    html = f"<html><body><article>{''.join(f'<p>{words}</p>' for words in PARAGRAPHS)}{'<table>' * 1000}"
    assert PARAGRAPHS[0] in one(tmp_path, "a.html", html).text
    assert time.process_time() - began < 5


def test_a_table_as_german_excel_writes_it(tmp_path: Path) -> None:
    table = (
        "sep=;\r\nNr.;Überschrift;Artikel;Datum;Zahl\r\n"
        '1;Große Demo;"In Köln kamen 1.234 Menschen; die Polizei zählte 900.";14.03.2026;1.234,50\r\n'
    )
    document = one(tmp_path, "a.csv", table.encode("cp1252"))
    assert (document.title, document.published) == ("Große Demo", "2026-03-14")
    assert document.text == "In Köln kamen 1.234 Menschen; die Polizei zählte 900."


def test_columns_inside_columns_are_named_with_both(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [{"article": {"text": TEXT, "by": {"name": "Ada"}}, "links": [{"text": "x"}], "tags": ["a", "b"]}]
    pq.write_table(pa.Table.from_pylist([*rows, {"article": None}]), tmp_path / "a.parquet")
    context = Context(Codebook(), columns={"text": "article.text", "byline": "article.by.name", "via": "tags"})
    (part,) = read_file(tmp_path / "a.parquet", context)
    (document,) = part.documents
    assert (document.text, document.byline, document.via) == (TEXT, "Ada", "a, b")
    missing = list(read_file(tmp_path / "a.parquet", Context(Codebook(), columns={"text": "article"})))
    assert "Its columns: article.text, article.by.name, tags." in str(missing[0].error)


def test_the_user_names_columns(tmp_path: Path) -> None:
    table = f'nr,Absatz,Tag\n1,"{TEXT}",31.12.2020\n'
    told = error(tmp_path, "a.csv", table)
    assert "nr, Absatz, Tag" in str(told) and "--columns text=COLUMN" in told.remedy
    assert "no column 'Text'" in str(error(tmp_path, "a.csv", table, text="Text"))
    document = one(tmp_path, "a.csv", table, text="Absatz", published="Tag")
    assert (document.text, document.published) == (TEXT, "2020-12-31")
    assert one(tmp_path, "a.csv", table, text="Absatz", id="nr").document_id == "1"


def test_rows_that_cannot_be_read_cost_themselves_only(tmp_path: Path) -> None:
    table = f'id,text,date\na1,"{TEXT}",2020-05-03\n\n2,,2020-05-03\n3,one,two,three,four\n4,"{TEXT} More.",nonsense\n'
    parts = read(tmp_path, "a.csv", table)
    documents = parts[0].documents
    assert [document.document_id for document in documents][:1] == ["a1"] and len(documents) == 2
    assert documents[1].document_id.startswith("doc-")  # a bare number is no id
    assert [part.error.location.rpartition(":")[2] for part in parts if part.error] == ["4", "5"]
    assert parts[0].note and "nonsense" in parts[0].note


def test_a_table_s_markup_becomes_words(tmp_path: Path) -> None:
    table = f'title,content\nT,"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><script>x()</script>"\n'
    assert one(tmp_path, "a.csv", table).text == "\n".join(PARAGRAPHS[:2])


def test_a_field_as_long_as_an_article_may_be(tmp_path: Path) -> None:
    long = "Ten people marched on Sunday.\n" * 10_000
    assert one(tmp_path, "a.csv", f'text\n"{long}"\n').text == long.strip()


@pytest.mark.parametrize(
    ("written", "day_first", "read_as"),
    [
        ("2020-05-03", None, "2020-05-03"),
        ("2020-05-03 18:20:00", None, "2020-05-03T18:20:00"),
        ("20200503", None, "2020-05-03"),
        ("Sun, 03 May 2020 18:20:00 GMT", None, "2020-05-03T18:20:00+00:00"),
        ("1588522800", None, "2020-05-03T16:20:00+00:00"),
        ("1588522800000", None, "2020-05-03T16:20:00+00:00"),
        ("May 3, 2020", None, "2020-05-03"),
        ("3 May 2020", None, "2020-05-03"),
        ("03.05.2020", None, "2020-05-03"),
        ("25/05/2020", None, "2020-05-25"),
        ("05/25/2020", None, "2020-05-25"),
        ("03/05/2020", None, None),
        ("03/05/2020", True, "2020-05-03"),
        ("03/05/2020", False, "2020-03-05"),
        ("03/05/2020 18:20", True, "2020-05-03T18:20:00"),
        ("31/02/2020", None, None),
        ("2020-02-31", None, None),
        ("last week", None, None),
    ],
)
def test_days_as_tables_write_them(written: str, day_first: bool | None, read_as: str | None) -> None:
    assert read_day(written, day_first, CONTEXT) == read_as


def test_a_column_shows_which_number_is_the_day(tmp_path: Path) -> None:
    rows = "".join(f'"{TEXT} {day}",{day}/05/2020\n' for day in ("03", "04", "25"))
    (part,) = read(tmp_path, "a.csv", "text,date\n" + rows)
    assert [document.published for document in part.documents] == ["2020-05-03", "2020-05-04", "2020-05-25"]


# Posts


def test_a_channel_s_messages_are_posts(tmp_path: Path) -> None:
    parts = read(tmp_path, "result.json", telegram())
    own, forwarded = parts[0].documents
    assert own.text == "Some 300 weavers marched through Zeltfurt on Sunday."
    assert (own.outlet, own.published) == ("Loom News", "2020-05-03T16:20:00+00:00")
    (post,) = own.posts
    assert (post.start, post.end, post.author) == (0, len(own.text), "Loom News")
    assert (forwarded.outlet, forwarded.via) == ("Dyers' Guild", "Loom News")
    assert sorted(p.passed_over for p in parts if p.passed_over) == [
        "note of Telegram's own, no message",
        "post without words",
    ]


def test_an_export_as_html_is_told_from_an_article(tmp_path: Path) -> None:
    told = error(tmp_path, "messages.html", page().replace("<title>Weavers march 0", "<title>Exported Data"))
    assert "Telegram" in str(told) and "JSON" in told.remedy


def test_people_s_own_chats_are_not_read(tmp_path: Path) -> None:
    for kind in ("personal_chat", "private_group", "saved_messages"):
        parts = read(tmp_path, "result.json", telegram(kind))
        assert {part.passed_over for part in parts} == {"message of a private chat"}
    whole = {"about": "Your data", "chats": {"list": [json.loads(telegram("personal_chat")), json.loads(telegram())]}}
    parts = read(tmp_path, "result.json", json.dumps(whole))
    assert sum(len(part.documents) for part in parts) == 2


def test_an_account_s_own_posts_and_its_reposts(tmp_path: Path) -> None:
    (tmp_path / "account.js").write_bytes(X_ACCOUNT)
    (part,) = read(tmp_path, "tweets.js", x_posts())
    own, repost = part.documents
    assert own.text == "Counted 412 of us at the bridge & more"
    assert own.posts[0].handle == "@lospindel" and own.url == "https://x.com/lospindel/status/11"
    assert (repost.text, repost.posts[0].handle, repost.via) == (
        "Two were arrested in Zeltfurt.",
        "@dyers",
        "Lo Spindel",
    )
    (account,) = read(tmp_path, "account.js", X_ACCOUNT)
    assert account.passed_over == "part of X's archive that holds no posts"


def test_a_long_note_of_an_account(tmp_path: Path) -> None:
    note = [{"noteTweet": {"noteTweetId": "1", "createdAt": "2020-05-03T16:20:00.000Z", "core": {"text": TEXT}}}]
    document = one(tmp_path, "note-tweet.js", "window.YTD.note_tweet.part0 = " + json.dumps(note))
    assert (document.text, document.published) == (TEXT, "2020-05-03T16:20:00+00:00")


def test_an_export_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    data = telegram()
    parts = read(tmp_path, "result.json", data[: data.index(b"Dyers")])
    assert [len(part.documents) for part in parts if part.documents] == [1]
    assert "breaks off" in str(parts[-1].error)


def test_a_zip_that_is_none_of_ours(tmp_path: Path) -> None:
    told = error(tmp_path, "a.zip", zipped({"word/document.xml": b"<w/>"}))
    assert "ZIP archive or an office document" in str(told)
    outside = zipped({"archive/../../../evil.warc": b"WARC/1.0\r\n", "datapackage.json": b"[]"})
    assert all(not part.documents for part in read(tmp_path, "a.wacz", outside))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.wacz", "a.zip"]


def test_a_zip_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped({"archive/data.warc": bytes(210 * 2**20)}, zipfile.ZIP_DEFLATED)
    assert "200 times its size" in str(error(tmp_path, "a.wacz", bomb))


@pytest.mark.parametrize(
    "part", ["<!---->", "<?x ?>", "<!-- x", "<?", "<!DOCTYPE a>", "From: a\n", "{", '{"a":', "window."]
)
def test_nothing_that_repeats_keeps_us_busy(part: str, tmp_path: Path) -> None:
    before = time.process_time()
    for name in ("a.html", "a.xml", "a.eml", "a.json", "a.js"):
        read(tmp_path, name, part * 3000)
    assert time.process_time() - before < 5


# Addresses


def test_a_web_address_is_fetched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def get(url: str, *, agent: Agent) -> SimpleNamespace:
        asked.append(url)
        return SimpleNamespace(
            body=page().encode(), final_url="https://courier.example/a", retrieved_at="2020-05-04T06:00:00+00:00",
            charset="utf-8", media_type="text/html",
        )  # fmt: skip

    monkeypatch.setattr("demonstrably.fetch.get", get)
    (part,) = read_inputs(["https://courier.example/a?x=1"])
    assert asked == ["https://courier.example/a?x=1"] and is_elsewhere(asked[0])
    assert part.capture and part.capture.location == asked[0] and part.capture.retrieved_at
    assert part.documents[0].url == "https://courier.example/a"


class Quiet(BaseHTTPRequestHandler):
    """A site of one page, without robots.txt."""

    def do_GET(self) -> None:
        found = self.path == "/a"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=windows-1252")
        self.end_headers()
        self.wfile.write(page(1).replace("drum", "drüm").replace("utf-8", "x").encode("cp1252") if found else b"")

    def log_message(self, *_: object) -> None:
        pass


def test_an_address_on_this_machine_is_read() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/a"
        (part,) = read_inputs([url])
        server.shutdown()
    assert "drüm" in part.documents[0].text and part.documents[0].url == url


def test_an_address_that_cannot_be_fetched_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(url: str, *, agent: Agent) -> None:
        raise InputError(url, "answered with HTTP status 503.", remedy="Try again later.")

    monkeypatch.setattr("demonstrably.fetch.get", get)
    (part,) = read_inputs(["www.courier.example/a"])
    assert part.error and part.error.location == "https://www.courier.example/a"


def test_pictures_beside_texts_are_no_failures(tmp_path: Path) -> None:
    for name in ("photo.jpg", "style.css", "clip.mp4"):
        (part,) = read(tmp_path, name, b"\xff\xd8\xff")
        assert part.passed_over and part.error is None
    assert one(tmp_path, "page.png", page()).title == "Weavers march 0"


def test_ingest_tells_what_was_passed_over_and_takes_columns(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc())
    (tmp_path / "b.csv").write_text(f'Absatz\n"{TEXT}"\n', encoding="utf-8")
    done = CliRunner().invoke(app, ["ingest", str(tmp_path), "--columns", "text=Absatz"])
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) == 3
    assert "1 passed over: answered with HTTP status 404" in done.stderr
    wrong = CliRunner().invoke(app, ["ingest", str(tmp_path), "--columns", "txt=Absatz"])
    assert wrong.exit_code != 0


def test_a_server_s_habitual_charset_does_not_go_before_the_page_s_own() -> None:
    words = '<meta charset="windows-1251">Полиция насчитала 300 человек.'
    assert "Полиция" in decode(words.encode("cp1251"), "ISO-8859-1").text
    assert "Полиция" in decode(words.encode("koi8-r"), "koi8-r").text


# Properties

CELLS = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="<"
    )  # markup is taken off
    | st.sampled_from('\n",;\t|'),
    min_size=1,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(CELLS, min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    charset=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_table_gives_its_cells_back(texts: list[str], delimiter: str, charset: str, tmp_path: Path) -> None:
    buffer = io.StringIO(newline="")
    writer = csv_module.writer(buffer, delimiter=delimiter, quoting=csv_module.QUOTE_ALL)
    writer.writerows([["title", "text"], *(["t", f"Ten people marched. {text}"] for text in texts)])
    parts = read(tmp_path, "a.csv", buffer.getvalue().encode(charset))
    found = [document.text for part in parts for document in part.documents]
    assert found == [tidy(f"Ten people marched. {text}").strip() for text in texts]


ITEMS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ITEMS, max_size=6), st.sampled_from([None, 2]), st.booleans())
def test_a_long_list_gives_its_items_however_it_is_read(
    items: list[object], indent: int | None, ascii_only: bool
) -> None:
    text = "{" + '"head": 1, "messages": ' + json.dumps(items, indent=indent, ensure_ascii=ascii_only) + ', "more": []}'
    data = text.encode("utf-8", "replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("demonstrably.ingest.json_stream._READ", 3)
        stream = JsonText(BufferedReader(io.BytesIO(data), 5), "x")
        assert stream.find(re.compile(r'"messages"\s*:\s*\[')) is not None
        assert list(stream.items()) == json.loads(data)["messages"]
