"""Faults put into the reader and its treatments on purpose: a check that lets one pass is a check that is missing."""
