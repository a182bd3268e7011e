"""ASVS V14: what is confidential is in no address, no cache and no other place than it must be."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.utils import timezone

from permu.register.actions import NewClient, open_client
from permu.register.models import Client
from tests.office.asvs.source import importers, templates

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(clerk, admin) -> str:
    day = timezone.localdate() + timedelta(days=1)
    asked = NewClient(
        name="x", account=clerk, scopes=tuple(Client.Scope), per_minute=9, expires_on=day
    )
    return open_client(asked, by=admin)[1]


def test_a_token_counts_in_its_header_alone(token: str):
    address = "/api/v1/rounds"
    for asked in (f"?token={token}", f"?access_token={token}", f"?Authorization=Bearer%20{token}"):
        assert Browser().get(address + asked).status_code == 401
    assert Browser(headers={"cookie": f"token={token}"}).get(address).status_code == 401
    assert Browser(headers={"authorization": f"Bearer {token}"}).get(address).status_code == 200


def test_answers_to_programs_stay_out_of_caches(token: str):
    for headers in ({}, {"authorization": f"Bearer {token}"}):
        assert Browser(headers=headers).get("/api/v1/rounds").headers["Cache-Control"] == "no-store"


def test_exports_and_papers_stay_out_of_caches(auditor, page_of):
    for address in ("/log/", "/log.csv", "/rights.csv"):
        assert page_of(auditor).get(address).headers["Cache-Control"] == "no-store"


def test_passwords_and_files_are_sent_in_the_body_alone():
    seen = 0
    for name, text in templates().items():
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            if 'type="password"' in form or 'type="file"' in form:
                seen += 1
                assert 'method="post"' in form.partition(">")[0], name
    assert seen >= 3


def test_no_page_or_figure_is_kept_in_a_cache_of_the_server():
    assert not importers("django.core.cache", "django.views.decorators.cache.cache_page")


def test_no_page_asks_for_anything_elsewhere():
    for name, text in templates().items():
        asked = re.findall(
            r"""(?:src|srcset|action|<link[^>]*href)=["']?(https?:|//)[^"' >]*""", text
        )
        assert not asked, name


def test_the_browser_keeps_no_copy_of_pages_it_left(clerk, page_of):
    assert '"historyCacheSize": 0' in page_of(clerk).get("/rounds/").content.decode()


def test_a_file_that_was_refused_is_kept_nowhere(round_, clerk, page_of, settings):
    bad = SimpleUploadedFile("x.exe", b"MZ")
    page_of(clerk).post(f"/rounds/{round_.pk}/upload/", {"files": bad})
    assert not [path for path in (settings.PERMU_DATA / "files").rglob("*") if path.is_file()]
    assert not round_.files.exists()
