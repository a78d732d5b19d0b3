"""Names of files for ids, which may come from strangers: a JSONL names its documents as it likes."""

from __future__ import annotations

import re

from demonstrably.model import content_id

PREFIX = "id"
"""What the names begin with that were made for ids that can't be file names themselves."""

_PLAIN = re.compile(rf"(?!{PREFIX}-)[a-z0-9][a-z0-9_-]{{0,63}}")
"""Small letters only: there are systems to which `A` and `a` are one file."""

_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices, whatever the suffix."""


def file_name(identity: str) -> str:
    """The name, without folder or suffix, of an id's file on any system: the id itself where it is plain, otherwise
    its hash. Different ids have different names, and none leads out of its folder."""
    if _PLAIN.fullmatch(identity) and not _DEVICES.fullmatch(identity):
        return identity
    return content_id(PREFIX, identity)
