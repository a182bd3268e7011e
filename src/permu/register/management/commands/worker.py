"""`python -m permu.doors.site worker`: does the queue's jobs, and reaps those of dead workers."""

import logging
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from permu.register.jobs import BEAT, requeue_dead_jobs

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Do the queue's jobs until stopped."""

    help = "Do the jobs of the queue, one at a time, until stopped."

    def handle(self, *_: Any, **__: Any) -> None:
        """Run the queue's worker, with the reaper in a thread beside it."""
        threading.Thread(target=_reap_for_ever, daemon=True).start()
        call_command("db_worker", interval=0.3, startup_delay=False, reload=False, verbosity=0)


def _reap_for_ever() -> None:
    while True:
        close_old_connections()
        try:
            requeue_dead_jobs()
        except DatabaseError:  # a busy or restarting database: look again at the next beat
            log.exception("the reaper could not look")
        time.sleep(BEAT)
