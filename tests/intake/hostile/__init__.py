"""Files that a stranger sends: made by hand or by chance, never by the county's own generator."""
