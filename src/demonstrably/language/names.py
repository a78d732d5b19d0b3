"""Named entities by a spaCy pipeline's own recognizer, its decisions taken for all words of a batch at once.

The recognizer goes through a sentence word by word and gives each an action: B (a name begins), I, L (goes on, ends
here), U (a name of one word), O (no name). spaCy weighs every action anew at every word, which costs more than the
network behind it. But the action of a word outside a name depends on that word alone: it is worked out for all words
in one product, and the inside of names after that, only where one begins. The choices are the same, for the weights
and the rules of what may follow what are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from demonstrably.language.vectors import WordVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[Any]
    Ints = NDArray[Any]

_NER = "ner"
_OWN_WORD, _FIRST_OF_NAME, _LAST_READ = range(3)
"""What the network sees of a state: the word in turn and, within a name, the name's first word and the word before."""


class Found(NamedTuple):
    """A name: word numbers in its sentence, the last one included, and its label."""

    first: int
    last: int
    label: str


class NameFinder:
    """Reads the weights of a pipeline's recognizer. Made by `of`."""

    def __init__(self, ner: Any) -> None:
        import numpy

        model = ner.model
        lower, upper, network = model.get_ref("lower"), model.get_ref("upper"), model.get_ref("tok2vec")
        self._vectors = WordVectors.of(network.layers[0])
        self._narrow, self._narrow_bias = network.layers[-1].get_param("W").T, network.layers[-1].get_param("b")
        self._network = network
        self._inner = lower.get_param("W")
        self._padding, self._inner_bias = lower.get_param("pad")[0], lower.get_param("b")
        self._outer, self._outer_bias = upper.get_param("W"), upper.get_param("b")
        moves = [(name[0], name[2:]) for name in map(ner.moves.get_class_name, range(ner.moves.n_moves))]
        self._labels = [label for _, label in moves]
        columns = {move: number for number, move in enumerate(moves)}
        self._begins = numpy.array([kind == "B" and bool(label) for kind, label in moves])
        self._units = numpy.array([kind == "U" and bool(label) for kind, label in moves])
        self._outside = columns["O", ""]
        self._goes_on = numpy.array([columns.get(("I", label), 0) for label in self._labels])
        self._ends = numpy.array([columns.get(("L", label), 0) for label in self._labels])

    @classmethod
    def of(cls, nlp: Language) -> NameFinder | None:
        """The finder of a pipeline; None where its names come from anything but one greedy recognizer of this kind."""
        giving = [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]
        if giving != [_NER] or not _is_readable(nlp.get_pipe(_NER)):
            return None
        return cls(nlp.get_pipe(_NER))

    def find(self, docs: Sequence[Doc]) -> list[list[Found]]:
        """The names of each of these parsed sentences, in order."""
        import numpy

        filled = [doc for doc in docs if len(doc)]
        if not filled:
            return [[] for _ in docs]
        vectors = self._word_vectors(filled)
        marks = numpy.concatenate([doc.to_array(["SENT_START", "IS_SPACE"]) for doc in filled]).astype("int64")
        bounds = numpy.cumsum([0, *map(len, docs)])
        goes_on = numpy.append(marks[1:, 0] != 1, False)
        goes_on[bounds[1:][bounds[1:] > 0] - 1] = False
        own = self._product(vectors, _OWN_WORD)
        moves = self._moves_outside(own, goes_on, marks[:, 1] == 1)
        last = self._last_words(vectors, own, moves, goes_on)
        return self._collect(moves, last, bounds.tolist())

    def _word_vectors(self, docs: Sequence[Doc]) -> Floats:
        import numpy

        if self._vectors is None:
            given: Floats = self._network.predict(docs)
            return given
        vectors: Floats = numpy.concatenate(self._vectors.predict(docs)) @ self._narrow
        vectors += self._narrow_bias
        return vectors

    def _product(self, vectors: Floats, feature: int) -> Floats:
        weights = self._inner[feature]
        product: Floats = vectors @ weights.reshape(-1, weights.shape[-1]).T
        return product.reshape(-1, *weights.shape[:2])

    def _hidden(self, summed: Floats) -> Floats:
        import numpy

        summed = summed + self._inner_bias
        hidden: Floats = summed[..., 0]
        for piece in range(1, summed.shape[-1]):
            hidden = numpy.maximum(hidden, summed[..., piece])
        return hidden

    def _moves_outside(self, own: Floats, goes_on: Ints, blank: Ints) -> Ints:
        """The action of each word if it stands outside a name."""
        hidden = self._hidden(own + self._padding[_FIRST_OF_NAME] + self._padding[_LAST_READ])
        scores = hidden @ self._outer.T + self._outer_bias
        allowed = (self._begins & (goes_on & ~blank)[:, None]) | (self._units & ~blank[:, None])
        allowed[:, self._outside] = True
        scores[~allowed] = -float("inf")
        moves: Ints = scores.argmax(axis=1)
        return moves

    def _last_words(self, vectors: Floats, own: Floats, moves: Ints, goes_on: Ints) -> dict[int, int]:
        """First word -> last word of each name of more than one word that would begin there."""
        first = self._begins[moves].nonzero()[0]
        begun = self._product(vectors[first], _FIRST_OF_NAME)
        word, kind = first + 1, moves[first]
        last: dict[int, int] = {}
        while len(first):
            inside = own[word] + begun + self._product(vectors[word - 1], _LAST_READ)
            staying = goes_on[word] & self._stays(self._hidden(inside), kind)
            last.update(zip(first[~staying].tolist(), word[~staying].tolist(), strict=True))
            first, word, kind, begun = first[staying], word[staying] + 1, kind[staying], begun[staying]
        return last

    def _stays(self, hidden: Floats, kind: Ints) -> Ints:
        """Whether each of these words is inside the name of that kind, and not the last of it."""
        further, end = self._goes_on[kind], self._ends[kind]
        more = (hidden * self._outer[further]).sum(axis=1) + self._outer_bias[further]
        done = (hidden * self._outer[end]).sum(axis=1) + self._outer_bias[end]
        stays: Ints = (more > done) | ((more == done) & (further < end))
        return stays

    def _collect(self, moves: Ints, last: dict[int, int], bounds: list[int]) -> list[list[Found]]:
        found: list[list[Found]] = [[] for _ in bounds[1:]]
        sentence = free = 0
        for word in (moves != self._outside).nonzero()[0].tolist():
            while word >= bounds[sentence + 1]:
                sentence += 1
            if word >= free:
                end, start = last.get(word, word), bounds[sentence]
                found[sentence].append(Found(word - start, end - start, self._labels[moves[word]]))
                free = end + 1
        return found


def _is_readable(ner: Any) -> bool:
    """Whether a component is spaCy's greedy recognizer over three features, with a maxout layer and one above it."""
    model: Any = getattr(ner, "model", None)
    if getattr(model, "name", "") != "parser_model" or ner.cfg.get("beam_width") != 1:
        return False
    lower = model.get_ref("lower")
    shaped = model.attrs.get("has_upper") and lower.get_dim("nF") == 3 and lower.get_dim("nP") > 1
    return bool(shaped and not model.attrs.get("unseen_classes") and ("O" in ner.move_names))
