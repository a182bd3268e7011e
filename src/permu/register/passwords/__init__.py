"""Passwords: which rules are in force, how they are checked, how they are hashed."""
