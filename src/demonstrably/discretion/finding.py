"""Find the people whom a document names, and what it says of their role."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from demonstrably.discretion.evidence import Evidence, Told
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.people import Named, Person
from demonstrably.discretion.words import key, keys
from demonstrably.gazetteer.folding import fold
from demonstrably.model import Document, Extraction

_CAPITALISED = re.compile(r"[^\W_](?:[\w’'.\u0300-\u036f]*[^\W_])?(?:[-‐‑][^\W_](?:[\w’'\u0300-\u036f]*[^\W_])?)*")
_JOINT = re.compile(r"[ \u00a0]{1,2}")
_BEFORE = re.compile(r"(?<![^\s“‘\"(])([^\W\d_](?:[\w’'\u0300-\u036f-]*[^\W_])?(?<![’']s))[ \u00a0]$")
_AFTER = re.compile(r"[ \u00a0]([^\W\d_][\w\u0300-\u036f-]*[^\W\d_])")
_LONGEST_WORD = 40
_POSSESSIVE = re.compile(r"(?:[’']s|[’'])$")
_ACCOUNT = re.compile(r"(?<![\w@./])@(?P<account>[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)")
_MAIL = re.compile(r"(?P<account>[A-Za-z0-9_][\w.+\-]*)@[\w\-]+\.[\w.\-]+")
_MOST_WORDS = 6
_MOST_FULL = 3
_LEAST_BODY = 2


class Names(Protocol):
    """What finds names in sentences: the analyser."""

    def split(self, text: str) -> list[tuple[int, int]]: ...

    def names(self, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]: ...


_NOTHING = Told()


@dataclass(frozen=True, slots=True)
class _Sight:
    """A name where it stands: its words, the analyser's label ("" where it has none), and what is told beside it."""

    words: tuple[str, ...]
    label: str
    told: Told = _NOTHING


@dataclass(slots=True)
class _Group:
    """The sights of one person."""

    sights: list[_Sight] = field(default_factory=list)

    @property
    def fullest(self) -> tuple[str, ...]:
        return max((sight.words for sight in self.sights), key=lambda words: (len(words), len(" ".join(words))))


class Finder:
    """Reads the people of a document. The same document always gives the same."""

    def __init__(self, roles: Roles, analyser: Names) -> None:
        self._roles = roles
        self._analyser = analyser
        self._evidence = Evidence(roles)

    def read(self, document: Document, said: Extraction) -> Named:
        """All whom the document names in its title, byline, text, posts and what was dropped."""
        sights: list[_Sight] = []
        for part in _parts(document):
            sights += self._sights(part)
        sights += self._writers(document)
        sights += self._posters(document)
        sights += [sight for link in _speakers(said) if (sight := self._speaker(link))]
        own = frozenset(key(" ".join(keys(name))) for name in (document.outlet, document.via) if name)
        people = [sight for sight in self._ruled(sights) if key(" ".join(keys(" ".join(sight.words)))) not in own]
        groups = _grouped(people)
        persons = tuple(sorted((self._person(group) for group in groups), key=lambda person: person.name))
        taken = {account for person in persons for account in person.accounts}
        accounts = sorted(set(self._accounts(document)) - taken)
        return Named(persons, tuple(accounts), self._bodies(sights, persons), self._others(sights))

    # sights

    def _sights(self, text: str) -> Iterator[_Sight]:
        spans = self._analyser.split(text)
        labelled = self._analyser.names(text, spans)
        seen: set[tuple[int, int]] = set()
        for start, end, label in labelled:
            wide = self._widened(text, start, end) if label == "PERSON" else (start, end)
            trimmed = self._trimmed(text, *wide)
            if trimmed and trimmed not in seen:
                seen.add(trimmed)
                yield self._sight(text, *trimmed, label)
        for start, end in spans:
            for run in self._runs(text, start, end):
                if run not in seen and not any(s < run[1] and e > run[0] and label == "PERSON"
                                               for s, e, label in labelled):  # fmt: skip
                    sight = self._sight(text, *run, "")
                    if sight.told.sure or sight.told.likely or self._looks_personal(sight.words):
                        yield sight

    def _sight(self, text: str, start: int, end: int, label: str) -> _Sight:
        return _Sight(tuple(text[start:end].split()), label, self._evidence.of(text, start, end))

    def _widened(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A person's name with the capitalised words beside it that the analyser has parted from it."""
        while (before := _BEFORE.search(text, max(0, start - _LONGEST_WORD), start)) and self._belongs(before[1]):
            start = before.start(1)
        while (after := _AFTER.match(text, end)) and self._belongs(after[1]):
            end = after.end(1)
        return start, end

    def _belongs(self, word: str) -> bool:
        bare = keys(word)
        return word[0].isupper() and not self._is_title(word) and self._roles.nobody.isdisjoint(bare) and \
            not self._roles.is_body(word) and fold(word) not in self._roles.peoples  # fmt: skip

    def _trimmed(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The name without titles, marks and a possessive; None where nothing is left of it."""
        pieces = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[start:end])]
        spans = [(start + a, start + b) for a, b in pieces]
        while spans and self._is_title(text[slice(*spans[0])]):
            spans.pop(0)
        while spans and not text[spans[-1][0]].isupper():
            spans.pop()
        if not spans:
            return None
        first, last = spans[0][0], spans[-1][1]
        stripped = _POSSESSIVE.sub("", text[first:last].rstrip("’'\".,;:!?)”")).rstrip("’'\".,;:!?)”")
        lead = len(stripped) - len(stripped.lstrip("’'\"(“‘@#—–-"))
        return (first + lead, first + len(stripped)) if stripped[lead:] else None

    def _is_title(self, word: str) -> bool:
        known = self._roles.titles | self._roles.ordinary
        return not word[0].isupper() or key(word) in known or known.issuperset(keys(word))

    def _runs(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Runs of two or more capitalised words, with particles between them."""
        run: list[re.Match[str]] = []
        for match in _CAPITALISED.finditer(text, start, end):
            joined = run and _JOINT.fullmatch(text, run[-1].end(), match.start())
            if run and not (joined and self._goes_on(match.group())):
                yield from self._closed(text, run)
                run = []
            if run or match.group()[0].isupper():
                run.append(match)
        yield from self._closed(text, run)

    def _goes_on(self, word: str) -> bool:
        return word[0].isupper() or word in self._roles.particles

    def _closed(self, text: str, run: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
        if run:
            trimmed = self._trimmed(text, run[0].start(), run[-1].end())
            if trimmed and len(text[slice(*trimmed)].split()) <= _MOST_WORDS:
                yield trimmed

    def _looks_personal(self, words: Sequence[str]) -> bool:
        """Whether a capitalised run begins with a given name and holds nothing that no person is called."""
        if len(words) < 2 or key(words[0]) not in self._roles.given:
            return False
        return not any(set(keys(word)) & (self._roles.nobody | self._roles.ordinary) for word in words[1:])

    def _writers(self, document: Document) -> Iterator[_Sight]:
        """Those of the byline: what they write, they sign."""
        for name in re.split(r",|;|/|&|\b(?:and|for|in|at|of)\b", document.byline or ""):
            words = self._bare(name)
            if words and not self._roles.is_body(" ".join(words)) and words[0][0].isupper():
                personal = len(words) > 1 and not self._no_person(words)
                yield _Sight(words, "", Told(sure=personal, likely=personal, public="byline"))

    def _bare(self, name: str) -> tuple[str, ...]:
        """The words of a byline without "By"."""
        words = [word.strip("().,:") for word in name.split()]
        kept = [word for word in words if word]
        while kept and key(kept[0]) in self._roles.bylines:
            kept.pop(0)
        return tuple(kept)

    def _posters(self, document: Document) -> Iterator[_Sight]:
        """The authors of embedded posts; one who is known by a body's name is no person."""
        for post in document.posts:
            account = _account(post.handle)
            words = self._bare_name(post.author or "")
            if words and not self._roles.is_body(" ".join(words)) and not self._no_person(words):
                yield _Sight(words, "", Told(sure=True, account=account))

    def _speaker(self, name: str) -> _Sight | None:
        words = self._bare_name(name)
        return _Sight(words, "PERSON") if words else None

    def _bare_name(self, name: str) -> tuple[str, ...]:
        """The words of a name that stands by itself, without titles; none where it is a title only."""
        trimmed = self._trimmed(name, 0, len(name))
        return tuple(name[slice(*trimmed)].split()) if trimmed else ()

    # who of them is a person

    def _ruled(self, sights: Sequence[_Sight]) -> list[_Sight]:
        """The sights of people: surely so, or taken for one more often than for something else."""
        alike: dict[tuple[str, ...], list[_Sight]] = defaultdict(list)
        for sight in sights:
            alike[keys(" ".join(sight.words))].append(sight)
        sure = {form for form, found in alike.items() if any(sight.told.sure for sight in found)}
        kept = {form for form, found in alike.items() if form and (form in sure or self._is_person(form, found))}
        kept = {form for form in kept if form in sure or not self._excluded(alike[form][0].words)}
        kept |= {form for form, found in alike.items() if form[-1:] in kept and self._may_be_fuller(found[0].words)}
        return [sight for sight in sights if keys(" ".join(sight.words)) in kept]

    def _may_be_fuller(self, words: tuple[str, ...]) -> bool:
        """Whether a name that ends in a person's can be that person's full one, whatever the analyser took it for."""
        return 1 < len(words) <= _MOST_FULL and not self._excluded(words)

    def _is_person(self, form: tuple[str, ...], sights: Sequence[_Sight]) -> bool:
        if any(sight.told.likely and len(sight.words) > 1 for sight in sights):
            return True
        if self._is_other(form, sights):
            return False
        counted = Counter(sight.label for sight in sights)
        person = counted["PERSON"] + counted[""]
        other = sum(count for label, count in counted.items() if label not in ("PERSON", "", *_LOOSE))
        return person > 0 and (person >= other or form[0] in self._roles.given)

    def _is_other(self, form: tuple[str, ...], sights: Sequence[_Sight]) -> bool:
        """Whether the words beside a name, where it stands, make it a body's or a place's."""
        placed = sum(sight.told.placed for sight in sights)
        return form[0] not in self._roles.given and (any(s.told.body for s in sights) or 2 * placed >= len(sights))

    def _excluded(self, words: tuple[str, ...]) -> bool:
        """Whether a name that nothing else shows to be a person's is a body's, a place's, a people's, a day's."""
        name, roles = " ".join(words), self._roles
        if self._no_person(words) or roles.is_body(name) or any(letter.isdigit() for letter in name):
            return True
        if len(words) == 1:
            bare = key(name)
            shouted = name.isupper() and len(name) < _LEAST_SHOUTED
            return shouted or bare in roles.ordinary or bare in roles.peoples or bare in roles.months or \
                len(bare) < _LEAST_BODY or (roles.is_place(name) and bare not in roles.given)  # fmt: skip
        return roles.is_place(name) and key(words[0]) not in roles.given

    def _no_person(self, words: Sequence[str]) -> bool:
        return any(word in self._roles.nobody for name in words for word in keys(name))

    def _person(self, group: _Group) -> Person:
        written = sorted({" ".join(sight.words) for sight in group.sights})
        public = next((sight.told.public for sight in group.sights if sight.told.public), None)
        accounts = sorted({sight.told.account for sight in group.sights if sight.told.account})
        private = any(sight.told.private for sight in group.sights)
        sure = any(sight.told.sure or sight.told.likely for sight in group.sights)
        return Person(" ".join(group.fullest), tuple(written), public, private, tuple(accounts), sure)

    # accounts and bodies

    def _accounts(self, document: Document) -> Iterator[str]:
        for post in document.posts:
            if post.handle:
                yield _account(post.handle) or ""
        for part in (*_parts(document), document.url or "", *(post.url or "" for post in document.posts)):
            for pattern in (_ACCOUNT, _MAIL, self._roles.sites):
                for match in pattern.finditer(part):
                    name = match.group("account").lower()
                    if name not in self._roles.paths:
                        yield name

    def _others(self, sights: Iterable[_Sight]) -> tuple[str, ...]:
        """Names that the words beside them make a body's."""
        return tuple(sorted({" ".join(sight.words) for sight in sights if sight.told.body}))

    def _bodies(self, sights: Iterable[_Sight], people: Sequence[Person]) -> tuple[str, ...]:
        """Places and streets in whose names a person's single name stands."""
        single = {word for person in people for name in person.written for word in keys(name)}
        full = [keys(person.name) for person in people if len(keys(person.name)) > 1]
        found = set()
        for sight in sights:
            name = " ".join(sight.words)
            form = keys(name)
            holds = len(form) >= _LEAST_BODY and not single.isdisjoint(form) and not any(_holds(form, f) for f in full)
            if holds and (self._no_person(sight.words) or self._roles.is_place(name)):
                found.add(name)
        return tuple(sorted(found))


_LOOSE = ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LANGUAGE")
_LEAST_SHOUTED = 7
"""Letters from which on a word in capitals is a name in a headline rather than an abbreviation."""


def _parts(document: Document) -> Iterator[str]:
    yield from filter(None, (document.title, document.text))
    yield from (block.text for block in document.dropped)


def _speakers(said: Extraction) -> list[str]:
    return sorted({link.person for claim in said.claims for link in claim.chain if link.person})


def _account(handle: str | None) -> str | None:
    return handle.lstrip("@").lower() or None if handle else None


def _holds(form: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(form[i : i + len(other)] == other for i in range(len(form) - len(other) + 1))


def _grouped(sights: Iterable[_Sight]) -> list[_Group]:
    """The sights person by person: a shorter name is that of the only fuller one that it can stand for."""
    forms: dict[tuple[str, ...], _Group] = {}
    for sight in sights:
        forms.setdefault(keys(" ".join(sight.words)), _Group()).sights.append(sight)
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    fuller: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, form in enumerate(ordered):
        wider = [other for other in ordered[:number] if _stands_for(forms[form].fullest, forms[other].fullest)]
        roots = {fuller[other] for other in wider}
        fuller[form] = next(iter(roots)) if len(roots) == 1 else form
    return _merged(forms, fuller)


def _merged(forms: Mapping[tuple[str, ...], _Group], fuller: Mapping[tuple[str, ...], tuple[str, ...]]) -> list[_Group]:
    found: dict[tuple[str, ...], _Group] = defaultdict(_Group)
    for form, group in forms.items():
        found[fuller[form]].sights.extend(group.sights)
    return list(found.values())


def _stands_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a shorter name can be the same person's: its first and last word are among the full one's, the last one
    as its last or, alone, as any."""
    parts = [part for word in full if (part := keys(word))]
    bare = [part for word in short if (part := keys(word))]
    if len(parts) < 2 or not bare:
        return False
    if len(bare) == 1:
        return bare[0] in parts or bare[0] == parts[-1][-1:]
    initial = len(bare[0][0]) == 1 and bare[0][0][0] == parts[0][0][0]
    return bare[-1] == parts[-1] and (bare[0] in parts or initial)
