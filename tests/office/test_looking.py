"""What a clerk and an enterprise see of a run: lists, exports, cells, sheets, sums."""

import csv
import io
import re
from fractions import Fraction

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.evaluations.actions import (
    share_results,
)
from permu.evaluations.models import Round, RoundFinding, Run
from permu.register.actions import Newcomer, add_person
from permu.register.models import Enterprise, Record, Role
from permu.terms.refusal import Refused
from permu.terms.rounding import rounded
from tests.office.conftest import add_result

pytestmark = pytest.mark.django_db


def test_results_are_filtered_searched_sorted_and_paged_by_the_server(
    evaluated: Run, clerk, page_of
):
    page = page_of(clerk)

    def names(query: str) -> list[str]:
        return [row.name for row in page.get(f"/runs/{evaluated.pk}/?{query}").context["page"]]

    best = evaluated.results.exclude(score=None).order_by("-score", "pk").first()
    someone = evaluated.results.order_by("name").first()
    assert names("sort=-score")[0] == best.name
    assert len(names("")) == 50
    assert len(names("page=3")) == 20
    assert len(names("page=99")) == 20
    assert names(f"q={someone.subject}") == [someone.name]
    assert set(names("grade=A")) <= set(
        evaluated.results.filter(grade="A").values_list("name", flat=True)
    )
    assert names("town=nowhere") == []
    assert names("sort=password") == names("")


def test_missing_scores_stand_last_whichever_way_a_list_is_sorted(evaluated: Run, clerk, page_of):
    for sort in ("score", "-score"):
        shown = page_of(clerk).get(f"/runs/{evaluated.pk}/?sort={sort}&page=3").context["page"]
        assert shown[len(shown) - 1].score is None


@pytest.mark.parametrize(
    ("address", "most"),
    [("/rounds/", 32), ("/rounds/{round}/", 20), ("/rounds/{round}/findings/", 12),
     ("/runs/{run}/", 9), ("/runs/{run}/overview/", 10)],
)  # fmt: skip
def test_a_page_asks_the_database_a_bounded_number_of_times(
    evaluated: Run, clerk, page_of, address, most
):
    page = page_of(clerk)
    address = address.format(round=evaluated.round_id, run=evaluated.pk)
    page.get(address)  # the session is written on the first visit

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert page.get(address).status_code == 200

    assert len(queries) <= most, [query["sql"][:90] for query in queries]


def test_findings_go_out_as_a_workbook_and_as_text_with_no_formula(read: Round, clerk, page_of):
    RoundFinding.objects.create(
        round=read, number=999, severity="error", code="x.y", text_zh="=HYPERLINK(1)", text_en="="
    )
    page = page_of(clerk)

    book = b"".join(page.get(f"/rounds/{read.pk}/findings.xlsx").streaming_content)
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    last = list(sheet.rows)[-1]
    assert (last[8].value, last[8].data_type) == ("=HYPERLINK(1)", "s")
    text = b"".join(page.get(f"/rounds/{read.pk}/findings.csv").streaming_content)
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[-1][8] == "'=HYPERLINK(1)"
    assert len(rows) == 2 + read.findings.count()


def test_an_export_holds_what_the_list_is_filtered_to(read: Round, clerk, page_of):
    answer = page_of(clerk).get(f"/rounds/{read.pk}/findings.csv?severity=error")

    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2 + read.findings.filter(severity="error").count()


def test_an_unknown_export_does_not_exist(round_, clerk, page_of):
    assert page_of(clerk).get(f"/rounds/{round_.pk}/findings.exe").status_code == 404


def test_a_finding_leads_to_its_cell_as_the_sheet_shows_it(read: Round, clerk, page_of):
    finding = read.findings.exclude(cell="").exclude(sheet="").first()
    asked = {"sha256": finding.sha256, "sheet": finding.sheet, "cell": finding.cell}

    answer = page_of(clerk).get(f"/rounds/{read.pk}/cell/", asked)

    assert finding.file in answer.content.decode()
    assert re.search(r'class="[^"]*\btarget\b', answer.content.decode())
    absent = page_of(clerk).get(f"/rounds/{read.pk}/cell/", asked | {"cell": "no cell"})
    assert absent.status_code == 200
    assert 'class="message error"' in absent.content.decode()


@settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(place=st.text() | st.from_regex(r"[A-Z]{1,4}[0-9]{1,12}", fullmatch=True), sheet=st.text())
def test_whatever_place_of_a_workbook_is_asked_for_is_shown_or_refused_in_words(
    received, clerk, page_of, place, sheet
):
    sha256 = received.files.get(stored__name__contains="08_").stored.sha256
    asked = {"sha256": sha256, "sheet": sheet, "cell": place}

    assert page_of(clerk).get(f"/rounds/{received.pk}/cell/", asked).status_code == 200


def test_the_working_sheet_shows_the_way_from_the_cell_to_the_grade(evaluated, clerk, page_of):
    result = evaluated.results.filter(state="graded").first()

    page = page_of(clerk).get(f"/sheets/{result.pk}/").content.decode()

    assert result.name in page
    assert "03_税务局_入库税款.xls" in page
    assert "第四条" in page or "第五条" in page
    assert evaluated.evaluation_digest in page


def test_an_enterprise_reads_its_own_result_in_plain_words(evaluated, clerk, page_of):
    share_results(evaluated, by=clerk)
    result = evaluated.results.filter(state="graded", grade="B").first()
    owner = add_person(
        Newcomer(username="own", role=Role.ENTERPRISE, enterprise=result.enterprise), "x"
    )

    page = page_of(owner).get("/mine/").content.decode()

    assert "为什么是 B" in page
    assert f"排第 {result.rank}" in page
    assert page_of(owner).get(f"/sheets/{result.pk}/sheet.pdf").getvalue().startswith(b"%PDF-")


def test_sharing_twice_is_refused_with_the_number(evaluated: Run, clerk):
    share_results(evaluated, by=clerk)

    with pytest.raises(Refused, match="第 1 次试算的结果已经下发"):
        share_results(evaluated, by=clerk)
    assert Record.objects.filter(verb="share_results").count() == 1


def test_the_results_workbook_goes_out_and_its_counts_are_the_runs(evaluated, clerk, page_of):
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/results.xlsx")

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    texts = {str(cell.value) for sheet in book for row in sheet.rows for cell in row}
    assert set(evaluated.results.values_list("subject", flat=True)) <= texts


def test_per_mu_tax_of_a_park_is_the_sum_of_tax_over_the_sum_of_land(
    evaluated: Run, clerk, page_of
):
    context = page_of(clerk).get(f"/runs/{evaluated.pk}/overview/").context
    parks = next(lines for kind, _, lines in context["yields"] if kind == "park")

    for line in parks:
        both = [
            result
            for result in evaluated.results.filter(park=line.place)
            if result.tax is not None and result.land
        ]
        tax, land = sum(one.tax for one in both), sum(one.land for one in both)
        assert (line.tax_per_mu, line.enterprises) == (rounded(Fraction(tax, land), 2), len(both))
        assert line.left_out == evaluated.results.filter(park=line.place).count() - len(both)
    assert [line.tax_per_mu for line in parks] == sorted(
        (line.tax_per_mu for line in parks), reverse=True
    )


def test_the_grade_mix_adds_up_to_the_graded(evaluated: Run, clerk, page_of):
    context = page_of(clerk).get(f"/runs/{evaluated.pk}/overview/").context

    assert sum(mix.total for mix in context["mix"]) == evaluated.counts["graded"]
    assert all(sum(part.count for part in mix.slices) == mix.total for mix in context["mix"])


def test_a_hostile_name_is_text_on_every_page(run: Run, clerk, page_of, other_enterprise):
    hostile = "<script>alert(1)</script>"
    enterprise = Enterprise.objects.create(credit_code=hostile, name=hostile)
    add_result(run, enterprise, score=1, park=hostile, tax=1, grade="A", rank=2)

    for address in (
        f"/runs/{run.pk}/",
        f"/runs/{run.pk}/?park={hostile}",
        f"/runs/{run.pk}/overview/",
    ):
        page = page_of(clerk).get(address).content.decode()
        assert hostile not in page
        assert "alert(1)" in page


def test_an_enterprise_finds_its_earlier_years_too(evaluated: Run, clerk, page_of):
    share_results(evaluated, by=clerk)
    result = evaluated.results.filter(state="graded").first()
    earlier_round = Round.objects.create(
        key="earlier", year=2024, title="2024 年度亩均效益综合评价", method="sample",
        as_of=evaluated.round.as_of, created_by=clerk,
    )  # fmt: skip
    earlier = Run.objects.create(
        round=earlier_round, number=1, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=clerk,
    )  # fmt: skip
    add_result(earlier, result.enterprise, grade="C", rank=2)
    share_results(earlier, by=clerk)
    owner = add_person(
        Newcomer(username="own", role=Role.ENTERPRISE, enterprise=result.enterprise), "x"
    )

    page = page_of(owner).get("/mine/").content.decode()

    assert f"为什么是 {result.grade}" in page  # of the newest year
    assert "2024 年度亩均效益综合评价" in page


def test_a_stored_result_that_is_lost_is_said_and_not_guessed(run: Run, clerk, page_of):
    page = page_of(clerk)
    sheet = page.get(f"/sheets/{run.results.first().pk}/")
    export = page.get(f"/runs/{run.pk}/results.xlsx", follow=True)

    assert sheet.status_code == 503
    assert "试算结果目录已不完整" in sheet.content.decode()
    assert "试算结果目录已不完整" in export.content.decode()


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    query=st.dictionaries(
        st.sampled_from(["q", "sort", "page", "town", "grade", "state", "severity", "status"]),
        st.text() | st.integers().map(str),
    ),
    number=st.integers(min_value=0),
)
def test_whatever_an_address_asks_for_gets_a_page_or_none(run: Run, clerk, page_of, query, number):
    page = page_of(clerk)

    assert page.get(f"/runs/{run.pk}/", query).status_code == 200
    assert page.get(f"/rounds/{run.round_id}/findings/", query).status_code == 200
    digest = {"sha256": query.get("q", "\0")}
    assert page.get(f"/rounds/{run.round_id}/cell/", digest).status_code == 404
    assert page.get(f"/sheets/{number + 10**6}/").status_code == 404
