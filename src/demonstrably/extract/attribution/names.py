"""Who is named: kinds of sources, known institutions, and the person who speaks for one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.model import SourceKind

_WORD = re.compile(r"[^\W_]+(?:[-.'’&/][^\W_]+)*\.?")
_EXPLAINED = re.compile(r",\s+(?:a|an|the|which|whose|who)\s+([^.;\n]{0,70})", re.IGNORECASE)
_ARTICLES = ("the ", "a ", "an ")
_POSSESSIVES = frozenset(["its", "his", "her", "their", "our", "my"])

INTRODUCTION = 100
"""Code points before a name within which a text may say what it is."""


def _words(name: str) -> list[str]:
    """The lower-case words of a name, possessive endings cut."""
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(name.lower())]


def _key(name: str) -> str:
    """The form in which institutions' names are compared: lower case, no article, no @ or #."""
    key = " ".join(name.lower().replace("’", "'").strip("@# .,").split())
    article = next((a for a in _ARTICLES if key.startswith(a)), "")
    return key.removeprefix(article).lstrip("@").removesuffix("'s")


def _singular(word: str) -> set[str]:
    """The word itself and what it may be the plural of."""
    forms = {word}
    if word.endswith("ies"):
        forms.add(word[:-3] + "y")
    if word.endswith("s"):
        forms.add(word[:-1])
    if word.endswith("es"):
        forms.add(word[:-2])
    return forms | ({word[:-3] + "man"} if word.endswith("men") else set())


def _contains(words: Sequence[str], phrase: Sequence[str]) -> bool:
    size = len(phrase)
    return any(list(words[k : k + size]) == list(phrase) for k in range(len(words) - size + 1))


_GENERIC = ("government", "outlet", "witness")
"""Kinds whose words ("official", "worker", "channel") leave it to the words before them whose they are."""


_PREPOSITIONS = ("of", "for", "at", "from", "in", "with", "on", "without", "after", "since", "before", "against")


def _head(words: list[str]) -> list[str]:
    """The last word before a preposition, as a list; empty without words."""
    end = next((k for k, w in enumerate(words) if k and w in _PREPOSITIONS), len(words))
    return words[end - 1 : end]


_REMEMBERED = 20_000
"""Names whose kind is kept: the same ones come again and again."""


@dataclass(frozen=True, slots=True)
class Party:
    """A source's name taken apart: `person` and `institution` as written, None where the name has none."""

    person: str | None
    institution: str | None


class SourceNames:
    """The codebook's kinds, institutions, roles and titles (table "sources")."""

    def __init__(self, codebook: Codebook) -> None:
        self._table: dict[str, Any] = codebook.table("sources")
        self._roles: dict[str, frozenset[str]] = {k: frozenset(v) for k, v in self._table["roles"].items()}
        self._looked_up: dict[str, SourceKind | None] = {}

    @cached_property
    def _institutions(self) -> dict[str, tuple[str, SourceKind]]:
        entries = self._table.get("institution", [])
        return {_key(n): (e["canonical"], e["kind"]) for e in entries for n in [e["canonical"], *e["names"]]}

    @cached_property
    def _acronyms(self) -> frozenset[str]:
        """Names written in capitals only: in a longer name they count only when written so."""
        return frozenset(n for e in self._table.get("institution", []) for n in e["names"] if n.isupper())

    def introduced_kind(self, text: str, name: str) -> SourceKind:
        """The kind that a text gives a name where it introduces it: "the legal-aid group Vigia", "Vigia, a monitor"."""
        for told in self._introductions(text, name):
            kind = self.kind_of(told.strip())
            if kind != "unknown":
                return kind
        return "unknown"

    def _introductions(self, text: str, name: str) -> Iterator[str]:
        """What a text calls a name: before it everywhere first, then after it."""
        places = [m.span() for m in re.finditer(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)]
        for start, _ in places:
            before = self._called.search(text, max(0, start - INTRODUCTION), start)
            if before is not None:
                yield before.group(1)
        for _, end in places:
            after = _EXPLAINED.match(text, end)
            if after is not None:
                yield after.group(1)

    @cached_property
    def _called(self) -> re.Pattern[str]:
        """What stands before a name: "the legal-aid group "."""
        bodies = "|".join(sorted(self._roles["bodies"]))
        return re.compile(rf"\b(?:the|a|an)\s+((?:[\w-]+\s+){{0,4}}(?:{bodies})),?\s+$", re.IGNORECASE)

    @cached_property
    def _phrases(self) -> list[tuple[list[str], SourceKind]]:
        """Deciding phrases of all kinds, the longest first."""
        kinds: list[SourceKind] = self._table["order"]
        pairs = [(p.split(), kind) for kind in kinds for p in self._table["kinds"][kind].get("phrases", [])]
        return sorted(pairs, key=lambda pair: -len(pair[0]))

    @cached_property
    def _kind_of_word(self) -> dict[str, tuple[int, SourceKind]]:
        """A single word's kind with its rank: a lower rank outweighs a higher."""
        kinds: list[SourceKind] = self._table["order"]
        ranked = [(w, (rank, k)) for rank, k in enumerate(kinds) for w in self._table["kinds"][k].get("words", [])]
        return dict(reversed(ranked))

    @property
    def nouns_of_bodies(self) -> frozenset[str]:
        """The nouns that call a name a body's ("group", "campaign")."""
        return self._roles["bodies"]

    def has_role(self, group: str, words: Iterable[str]) -> bool:
        """Whether any of the words is in a group of the table "roles" (words, titles, bodies, male, female)."""
        return any(word.lower() in self._roles[group] for word in words)

    def is_voice(self, name: str) -> bool:
        """Whether a name only says that somebody speaks for a body ("a spokesman", "the spokeswoman in Vell")."""
        said = name.lower().split(" in ")[0].split()
        return self.has_role("voices", said[-1:]) and (len(said) == 1 or said[:-1] in (["a"], ["the"]))

    def calls_body(self, name: str, context: str = "") -> bool:
        """Whether a proper name follows the noun that calls it a body ("the farmers' union Solidarna Roa"), or its
        apposition is such a noun."""
        *described, last = name.split() or [""]
        common = [word for word in described if word.islower()]
        described = _head(context.lower().split())
        return last[:1].isupper() and (self.has_role("bodies", common[-1:]) or self.has_role("bodies", described))

    def known(self, name: str) -> tuple[str, SourceKind] | None:
        """Canonical name and kind of a known institution: the name itself, or a known proper name at its edge."""
        exact = self._institutions.get(_key(name))
        return exact or self._inside(name)

    def _inside(self, name: str) -> tuple[str, SourceKind] | None:
        """A known institution among a longer name's capitalised words ("TASS reporters", "the agency Interfax")."""
        raw = name.split()
        for size in range(min(5, len(raw) - 1), 0, -1):
            for k in range(len(raw) - size + 1):
                part = raw[k : k + size]
                capital = all(not p[:1].islower() for p in part) and any(p[:1].isupper() or p[:1] == "@" for p in part)
                found = self._institutions.get(_key(" ".join(part))) if capital else None
                if size == 1 and part[0].upper() in self._acronyms and not part[0].isupper():
                    continue  # "Ria Weekly" is no RIA
                if found and found[0] != found[0].lower():
                    return found
        return None

    def canonical(self, name: str) -> str | None:
        """The canonical name of the institution named, None where it isn't known."""
        found = self.known(name)
        return found[0] if found else None

    def kind_of(self, name: str, label: str | None = None) -> SourceKind:
        """The kind of source that a name is; `label` is its entity label where known: a country speaks for its state.

        "unknown" where neither lexicon nor label tells.
        """
        if name not in self._looked_up:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            self._looked_up[name] = self._kind_told(name)
        return self._looked_up[name] or ("government" if label == "GPE" else "unknown")

    def _kind_told(self, name: str) -> SourceKind | None:
        """What the lexicon tells of a name."""
        exact = self._institutions.get(_key(name))
        if exact:
            return exact[1]
        words = _words(name)
        if any(self.has_role("happenings", _singular(word)) for word in _head(words)):
            return None  # "the general strike"
        phrase = next((kind for phrase, kind in self._phrases if phrase[0] in words and _contains(words, phrase)), None)
        if phrase:
            return phrase
        inside = self._inside(name)
        if inside:
            return inside[1]
        described = [w for w in words if [w] == _head(words) or not self.has_role("nouns_only", [w])]
        ranked = self._kinds_of(described)
        heads = [found for found in self._kinds_of(_head(words)) if found[1] not in _GENERIC]
        if heads or ranked:
            return min(heads or ranked)[1]
        return "social_account" if name.startswith("@") else None

    def speaks(self, name: str) -> bool:
        """Whether a heading gives a figure to a name: to one of a known kind by its noun ("bar association", "rights
        lawyers", "Ministry of Health"), or with a kind's word before a proper name ("police chief Ann Bell")."""
        if name.startswith("@") or self._institutions.get(_key(name)) or self._inside(name):
            return True
        forms = {form for word in _head(_words(name)) for form in _singular(word)}
        if self.has_role("sites", forms):
            return self.kind_of(name) != "unknown"
        if any(self.has_role(group, forms) for group in ("words", "bodies", "titles", "headed")):
            return True
        decided = any(phrase[-1] in forms and _contains(_words(name), phrase) for phrase, _ in self._phrases)
        proper = name.split()[-1:] != [name] and name.split()[-1][:1].isupper()
        return decided or bool(self._kinds_of(forms)) or (proper and self.kind_of(name) != "unknown")

    def without_offices(self, name: str) -> str:
        """A name without the words for offices that states and private bodies have alike ("president")."""
        return " ".join(word for word in name.split() if word.lower().strip(",") not in self._roles["offices"])

    def _kinds_of(self, words: Iterable[str]) -> list[tuple[int, SourceKind]]:
        return [self._kind_of_word[f] for w in words for f in _singular(w) if f in self._kind_of_word]

    def party(self, name: str, person: str | None, context: str = "") -> Party:
        """Person and institution of a source: `person` is the personal name found in it, `context` its apposition."""
        if person is None:
            return Party(None, None)
        at = name.find(person)
        before = name[:at] if at >= 0 else ""
        titled = self._with_titles(before, person)
        rest = name[: name.find(titled)] if titled in name else before
        bare = self.has_role("words", rest.split()[-1:])  # "Spokesman Captain Ann Bell"
        ranked = titled != person and not bare and self.kind_of(rest) != "unknown"  # "Vell Police Inspector"
        body = rest.strip() if ranked else None
        return Party(titled, self._institution(rest) or self._institution(context) or body)

    def led_body(self, name: str) -> str | None:
        """The body for which somebody speaks who is named by his part in it alone ("the convener of the Youth League");
        None of any other name."""
        body = self._institution(name) if " of " in name or " for " in name else None
        return None if body is None or self.kind_of(body) == "witness" else body

    def department(self, name: str) -> str | None:
        """The body that an office is of by the words before it ("the Vell police chief"); None of a mere matter ("a
        health official") and of a kind of people ("a student leader")."""
        body = self._institution(name)
        last = body.split()[-1:] if body else []
        return body if self.has_role("bodies", last) or self.kind_of(body or "") == "police" else None

    def office(self, description: str) -> str | None:
        """The office of state that a person is described by ("the minister of homeland security"), which speaks by
        whoever holds it; None of any other description."""
        words = description.split()
        held = bool(words) and words[0].lower() not in ("a", "an") and self.has_role("state_offices", words)
        return _clean(description) if held and not self.has_role("former", words) else None

    def _with_titles(self, before: str, person: str) -> str:
        """The personal name with the rank or form of address directly before it."""
        words = before.split()
        kept: list[str] = []
        while words and words[-1][:1].isupper() and words[-1].lower() in self._roles["titles"]:
            kept.insert(0, words.pop())
        return " ".join([*kept, person])

    def _institution(self, description: str) -> str | None:
        """The institution in "police spokeswoman", "leader of the Monitoring Group"; None without a role word, and
        where what it names is no body ("a lawyer for those held")."""
        words = description.strip(" ,").split()
        role = next((k for k in range(len(words)) if self._is_role(words, k)), None)
        if role is None:
            return None
        office, before = " ".join(words[: role + 1]), " ".join(words[:role])
        if self.known(office):
            return _clean(office)
        after = next((k for k in range(role + 1, len(words)) if words[k].lower() in {"of", "for", "at", "with"}), None)
        ranked = bool(before) and all(self.has_role("titles", [word]) for word in before.split())
        if after is not None and after <= role + 3 and (ranked or self.kind_of(before) != "police"):
            before = " ".join(words[after + 1 :])  # but "the police chief of Vell" speaks for the police
        body = _clean(self._owned(before))
        owner, _, more = before.partition(" ")
        if owner.lower() in _POSSESSIVES:  # "its Porto coordinator" names no body
            return owner if not more or more.islower() else None
        return body if body is not None and self._is_body(body) else None

    def _owned(self, description: str) -> str:
        """The body in "the union's welfare" and "the state's police": the owner or what he owns, whichever is one."""
        owner, mark, own = re.sub("’", "'", description).partition("'s ")
        private = self.has_role("bodies", owner.split()[-1:]) or self.kind_of(owner) != "unknown"
        return own if mark and not private and self.kind_of(own) != "unknown" else owner if mark else description

    def _is_role(self, words: list[str], k: int) -> bool:
        """Whether a word of a description is that of an office; the "General" of a name ("Vell General Hospital") is
        none."""
        named = words[k] == "General" and words[k + 1 : k + 2] != [] and words[k + 1][:1].isupper()
        return not named and words[k].lower().strip(",").rsplit("-")[-1] in self._roles["words"]

    def _is_body(self, name: str) -> bool:
        named = any(word[:1].isupper() for word in name.split())
        return named or self.kind_of(name) != "unknown" or self.has_role("bodies", name.split())


def _clean(text: str) -> str | None:
    """The institution's name up to the next comma, without article or possessive; None where nothing is left."""
    text = re.split(r"[,;(]", text)[0].strip()
    text = re.sub(r"^(?:the|a|an|local|another|one|former)(?:\s+|$)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"['’]s?$", "", text).strip()
    return text or None
