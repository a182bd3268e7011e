"""The frontier of a county's groups: which figures, who is left out and why, who is measured by whom."""

import polars as pl
import pytest

from permu.engine import evaluate
from permu.engine.frontier import Asked, Frontier, analyse, efficiency, frontier
from permu.method import load_method
from permu.method.model import Condition
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Refused
from tests.engine import builders as b

METHOD = b.method()  # tax per mu
BY_THE_METHOD = Asked()


def analysed(rows: list[dict[str, object]], asked: Asked = BY_THE_METHOD) -> Frontier:
    facts = b.facts(rows)
    return frontier(METHOD, evaluate(METHOD, facts), asked=asked)


def test_figures_are_those_that_the_methods_indicators_divide() -> None:
    method = load_method(SAMPLE_METHOD)
    row = {
        "is_above_scale": True, "land_owned": 1, "average_staff": 1, "energy_equivalent": 1,
        "industrial_value_added": 1, "sales_revenue": 1, "rd_expense": 1,
    }  # fmt: skip
    facts = b.facts([row])

    found = frontier(method, evaluate(method, facts))

    above, below = found.choices["above"], found.choices["below"]
    assert above.inputs == ("land_area", "energy_equivalent", "average_staff")
    assert above.outputs == ("evaluated_tax", "industrial_value_added")  # no R&D: it is spent
    assert (below.inputs, below.outputs) == (("land_area", "electricity"), ("evaluated_tax",))


def test_who_lacks_a_figure_or_puts_nothing_in_is_left_out_and_says_why() -> None:
    facts = b.facts(
        [
            {"evaluated_tax": tax, "land_area": land, "electricity": power}
            for tax, land, power in [(4, 2, 8), (4, 2, None), (4, 2, 0), (-4, 2, 8), (0, 2, 8)]
        ]
    )
    method = b.method(b.group(b.indicator(floor=0)))
    asked = Asked(inputs=("land_area", "electricity"))

    found = frontier(method, evaluate(method, facts), asked=asked).table

    assert found["left_out"].to_list() == [
        None, "missing:electricity", "not_positive:electricity", "negative:evaluated_tax", "no_output"
    ]  # fmt: skip
    assert found["efficiency"].null_count() == 4


def test_only_who_was_scored_is_compared() -> None:
    apart = b.scope("utility", "exempt", Condition(kind="is", item="builds_major_project"))
    method = b.method(scope=(apart,))
    facts = b.facts(
        [
            {"evaluated_tax": 9, "land_area": 1, "builds_major_project": True},
            {"evaluated_tax": 4, "land_area": 1, "builds_major_project": False},
        ]
    )

    found = frontier(method, evaluate(method, facts)).table

    assert found["efficiency"].to_list() == [1.0]


def test_peers_are_named_and_their_mix_is_the_target() -> None:
    found = analysed([{"evaluated_tax": tax, "land_area": 2} for tax in (10, 5)]).table

    best, other = found.iter_rows(named=True)
    assert (best["on_frontier"], other["on_frontier"]) == (True, False)
    assert other["peers"] == [best["subject"]]
    assert other["target:evaluated_tax"] == pytest.approx(10.0)
    assert other["slack:evaluated_tax"] == pytest.approx(5.0)


def test_each_group_has_a_frontier_of_its_own() -> None:
    large = b.group(id="large", when=Condition(kind="is", item="is_above_scale"))
    method = b.method(large, b.group(id="small"))
    facts = b.facts(
        [
            {"evaluated_tax": tax, "land_area": 1, "is_above_scale": above}
            for tax, above in [(100, True), (50, True), (2, False), (1, False)]
        ]
    )

    whole = frontier(method, evaluate(method, facts), asked=Asked(orientation="output"))
    one = frontier(method, evaluate(method, facts), asked=Asked(groups=("small",)))

    assert whole.table["efficiency"].to_list() == pytest.approx([1.0, 0.5, 1.0, 0.5])
    assert one.table["group"].to_list() == ["small", "small"]


def test_scale_is_told_from_waste() -> None:
    # A small, a middling and a large one: tax 1, 6, 8 from land 1, 3, 6. Only the middling is of the right size.
    rows = [{"evaluated_tax": tax, "land_area": land} for tax, land in [(1, 1), (6, 3), (8, 6)]]

    found = analysed(rows).table

    assert found["pure"].to_list() == pytest.approx([1.0, 1.0, 1.0])
    assert found["scale"].to_list() == pytest.approx([0.5, 1.0, 2 / 3])
    assert found["returns"].to_list() == ["irs", "crs", "drs"]


def test_the_table_says_what_efficiency_says_of_the_same_numbers() -> None:
    rows = [{"evaluated_tax": 3 + 7 * k % 11, "land_area": 1 + 5 * k % 7} for k in range(12)]

    found = analysed(rows, Asked(returns="constant", orientation="output")).table

    lands, taxes = ([[row[name]] for row in rows] for name in ("land_area", "evaluated_tax"))
    alone = efficiency(lands, taxes, returns="constant", orientation="output")
    assert found["efficiency"].to_list() == pytest.approx(alone.score.tolist())


def test_change_is_of_those_who_stand_in_both_years() -> None:
    now = b.facts(
        {"A": {"evaluated_tax": 8, "land_area": 1}, "B": {"evaluated_tax": 6, "land_area": 1}}
    )
    past = b.facts(
        {"A": {"evaluated_tax": 4, "land_area": 1}, "C": {"evaluated_tax": 9, "land_area": 1}}
    )

    found = frontier(METHOD, evaluate(METHOD, now), earlier=past).table

    changes = dict(found.select("subject", "change").iter_rows())
    assert changes == {"A": pytest.approx(2.0), "B": None}


@pytest.mark.parametrize(
    "asked",
    [
        Asked(groups=("nobody",)),
        Asked(inputs=("nothing",)),
        Asked(inputs=("name",)),
        Asked(inputs=("evaluated_tax",)),
    ],
)
def test_a_figure_or_group_that_cannot_be_is_refused(asked: Asked) -> None:
    with pytest.raises(Refused):
        analysed([{"evaluated_tax": 1, "land_area": 1}], asked)


def test_a_figure_of_a_statistical_survey_is_not_analysed() -> None:
    with pytest.raises(Refused, match="统计"):
        analysed(
            [{"evaluated_tax": 1, "land_area": 1, "statistical_output": 1}],
            Asked(outputs=("statistical_output",)),
        )


def test_a_group_whose_indicators_name_no_input_asks_for_one() -> None:
    method = b.method(b.group(b.indicator(numerator="output", denominator="", unit="10k_yuan")))
    evaluation = evaluate(method, b.facts([{"output": 1, "land_area": 1}]))

    with pytest.raises(Refused, match="--inputs"):
        frontier(method, evaluation)
    asked = Asked(inputs=("land_area",), outputs=("output",))
    assert frontier(method, evaluation, asked=asked).table["efficiency"].to_list() == [1.0]


def test_a_group_that_tells_no_figures_leaves_the_others_to_be_analysed() -> None:
    large = Condition(kind="is", item="is_above_scale")
    told = b.group(id="told", when=large)
    untold = b.group(
        b.indicator("output", numerator="output", denominator="", unit="10k_yuan"), id="untold"
    )
    method = b.method(told, untold)
    facts = b.facts(
        [
            {"evaluated_tax": 1, "land_area": 1, "output": 1, "is_above_scale": True},
            {"evaluated_tax": 1, "land_area": 1, "output": 1, "is_above_scale": False},
        ]
    )

    found = frontier(method, evaluate(method, facts))

    assert (list(found.choices), list(found.unread)) == (["told"], ["untold"])
    assert found.table["group"].to_list() == ["told"]


def test_nobody_scored_gives_an_empty_table() -> None:
    facts = b.facts([{"evaluated_tax": None, "land_area": 1}])

    found = analyse(METHOD, evaluate(METHOD, facts))

    assert found.frontier.table.is_empty()
    assert isinstance(found.obstacles, pl.DataFrame)
    assert found.obstacles.is_empty()
