"""What a quantity counts: the noun, the verb or noun that governs it, and the attribute that this makes it.

A reading is a possibility, not yet a claim: whether the figure is about a gathering at all is weighed by
`weighing.py`. The lemmas are in the codebook (`en/counting`). `counting.py` puts together what the others find:

- `uncounted.py`: numbers that count nothing, as ages
- `counted.py`: the noun that a number counts; `nouns.py`: its class
- `predicates.py`: what makes of it people gathered, detained, hurt, killed, or places; `governors.py`: the way there
- `phrases.py`, `lists.py`: wordings, and lines of lists and tables, that say so without a predicate
- `sizes.py`: crowds that nothing else tells of; `ellipsis.py`: figures that leave out what they count
"""

from __future__ import annotations

from demonstrably.extract.counting.counting import Counting
from demonstrably.extract.counting.ellipsis import takes_up_a_count
from demonstrably.extract.counting.readings import Reading

__all__ = ["Counting", "Reading", "takes_up_a_count"]
