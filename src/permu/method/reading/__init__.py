"""Reading a method folder: tables into the frozen model, every fault with its line."""
