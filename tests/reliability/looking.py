"""How an office stands: what counts of it, to be compared; and what is wrong with it."""

import hashlib
import json
from collections.abc import Iterable

from django.apps import apps
from django.db import connection

from permu.evaluations.models import Appeal, Publication, Round, Run
from permu.evaluations.publishing.checking import bent
from permu.register.models import Job, StoredFile

NOT_OF_THE_YEAR = ("sessions", "django_tasks_database", "axes", "contenttypes", "auth")


def standing() -> str:
    """How many rows each table has, and how far rounds, appeals and jobs are; which tables there are, until all are."""
    tables = connection.introspection.table_names()
    if not _is_whole(tables):
        return json.dumps(sorted(tables))
    models = [one for one in apps.get_models() if one._meta.app_label not in NOT_OF_THE_YEAR]
    found = {
        "rows": {one._meta.label: one._default_manager.count() for one in models},
        "rounds": list(
            Round.objects.order_by("pk").values_list("stage", "reading", "shared_run__number")
        ),
        "appeals": list(Appeal.objects.order_by("pk").values_list("state")),
        "jobs": sorted(Job.objects.values_list("kind", "state")),
    }
    return json.dumps(found, sort_keys=True)


def faults() -> list[str]:
    """Rows whose files are not there, and a chain that does not hold."""
    if not _is_whole(connection.introspection.table_names()):
        return []
    return [*_lost_files(), *_lost_folders(), *(str(one) for one in bent())]


def _is_whole(tables: Iterable[str]) -> bool:
    return {one._meta.db_table for one in apps.get_models()} <= set(tables)


def _lost_files() -> list[str]:
    found = []
    for one in StoredFile.objects.all():
        kept = one.path.read_bytes() if one.path.exists() else b""
        if hashlib.sha256(kept).hexdigest() != one.sha256:
            found.append(f"file {one.name}")
    return found


def _lost_folders() -> list[str]:
    folders = [one.intake_folder(one.reading) for one in Round.objects.exclude(reading=0)]
    folders += [one.folder for one in (*Run.objects.all(), *Publication.objects.all())]
    return [str(one) for one in folders if not one.is_dir()]
