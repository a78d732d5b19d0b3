"""Who of the people of a record is public, and by what each private name is replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from demonstrably.discretion.keys import Pseudonyms
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.people import Named, Person, normal
from demonstrably.discretion.replacing import Form, Layer, Replacer
from demonstrably.discretion.words import keys

_LEAST_BODY = 5
"""Letters of a body's name from which on an account that begins with it and a low line is the body's."""

_WELL_KNOWN = 2
"""Documents that tell of a person's office from which on another's silence about it makes nobody else of him."""

_ALIKE = 3
"""First letters that two spellings of a given name share."""

_LEAST_SINGLE = 3
"""Letters of a single name that is replaced alone; a shorter one only where the text uses it alone."""


@dataclass(frozen=True)
class Lists:
    """Names and handles that the user has ruled on; the private list is the stronger."""

    public: frozenset[Form] = frozenset()
    private: frozenset[Form] = frozenset()

    @classmethod
    def of(cls, public: Iterable[str], private: Iterable[str]) -> Lists:
        return cls(frozenset(map(_listed, public)), frozenset(map(_listed, private)))


def _listed(name: str) -> Form:
    return (name.lower(),) if name.startswith("@") else keys(name)


class Ruling:
    """Rules on all people of a record at once: an office told in one document holds in the others."""

    def __init__(
        self,
        named: Mapping[str, Named],
        roles: Roles,
        lists: Lists,
        pseudonyms: Pseudonyms,
        places: Mapping[str, Mapping[Form, str | None]],
    ) -> None:
        self._named = named
        self._roles = roles
        self._lists = lists
        self._pseudonyms = pseudonyms
        self._places = places
        people = [person for found in named.values() for person in found.people]
        self._others = _others(named.values())
        told = Counter(normal(person.name) for person in people if person.public and len(keys(person.name)) > 1)
        self._public = set(told)
        self._well_known = {name for name, documents in told.items() if documents >= _WELL_KNOWN}
        self._public_last = {form[-1] for form in self._public}
        self._ruled: dict[Person, bool] = {}
        self._formed: dict[str, dict[Form, str | None]] = {}
        private = [p for p in people if len(keys(p.name)) > 1 and not self.is_public(p)]
        self._private_last = {keys(person.name)[-1] for person in private}
        self._everywhere = Layer(dict(self._full_forms(private)))
        listed = sorted(form for form in lists.private if form and not _is_handle(form))
        self._listed = Layer({form: pseudonyms.person(form) for form in listed})
        self._bodies = {"".join(form) for form in (*map(keys, roles.bodies), *self._others) if form}

    def is_public(self, person: Person) -> bool:
        """Whether a person keeps the name, by the lists, the office the document tells of, or that others tell of."""
        if person not in self._ruled:
            self._ruled[person] = self._rule(person)
        return self._ruled[person]

    def _rule(self, person: Person) -> bool:
        form = keys(person.name)
        if form in self._lists.private:
            return False
        if form in self._lists.public or form in self._roles.known or person.public:
            return True
        if form in self._others:
            return True
        if form in self._roles.surnames or self._ends_in_known(form):
            return True
        if person.private:
            return len(form) > 1 and normal(person.name) in self._well_known
        if len(form) == 1:
            return self._last_of_public(form[0])
        return normal(person.name) in self._public or self._is_spelling_of_known(form)

    def _is_spelling_of_known(self, form: Form) -> bool:
        """Whether a name is a known one spelled a little otherwise."""
        alike = (known for known in self._roles.known if known[-1] == form[-1])
        return any(known[0][:_ALIKE] == form[0][:_ALIKE] for known in alike)

    def _ends_in_known(self, form: Form) -> bool:
        return any(form[first:] in self._roles.known for first in range(len(form)))

    def _last_of_public(self, name: str) -> bool:
        """Whether a single name is the last name of the record's public people and of nobody else's there."""
        return name in self._public_last and name not in self._private_last

    def replacer(self, document_id: str) -> Replacer:
        """What replaces the names of a document, in it and in all that is said about it."""
        return self.replacer_of([document_id])

    def replacer_of(self, document_ids: Iterable[str]) -> Replacer:
        """The same for what several documents say together."""
        forms: dict[Form, str | None] = {}
        accounts: dict[str, str | None] = {}
        places: dict[Form, str | None] = {}
        for document_id in document_ids:
            named = self._named.get(document_id, Named())
            for form, by in self._forms_in(document_id).items():
                forms[form] = by if form not in forms else self._either(form, forms[form], by)
            accounts |= self._accounts(named)
            places |= self._places.get(document_id, {})
        return Replacer([self._listed, Layer(places), Layer(forms), self._everywhere], accounts)

    def _forms_in(self, document_id: str) -> dict[Form, str | None]:
        """The forms of a document's names, worked out once."""
        if document_id not in self._formed:
            self._formed[document_id] = self._forms(self._named.get(document_id, Named()))
        return self._formed[document_id]

    def _forms(self, named: Named) -> dict[Form, str | None]:
        """Each form that a name of the document can take."""
        found: dict[Form, str | None] = {}
        for person in sorted(named.people, key=self.is_public, reverse=True):
            public = self.is_public(person)
            by = None if public else self._pseudonyms.person(normal(person.name))
            for form in self._written(person, public):
                if form in self._roles.surnames:
                    found[form] = None
                    continue
                found[form] = by if form not in found else self._either(form, found[form], by)
        for body in named.bodies:
            found.setdefault(keys(body), None)
        return found

    def _either(self, form: Form, one: str | None, other: str | None) -> str | None:
        """A form that two people share: who is meant stays open, and both are masked where one is private."""
        if one == other:
            return one
        return self._pseudonyms.person(form)

    def _written(self, person: Person, public: bool) -> Iterator[Form]:
        alone = {keys(name) for name in person.written}
        yield from filter(None, alone)
        for form in _shorter(person.name):
            if form not in alone and (public or self._is_distinct(form)):
                yield form

    def _is_distinct(self, form: Form) -> bool:
        if len(form) > 1:
            return True
        word = form[0]
        common = word in self._roles.ordinary or word in self._roles.months or word in self._roles.particles
        return len(word) >= _LEAST_SINGLE and not common and not self._roles.is_known_place(word)

    def _full_forms(self, people: Iterable[Person]) -> Iterator[tuple[Form, str | None]]:
        for person in people:
            yield keys(person.name), self._pseudonyms.person(normal(person.name))

    def _accounts(self, named: Named) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for account in named.accounts:
            found[account] = None if self._is_body(account) else self._pseudonyms.account((account,))
        for person in named.people:
            for account in person.accounts:
                keep = self.is_public(person) and not self._is_listed_private(account)
                found[account] = None if keep else self._pseudonyms.account((account,))
        return {account: self._by_list(account, by) for account, by in found.items()}

    def _by_list(self, account: str, by: str | None) -> str | None:
        if self._is_listed_private(account):
            return self._pseudonyms.account((account,))
        return None if (f"@{account}",) in self._lists.public else by

    def _is_listed_private(self, account: str) -> bool:
        return (f"@{account}",) in self._lists.private

    def _is_body(self, account: str) -> bool:
        whole, first = "".join(keys(account)), "".join(keys(account.partition("_")[0]))
        return whole in self._bodies or (len(first) >= _LEAST_BODY and first in self._bodies)


def _others(named: Iterable[Named]) -> set[Form]:
    """The names that in more documents are a body's than surely a person's."""
    bodies: Counter[Form] = Counter()
    for found in named:
        bodies.update({keys(name) for name in found.others})
        bodies.subtract({keys(name) for p in found.people if p.sure for name in (p.name, *p.written)})
    return {form for form, count in bodies.items() if count > 0}


def _is_handle(form: Form) -> bool:
    return form[0].startswith("@")


def _shorter(name: str) -> Iterator[Form]:
    """The ways in which a person of that name may be called more briefly."""
    parts = [keys(part) for part in name.split()]
    whole = [part for part in parts if part]
    if not whole:
        return
    yield keys(name)
    for first in range(1, len(whole)):
        yield tuple(word for part in whole[first:] for word in part)
        yield tuple(word for part in whole[:first] for word in part)
    if len(whole) > 1:
        yield (*whole[0], *whole[-1])
        yield whole[-1]
        yield from ((word,) for part in whole for word in part)
