"""Tells Django of this room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "permu.register"
    label = "register"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "登记"

    def ready(self) -> None:
        """Note every session at its sign-in, whichever way that comes."""
        from django.contrib.auth.signals import user_logged_in

        from permu.register.sessions import begin

        user_logged_in.connect(begin, dispatch_uid="register")
