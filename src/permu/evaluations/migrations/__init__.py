"""Migrations of the evaluations."""
