"""The ground: quantities and units, credit codes, periods, items, facts, and how we refuse."""
