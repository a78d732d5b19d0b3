"""Train the trees of `demonstrably.extract.weighing` on coded texts.

    python scripts/train_claims.py GOLD.jsonl[:WEIGHT]... --vectors VECTORS.npz [--after TREES --first N]
        [--beside OTHER.jsonl] [--out FILE --leanings FILE]

Each file is in the gold's format ({"id", "text", "published", "claims": [...]}); its samples may weigh less than 1. A
reading is positive where a coded claim of its attribute overlaps its span; readings of doubtful claims are left out.
`claims_examples.jsonl` beside this script, sentences of our tests with the claims that they ask for, is read as well.
Of the newest of the project's own texts (`benchmarks/texts/`) only the half to look at is read.

With --after more trees are grown upon those of an earlier training (its first N), most of whose texts are not at hand:
the new ones learn what the old ones get wrong in these files, and both are written. Before them the leanings of words
are fitted in the same way (`train_leanings.py`, which makes VECTORS); a text's own are by a fit without its fold.

OTHER holds passages ({"text"}) of news that tell of no gathering. Each coded text is read again with such a passage as
a paragraph of its own, whose figures are all negative: so the trees learn to tell the two apart inside one text. The
cross-validation is measured on the texts as they are; how many of those passages' figures are taken is printed beside.
Boosted trees by LightGBM (`pip install lightgbm`; 4.7 was used), which users of the package need not have. Ten-fold
cross-validation by document, a line a file, is the honest figure: the trees are then fitted on all.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from lightgbm import LGBMClassifier, LGBMModel

from coded_texts import rows_of
from demonstrably.codebook import Codebook
from demonstrably.extract.candidates import Candidate, Candidates
from demonstrably.extract.discourse import Discourse
from demonstrably.extract.leanings import places_of
from demonstrably.extract.trees import UNIT, Trees
from demonstrably.language.english import EnglishAnalyser
from demonstrably.model import Document
from train_leanings import Counts, Fit, Vectors, means
from train_leanings import held_out as leanings_held_out

THRESHOLD = 0.35
"""The probability from which a reading is a claim: the mean F1 over the development files, each by itself, is the same
from here to 0.4, and what is missed is worse than a doubtful claim, which says so."""

RARE = 5
"""A feature seen fewer times than this is left out."""

COPIES = 3
"""How many times each coded text is read beside other news."""

BESIDE = 0.13
"""The weight of these readings: three copies together weigh a little less than half of the text itself. Of 0.1 to 0.3
it keeps the found F1 of the texts alone and takes four fifths of the other news' figures out."""

LONGEST_BESIDE = 8_000
"""Characters of the longest text that is read again: a long one has other matters of its own."""

BOOSTING = {
    "n_estimators": 300,
    "learning_rate": 0.05,
    "num_leaves": 16,
    "max_depth": 8,
    "min_child_samples": 15,
    "reg_lambda": 3.0,
    "colsample_bytree": 0.4,
    "subsample": 0.8,
    "subsample_freq": 1,
    "random_state": 0,
    "n_jobs": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
"""As many and as large trees as lower the held-out log loss: with 200 of 12 leaves it is 2 % higher, and with a
logistic regression of the same features 10 %, at 1.2 points less found F1 on texts that nobody had read."""

GROWING = {"n_estimators": 650}
"""What is grown upon earlier trees, of the same size: on unread texts 650 find more than 340 of 12 leaves did."""


def label(row: dict[str, Any], candidate: Candidate) -> int | None:
    """1 for a coded claim, 0 for none, None where careful people doubt, or nobody has coded a "partial" text's other
    figures."""
    at = [c for c in row["claims"] if c["start"] < candidate.end and candidate.start < c["end"]]
    for claim in at:
        if claim["attribute"] == candidate.reading.attribute:
            return None if claim.get("doubt") else 1
    return None if row.get("partial") and not at else 0


def fit(matrix: np.ndarray, target: np.ndarray, weight: np.ndarray, before: np.ndarray | None = None) -> LGBMClassifier:
    """Trees for the samples; `before` are the log-odds that earlier trees give them."""
    boosting = BOOSTING if before is None else BOOSTING | GROWING
    return LGBMClassifier(**boosting).fit(matrix, target, sample_weight=weight, init_score=before)


class Grown:
    """Earlier trees upon which more are grown; without a file there are none."""

    def __init__(self, path: Path | None, first: int | None = None) -> None:
        """`first` of the trees are kept, all where it is None."""
        self.table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path else {}
        self.table["trees"] = self.table.get("trees", [])[:first]
        self._trees = Trees.from_json(self.table) if path else None

    def log_odds(self, rows: Sequence[Mapping[str, float]]) -> np.ndarray | None:
        """What the earlier trees say of each row; None where there are none."""
        return np.array(self._trees.log_odds(rows)) if self._trees else None

    def with_more(self, names: Sequence[str], model: LGBMModel) -> dict[str, Any]:
        """The features and trees of both as `demonstrably.extract.trees` reads them."""
        features = [*self.table.get("features", ())]
        features += [name for name in names if name not in features]
        column = {name: i for i, name in enumerate(features)}
        infos = model.booster_.dump_model()["tree_info"]
        more = [_flat(tree["tree_structure"], [column[name] for name in names]) for tree in infos]
        return {"features": features, "trees": [*self.table["trees"], *more]}


def _flat(root: dict[str, Any], columns: Sequence[int]) -> list[list[Any]]:
    nodes: list[list[Any]] = []
    leaves: list[int] = []

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node and "left_child" not in node:
            leaves.append(round(node["leaf_value"] * UNIT))
            return ~(len(leaves) - 1)
        number, row = len(nodes), [columns[node["split_feature"]], round(node["threshold"], 6)]
        nodes.append(row)
        row += [add(node["left_child"]), add(node["right_child"])]
        return number

    add(root)
    return [nodes, leaves]


@dataclass(frozen=True)
class Sample:
    """A reading: the document it stands in, its span, features, label and weight."""

    file: str
    document: int
    span: tuple[int, int]
    features: dict[str, float]
    label: int
    weight: float
    part: Literal["alone", "beside", "other"] = "alone"
    """Whether the text was read as it is, or beside other news, in which case "other" is that news itself."""
    means: np.ndarray = field(default_factory=lambda: np.zeros(0))
    """The mean vectors of the words around it."""


@dataclass
class Data:
    """All samples, and how many claims each file's coders marked (doubtful ones apart)."""

    counts: Counts
    samples: list[Sample] = field(default_factory=list)
    coded: Counter[str] = field(default_factory=Counter)


def read(arguments: list[str], vectors: Vectors, passages: Sequence[str] = ()) -> Data:
    finder, analyser, number = Candidates(Codebook()), EnglishAnalyser(), 0
    files = [(name, weight, list(rows_of(Path(name)))) for name, _, weight in (a.partition(":") for a in arguments)]
    data = Data(Counts.over(vectors, (row["text"] for _, _, rows in files for row in rows)))
    for name, weight, rows in files:
        for row in rows:
            number += 1
            data.coded[name] += sum(not claim.get("doubt") for claim in row["claims"])
            for text in (Text(row), *beside(row, passages)):
                discourse = Discourse(Document(row["id"], text.row["text"], "en"), analyser)
                sums, paragraphs = data.counts.sums(discourse.text), finder.cues.of(discourse).paragraphs
                for candidate in finder.find(discourse):
                    if sample := text.sample(name, number, candidate, float(weight or 1)):
                        figure, index = (candidate.start, candidate.end), candidate.index
                        places = places_of(discourse.spans, paragraphs[index], index, figure)
                        data.samples.append(replace(sample, means=means(sums, places)))
    return data


@dataclass(frozen=True)
class Text:
    """A coded text; `other` spans the passage of other news in it, None where it is read alone."""

    row: dict[str, Any]
    other: tuple[int, int] | None = None

    def sample(self, file: str, document: int, candidate: Candidate, weight: float) -> Sample | None:
        """The reading as a sample, None where careful people doubt its label."""
        span = candidate.start, candidate.end
        if self.other is None:
            value, part = label(self.row, candidate), "alone"
        elif self.other[0] <= candidate.start < self.other[1]:
            value, part = 0, "other"
        else:
            value, part = label(self.row, candidate), "beside"
        weight *= 1 if self.other is None else BESIDE
        return None if value is None else Sample(file, document, span, candidate.features, value, weight, part)  # type: ignore[arg-type]


def beside(row: dict[str, Any], passages: Sequence[str]) -> Iterator[Text]:
    """A coded text with claims, again and again with a passage of other news as a paragraph behind its first one."""
    if not passages or not row["claims"] or len(row["text"]) > LONGEST_BESIDE:
        return
    text = row["text"]
    breaks = [i + 1 for i, c in enumerate(text) if c == "\n" and text[i + 1 : i + 2] not in ("", "\n")]
    for copy in range(COPIES):
        passage = passages[_draw(row["id"], copy, "passage") % len(passages)]
        at = [*breaks, len(text)][_draw(row["id"], copy, "place") % (len(breaks) + 1)]
        inserted = f"{passage}\n\n" if at < len(text) else f"\n\n{passage}"
        start = at + inserted.index(passage)
        claims = [_moved(claim, len(inserted)) if claim["start"] >= at else claim for claim in row["claims"]]
        mixed = row | {"text": text[:at] + inserted + text[at:], "claims": claims}
        yield Text(mixed, (start, start + len(passage)))


def _moved(claim: dict[str, Any], by: int) -> dict[str, Any]:
    return claim | {"start": claim["start"] + by, "end": claim["end"] + by}


def _draw(*parts: object) -> int:
    """A number that only the parts decide."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:8], "big")


def held_out(
    matrix: np.ndarray, target: np.ndarray, weight: np.ndarray, documents: np.ndarray, before: np.ndarray | None
) -> np.ndarray:
    """The probability of each sample under trees fitted without its document's fold."""
    odds = np.zeros(len(target)) if before is None else before.copy()
    for fold in range(10):
        test = documents % 10 == fold
        model = fit(matrix[~test], target[~test], weight[~test], None if before is None else before[~test])
        odds[test] += model.predict(matrix[test], raw_score=True)
    return 1 / (1 + np.exp(-odds))


def found_f1(data: Data, p: np.ndarray, name: str) -> float:
    """F1 of claims found in one file, each figure by its likeliest reading."""
    best: dict[tuple[int, tuple[int, int]], tuple[float, int]] = {}
    for sample, probability in zip(data.samples, p, strict=True):
        key = sample.document, sample.span
        if (
            sample.part == "alone"
            and sample.file == name
            and probability >= THRESHOLD
            and probability > best.get(key, (0.0, 0))[0]
        ):
            best[key] = float(probability), sample.label
    hits = sum(value for _, value in best.values())
    return 2 * hits / max(1, len(best) + data.coded[name])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+")
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--after", type=Path)
    parser.add_argument("--first", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--leanings", type=Path)
    args = parser.parse_args()
    data = read(args.gold, Vectors.read(args.vectors), _passages(args.beside))
    target = np.array([sample.label for sample in data.samples])
    weight = np.array([sample.weight for sample in data.samples])
    documents = np.array([sample.document for sample in data.samples])
    grown = Grown(args.after, args.first)
    before = grown.log_odds([sample.features for sample in data.samples])
    around = np.array([sample.means for sample in data.samples])
    known = np.zeros(len(target)) if before is None else before
    for sample, leaning in zip(data.samples, leanings_held_out(around, target, weight, documents, known), strict=True):
        sample.features["leaning"] = round(float(leaning), 3)
    seen = Counter(name for sample in data.samples if sample.part != "beside" for name in sample.features)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    matrix = _matrix(names, data.samples)
    p = held_out(matrix, target, weight, documents, before)
    alone, other = (np.array([sample.part == part for sample in data.samples]) for part in ("alone", "other"))
    loss = -np.mean(np.log(np.where(target == 1, p, 1 - p))[alone])
    print(f"readings {alone.sum()}, positive {int(target[alone].sum())}, held-out log loss {loss:.3f}")
    print(f"readings of other news {other.sum()}, held-out taken for claims {int((p[other] >= THRESHOLD).sum())}")
    for name, coded in data.coded.items():
        print(f"  {Path(name).name:28} coded {coded:4}  held-out found F1 {found_f1(data, p, name):.3f}")
    if args.out:
        _write(args.out, {"threshold": THRESHOLD} | grown.with_more(names, fit(matrix, target, weight, before)))
    if args.leanings:
        _write(args.leanings, Fit.on(around, target, weight, known).to_json(data.counts))
    return 0


def _write(path: Path, table: Mapping[str, Any]) -> None:
    rows = ",\n".join(f'"{key}": {json.dumps(value, separators=(",", ":"))}' for key, value in table.items())
    path.write_text("{" + rows + "}\n", encoding="utf-8")


def _passages(path: Path | None) -> list[str]:
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()] if path else []


def _matrix(names: list[str], samples: Iterable[Sample]) -> np.ndarray:
    column = {name: i for i, name in enumerate(names)}
    rows = []
    for sample in samples:
        row = np.zeros(len(names))
        for name, number in sample.features.items():
            if name in column:
                row[column[name]] = number
        rows.append(row)
    return np.array(rows)


if __name__ == "__main__":
    raise SystemExit(main())
