"""Commands of `python -m permu.doors.site`."""
