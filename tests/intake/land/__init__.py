"""The land ledger."""
