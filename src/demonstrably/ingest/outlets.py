"""Names of outlets and agencies as pages write them, from the codebook's table `outlets`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

_LEGAL = re.compile(
    r"[,\s]+(?:Ltd|Limited|Inc|LLC|L\.L\.C|GmbH|AG|S\.A|PLC|plc|Corp|Corporation|Co)\.?(?=$|\W).*$"
    r"|\s+(?:or|and|et)\s+its\s.*$|\s*[-–—|•·,.;]\s*(?:all rights|alle rechte|tous droits|terms|privacy|a division).*$"
    r"|\s+(?:all rights|alle rechte|tous droits).*$",
    re.IGNORECASE,
)

_LOGIN = re.compile(r"^([a-z][a-z0-9+.-]{0,20}://)[^/?#]*@", re.IGNORECASE)


@dataclass(frozen=True)
class Outlets:
    """`agencies` maps a name in lower case to the one we use, `domains` a host without "www." to its outlet; `words`
    are those that tell an outlet's name from a person's."""

    agencies: Mapping[str, str]
    domains: Mapping[str, str]
    words: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Outlets:
        agencies = {alias: name for name, aliases in table["agencies"].items() for alias in aliases}
        return cls(agencies, dict(table["domains"]), frozenset(table["words"]))

    def agency(self, written: str) -> str | None:
        """The agency's usual name, None where the words name none."""
        return self.agencies.get(re.sub(r"\s+", " ", written).strip(" .,/()").casefold())

    def looks_like_outlet(self, name: str) -> bool:
        """Whether a name is an agency's or has a word in it that outlets are called by."""
        return bool(self.agency(name)) or not self.words.isdisjoint(re.findall(r"[^\W\d_]+", name.casefold()))

    def of_url(self, url: str | None) -> str | None:
        """The outlet of a web address by its domain or a parent of it, None where we do not know it."""
        host = host_of(url)
        while host:
            if host in self.domains:
                return self.domains[host]
            host = host.partition(".")[2]
        return None


def without_login(url: str | None) -> str | None:
    """A web address without a user name and password, which crawlers note and nobody should publish."""
    return _LOGIN.sub(r"\1", url) if url else url


def host_of(url: str | None) -> str:
    """The host of a web address without "www.", empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def tidy_name(written: str) -> str | None:
    """An outlet's name without trademark signs, legal forms and rights clauses; None where nothing is left."""
    name = re.sub(r"[™®©]|\((?:tm|r|c)\)", "", written, flags=re.IGNORECASE)
    name = _LEGAL.sub("", re.sub(r"\s+", " ", name).strip()).strip(" .,;:|-–—•·")
    return name if re.search(r"[^\W\d_]{2}", name) and len(name) <= 60 else None
