"""Demonstrably: a record you can defend, from messy news about protests."""

__version__ = "0.1.0"
