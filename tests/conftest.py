"""Records that several test modules look at, each made once."""

from __future__ import annotations

import pickle
import signal
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from demonstrably import codebook
from demonstrably.address import Address
from servers import Cluster, cluster, needed

if TYPE_CHECKING:
    from demonstrably.extract import Extractor
    from demonstrably.language.english import EnglishAnalyser

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in a shell's background: the processes that tests interrupt would inherit that they ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


settings.register_profile("unhurried", deadline=None)  # how long a machine takes is for benchmarks
settings.load_profile("unhurried")

_parse = codebook._parse


@cache
def _parsed(name: str, text: str) -> bytes:
    return pickle.dumps(_parse(name, text))


def _parse_once(name: str, text: str) -> Any:
    """A copy of its own of what the table says. Reading the tables takes a tenth of a second, and a process that runs
    tests makes hundreds of codebooks where a user's makes one."""
    return pickle.loads(_parsed(name, text))


codebook._parse = _parse_once


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """A PostgreSQL server of our own."""
    needed()
    with cluster() as running:
        yield running


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Address]:
    """Where a record can be made: a test that asks for it runs on each kind of store."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    if request.param == "folder":
        yield tmp_path / "record"
        return
    server: Cluster = request.getfixturevalue("server")
    with server.schema() as address:
        yield address


@pytest.fixture(scope="session")
def analyser() -> EnglishAnalyser:
    """The English pipeline, loaded once."""
    from analysing import ANALYSER

    return ANALYSER


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor of the codebook as it comes."""
    import analysing

    return analysing.extractor()


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
    """A made-up record of 1,500 documents and some 6,000 claims: what only a large one shows (the benchmark's has 5,000)."""
    from benchmarks.bigrecord import build

    folder = tmp_path_factory.mktemp("big") / "record"
    build(folder, 1_500)
    return folder
