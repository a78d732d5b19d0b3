"""A release: whole, checkable, the same every time, masked, and telling what changed."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from demonstrably.cli import app
from demonstrably.codebook import Codebook
from demonstrably.discretion import Publication
from demonstrably.discretion.keys import KEY
from demonstrably.errors import RecordError, UsageError
from demonstrably.export import TABLES
from demonstrably.release import Options, release
from demonstrably.release.changes import page
from demonstrably.release.options import label
from demonstrably.scale import relink, run
from demonstrably.store import Record
from demonstrably.store.withdrawing import withdraw
from made_reports import REPORTS, Maker, report, write_reports
from private_names import leaks

PACKAGE = {
    "type": "object",
    "required": ["name", "resources", "licenses", "created", "version", "title", "sources"],
    "properties": {
        "name": {"pattern": "^[a-z0-9._-]+$"},
        "created": {"pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {"minItems": 1, "items": {"required": ["name", "path", "title"]}},
        "sources": {"items": {"required": ["title"]}},
        "resources": {
            "minItems": 1,
            "items": {
                "required": ["name", "path", "format", "mediatype", "bytes", "hash"],
                "properties": {
                    "name": {"pattern": "^[a-z0-9._-]+$"},
                    "path": {"pattern": "^(?!/)(?!.*\\.\\.)"},
                    "hash": {"pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "items": {
                                    "required": ["name", "type", "description"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "number", "boolean", "array", "object"]}
                                    },
                                }
                            }
                        },
                    },
                },
            },
        },
    },
}
"""What Frictionless asks of a data package, as far as ours uses it; with the package installed it is asked itself."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of four reports."""
    made = tmp_path_factory.mktemp("release") / "Rivertown Record"
    with Record.create(made) as record:
        run([write_reports(made.parent / "reports.jsonl")], record, Codebook(), maker=Maker())
    return made


def made(folder: Path, out: Path, **options: Any) -> Path:
    with Record.open(folder) as record:
        return release(record, out, Options(**options))


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(folder, tmp_path_factory.mktemp("out"), authors=("A. Desk",))


def test_a_release_is_a_dated_folder_with_all_its_papers(first: Path) -> None:
    assert first.name == "rivertown-record-2031-05-05"
    tables = {f"data/{table.name}.{suffix}" for table in TABLES for suffix in ("csv", "jsonl", "parquet")}
    papers = {
        "README.md",
        "LICENSE",
        "CITATION.cff",
        "CHANGES.md",
        "changes.json",
        "datapackage.json",
        "CHECKSUMS.sha256",
    }
    assert tables | papers <= set(files(first))
    assert not [name for name in files(first) if "/." in f"/{name}"]
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_the_same_record_gives_the_same_bytes_elsewhere(folder: Path, first: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "elsewhere" / folder.name)
    assert files(made(copy, tmp_path / "out", authors=("A. Desk",))) == files(first)


def test_the_checksums_hold(first: Path) -> None:
    lines = (first / "CHECKSUMS.sha256").read_text(encoding="utf-8").splitlines()
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    found = {
        name: hashlib.sha256(data).hexdigest() for name, data in files(first).items() if name != "CHECKSUMS.sha256"
    }
    assert sums == found
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--quiet", "CHECKSUMS.sha256"], cwd=first, check=True)


def test_the_data_package_describes_its_files(first: Path) -> None:
    package = read_json(first / "datapackage.json")
    jsonschema.validate(package, PACKAGE)
    assert len({resource["name"] for resource in package["resources"]}) == len(package["resources"]) == 3 * len(TABLES)
    for resource in package["resources"]:
        data = (first / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    claims = next(resource for resource in package["resources"] if resource["name"] == "claims")
    assert claims["schema"]["primaryKey"] == ["claim_id"]
    with (first / claims["path"]).open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.reader(file)) == [field["name"] for field in claims["schema"]["fields"]]
    assert package["demonstrably"]["with_names"] is False
    assert package["demonstrably"]["rule_sets"] == ["demonstrably"]


def test_frictionless_finds_it_valid(first: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    package = frictionless.Package(str(first / "datapackage.json"))
    package.resources = [resource for resource in package.resources if resource.format == "csv"]
    assert package.validate().valid


def test_primary_keys_are_keys(first: Path) -> None:
    for resource in read_json(first / "datapackage.json")["resources"]:
        keys = resource.get("schema", {}).get("primaryKey", [])
        if keys and resource["format"] == "jsonl":
            rows = [json.loads(line) for line in (first / resource["path"]).read_text(encoding="utf-8").splitlines()]
            assert len({tuple(row[key] for key in keys) for row in rows}) == len(rows)


def test_the_papers_say_what_it_is(first: Path) -> None:
    readme = (first / "README.md").read_text(encoding="utf-8")
    assert "4 documents of" in readme
    assert Codebook().table("rule_sets/demonstrably")["rule"] in readme
    assert "pseudonyms" in readme
    citation = (first / "CITATION.cff").read_text(encoding="utf-8")
    assert 'date-released: "2031-05-05"' in citation
    assert '  - name: "A. Desk"' in citation
    assert "SPDX-License-Identifier: CC-BY-4.0" in (first / "LICENSE").read_text(encoding="utf-8")
    assert "first release" in (first / "CHANGES.md").read_text(encoding="utf-8")


def test_a_release_leaves_the_key_and_the_machines_paths_behind(demo_record: Path, tmp_path: Path) -> None:
    out = made(demo_record, tmp_path)
    secret = (demo_record / KEY).read_text(encoding="ascii").strip().encode()
    articles = str(Path(__file__).parents[1]).encode()
    for name, data in files(out).items():
        assert secret not in data, name
        assert articles not in data, name
        assert KEY not in name


@pytest.mark.parametrize("publication", [Publication(), Publication(coarsen="region"), Publication(delay=3)], ids=repr)
def test_a_release_shows_no_private_name(demo_record: Path, tmp_path: Path, publication: Publication) -> None:
    out = made(demo_record, tmp_path, publication=publication)
    for name, data in files(out).items():
        if name.endswith(".parquet"):
            data = repr(pyarrow.parquet.read_table(out / name).to_pylist()).encode()
        assert leaks(data.decode("utf-8")) == [], name


def test_only_the_chosen_rule_sets_figures_go_with_it(folder: Path, tmp_path: Path) -> None:
    out = made(folder, tmp_path, rule_sets=("ccc", "acled"))
    rows = [json.loads(line) for line in (out / "data/assessments.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["rule_set"] for row in rows} == {"ccc", "acled"}
    assert "`ccc` (Crowd Counting Consortium)" in (out / "README.md").read_text(encoding="utf-8")


def test_names_go_with_it_only_when_asked_and_it_says_so(folder: Path, tmp_path: Path) -> None:
    out = made(folder, tmp_path, publication=Publication(with_names=True))
    assert read_json(out / "datapackage.json")["demonstrably"]["with_names"] is True
    assert "--with-names" in (out / "README.md").read_text(encoding="utf-8")


def test_what_changed_since_the_last_release_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "rec"
    later = report("e", "Monitors: 95 detained in Rivertown on 2031-05-04.", "Late Lantern")
    with Record.create(folder) as record:
        run([write_reports(tmp_path / "1.jsonl", REPORTS[:2])], record, Codebook(), maker=Maker())
        before = release(record, tmp_path / "out", Options())
        run([write_reports(tmp_path / "2.jsonl", [REPORTS[2], later])], record, Codebook(), maker=Maker())
        withdraw(record, "a", "the outlet asked us to", "desk")
        relink(record, Codebook())
        after = release(record, tmp_path / "out", Options(date="2031-05-20", previous=before))
    changes = read_json(after / "changes.json")
    assert changes["previous"] == "rec-2031-05-05"
    assert changes["documents"]["added"] == ["c", "e"]
    assert changes["documents"]["removed"] == []
    assert len(changes["documents"]["withdrawn"]) == 1
    assert changes["documents"]["withdrawn"][0].startswith("tombstone-")
    assert len(changes["claims"]["added"]) == 2
    assert len(changes["claims"]["removed"]) == 1
    assert changes["events"]["added"] or changes["figures"]["changed"]
    page = (after / "CHANGES.md").read_text(encoding="utf-8")
    assert "# Changes since rec-2031-05-05" in page
    assert changes["documents"]["withdrawn"][0] in page
    assert "the outlet asked us to" not in "".join(map(repr, files(after).values()))


def test_a_changed_figure_is_told_before_and_after() -> None:
    moved = {
        "event_id": "e",
        "attribute": "detained",
        "rule_set": "acled",
        "fields": {"high": {"before": None, "after": 4500}},
    }
    nothing = {"added": [], "removed": []}
    found = {
        "documents": {**nothing, "withdrawn": []}, "claims": nothing, "events": {**nothing, "changed": []},
        "figures": {"changed": [moved] * 50},
    }  # fmt: skip
    text = page(found, "before")
    assert "| e | detained | acled | high none → 4,500 |" in text
    assert "and 10 figures more in `changes.json`" in text


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"licence": "MIT"}, "no licence 'MIT'"),
        ({"rule_sets": ("guess",)}, "no rule set 'guess'"),
        ({"date": "today"}, "'today' is no day"),
        ({"previous": Path("nowhere")}, "nowhere is no release"),
    ],
)
def test_options_that_cannot_be_meant(folder: Path, tmp_path: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        made(folder, tmp_path, **options)
    assert not list(tmp_path.iterdir())


def test_a_release_is_never_written_over(folder: Path, first: Path) -> None:
    before = files(first)
    with pytest.raises(UsageError, match="is there already"):
        made(folder, first.parent)
    assert files(first) == before


def test_a_folder_that_cannot_be_written_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(RecordError, match="could not be written"):
        made(folder, tmp_path / "taken")


def test_a_record_without_days_needs_one(tmp_path: Path) -> None:
    with (
        Record.create(tmp_path / "empty") as record,
        pytest.raises(UsageError, match="no document of the record is dated"),
    ):
        release(record, tmp_path / "out", Options())
    from demonstrably.export import View

    named = label(Options(name="Été ../x", date="2031-01-01"), View({}, (), None), tmp_path)
    assert named.folder == "ete-x-2031-01-01"


def test_the_verb(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, ["release", str(folder), "--date", "2031-06-01", "--license", "CC0-1.0", "--json"])
    assert result.exit_code == 0, result.output
    made = Path(json.loads(result.stdout)["path"])
    assert made == Path("releases/rivertown-record-2031-06-01")
    assert read_json(made / "datapackage.json")["licenses"][0]["name"] == "CC0-1.0"
