"""The record's key, and the pseudonyms made with it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from demonstrably.errors import RecordError, UsageError

KEY = "pseudonyms.key"
"""The key's file in the record's folder; copies and releases leave it behind."""

_BYTES = 32
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 6
"""Letters of a pseudonym: 30 bits, so that in a record of 1,000 people two share one once in 2,000 records."""


class Pseudonyms:
    """Stable names for people: the same under the same key, saying nothing of the true ones without it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def person(self, name: Sequence[str]) -> str:
        """The pseudonym of a person by the normal form of the name."""
        return f"Person {self._code('person', *name)}"

    def account(self, name: Sequence[str]) -> str:
        """The pseudonym of an account (without @) by its own name, or by the normal form of its holder's."""
        return f"person_{self._code('person', *name)}"

    def _code(self, *parts: str) -> str:
        message = "\x00".join(parts).encode("utf-8", "surrogatepass")
        number = int.from_bytes(hmac.new(self._secret, message, hashlib.sha256).digest()[:8], "big")
        return "".join(_LETTERS[(number >> 5 * place) & 31] for place in range(_LENGTH))


def record_key(folder: Path, path: Path | None = None) -> bytes:
    """The key of the record in that folder, or the one at `path`; made where it is not there yet.

    Raises UsageError for a file that is no key, RecordError where one can't be read or made.
    """
    path = path or folder / KEY
    try:
        return _read(path) if path.exists() else _make(path)
    except OSError as error:
        raise RecordError(
            f"the key of the pseudonyms, {path}, could not be read or made: {error.strerror or error}.",
            remedy="Make the record's folder writable once, or name a key file elsewhere with --key FILE.",
        ) from error


def _read(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) < _BYTES:
        raise UsageError(
            f"{path} is no key of pseudonyms: it holds no {_BYTES} bytes in hexadecimal digits.",
            remedy="Restore it from where you keep it. Without it, or with another, all pseudonyms change.",
        )
    return secret


def _make(path: Path) -> bytes:
    """A new key for the owner's eyes only, whole or not there; the one of another process where that was quicker."""
    secret = secrets.token_bytes(_BYTES)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        return _read(path)
    finally:
        part.unlink(missing_ok=True)
    return secret
