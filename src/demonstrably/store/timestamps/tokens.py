"""RFC 3161 timestamps of the log: an authority signs that an entry's hash existed at a time.

What is signed is the SHA-256 of the entry's line, which is the entry's hash: nothing else leaves the machine. Each
entry holds the hash of the one before, so a token for entry N speaks for all entries up to N and for their rows.

A timestamp is `pending` (asked, and no token yet), `refused` by the authority, `received` (a token for that hash, whose
signer nobody vouches for yet) or `confirmed` (its signature holds and leads to a certificate that the user trusts).
`wrong` is a token that is not for the entry it is kept with. Only what is stored is stored: each state is worked out
from the request and the answer whenever it is shown. Needs the extra `timestamps` (rfc3161-client).
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from demonstrably.errors import AuthorityError, UsageError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

State = Literal["pending", "refused", "received", "confirmed", "wrong"]

SHA256 = "2.16.840.1.101.3.4.2.1"
"""The object identifier of the hash in our requests."""

GRANTED, WAITING = (0, 1), 3
"""Statuses of an answer that holds a token, and of one that says: not yet."""

UNTRUSTED = "not checked against an authority you trust: give its certificate by --certificates"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was made: for which entry and hash, of whom. `nonce` is the number that ties the answer to it;
    `request` is its DER in base64."""

    entry: int
    hash: str
    authority: str
    nonce: str
    request: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to the request in row `asked`; `response` is its DER in base64."""

    asked: int
    response: str


@dataclass(frozen=True, slots=True)
class Timestamp:
    """What a timestamp is worth now. `time` is what the token says (ISO, UTC), None without one; `why` says what
    keeps it from being confirmed, empty where it is. `request` and `response` are their DER in base64, the latter None
    while pending."""

    entry: int
    hash: str
    authority: str
    state: State
    time: str | None = None
    why: str = ""
    request: str = ""
    response: str | None = None


def new_request(entry: int, line: str, hash: str, authority: str) -> Asked:
    """A request for an entry's hash. Raises UsageError where the extra is not installed."""
    _needed()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    made = TimestampRequestBuilder().data(line.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
    return Asked(entry, hash, authority, str(made.nonce), base64.b64encode(made.as_bytes()).decode())


def accept(asked: Asked, response: bytes) -> None:
    """Raise AuthorityError unless the bytes answer the request: with a token for its hash, or with a refusal."""
    try:
        found = _decoded(response)
        status = int(found.status)
        problem = _mismatch(asked, found) if status in GRANTED else ""
    except ValueError:
        raise _off(asked, "sent something that is no timestamp") from None
    if status == WAITING:
        raise _off(asked, "has not signed it yet")
    if problem:
        raise _off(asked, f"sent a token that is not for our request ({problem})")


def judge(asked: Asked, answer: Answered | None, certificates: Sequence[Certificate] = ()) -> Timestamp:
    """What a request and its answer are worth; `certificates` are those of authorities that the user trusts."""
    told = Timestamp(asked.entry, asked.hash, asked.authority, "pending", None, "no token yet", asked.request)
    if answer is None:
        return told
    told = dataclasses.replace(told, response=answer.response)
    try:
        response = base64.b64decode(answer.response, validate=True)
        found = _decoded(response)
        if int(found.status) not in GRANTED:
            return dataclasses.replace(told, state="refused", why="; ".join(found.status_string) or "no reason given")
        time = found.tst_info.gen_time.isoformat()
        problem = _mismatch(asked, found)
    except ValueError as error:
        return dataclasses.replace(told, state="wrong", why=f"the token cannot be read: {error}")
    if problem:
        return dataclasses.replace(told, state="wrong", time=time, why=problem)
    why = _unconfirmed(asked, response, certificates) if certificates else UNTRUSTED
    return dataclasses.replace(told, state="received" if why else "confirmed", time=time, why=why)


def _decoded(response: bytes) -> TimeStampResponse:
    _needed()
    from rfc3161_client import decode_timestamp_response

    return decode_timestamp_response(response)


def _mismatch(asked: Asked, found: TimeStampResponse) -> str:
    """In what the token differs from the request; empty where it is for that hash and number."""
    imprint = found.tst_info.message_imprint
    if imprint.hash_algorithm.dotted_string != SHA256 or imprint.message.hex() != asked.hash:
        return "it is for another hash"
    return "" if str(found.tst_info.nonce) == asked.nonce else "it answers another request"


def _unconfirmed(asked: Asked, response: bytes, certificates: Sequence[Certificate]) -> str:
    """Why the signature does not lead to one of the certificates; empty where it does."""
    from rfc3161_client import VerificationError, VerifierBuilder

    verifier = VerifierBuilder(nonce=int(asked.nonce), roots=list(certificates)).build()
    try:
        verifier.verify(_decoded(response), bytes.fromhex(asked.hash))
    except (VerificationError, ValueError) as error:
        return f"not signed under the certificates given ({_short(error)})"
    return ""


def _short(error: Exception) -> str:
    """What a library says, without its list of internals."""
    said = str(error)
    if "Verify error: " in said:
        return said.rpartition("Verify error: ")[2].partition('"')[0]
    return said.partition(": ErrorStack")[0]


def is_refusal(answer: Answered) -> bool:
    """Whether an answer holds no token; one that can't be read, which `verify` names, holds none."""
    try:
        return int(_decoded(base64.b64decode(answer.response)).status) not in GRANTED
    except ValueError:
        return True


def trusted(path: Path) -> tuple[Certificate, ...]:
    """The certificates (PEM) in a file. Raises UsageError where there are none."""
    _needed()
    from cryptography.x509 import load_pem_x509_certificates

    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else "it holds no certificate that can be read"
        raise UsageError(f"{path}: {problem}.", remedy="Give the authority's certificates as a PEM file.") from error


def judged(
    asked: Iterable[tuple[int, Asked]], answers: Iterable[Answered], certificates: Sequence[Certificate] = ()
) -> Iterator[Timestamp]:
    """Every timestamp that was asked for, in that order; `asked` comes with the numbers that answers refer to."""
    by_request = {answer.asked: answer for answer in answers}
    for seq, request in asked:
        yield judge(request, by_request.get(seq), certificates)


def installed() -> bool:
    """Whether the extra is there."""
    from importlib.util import find_spec

    return find_spec("rfc3161_client") is not None


def _needed() -> None:
    if not installed():
        raise UsageError("timestamps need rfc3161-client.", remedy="pip install 'demonstrably[timestamps]'")


def _off(asked: Asked, what: str) -> AuthorityError:
    return AuthorityError(f"{asked.authority} {what}.", remedy="The request stays pending: ask again later.")
