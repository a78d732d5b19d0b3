"""Print the demo corpus's claims in the gold's format, a text a line, for `demonstrably evaluate` and training.

    python scripts/demo_gold.py > demo.jsonl

A coded claim whose words stand only in a headline is left out: texts hold no headlines.
"""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.ingest import read_inputs
from demonstrably.model import Document


def main() -> int:
    folder = Path(str(resources.files("demonstrably"))) / "demo"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    for ingested in read_inputs([folder / "articles"], codebook=Codebook()):
        for document in ingested.documents:
            print(json.dumps(_row(document, gold), ensure_ascii=False))
    return 0


def _row(document: Document, gold: dict[str, Any]) -> dict[str, Any]:
    name = Path(document.path or "").name
    coded = [c for c in gold["claims"] if c["file"] == name]
    found = [claim for c in coded if (claim := _located(document.text, c))]
    return {
        "id": name,
        "published": document.published,
        "outlet": document.outlet,
        "text": document.text,
        "claims": found,
    }


def _located(text: str, claim: dict[str, Any]) -> dict[str, Any] | None:
    words = (claim["before"] + claim["quote"]).split()
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return {**claim, "start": match.end() - len(claim["quote"]), "end": match.end()} if match else None


if __name__ == "__main__":
    raise SystemExit(main())
