"""Files of every format that we read, made by code out of words of our own."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import textwrap
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PARAGRAPHS = (
    "Some 300 weavers marched through Zeltfurt on Sunday against the new loom tax, the town's police said.",
    "They carried lanterns and a drum, and sang until the rain began, and then they went home to dry.",
    "There were no arrests, a spokeswoman for the guild of dyers told the Courier on Monday morning.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def page(number: int = 0, charset: str = "utf-8", head: str = "") -> str:
    """An article's page; `number` makes it another one."""
    body = "".join(f"<p>{line.replace('300', str(300 + number))}</p>" for line in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Weavers march {number}</title>'
        f'<meta property="og:site_name" content="The Loom Courier">{head}'
        '<meta property="article:published_time" content="2020-05-03T18:20:00+02:00"></head>'
        f"<body><nav>Home World Cloth</nav><article><h1>Weavers march {number}</h1>{body}</article>"
        "<footer>© 2020 Loom Media</footer></body></html>"
    )


# WARC


def digest(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def answer(body: bytes, media_type: str = "text/html; charset=utf-8", status: str = "200 OK", head: str = "") -> bytes:
    """An HTTP answer; `head` holds more header lines, each with its end."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{head}\r\n".encode() + body


def record(block: bytes, kind: str = "response", version: str = "1.0", **fields: str | None) -> bytes:
    """A WARC record; a field given as None is left out, one with another value is that."""
    told: dict[str, str | None] = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block, usedforsecurity=False).hexdigest()}>",
        "WARC-Date": "2020-05-04T06:00:00Z",
        "WARC-Target-URI": "https://courier.example/weavers",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "application/warc-fields",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [f"{name}: {value}" for name, value in told.items() if value is not None]
    return f"WARC/{version}\r\n{chr(10).join(lines)}".replace("\n", "\r\n").replace("\r\r", "\r").encode() + (
        b"\r\n\r\n" + block + b"\r\n\r\n"
    )


def response(number: int, **fields: str | None) -> bytes:
    """A sound record of page `number`."""
    block = answer(page(number).encode())
    url = f"https://courier.example/{number}"
    return record(block, **{"WARC_Target_URI": url, "WARC_Block_Digest": digest(block), **fields})


def packed(*records: bytes) -> bytes:
    """Records as an archive keeps them, each in a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def warc() -> bytes:
    """An archive with all that stands beside pages."""
    picture = record(answer(b"\x89PNG", "image/png"), WARC_Target_URI="https://courier.example/logo.png")
    missing = record(answer(b"gone", status="404 Not Found"))
    again = record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit", Content_Type="application/http; msgtype=response")
    info = record(b"software: loom/1.0\r\n", "warcinfo")
    asked = record(b"GET / HTTP/1.1\r\n\r\n", "request", Content_Type="application/http; msgtype=request")
    return packed(info, asked, response(1), picture, missing, again, response(2))


# Archives in a ZIP


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 5, 4, 6, 0, 0)), data, compress_type=method)
    return buffer.getvalue()


def wacz(data: bytes | None = None, told: bytes | None = None, method: int = zipfile.ZIP_STORED) -> bytes:
    """A WACZ with one WARC; `told` is what its hash is taken of, if of something else."""
    data = warc() if data is None else data
    name = "archive/data.warc.gz"
    row = {"name": "data.warc.gz", "path": name, "hash": f"sha256:{hashlib.sha256(told or data).hexdigest()}"}
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": [row]})
    return zipped({"datapackage.json": package.encode(), name: data, "indexes/index.cdx.gz": b""}, method)


# Feeds


def rss(entries: str | None = None) -> bytes:
    full = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    own = f"""<item><title>Weavers march &amp; sing</title><link>https://courier.example/a</link>
<dc:creator>Ida Knopf</dc:creator><pubDate>Sun, 03 May 2020 18:20:00 +0200</pubDate><description>In short.</description>
<content:encoded><![CDATA[{full}<p>Read more:</p><script>track()</script>]]></content:encoded></item>
<item><title>Dyers strike</title><link>https://courier.example/b</link><pubDate>Mon, 04 May 2020 08:00:00 +0200</pubDate>
<description>{PARAGRAPHS[2]}</description></item>
<item><title>A link only</title><link>https://courier.example/c</link></item>"""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Loom Courier</title><link>https://courier.example/</link><language>en-GB</language>
{own if entries is None else entries}</channel></rss>
""".encode()


def atom() -> bytes:
    full = "".join(f"&lt;p&gt;{line}&lt;/p&gt;" for line in PARAGRAPHS)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Loom Courier</title><id>urn:x</id><updated>2020-05-03T16:20:00Z</updated>
<entry><title>Weavers march</title><id>urn:a</id><link href="https://courier.example/a"/><author><name>Ida Knopf</name></author>
<published>2020-05-03T16:20:00Z</published><updated>2020-05-04T06:00:00Z</updated><content type="html">{full}</content></entry>
</feed>
""".encode()


def sitemap() -> bytes:
    return b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://courier.example/a</loc><news:news><news:publication><news:name>The Loom Courier</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2020-05-03T18:20:00+02:00</news:publication_date>
<news:title>Weavers march</news:title></news:news></url>
<url><loc>https://courier.example/about</loc><lastmod>2019-01-01</lastmod></url></urlset>
"""


# Mails


def eml(subject: str = "Weavers march", html: bool = True) -> bytes:
    """A newsletter of two parts, quoted-printable, with its head and foot."""
    told = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    body = (
        '<html><body><div style="display:none">Hidden teaser</div><a href="https://courier.example/n/1">View in browser</a>'
        f"<table><tr><td>{told}</td></tr></table><p>You are receiving this email because you signed up.</p>"
        '<p><a href="https://courier.example/u">Unsubscribe</a></p></body></html>'
    )
    plain = "\r\n\r\n".join("\r\n".join(textwrap.wrap(line, 72)) for line in PARAGRAPHS)
    rich = f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}\r\n" if html else ""
    return (
        "Received: from mail.courier.example by mx.example; Sun, 3 May 2020 18:30:00 +0200\r\n"
        "From: The Loom Courier <news@courier.example>\r\nTo: desk@example.org\r\n"
        f"Subject: {subject}\r\nDate: Sun, 3 May 2020 18:20:00 +0200\r\nMessage-ID: <1@courier.example>\r\n"
        "List-Id: Morning letter <letter.courier.example>\r\nList-Unsubscribe: <https://courier.example/u>\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{plain}\r\n{rich}--b--\r\n"
    ).encode()


def mbox() -> bytes:
    mails = [eml(f"Weavers march {number}").replace(b"\r\n", b"\n") for number in (1, 2, 3)]
    return b"".join(b"From news@courier.example Sun May  3 18:20:00 2020\n" + mail + b"\n" for mail in mails)


def mhtml() -> bytes:
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/a\r\nSubject: Weavers march\r\n"
        "Date: Mon, 4 May 2020 06:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Location: https://courier.example/a\r\n\r\n"
        f"{page(1)}\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n--b--\r\n"
    ).encode()


# Tables


def csv(delimiter: str = ",") -> bytes:
    rows = [["Headline", "Body", "Publication Date", "Source", "URL"]]
    for number in (1, 2):
        text = TEXT.replace("300", str(300 + number)) + ' They called it "the last thread", or so.'
        rows.append(
            [f"Weavers march {number}", text, "2020-05-03", "The Loom Courier", f"https://courier.example/{number}"]
        )
    cells = (['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows)
    return "".join(delimiter.join(row) + "\r\n" for row in cells).encode()


def parquet() -> bytes:
    import datetime

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "title": ["Weavers march 1", "Weavers march 2"],
            "text": [TEXT, TEXT.replace("300", "412")],
            "date": [datetime.date(2020, 5, 3), datetime.date(2020, 5, 4)],
            "outlet": ["The Loom Courier", None],
            "n": [1, 2],
        }
    )
    buffer = io.BytesIO()
    pq.write_table(table, buffer, row_group_size=1)
    return buffer.getvalue()


# Posts


def telegram(kind: str = "public_channel", indent: int | None = 1) -> bytes:
    head = {
        "id": 1,
        "type": "message",
        "date": "2020-05-03T18:20:00",
        "date_unixtime": "1588522800",
        "from": "Loom News",
    }
    messages = [
        {"id": 0, "type": "service", "date": "2020-05-01T10:00:00", "action": "create_channel"},
        {**head, "text": ["Some 300 weavers ", {"type": "bold", "text": "marched"}, " through Zeltfurt on Sunday."]},
        {**head, "id": 2, "text": "", "photo": "photos/1.jpg"},
        {**head, "id": 3, "forwarded_from": "Dyers' Guild", "text": "We counted 412 people at the bridge."},
    ]
    return json.dumps({"name": "Loom News", "type": kind, "id": 123, "messages": messages}, indent=indent).encode()


def x_posts() -> bytes:
    tweets = [
        {"tweet": {"id_str": "11", "full_text": "Counted 412 of us at the bridge &amp; more", "created_at": "Sun May 03 16:20:00 +0000 2020"}},
        {"tweet": {"id_str": "12", "full_text": "RT @dyers: Two were arrested in Zeltfurt.", "created_at": "Sun May 03 17:20:00 +0000 2020"}},
    ]  # fmt: skip
    return b"window.YTD.tweets.part0 = " + json.dumps(tweets, indent=2).encode()


X_ACCOUNT = b'window.YTD.account.part0 = [{"account": {"username": "lospindel", "accountDisplayName": "Lo Spindel"}}]'


def x_zip() -> bytes:
    return zipped(
        {"data/account.js": X_ACCOUNT, "data/tweets.js": x_posts(), "data/like.js": b"window.YTD.like.part0 = []"}
    )


def jsonl() -> bytes:
    rows = ({"id": f"r{n}", "text": TEXT.replace("300", str(300 + n)), "published": "2020-05-03"} for n in (1, 2))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@dataclass(frozen=True)
class Sample:
    """A sound file: its name, its bytes, how many documents it holds. `certain` says that its bytes alone tell what it
    is, `pieces` that what stands before a break in it is read all the same."""

    name: str
    make: Callable[[], bytes]
    documents: int
    certain: bool = True
    pieces: bool = False


SAMPLES = (
    Sample("a.html", lambda: page().encode(), 1),
    Sample("a.txt", TEXT.encode, 1, certain=False),
    Sample("a.jsonl", jsonl, 2, pieces=True),
    Sample("a.warc.gz", warc, 2, pieces=True),
    Sample("a.warc", lambda: response(1) + response(2), 2, pieces=True),
    Sample("a.wacz", wacz, 2),
    Sample("a.rss", rss, 2),
    Sample("a.atom", atom, 1),
    Sample("a.eml", eml, 1),
    Sample("a.mbox", mbox, 3, pieces=True),
    Sample("a.mhtml", mhtml, 1),
    Sample("a.csv", csv, 2, certain=False, pieces=True),
    Sample("a.tsv", lambda: csv("\t"), 2, certain=False, pieces=True),
    Sample("a.parquet", parquet, 2),
    Sample("result.json", telegram, 2, pieces=True),
    Sample("line.json", lambda: telegram(indent=None), 2, pieces=True),
    Sample("tweets.js", x_posts, 2, pieces=True),
    Sample("x.zip", x_zip, 2),
)
