"""How a record is named: a folder on this machine, or a database on a PostgreSQL server."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

Address = str | Path
"""A folder's path, or a text that begins with `postgresql://`."""

_SERVER = re.compile(r"postgres(?:ql)?://", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=[?&]password=)[^&]*", re.IGNORECASE)
_SECRET = "***"


def is_server(address: Address) -> bool:
    """Whether it names a database on a server."""
    return isinstance(address, str) and _SERVER.match(address) is not None


def parsed(text: Address) -> Address:
    """The address that a text means: a path, unless it names a server."""
    return text if is_server(text) else Path(text)


def title(address: Address) -> str:
    """What a record is called where it has no other name: its folder's name, or its schema's or database's."""
    if not is_server(address):
        return Path(address).resolve().name
    parts = urlsplit(str(address))
    return dict(parse_qsl(parts.query)).get("schema") or parts.path.strip("/") or "record"


def masked(address: Address) -> str:
    """The address as it may be shown: without the password, if it holds one."""
    if not is_server(address):
        return str(address)
    scheme, _, rest = str(address).partition("://")
    account, at, place = rest.rpartition("@")
    user, colon, _ = account.partition(":")
    hidden = f"{user}{colon and ':' + _SECRET}{at}{place}"
    return f"{scheme}://" + _PASSWORD.sub(_SECRET, hidden)
