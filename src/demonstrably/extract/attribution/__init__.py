"""Attribution: whose words a passage gives, from the original speaker to the outlet."""

from demonstrably.extract.attribution.rules import Attribution, AttributionRules

__all__ = ["Attribution", "AttributionRules"]
