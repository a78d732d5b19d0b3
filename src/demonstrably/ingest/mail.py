"""A mail with news in it: which part is read, what was forwarded, who sent it and when, what is not the article.

Nothing that a mail points to is ever fetched, and its attachments are left alone; a mail forwarded as an attachment is
the mail that is read.
"""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any, cast

from demonstrably.errors import InputError
from demonstrably.ingest.cleaning import is_sentence, merge
from demonstrably.ingest.contract import Context, too_deep
from demonstrably.ingest.decode import decode, known_charset, tidy
from demonstrably.ingest.describe import describe_plain
from demonstrably.ingest.embeds import Embed, place_embeds
from demonstrably.ingest.fragment import fragment_lines, links_of, without_furniture
from demonstrably.ingest.lexicon import Lexicon, rule_of
from demonstrably.ingest.outlets import tidy_name
from demonstrably.ingest.page import iso_time
from demonstrably.ingest.posts import find_posts
from demonstrably.language.detect import detect
from demonstrably.model import Document, Dropped, content_id

_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60}):", re.MULTILINE)
_TELLING = frozenset({b"from", b"date", b"subject", b"message-id", b"mime-version", b"received", b"return-path", b"to"})
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc|пересл)\s*:\s*)+", re.IGNORECASE)
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)
_LABEL = re.compile(r"^\W{0,3}(\w[\w -]{0,14}?)\W{0,3}:\W{0,3}\s*(.*)$")

WRAPPED = 60
"""Characters from which a line of plain mail can be the first part of a longer one; mail programs wrap at 72 or so."""

UNWRAPPED = 100
"""Characters of a line that no mail program has wrapped."""

FOOT = "a newsletter's footer"
"""The reason by which the codebook's table `mail` marks lines about a subscription."""

LONGEST_HEADER = 10_000
"""Characters of a header that are read: the standard library takes minutes for one of a megabyte made to be slow."""

DEEPEST = 40
"""Parts inside parts, beyond which it is no mail that people send."""


@dataclass(frozen=True)
class Told:
    """What a mail, or the one forwarded in it, says of itself; None where it does not."""

    sender: str | None = None
    address: str | None = None
    date: str | None = None
    subject: str | None = None


def is_mail(head: bytes) -> bool:
    """Whether bytes begin with the header of a mail: at least three of its usual fields before the first empty line."""
    if not _FIELD.match(head.lstrip()[:80]):
        return False
    top = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    fields = {name.lower() for name in _FIELD.findall(top)}
    return len(fields & _TELLING) >= 3 and b"from" in fields


def read_mail(payload: bytes, location: str, context: Context) -> Document:
    """The mail's article. Raises InputError for what is no mail or has no words."""
    if not is_mail(payload[:65536]):
        raise InputError(location, "is no mail.", remedy="Export it from the mail program again, as EML or MBOX.")
    try:
        message = _innermost(email.message_from_bytes(payload, policy=email.policy.compat32))
        parts = list(_texts(message))
    except RecursionError:
        raise too_deep(location) from None
    return _document(message, parts, location, Words.from_table(context), context)


@dataclass(frozen=True)
class Words:
    """The codebook's table `mail`, compiled: the cleaner's rules with those for mails before them."""

    lexicon: Lexicon
    forwarded: tuple[str, ...]
    browser: tuple[str, ...]
    labels: Mapping[str, str]

    @classmethod
    def from_table(cls, context: Context) -> Words:
        table = context.codebook.table("mail")
        own = tuple(rule_of(row) for row in table["rule"])
        labels = {word: field for field, words in table["labels"].items() for word in words}
        lexicon = replace(context.lexicon, rules=(*own, *context.lexicon.rules))
        return cls(lexicon, tuple(table["forwarded"]), tuple(table["browser"]), labels)


def _innermost(message: Message[str, str]) -> Message[str, str]:
    """The mail that was forwarded as an attachment, or else the mail itself."""
    for _ in range(DEEPEST):
        inner = next((part for part in message.walk() if part.get_content_type() == "message/rfc822"), None)
        attached = inner.get_payload() if inner is not None else None
        if not isinstance(attached, list) or not attached:
            break
        message = cast(Message, attached[0])
    return message


def _texts(message: Message[str, str]) -> Iterator[tuple[str, str]]:
    """(media type, text) of the parts that are to be read by people."""
    for part in message.walk():
        kind = part.get_content_type()
        disposition = str(part.get("Content-Disposition", "")).lower()
        if kind in ("text/plain", "text/html") and not disposition.startswith("attachment"):
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield kind, decode(body, str(part.get_content_charset() or "")).text


def header(message: Message[str, str], name: str) -> str:
    """A header's beginning as one line of text, whatever it is encoded in; empty where it is missing."""
    written = str(message.get(name, ""))[:LONGEST_HEADER]
    try:
        parts = decode_header(written.replace("\r", "").replace("\n", ""))
    except (ValueError, LookupError):
        parts = [(written, None)]
    text = "".join(p if isinstance(p, str) else _words(p, charset) for p, charset in parts)
    return re.sub(r"\s+", " ", tidy(text)).strip()


def _words(part: bytes, charset: str | None) -> str:
    return decode(part, known_charset(charset)).text


def _document(
    message: Message[str, str], parts: Sequence[tuple[str, str]], location: str, words: Words, context: Context
) -> Document:
    lines, embeds, url = _body(parts, words)
    lines, told, cut = _forwarded(lines, _told(message), words)
    title = _REPLY.sub("", told.subject or "").strip() or None
    text, dropped = _without_foot(*without_furniture(tidy("\n".join(lines)), title, words.lexicon))
    if not text:
        raise InputError(location, "is a mail without words.", remedy="If it is all pictures, save the page itself.")
    posts = place_embeds(text, embeds) or find_posts(text)
    found = describe_plain(text, posts, context, location=location)
    outlet = _outlet(told, None if cut else message, _has_foot(dropped), context) or found.outlet
    published = iso_time(told.date) or found.published
    return Document(
        document_id=content_id("doc", text, title, outlet, published),
        text=text,
        language=detect(text)[0],
        path=location,
        url=_archived(message) or url,
        title=title,
        outlet=outlet,
        byline=found.byline,
        published=published,
        published_from="metadata" if iso_time(told.date) else found.published_from,
        posts=posts,
        dropped=merge([*cut, *dropped]),
    )


def _without_foot(text: str, dropped: list[Dropped]) -> tuple[str, list[Dropped]]:
    """The text without what follows its last sentence, where the mail has a newsletter's foot: an address, a slogan."""
    lines = text.split("\n")
    foot = len(lines)
    while _has_foot(dropped) and foot > 1 and not is_sentence(lines[foot - 1]):
        foot -= 1
    below = [Dropped("footer", "below a newsletter's last sentence", line) for line in lines[foot:]]
    return "\n".join(lines[:foot]), [*dropped, *below]


def _has_foot(dropped: Sequence[Dropped]) -> bool:
    return any(block.reason == FOOT for block in dropped)


def _body(parts: Sequence[tuple[str, str]], words: Words) -> tuple[list[str], list[Embed], str | None]:
    """(lines, posts, address of the mail's own page): of the HTML part, which keeps paragraphs, or of the plain one."""
    for source in (text for kind, text in parts if kind == "text/html"):
        try:
            lines, embeds = fragment_lines(source)
            own = next((url for said, url in links_of(source) if _is_own_page(said, words)), None)
        except ValueError:
            continue
        if lines:
            return lines, embeds, own
    plain = "\n\n".join(text for kind, text in parts if kind == "text/plain")
    return unwrapped(plain), [], None


def _is_own_page(said: str, words: Words) -> bool:
    lowered = said.casefold()
    return len(lowered) < 80 and any(word in lowered for word in words.browser)


def unwrapped(text: str) -> list[str]:
    """The lines of plain mail with paragraphs whole again, and without the marks of a quotation of all of it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spoken = [line for line in lines if line.strip()]
    if spoken and sum(line.startswith(">") for line in spoken) > 0.8 * len(spoken):
        lines = _QUOTED.sub("", "\n".join(lines)).split("\n")
    if sum(len(line) > UNWRAPPED for line in spoken) > 0.3 * len(spoken):
        return lines
    joined: list[str] = []
    open_line = False
    for line in lines:
        stripped = line.strip()
        if open_line and stripped and re.match(r"[^\W_]|[\"'“‘«(]", stripped):
            joined[-1] = f"{joined[-1]} {stripped}"
        else:
            joined.append(line.rstrip())
        open_line = len(line.rstrip()) >= WRAPPED
    return joined


def _told(message: Message[str, str]) -> Told:
    name, address = parseaddr(header(message, "From"))
    return Told(name or None, address or None, header(message, "Date") or None, header(message, "Subject") or None)


def _forwarded(lines: list[str], told: Told, words: Words) -> tuple[list[str], Told, list[Dropped]]:
    """The lines below the last forwarding header, what that header tells, and what stood above."""
    marks = [i for i, line in enumerate(lines) if line.strip().casefold().startswith(words.forwarded)]
    if not marks:
        return lines, told, []
    rest = marks[-1] + 1
    fields: dict[str, str] = {}
    while rest < len(lines) and (not lines[rest].strip() or (field := _field(lines[rest], words))):
        if lines[rest].strip() and field:
            fields.setdefault(*field)
        elif fields:
            break
        rest += 1
    name, address = parseaddr(fields.get("from", ""))
    original = Told(name or None, address or None, fields.get("date"), fields.get("subject") or told.subject)
    above = "\n".join(filter(str.strip, lines[:rest]))
    return lines[rest:], original, [Dropped("metadata", "above a forwarded mail", above)]


def _field(line: str, words: Words) -> tuple[str, str] | None:
    """(which field, its value) of a line of a forwarding header, None for another line."""
    match = _LABEL.match(line.strip())
    field = words.labels.get(match.group(1).casefold()) if match else None
    return (field, match.group(2).strip("* ")) if match and field else None


def _outlet(told: Told, message: Message[str, str] | None, footer: bool, context: Context) -> str | None:
    """Who sent it, where that is an outlet or a list: a person who writes by hand is nobody's outlet. `message` has the
    sender's own header, None where he is only told of; `footer` says that the mail has a newsletter's foot."""
    known = context.outlets.of_url(f"https://{(told.address or '').rpartition('@')[2]}")
    sender = tidy_name(told.sender or "")
    listed = tidy_name(parseaddr(header(message, "List-Id"))[0]) if message else None
    outlets = (name for name in (sender, listed) if name and context.outlets.looks_like_outlet(name))
    bulk = footer or (message is not None and _is_bulk(message))
    return known or next(outlets, None) or (sender if bulk else None) or listed


def _is_bulk(message: Message[str, str]) -> bool:
    bulk = header(message, "Precedence").lower() in ("bulk", "list")
    return bulk or any(header(message, name) for name in ("List-Id", "List-Unsubscribe", "List-Post"))


def _archived(message: Message[str, str]) -> str | None:
    written: Any = header(message, "Archived-At").strip("<> ")
    return str(written) if str(written).startswith(("http://", "https://")) else None
