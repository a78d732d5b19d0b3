"""Draw the documentation's pictures, of the demo corpus: a picture is a result and not a drawing.

    python scripts/make_pictures.py [--only terminal|pages]

Of the terminal: what a command prints, as SVG, without fonts from elsewhere; the same output gives the same bytes. Of
the explorer: its pages as PNG in a light theme, private names masked, as Chromium shows them (Debian's, or the one that
CHROMIUM names). Exit code 1: there is no Chromium.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Screen:
    """A picture of a page: its file name, the words of the link by which one gets there from the page before (None: it
    is the first page), and its height in pixels."""

    name: str
    link: str | None
    height: int


SCREENS = (
    Screen("explorer.png", None, 1180),
    Screen("event.png", ".events tbody tr:has-text('Lisbon'):has-text('14 Mar') th a", 900),
    Screen("document.png", ".claim .from a", 820),
)
"""The first page, an event's, and the text that its first claim stands in."""

WIDTH = 1200
MOST_BYTES = 200_000
"""A picture that is larger makes the repository heavy for what it shows."""

SETTLED = "document.querySelectorAll('.plot').length === document.querySelectorAll('.plot svg, .plot canvas').length"
"""True once every chart of the page is drawn."""

TITLE = "Demonstrably"
"""What the pages are called, after the record's folder."""

KEY = "00" * 32
"""The pseudonyms' key: always the same, so that the pictures are."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draw the documentation's pictures.")
    parser.add_argument("--only", choices=("terminal", "pages"), help="draw these alone")
    only = parser.parse_args(arguments).only
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "articles").symlink_to(ARTICLES)
        first = _printed(("run", "articles", "--record", "record"), folder)
        if only != "pages":
            _draw_terminal(folder, first)
        return 0 if only == "terminal" else _draw_pages(folder)


def _draw_terminal(folder: Path, first: str) -> None:
    """The pictures of what commands print; `first` is what making the record printed."""
    for picture in PICTURES_DRAWN:
        shown = first if picture.words[0] == "run" else _printed(picture.words, folder)
        svg = draw(f"demonstrably {' '.join(picture.words)}", shown.splitlines()[: picture.lines])
        (PICTURES / picture.name).write_text(svg, encoding="utf-8", newline="\n")


def _draw_pages(folder: Path) -> int:
    """The pictures of pages, from a server of the record in the folder; the exit code."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or shutil.which(chromium) is None:
        print(
            "No Chromium here to draw the pages with: apt-get install chromium, or name one in CHROMIUM.",
            file=sys.stderr,
        )
        return 1
    with _served(folder) as address:
        too_large = [name for name, size in _photograph(address, chromium) if size > MOST_BYTES]
    for name in too_large:
        print(f"{name} has more than {MOST_BYTES:,} bytes: show less of the page.", file=sys.stderr)
    return int(bool(too_large))


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of the explorer on the record of the folder, masked; it ends with the block."""
    (folder / "key").write_text(KEY)
    (folder / TITLE).symlink_to("record")
    line = [sys.executable, "-m", "demonstrably", "serve", TITLE, "--public", "--key", "key", "--port", "0"]
    with subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            addresses = (re.search(r"http://\S+", told) for told in server.stdout)
            yield next(found[0] for found in addresses if found)
        finally:
            server.terminate()


def _photograph(address: str, chromium: str) -> Iterator[tuple[str, int]]:
    """Go from page to page and take their pictures: each one's name and size."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=en-GB"])
        page = browser.new_page(color_scheme="light", reduced_motion="reduce", locale="en-GB", timezone_id="UTC")
        page.goto(address)
        for screen in SCREENS:
            if screen.link is not None:
                page.locator(screen.link).first.click()
                page.goto(page.url.partition("#")[0])
            page.set_viewport_size({"width": WIDTH, "height": screen.height})
            page.wait_for_load_state("networkidle")
            page.wait_for_function(SETTLED)
            yield screen.name, len(page.screenshot(path=PICTURES / screen.name))
        browser.close()


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
