"""Mentions: the passages that speak of a gathering, with or without a figure.

`rules` finds them; the other files each know one part: drafts and their days, places, status, responses, causes,
and who gathered for what.
"""

from demonstrably.extract.mentions.rules import MentionRules

__all__ = ["MentionRules"]
