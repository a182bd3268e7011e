"""Each check, in the form where it matters most."""
