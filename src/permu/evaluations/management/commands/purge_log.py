"""`python -m permu.doors.site purge_log FILE`: moves lines of the audit log that are past their term into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permu.evaluations.actions import purge_log
from permu.evaluations.publishing.purging import LEAST_DAYS
from permu.terms.refusal import Refused


class Command(BaseCommand):
    """Move old lines, and say how many and the file's digest."""

    help = "Move the audit log's lines behind publications older than DAYS into a file, and note it in the log"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and how old."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--days", type=int, default=LEAST_DAYS)

    def handle(self, *_: Any, **options: Any) -> None:
        """Exit 1 where nothing may be removed."""
        try:
            done = purge_log(options["file"], days=options["days"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if done is None:
            self.stdout.write("没有可以清除的日志：只清除早于期限的发布之前的那些行。")
            return
        self.stdout.write(
            f"已把第 {done.publication} 次发布之前的 {done.lines} 行日志移到 {options['file']}。\n"
            f"SHA-256 {done.sha256}（审计日志里也记了）。请把这个文件另存一处。"
        )
