"""Tells Django of this room."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """The evaluations."""

    name = "permu.evaluations"
    label = "evaluations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "评价"

    def ready(self) -> None:
        """Let the queue know this room's jobs, and the log its verbs."""
        from permu.evaluations import jobs  # noqa: F401 — importing it registers them
        from permu.evaluations.verbs import VERBS
        from permu.register.verbs import name_verbs

        name_verbs(VERBS)
