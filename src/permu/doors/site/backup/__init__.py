"""Backup and restore: the whole office as one file, and an office out of that file."""
