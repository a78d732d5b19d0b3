"""Draw the documentation's pictures of the terminal: what a command prints, as SVG, without fonts from elsewhere.

    python scripts/make_pictures.py

The commands run over the demo corpus, so a picture is a result and not a drawing. The same output gives the same bytes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
ARTICLES = ROOT / "src/demonstrably/demo/articles"
COLUMNS = 100

GROUND, INK = (24, 26, 31), (222, 222, 222)
PLAIN = [GROUND, (213, 94, 0), (0, 158, 115), (230, 159, 0), (86, 134, 200), (204, 121, 167), (86, 180, 233), INK]
BRIGHT = [(140, 143, 150), (230, 120, 40), (60, 190, 150), (240, 190, 60), (110, 165, 235), (225, 155, 195),
          (120, 200, 245), (255, 255, 255)]  # fmt: skip
THEME = TerminalTheme(GROUND, INK, PLAIN, BRIGHT)
"""Dark ground, and the colours of Okabe and Ito, which the colour-blind tell apart."""

FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
"""Whatever the reader has: a picture must not fetch a font."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file name, the command it shows, and how many lines of what that prints (None: all)."""

    name: str
    words: tuple[str, ...]
    lines: int | None = None


PICTURES_DRAWN = (
    Picture("show.svg", ("show", "Lisbon", "2026-03-14", "march", "--record", "record")),
    Picture("run.svg", ("run", "articles", "--record", "record"), 21),
)


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").symlink_to(ARTICLES)
        first = _printed(("run", "articles", "--record", "record"), folder)
        for picture in PICTURES_DRAWN:
            shown = first if picture.words[0] == "run" else _printed(picture.words, folder)
            svg = draw(f"demonstrably {' '.join(picture.words)}", shown.splitlines()[: picture.lines])
            (PICTURES / picture.name).write_text(svg, encoding="utf-8", newline="\n")
    return 0


def _printed(words: Sequence[str], folder: Path) -> str:
    """What a command prints to a colour terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DEMONSTRABLY_", "NO_"))}
    terminal = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "COLORTERM": ""}
    line = [sys.executable, "-m", "demonstrably", *words]
    done = subprocess.run(line, cwd=folder, env=environment | terminal, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def draw(title: str, lines: Sequence[str]) -> str:
    """The lines, with their colour codes, as an SVG."""
    console = Console(record=True, file=StringIO(), width=COLUMNS, highlight=False)
    for line in lines:
        console.print(Text.from_ansi(line.rstrip()), no_wrap=True, overflow="crop")
    form = re.sub(r"@font-face \{\{.*?\}\}\s*|<!--.*?-->", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    form = re.sub(r"font-family: [^;]*;", f"font-family: {FONTS};", form)
    svg = console.export_svg(title=title, theme=THEME, code_format=form, unique_id="terminal")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    sys.exit(main())
