"""A published method: read, checked, compared."""
