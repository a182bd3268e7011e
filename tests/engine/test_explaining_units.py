"""The working sheet of who was merged, of who takes another's grade, and of figures composed in other ways."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from permu.engine import evaluate, explain, explain_all
from permu.engine.sheet import FactLine, WorkingSheet
from permu.method.model import Condition, Merge, Method, Scope
from permu.terms.facts import CELLS, Facts
from tests.engine import builders as b


def told(method: Method, facts: Facts, subject: str, **more: Any) -> WorkingSheet:
    earlier = more.pop("earlier", None)
    evaluation = evaluate(method, facts, earlier=earlier)
    return explain(evaluation, method, facts, subject, **more)


def merge(**changes: Any) -> Merge:
    said: dict[str, Any] = {
        "id": "group", "label": "集团合并评价", "by": "holding_group", "source": b.CLAUSE,
    }  # fmt: skip
    return Merge(**(said | changes))


def with_cells(facts: Facts, *addresses: tuple[str, str, str]) -> Facts:
    cells = [
        dict.fromkeys(CELLS, "")
        | {"subject": subject, "item": item, "cell": cell, "status": "read", "as_of": None}
        for subject, item, cell in addresses
    ]
    return replace(facts, cells=pl.DataFrame(cells, schema=CELLS))


TWO = with_cells(
    b.facts(
        {
            "A": {"name": "甲厂", "evaluated_tax": 10, "land_area": 1, "electricity": 5},
            "B": {"name": "乙厂", "evaluated_tax": 30, "land_area": 3, "electricity": 7},
            "C": {"name": "丙厂", "evaluated_tax": 5, "land_area": 1, "electricity": 1},
        }
    ),
    ("A", "evaluated_tax", "F5"),
    ("B", "evaluated_tax", "F6"),
)
TWO = replace(
    TWO, table=TWO.table.with_columns(holding_group=pl.Series(["甲集团", "甲集团", None]))
)


def test_a_merged_sheet_shows_the_sum_with_each_members_figure_and_cell() -> None:
    sheet = told(b.method(merges=(merge(),)), TWO, "A")

    tax = sheet.indicators[0].numerator
    assert (sheet.name, tax.value, tax.note) == ("甲厂", Decimal(40), "各成员企业合计")
    assert [(p.label, p.value, p.sign, p.cells[0].cell) for p in tax.parts] == [
        ("甲厂", Decimal(10), "+", "F5"),
        ("乙厂", Decimal(30), "+", "F6"),
    ]
    assert sheet.indicators[0].value == "10.0000"


def test_a_merged_sheet_says_with_whom_and_by_which_clause() -> None:
    rule = told(b.method(merges=(merge(),)), TWO, "B").rules[0]

    assert (rule.kind, rule.label, rule.took_effect) == ("merge", "集团合并评价", True)
    assert rule.effect == (
        "与“甲厂”合并评价：各项数据合计计算，共占一个位次，结果由各成员企业共用（第一条）"
    )


def test_a_merged_group_mean_counts_the_unit_once() -> None:
    mean = b.group(b.indicator(benchmark=b.benchmark("group_mean")))

    sheet = told(b.method(mean, merges=(merge(),)), TWO, "A")

    assert sheet.indicators[0].benchmark_note.startswith("本组 2 户合计：评价税收 45 万元")


def test_who_was_not_merged_is_told_nothing_of_it() -> None:
    assert told(b.method(merges=(merge(),)), TWO, "C").rules == ()


def test_measures_of_a_merged_subject_are_worked_out_on_its_own_figures() -> None:
    everybody = b.group(
        grading=b.grading(grades=("D",), shares=(Decimal(100),)), measures=(b.measure(),)
    )

    measure = told(b.method(everybody, merges=(merge(),)), TWO, "A").measures[0]

    assert (measure.amount, measure.formula) == (Decimal("1.50"), "0.3 元/千瓦时 × 5 千瓦时")


@pytest.mark.parametrize(
    ("choose", "effect", "value", "parts"),
    [("alone", "取单独评价的结果", "10.0000", 0), ("merged", "取合并评价的结果", "10.0000", 2)],
)
def test_of_two_results_the_sheet_says_which_counts(
    choose: Any, effect: str, value: str, parts: int
) -> None:
    sheet = told(b.method(merges=(merge(result="both", choose=choose),)), TWO, "A")

    assert effect in sheet.rules[0].effect
    assert "合并评价 50 分，B 类；单独评价 50 分，A 类" in sheet.rules[0].effect
    assert sheet.indicators[0].value == value
    assert len(sheet.indicators[0].numerator.parts) == parts


def test_a_company_in_doubt_is_told_what_it_waits_for() -> None:
    when = Condition(kind="is", item="is_industrial")
    given = replace(TWO, table=TWO.table.with_columns(is_industrial=pl.Series([None, True, True])))
    facts = b.with_held(given, ("A", "is_industrial"))

    sheet = told(b.method(merges=(merge(when=when),)), facts, "B")

    assert "“工业企业”；该项存疑" in sheet.rules[0].effect
    assert sheet.indicators == ()


HEIRS = Scope(
    id="tenant", label="租赁企业", state="inherits", from_="landlord", source=b.CLAUSE,
    when=Condition(kind="is", item="is_tenant"),
)  # fmt: skip


def heirs(landlord: str | None) -> Facts:
    return b.facts(
        {
            "A": {"name": "房东厂", "evaluated_tax": 9, "land_area": 1, "is_tenant": False},
            "T": {"name": "承租厂", "is_tenant": True, "landlord": landlord},
        }
    )


def test_an_heir_is_told_whose_grade_it_has() -> None:
    sheet = told(b.method(scope=(HEIRS,)), heirs("A"), "T")

    assert (sheet.state_label, sheet.grade) == ("从属定级", "B")
    assert sheet.state_reason == "租赁企业，不单独排名，等级随“房东厂”，为 B（第一条）。"
    assert sheet.rules[0].effect == "租赁企业，不单独排名，取“房东厂”的等级 B（第一条）"


def test_an_heir_without_a_source_is_told_that_there_is_none_to_take() -> None:
    sheet = told(b.method(scope=(HEIRS,)), heirs(None), "T")

    assert sheet.state == "deferred"
    assert "待确定后再评（第一条）" in sheet.state_reason
    assert sheet.rules[0].took_effect is False


def numerator(definition: Any, facts: Facts, **more: Any) -> FactLine:
    judged = b.indicator(numerator=definition.id, when_missing="zero")
    method = b.method(b.group(judged), definitions=(definition,))
    return told(method, facts, facts.table["subject"][0], **more).indicators[0].numerator


def test_the_least_of_two_sources_shows_both() -> None:
    least = b.definition("least", "evaluated_tax", "vat_paid", kind="lowest")
    line = numerator(least, b.facts([{"evaluated_tax": 7, "vat_paid": 4, "land_area": 1}]))

    assert (line.value, line.note) == (Decimal(4), "取其中最小的一项")
    assert [(part.label, part.value, part.sign) for part in line.parts] == [
        ("评价税收", Decimal(7), ""),
        ("增值税（入库）", Decimal(4), ""),
    ]


def test_a_figure_composed_of_composed_ones_shows_the_value_of_each() -> None:
    taxes = b.definition("taxes", "vat_paid", "stamp_tax")
    total = b.definition("total", "taxes", "property_tax")
    method = b.method(b.group(b.indicator(numerator="total")), definitions=(taxes, total))
    facts = b.facts([{"vat_paid": 1, "stamp_tax": 2, "property_tax": 4, "land_area": 1}])

    line = told(method, facts, "S0001").indicators[0].numerator

    assert (line.value, [part.value for part in line.parts]) == (7, [3, 4])
    assert [part.note for part in line.parts] == ["", ""]


def test_a_factor_is_shown_as_the_notice_would_print_it() -> None:
    times = (("evaluated_tax", Fraction(100, 95)), ("vat_paid", Fraction(3, 2)))
    weighed = b.definition("weighed", "evaluated_tax", "vat_paid", times=times)

    line = numerator(weighed, b.facts([{"evaluated_tax": "1.9", "vat_paid": 4, "land_area": 1}]))

    assert line.value == 8
    assert [part.note for part in line.parts] == ["÷ 0.95", "× 1.5"]


def test_last_years_figure_keeps_its_cell() -> None:
    before = b.definition("before", "evaluated_tax", kind="earlier")
    earlier = with_cells(b.facts({"S0001": {"evaluated_tax": 7}}), ("S0001", "evaluated_tax", "C9"))

    line = numerator(before, b.taxed(1), earlier=earlier)

    assert (line.value, line.note) == (Decimal(7), "取上年度数据")
    assert (line.parts[0].label, line.parts[0].cells[0].cell) == ("上年度评价税收", "C9")


def test_parcels_are_named_with_their_areas() -> None:
    land = b.definition("used", kind="holding", roles=("owner", "tenant"), unit="mu", needs="any")
    judged = b.indicator(denominator="used")
    method = b.method(b.group(judged), definitions=(land,))
    facts = b.with_holdings(
        b.facts({"A": {"evaluated_tax": 6}}),
        ("A", "P1", "owner", "1.5", None),
        ("A", "P2", "tenant", None, 300),
    )

    line = told(method, facts, "A").indicators[0].denominator

    assert line is not None
    assert line.value == Decimal("1.5")
    assert [(part.label, part.value, part.note) for part in line.parts] == [
        ("地块 P1（自有）", Decimal("1.5"), ""),
        ("地块 P2（承租）", None, "未取得数据"),
    ]


def test_tenants_are_counted_parcel_by_parcel() -> None:
    tenants = b.definition("tenants", kind="tenants", unit="cases")
    total = b.indicator(numerator="tenants", denominator="", unit="cases", benchmark=b.published(1))
    method = b.method(b.group(total), definitions=(tenants,))
    facts = b.with_holdings(
        b.facts({"A": {"evaluated_tax": 6}}),
        *(("A", parcel, "owner", 1, None) for parcel in ("P1", "P2")),
        ("X", "P1", "tenant", 1, None), ("Y", "P1", "tenant", 1, None),
        ("X", "P2", "tenant", 1, None),
    )  # fmt: skip

    line = told(method, facts, "A").indicators[0].numerator

    assert line.value == 2
    assert [(part.label, part.value) for part in line.parts] == [
        ("地块 P1 的承租方", Decimal(2)),
        ("地块 P2 的承租方", Decimal(1)),
    ]


def test_every_sheet_of_a_method_that_merges_is_written_in_both_languages() -> None:
    method = b.method(merges=(merge(),))
    evaluation = evaluate(method, TWO)

    for language in ("zh", "en"):
        sheets = list(explain_all(evaluation, method, TWO, language=language))
        assert [sheet.subject for sheet in sheets] == ["A", "B", "C"]
        assert {sheet.evaluation_digest for sheet in sheets} == {evaluation.digest}
