"""Bytes to text: byte order mark, declared charset, UTF-8, then a guess; and Unicode mended without harm."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ftfy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_BY_HABIT = frozenset({"iso8859-1", "ascii", "cp1252"})
"""Charsets that servers name for whatever they send: what the page itself names goes before them."""

_LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_TERMINAL_CODES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
"""Colours and window titles, as in the log of a terminal: taken out whole, or "31m" would be left of one."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u00ad\u200b\u2060\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """`replaced` counts the characters that could not be decoded and stand as U+FFFD."""

    text: str
    charset: str
    replaced: int


def byte_order(payload: bytes) -> str | None:
    """The charset that a byte order mark, or the pattern of NULs in plain UTF-16, gives away; None otherwise."""
    for mark, charset in _MARKS:
        if payload.startswith(mark):
            return charset
    head = payload[:400]
    for charset, high_bytes in (("utf-16-be", head[::2]), ("utf-16-le", head[1::2])):
        if len(head) >= 8 and high_bytes.count(0) > 0.4 * len(high_bytes) and head.count(0) < 0.6 * len(head):
            return charset
    return None


def declared(payload: bytes) -> str | None:
    """The charset an HTML or XML head names, None where it names none that we know."""
    head = payload[:4096]
    match = _META_CHARSET.search(head) or _XML_ENCODING.search(head)
    return known_charset(match.group(1).decode("ascii")) if match else None


def known_charset(written: str | None) -> str | None:
    """Python's name of a text encoding, None for one that it does not know or that is no encoding of text."""
    try:
        found = codecs.lookup((written or "").strip())
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) else None


def decode(payload: bytes, charset: str | None = None) -> Decoded:
    """The payload as text. Never fails: what cannot be decoded is replaced and counted. `charset` is what came with it
    (an HTTP header, a mail part), which UTF-8 that can be read goes before: servers name charsets by habit."""
    marked = byte_order(payload)
    if marked:
        return _replacing(payload, marked)
    told = [known_charset(charset), declared(payload)]
    if told[0] in _BY_HABIT:
        told.reverse()
    for named in (named for named in told if named and named.startswith("iso2022") and b"\x1b" in payload):
        return _replacing(payload, named)  # seven-bit, so that it would pass for UTF-8
    for named in ("utf-8", *filter(None, told)):
        try:
            return Decoded(payload.decode(named), named, 0)
        except (UnicodeDecodeError, LookupError):
            continue
    as_utf8 = _replacing(payload, "utf-8")
    if len(re.findall(r"[^\x00-\x7f\ufffd]", as_utf8.text)) >= as_utf8.replaced:
        return as_utf8  # some broken bytes in UTF-8; in a legacy charset hardly anything would decode
    return _replacing(payload, _guess(payload))


def _guess(payload: bytes) -> str:
    """A legacy charset by its letters' frequencies; Windows-1252 where that gives nothing better."""
    from resiliparse.parse.encoding import detect_encoding

    guessed = detect_encoding(payload[:200_000]) or "cp1252"
    return "cp1252" if guessed in ("utf-8", "ascii", "iso-8859-1", "windows-1252") else str(guessed)


def _replacing(payload: bytes, charset: str) -> Decoded:
    text = payload.decode(charset, "replace").removeprefix("\ufeff")
    return Decoded(text, charset, text.count("\ufffd"))


def without_terminal_codes(text: str) -> str:
    """The text without the codes a terminal takes for colours; at once where it has none, as nearly every text."""
    return _TERMINAL_CODES.sub("", text) if "\x1b" in text or "\x9b" in text else text


def tidy(text: str) -> str:
    """NFC, mojibake repaired, line ends as \\n, invisible and control characters gone, odd spaces made plain.

    Curly quotes, dashes, zero-width joiners and direction marks stay: they belong to the words.
    """
    text = _INVISIBLE.sub("", _LINE_ENDS.sub("\n", without_terminal_codes(text)))
    mended = "\n".join(_mended(line) if not line.isascii() else line for line in text.split("\n"))
    mended = re.sub(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]", " ", mended)
    return unicodedata.normalize("NFC", mended)


def _mended(line: str) -> str:
    import ftfy  # a tenth of a second, and many texts never need it

    return ftfy.fix_text(line, _repair())


@cache
def _repair() -> ftfy.TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(
        uncurl_quotes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        unescape_html=False,
        normalization="NFC",
        explain=False,
    )
