"""`python -m permu.doors.site add_person`: gives a person an account, with a password to change at once."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permu.register.actions import add_person
from permu.register.models import Enterprise, Role, User
from permu.terms.refusal import Refused


class Command(BaseCommand):
    """Add a person."""

    help = "Give a person an account: add_person USERNAME --role clerk|leader|enterprise [--credit-code CODE]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name, role, and the enterprise of a person of one."""
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--name", default="")
        parser.add_argument("--credit-code", default="")

    def handle(self, *_: Any, **options: Any) -> None:
        """Add the person and print the first password, once."""
        password = secrets.token_urlsafe(12)
        enterprise = Enterprise.objects.filter(credit_code=options["credit_code"]).first()
        if (options["role"] == Role.ENTERPRISE) != (enterprise is not None):
            raise CommandError("--credit-code: 企业角色须指明一家已登记的企业，其他角色不能指明")
        try:
            user = add_person(
                options["username"],
                password,
                role=Role(options["role"]),
                enterprise=enterprise,
                name=options["name"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        User.objects.filter(pk=user.pk).update(must_change_password=True)
        self.stdout.write(f"{user.username}  {password}")
