"""What a leader reads of a run in two minutes: where the grades are, who moved, what it costs, what is unsure."""
