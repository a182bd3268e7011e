"""`python -m permu.doors.site add_person`: gives a person an account, with a password to change at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from permu.register.actions import admit
from permu.register.forms import PersonForm
from permu.register.models import Place, Role
from permu.terms.refusal import Refused


class Command(BaseCommand):
    """Add a person."""

    help = "Give a person an account: add_person USERNAME --role clerk|town|department|leader|enterprise|admin|auditor [--credit-code CODE] [--town NAME] [--department NAME]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name, role, and whose the person is: an enterprise's, a town's or a department's."""
        parser.add_argument("username")
        parser.add_argument("--role", choices=Role.values, required=True)
        parser.add_argument("--name", default="")
        for belonging in ("--credit-code", "--town", "--department"):
            parser.add_argument(belonging, default="")

    def handle(self, *_: Any, **options: Any) -> None:
        """Add the person and print the first password, once."""
        said = {
            name: options[name]
            for name in ("username", "role", "name", "credit_code", "department")
        }
        town = Place.objects.filter(kind=Place.Kind.TOWN, name=options["town"]).first()
        if options["town"] and town is None:
            raise CommandError("--town: 没有这个乡镇；先读取企业名册")
        form = PersonForm(said | {"name": options["name"] or options["username"], "town": town})
        if not form.is_valid():
            raise CommandError(
                "；".join(str(one) for errors in form.errors.values() for one in errors)
            )
        try:
            user, password = admit(form.newcomer, by=None)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{user.username}  {password}")
