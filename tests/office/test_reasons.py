"""Who has no grade is told why in the list, and who has a rule that nobody could decide is counted."""

import pytest
from django.utils import translation

from permu.engine import load_result
from permu.evaluations.actions import add_files, held_findings, start_import, start_run
from permu.evaluations.models import Round, Run
from permu.evaluations.reasons import reason
from permu.evaluations.stored import working_sheet
from permu.register.jobs import work
from tests.office.conftest import uploads

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_everybody_without_a_grade_has_a_reason_in_both_languages(evaluated: Run):
    apart = evaluated.results.exclude(state="graded")
    assert apart.exists()
    for language in ("zh-hans", "en"):
        with translation.override(language):
            reasons = {result.subject: reason(result) for result in apart}
        assert all(reasons.values()), reasons
        assert not any("{" in text or ":" in text for text in reasons.values())


def test_the_list_says_the_reason_beside_the_state(evaluated: Run, clerk, page_of):
    someone = evaluated.results.filter(state="deferred", state_rule__startswith="held:").first()

    page = page_of(clerk).get(f"/runs/{evaluated.pk}/?q={someone.subject}").content.decode()

    assert "存疑，待核实" in page
    assert someone.state_rule not in page


def test_a_list_whose_stored_method_is_lost_is_shown_without_reasons(run: Run, clerk, page_of):
    answer = page_of(clerk).get(f"/runs/{run.pk}/?state=exempt")

    assert answer.status_code == 200
    assert "免评" in answer.content.decode()


@pytest.fixture
def without_accidents(round_: Round, clerk, workbooks) -> Run:
    """A run without the list of accidents, on which a veto hangs."""
    sent = [path for path in workbooks if not path.name.startswith("08_")]
    add_files(round_, uploads(sent), by=clerk)
    work(start_import(round_, by=clerk, key="reading").pk)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="running").pk)
    run: Run = round_.runs.get()
    return run


def test_the_undecided_are_the_engines_and_the_pages_count_lists_and_mark_them(
    without_accidents: Run, clerk, page_of
):
    evaluated = without_accidents
    table = load_result(evaluated.folder).evaluation.table
    undecided = {row["subject"] for row in table.iter_rows(named=True) if row["unsure"]}
    assert undecided
    page = page_of(clerk)

    for address in (f"/runs/{evaluated.pk}/", f"/runs/{evaluated.pk}/overview/"):
        assert f"{len(undecided)} 户有规则因缺数据未能判断" in page.get(address).content.decode()
    listed = page.get(f"/runs/{evaluated.pk}/?decided=unsure")
    assert listed.context["page"].paginator.count == len(undecided)
    assert {row.subject for row in listed.context["page"]} <= undecided
    someone = evaluated.results.exclude(unsure="").first()
    assert any(rule.is_unsure for rule in working_sheet(someone).rules)
    assert "未能判断" in page.get(f"/sheets/{someone.pk}/").content.decode()
