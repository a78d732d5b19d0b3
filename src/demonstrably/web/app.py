"""The application: a record's folder in, an ASGI application out."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from demonstrably import __version__
from demonstrably.address import Address
from demonstrably.address import title as name_of
from demonstrably.errors import DemonstrablyError, RecordError
from demonstrably.site import Renderer
from demonstrably.web.answers import HTML, JSON, as_json
from demonstrably.web.assets import Assets
from demonstrably.web.data import add_data
from demonstrably.web.finding import Missing
from demonstrably.web.guard import Guard
from demonstrably.web.links import ServerLinks
from demonstrably.web.routes import Routes
from demonstrably.web.shelf import Shelf

if TYPE_CHECKING:
    from demonstrably.discretion import Publication

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The names under which a server on this machine is asked."""

ABOUT = """A record of protests as values: every figure with its words, its source and its place in a text.

Each page of the explorer has a twin here under the same address with `.json` behind it (the list: `/events.json`).
Offsets are Unicode code points of the record's own text. Nothing can be changed through this interface.
"""


def create_app(
    address: Address,
    *,
    public: bool = False,
    publication: Publication | None = None,
    hosts: Collection[str] = (),
    title: str | None = None,
) -> FastAPI:
    """The explorer of a record, which may come, change and go while it is served.

    `public` masks what may not leave the record, as `publication` says (None is with all its care), and gives no
    captures. `hosts` are further names under which the server is asked, `title` is what the record is called (its
    own name by default).
    """
    title = title or name_of(address)
    assets = Assets()
    links = ServerLinks(assets, captures=not public)
    shelf = Shelf(address, public=public, publication=publication)
    app = FastAPI(
        title=f"Demonstrably: {title}", description=ABOUT, version=__version__, docs_url=None, redoc_url=None,
        redirect_slashes=False,
    )  # fmt: skip
    refusals = Refusals(Renderer(links, title=title))
    app.add_exception_handler(DemonstrablyError, refusals.told)
    app.add_exception_handler(HTTPException, refusals.unknown)
    app.add_middleware(Guard, hosts=(*LOOPBACK, *hosts), refuse=refusals.refuse)
    add_data(app, shelf, links, title)
    routes = Routes(shelf, links, assets, title=title, public=public)
    routes.add(app)
    app.state.shelf, app.state.warm = shelf, routes.warm
    return app


class Refusals:
    """Answers to what can't be answered: a page for people, JSON where JSON was asked for."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def told(self, request: Request, error: Exception) -> Response:
        """One of our errors: a page there isn't, a record that can't be read, a broken filter."""
        assert isinstance(error, DemonstrablyError)
        status = 404 if isinstance(error, Missing) else 503 if isinstance(error, RecordError) else 400
        return self.refuse(request, status, error.message, error.remedy)

    def unknown(self, request: Request, error: Exception) -> Response:
        """An address that leads nowhere."""
        status = error.status_code if isinstance(error, HTTPException) else 404
        return self.refuse(request, status, "there is no such page.", "Start from the list of events.")

    def refuse(self, request: Request, status: int, message: str, remedy: str) -> Response:
        if request.url.path.endswith(".json"):
            text, media_type = as_json({"status": status, "message": message, "remedy": remedy}), JSON
        else:
            text, media_type = self._renderer.error(status, message, remedy), HTML
        return Response(text.encode("utf-8", "replace"), status_code=status, media_type=media_type)
