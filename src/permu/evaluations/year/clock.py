"""The end of a notice as offices write it: the last day's 24:00, not the next day's 00:00."""

from datetime import datetime, timedelta

from django.utils import timezone


def written(moment: datetime) -> str:
    """A moment to the minute, in the office's time."""
    local = timezone.localtime(moment)
    if (local.hour, local.minute) != (0, 0):
        return f"{local:%Y-%m-%d %H:%M}"
    return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
