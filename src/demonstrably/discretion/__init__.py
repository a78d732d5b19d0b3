"""Do no harm: what leaves the record names nobody without a public role."""

from demonstrably.discretion.discreet import discreet
from demonstrably.discretion.discretion import Discretion
from demonstrably.discretion.publication import Coarsening, Publication, published
from demonstrably.discretion.replacing import Masked

__all__ = ["Coarsening", "Discretion", "Masked", "Publication", "discreet", "published"]
