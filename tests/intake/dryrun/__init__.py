"""The dry run: what it promises to machines, and what becomes of each kind of dirt."""
