"""The wheel: all that the package needs at run time is in it, and it works where only it and its libraries are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/demonstrably"
NO_DATA = frozenset({"__pycache__"})


def call(*words: str | Path, cwd: Path) -> str:
    """What a command prints. Our own source and settings are out of its sight; it must end well."""
    environment = {n: v for n, v in os.environ.items() if n != "PYTHONPATH" and not n.startswith("DEMONSTRABLY_")}
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed."""
    pytest.importorskip("hatchling", reason="building the wheel needs hatchling, which the lock file installs")
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
    call(sys.executable, "-c", build, cwd=ROOT)
    return next(folder.glob("demonstrably-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment with the wheel, which borrows the libraries (not our source) from here."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin/python"
    offline = ("--no-deps", "--no-index", "--quiet", "--disable-pip-version-check")
    call(python, "-m", "pip", "install", *offline, wheel, cwd=folder)
    site = Path(call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    libraries = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "borrowed.pth").write_text("\n".join(libraries) + "\n")
    return folder / "bin"


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    ours = {
        p.relative_to(ROOT / "src").as_posix() for p in PACKAGE.rglob("*") if p.is_file() and not NO_DATA & {*p.parts}
    }
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert ours <= packed
    assert any(name.startswith("demonstrably/codebook/en/") for name in packed)
    assert "demonstrably/gazetteer/data/places.sqlite" in packed
    assert {"LICENSE", "NOTICE"} <= {Path(name).name for name in packed}


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    folders = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {"demonstrably"}


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    where = call(installed / "python", "-c", "import demonstrably; print(demonstrably.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_doctor_finds_all_it_needs(installed: Path, tmp_path: Path) -> None:
    assert "FAIL" not in call(installed / "demonstrably", "doctor", cwd=tmp_path)


@pytest.fixture(scope="module")
def demo(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which the demo has run, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, call(installed / "demonstrably", "demo", cwd=folder)


def test_the_demo_runs(installed: Path, demo: tuple[Path, str]) -> None:
    folder, printed = demo
    assert "32 read, 32 of them new" in printed
    assert "hold" in call(installed / "demonstrably", "verify", "demo-record", cwd=folder)


OFFLINE = """
import ipaddress, socket

def only_here(connect):
    def checked(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise OSError(f"the network is blocked: {address}")
        return connect(self, address)
    return checked

socket.socket.connect = only_here(socket.socket.connect)
socket.socket.connect_ex = only_here(socket.socket.connect_ex)
"""
"""Run at the start of the environment's Python: whoever connects to another machine fails."""


def test_it_serves_every_page_without_a_network(installed: Path, demo: tuple[Path, str]) -> None:
    folder, _ = demo
    site = Path(
        call(installed / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    )
    (site / "offline.py").write_text(OFFLINE)
    (site / "offline.pth").write_text("import offline\n")
    reach = "import socket\ntry: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError as error: print(error)"
    assert "the network is blocked" in call(installed / "python", "-c", reach, cwd=folder)
    command = [installed / "demonstrably", "serve", "demo-record", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://[\d.:]+/", server.stdout.readline())
            assert found
            seen = crawl(found[0])
        finally:
            server.terminate()
            assert server.stderr is not None and server.stderr.read() == ""
    assert {path.split("/")[1].partition("?")[0] for path in seen} >= {
        "", "event", "document", "tally", "sources", "coverage", "about", "static", "feed.atom", "events.json"
    }  # fmt: skip


def crawl(address: str, most: int = 400) -> set[str]:
    """The paths that links lead to from a page on, each of which has to be there."""
    seen, ahead = {"/"}, ["/"]
    with httpx.Client(timeout=30) as client:
        while ahead:
            path = ahead.pop(0)
            answer = client.get(urljoin(address, path))
            assert answer.status_code == 200, path
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            links = {
                link.partition("#")[0].replace("&amp;", "&")
                for link in re.findall(r'(?:href|src)="(/[^"]*)"', answer.text)
            }
            ahead += sorted(links - seen)[: max(0, most - len(seen))]
            seen.update(ahead)
    return seen
