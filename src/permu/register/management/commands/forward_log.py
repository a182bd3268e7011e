"""`python -m permu.doors.site forward_log`: sends the audit log's lines on now; the worker does so by itself."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from permu.register.actions import forward_log
from permu.register.syslog import receiver_of
from permu.terms.refusal import Refused


class Command(BaseCommand):
    """Send what waits."""

    help = "Send the audit log's lines to the system of PERMU_SYSLOG, those that it has not; as often as you like"

    def handle(self, *_: Any, **__: Any) -> None:
        """Exit 1 where lines wait on, so that whoever runs it hears of it."""
        try:
            receiver = receiver_of(settings.PERMU_SYSLOG)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if receiver is None:
            self.stdout.write("没有设置 PERMU_SYSLOG，审计日志只在本系统里。")
            return
        done = forward_log(receiver, settings.PERMU_SYSLOG)
        self.stdout.write(f"审计日志送出 {done.lines} 行。")
        if done.problem:
            raise CommandError(
                f"还有日志没有送出（{done.problem}），一行也没有丢，下次接着送。"
                "请检查 PERMU_SYSLOG 所指的系统、它的证书和网络。"
            )
