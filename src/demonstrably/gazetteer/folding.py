"""Names as keys: what is the same name must fold to the same key, at build time and at look-up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a"}
)
_SILENT = re.compile(r"['’‘ʻʼʹʺ`´\"“”.]")
_BREAK = re.compile(r"[^\w]+|_+")
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: no case, diacritics or punctuation; "Saint", "Mount" and "Fort" in their short forms.

    >>> fold("St.-Étienne") == fold("Saint Etienne")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _BREAK.sub(" ", _SILENT.sub("", plain)).split()
    return " ".join(_SHORT.get(word, word) for word in words)
