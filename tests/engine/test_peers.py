"""Of each indicator the median and the best of the ranking, exactly; of fewer than three nothing."""

from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.explanation import rankings
from permu.engine.explanation.peers import LEAST, Peers
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.rounding import rounded
from tests.engine import builders as b
from tests.engine.test_pools import BY_CLUSTER, ROWS


def peers(method: Method, facts: Facts, place: int = 0) -> Peers:
    evaluation = evaluate(method, facts)
    subject = evaluation.table["subject"][place]
    return rankings(evaluation, method, facts).of(subject)["tax_per_mu"]


@given(st.lists(st.integers(0, 10**6), min_size=LEAST, max_size=9))
def test_the_median_and_the_best_are_those_of_everybody_ranked(taxes: list[int]) -> None:
    found = peers(b.method(b.group()), b.taxed(*taxes))

    exact = [Fraction(tax) for tax in taxes]
    assert (found.median, found.best) == (str(rounded(median(exact), 4)), str(rounded(max(exact), 4)))  # fmt: skip
    assert (found.stands in ("best", "better")) == (exact[0] > median(exact) or exact[0] == max(exact))  # fmt: skip


@given(st.lists(st.integers(1, 99), min_size=1, max_size=LEAST - 1))
def test_of_fewer_than_three_nothing_is_said(taxes: list[int]) -> None:
    assert peers(b.method(b.group()), b.taxed(*taxes)) == Peers(
        subjects=len(taxes), median="", best="", stands=""
    )


def test_the_best_is_the_least_where_lower_is_better() -> None:
    judged = b.indicator(scoring="inverse", benchmark=b.benchmark("best"))

    found = peers(b.method(b.group(judged)), b.taxed(8, 2, 4))

    assert (found.best, found.median, found.stands) == ("2.0000", "4.0000", "worse")


def test_a_pool_is_told_of_its_own_ranking_alone() -> None:
    found = [peers(b.method(BY_CLUSTER), b.facts(ROWS), place) for place in (1, 3, 6)]

    assert [(one.subjects, one.median, one.best) for one in found] == [
        (3, "6.0000", "9.0000"), (2, "", ""), (1, "", ""),
    ]  # fmt: skip


def test_who_has_no_value_is_no_contributor() -> None:
    rows = [{"evaluated_tax": tax, "land_area": 1} for tax in (1, 3, 5, None)]
    group = b.group(b.indicator(when_missing="zero"))

    found = peers(b.method(group), b.facts(rows), place=3)

    assert (found.subjects, found.median, found.stands) == (3, "3.0000", "")
