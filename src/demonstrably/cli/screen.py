"""The console that all tables are printed on."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from demonstrably.cli.harmless import harmless


class Screen(Console):
    """A rich console whose texts are harmless whatever they quote; only its own styles reach the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else harmless(text), style, control)

    def on_broken_pipe(self) -> None:
        """Whoever read our output has gone (as `head` does): rich would exit with 1, the group of verbs with 0."""
        raise BrokenPipeError
