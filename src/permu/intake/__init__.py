"""A department's spreadsheet becomes facts, every cell keeping its address, or a finding."""
