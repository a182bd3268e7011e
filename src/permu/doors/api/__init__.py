"""How other systems come in: facts in, results out, by token."""
