"""Whose a row is: what joins, what is only proposed."""
