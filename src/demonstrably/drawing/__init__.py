"""Charts as Vega-Lite specifications, each with its twin as a table: on screen, on paper and in a dossier the same."""

from demonstrably.drawing.chart import Chart
from demonstrably.drawing.cities import cities_chart
from demonstrably.drawing.claims import claims_chart
from demonstrably.drawing.colours import COLOURS, NAMES, SHAPES
from demonstrably.drawing.map import map_chart
from demonstrably.drawing.months import months_chart
from demonstrably.drawing.sources import sources_chart
from demonstrably.drawing.tally import tally_chart
from demonstrably.drawing.timeline import timeline_chart

__all__ = [
    "COLOURS",
    "NAMES",
    "SHAPES",
    "Chart",
    "cities_chart",
    "claims_chart",
    "map_chart",
    "months_chart",
    "sources_chart",
    "tally_chart",
    "timeline_chart",
]
