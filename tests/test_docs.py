"""The documentation is executed: its commands run, its tables are read, its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripts import check_docs, run_docs

from demonstrably.codebook import Codebook
from demonstrably.extract.quantities import QuantityGrammar
from demonstrably.reconcile import RULE_SETS

ROOT = Path(__file__).parent.parent
CODEBOOK = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo corpus's record, made once."""
    folder = tmp_path_factory.mktemp("documentation")
    run_docs.make_workspace(ROOT / "docs/codebook.md", folder)
    return run_docs.make_record(folder)


@pytest.mark.parametrize("page", run_docs.documents(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_shows_what_its_commands_print(page: Path, record: Path, tmp_path: Path) -> None:
    run_docs.make_workspace(page, tmp_path, record)
    for result in run_docs.run(page, tmp_path):
        shown, printed = list(result.command.shown), list(result.printed)
        where = f"{page.name}:{result.command.line}: {result.command.script}"
        assert result.as_shown or shown == printed, f"{where}\n`make docs` puts in place what is printed now."


@pytest.mark.parametrize("check", ["links", "verbs", "tables", "commands", "named_pages", "addresses", "lock"])
def test_what_the_documentation_promises_is_there(check: str) -> None:
    assert list(getattr(check_docs, check)()) == []


def rows_under(heading: str) -> Iterator[list[str]]:
    """The rows of the table under a heading of the codebook's page."""
    section = CODEBOOK.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def wordings() -> Iterator[tuple[str, str, str, str]]:
    for cells in rows_under("From words to numbers"):
        for wording in re.findall(r"`([^`]+)`", cells[0]):
            yield wording, *cells[1:4]


GRAMMAR = QuantityGrammar(Codebook())


@pytest.mark.parametrize(("wording", "low", "high", "qualifier"), list(wordings()))
def test_a_wording_is_read_as_the_codebook_says(wording: str, low: str, high: str, qualifier: str) -> None:
    found = GRAMMAR.read(wording)
    assert found is not None
    assert found.qualifier == qualifier
    if low == "its value":
        assert found.low == found.high is not None
    else:
        assert (found.low, found.high) == (int(low) if low else None, int(high) if high else None)


def test_the_codebook_lists_the_types_in_their_order() -> None:
    told = [cells[0].strip("`") for cells in rows_under("Events and types")]
    assert told == Codebook().table("event_types")["order"]["types"]


def test_the_codebook_lists_the_rule_sets_with_their_titles() -> None:
    told = [(re.findall(r"`(\w+)`", cells[0])[0], cells[1]) for cells in rows_under("Rule sets")]
    assert told == [(name, Codebook().table(f"rule_sets/{name}")["title"]) for name in RULE_SETS]


def test_the_codebook_lists_the_attributes_that_are_counted() -> None:
    told = {a for cells in rows_under("Which figures are claims") for a in re.findall(r"`(\w+)`", cells[0])}
    assert set(Codebook().table("en/counting")["attributes"]) | {"places"} == told


def test_a_command_that_prints_something_else_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ echo one\none\n$ echo two\nthree\n$ false\n[exit 1]\n$ seq 3\n1\n...\n$ echo > f; ls\n```\n"
    )
    assert [result.as_shown for result in run_docs.run(page, tmp_path)] == [True, False, True, True, False]


def test_renewing_keeps_what_is_left_open(tmp_path: Path) -> None:
    block = "```console\n$ echo one\n{}\n$ cat <<'END'\n> two\n> END\n{}$ python --version\nPython ...\n```\nend\n"
    page = tmp_path / "page.md"
    page.write_text(block.format("old", ""))
    fresh = run_docs.renewed(page.read_text(), list(run_docs.run(page, tmp_path)))
    assert fresh == block.format("one", "two\n")


def test_renewing_writes_no_error_into_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ echo lost; exit 2\nkept\n$ (echo new; exit 1)\nold\n[exit 1]\n```\n")
    fresh = run_docs.renewed(page.read_text(), list(run_docs.run(page, tmp_path)))
    assert fresh == "```console\n$ echo lost; exit 2\nkept\n$ (echo new; exit 1)\nnew\n[exit 1]\n```\n"


def test_a_dead_link_and_a_missing_heading_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text(
        "# One thing\n[a](other.md) [b](#one-thing) [c](#two) [d](https://example.org)\n"
    )
    monkeypatch.setattr(check_docs, "ROOT", tmp_path)
    monkeypatch.setattr(check_docs, "files", lambda: (tmp_path / "README.md",))
    check_docs.text.cache_clear()
    assert list(check_docs.links()) == [
        "README.md: links to other.md, which is not there",
        "README.md: links to #two, but README.md has no such heading",
    ]


def test_an_address_of_a_registry_or_a_machine_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "a.txt"
    page.write_text("fine\nhttps://" + "pypi" + ".org/simple\nopen('/" + "home/ana/x')\n")
    monkeypatch.setattr(check_docs, "ROOT", tmp_path)
    monkeypatch.setattr(check_docs, "files", lambda: (page,))
    check_docs.text.cache_clear()
    assert [problem.split(":")[1] for problem in check_docs.addresses()] == ["2", "3"]
