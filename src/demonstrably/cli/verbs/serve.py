"""`serve`: the record in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from demonstrably.cli.common import RecordArgument, RecordOption, one_record, say, settings
from demonstrably.cli.publishing import AsOf, Coarsen, Delay, Key, WithNames, publication


def command(
    folder: RecordArgument = None,
    record: RecordOption = None,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any free one.")] = 8377,
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A host name that others reach it by.", show_default=False)
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="For others to see: private people masked.")] = False,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    with_names: WithNames = False,
    coarsen: Coarsen = None,
    delay: Delay = 0,
    as_of: AsOf = None,
    key: Key = None,
) -> None:
    """Show the record in the browser, on this machine only and with all names unless told otherwise. Ctrl-C ends it.

    Example: demonstrably serve record --open
    """
    from demonstrably.web.serving import Listener, check_record, serve

    chosen = settings(record=one_record(folder, record)).record
    check_record(chosen)
    with Listener(host, port) as listener:
        if not (public or listener.is_loopback):
            say(f"Warning: whoever reaches {host} reads all names in this record. --public masks them.", err=True)
        terms = publication(with_names, coarsen, delay, as_of, key) if public else None
        serve(chosen, listener, public=public, publication=terms, names=name or (), browser=open_browser, told=say)
