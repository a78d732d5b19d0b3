"""Which addresses may be contacted: http and https only, and none on this machine or a private network unless the
user named it himself. What stands in a feed was written by strangers: it must not make us knock at a router's page."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

import httpx

from demonstrably.fetch.errors import AddressError

PORTS = {"http": 80, "https": 443}
LONGEST = 4096
"""Characters of an address; real ones have some hundreds at most."""

_HOST = re.compile(r"[A-Za-z0-9_.:-]{1,255}")
_SECRET = re.compile(r"(?<=//)[^/?#]{0,1000}@")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OWN_NAMES = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp", ".private")
"""Ends of names that the public Internet does not have, and that networks of one's own use."""

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Site = tuple[str, int]
"""A host's name and a port; 443 stands for both ports of the web, since sites redirect from one to the other."""


def parse(url: str) -> httpx.URL:
    """The address without its fragment, hosts in Punycode, odd characters escaped; "www.x.org" means https.

    Raises AddressError for what is no web address, or holds a password.
    """
    written = url.strip()
    if written.startswith("www."):
        written = f"https://{written}"
    try:
        parsed = httpx.URL(written[: LONGEST + 1]).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise AddressError(shown(url), f"is no web address ({error}).", remedy="Check how it is written.") from None
    _check(parsed, shown(url))
    return parsed


def shown(url: str) -> str:
    """An address as it may be printed: without the user name and password that it may hold."""
    return _SECRET.sub("***@", url)


def _check(parsed: httpx.URL, url: str) -> None:
    if parsed.scheme not in PORTS:
        raise AddressError(url, "is no http or https address.", remedy="Only web pages can be fetched.")
    host = parsed.raw_host.decode("ascii", "replace")
    if not _HOST.fullmatch(host) or len(str(parsed)) > LONGEST or (parsed.port or 1) > 65535:
        raise AddressError(url[:200], "is no web address.", remedy="Check how it is written.")
    if parsed.userinfo:
        raise AddressError(
            url,
            "was given with a user name or password, which are not sent.",
            remedy="Leave them out, or save the page with your browser and give the file.",
        )


def site_of(url: httpx.URL) -> Site:
    """The site an address belongs to."""
    return _site(url.host, port_of(url))


def port_of(url: httpx.URL) -> int:
    return url.port or PORTS[url.scheme]


def _site(host: str, port: int) -> Site:
    return host.lower().strip("[]"), 443 if port in PORTS.values() else port


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be contacted. `named` are sites that the user named himself, on whatever network they are; `private`
    admits every site on one."""

    named: frozenset[Site] = frozenset()
    private: bool = False

    @classmethod
    def for_named(cls, urls: Iterable[str], *, private: bool = False) -> Guard:
        """A guard that admits the private sites among addresses that the user gave, by their names; what is no address
        is left out. A public name stays one: whoever owns it may lead it to our router tomorrow."""
        sites = set()
        for url in urls:
            try:
                sites.add(site_of(parse(url)))
            except AddressError:
                continue
        return cls(frozenset(site for site in sites if _is_private_name(site[0])), private)

    def admits(self, host: str, port: int, address: str) -> bool:
        """Whether that host may be contacted at that IP address."""
        return self.private or _site(host, port) in self.named or is_public(address)


def _is_private_name(host: str) -> bool:
    """Whether a host is given by its IP address, or by a name that only a network of one's own knows."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(_OWN_NAMES)
    return True


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, whatever it is wrapped in."""
    try:
        ip: IPAddress = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (ip, *_wrapped(ip)))


def _wrapped(ip: IPAddress) -> list[IPAddress]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in inner if one is not None]
