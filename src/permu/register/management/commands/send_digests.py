"""`python -m permu.doors.site send_digests`: once a day, what people were told, by the channel that the office has."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from permu.register.actions import deliver, make_digests, undelivered
from permu.register.channels import channel_of
from permu.register.vault import with_secrets
from permu.terms.refusal import Refused


class Command(BaseCommand):
    """Make the day's messages and deliver what is undelivered; run it again as often as you like."""

    help = (
        "Put each person's notices together, one message a day, and deliver them by PERMU_CHANNEL"
    )

    def handle(self, *_: Any, **__: Any) -> None:
        """Exit 1 where something stays undelivered, so that whoever runs it hears of it."""
        try:
            channel = channel_of(with_secrets(os.environ))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        made = make_digests(timezone.localdate())
        if channel is None:
            self.stdout.write(f"新消息 {made} 条。没有设置 PERMU_CHANNEL，只在网页“通知”中显示。")
            return
        found = list(undelivered())
        failed = [one for one in found if not deliver(one, channel)]
        self.stdout.write(
            f"新消息 {made} 条，送达 {len(found) - len(failed)} 条，未送达 {len(failed)} 条。"
        )
        for one in failed:
            self.stdout.write(f"  {one.person.username}：{one.problem}")
        if failed:
            raise CommandError("有消息没有送达，原因见上；下次运行会再发。")
