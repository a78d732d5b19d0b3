"""What a document tells of the people whom it names: the result of finding, before anyone is ruled public."""

from __future__ import annotations

from dataclasses import dataclass

from demonstrably.discretion.words import keys


@dataclass(frozen=True, slots=True)
class Person:
    """A person as one document names them: the fullest name, all names as written, accounts.

    `public` says by which words they have a public role, None where the document tells of none. `private` is true
    where it tells of something that a person is and no office has: an age, a relation, a private occupation. `sure`
    is false where nothing but the name itself tells that it is a person's.
    """

    name: str
    written: tuple[str, ...]
    public: str | None = None
    private: bool = False
    accounts: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a document names. `accounts` are those of whom it tells no name; `bodies` names of other things in which a
    person's name stands ("Bento Street"), `others` those that the words beside them make a body's."""

    people: tuple[Person, ...] = ()
    accounts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def normal(name: str) -> tuple[str, ...]:
    """A name for comparison over a record: first and last word without case and accents, hyphens kept together."""
    parts = [keys(part) for part in name.split()]
    whole = [part for part in parts if part]
    if len(whole) > 2:
        whole = [whole[0], whole[-1]]
    return tuple(word for part in whole for word in part)
