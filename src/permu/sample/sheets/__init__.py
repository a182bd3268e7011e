"""The eight departments' sheets, built from what is true of the county."""
