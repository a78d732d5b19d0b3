"""Libraries and the pipeline load without what is never used, and are otherwise what they are when loaded plainly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import catalogue  # type: ignore[import-untyped]
import pytest
import spacy

from demonstrably.language import pipeline
from demonstrably.language.imports import deferred, imported, sparing
from demonstrably.language.pipeline import OURS, load_pipeline
from demonstrably.language.plugins import plugins_by_group

LIBRARY = "made_up_library"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a library that needs `thing` of a module that does not exist."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, LIBRARY, raising=False)
    return tmp_path / f"{LIBRARY}.py"


def test_a_library_is_imported_with_stand_ins(library: Path) -> None:
    library.write_text("from made_up_module import thing\nanswer = thing()\n")
    made = imported(LIBRARY, {"made_up_module": {"thing": lambda: 42}})
    assert made.answer == 42
    assert "made_up_module" not in sys.modules


def test_a_library_that_asks_for_more_is_imported_plainly(library: Path) -> None:
    library.write_text("from json import dumps\nfrom colorsys import rgb_to_hls\n")
    assert imported(LIBRARY, {"colorsys": {}}).rgb_to_hls(0, 0, 0) == (0, 0, 0)


def test_what_a_library_can_do_without_is_missing(library: Path) -> None:
    library.write_text("try:\n    import colorsys\nexcept ImportError:\n    colorsys = None\n")
    sys.modules.pop("colorsys", None)
    assert imported(LIBRARY, {"colorsys": None}).colorsys is None
    assert sys.modules.get("colorsys", "gone") == "gone"


def test_a_deferred_function_is_imported_when_called() -> None:
    sys.modules.pop("colorsys", None)
    stand_in = deferred("colorsys", "rgb_to_hls")
    with sparing("not_loaded_yet", {"colorsys": stand_in}):
        from colorsys import rgb_to_hls
    assert "colorsys" not in sys.modules
    assert rgb_to_hls(1, 1, 1) == (0, 1, 0)


def test_plugins_are_the_same_by_group() -> None:
    plain = catalogue.AVAILABLE_ENTRY_POINTS
    with plugins_by_group():
        known = catalogue.AVAILABLE_ENTRY_POINTS
        assert known is not plain
        for group in [*plain.groups, "no_such_group"] * 2:
            assert list(known.select(group=group)) == list(plain.select(group=group))
        assert known.groups == plain.groups
    assert catalogue.AVAILABLE_ENTRY_POINTS is plain


@pytest.mark.parametrize("kept", ["nothing like it", None])
def test_a_registry_of_another_make_is_left_alone(kept: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "AVAILABLE_ENTRY_POINTS", kept)
    with plugins_by_group():
        assert kept == catalogue.AVAILABLE_ENTRY_POINTS


def test_our_pipeline_is_as_spacy_loads_it() -> None:
    plain: Any = spacy.load(OURS)
    ours: Any = load_pipeline(OURS)
    without: Any = {"exclude": ["vocab"]}
    assert ours.pipe_names == plain.pipe_names
    assert ours.tokenizer.to_bytes(**without) == plain.tokenizer.to_bytes(**without)
    for name in plain.pipe_names:
        assert ours.get_pipe(name).to_bytes(**without) == plain.get_pipe(name).to_bytes(**without), name
    assert set(ours.vocab.strings) >= set(plain.vocab.strings)


def test_a_pipeline_without_rules_of_its_own_is_loaded_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    bare: Any = spacy.blank("en")
    plain = spacy.blank("en")
    bare.tokenizer.rules = {}
    monkeypatch.setattr(spacy, "load", lambda name, **settings: bare if settings else plain)
    assert load_pipeline(OURS) is plain
    assert pipeline.load_pipeline("another") is plain


LEAN = """
import sys
from demonstrably.cli import app
try:
    app(["extract", sys.argv[1]])
except SystemExit:
    pass
unwanted = ["demonstrably.store", "demonstrably.link", "demonstrably.reconcile", "demonstrably.scale.runner",
            "lxml", "trafilatura", "spacy.cli", "tqdm", "pydantic.v1", "rich.console"]
print([name for name in unwanted if name in sys.modules], file=sys.stderr)
"""


def test_extracting_imports_no_record_and_no_linking(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": "a", "text": "At least 2,000 people marched through central Aveiro on Sunday, police said."}'
    )
    done = subprocess.run([sys.executable, "-c", LEAN, str(rows)], capture_output=True, text=True, check=True)
    assert '"participants"' in done.stdout
    assert done.stderr.strip() == "[]"
