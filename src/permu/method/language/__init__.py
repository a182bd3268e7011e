"""The language of methods as a catalogue: its reference, its schema for editors, and what nothing may lack."""
