"""Loaded by every process of an office whose test moves the days on: the office's clock is that many days ahead."""

import os
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

_now, _ahead = timezone.now, Path(os.environ["PERMU_TEST_DAYS_AHEAD"])
timezone.now = lambda: _now() + timedelta(days=int(_ahead.read_text() or 0))
