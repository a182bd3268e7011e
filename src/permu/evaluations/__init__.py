"""The yearly round, from the departments' workbooks to results that are shared."""
