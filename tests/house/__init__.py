"""The house's own rules. Each rule reads a tree and gives its faults, each with the way to mend it."""
