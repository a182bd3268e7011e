"""Who is killed while the tables are made starts again, and gets them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.environment import environment

KILLED = """
import os, sys
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands import migrate as djangos
from django.db.migrations.executor import MigrationExecutor
from permu.register.management.commands import migrate

if sys.argv[1] == "djangos":
    djangos.MigrationExecutor = MigrationExecutor
record = MigrationExecutor.record_migration

def killed(self, migration):
    if (migration.app_label, migration.name[:4]) == ("register", "0008"):  # some of its statements are deferred
        os._exit(9)
    record(self, migration)

MigrationExecutor.record_migration = killed
call_command("migrate", verbosity=0, interactive=False)
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess:
    settings = {"DJANGO_SETTINGS_MODULE": "permu.doors.site.settings"}
    return subprocess.run(
        [sys.executable, *words], env=environment(folder) | settings, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.one_database
@pytest.mark.parametrize(("whose", "status"), [("whole", 0), ("djangos", 1)])
def test_a_migration_killed_before_it_is_written_down_is_made_anew(
    tmp_path: Path, whose: str, status: int
):
    """Django's own, which is the twin, is stuck for ever."""
    assert run(tmp_path, "-c", KILLED, whose).returncode == 9

    again = run(tmp_path, "-m", "permu.doors.site", "migrate", "-v0")

    assert again.returncode == status, again.stderr
    assert ("already exists" in again.stderr) == bool(status)
