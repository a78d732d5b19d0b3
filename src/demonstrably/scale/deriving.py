"""Link and reconcile over a whole record: all current extractions -> one generation of events and assessments.

`derive` makes it of what is in memory; `relink` brings a record's up to date, at the cost of what is new. Both give the
same: copies and causes are found anew over what is prepared of all documents; only causes of which a document, what it
copies or what it replaces is another than last time are made into events again, and of these only what has changed is
assessed and written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demonstrably.codebook import Codebook
from demonstrably.link import Linking, Outcome, Overlaps, Prepared, Preparer
from demonstrably.link.buckets import candidates
from demonstrably.model import Assessment, Document, Event, Extraction, content_id
from demonstrably.scale.assessing import DEFAULT_RULE_SET, Assessor, Figure, assess_all, tallies
from demonstrably.scale.bucketing import Finder
from demonstrably.scale.memory import (
    MADE,
    OVERLAPS,
    Made,
    Memory,
    Told,
    document_row,
    made_row,
    overlaps_row,
    read_memory,
    version_of,
)
from demonstrably.scale.redirects import redirects_of
from demonstrably.store import Generation, Record, Stamp, Store
from demonstrably.store.codec import encode

__all__ = ["DEFAULT_RULE_SET", "assess_all", "derive", "relink", "retrieved_of"]

Progress = Callable[[str, int], None]

FEW = 500
"""Up to so many documents are read one by one; of more, all are read in a row, which costs a fifth each."""


def derive(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    codebook: Codebook,
    stamp: Stamp,
    basis: str,
    retrieved: Mapping[str, str] | None = None,
) -> Generation:
    """Everything that follows from these extractions; the same whatever their order. `retrieved` tells when captures
    were fetched, by their hash: of versions published alike the one fetched last is the newest."""
    by_id, said = {d.document_id: d for d in documents}, {e.document_id: e for e in extractions}
    preparer, at = Preparer(codebook), retrieved or {}
    prepared = [
        preparer.prepare(d, said.get(name, Extraction(name)), at.get(d.capture_sha256 or ""))
        for name, d in by_id.items()
    ]
    overlaps = Overlaps(lambda name: by_id[name].text, _shingle(codebook), {})
    derivation = _Derivation(Linking(prepared, overlaps, codebook), codebook, dict.fromkeys(by_id, ""), _Before())
    return derivation.generation(stamp, basis)


def relink(
    record: Record,
    codebook: Codebook,
    stamp: Stamp,
    progress: Progress,
    find: Finder = candidates,
    left: Sequence[Event] = (),
) -> bool:
    """Link and reconcile what the record holds now; False where that was done last. `find` looks for what may be
    copies, by whatever means (`scale/bucketing.py`). `left` are events that the record held before a withdrawal took
    all of them out: their ids lead on. Where somebody else has linked or withdrawn meanwhile, it is done again: each
    time means that another one got on."""
    done = None
    while done is None:
        done = _attempt(record.store, codebook, stamp, progress, find, left)
    return done


def _attempt(
    store: Store, codebook: Codebook, stamp: Stamp, progress: Progress, find: Finder, left: Sequence[Event]
) -> bool | None:
    """As `relink`; None where the generation that is there is no more the one that this one was to keep parts of."""
    with store.snapshot():
        basis, head = store.basis(), store.head()
        if head == (stamp, basis):
            return False
        memory = read_memory(store.linking(), stamp, head)
        versions = {name: version_of(stamp, number) for name, number in store.newest()}
        changes = _refresh(memory, versions, store, Preparer(codebook))
        if memory.made is not None and not changes.tell:
            generation, kept, made = _as_it_was(store, memory.made, stamp, basis)
            overlaps: Mapping[tuple[str, str], int] = memory.overlaps
        else:
            progress("linking", len(memory.prepared))
            before = _before(memory.made, store, changes.stale, left)
            derivation, overlaps = _derived(store, memory, versions, before, codebook, find)
            generation = derivation.generation(stamp, basis)
            kept, made = derivation.kept, derivation.made
    with store.transaction():
        if store.head() != head:
            return None
        store.replace(generation, kept)
        if store.head() != (stamp, basis):
            return None
        _remember(store, memory, changes)
        store.put_linking({OVERLAPS: overlaps_row(stamp, overlaps)} if overlaps != memory.overlaps else {})
        store.put_linking({MADE: made_row(basis, made)})
    return True


def _derived(
    store: Store, memory: Memory, versions: Mapping[str, str], before: _Before, codebook: Codebook, find: Finder
) -> tuple[_Derivation, Mapping[tuple[str, str], int]]:
    """What makes the generation, and the overlaps of texts to remember."""
    prepared = {name: found for name, (_, found) in memory.prepared.items() if found is not None}
    overlaps = Overlaps(lambda name: _text(store, name), _shingle(codebook), memory.overlaps, find)
    linking = Linking(prepared.values(), overlaps, codebook)
    known = {pair: shared for pair, shared in memory.overlaps.items() if prepared.keys() >= set(pair)}
    return _Derivation(linking, codebook, versions, before), known | overlaps.found


def _as_it_was(store: Store, made: Made, stamp: Stamp, basis: str) -> tuple[Generation, Collection[str], Made]:
    """The generation in the store for what says nothing new: all of it is kept."""
    links = {name: dict(pairs) for name, pairs in store.links().items()}
    return Generation(stamp, basis, **links), made.events.keys(), made  # type: ignore[arg-type]  # links are its fields


def _remember(store: Store, memory: Memory, changes: _Changes) -> None:
    """Keep what was prepared, a part at a time."""
    store.put_linking(dict.fromkeys(changes.gone))
    for first in range(0, len(changes.new), FEW):
        some = changes.new[first : first + FEW]
        store.put_linking({name: document_row(*memory.prepared[name]) for name in some})


@dataclass(frozen=True, slots=True)
class _Changes:
    """What is not as it is remembered: documents that are `new` or were extracted anew, those that are `gone`, and the
    claims that are made no more (`stale`). `tell` is false where none of them says anything, or did."""

    new: Sequence[str]
    gone: Collection[str]
    stale: Collection[str]
    tell: bool


@dataclass(frozen=True, slots=True)
class _Before:
    """What the store holds: what the generation there was `made` of (nothing where that isn't known), the `voices` and
    `corrections` of claims, the `ids` of its events and a way to these, and the `redirects` of those before them."""

    made: Made = field(default_factory=Made)
    voices: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, str] = field(default_factory=dict)
    ids: Collection[str] = ()
    events: Callable[[Collection[str]], tuple[Event, ...]] = lambda ids: ()
    redirects: Mapping[str, str] = field(default_factory=dict)


def _before(made: Made | None, store: Store, stale: Collection[str], left: Sequence[Event]) -> _Before:
    """What the store holds, without the claims that are `stale`, which their documents no longer make, or the events
    that a withdrawal `left`."""
    if made is None:
        events = {event.event_id: event for event in (*left, *store.events())}
        return _Before(
            ids=events.keys(),
            events=lambda ids: tuple(events[name] for name in ids),
            redirects=store.redirects(),
        )
    links = store.links()
    voices, corrections = (
        {c: v for c, v in links[name].items() if c not in stale} for name in ("voices", "corrections")
    )
    return _Before(made, voices, corrections, made.events.keys(), store.events, store.redirects())


class _Derivation:
    """Makes a generation, as much of it anew as has to be. `made` tells of what, `kept` which events of the store's
    generation are left as they are."""

    def __init__(self, linking: Linking, codebook: Codebook, versions: Mapping[str, str], before: _Before) -> None:
        self._linking = linking
        self._codebook = codebook
        self._before = before
        self._published = {name: document.published for name, document in linking.documents.items()}
        documents = {name: linking.document_key(name, versions[name]) for name in linking.documents}
        self._fresh = [name for name, key in documents.items() if before.made.documents.get(name) != key]
        self._voices, self._corrections = dict(before.voices), dict(before.corrections)
        self._causes: dict[str, Any] = {}
        self._told: dict[str, Told] = {}
        self._events: list[Event] = []
        self._assessments: list[Assessment] = []
        self._tallies: list[dict[str, Any]] = []
        self._moved: list[Event] = []
        self._documents = documents
        self.kept: set[str] = set()

    @property
    def made(self) -> Made:
        return Made(self._documents, self._causes, self._told)

    def generation(self, stamp: Stamp, basis: str) -> Generation:
        """The generation, without the events to keep."""
        for name in self._fresh:
            said = self._linking.documents[name].detail.statements
            self._voices |= {told.claim_id: self._linking.voices.of(told) for told in said}
        for cause in self._linking.causes:
            key = self._linking.key(cause, self._documents)
            if not self._keep(key):
                outcome = self._linking.outcome(cause)
                self._causes[key] = outcome.names, tuple(event.event_id for event in outcome.events)
                self._take(outcome)
        copies = self._linking.copies
        return Generation(
            stamp=stamp,
            basis=basis,
            events=tuple(sorted(self._events, key=lambda event: event.event_id)),
            assessments=tuple(sorted(self._assessments, key=lambda a: (a.event_id, a.attribute, a.rule_set))),
            tallies=tuple(sorted(self._tallies, key=lambda tally: (tally["wave_id"], tally["attribute"]))),
            copies=dict(sorted(copies.copy_of.items())),
            versions=dict(sorted(copies.version_of.items())),
            corrections=dict(sorted(self._corrections.items())),
            voices=dict(sorted(self._voices.items())),
            redirects=self._redirects(),
        )

    def _keep(self, key: str) -> bool:
        """Leave a cause as it is in the store, where nothing of it has changed."""
        known = self._before.made.causes.get(key)
        if known is None or not self._linking.keep(known[0]):
            return False
        self._causes[key] = known
        self._told |= {name: self._before.made.events[name] for name in known[1]}
        self.kept.update(known[1])
        return True

    def _take(self, outcome: Outcome) -> None:
        """Take in a cause made anew."""
        self._voices |= outcome.voices
        for claim_id in outcome.voices:
            self._corrections.pop(claim_id, None)
        self._corrections |= outcome.corrections
        figures = {event.event_id: self._judged(event, outcome) for event in outcome.events}
        self._tallies += tallies(outcome.events, figures)
        self._moved += outcome.events

    def _judged(self, event: Event, outcome: Outcome) -> Mapping[str, Figure]:
        """The event's figures under the default rule set, by attribute: as they were where it is as it was."""
        key = self._key(event, outcome)
        told = self._before.made.events.get(event.event_id)
        if key and told is not None and told.key == key:
            self.kept.add(event.event_id)
        else:
            assessor = Assessor(self._codebook, self._published, outcome.voices, outcome.corrections)
            found = assessor.assess(event, lambda name: (s.claim for s in outcome.details[name].statements))
            default = {a.attribute: (a.low, a.high, a.best) for a in found if a.rule_set == DEFAULT_RULE_SET}
            told = Told(key, default)
            self._events.append(event)
            self._assessments += found
        self._told[event.event_id] = told
        return told.figures

    def _key(self, event: Event, outcome: Outcome) -> str:
        """What an event's rows rest on; "" of a wave, whose tallies rest on more: a changed cause's is made anew."""
        if event.level == "wave":
            return ""
        claims = [(name, outcome.voices[name], outcome.corrections.get(name)) for name in event.claims]
        return content_id("", encode(event), claims, [self._documents[name] for name in event.documents])[1:]

    def _redirects(self) -> dict[str, str]:
        before = self._before
        gone = [name for name in before.ids if name not in self._told]
        return redirects_of(before.events(gone) if gone else (), self._moved, self._told, before.redirects)


def _refresh(memory: Memory, versions: Mapping[str, str], store: Store, preparer: Preparer) -> _Changes:
    """Prepare what is new or was extracted anew, and forget what is gone."""
    missing = {name for name, version in versions.items() if memory.prepared.get(name, ("", None))[0] != version}
    outdated = memory.prepared.keys() - (versions.keys() - missing)
    old = [found for name in outdated if (found := memory.prepared.pop(name)[1])]
    stale = {told.claim_id for found in old for told in found.detail.statements}
    memory.prepared |= {name: (versions[name], found) for name, found in _prepared(missing, store, preparer)}
    tell = bool(old) or any(memory.prepared[name][1] is not None for name in missing)
    return _Changes(sorted(missing), outdated - missing, stale, tell)


def _prepared(names: Collection[str], store: Store, preparer: Preparer) -> Iterator[tuple[str, Prepared | None]]:
    """The documents of these names as linking needs them, None of one that says nothing."""
    retrieved = retrieved_of(store) if names else {}
    for name, document, said in _few(names, store) if len(names) <= FEW else _all(names, store):
        when = retrieved.get(document.capture_sha256 or "") if document else None
        yield name, preparer.prepare(document, said, when) if document else None


def retrieved_of(store: Store) -> dict[str, str]:
    """When captures were fetched, by their hash, of those of which that is known."""
    return {capture.sha256: capture.retrieved_at for capture in store.captures() if capture.retrieved_at}


def _few(names: Collection[str], store: Store) -> Iterator[tuple[str, Document | None, Extraction]]:
    """The documents of these names with what they say, without the document where that is nothing."""
    for name in sorted(names):
        said = store.extraction(name)
        yield name, None if said == Extraction(name) else store.document(name), said


def _all(names: Collection[str], store: Store) -> Iterator[tuple[str, Document | None, Extraction]]:
    """The same by reading all documents and extractions, which both come in order."""
    documents = store.documents()
    for said in store.extractions():
        if said.document_id in names:
            tells = said != Extraction(said.document_id)
            found = next(d for d in documents if d.document_id == said.document_id) if tells else None
            yield said.document_id, found, said


def _text(store: Store, document_id: str) -> str:
    """The words of a document, to be compared with another's."""
    document = store.document(document_id)
    return document.text if document else ""


def _shingle(codebook: Codebook) -> int:
    size: int = codebook.table("linking")["copies"]["shingle_words"]
    return size
