"""What a leader reads of a run: grades by place, movers, money, unsure grades; and what never leaves the office."""

import io
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from permu.evaluations.actions import share_results
from permu.evaluations.actions.consequences import review_measure
from permu.evaluations.actions.publications import publish
from permu.evaluations.consequences.lines import final_of, handed
from permu.evaluations.grades import Look
from permu.evaluations.leading.money import money_of
from permu.evaluations.leading.places import SHADES, PlaceMix, place_mixes
from permu.evaluations.models import Publication, Round, Run
from permu.evaluations.robustness import within_reach, worked_out
from permu.register.models import Enterprise, Place, User
from tests.office.conftest import add_result
from tests.office.test_consequences import POWER, published, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
__all__ = ["published"]
GRADES = ("A", "B", "C", "D")


def overview(run: Run, user: User, page_of):
    return page_of(user).get(f"/runs/{run.pk}/overview/")


def test_each_towns_tile_says_its_share_of_the_two_best_grades(evaluated: Run, clerk, page_of):
    answer = overview(evaluated, clerk, page_of)

    text, tiles = answer.content.decode(), answer.context["tiles"]
    graded = evaluated.results.filter(state="graded")
    assert {one.place for one in tiles} == set(graded.values_list("town", flat=True)) - {""}
    for one in tiles:
        grades = Counter(graded.filter(town=one.place).values_list("grade", flat=True))
        assert one.share == Fraction(grades["A"] + grades["B"], grades.total())
        assert f"A+B 类 {one.good} / {one.total} 户" in text


def test_a_town_park_and_cluster_have_every_graded_enterprise_once(evaluated: Run):
    for kind, mixes in place_mixes(evaluated, GRADES).items():
        placed = evaluated.results.filter(state="graded").exclude(**{kind: ""}).count()
        assert sum(one.total for one in mixes) == placed


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_tile_is_darkest_for_all_good_ones_alone(good: int, poor: int):
    if good + poor:
        found = PlaceMix("青山镇", (("A", good), ("D", poor)), good)
        assert 0 <= found.shade <= SHADES
        assert (found.shade == SHADES) == (poor == 0)


@pytest.fixture
def moved(run: Run, enterprise, other_enterprise, clerk) -> Run:
    """A year after one in which the first had a C and others what they have now."""
    earlier = Round.objects.create(
        key="b", year=run.round.year - 1, title="上年度评价", method="sample",
        as_of=run.round.as_of, created_by=clerk,
    )  # fmt: skip
    last = Run.objects.create(
        round=earlier, number=1, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=clerk,
    )  # fmt: skip
    add_result(last, enterprise, grade="C", rank=1)
    for number in range(12):
        someone = Enterprise.objects.create(
            credit_code=f"91990101MA000010{number:02}", name=f"样例{number}有限公司"
        )
        add_result(last, someone, grade="A", rank=number + 2)
        add_result(run, someone, grade="D" if number == 3 else "B", rank=number + 2)
    publish(last, Publication.Kind.FINAL, by=clerk)
    return run


def test_movers_are_counted_by_how_far_and_the_farthest_named(moved: Run, leader, page_of, monkeypatch):  # fmt: skip
    monkeypatch.setattr(
        "permu.evaluations.views.overview.looks", lambda _: dict.fromkeys(GRADES, Look("plain", ""))
    )
    share_results(moved, by=moved.created_by)

    answer = overview(moved, leader, page_of)

    found = answer.context["moves"]
    assert (found.year.up, found.year.down, found.same) == (1, 12, 0)
    assert found.sizes == [(2, 2, 1), (-1, 1, 11), (-3, 3, 1)]
    assert [one.steps for one in found.shown[:2]] == [-3, 2]
    assert (len(found.shown), found.rest) == (10, 3)
    text = answer.content.decode()
    assert "上升 1 户，下降 12 户" in text
    assert "另有 3 户变动" in text


def test_without_a_list_of_last_year_nothing_is_said_of_movers(evaluated: Run, clerk, page_of):
    assert overview(evaluated, clerk, page_of).context["moves"] is None


def test_money_is_what_is_handed_over_and_what_may_not_run_stands_apart(published, leader, page_of, clerk):  # fmt: skip
    review_measure(published, said_of(published), by=clerk, key="a")
    run = published.shared_run

    money = money_of(run)

    assert money is not None
    final = final_of(published)
    assert final is not None
    for kind in money.kinds:
        for one in kind.totals:
            [line] = handed(final, only=one.judged.measure.id)
            assert (one.amount, one.count) == (line.total, len(line.lines))
    assert [one.judged.measure.id for kind in money.kinds for one in kind.totals] == [POWER]
    assert POWER not in [one.measure.id for one in money.apart]
    text = overview(run, leader, page_of).content.decode()
    assert f"{Decimal(money.kinds[0].amount).scaleb(-2):,.2f}" in text
    assert "不执行的，不计入" in text


def test_nothing_is_paid_for_a_run_that_is_not_published(evaluated: Run, clerk, page_of):
    assert overview(evaluated, clerk, page_of).context["money"] is None


def test_the_least_sure_grades_are_named_with_how_often_they_stay(evaluated: Run, clerk, page_of):
    worked_out(evaluated, "weights")
    reach = within_reach(evaluated)
    assert reach

    found = overview(evaluated, clerk, page_of).context["fragile"]

    assert found.all == len(reach)
    assert sum(count for _, count in found.counts) == len(reach)
    assert found.shown[0][0].subject == min(reach, key=lambda one: (reach[one], one))


def test_the_page_asks_the_database_a_bounded_number_of_times(published, leader, page_of):
    page, address = page_of(leader), f"/runs/{published.shared_run_id}/overview/"
    page.get(address)

    with CaptureQueriesContext(connection) as queries:
        assert page.get(address).status_code == 200

    assert len(queries) <= 16, [query["sql"][:90] for query in queries]


def test_what_goes_to_a_town_or_the_public_holds_no_sum_of_figures(
    published, town, leader, page_of
):
    """A sum over one or two enterprises would tell each the other's: none leaves the office at all."""
    run = published.shared_run
    place = run.results.filter(state="graded").first().town
    town.place = Place.objects.get_or_create(kind=Place.Kind.TOWN, name=place)[0]
    town.save()
    known = run.results.exclude(tax=None).exclude(land=None)
    sums = Counter()
    for row in known.values_list("town", "park", "cluster", "tax"):
        for name in row[:3]:
            sums[name] += row[3]
    told = {
        f"{Decimal(whole).scaleb(-6):{form}}"
        for whole in [*sums.values(), *known.values_list("tax", flat=True)]
        for form in (",.0f", ",.2f", ".2f")
        if whole > 10**9  # from 1,000 on: no count and no part of a digest looks so
    }
    final = published.publications.get()
    book = page_of(leader).get(f"/publications/{final.pk}/list.xlsx")
    cells = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))
        for row in sheet.rows
        for cell in row
    ]
    pages = [page_of(town).get("/town/").content.decode(), "\n".join(cells)]

    assert told
    assert not [figure for figure in told for text in pages if figure in text]
    assert [page_of(town).get(path).status_code for path in (f"/runs/{run.pk}/overview/", "/overview/")] == [404, 404]  # fmt: skip
