"""Who may do what: one table, which every request is held against and everybody may read."""
