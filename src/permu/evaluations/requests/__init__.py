"""Request rounds: what is asked of which department by when, how it stands, what it costs, who is reminded."""
