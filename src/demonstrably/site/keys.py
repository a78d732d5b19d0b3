"""The keys of the explorer, in one place: the help lists them, the script reads them from there."""

from __future__ import annotations

KEYS: tuple[tuple[str, str], ...] = (
    ("?", "show or hide this list"),
    ("j", "next row, claim or mark"),
    ("k", "previous one"),
    ("Enter", "open it"),
    ("/", "search"),
    ("g e", "go to the events"),
    ("g s", "go to the sources"),
    ("g c", "go to the coverage"),
    ("g a", "go to the help"),
    ("t", "light, dark, or as the system has it"),
    ("Esc", "close, or leave a field"),
)
"""Key and what it does."""
