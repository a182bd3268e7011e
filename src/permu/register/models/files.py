"""Files as they were received, kept under their digest."""

from pathlib import Path

from django.conf import settings
from django.db import models


class StoredFile(models.Model):
    """One upload. Its bytes lie under their SHA-256, once however often they come."""

    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    name = models.CharField("原文件名", max_length=200)
    size = models.BigIntegerField("字节数")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads"
    )
    uploaded_at = models.DateTimeField("收到时间", auto_now_add=True)

    class Meta:
        """Newest first."""

        verbose_name = "收到的文件"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return Path(settings.PERMU_DATA) / "files" / self.sha256[:2] / self.sha256
