"""The command line: one thin file a verb. Nothing heavy is imported before a verb needs it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Annotated

import typer

from demonstrably import __version__
from demonstrably.cli.group import Verbs
from demonstrably.collector import collect_seldom

__all__ = ["app", "main"]

ORDER = (
    "run", "watch", "demo", "events", "claims", "show", "serve", "export", "report", "release", "verify", "log",
    "timestamp", "copy", "withdraw", "ingest", "extract", "link", "reconcile",
)  # fmt: skip
"""The verbs as `--help` lists them; those not named come after, by name."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"demonstrably {__version__}")
        raise typer.Exit


def _root(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """A record you can defend, from messy news about protests: every figure with its source and its words.

    Example: demonstrably run articles/ --record record
    """


def _build() -> typer.Typer:
    """The application with every verb in `cli/verbs`."""
    made = typer.Typer(
        cls=Verbs, callback=_root, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
    )
    package = importlib.import_module(f"{__name__}.verbs")
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    for name in sorted(names, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER)):
        module = importlib.import_module(f"{package.__name__}.{name}")
        made.command(name)(module.command)
    return made


app = _build()


def main() -> None:
    """Entry point of the `demonstrably` command."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()
