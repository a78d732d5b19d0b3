"""Word vectors by a spaCy pipeline's own network, with each word's share of the work done once.

The network (`spacy.HashEmbedCNN.v2`) first makes a vector of each word by itself, from its form alone, then lets each
word's vector take in its neighbours', layer by layer. Words come again and again, so the first step, which costs as
much as two layers of the second, is looked up. The rest is the same sums in an order that numpy is quick at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Floats = NDArray[Any]

_REMEMBERED = 20_000
"""Words; some 12 MB when full, and then it begins anew."""

_KNOWN = frozenset(
    ["dropout", "expand_window", "extract_features", "hashembed", "ints-getitem", "layernorm", "list2ragged", "maxout",
     "ragged2list"]
)  # fmt: skip
"""The layers that such a network is built of."""


class WordVectors:
    """Vectors of the words of sentences, as the network's own `predict` gives them but for rounding. Made by `of`."""

    def __init__(self, network: Any) -> None:
        import numpy

        embed, encode = network.get_ref("embed"), network.get_ref("encode")
        extract, _, self._hashed, mix, _ = embed.layers
        self._columns = extract.attrs["columns"]
        self._mix = _Mix(mix)
        self._layers = [_Mix(layer) for layer in encode.layers[0].layers]
        self._padding = encode.attrs["pad"]
        self._rows: dict[bytes, int] = {}
        self._table = numpy.empty((_REMEMBERED, network.get_dim("nO")), dtype="float32")

    @classmethod
    def of(cls, network: Any) -> WordVectors | None:
        """The vectors of a network; None where it is not built as we know it."""
        names = {layer.name for layer in network.walk() if not layer.layers}
        windows = {layer.attrs["window_size"] for layer in network.walk() if layer.name == "expand_window"}
        if not {"embed", "encode"} <= set(network.ref_names) or names != _KNOWN or windows != {1}:
            return None
        return cls(network)

    def predict(self, docs: Sequence[Doc]) -> list[Floats]:
        """An array of words by dimensions for each sentence."""
        import numpy

        if not any(map(len, docs)):
            return [self._table[:0] for _ in docs]
        lengths = numpy.array([len(doc) for doc in docs])
        starts = numpy.cumsum(lengths + self._padding) - lengths
        places = numpy.arange(lengths.sum()) + numpy.repeat(starts - numpy.cumsum(lengths) + lengths, lengths)
        vectors = numpy.zeros((starts[-1] + lengths[-1] + self._padding, self._table.shape[1]), dtype="float32")
        vectors[places] = self._alone(docs)
        for layer in self._layers:
            vectors = vectors + layer(_with_neighbours(vectors))
        return [vectors[start : start + length] for start, length in zip(starts, lengths, strict=True)]

    def _alone(self, docs: Sequence[Doc]) -> Floats:
        """Each word's vector without its neighbours."""
        import numpy

        forms = numpy.concatenate([doc.to_array(self._columns) for doc in docs]).astype("uint64")
        keys = forms.view(f"V{forms.itemsize * forms.shape[1]}").ravel().tolist()
        if not self._rows.keys() >= set(keys):
            self._learn(dict(zip(keys, forms, strict=True)))
        found: Floats = self._table[[self._rows[key] for key in keys]]
        return found

    def _learn(self, forms: dict[bytes, Any]) -> None:
        """Work out the words that are new."""
        import numpy

        if len(self._rows) + len(forms) > len(self._table):
            self._rows.clear()
            self._table = numpy.empty((max(_REMEMBERED, len(forms)), self._table.shape[1]), dtype="float32")
        new = [key for key in forms if key not in self._rows]
        hashed = self._hashed.layers[0].predict(numpy.stack([forms[key] for key in new]))
        first = len(self._rows)
        self._table[first : first + len(new)] = self._mix.one_by_one(hashed)
        self._rows.update(zip(new, range(first, first + len(new)), strict=True))


class _Mix:
    """A maxout layer and the normalisation behind it. The pieces that the greatest is chosen of lie side by side."""

    def __init__(self, model: Any) -> None:
        maxout, norm = (next(part for part in model.walk() if part.name == name) for name in ("maxout", "layernorm"))
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self._width, self._pieces, inputs = weights.shape
        self._weights = weights.transpose(2, 1, 0).reshape(inputs, -1).copy()
        self._bias = bias.T.reshape(-1).copy()
        self._scale, self._shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, vectors: Floats) -> Floats:
        return self._normal(vectors @ self._weights)

    def one_by_one(self, vectors: Floats) -> Floats:
        """The same for each row by itself. In the last digit, a row of a product depends on how many rows it has; what
        is remembered must not depend on what it came with."""
        import numpy

        return self._normal(numpy.stack([vector @ self._weights for vector in vectors]))

    def _normal(self, scores: Floats) -> Floats:
        import numpy

        scores += self._bias
        best: Floats = scores[:, : self._width]
        for piece in range(1, self._pieces):
            best = numpy.maximum(best, scores[:, piece * self._width : (piece + 1) * self._width])
        best = best - best.mean(axis=1, keepdims=True)
        spread = numpy.einsum("ij,ij->i", best, best)[:, None] / self._width
        best *= (spread + 1e-8) ** -0.5
        best *= self._scale
        best += self._shift
        return best


def _with_neighbours(vectors: Floats) -> Floats:
    """Each row with the row before it and the row after it, zeros beyond the ends."""
    import numpy

    count, width = vectors.shape
    wide = numpy.zeros((count, 3 * width), dtype=vectors.dtype)
    wide[1:, :width] = vectors[:-1]
    wide[:, width : 2 * width] = vectors
    wide[:-1, 2 * width :] = vectors[1:]
    return wide
