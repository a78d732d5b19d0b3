"""Where a record lies on a server, and the connection to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from demonstrably.address import masked
from demonstrably.errors import UsageError
from demonstrably.store.postgres.telling import refused

SCHEMA = "demonstrably"
"""The schema that a record's tables lie in where the address names none."""

OPTIONS = {
    "application_name": "demonstrably",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
"""What we ask of a connection unless the address says otherwise: a server that has gone is noticed within a minute."""

_UNREADABLE = re.compile(r"^[^/]*[^\d,/]|@")
"""A port that is no number, a database with an @: parts of a password that was not escaped."""

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class Place:
    """A record on a server. `parameters` are those of libpq, the password perhaps among them; `where` has none."""

    parameters: Mapping[str, str]
    schema: str
    where: str

    @property
    def identity(self) -> str:
        """What the record is known by, whoever connects to it."""
        named = ("host", "hostaddr", "port", "service", "dbname")
        return " ".join([*(f"{name}={self.parameters.get(name, '')}" for name in named), self.schema])


def place_of(address: str) -> Place:
    """The place that an address means: libpq's, with `?schema=NAME` for one of several records in a database.

    Raises UsageError for one that can't be read. Its words are not repeated: a password might be among them.
    """
    base, _, query = address.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    schema = next((value for name, value in pairs if name == "schema"), SCHEMA)
    rest = urlencode([(name, value) for name, value in pairs if name != "schema"])
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise UsageError(f"{schema!r} is no name of a schema.", remedy="Give small letters, digits and _.")
    try:
        parameters = conninfo_to_dict(base + (f"?{rest}" if rest else ""))
    except psycopg.Error:
        parameters = {}
    if not parameters or _UNREADABLE.search(f"{parameters.get('port', '')}/{parameters.get('dbname', '')}"):
        raise UsageError(
            "the address of the server can't be read.",
            remedy="Write postgresql://user@host:5432/database?schema=name; letters such as @ or / in a password as "
            "%40 or %2F, or better leave the password to ~/.pgpass or PGPASSWORD.",
        )
    return Place({name: str(value) for name, value in parameters.items()}, schema, masked(address))


def connect(place: Place) -> psycopg.Connection[Any]:
    """A connection whose unqualified names are the record's. Raises ServerError with the remedy."""
    try:
        parameters = {**OPTIONS, **place.parameters, "client_encoding": "utf8"}
        connection: psycopg.Connection[Any] = psycopg.connect(make_conninfo(**parameters), autocommit=True)
        connection.execute(f"SET search_path TO {place.schema}")
        return connection
    except psycopg.Error as error:
        raise refused(error, place.where) from error
