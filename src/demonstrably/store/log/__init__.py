"""The record's log: entries chained by their hashes, the walk that checks them, how far timestamps cover them."""
