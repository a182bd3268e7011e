"""An enterprise's own page: its figures beside its group's and last year's, how sure its grade is, what follows."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from permu.engine.explanation.peers import LEAST
from permu.evaluations.actions import share_results
from permu.evaluations.actions.publications import publish
from permu.evaluations.models import Publication, Result, Round, Run
from permu.evaluations.own import comparing
from permu.evaluations.own.sureness import edges
from permu.evaluations.robustness import worked_out
from permu.evaluations.stored import working_sheet
from permu.register.actions import Newcomer, add_person
from permu.register.models import Role, User
from tests.office.conftest import add_result

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def shared(evaluated: Run, clerk: User) -> Run:
    share_results(evaluated, by=clerk)
    return evaluated


@pytest.fixture
def own(page_of) -> Callable[[Result], Client]:
    """The browser of a result's enterprise."""

    def sign_in(result: Result) -> Client:
        about = Newcomer(username="own", role=Role.ENTERPRISE, enterprise=result.enterprise)
        return page_of(add_person(about, "x"))

    return sign_in


def graded(run: Run, **about: object) -> Result:
    found = run.results.filter(state="graded", **about).first()
    assert found is not None
    return found


def test_it_shows_each_indicator_beside_the_groups_median_and_best(shared: Run, own):
    result = graded(shared, grade="B")

    answer = own(result).get("/mine/")

    text, plain = answer.content.decode(), answer.context["plain"]
    own_lines = {line.label: line.value for line in working_sheet(result).indicators}
    assert [(one.line.label, one.line.value) for one in plain] == list(own_lines.items())
    for one in plain:
        assert one.peers.subjects >= LEAST
        assert f"<dd>{one.peers.median}</dd>" in text
        assert f"<dd>{one.peers.best}</dd>" in text


def test_it_hides_what_fewer_than_three_contribute_and_says_so(shared: Run, own, monkeypatch):
    monkeypatch.setattr("permu.engine.explanation.peers.LEAST", 10**6)
    comparing._rankings.cache_clear()

    text = own(graded(shared)).get("/mine/").content.decode()

    assert "本组中位数" not in re.sub(r"<p class=\"hint\">.*?</p>", "", text)
    assert "不显示中位数和最好值" in text


def test_it_tells_last_years_grade_and_values_of_a_published_list_alone(shared: Run, own, clerk):
    result = graded(shared)
    page = own(result)
    earlier = Round.objects.create(
        key="b", year=shared.round.year - 1, title="上年度评价", method="sample",
        as_of=shared.round.as_of, created_by=clerk,
    )  # fmt: skip
    last = Run.objects.create(
        round=earlier, number=1, method_id="m", method_title="办法", method_digest="",
        facts_digest="", evaluation_digest="", engine="", open_findings=0, counts={},
        created_by=clerk,
    )  # fmt: skip
    add_result(last, result.enterprise, grade="C", rank=1, score="61.5")
    share_results(last, by=clerk)

    before = page.get("/mine/").content.decode()
    publish(last, Publication.Kind.FINAL, by=clerk)
    after = page.get("/mine/").content.decode()

    assert "上年等级" not in before
    assert "上年等级" in after
    assert "上年综合得分 61.50 分" in after
    assert "<dt>上年</dt>" not in after  # its run is lost: a grade, no values


def test_it_tells_last_years_values_in_the_same_unit(shared: Run, own):
    result = graded(shared)
    lines = comparing._lines(result)
    before = comparing.LastYear(result, lines)

    assert lines
    assert all(before.value_of(line) == line.value for line in lines.values())
    other = comparing.LastYear(result, {})
    assert {other.value_of(line) for line in lines.values()} == {""}


def test_it_says_in_how_many_draws_the_grade_stays(shared: Run, own):
    worked_out(shared, "weights")
    result = graded(shared, grade="B")

    answer = own(result).get("/mine/")

    drawn = answer.context["drawn"]
    assert drawn.own + sum(count for _, count in drawn.others) == drawn.draws
    assert f"有 {drawn.own:,} 次仍是 B" in answer.content.decode()


def test_it_says_where_it_stands_in_its_grade_where_nothing_was_drawn(shared: Run, own):
    result = graded(shared, grade="B", grade_by_rank="B")

    answer = own(result).get("/mine/")

    found = edges(result)
    assert answer.context["drawn"] is None
    assert found is not None
    same = shared.results.filter(group=result.group, pool=result.pool, grade_by_rank="B")
    assert (found.all, found.before) == (same.count(), same.filter(rank__lt=result.rank).count())
    assert edges(next(one for one in shared.results.filter(grade="D") if one.grade_by_rank != "D")) is None  # fmt: skip
    assert f"之后的 {found.behind} 家" in answer.content.decode()


def test_it_says_first_which_rule_set_the_grade(shared: Run, own):
    vetoed = next(one for one in shared.results.filter(grade="D") if one.grade_by_rank == "A")

    text = own(vetoed).get("/mine/").content.decode()

    [effect] = [rule.effect for rule in working_sheet(vetoed).rules if rule.kind == "veto"]
    assert text.index(effect) < text.index("亩均税收")
