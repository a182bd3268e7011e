"""`python -m permu.doors.site remind`: makes the day's reminders, one a department, for a clock to call."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from permu.evaluations.actions import daily_digest
from permu.terms.workdays import workday


class Command(BaseCommand):
    """Make the day's reminders and print them."""

    help = "Make the day's reminders, one a department, and print them; on a holiday nothing. Twice a day is once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, where it is not today."""
        parser.add_argument("--day", metavar="YYYY-MM-DD")

    def handle(self, *_: Any, **options: Any) -> None:
        """Print each text, an empty line between them."""
        try:
            day = date.fromisoformat(options["day"]) if options["day"] else timezone.localdate()
        except ValueError as wrong:
            raise CommandError("--day：请写成 2026-03-08 这样的日期。") from wrong
        if not workday(day).is_working:
            self.stdout.write(f"{day} 不是工作日，没有生成提醒。")
            return
        texts = [digest.text for digest in daily_digest(day)]
        self.stdout.write("\n\n".join(texts) or f"{day} 没有要提醒的部门。")
