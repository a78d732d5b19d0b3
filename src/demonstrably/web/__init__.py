"""The explorer: a record in the browser, as pages, as JSON and as a feed. It asks no other host for anything."""

from demonstrably.web.app import create_app

__all__ = ["create_app"]
