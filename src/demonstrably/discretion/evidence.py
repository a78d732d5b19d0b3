"""What the words beside a name say of whom it names: an age, an office, an account, a byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.words import key, keys

_REACH = 120
"""Characters read on either side."""

_WORD = re.compile(r"[^\s,.;:()“”\"—–]+\.?")
_AGE = re.compile(
    r"\s*(?:,|\()\s*(?:who is |aged? |now )?[1-9]\d?(?: years old)?"
    r"\s*(?=[,.;:)!?”\"—–]|$|and\b|who\b|from\b|said\b|told\b)"
    r"|,?\s+(?:an?|the|his|her)\s+(?:[\w-]+\s+){0,3}[1-9]\d?[- ]year[- ]old"
    r"|,\s+(?:an?|the)\s+(?:[\w-]+\s+){1,4}of [1-9]\d\b(?=[,.;)]|\s+who\b)"
    r"|\s+is [1-9]\d\b(?!\s*(?:%|per))"
)
_AGED_BEFORE = re.compile(r"\b[1-9]\d?[- ]year[- ]old(?:\s+[a-z][\w-]*){0,4}\s+$")
_SIGNED = re.compile(r"\s*[,]?\s*\(?\s*@(?P<account>[A-Za-z0-9_][A-Za-z0-9_.\-]*[A-Za-z0-9_]|[A-Za-z0-9_])")
_APPOSITION = re.compile(r"(?:’s|'s)?\s*(?:,|\(|—|–)\s*(?P<phrase>[^,.;:()“”\"\n—–]+)")
_APPOSED = re.compile(r"(?:^|[.,;:(“”\"—–]\s*|\band\b\s+|\bsaid\b\s+)(?P<phrase>[^,.;:()“”\"—–]+),\s*$")
_CLOSED = re.compile(r"\s*(?:$|[,.;:)”\"!?—–]|said\b|says\b|told\b)")
_WHO = re.compile(r",\s+(?:who|whose|whom)\b")
_LED = re.compile(
    r",?\s+(?:who|that)\s+(?:has |had )?(?:long |now |once )?(?P<verb>[\w-]+)\s+(?:(?:the|its|their|a)\b|[A-Z])"
)
_BYLINE = re.compile(r"(?:^|[|•·(]\s*|\.\s+)(?:[\w ,:/]{0,40}\b)?[Bb]y\s+(?:[\w .'’-]{3,60}(?:,| and)\s+)?$")
_OF_BODY = re.compile(r"\b(?:of|for) (?:the )?[A-Z]")
_FILED = re.compile(r" in [A-Z][^\n.]{2,60}(?:\n|\Z)")
_OPENING = re.compile(
    r"(?:Posted|Published|Updated|Reporting|Writing|Editing|Edited|Written|Story|Text|Words|Photo\w*|Additional|Compiled|By)\b"
)
_CUT = re.compile(r"\b(?:of|for|at|in|from|with|on|who|whose|that|which|and)\b")
_OWNED = re.compile(r"\b(?:its|their|our|whose)\b|[’']s?\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|one of)\s", re.IGNORECASE)
_PLACED = re.compile(
    r"(?:^|\s)(?:in|at|near|outside|across|around|through|via|into|towards?|beside|opposite|in front of)\s+$",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:^|\s)the\s+$", re.IGNORECASE)
_FAMILY = re.compile(r"\s+(?:family|families|brothers|sisters|couple|case|trial|house|home|twins)\b")
_OF = re.compile(r"(?P<office>(?:[\w-]+\s+){1,3})(?:of|for|at|from|with)\s+(?:the\s+)?$")
_WHO_LEADS = re.compile(r"\bwho\s+[\w-]+\s+$")
_WHICH = re.compile(r",?\s+which\b")
_MEMBERS = frozenset(
    ("member", "members", "activist", "activists", "volunteer", "volunteers", "lawyers", "supporters", "organisers",
     "organizers", "website", "channel", "statement")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """`sure`: it is a person's name. `likely`: so, unless it is known as something else's. `private`, `public`: as in
    `Person`. `account` is the one that the name stands beside. `body`, `placed`: the words beside it are such as
    stand beside a body's name ("the group X", "X, which") or a place's ("in X")."""

    sure: bool = False
    likely: bool = False
    private: bool = False
    public: str | None = None
    account: str | None = None
    body: bool = False
    placed: bool = False


class Evidence:
    """Reads what stands beside names."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles

    def of(self, text: str, start: int, end: int) -> Told:
        """What the words around `text[start:end]`, a name without titles, say."""
        line = text.rfind("\n", 0, start) + 1
        before, after = text[max(line, start - _REACH) : start], text[end : end + _REACH]
        several = len(text[start:end].split()) > 1
        apart = not before.strip() or before.rstrip()[-1] in "—–-"
        personal = several and not self._nobody(text[start:end])
        aged = bool(_AGE.match(after) or _AGED_BEFORE.search(before))
        signed = _SIGNED.match(after)
        public = self._office(before, after) or self._signs(before, after)
        addressed = self._addressed(before)
        related = self._related(before, after)
        return Told(
            sure=addressed or (personal and (aged or (signed is not None and apart))),
            likely=aged or related or public is not None or (personal and bool(signed or _WHO.match(after))),
            private=aged or related,
            public=public,
            account=signed.group("account").lower() if signed else None,
            body=self._body(before, after),
            placed=bool(_PLACED.search(before)) and not after.startswith(("'", "’")),
        )

    def _nobody(self, name: str) -> bool:
        return not self._roles.nobody.isdisjoint(keys(name)) or self._roles.is_place(name)

    def _addressed(self, before: str) -> bool:
        words = before.split()
        return bool(words) and key(words[-1]) in self._roles.address and words[-1][0].isupper()

    def _related(self, before: str, after: str) -> bool:
        """Whether somebody's relation is told, or what nobody but a private person is called: "a nurse from ..."."""
        words = before.split()
        if words and key(words[-1].rstrip(",")) in self._roles.relations:
            return True
        phrase = _APPOSITION.match(after)
        if phrase is None:
            return False
        head = self._head(phrase["phrase"])
        related = bool(head) and key(head[-1]) in self._roles.relations
        return related or (bool(_INDEFINITE.match(phrase["phrase"])) and self._held(phrase["phrase"]) is None)

    # bodies

    def _body(self, before: str, after: str) -> bool:
        """Whether the words beside the name are such as stand beside a body's."""
        if _THE.search(before) and not _FAMILY.match(after):
            return True
        words, following = before.split(), after.split()
        if words and words[-1].islower() and self._is_body(words[-1]) and before.endswith(" "):
            return True
        return self._heads_body(following, after) or self._office_of(before) or self._is_called_body(after)

    def _heads_body(self, following: Sequence[str], after: str) -> bool:
        """The X platform; X coordinator NAME."""
        if not following or not after.startswith(" "):
            return False
        word = following[0].strip(".,;:")
        then = following[1][:1].isupper() if len(following) > 1 else False
        return (word.islower() and self._is_body(word)) or (then and self._roles.office([word], with_body=True))

    def _office_of(self, before: str) -> bool:
        """Coordinator of X; who leads X."""
        match = _OF.search(before)
        if match is None:
            return bool(before.split()) and before.split()[-1] in self._roles.leads and bool(_WHO_LEADS.search(before))
        return self._roles.office(match["office"].split(), with_body=True) or match["office"].split()[-1] in _MEMBERS

    def _is_called_body(self, after: str) -> bool:
        """X, a group that ...; X, which ..."""
        if _WHICH.match(after):
            return True
        phrase = _APPOSITION.match(after)
        head = self._head(phrase["phrase"]) if phrase and not after.startswith(("'", "’")) else []
        return bool(head) and head[-1].islower() and self._is_body(head[-1])

    # offices

    def _office(self, before: str, after: str) -> str | None:
        """The words that make the person public, None where there are none."""
        bare = self._without_rank(before)
        ranked = bare != before and self._speaks(bare, after)
        return (
            self._title(bare)
            or self._title(before)
            or self._leading(after)
            or self._apposition(after)
            or self._apposed(bare, after)
            or ("rank" if ranked else None)
        )

    def _without_rank(self, before: str) -> str:
        """The words before a name without its rank: "Lieutenant Colonel"."""
        pieces = list(re.finditer(r"\S+", before))
        last = len(pieces)
        while last and pieces[last - 1].group()[-1] != "," and key(pieces[last - 1].group()) in self._roles.ranks:
            last -= 1
        return before if last == len(pieces) else before[: pieces[last].start()]

    def _speaks(self, before: str, after: str) -> bool:
        """Whether the person is quoted: a verb of speech right after the name, or right before it."""
        following = re.match(r"\s+(?:also |has |had )?(\w+)", after)
        words = before.split()
        spoken = bool(words) and (words[-1] in self._roles.speech or before.endswith("according to "))
        return spoken or (following is not None and following[1] in self._roles.speech)

    def _title(self, before: str) -> str | None:
        """An office right before the name: "Interior Ministry spokesman", "Gov."."""
        stretch = re.split(r"[,;:()“”\"—–!?]|(?<=[a-z]{4})\.\s", before)[-1]
        words = [word.rstrip(".") for word in stretch.split()]
        while words and key(words[-1]) in self._roles.address:
            words.pop()
        return " ".join(words[-3:]) if words and self._held_by(words) else None

    def _leading(self, after: str) -> str | None:
        """ "who leads Harbour Watch"."""
        match = _LED.match(after)
        return match.group().strip(" ,") if match and match["verb"] in self._roles.leads else None

    def _apposition(self, after: str) -> str | None:
        match = _APPOSITION.match(after)
        return self._held(match["phrase"]) if match else None

    def _apposed(self, before: str, after: str) -> str | None:
        """ "its coordinator, NAME,"."""
        match = _APPOSED.search(before)
        if match is None or not (_CLOSED.match(after) or _OF_BODY.search(match["phrase"])):
            return None
        return self._held(match["phrase"])

    def _held(self, phrase: str) -> str | None:
        """The phrase where its head is an office: "the federation's secretary", "leader of the Civic Alternative"."""
        head = self._head(phrase)
        rest = phrase.strip()[len(" ".join(head)) :]
        bodied = bool(re.match(r"\s*(?:of|for|at|with)\b", rest)) or bool(_OWNED.search(phrase))
        return phrase.strip() if head and self._held_by(head, bodied=bodied) else None

    def _held_by(self, words: Sequence[str], *, bodied: bool = False) -> bool:
        """Whether the last words are an office, with a body beside it where the office needs one."""
        previous = words[-2] if len(words) > 1 else ""
        named = bool(previous) and (previous[0].isupper() or previous.endswith(("'s", "’s")) or self._is_body(previous))
        return self._roles.office(words, with_body=bodied or named)

    def _is_body(self, word: str) -> bool:
        return key(word) in self._roles.nobody

    def _head(self, phrase: str) -> list[str]:
        """The words of a noun phrase up to its head: without "of ...", "who ..."."""
        stripped = phrase.strip()
        cut = _CUT.search(stripped)
        return (stripped[: cut.start()] if cut and cut.start() else stripped).split()

    def _signs(self, before: str, after: str) -> str | None:
        """Whether a byline leads to the name, or is made of it: a line "NAME in TOWN"."""
        if not before.strip() and _FILED.match(after):
            return "byline"
        match = _BYLINE.search(before)
        return (
            "byline" if match and (_OPENING.match(before.lstrip(" (|•·[")) or _OPENING.search(match.group())) else None
        )
