"""Tells Django of this room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "permu.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "登记"
