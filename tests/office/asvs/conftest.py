"""The office as it is served over HTTPS."""

import runpy
from pathlib import Path

import pytest
from django.test import Client

from permu.doors.site import settings as module

PREFIXES = (
    "SESSION_COOKIE",
    "CSRF_COOKIE",
    "LANGUAGE_COOKIE",
    "SECURE_",
    "MESSAGE_",
    "HTTPS",
    "PERMU_PROXY",
)


@pytest.fixture
def over_https(settings, monkeypatch, tmp_path: Path) -> Client:
    """A browser, of an office whose environment says PERMU_HTTPS=1."""
    monkeypatch.setenv("PERMU_HTTPS", "1")
    monkeypatch.setenv("PERMU_DATA", str(tmp_path))
    for name, value in runpy.run_path(module.__file__).items():
        if name.startswith(PREFIXES):
            setattr(settings, name, value)
    return Client(headers={"x-forwarded-proto": "https", "host": "testserver"})
