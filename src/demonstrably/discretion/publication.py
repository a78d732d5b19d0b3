"""The one way out of a record: the view of it that may be published."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from demonstrably.codebook import Codebook
from demonstrably.discretion.coarsening import as_announced, coarsened, place_words
from demonstrably.discretion.delaying import late_events, telling, without
from demonstrably.discretion.discreet import discreet
from demonstrably.discretion.discretion import Discretion
from demonstrably.discretion.keys import Pseudonyms, record_key
from demonstrably.discretion.lexicon import Roles
from demonstrably.discretion.lists import read_lists
from demonstrably.discretion.reading import people_of
from demonstrably.discretion.replacing import Form
from demonstrably.discretion.ruling import Lists
from demonstrably.export.moments import Then
from demonstrably.export.view import View
from demonstrably.store import Record
from demonstrably.wording import many

Coarsening = Literal["city", "region"]

NAMED = "Names of private people are shown: it was made with --with-names."
MASKED = (
    "Names and accounts of people without a public role are replaced by pseudonyms, the same for the same person. "
    "Offsets, and the SHA-256 beside a quote, are those of the record's own text."
)
COARSE = "Places are drawn no finer than a {}; words that name finer ones are left out."
LATE = "Events that ended less than {} before {} are left out."
LATE_TEXT = "[This text speaks of an event that is not published yet.]"
UNREAD_TEXT = "[This text is in a language in which we cannot tell the names of private people; it is left out.]"

READ = frozenset({"en", "und"})
"""The languages in which people are found."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How a record is published. By default people without a public role go by pseudonyms, and all else is as it is.

    `with_names` leaves all names. `coarsen` draws places no finer than their town or their region. `delay` leaves out
    events whose last day lies less than so many days before `as_of` (an ISO day; None is the newest publication in the
    record, so that the same record gives the same). `key` and `people` name other files than the record's own key and
    lists; `codebook` is the user's folder. `then` asks for the record's past (None: as it is now).
    """

    with_names: bool = False
    coarsen: Coarsening | None = None
    delay: int = 0
    as_of: str | None = None
    key: Path | None = None
    people: Path | None = None
    codebook: Path | None = None
    then: Then | None = None


def published(record: Record, publication: Publication | None = None) -> View:
    """The record as it may be published: all that leaves it is drawn from this view.

    Raises RecordError where the key of the pseudonyms can be neither read nor made, UsageError for lists or an `as_of`
    that can't be read.
    """
    chosen = publication or Publication()
    true = view = View.of(record, then=chosen.then, codebook=Codebook(chosen.codebook) if chosen.then else None)
    late = late_events(view, chosen.delay, chosen.as_of)
    withheld = dict.fromkeys(telling(view, late), LATE_TEXT)
    if not chosen.with_names:
        unread = (name for name, document in view.documents.items() if document.language not in READ)
        withheld = {**dict.fromkeys(unread, UNREAD_TEXT), **withheld}
    view = as_announced(without(view, late) if late else view)
    places = {}
    if chosen.coarsen:
        places = {said.document_id: place_words([said], chosen.coarsen) for said in true.extractions}
        view = coarsened(view, chosen.coarsen)
    view = dataclasses.replace(view, notices=(*true.notices, *_notices(chosen, view)))
    if chosen.with_names and not withheld and not places:
        return view
    return discreet(view, _discretion(record, true, chosen, places, withheld))


def _notices(chosen: Publication, view: View) -> Iterator[str]:
    yield NAMED if chosen.with_names else MASKED
    if chosen.coarsen:
        yield COARSE.format("town" if chosen.coarsen == "city" else "region")
    if chosen.delay > 0:
        yield LATE.format(many(chosen.delay, "day"), chosen.as_of or "the newest publication")


def _discretion(
    record: Record,
    true: View,
    chosen: Publication,
    places: Mapping[str, Mapping[Form, str | None]],
    withheld: Mapping[str, str],
) -> Discretion:
    """What masks the record's texts: its people found, the key, the user's lists."""
    roles = Roles(Codebook(chosen.codebook))
    named = {} if chosen.with_names else people_of(true, roles, record.folder)
    secret = b"" if chosen.with_names else record_key(record.folder, chosen.key)
    lists = Lists() if chosen.with_names else read_lists(record.folder, chosen.people)
    return Discretion(
        true.documents, named, roles, Pseudonyms(secret), lists, places=places, withheld=withheld
    )  # fmt: skip
