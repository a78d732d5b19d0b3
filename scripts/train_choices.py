"""Train the trees that choose on coded texts: which place and which day a figure is of, and who gave it.

    python scripts/train_choices.py place|date|source GOLD.jsonl[:WEIGHT]... [--after TREES] [--first N] [--out FILE]

Each file is in the gold's format ({"id", "text", "published", "claims": [...]}); its samples may weigh less than 1. Of
each coded claim that is found among the candidates, every place (or day, or speaker around it) that the text names is
a sample, positive where it is the coded one. Doubtful claims, and those whose coded place, day or source the text does
not offer, are left out of the training and count as wrong. A "claim" of the attribute "gathering" marks a word that
names a gathering told without a figure; a claim of participants is read a second time as such. `choices_examples.jsonl`
beside this script, which is always read, holds texts of our own for what is rare elsewhere, and the gatherings of the
demo corpus. Halves of the project's own
texts and --after: as `train_claims.py`.

Boosted trees by LightGBM (`pip install lightgbm`; 4.7 was used), which users of the package need not have. Ten-fold
cross-validation by document, a line a file, is the honest figure: the trees are then fitted on all.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from lightgbm import LGBMRanker

from coded_texts import rows_of
from demonstrably.codebook import Codebook
from demonstrably.extract.attribution import AttributionRules, FigureSources
from demonstrably.extract.attribution.speakers import Speaker
from demonstrably.extract.candidates import Candidate, Candidates
from demonstrably.extract.choosing import Chooser, Features
from demonstrably.extract.claims import asked_of
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.mentions import MentionRules
from demonstrably.extract.setting import Asked, Setting, Settings
from demonstrably.extract.trees import Trees
from demonstrably.gazetteer import Gazetteer
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document
from train_claims import Grown

RARE = 5
"""A feature seen fewer times than this is left out."""

EXAMPLES = Path(__file__).with_name("choices_examples.jsonl")
EXAMPLE = 6
"""The weight of these examples."""

FIGURELESS = 0.5
"""The weight of a claim read as a gathering without a figure."""

BOOSTING = {
    "objective": "lambdarank",
    "n_estimators": 250,
    "learning_rate": 0.05,
    "num_leaves": 24,
    "max_depth": 8,
    "min_child_samples": 10,
    "reg_lambda": 3.0,
    "colsample_bytree": 0.4,
    "subsample": 0.8,
    "subsample_freq": 1,
    "random_state": 0,
    "n_jobs": 2,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
"""Trees that rank the options of one question (LambdaMART, Burges 2010) choose right 1.5 points more often on texts
that nobody had read than trees that judge each option by itself; more or larger ones change nothing to be measured."""

GROWING = {"n_estimators": 200, "num_leaves": 16, "colsample_bytree": 0.3}
"""What is grown upon earlier trees."""

DULL = frozenset(["the", "a", "an", "of", "and", "in", "at", "by"])


@dataclass(frozen=True)
class Question:
    """A claim's options: the features of each, which of them are right, and where it comes from."""

    file: str
    document: int
    options: list[Features]
    right: list[bool]
    weight: float
    counts: bool
    """Whether it is a claim as coded, and not a copy of one."""


class Reader:
    """Reads coded texts as questions about places or days."""

    def __init__(self, asks: str) -> None:
        codebook, self._analyser = Codebook(), EnglishAnalyser()
        gazetteer = Gazetteer.open(codebook)
        self._asks = asks
        self._candidates = Candidates(codebook)
        none = Chooser(Trees([], []))
        attribution = AttributionRules(codebook, "en", gazetteer)
        self._sources = FigureSources(codebook, attribution, chooser=none)
        self._settings = Settings(codebook, gazetteer, choosers=(none, none))
        self._mentions = MentionRules(codebook, attribution)

    def read(self, arguments: Sequence[str]) -> Iterator[Question]:
        number = 0
        for argument in arguments:
            name, _, weight = argument.partition(":")
            for row in rows_of(Path(name)):
                number += 1
                for question in self._of_text(row):
                    yield replace(question, file=name, document=number, weight=question.weight * float(weight or 1))

    def _of_text(self, row: dict[str, Any]) -> Iterator[Question]:
        asked = [c for c in row["claims"] if self._is_asked(c)]
        if not asked:
            return
        discourse = Discourse(Document(row["id"], row["text"], "en", published=row.get("published")), self._analyser)
        candidates = self._candidates.find(discourse, self._mentions.naming(discourse))
        cues = self._candidates.cues
        setting = self._settings.of(discourse, lambda i: cues.has("strong", discourse.text[slice(*discourse.spans[i])]))
        for claim in asked:
            if self._asks == "source":
                yield from self._of_sources(discourse, claim, candidates)
                continue
            own = _asked_of(claim, candidates, discourse)
            if own is not None:
                yield self._question(setting, own, claim, 1.0)
            if own is not None and claim["attribute"] == "participants":
                yield self._question(setting, replace(own, figure=None, attribute="", size=0.0), claim, FIGURELESS)

    def _is_asked(self, claim: dict[str, Any]) -> bool:
        """Whether a claim tells what is asked for; of sources also that there is none."""
        told = (
            "source" in claim and claim["attribute"] != "gathering" if self._asks == "source" else claim.get(self._asks)
        )
        return bool(told) and not claim.get("doubt")

    def _of_sources(
        self, discourse: Discourse, claim: dict[str, Any], candidates: Sequence[Candidate]
    ) -> Iterator[Question]:
        found = next((c for c in candidates if _is_of(c, claim)), None)
        if found is None:
            return
        asked = asked_of(found, claim.get("modality", "occurred"))
        rows = self._sources.options(discourse, asked, found.start, found.end).rows()
        yield Question("", 0, [row for _, row in rows], [_is_source(s, claim["source"]) for s, _ in rows], 1.0, True)

    def _question(self, setting: Setting, asked: Asked, claim: dict[str, Any], weight: float) -> Question:
        if self._asks == "place":
            places = setting.of_places.options(asked).rows()
            options = [features for _, features in places]
            right = [any(same_name(claim["place"], n) for n in (t.text, t.place.name) if n) for t, _ in places]
        else:
            days = setting.of_dates.options(asked).rows()
            options = [features for _, features in days]
            right = [day.when.date == claim["date"] for day, _ in days]
        return Question("", 0, options, right, weight, weight == 1.0)


def _asked_of(claim: dict[str, Any], candidates: Sequence[Candidate], discourse: Discourse) -> Asked | None:
    """What is asked for a coded claim, None where no candidate is found for it."""
    modality = claim.get("modality", "occurred")
    if claim["attribute"] == "gathering":
        sentence = discourse.sentence_at(claim["start"])
        focus = sentence.top(sentence.at(claim["start"], claim["end"]))
        return Asked(sentence, discourse.index_at(claim["start"]), focus, future=modality == "planned")
    found = [c for c in candidates if _is_of(c, claim)]
    return asked_of(found[0], modality) if found else None


def _is_of(candidate: Candidate, claim: dict[str, Any]) -> bool:
    overlaps = claim["start"] < candidate.end and candidate.start < claim["end"]
    return overlaps and candidate.reading.attribute == claim["attribute"]


def _is_source(speaker: Speaker | None, coded: str | None) -> bool:
    if speaker is None or not coded:
        return speaker is None and not coded
    found = speaker.attribution
    return any(same_name(coded, name) for name in (found.name, found.person, found.canonical) if name)


def same_name(one: str, other: str) -> bool:
    """Whether two names share more than half of the shorter one's words."""
    a, b = (set(re.findall(r"\w+", name.lower())) - DULL for name in (one, other))
    return bool(a and b) and len(a & b) * 2 > min(len(a), len(b))


def fit(questions: Sequence[Question], names: Sequence[str], grown: Grown) -> LGBMRanker:
    known = [q for q in questions if any(q.right)]
    options = [option for q in known for option in q.options]
    before = grown.log_odds(options)
    return LGBMRanker(**(BOOSTING if before is None else BOOSTING | GROWING)).fit(
        matrix(options, names),
        np.array([int(right) for q in known for right in q.right]),
        group=[len(q.options) for q in known],
        sample_weight=[q.weight for q in known for _ in q.options],
        init_score=before,
    )


def matrix(options: Sequence[Features], names: Sequence[str]) -> np.ndarray:
    column = {name: i for i, name in enumerate(names)}
    found = np.zeros((len(options), len(names)))
    for i, option in enumerate(options):
        for name, number in option.items():
            if name in column:
                found[i, column[name]] = number
    return found


def hits(questions: Sequence[Question], names: Sequence[str], grown: Grown, folds: int = 10) -> list[bool]:
    """Whether trees fitted without its document's fold choose right, question by question."""
    right = [False] * len(questions)
    for fold in range(folds):
        model = fit([q for q in questions if q.document % folds != fold], names, grown)
        for i, q in enumerate(questions):
            if q.document % folds == fold and q.options:
                odds, before = model.predict(matrix(q.options, names)), grown.log_odds(q.options)
                right[i] = q.right[int((odds if before is None else odds + before).argmax())]
    return right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("asks", choices=("place", "date", "source"))
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--after", type=Path)
    parser.add_argument("--first", type=int)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    questions = list(Reader(args.asks).read([f"{EXAMPLES}:{EXAMPLE}", *args.gold]))
    seen = Counter(name for q in questions for option in q.options for name, number in option.items() if number)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    grown = Grown(args.after, args.first)
    right = hits(questions, names, grown)
    print(f"{len(questions)} questions, {sum(len(q.options) for q in questions)} options, {len(names)} features")
    for file in dict.fromkeys(q.file for q in questions):
        own = [i for i, q in enumerate(questions) if q.file == file and q.counts]
        offered = sum(any(questions[i].right) for i in own) / max(1, len(own))
        held = sum(right[i] for i in own) / max(1, len(own))
        print(f"  {Path(file).name:28} asked {len(own):4}  offered {offered:.3f}  held-out right {held:.3f}")
    if args.out:
        trees = grown.with_more(names, fit(questions, names, grown))
        rows = ",\n".join(f'"{key}": {json.dumps(value, separators=(",", ":"))}' for key, value in trees.items())
        args.out.write_text("{" + rows + "}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
