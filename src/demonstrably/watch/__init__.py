"""Feeds and sitemaps followed around the clock: new articles and new versions of old ones, into a record."""

from demonstrably.watch.desk import Options
from demonstrably.watch.report import Happening, PassReport
from demonstrably.watch.sources import sources_of
from demonstrably.watch.watcher import Watcher

__all__ = ["Happening", "Options", "PassReport", "Watcher", "sources_of"]
