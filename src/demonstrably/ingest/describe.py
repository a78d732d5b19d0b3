"""What a plain text says about itself: title, outlet, aggregator, byline, day of publication and how it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from demonstrably.ingest.contract import Context
from demonstrably.ingest.days import Day, find_days, work_out_year
from demonstrably.ingest.lexicon import count_words
from demonstrably.ingest.outlets import tidy_name
from demonstrably.ingest.posts import signatures
from demonstrably.model import Post, PublishedFrom


@dataclass(frozen=True)
class Description:
    """What was found; None where the text does not tell. `sourced` says that the outlet is named as the writer (by a
    source line, a dateline, a byline) and not as the site's owner."""

    outlet: str | None = None
    via: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom = "none"
    updated: str | None = None
    sourced: bool = False


@dataclass(frozen=True)
class Dateline:
    """The head of a first paragraph: "MOSCOW, February 1. /TASS/." `day` and `agency` are None where it has none."""

    day: Day | None
    agency: str | None
    paragraph: str


HEAD_LINES = 8
"""Lines at the top of the body among which a dateline or byline is looked for: a standfirst, a caption, a summary list
may stand before it."""

_DATELINE = re.compile(
    r"^\W{0,3}(?P<town>[A-ZÀ-ÞА-ЯЁ][\w.'’\-]+(?:[ ,/]+(?:[A-ZÀ-ÞА-ЯЁ][\w.'’\-]*|and|de|al|el)){0,5}?)"
    r"(?P<rest>[\s,.:;]*[^\n]{0,60}?)\s*(?P<end>/\.?\s|\)|—|–|\s-{1,2}\s|\.\s)"
)
_AGENCY = re.compile(r"[/(]\s*([^/()\n]{2,40}?)\s*[/)]")
_SOURCE = re.compile(
    r"(?:^|[\s|•·])(?:source|quelle|fuente|fonte|источник)\s*:\s*(?P<name>[^\n|•·]{2,50}?)\s*(?:$|[|•·\n])", re.I | re.M
)
_BYLINE = re.compile(
    r"^\W{0,3}(?:(?:story|reported|written|report)\s+)?(?:by|von|par|por|di)[:\s]+(?P<name>[^\W\d_][^\n|•·]{1,80})",
    re.I,
)
_STAMP = re.compile(
    r"\s*[,|•·–—-]?\s*\b(?:first\s+)?(?:published|posted|updated|last\s+updated|veröffentlicht|source)\b.*$", re.I
)
_UPDATED = re.compile(
    r"\b(?:last\s+)?(?:updated|modified|corrected|amended|aktualisiert|mis à jour|actualizado|обновлено)\b", re.I
)
_PUBLISHED = re.compile(r"\b(?:published|posted|veröffentlicht|publié|publicado|pubblicato|опубликовано|date)\b", re.I)
_APPEAL = re.compile(
    r"\b(?i:when you support|by supporting|donate to|donation to|subscribe to|subscriber to|subscription to|"
    r"become a member of|thank you for (?:reading|supporting)|readers? of|welcome to)\s+"
    r"(?P<name>(?:The\s+|the\s+)?[A-Z][\w&'’.-]*(?:\s+(?:of|and|&)?\s*[A-Z][\w&'’.-]*){0,4})"
)
_OWN = re.compile(
    r"(?P<name>(?:The )?[A-Z][\w&'’-]*(?: (?:of |and |& )?[A-Z][\w&'’-]*){1,4})\s+"
    r"(?:pays|relies|depends|exists|is (?:funded|supported|owned|free)|belongs to|needs you|has no (?:owner|paywall)|"
    r"does(?: not|n['’]t) have (?:a|an)|will never)\b"
)
"""What an appeal says of its own outlet: "Plain News relies on its readers"."""
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s|©|\(c\)|copyright\b|by\b)*(?:(?:19|20)\d\d\s*(?:[-–—]\s*(?:19|20)?\d\d)?)?[\s,.]*(?:by\s+)?"
    r"(?P<name>[^\W\d_](?:(?![.!?]\s|(?:19|20)\d\d)[^\n©]){1,60})",
    re.IGNORECASE,
)
_NAMES = re.compile(r"[^\W\d_]")


def describe_plain(
    text: str, posts: Sequence[Post], context: Context, *,
    head: Sequence[str] = (), foot: Sequence[str] = (), location: str = "",
) -> Description:  # fmt: skip
    """Describe a text by its own words and by the lines dropped above (`head`) and below it (`foot`).

    `location` is the file's name, which may hold the day that confirms a dateline's.
    """
    around = [*head, *foot]
    body = [line.strip() for line in text.split("\n") if line.strip()]
    dateline = find_dateline(body, posts, text, context)
    byline = _byline([*around, *body[:HEAD_LINES]], context)
    writer = _source_line(around) or (dateline and dateline.agency) or _agency_in(byline, context) or None
    site = _site_name(around, body, context)
    via = site if writer and site and not _same(writer, site, context) else None
    published, found_from = _published(text, body, head, dateline, posts, context, location)
    updated = _stamped(head, context, updated=True)
    return Description(writer or site, via, byline, published, found_from, updated, sourced=bool(writer))


def _same(writer: str, site: str, context: Context) -> bool:
    names = [re.sub(r"^the ", "", name.casefold()) for name in (writer, site)]
    return names[0] == names[1] or context.outlets.agency(site) == writer


def find_dateline(body: Sequence[str], posts: Sequence[Post], text: str, context: Context) -> Dateline | None:
    """The dateline of the first paragraph that has one; a town alone is none."""
    quoted = {line.strip() for post in posts for line in text[post.start : post.end].split("\n")}
    for line in body[:HEAD_LINES]:
        if line not in quoted and (found := _dateline(line, context)):
            return found
    return None


def _dateline(line: str, context: Context) -> Dateline | None:
    match = _DATELINE.match(line)
    if not match:
        return None
    head = line[: match.end() + 30]
    named = next((m for m in _AGENCY.finditer(head) if _names_agency(m, head, context)), None)
    limit = named.end() if named else match.end()
    day = next((d for d in find_days(line[: limit + 1], context.lexicon) if d.start <= 45), None)
    if named:
        return Dateline(day, context.outlets.agency(named.group(1)) or named.group(1), line)
    opens = re.match(r"^[A-ZÀ-ÞА-ЯЁ]{3,}", line) and match.group("end").strip() in ("—", "–", "-", "--")
    return Dateline(day, None, line) if day and opens else None


def _names_agency(match: re.Match[str], head: str, context: Context) -> bool:
    """Whether brackets in a dateline hold an agency: one we know, or any name between a town in capitals and a dash."""
    if context.outlets.agency(match.group(1)):
        return True
    closed = match.group().startswith("/") or re.match(r"\s*(?:—|–|--?\s)", head[match.end() :])
    name = match.group(1)
    opens = match.group().startswith("/") or re.match(r"[A-ZÀ-ÞА-ЯЁ]{3,}", head)
    return bool(closed and opens and name[0].isupper() and not any(c.isdigit() for c in name))


def _byline(lines: Sequence[str], context: Context) -> str | None:
    """Who wrote it, from the first line that says so and does not go on as a sentence would."""
    for line in lines:
        match = _BYLINE.match(line)
        if match and count_words(line) <= 22:
            name = _strip_stamp(match.group("name"), context)
            if name and count_words(name) <= 8 and name[0].isupper() and not line.rstrip().endswith((".", "?", ":")):
                return name
    return None


def _strip_stamp(written: str, context: Context) -> str:
    """A byline without the dates and labels after it."""
    name = _STAMP.sub("", written)
    day = next(find_days(name, context.lexicon), None)
    name = name[: day.start] if day else name
    weekdays = "|".join(context.lexicon.weekdays)
    name = re.sub(rf"[\s,|–—-]+(?:{weekdays})[\s,.]*$", "", name, flags=re.IGNORECASE)
    return re.sub(r"\s*\|.*$", "", name).strip(" ,.;:-–—|•·")


def _site_name(around: Sequence[str], body: Sequence[str], context: Context) -> str | None:
    """Whose page it is: by its masthead, its date line, its rights line or its appeal to readers."""
    top = [*around, *body[:3]]
    return _masthead(top, context) or _stamped_name(top, context) or _site(around) or _site(body[-3:])


def _source_line(lines: Sequence[str]) -> str | None:
    for line in lines:
        if count_words(line) <= 25 and (match := _SOURCE.search(line)):
            return tidy_name(match.group("name"))
    return None


def _agency_in(byline: str | None, context: Context) -> str | None:
    """An agency that a byline names: alone, or after the writer ("Jane Doe, Associated Press")."""
    parts = re.split(r",|/|\band\b|\bfor\b|\(|\)|\||–|—", byline or "")
    return next((name for part in reversed(parts) if (name := context.outlets.agency(part))), None)


def _site(lines: Sequence[str]) -> str | None:
    """The site's name by its rights line or its appeal to readers, the one that stands last."""
    for pattern in (_RIGHTS, _APPEAL, _OWN):
        for line in reversed(lines):
            if (match := pattern.search(line)) and (name := tidy_name(match.group("name"))) and name[0].isupper():
                return re.sub(r"^the (?=[A-Z])", "The ", name)
    return None


def _masthead(lines: Sequence[str], context: Context) -> str | None:
    """The name at the very top of a page, if it looks like an outlet's or the lines below come back to it."""
    top = re.split(r"\s+(?:::|[|•·–—-])\s+", re.sub(r"\s+", " ", lines[0]))[0].strip(" |•·:-–—") if lines else ""
    words = re.findall(r"[^\W\d_]{3,}", top)
    named = 1 <= len(words) <= 5 and count_words(top) <= 6 and all(word[0].isupper() for word in words)
    if not named or context.lexicon.furniture(top) or find_day(top, context):
        return None
    later = " ".join(lines[1:])
    if exact := re.search(rf"(?<!\w){re.escape(top)}(?!\w)", later, re.IGNORECASE):
        return _capitalised(exact.group())
    is_name = context.outlets.looks_like_outlet(top) or (top.startswith("The ") and len(words) <= 4)
    return _capitalised(top) if is_name else None


def _stamped_name(lines: Sequence[str], context: Context) -> str | None:
    """The outlet that stands before the day in a date line: "Harbour Observer, posted on 3 May 2020"."""
    for line in lines:
        day = find_day(line, context)
        if day and count_words(line) <= 15 and not _BYLINE.match(line):
            name = re.split(r"\s*[,|•·–—]\s*|\s+-\s+", line[: day.start])[0].strip()
            if name[:1].isupper() and count_words(name) <= 5 and context.outlets.looks_like_outlet(name):
                return tidy_name(name) if not _UPDATED.match(name) and not _PUBLISHED.match(name) else None
    return None


def find_day(line: str, context: Context) -> Day | None:
    """The first day with a year in a line, None where there is none."""
    return next((day for day in find_days(line, context.lexicon) if day.year), None)


def _capitalised(name: str) -> str:
    return " ".join(word.capitalize() for word in name.split()) if name.isupper() else name


def _published(
    text: str, body: Sequence[str], head: Sequence[str], dateline: Dateline | None, posts: Sequence[Post],
    context: Context, location: str,
) -> tuple[str | None, PublishedFrom]:  # fmt: skip
    """The day and how it was found, the surest first; the day of the last change only where nothing else is told."""
    if stamped := _stamped([*head, *body[:2]], context, updated=False):
        return stamped, "byline"
    if dateline and dateline.day and (day := _dated(dateline, text, posts, context, location)):
        return day, "dateline"
    if opening := _opening_day(body, context):
        return opening, "text"
    days = [post.posted for post in posts if post.posted]
    if days:
        return max(days), "posts"
    changed = _stamped(head, context, updated=True)
    return (changed, "byline") if changed else (None, "none")


def _stamped(lines: Sequence[str], context: Context, *, updated: bool) -> str | None:
    """The day of the line that is surest a stamp: labelled before one with a byline before a bare day; of equals the
    last, as the day at the very top of a page is often the day it was looked at.

    Its time is left out: a byline does not say in which zone.
    """
    best: tuple[int, str] | None = None
    for line in lines:
        if count_words(line) > 25 or signatures(line) or _RIGHTS.match(line):
            continue
        for day in find_days(line, context.lexicon):
            label, iso = line[: day.start], day.iso()
            is_update = _last(_UPDATED, label) > _last(_PUBLISHED, label)
            sure = _sureness(line, day)
            if iso and is_update == updated and sure and (best is None or sure >= best[0] + (sure == 3)):
                best = (sure, iso)
                break
    return best[1] if best else None


def _sureness(line: str, day: Day) -> int:
    """How surely a line with a day is a stamp and no headline: 3 labelled, 2 a byline, 1 hardly another word, 0 not."""
    rest = f"{line[: day.start]} {line[day.end :]}"
    if _PUBLISHED.search(rest) or _UPDATED.search(rest):
        return 3
    return 2 if _BYLINE.match(line) else int(count_words(rest) <= 5)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _dated(dateline: Dateline, text: str, posts: Sequence[Post], context: Context, location: str) -> str | None:
    day = dateline.day
    if day is None or day.year:
        return day.iso() if day else None
    name = re.findall(r"(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", PurePath(location).name)
    hints = ["-".join(parts) for parts in name] + [post.posted for post in posts if post.posted]
    year = work_out_year(day, dateline.paragraph, text, hints, context.lexicon)
    return f"{year:04d}-{day.month:02d}-{day.day:02d}" if year else None


def _opening_day(body: Sequence[str], context: Context) -> str | None:
    """A full date that opens the text ("31 January 2021. Police ...", "On Sunday, January 31, 2021, ...")."""
    if not body:
        return None
    day = next(find_days(body[0][:60], context.lexicon), None)
    opens = day and not re.search(r"[^\W\d_]{3,}\s+[^\W\d_]{3,}\s+[^\W\d_]{3,}", body[0][: day.start])
    return day.iso() if day and opens else None
