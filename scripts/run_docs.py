"""Run the shell commands that the documentation shows, and hold what they print against what it shows.

    python scripts/run_docs.py [--write] [FILE...]

A block that opens with ```console is run, line by line: "$ " begins a command, "> " goes on with it, the lines below
are what it prints (both streams, as a terminal shows them). "[exit 1]" says that it ends so; without that it must end
with 0. A line "..." stands for any lines, one that ends in " ..." for any line that begins so. With --write the printed
lines are put in place of the shown ones, except in commands whose output has a "..." (what differs between machines)
and in those that end with another exit code than is shown: an error gets into a page only by hand.

Each file has a folder of its own, which holds the demo corpus as `articles` and our `scripts`; one with the line
`<!-- has: record -->` also finds the record of that corpus in `record`. Exit code 1: something is not as shown.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "src/demonstrably/demo/articles"
OPENING, CLOSING = "```console", "```"
ANYTHING = "..."
HAS_RECORD = "<!-- has: record -->"
PATIENCE = 300
"""Seconds a command may take; the slowest reads 32 pages."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as shown: its 1-based line, what is typed, the lines shown below it."""

    line: int
    typed: tuple[str, ...]
    shown: tuple[str, ...] = ()

    @property
    def script(self) -> str:
        """What the shell runs: the typed lines without their prompts."""
        return "\n".join(line[2:] for line in self.typed)

    @property
    def open(self) -> bool:
        """Whether a part of what it prints is left open."""
        return any(line.rstrip().endswith(ANYTHING) for line in self.shown)


@dataclass(frozen=True, slots=True)
class Result:
    """A command with the lines it printed, the exit code among them where it is not 0."""

    command: Command
    printed: tuple[str, ...]

    @property
    def as_shown(self) -> bool:
        return _matches(self.command.shown, self.printed)

    @property
    def may_be_written(self) -> bool:
        """Whether what is printed may take the place of what is shown."""
        return not self.command.open and _exit(self.printed) == _exit(self.command.shown)


def _exit(lines: Sequence[str]) -> str:
    """The line that tells an exit code, empty where it is 0."""
    return lines[-1] if lines and lines[-1].startswith("[exit ") else ""


def documents() -> list[Path]:
    """The files whose commands are run: README.md and everything in docs/ that has a block."""
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [file for file in files if file.is_file() and OPENING in file.read_text(encoding="utf-8").splitlines()]


def commands(text: str) -> list[Command]:
    """The commands of a page, in order."""
    found: list[Command] = []
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() in (OPENING, CLOSING):
            inside = line.strip() == OPENING
        elif inside and line.startswith("$ "):
            found.append(Command(number, (line,)))
        elif inside and found:
            found[-1] = _with(found[-1], line)
    return found


def _with(command: Command, line: str) -> Command:
    if line.startswith("> ") and not command.shown:
        return replace(command, typed=(*command.typed, line))
    return replace(command, shown=(*command.shown, line))


def run(file: Path, workspace: Path) -> Iterator[Result]:
    """Run a page's commands one after another in a folder."""
    for command in commands(file.read_text(encoding="utf-8")):
        done = subprocess.run(
            ["bash", "-c", command.script],
            cwd=workspace,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE,
            check=False,
        )
        lines = [line.rstrip() for line in done.stdout.decode().rstrip().splitlines()]
        yield Result(command, (*lines, *([f"[exit {done.returncode}]"] if done.returncode else [])))


def _environment(own: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without our settings, with our own `demonstrably` and `python` found first."""
    kept = {name: value for name, value in own.items() if not name.startswith("DEMONSTRABLY_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), own.get("PATH", os.defpath)])
    return {**kept, "PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def make_workspace(file: Path, folder: Path, record: Path | None = None) -> None:
    """Fill a page's folder. `record` is a record of the corpus to copy; None makes one where the page needs it."""
    shutil.copytree(ARTICLES, folder / "articles")
    (folder / "scripts").symlink_to(ROOT / "scripts")
    if HAS_RECORD not in file.read_text(encoding="utf-8"):
        return
    if record is None:
        make_record(folder)
    else:
        shutil.copytree(record, folder / "record")


def make_record(folder: Path) -> Path:
    """The record of the folder's articles, in `record` beside them."""
    line = ["demonstrably", "run", "articles", "--record", "record"]
    subprocess.run(line, cwd=folder, env=_environment(os.environ), stdout=subprocess.DEVNULL, check=True)
    return folder / "record"


def _matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether the printed lines are those shown, where "..." stands for any number of lines."""
    if not shown:
        return not printed
    if shown[0] == ANYTHING:
        return any(_matches(shown[1:], printed[k:]) for k in range(len(printed) + 1))
    return bool(printed) and _is_line(shown[0].rstrip(), printed[0]) and _matches(shown[1:], printed[1:])


def _is_line(shown: str, printed: str) -> bool:
    if shown.endswith(f" {ANYTHING}"):
        return printed.startswith(shown.removesuffix(ANYTHING))
    return shown == printed


def renewed(text: str, results: Sequence[Result]) -> str:
    """The page with what its commands printed in place of what it showed."""
    lines = text.splitlines()
    for result in reversed(results):
        command = result.command
        if result.may_be_written:
            first = command.line - 1 + len(command.typed)
            lines[first : first + len(command.shown)] = result.printed
    return "\n".join(lines) + "\n"


def _report(file: Path, results: Sequence[Result]) -> int:
    wrong = [result for result in results if not result.as_shown]
    for result in wrong:
        print(f"{file.relative_to(ROOT)}:{result.command.line}: {result.command.script}\n  printed:")
        print("\n".join(f"  {line}" for line in result.printed))
    return len(wrong)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the shell commands that the documentation shows.")
    parser.add_argument("--write", action="store_true", help="put what is printed in place of what is shown")
    parser.add_argument("files", nargs="*", type=Path, help="pages (default: all that have commands)")
    options = parser.parse_args(arguments)
    wrong = 0
    for file in [path.resolve() for path in options.files] or documents():
        with tempfile.TemporaryDirectory() as name:
            make_workspace(file, Path(name))
            results = list(run(file, Path(name)))
        if options.write:
            file.write_text(renewed(file.read_text(encoding="utf-8"), results), encoding="utf-8")
            results = [result for result in results if not result.may_be_written]
        wrong += _report(file, results)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
