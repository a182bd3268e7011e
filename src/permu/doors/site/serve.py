"""`permu serve`: the office on this machine, its web server and its worker under one roof."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from permu.register.vault import forget

WORKERS = 2
FIRST = {
    "admin": "系统管理：开通其他人的账号 opens accounts for others",
    "clerk": "经办：收表、核对、试算 does the office's work",
}
"""Who an office that has nobody begins with: nobody holds both."""
THREADS = 4
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 — then ALLOWED_HOSTS says by which names it is reached


def serve(host: str, port: int, demo: Path | None) -> None:
    """Bring the database up to date, start the web server and the worker, and stop both on Ctrl-C.

    With `demo`, the workbooks of that folder become a round that is read, run and shared, and
    five people can look at it; it is an office of its own inside that folder, for its passwords
    are known. Without, an office that has nobody yet gets its administrator and its first clerk.

    Raises:
        Refused: the SQLite library could damage data when several processes write, or the account of
            PostgreSQL may more than it needs; or a setting is not sound.
    """
    if demo is not None:
        forget(os.environ)
        os.environ["PERMU_DATA"] = str(demo.resolve() / "office")
    if host not in EVERY_ADDRESS:
        os.environ["ALLOWED_HOSTS"] = f"{os.environ.get('ALLOWED_HOSTS', '')},{host}"
    _prepare()
    lines = _people(host, demo)
    children = [_web(host, port), _worker()]
    shown = "127.0.0.1" if host in EVERY_ADDRESS else host
    print(f"\n亩均 Permu  http://{shown}:{port}\n", *lines, sep="\n", flush=True)  # noqa: T201
    try:
        _watch(children)
    except KeyboardInterrupt:
        print()  # noqa: T201
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait()


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from permu.doors.site.postgres import refuse_mighty_account
    from permu.doors.site.sqlite_library import is_sound
    from permu.register.scanning import scanner_of
    from permu.register.syslog import receiver_of
    from permu.terms.refusal import Refused

    if connection.vendor == "sqlite" and not is_sound(settings.SQLITE_VERSION):
        raise Refused("register.sqlite_too_old", found=settings.SQLITE_VERSION)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            refuse_mighty_account(cursor)
    scanner_of(settings.PERMU_CLAMD)
    receiver_of(settings.PERMU_SYSLOG)
    call_command("migrate", verbosity=0, interactive=False)


def _people(host: str, demo: Path | None) -> list[str]:
    """Who can sign in, as lines to print: passwords are shown here and nowhere else."""
    from permu.doors.site.demo import load_demo
    from permu.register.actions import Newcomer, admit
    from permu.register.models import Role, User

    if demo is not None:
        return load_demo(demo, is_local=host in ("127.0.0.1", "localhost", "::1"))
    if User.objects.exists():
        return []
    lines = [
        "首批账号（口令只显示这一次，登录后须修改） first accounts, their passwords shown once:"
    ]
    for role, what in FIRST.items():
        user, password = admit(Newcomer(username=role, role=Role(role)), by=None)
        lines.append(f"  {user.username:<8} {password}   {what}")
    return [*lines, ""]


def _web(host: str, port: int) -> subprocess.Popen[bytes]:
    arguments = f"--bind {host}:{port} --workers {WORKERS} --threads {THREADS} --timeout 120"
    program = [sys.executable, "-m", "gunicorn", "permu.doors.site.wsgi", "--log-level", "warning"]
    return subprocess.Popen([*program, *arguments.split()], start_new_session=True)


def _worker() -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "permu.doors.site", "worker"]
    return subprocess.Popen(program, start_new_session=True)


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    """Stay until the web server ends; a worker that dies is started again."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    web, worker = children
    while web.poll() is None:
        if worker.poll() is not None:
            children[1] = worker = _worker()
        time.sleep(0.5)
