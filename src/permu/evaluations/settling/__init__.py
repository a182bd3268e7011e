"""What people settle of a reading: whose rows are, and what figures are."""
