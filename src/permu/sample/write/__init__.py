"""Sheets as the files that offices send: .xlsx, .xls and .csv, the same bytes every time."""
