"""Errors planted in the workbooks, and what a right reading makes of each."""
