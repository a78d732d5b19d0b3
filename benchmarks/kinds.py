"""Whole claims on texts of many kinds that we wrote: bulletins, tallies, live blogs, local papers, translations.

`texts/*.jsonl` are fiction: invented events in real places, written and coded by language models with the codebook in
hand, none of which had seen the program. Each of their eighteen waves is measured apart. Rules were written on the
half to look at only, but over both of the fourth set of plain news and of the short texts; the errors of all other
blind halves, and of all short texts called so, stay unread. Trees were fitted on what was read as well, those of places
on both halves of the older waves: the blind halves of the plain news and of the last set, and the short texts never
read, are the figures to go by. A second coder, who had not seen what the first one coded, coded the blind half of the
plain news as well: what those two agree on is our peer there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.shape import Row
from demonstrably.codebook import Codebook
from demonstrably.evaluation import Measures, TextScore, half_of, measure, read_claims, read_gold, score
from demonstrably.evaluation.extraction import documents_of, extracted
from demonstrably.evaluation.halves import Half
from demonstrably.extract import Extractor

NEEDS: tuple[str, ...] = ()
TEXTS = Path(__file__).with_name("texts")
SECOND_CODER = Path(__file__).with_name("second_coder.claims.jsonl")
WAVES = {
    "two": "ordinary",
    "three": "in the gold's manner",
    "four": "of many wordings",
    "five": "of several matters, harder",
    "six": "of several matters",
    "seven": "plain news",
    "eight": "plain news, second set",
    "nine": "plain news, third set",
    "ten": "plain news, fourth set",
    "eleven": "short texts",
    "twelve": "short texts, never read",
    "thirteen": "lists, tables, pages and translations",
    "fourteen": "documents, features and broadcasts",
    "fifteen": "plain passages",
    "sixteen": "retold from real news",
    "seventeen": "plain news, fifth set",
    "eighteen": "plain news, sixth set",
}
"""By the beginning of a file's name, what its texts are; all others are meant to be harder than the news is."""
HARDER = "harder"
HALVES: dict[Half, str] = {"look": "half to look at", "blind": "blind half"}
FIGURES = ("found_f1", "whole_f1", "source_named", "place", "date")


def run(data: Path) -> list[Row]:
    """The figures of all files in both halves; nothing of the data folder is read."""
    scores = scored()
    groups = {
        wave: {name: of_file for name, of_file in scores.items() if WAVES.get(name.split("-")[0], HARDER) == wave}
        for wave in (*WAVES.values(), HARDER)
    }
    return [
        row
        for name, group in groups.items()
        for half, label in HALVES.items()
        for row in _of_half(half, f"{name}, {label}", group)
    ]


def scored() -> dict[str, list[TextScore]]:
    """The texts' scores by file."""
    codebook = Codebook()
    extract = Extractor(codebook).extract
    files = sorted(TEXTS.glob("*.jsonl"))
    return {f.stem: score(read_gold(f), extracted(documents_of(f, codebook), extract)) for f in files}


def _of_half(half: Half, label: str, scores: dict[str, list[TextScore]]) -> list[Row]:
    own = {name: [one for one in of_file if half_of(one.text.text_id) == half] for name, of_file in scores.items()}
    all_of_half = [one for of_file in own.values() for one in of_file]
    measures, second = measure(all_of_half), _second_coder(all_of_half)
    note = f"{measures.texts} texts, {measures.coded} coded; found by file: " + ", ".join(
        f"{name} {measure(of_file).values['found_f1'] or 0:.2f}" for name, of_file in own.items() if of_file
    )
    rows = []
    for figure in FIGURES:
        value, (low, high) = measures.values[figure], measures.intervals[figure]
        told = f"95 %: {low:.3f} to {high:.3f}" + (f"; {note}" if figure == "found_f1" else "")
        peer = f"a second coder {second.values[figure]:.3f}" if second else ""
        rows.append(Row("kinds", "benchmarks/texts", f"{figure}, {label}", value or 0.0, peer=peer, note=told))
    return rows


def _second_coder(scores: Sequence[TextScore]) -> Measures | None:
    """The figures of the second coder's claims against the first's; None where not all texts were coded twice."""
    claims = read_claims(SECOND_CODER)
    if any(one.text.claims and one.text.text_id not in claims for one in scores):
        return None
    return measure(score([one.text for one in scores], claims))
