"""What every verb shares: errors become a message with a remedy and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from demonstrably.cli.common import say
from demonstrably.errors import CodebookError, DemonstrablyError, UsageError

FINDINGS, USAGE, STOPPED = 1, 2, 130
"""Exit codes: done with findings or failed; the call is off; stopped by Ctrl-C."""


class Verbs(TyperGroup):
    """The group of verbs, with our way of telling errors."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            _quiet_stdout()
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            say("Stopped. Run the same command again to go on.", err=True)
            raise typer.Exit(STOPPED) from None
        except Exception as error:
            code = _told(error, debug=bool(ctx.params.get("debug")))
            if code is None:
                raise
            raise typer.Exit(code) from None


def _told(error: Exception, *, debug: bool) -> int | None:
    """Tell the error on stderr; its exit code, None where it is not ours to tell."""
    if type(error).__module__.startswith(("typer", "click")):
        return None
    if isinstance(error, DemonstrablyError):
        say(f"Error: {error.message}", err=True)
        if error.remedy:
            say(error.remedy, err=True)
        return USAGE if isinstance(error, UsageError | CodebookError) else FINDINGS
    if debug:
        return None
    say(f"Error: {type(error).__name__}: {error}", err=True)
    say("This should not happen. Run it as `demonstrably --debug ...` and report what it prints.", err=True)
    return FINDINGS


def _quiet_stdout() -> None:
    """Whoever read our output has gone (as `head` does): keep Python from complaining about it at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
