"""Speed as ratios within one run, so that the machine matters little; peak memory; start-up; where the time goes.

Relevant articles are the gold sets' articles and long reads that hold a coded claim; irrelevant ones the agency
articles that tell of no gathering, of the half that the gate has not learned from, and apart from all of these the
ones among them that are passed over unparsed. The peer is the spaCy pipeline alone, over every sentence of the same
texts in batches of its own size, nothing done with the result. Ours is the whole extraction, document by document,
mentions without figures included. The two take turns, and each keeps its best time; both have seen the words before,
as after some hours of an archive. "New words" is the first time through, where both have yet to look up every word.
Start-up is the command as a user gives it, on one article.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import spacy

from benchmarks import gatherings
from benchmarks.shape import Row
from benchmarks.stages import ANALYSIS, profile
from demonstrably.codebook import Codebook
from demonstrably.collector import collect_seldom
from demonstrably.evaluation import read_gold
from demonstrably.extract import Extractor
from demonstrably.extract.gate import Gate
from demonstrably.language.analysis import Sentence
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document

ARTICLES, LONGREADS, OTHERS = "gold/articles_en.jsonl", "gold/longreads_en.jsonl", "bench/relevance.jsonl"
NEEDS = (ARTICLES, LONGREADS, OTHERS)

ROUNDS = 3
IRRELEVANT = 250
"""How many irrelevant articles are timed: enough to hold every sort, few enough not to wait for."""

DOCUMENTS = 2_000
"""Over which memory is to stay flat; each text is given words of its own, as in an archive. The long run over 20,000
is `python -m benchmarks.archive DATA 20000`, some ten minutes."""

SLACK = 0.25
"""By how much ratios of times differ between runs on a machine with other work."""


class Counting(EnglishAnalyser):
    """The analyser, counting the characters that are parsed."""

    def __init__(self) -> None:
        super().__init__()
        self.characters = 0

    def parse(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Sentence]:
        self.characters += sum(end - start for start, end in spans)
        return super().parse(text, spans)


def run(data: Path) -> list[Row]:
    collect_seldom()  # as the command does; the peer runs in the same process
    analyser, gate = Counting(), Gate.packaged(Codebook())
    extract = Extractor(Codebook(), analyser).extract
    relevant, irrelevant = relevant_documents(data), irrelevant_documents(data)
    passed_over = [document for document in irrelevant if not gate.passes(document.text)]
    groups = {
        "relevant articles": (relevant, 1.5),
        "irrelevant articles": (irrelevant, 100.0),
        "articles passed over": (passed_over, None),
    }
    rows = [row for name, group in groups.items() for row in _race(name, *group, extract, analyser)]
    return [*rows, _first_time(relevant), *_where_time_goes(relevant, extract, analyser), *process_rows(data)]


def _race(
    name: str, documents: Sequence[Document], bar: float | None, extract: Callable[[Document], object],
    analyser: EnglishAnalyser,
) -> list[Row]:  # fmt: skip
    ours, peer = compete(documents, extract, analyser)
    total = len(documents)
    note = f"{total} articles, {sum(len(d.text) for d in documents) // total:,} characters on average"
    return [
        Row("speed", name, "times spaCy alone", peer / ours, "1 (spaCy alone)", note, bar, SLACK),
        Row("speed", name, "articles a second", total / ours, f"{total / peer:.1f} (spaCy alone)", slack=None),
    ]


def _first_time(documents: Sequence[Document]) -> Row:
    """Both anew, the first document to load everything, the others timed."""
    analyser = EnglishAnalyser()
    extract = Extractor(Codebook(), analyser).extract
    nlp = spacy.load(analyser.pipeline)
    first, *others = ([d.text[start:end] for start, end in analyser.split(d.text)] for d in documents)
    list(nlp.pipe(first))
    extract(documents[0])
    ours = _seconds(lambda: [extract(document) for document in documents[1:]])
    peer = _seconds(lambda: [None for _ in nlp.pipe(text for texts in others for text in texts)])
    return Row("speed", "relevant articles", "times spaCy alone, new words", peer / ours, "1 (spaCy alone)", slack=None)


def _where_time_goes(
    documents: Sequence[Document], extract: Callable[[Document], object], analyser: Counting
) -> list[Row]:
    """The parser's share of the time with the whole profile as a note, and the share of the text that is parsed."""
    analyser.characters = 0
    shares = profile(lambda: [extract(document) for document in documents])
    parsed = analyser.characters / sum(len(document.text) for document in documents)
    parsing = sum(shares.get(name, 0.0) for name in ANALYSIS)
    note = "; ".join(f"{name} {share:.0%}" for name, share in shares.items() if share >= 0.005)
    limit = "one over this share is the limit that the parser sets, were all else free"
    of = "relevant articles"
    return [
        Row("speed", of, "share of time in parsing", parsing, note=note, slack=None, better="lower"),
        Row("speed", of, "share of text parsed", parsed, "1 (spaCy alone)", limit, better="lower"),
    ]


def relevant_documents(data: Path) -> list[Document]:
    texts = [text for name in (ARTICLES, LONGREADS) for text in read_gold(data / name) if text.claims]
    return [Document(text.text_id, text.text, "en", published=text.published) for text in texts]


def irrelevant_documents(data: Path) -> list[Document]:
    """Articles that tell of no gathering, of the half that the gate has not learned from."""
    half = [text for text in gatherings.of_articles(data) if not gatherings.first_half(text.text_id)]
    found = [Document(text.text_id, text.text, "en") for text in half if text.label == "no"]
    return found[:: max(1, len(found) // IRRELEVANT)]


def compete(
    documents: Sequence[Document], extract: Callable[[Document], object], analyser: EnglishAnalyser
) -> tuple[float, float]:
    """Best seconds of the extraction and of the pipeline alone over these documents; both are warm."""
    extract(documents[0])
    nlp = spacy.load(analyser.pipeline)
    sentences = [d.text[start:end] for d in documents for start, end in analyser.split(d.text)]
    ours = peer = float("inf")
    for _ in range(ROUNDS):
        ours = min(ours, _seconds(lambda: [extract(document) for document in documents]))
        peer = min(peer, _seconds(lambda: [None for _ in nlp.pipe(sentences)]))
    return ours, peer


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def process_rows(data: Path) -> list[Row]:
    """What only a fresh process can tell: start-up and peak memory."""
    early, late = (float(part) for part in _child("-m", "benchmarks.archive", str(data)).split())
    after = f"{early:.0f} MB after a tenth of {DOCUMENTS:,} documents, one in ten relevant"
    of, grown = "one process", "whole over first tenth"
    return [
        *_start_up_rows(_one_with_claims(relevant_documents(data))),
        Row("speed", of, "peak memory, MB", late, note=after, bar=700, slack=0.1, better="lower"),
        Row("speed", of, "memory growth", late / early, note=grown, bar=1.1, slack=0.1, better="lower"),
    ]


def _one_with_claims(documents: Sequence[Document]) -> Document:
    """The first that we find a claim in: one that is passed over would not need the pipeline."""
    extract = Extractor(Codebook()).extract
    return next(document for document in documents if extract(document).claims)


def _start_up_rows(document: Document) -> list[Row]:
    """The whole process of `demonstrably extract` on one article: with the bytecode that Python keeps of everything
    it has once imported, and without it, as in the first run of all or where it is told to keep none."""
    of, metric, whole = "one process", "start-up, s", "`demonstrably extract` of one article, from the shell and back"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.jsonl"
        file.write_text(json.dumps({"id": document.document_id, "text": document.text}), encoding="utf-8")
        cold = start_up(file, {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPYCACHEPREFIX": f"{folder}/none"})
        warm = start_up(file, {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{folder}/kept"})
    return [
        Row("speed", of, metric, warm, note=whole, bar=2, slack=None, better="lower"),
        Row("speed", of, f"{metric} without bytecode", cold, note="everything compiled", slack=None, better="lower"),
    ]


def start_up(file: Path, environment: Mapping[str, str]) -> float:
    """Best seconds of the process of `demonstrably extract`, run once before to have all files at hand."""
    command = ("-m", "demonstrably", "extract", str(file))
    _child(*command, **environment)
    return min(_seconds(lambda: _child(*command, **environment)) for _ in range(ROUNDS))


def _child(*arguments: str, **environment: str) -> str:
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, *arguments],
        check=True, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, **environment},
    )  # fmt: skip
    return done.stdout
