"""Texts cut to a terminal's columns, and the colours of the kinds of source."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len, set_cell_size

from demonstrably.cli.harmless import harmless

KIND_COLOURS: Mapping[str, str] = {
    "P": "bright_blue", "M": "yellow", "O": "white", "S": "magenta", "W": "cyan", "H": "green", "?": "bright_black",
}  # fmt: skip
"""Told apart by the colour-blind too; the letter always stands beside."""


def shorten(text: str, width: int) -> str:
    """The text in one line of at most `width` columns, cut between words, with an ellipsis where it was cut."""
    line = " ".join(harmless(text).split())
    if cell_len(line) <= width:
        return line
    room = set_cell_size(line, width - 1)
    cut = room.rsplit(" ", 1)[0] if " " in room else room
    return cut.rstrip(" ,;:") + "…"
