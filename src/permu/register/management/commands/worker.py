"""`python -m permu.doors.site worker`: does the queue's jobs, reaps those of dead workers, sends the audit log on."""

import logging
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from permu.register.actions import forward_log
from permu.register.jobs import BEAT, requeue_dead_jobs
from permu.register.syslog import Receiver, receiver_of

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Do the queue's jobs until stopped; the audit log's lines go to another system where the office has one."""

    help = "Do the jobs of the queue, one at a time, until stopped."

    def handle(self, *_: Any, **__: Any) -> None:
        """Run the queue's worker, with the reaper and the log's sender in threads beside it."""
        threading.Thread(target=_reap_for_ever, daemon=True).start()
        if receiver := receiver_of(settings.PERMU_SYSLOG):
            threading.Thread(target=_forward_for_ever, args=(receiver,), daemon=True).start()
        call_command("db_worker", interval=0.3, startup_delay=False, reload=False, verbosity=0)


def _reap_for_ever() -> None:
    while True:
        close_old_connections()
        try:
            requeue_dead_jobs()
        except DatabaseError:  # a busy or restarting database: look again at the next beat
            log.exception("the reaper could not look")
        time.sleep(BEAT)


def _forward_for_ever(receiver: Receiver) -> None:
    """What is wrong is said once, and again when it is something else."""
    problem = ""
    while True:
        close_old_connections()
        try:
            found = forward_log(receiver, settings.PERMU_SYSLOG).problem
        except DatabaseError:
            log.exception("the audit log's sender could not look")
        else:
            if found and found != problem:
                log.warning("the audit log's lines wait: %s", found)
            problem = found
        time.sleep(BEAT)
