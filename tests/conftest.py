"""Records that several test modules look at, each made once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the demo corpus."""
    from demonstrably.codebook import Codebook
    from demonstrably.scale import run
    from demonstrably.store import Record

    folder = tmp_path_factory.mktemp("demo") / "record"
    articles = Path(__file__).parents[1] / "src" / "demonstrably" / "demo" / "articles"
    with Record.create(folder) as record:
        run([articles], record, Codebook(), workers=1)
    return folder


@pytest.fixture(scope="session")
def made_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up record of 500 documents in five languages, some of them hostile."""
    from benchmarks.bigrecord import build

    folder = tmp_path_factory.mktemp("made") / "record"
    build(folder, 500)
    return folder


@pytest.fixture(scope="session")
def big_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up record of 5,000 documents and 20,000 claims."""
    from benchmarks.bigrecord import build

    folder = tmp_path_factory.mktemp("big") / "record"
    build(folder)
    return folder
