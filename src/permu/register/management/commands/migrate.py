"""Django's `migrate`, but that each migration and the line that says it was made are one transaction.

Django writes that line after the transaction wherever statements are deferred to its end. Who is killed between the
two has tables of which nothing is said, and no later start gets past them.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import transaction
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class WholeMigrations(MigrationExecutor):
    """Makes each migration whole or not at all."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **options: Any
    ) -> ProjectState:
        """As Django's; SQLite alters tables only while foreign keys are not checked, which no transaction can change."""
        if not migration.atomic:
            return super().apply_migration(state, migration, *args, **options)
        with (
            self.connection.constraint_checks_disabled(),
            transaction.atomic(using=self.connection.alias),
        ):
            return super().apply_migration(state, migration, *args, **options)


migrate.MigrationExecutor = WholeMigrations  # type: ignore[attr-defined]  # the command takes no other


class Command(migrate.Command):
    """The command under its own name."""
