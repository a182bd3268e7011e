"""The papers: what they promise is done by the program, and what it does stands in them."""
