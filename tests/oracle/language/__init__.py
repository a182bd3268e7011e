"""A second reading of the method language: from its reference, one subject after another, in fractions and loops."""
