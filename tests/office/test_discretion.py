"""What of others' figures a person sees: an enterprise none, a leader results but no department's cells."""

import io
import re

import openpyxl
import pytest
from pypdf import PdfReader

from permu.evaluations.actions import share_results
from permu.evaluations.models import Run
from permu.evaluations.stored import working_sheet
from permu.register.actions import Newcomer, add_person
from permu.register.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def shared(evaluated: Run, clerk) -> Run:
    share_results(evaluated, by=clerk)
    return evaluated


def test_no_enterprise_reads_another_ones_name_or_code_on_its_own_pages(shared: Run, page_of):
    names = dict(shared.results.values_list("subject", "name"))
    flagged = set(shared.round.findings.exclude(subject="").values_list("subject", flat=True))
    for result in shared.results.filter(subject__in=flagged):
        owner = add_person(
            Newcomer(username=result.subject, role=Role.ENTERPRISE, enterprise=result.enterprise),
            "x",
        )
        page = page_of(owner)
        text = "".join(
            page.get(address).content.decode() for address in ("/mine/", f"/sheets/{result.pk}/")
        )
        others = {
            word
            for subject, name in names.items()
            if subject != result.subject and name != result.name
            for word in (subject, name)
            if word in text.replace(result.name, "")
        }
        assert not others, (result.subject, others)


def test_an_enterprise_is_led_to_no_window_of_a_workbook(shared: Run, page_of):
    result = shared.results.filter(state="graded").first()
    owner = add_person(
        Newcomer(username="own", role=Role.ENTERPRISE, enterprise=result.enterprise), "x"
    )

    assert "/cell/" not in page_of(owner).get(f"/sheets/{result.pk}/").content.decode()


def test_a_leader_sees_each_result_and_no_departments_cell_of_it(
    shared: Run, leader, clerk, page_of
):
    result = shared.results.filter(state="graded").first()
    cells = re.compile(r'class="cell"|03_税务局|增值税')
    address = f"/sheets/{result.pk}/"

    seen = page_of(leader).get(address).content.decode()

    assert result.name in seen
    assert "亩均税收" in seen
    assert not cells.search(seen)
    assert cells.search(page_of(clerk).get(address).content.decode())


def test_a_leaders_pdf_and_workbook_hold_no_departments_cell_either(shared, leader, page_of):
    result = shared.results.filter(state="graded").first()
    page = page_of(leader)
    pdf = b"".join(page.get(f"/sheets/{result.pk}/sheet.pdf").streaming_content)
    book = b"".join(page.get(f"/runs/{shared.pk}/results.xlsx").streaming_content)

    printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert "亩均税收" in printed
    listed = "".join(
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(book))
        for row in sheet.rows
        for cell in row
    )
    raw = [
        cell.raw
        for line in working_sheet(result).indicators
        for part in line.numerator.parts
        for cell in part.cells
        if len(cell.raw) > 4
    ]
    assert raw
    for text in (printed, listed):
        assert "03_税务局" not in text
        assert not [figure for figure in raw if figure in text]
