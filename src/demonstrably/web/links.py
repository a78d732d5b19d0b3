"""Where pages are on the server. Every id is quoted whole: it may hold slashes, dots, quotation marks."""

from __future__ import annotations

from urllib.parse import quote

from demonstrably.web.assets import Assets

PAGES = {"explorer": "/", "sources": "/sources", "coverage": "/coverage", "about": "/about", "help": "/help"}
"""The pages there is one of, and where."""

JSON_OF_EXPLORER = "/events.json"


class ServerLinks:
    """The links of the explorer (`site.Links`): all absolute paths on this server."""

    def __init__(self, assets: Assets, *, captures: bool = True) -> None:
        """`captures` says whether the server hands them over."""
        self._assets = assets
        self._captures = captures

    def event(self, event_id: str, query: str = "") -> str:
        return _with(f"/event/{_quoted(event_id)}", query)

    def document(self, document_id: str, anchor: str = "") -> str:
        """An id that ends like the address of a JSON twin takes a slash after it, to be told from one."""
        slash = "/" if document_id.endswith(".json") else ""
        return f"/document/{_quoted(document_id)}{slash}" + (f"#{_quoted(anchor)}" if anchor else "")

    def tally(self, event_id: str, query: str = "") -> str:
        return _with(f"/tally/{_quoted(event_id)}", query)

    def capture(self, sha256: str) -> str:
        return f"/capture/{_quoted(sha256)}" if self._captures else ""

    def page(self, name: str, query: str = "") -> str:
        return _with(PAGES[name], query)

    def asset(self, name: str) -> str:
        return f"/static/{self._assets.digest(name)}/{name}"

    def json(self, name: str, identity: str = "", query: str = "") -> str:
        if identity:
            return _with(f"/{name}/{_quoted(identity)}.json", query)
        return _with(JSON_OF_EXPLORER if name == "explorer" else f"{PAGES[name]}.json", query)

    def feed(self) -> str:
        return "/feed.atom"


def _quoted(name: str) -> str:
    """A lone half of a surrogate pair has no address; what holds one is then not found, which harms nobody."""
    return quote(name, safe="", errors="replace")


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
