"""Attribution: whose words a passage gives, from the original speaker to the outlet."""

from demonstrably.extract.attribution.figures import FigureSources
from demonstrably.extract.attribution.rules import AttributionRules
from demonstrably.extract.attribution.sources import Attribution

__all__ = ["Attribution", "AttributionRules", "FigureSources"]
