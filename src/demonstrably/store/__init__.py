"""The record: captures, documents, what they say, and what was made of it, safe on disk."""

from demonstrably.store.base import Failure, Finding, Generation, Stamp, Store, Withdrawal
from demonstrably.store.log.noting import noting
from demonstrably.store.record import Record
from demonstrably.store.verify import verify, verify_folder

__all__ = [
    "Failure",
    "Finding",
    "Generation",
    "Record",
    "Stamp",
    "Store",
    "Withdrawal",
    "noting",
    "verify",
    "verify_folder",
]
