"""From words to numbers, by the table of CODEBOOK section 2: "at least 62", "tens of thousands", "200-300".

The grammar reads words and numbers, not syntax: what is counted is decided by `counting.py`. Each step is a file:
`words` (the text as words), `lexicon` (the codebook's table), `numbers` (a number alone), `ranges` (two numbers that
bound one figure), `hedges` (what bounds a number), `exclusions` (what is no quantity), `grammar` (all together).
"""

from demonstrably.extract.quantities.grammar import Quantity, QuantityGrammar

__all__ = ["Quantity", "QuantityGrammar"]
