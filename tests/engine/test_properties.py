"""What must hold of every evaluation, whatever the figures."""

from decimal import Decimal

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.method.model import Benchmark, Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.strategies import facts, methods

TAXES = st.lists(
    st.integers(0, 10**8).map(lambda whole: Decimal(whole).scaleb(-6)), min_size=1, max_size=12
)
MORE = st.integers(1, 10**8).map(lambda whole: Decimal(whole).scaleb(-6))


def capped(benchmark: Benchmark, ties: str = "better") -> Method:
    kept = b.indicator(benchmark=benchmark, cap=Decimal("1.5"), floor=Decimal(0))
    return b.method(b.group(kept, grading=b.grading(ties=ties)))


def evaluated(method: Method, given_facts: Facts) -> Evaluation:
    """The evaluation; what the engine refuses is another test's."""
    try:
        return evaluate(method, given_facts)
    except Refused:
        assume(condition=False)
        raise


@given(TAXES, MORE)
def test_raising_a_numerator_never_lowers_its_owners_score_or_rank(
    taxes: list[Decimal], more: Decimal
) -> None:
    method = capped(b.published(20))
    before, after = (
        evaluate(method, b.taxed(first, *taxes[1:])).table for first in (taxes[0], taxes[0] + more)
    )

    assert after["score"][0] >= before["score"][0]
    assert after["rank"][0] <= before["rank"][0]


@given(TAXES, MORE)
def test_nor_where_the_benchmark_is_the_groups_mean_and_nobody_is_negative(
    taxes: list[Decimal], more: Decimal
) -> None:
    """A subject's own figure also raises the mean it is judged by; n ÷ (n + the others') still grows with n."""
    assume(sum(taxes))
    method = capped(b.benchmark("group_mean"))
    before, after = (
        evaluate(method, b.taxed(first, *taxes[1:])).table for first in (taxes[0], taxes[0] + more)
    )

    assert after["score"][0] >= before["score"][0]
    assert after["rank"][0] <= before["rank"][0]


@settings(max_examples=40, deadline=None)
@given(methods(), facts())
def test_equal_scores_get_equal_ranks_and_equal_grades_by_rank(
    method: Method, given_facts: Facts
) -> None:
    table = evaluated(method, given_facts).table
    rounded = [group.id for group in method.groups if group.score.decimals is not None]
    ranked = table.filter(pl.col("group").is_in(rounded), pl.col("rank").is_not_null())

    assert ranked.group_by("group", "score").agg(pl.struct("rank", "grade_by_rank").n_unique()).select(
        pl.nth(2).max()
    ).item() in (None, 1)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(methods(), facts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(method: Method, given_facts: Facts, random: object) -> None:
    rows = list(range(len(given_facts.table)))
    random.shuffle(rows)  # type: ignore[attr-defined]
    shuffled = Facts(
        table=given_facts.table[rows],
        cells=given_facts.cells,
        year=given_facts.year,
        as_of=given_facts.as_of,
    )
    assert evaluated(method, shuffled).digest == evaluated(method, given_facts).digest


@settings(max_examples=40, deadline=None)
@given(methods(), facts())
def test_counts_and_grades_add_up(method: Method, given_facts: Facts) -> None:
    evaluation = evaluated(method, given_facts)
    table = evaluation.table

    assert sum(evaluation.counts.values()) == len(given_facts.table)
    assert table["grade"].count() == evaluation.counts["graded"]
    scored = table.filter(pl.col("state").is_in(["graded", "scored", "ungraded"]))
    assert scored["score"].null_count() == 0
    assert table["score"].count() == len(scored)


@settings(max_examples=40, deadline=None)
@given(methods(), facts())
def test_points_add_up_to_the_score_within_what_keeping_them_rounds(
    method: Method, given_facts: Facts
) -> None:
    table = evaluated(method, given_facts).table
    points = table.select(pl.sum_horizontal(pl.col("^points:.*$"))).to_series()
    terms = len([name for name in table.columns if name.startswith("points:")])

    assert ((table["base_score"] - points).abs().max() or 0) <= (terms + 1) / 2 + 1
