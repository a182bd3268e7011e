"""Official papers of a round: what the office's records say, handed to `documents.official` to be written."""
