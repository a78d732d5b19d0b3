"""Dates: what the words of a text say about when, never more precisely than the words.

`grammar` finds the expressions; `rules` and the files beside it each read one kind of them.
"""

from demonstrably.extract.dates.grammar import DateExpression, DateGrammar

__all__ = ["DateExpression", "DateGrammar"]
