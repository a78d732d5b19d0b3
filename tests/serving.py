"""A server of the explorer in a thread of the tests' own process, at a free port of this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from demonstrably.web import create_app
from demonstrably.web.serving import Listener


@contextlib.contextmanager
def served(folder: Path, **options: Any) -> Iterator[str]:
    """The address, without a slash at its end, of the explorer of the record in that folder."""
    with listening(create_app(folder, **options)) as address:
        yield address


@contextlib.contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    with Listener("127.0.0.1", 0) as listener:
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none", server_header=False)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener.socket]}, daemon=True)
        thread.start()
        try:
            yield listener.address.rstrip("/")
        finally:
            server.should_exit = True
            thread.join(10)


@contextlib.contextmanager
def asked(folder: Path, **options: Any) -> Iterator[httpx.Client]:
    """A client of the explorer of that record, which follows no redirects."""
    with served(folder, **options) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client
