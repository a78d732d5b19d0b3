"""What is watched, feeds and sitemaps by their addresses: from an OPML, a text file, or named themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from demonstrably.errors import InputError, UsageError
from demonstrably.fetch.addresses import parse, shown

LARGEST = 16 * 1024 * 1024
"""Bytes of a list of sources; forty feeds take ten thousand."""


def sources_of(named: Iterable[str]) -> list[str]:
    """The addresses that the user named, each once, in order. Raises UsageError where one is no address."""
    found = dict.fromkeys(address for name in named for address in _named_by(name))
    if not found:
        raise UsageError("there is nothing to watch.", remedy="Give an OPML file, or the addresses of feeds.")
    return list(found)


def _named_by(name: str) -> list[str]:
    if "://" in name or name.startswith("www."):
        return [_address(name, shown(name))]
    path = Path(name)
    try:
        payload = path.read_bytes()[:LARGEST]
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}.", remedy="Give an OPML file, or the addresses of feeds.") from None
    return list(_opml(payload, name) if _is_xml(payload) else _lines(payload, name))


def _is_xml(payload: bytes) -> bool:
    return payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _opml(payload: bytes, name: str) -> Iterator[str]:
    """The outlines that have a feed's address, however deep."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root: Any = etree.fromstring(payload, parser)
    except etree.XMLSyntaxError as error:
        raise UsageError(
            f"{name}: is no readable OPML ({error}).", remedy="Export it from your reader again."
        ) from None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise UsageError(f"{name}: is XML, but no OPML.", remedy="Export your feeds as OPML from your reader.")
    for outline in root.iter("outline"):
        named = {key.lower(): value for key, value in outline.attrib.items()}
        if named.get("xmlurl", "").strip():
            yield _address(named["xmlurl"], name)


def _lines(payload: bytes, name: str) -> Iterator[str]:
    """One address a line; `#` begins a remark."""
    for number, line in enumerate(payload.decode("utf-8-sig", "replace").splitlines(), 1):
        written = line.partition(" #")[0].strip()
        if written and not written.startswith("#"):
            yield _address(written, f"{name}:{number}")


def _address(written: str, where: str) -> str:
    try:
        return str(parse(written))
    except InputError as error:
        raise UsageError(f"{where}: {error.message}", remedy=error.remedy) from None
