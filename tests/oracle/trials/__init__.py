"""What the engine says beyond the grades, held against the second reading of the method language."""
