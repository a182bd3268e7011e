"""Whoever prints a 数据确认表 prints the figures that an answer is held against."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from permu.evaluations.actions import ask_confirmation
from permu.evaluations.confirming.figures import digest_of, shown_of
from permu.evaluations.models import Round
from permu.register.actions import Newcomer, add_person
from permu.register.models import Enterprise, Record, Role, User
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def printed(response) -> str:
    pages = PdfReader(BytesIO(b"".join(response.streaming_content))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_the_form_has_the_digest_that_an_answer_states_and_only_its_own_people_print_it(
    page_of, read: Round, clerk: User
):
    asked = ask_confirmation(read, closes_at=timezone.now() + timedelta(days=5), by=clerk, key="a")
    own, other = Enterprise.objects.filter(town__isnull=False).order_by("credit_code")[:2]
    owner = add_person(Newcomer(username="own", role=Role.ENTERPRISE, enterprise=own), PASSWORD)
    town = add_person(Newcomer(username="t", role=Role.TOWN, town=own.town), PASSWORD)
    address = f"/confirmings/{asked.pk}/enterprises/{own.pk}/form.pdf"
    figures = shown_of(read, own.credit_code)

    text = printed(page_of(owner).get(address))
    assert digest_of(figures) in text
    assert all("".join(one.said.split()) in text for one in figures)
    assert "没有答复的，视为无异议" in text

    assert page_of(town).get(address).status_code == 404  # taxes stand on it
    strange = f"/confirmings/{asked.pk}/enterprises/{other.pk}/form.pdf"
    assert page_of(owner).get(strange).status_code == 404
    assert not Record.objects.filter(verb="read_sheet").exists()
    page_of(clerk).get(address)
    assert Record.objects.get(verb="read_sheet").actor == clerk
