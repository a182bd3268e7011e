"""Hostile and dirty files, written by rules, and what becomes of each."""
