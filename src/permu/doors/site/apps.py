"""Tells Django of the frame."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The frame; it compiles the English catalogue where the machine has none yet."""

    name = "permu.doors.site"
    label = "site"
    verbose_name = "亩均"

    def ready(self) -> None:
        """Make the catalogues before the first word is translated."""
        from permu.doors.site.catalogs import compile_catalogs

        compile_catalogs()
