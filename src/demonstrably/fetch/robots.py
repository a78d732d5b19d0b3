"""robots.txt by RFC 9309: groups of rules, the longest match wins, `*` and `$`, and what to do where it can't be read.

The standard library's parser takes the first rule that matches and knows no wildcards, so we have our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

TOKEN = "demonstrably"
"""The name that robots.txt files can address us by."""

LARGEST = 500 * 1024
"""Bytes of a robots.txt that are read: what RFC 9309 asks for at least."""

LONGEST_DELAY = 120.0
"""Seconds between two requests that we keep where a site asks for more: a page an hour could not be followed."""

_PRODUCT = re.compile(r"[A-Za-z_-]+|\*")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True)
class Rule:
    """`allow` or not, and the pattern of paths that it is about."""

    allow: bool
    pattern: str

    @cached_property
    def _parts(self) -> list[str]:
        return self.pattern.removesuffix("$").split("*")

    def matches(self, path: str) -> bool:
        """Whether the path begins as the pattern says (with `$`: is it). Linear, however many stars it has."""
        first, *rest = self._parts
        if not path.startswith(first):
            return False
        position = len(first)
        whole = self.pattern.endswith("$")
        for part in rest[:-1] if whole else rest:
            found = path.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
        if not whole:
            return True
        last = rest[-1] if rest else ""
        return path.endswith(last) and len(path) - len(last) >= position and (bool(rest) or position == len(path))


@dataclass(frozen=True)
class Rules:
    """What a site asks of us. `delay` is the seconds between two requests it asks for, None where it does not say;
    `sitemaps` the addresses that it lists."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None
    sitemaps: tuple[str, ...] = ()

    def allows(self, path: str) -> bool:
        """Whether a path (with its query, escaped) may be fetched: by the longest rule, the kinder of two equal."""
        if path == "/robots.txt":
            return True
        normal = _normal(path)
        matching = [(len(rule.pattern), rule.allow) for rule in self.rules if rule.matches(normal)]
        return max(matching)[1] if matching else True


@dataclass
class _Group:
    """Consecutive user-agent lines and the rules below them."""

    agents: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    delay: float | None = None
    closed: bool = False


def parse(payload: bytes, token: str = TOKEN) -> Rules:
    """The rules for us: those of the groups that name us, otherwise those for everybody."""
    groups: list[_Group] = []
    sitemaps: list[str] = []
    for key, value in _lines(payload):
        if key == "sitemap":
            sitemaps.append(value)
        elif key == "user-agent":
            if not groups or groups[-1].closed:
                groups.append(_Group())
            match = _PRODUCT.match(value)
            groups[-1].agents.append(match.group().lower() if match else "")
        elif groups:
            _take(groups[-1], key, value)
    own = [g for g in groups if token in g.agents] or [g for g in groups if "*" in g.agents]
    return Rules(tuple(rule for g in own for rule in g.rules), _delay(own), tuple(sitemaps))


def _take(group: _Group, key: str, value: str) -> None:
    """A line below user-agent lines; unknown ones are passed over and end nothing."""
    if key in ("allow", "disallow"):
        group.closed = True
        if value:
            group.rules.append(Rule(key == "allow", _normal(value)))
    elif key == "crawl-delay":
        group.closed = True
        group.delay = _seconds(value)


def _lines(payload: bytes) -> Iterator[tuple[str, str]]:
    text = payload[:LARGEST].decode("utf-8", "replace").removeprefix("\ufeff")
    for line in re.split(r"\r\n?|\n", text):
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().lower(), value.strip()


def _delay(groups: Sequence[_Group]) -> float | None:
    return max((group.delay for group in groups if group.delay is not None), default=None)


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return min(seconds, LONGEST_DELAY) if seconds >= 0 else None


def _normal(path: str) -> str:
    """The path with what needs no escape written plainly, and the rest escaped in capitals."""
    return quote(_ESCAPED.sub(_plain, path), safe="%/?#[]@!$&'()*+,;=:-._~")


def _plain(match: re.Match[str]) -> str:
    character = chr(int(match.group(1), 16))
    return character if character in _UNRESERVED else match.group().upper()
