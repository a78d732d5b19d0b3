"""The PostgreSQL engine: a schema of a database on a server, with any number of writers and readers."""

from demonstrably.store.postgres.captures import TableCaptures
from demonstrably.store.postgres.connecting import Place, place_of
from demonstrably.store.postgres.engine import PostgresEngine

__all__ = ["Place", "PostgresEngine", "TableCaptures", "place_of"]
