"""What can go wrong with a fetch, as a tree below InputError: one address that could not be read, with its remedy.

FetchError
├── AddressError        no address that may be contacted: not http(s), malformed, or on a private network
├── RobotsError         the site's robots.txt asks us to stay away
├── RedirectError       redirects that loop, don't end, or leave https
├── ConnectionFailed    no such host, nothing listens, TLS failed, the answer broke off
├── TooSlow             the answer began or ended too late
├── TooLarge            more bytes than are taken
└── StatusError         the server answered with an error (404, 429, 503, ...)
"""

from __future__ import annotations

from demonstrably.errors import InputError


class FetchError(InputError):
    """An address could not be fetched.

    `transient` says whether a later try may go better. `retry_after` is how many seconds the server asks us to wait,
    None where it does not say. `status` is the HTTP status it answered with, None where there was none.
    """

    transient = False

    def __init__(
        self,
        location: str,
        message: str,
        *,
        remedy: str = "",
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(location, message, remedy=remedy)
        self.retry_after = retry_after
        self.status = status


class AddressError(FetchError):
    """No address that may be contacted."""


class RobotsError(FetchError):
    """The site asks crawlers to stay away from the page; `transient` where its rules could not be read just now."""

    def __init__(self, location: str, message: str, *, remedy: str = "", transient: bool = False) -> None:
        super().__init__(location, message, remedy=remedy)
        self.transient = transient


class RedirectError(FetchError):
    """Redirects that lead nowhere."""


class ConnectionFailed(FetchError):
    """No answer, or half of one."""

    transient = True


class TooSlow(FetchError):
    """Out of patience."""

    transient = True


class TooLarge(FetchError):
    """More bytes than are taken."""


class StatusError(FetchError):
    """The server answered with an error."""

    def __init__(
        self, location: str, message: str, *, status: int, remedy: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(location, message, remedy=remedy, retry_after=retry_after, status=status)
        self.transient = status in (408, 425, 429) or status >= 500
