"""What follows from published grades: which measures may run, how much by quarter, and for whom."""
