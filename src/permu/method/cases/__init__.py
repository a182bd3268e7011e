"""Worked cases: what an official worked out by hand, beside what the engine works out."""
