"""A year as a state machine: which steps there are, who takes them, and what each waits for."""
