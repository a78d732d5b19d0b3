"""The wheel: all that the package needs at run time is in it, and it works where only it and its libraries are."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

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


def test_the_demo_runs(installed: Path, tmp_path: Path) -> None:
    assert "32 read, 32 of them new" in call(installed / "demonstrably", "demo", cwd=tmp_path)
    assert "hold" in call(installed / "demonstrably", "verify", "demo-record", cwd=tmp_path)
