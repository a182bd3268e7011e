"""Fill an office (`PERMU_DATA`, `DATABASE_URL`) with a county that confirms its figures, and sign everybody in.

    python -m benchmarks.office.prepare WORKBOOKS CLERKS PEOPLE.json

What it writes is where each person's session is, so that a load needs no sign-in of its own. One password for
all: hashing five thousand would be what is measured.
"""

import json
import os
import sys
from datetime import date, timedelta
from pathlib import Path

import django

PASSWORD = "Forty mu of quiet land 7"  # noqa: S105 — of a synthetic county, gone with its folder


def main(workbooks: Path, clerks: int, target: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    clerk = _office(workbooks)
    target.write_text(json.dumps(_everybody(clerk, clerks)), "utf-8")


def _office(workbooks: Path) -> object:
    """A round that is read and run, its result shared, its enterprises asked to confirm."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from permu.evaluations import actions
    from permu.evaluations.methods import SAMPLE
    from permu.evaluations.models import Round
    from permu.register.actions import Newcomer, add_person
    from permu.register.jobs import work
    from permu.register.models import Role

    clerk = add_person(Newcomer(username="clerk", role=Role.CLERK), PASSWORD)
    round_ = actions.open_round(
        year=2025, method=SAMPLE, as_of=date(2026, 2, 28), by=clerk, key="load"
    )
    books = [SimpleUploadedFile(one.name, one.read_bytes()) for one in sorted(workbooks.iterdir())]
    assert actions.add_files(round_, books, by=clerk) == []
    work(actions.start_import(round_, by=clerk, key="read").pk)
    round_ = Round.objects.get(pk=round_.pk)
    accepted = actions.held_findings(round_)
    work(actions.start_run(round_, accepted=accepted, by=clerk, key="run").pk)
    actions.share_results(round_.runs.get(), by=clerk)
    closes_at = timezone.now() + timedelta(days=9)
    actions.ask_confirmation(
        Round.objects.get(pk=round_.pk), closes_at=closes_at, by=clerk, key="ask"
    )
    return clerk


def _everybody(clerk: object, clerks: int) -> dict[str, object]:
    """Accounts for so many clerks and for every enterprise, each with a session."""
    from django.conf import settings
    from django.test import Client

    from permu.evaluations.models import Confirming, Round
    from permu.register.models import Enterprise, Role, User

    made = [
        User(username=f"clerk{n}", role=Role.CLERK, password=clerk.password) for n in range(clerks)
    ]
    made += [
        User(username=f"e{one.pk}", role=Role.ENTERPRISE, enterprise=one, password=clerk.password)
        for one in Enterprise.objects.order_by("pk")
    ]
    User.objects.bulk_create(made)
    sessions: dict[str, list[str]] = {"clerk": [], "enterprise": []}
    for one in User.objects.exclude(pk=clerk.pk).order_by("pk"):
        window = Client()
        window.force_login(one, backend="django.contrib.auth.backends.ModelBackend")
        sessions[one.role].append(window.cookies[settings.SESSION_COOKIE_NAME].value)
    return {
        "sessions": sessions, "round": Round.objects.get().pk, "confirming": Confirming.objects.get().pk,
        "run": Round.objects.get().runs.get().pk,
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
