"""What can go wrong, as a tree. Each message says what happened, where, and the remedy.

DemonstrablyError
├── UsageError        the call itself is off (exit code 2)
├── InputError        one input could not be read: counted, located, explained, passed over (exit code 1)
├── CodebookError     a codebook file is missing or malformed
├── AuthorityError    a timestamping authority gave no answer, or something else
└── RecordError       the record could not be opened, written or verified
    └── ServerError   the record's server could not be reached, or the connection to it was lost
"""

from __future__ import annotations


class DemonstrablyError(Exception):
    """Base of all our errors. `remedy` says what the user can do."""

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(DemonstrablyError):
    """The call is off: an unknown option value, a missing record."""


class InputError(DemonstrablyError):
    """One input could not be read. `location` is its path, URL or line."""

    def __init__(self, location: str, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{location}: {message}", remedy=remedy)
        self.args = location, message  # what it is made of again where it comes from another process
        self.location = location


class CodebookError(DemonstrablyError):
    """A codebook file is missing, malformed or contradicts itself."""


class AuthorityError(DemonstrablyError):
    """A timestamping authority could not be asked, or what it sent is no answer to our request."""


class RecordError(DemonstrablyError):
    """The record could not be opened, written or verified."""


class ServerError(RecordError):
    """The record's server could not be reached, refused us, or the connection to it was lost."""
