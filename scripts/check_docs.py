"""Check what the documentation and the repository promise, without running anything.

    python scripts/check_docs.py

- links and headings that a page points to are there;
- every verb of the command line, and every table of the codebook, is told of;
- commands that begin with `make` are targets of the Makefile, and ours are verbs;
- pages that the code names are there;
- no file names a registry's host or a path of somebody's machine; the lock file has hashes and no index.

Exit code 1: something is not as promised; each line says where.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from demonstrably.cli import app
from demonstrably.codebook import Codebook

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"\bdemonstrably (?:--debug )?([a-z]+)\b")
FIRST_OURS = re.compile(r"(?:^|[|&;] ?)(?:\$ )?demonstrably ([a-z]+)", re.MULTILINE)

HOSTS = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "anaconda" + ".org", "index" + "-url")
"""Package registries, and the option that names one; written so that this file does not hold them."""

ALLOWED = frozenset({("Makefile", "index" + "-url")})
"""`--no-emit-…` is how the lock file is kept free of one."""

MACHINE = re.compile(r"(?<![\w.])/(?:home|Users|root|work|tmp|var|opt)/[\w.-]+")
BINARY = frozenset({".sqlite", ".png", ".ico", ".gz"})


def main() -> int:
    problems = [*links(), *verbs(), *tables(), *commands(), *named_pages(), *addresses(), *lock()]
    for problem in problems:
        print(problem)
    return int(bool(problems))


@cache
def files() -> tuple[Path, ...]:
    """The repository's files: those that git knows or would take, or, without git, all outside hidden folders."""
    line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    if told.returncode == 0:
        found = [ROOT / name for name in told.stdout.decode().split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def pages() -> list[Path]:
    """The pages for people: Markdown at the top and in docs/."""
    return [p for p in files() if p.suffix == ".md" and (p.parent == ROOT or ROOT / "docs" in p.parents)]


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(FENCE.sub("", text(page))))
    return {heading.replace(" ", "-") for heading in plain}


def links() -> Iterator[str]:
    for page in pages():
        for target in LINK.findall(FENCE.sub("", text(page))):
            if "://" not in target and not target.startswith("mailto:"):
                yield from _broken(page, target)


def _broken(page: Path, target: str) -> Iterator[str]:
    path, _, anchor = target.partition("#")
    other = (page.parent / path).resolve() if path else page
    if not other.exists():
        yield f"{name(page)}: links to {target}, which is not there"
    elif anchor and other.suffix == ".md" and anchor not in anchors(other):
        yield f"{name(page)}: links to {target}, but {name(other)} has no such heading"


def known_verbs() -> set[str]:
    return {command.name or "" for command in app.registered_commands}


def shown(page: Path, *languages: str) -> str:
    """What a page shows in blocks of these languages."""
    return "\n".join(body for language, body in FENCE.findall(text(page)) if language in languages)


def verbs() -> Iterator[str]:
    """Each verb stands in a command that is run, so that its example cannot drift."""
    run = {verb for page in pages() for verb in OURS.findall(shown(page, "console"))}
    told = {verb for page in pages() for verb in OURS.findall(text(page))}
    for verb in sorted(known_verbs()):
        if verb not in told:
            yield f"docs: no page tells of `demonstrably {verb}`"
        elif verb not in run and verb != "demo":  # `make demo` runs that
            yield f"docs: no page runs `demonstrably {verb}` in a ```console block"


def tables() -> Iterator[str]:
    """Each table of the codebook is named on its page, between backticks."""
    page = text(ROOT / "docs/codebook.md")
    for table in Codebook().names():
        if f"`{table}`" not in page:
            yield f"docs/codebook.md: does not tell of the table `{table}`"


def commands() -> Iterator[str]:
    """What pages tell people to type: targets of the Makefile and verbs of ours."""
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    for page in pages():
        typed = "\n".join([shown(page, "sh", "console"), *re.findall(r"`([^`\n]+)`", FENCE.sub("", text(page)))])
        for target in re.findall(r"(?:^|[;&] ?|time )make ([a-z]+)", typed, re.MULTILINE):
            if target not in targets:
                yield f"{name(page)}: `make {target}` is no target of the Makefile"
        for verb in FIRST_OURS.findall(typed):
            if verb not in known_verbs():
                yield f"{name(page)}: `demonstrably {verb}` is no verb"


def named_pages() -> Iterator[str]:
    """Pages of docs/ that code, messages of errors among it, sends people to."""
    for path in files():
        if path.suffix in (".py", ".toml"):
            for page in re.findall(r"\bdocs/[\w/-]+\.md\b", text(path)):
                if not (ROOT / page).is_file():
                    yield f"{name(path)}: names {page}, which is not there"


def addresses() -> Iterator[str]:
    for path in files():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(text(path).splitlines(), 1):
            for host in HOSTS:
                if host in line and (name(path), host) not in ALLOWED:
                    yield f"{name(path)}:{number}: names a registry ({host})"
            if match := MACHINE.search(line):
                yield f"{name(path)}:{number}: names a path of one machine ({match.group()})"


def lock() -> Iterator[str]:
    """Every requirement is pinned and has a hash."""
    entries = re.split(r"\n(?=\S)", text(ROOT / "requirements.lock").strip())
    for entry in entries:
        if not entry.startswith("#") and ("==" not in entry or "--hash=sha256:" not in entry):
            yield f"requirements.lock: {entry.splitlines()[0]} is not pinned with a hash"


if __name__ == "__main__":
    sys.exit(main())
