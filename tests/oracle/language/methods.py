"""Small methods and small counties at random: a handful of kinds at a time, ties and gaps on purpose."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from permu.method.model import (
    EVERYBODY,
    Adjustment,
    Benchmark,
    Condition,
    Definition,
    GradeRule,
    Grading,
    Group,
    Indicator,
    Listing,
    Measure,
    Method,
    Stage,
)  # fmt: skip
from permu.method.model.conditions import Day
from permu.terms.facts import Facts
from tests.engine import builders as b

ROUNDINGS = st.sampled_from(["half_up", "half_even", "down", "up"])
GRADES = tuple("ABCD")
RATIOS = {
    "i_tax": ("tax", "land", "10k_yuan/mu"),
    "i_value": ("industrial_value_added", "energy_equivalent", "10k_yuan/tce"),
    "i_rd": ("rd_expense", "sales_revenue", "percent"),
    "i_output": ("output", "", "10k_yuan"),
}
FLAGS = ("is_high_tech", "green_factory", "is_new_above_scale")
DAYS = st.sampled_from([
    date(2020, 2, 29), date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2024, 7, 1), date(2025, 12, 31),
    date(2026, 1, 1), None,
])  # fmt: skip


def number(*values: object) -> st.SearchStrategy[Decimal]:
    return st.sampled_from([Decimal(str(value)) for value in values])


@st.composite
def conditions(draw: st.DrawFn, deep: int = 2, leaves: Sequence[Condition] = ()) -> Condition:
    """A condition on facts, of every kind that needs no group."""
    kind = draw(st.sampled_from(["leaf", "leaf", "all", "any", "not"] if deep else ["leaf"]))
    if kind == "not":
        return Condition(kind="not", of=(draw(conditions(deep=deep - 1, leaves=leaves)),))
    if kind in ("all", "any"):
        of = draw(st.lists(conditions(deep=deep - 1, leaves=leaves), min_size=1, max_size=3))
        return Condition(kind=kind, of=tuple(of))  # type: ignore[arg-type]
    return draw(st.sampled_from(leaves or LEAVES))


LEAVES = [
    *(Condition(kind="is", item=name) for name in FLAGS),
    Condition(kind="at_least", item="tax", value=Decimal(30000), unit="yuan"),
    Condition(kind="less_than", item="land", value=Decimal(2000), unit="m2"),
    Condition(kind="at_least", item="evaluated_tax", value=Decimal(3), unit="10k_yuan"),
    Condition(kind="in_industry", item="industry", codes=("D", "C17")),
    Condition(kind="in_divisions", item="industry", codes=("06-17", "44")),
    Condition(kind="one_of", item="town", codes=("东镇", "西镇")),
    Condition(kind="younger_than", item="commissioned_on", value=Decimal(3)),
    Condition(kind="within_years", item="quality_award_on", value=Decimal(2)),
    Condition(kind="on_or_before", item="contract_completion_on"),
    Condition(kind="on_or_before", item="contract_completion_on", day=Day(month=6, day=30, year=2023)),
    Condition(kind="valid_on", item="high_tech_from", until="high_tech_until", day=Day(month=7, day=1)),
    Condition(kind="valid_on", item="high_tech_from"),
    Condition(kind="given", item="rd_expense"),
    Condition(kind="given", item="land"),
    Condition(kind="given", item="town"),
    Condition(kind="graded_before", codes=("C", "D"), value=Decimal(2)),
    Condition(kind="graded_before", codes=("D",), value=Decimal(1)),
]  # fmt: skip
SURE = [leaf for leaf in LEAVES if leaf.item not in ("tax", "land", "evaluated_tax", "rd_expense")]


@st.composite
def definitions(draw: st.DrawFn, *, has_ledger: bool, has_before: bool) -> tuple[Definition, ...]:
    """What `tax`, `land` and `count` are, and a definition that bears the id of an item."""
    taxes: dict[str, Any] = {"unit": draw(st.sampled_from(["yuan", "10k_yuan"]))}
    kind = draw(st.sampled_from(["sum", "sum", "lowest", "highest", "first"]))
    needs = draw(st.sampled_from(["all", "any"]))
    if kind == "sum":
        taxes |= {
            "minus": draw(st.sampled_from([(), ("stamp_tax",)])),
            "times": draw(st.sampled_from([(), (("vat_paid", Fraction(20, 19)),)])),
        }
    tax = b.definition("tax", "vat_paid", "evaluated_tax", kind=kind, needs=needs, **taxes)
    kinds = ["sum", "lowest", "highest", "first"]
    kinds += ["holding"] * 2 * has_ledger + ["earlier"] * 2 * has_before
    kind = draw(st.sampled_from(kinds))
    if kind == "holding":
        roles = draw(st.sampled_from([("owner",), ("tenant",), ("owner", "tenant")]))
        of = draw(st.sampled_from(["land", "floor"]))
        land = b.definition("land", kind=kind, roles=roles, of=of, unit="mu")
    elif kind == "earlier":
        land = b.definition("land", "land_owned", kind=kind, unit="m2")
    else:
        land = b.definition("land", "land_owned", "supplied_land", kind=kind, unit="mu", needs=draw(st.sampled_from(["all", "any"])))  # fmt: skip
    parts = draw(
        st.sampled_from([("corporate_income_tax", "property_tax"), ("urban_construction_tax",)])
    )
    own = b.definition("evaluated_tax", *parts, unit="10k_yuan", needs=draw(st.sampled_from(["all", "any"])))  # fmt: skip
    made = [tax, land, own]
    if has_ledger:
        made.append(b.definition("count", kind="tenants", when=draw(conditions(1)), unit="cases"))
    return tuple(made)


@st.composite
def benchmarks(draw: st.DrawFn, *, change: str, has_before: bool) -> Benchmark:
    kinds = ["published", "published", "mean_of_values", "best"]
    kinds += ["group_mean"] * 2 * (change == "none")
    kinds += ["last_group_mean"] * 2 * (change == "none" and has_before)
    kind = draw(st.sampled_from(kinds))
    if kind == "published":
        return b.published(draw(number("0.07", 1, 3, "24.097")))
    pool = "group" if kind == "best" else draw(st.sampled_from(["group", "group", "all"]))
    factor = 1 if kind == "best" else draw(number(1, 2, "0.9"))
    decimals = draw(st.sampled_from([None, 0, 2]))
    return b.benchmark(kind, factor, pool=pool, decimals=decimals, rounding=draw(ROUNDINGS) if decimals is not None else "half_up")  # fmt: skip


@st.composite
def indicators(
    draw: st.DrawFn, name: str, *, weight: Decimal, change: str, has_before: bool
) -> Indicator:
    top, bottom, unit = RATIOS[name]
    scorings = ["to_benchmark", "to_benchmark", "inverse", "min_max"]
    scoring = draw(st.sampled_from(scorings + ["reciprocal"] * 2 * (change == "none")))
    if scoring == "min_max":
        mark = b.benchmark("group_range")
    else:
        mark = draw(benchmarks(change=change, has_before=has_before))
    missing = draw(st.sampled_from(["hold", "zero", "mean_points", "penalty", "reweight"]))
    made = b.indicator(
        name, numerator=top, denominator=bottom, unit="percent" if change != "none" else unit, weight=weight,
        change=change, scoring=scoring, benchmark=mark, band=(Decimal(20), Decimal(90)),
        cap=Decimal("1.5") if scoring == "reciprocal" else draw(st.sampled_from([None, Decimal("1.5")])),
        floor=draw(st.sampled_from([None, Decimal(0), Decimal("0.25")])), when_missing=missing,
        missing_of=draw(st.sampled_from(["either", "either", "numerator"])),
        when_negative=draw(st.sampled_from(["hold", "keep"])),
        penalty=Decimal(-3) if missing == "penalty" else Decimal(0),
    )  # fmt: skip
    if name != "i_tax" or change != "none" or scoring == "min_max" or draw(st.booleans()):
        return made
    mark = draw(benchmarks(change=change, has_before=has_before))
    other = replace(made, denominator="electricity", unit="yuan/kwh", benchmark=mark)
    return replace(made, otherwise=other)


@st.composite
def stages(draw: st.DrawFn, names: Sequence[str]) -> Stage:
    share = draw(number(0, 10, 15, "33.3", 60))
    if draw(st.booleans()):
        ids = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        return Stage(by_points=tuple(ids), share=share, source=b.CLAUSE)
    figure = draw(st.sampled_from(["tax", "vat_paid", names[0]]))
    return Stage(
        by_figure=figure, lower_is_better=draw(st.booleans()), share=share, source=b.CLAUSE
    )


@st.composite
def gradings(draw: st.DrawFn, names: Sequence[str], *, is_pooled: bool) -> Grading | None:
    kind = draw(st.sampled_from(["shares", "shares", "two_stage", "thresholds", "rules", None]))
    said: dict[str, Any] = {
        "kind": kind,
        "shares": (),
        "precedence": draw(st.sampled_from(PRECEDENCES)),
    }
    ties = draw(st.sampled_from(["better", "worse"]))
    if kind == "shares":
        bounds = draw(st.sampled_from(["inclusive", "inclusive", "exclusive"]))
        said |= {
            "shares": tuple(map(Decimal, draw(st.sampled_from([(20, 45, 30, 5), (0, 5, 5, 90), (100, 0, 0, 0)])))),
            "ties": ties, "bounds": bounds,
            "quota": draw(st.sampled_from(["before_adjustments", "after_adjustments", "refilled"])),
            "rounding": draw(ROUNDINGS),
            "over": draw(st.sampled_from(["pool", "all_pools"])) if is_pooled and bounds == "inclusive" else "pool",
        }  # fmt: skip
    elif kind == "two_stage":
        said |= {
            "grades": GRADES[:3], "ties": ties, "rounding": draw(ROUNDINGS), "split": draw(number(50, "33.3", 70)),
            "best": draw(stages(names)), "worst": draw(stages(names)),
        }  # fmt: skip
    elif kind == "thresholds":
        said["at_least"] = tuple(map(Decimal, draw(st.sampled_from([(90, 75, 60), (100, 50, 0)]))))
    elif kind == "rules":
        rules = [
            *draw(st.lists(st.tuples(st.sampled_from(GRADES[:3]), conditions(1)), max_size=3)),
            ("D", EVERYBODY),
        ]
        said["rules"] = tuple(
            GradeRule(grade=grade, when=when, source=b.CLAUSE) for grade, when in rules
        )
    return b.grading(**said) if kind else None


BINDING = ("direct", "ceiling", "floor", "lift", "drop", "veto")
PRECEDENCES = [
    (),
    (),
    BINDING,
    BINDING[::-1],
    ("veto", "lift", "direct", "drop", "floor", "ceiling"),
]


@st.composite
def adjustments(draw: st.DrawFn, group: Group, number_: int, before: Sequence[str]) -> Adjustment:
    grades = group.grading.grades if group.grading else GRADES
    kinds = ["bonus", "bonus", "deduction"] + list(BINDING) * bool(group.grading)
    kind = draw(st.sampled_from(kinds))
    when = draw(
        st.sampled_from([Condition(kind="is", item=name) for name in FLAGS]) | conditions(1)
    )
    said: dict[str, Any] = {"when": when}
    if kind in ("bonus", "deduction"):
        said["class_"] = draw(st.sampled_from(["", "品牌", "质量"]))
        if draw(st.booleans()):
            said |= {
                "count": "major_safety_accidents",
                "tiers": draw(st.sampled_from([(Decimal(10), Decimal(5)), (Decimal(3),)])),
                "most": draw(st.sampled_from([None, Decimal(12)])),
            }
        else:
            said["points"] = draw(number(2, 2, "0.005"))
        return b.adjustment(f"r{number_}", kind, **said)
    names = [each.id for each in group.indicators if each.scoring != "min_max"]
    if names and draw(st.integers(0, 2)) == 0:
        one = draw(st.sampled_from(names))
        scoring = next(each.scoring for each in group.indicators if each.id == one)
        references = ["group_mean"] * all(
            each.change == "none" for each in group.indicators if each.id == one
        ) + ["benchmark"] * (scoring != "value")
        if references:
            said["when"] = Condition(
                kind="beats",
                item=one,
                reference=draw(st.sampled_from(references)),
                factor=draw(number(1, "1.2")),
            )
    said["grade"] = draw(
        st.sampled_from(["", *grades] if kind in ("lift", "drop") else list(grades))
    )
    said["steps"] = draw(st.sampled_from([1, 1, 2, 9])) if kind in ("lift", "drop") else 1
    said["unless"] = tuple(draw(st.lists(st.sampled_from(before), max_size=1))) if before else ()
    return b.adjustment(f"r{number_}", kind, **said)


@st.composite
def groups(
    draw: st.DrawFn, id_: str, when: Condition, changes: dict[str, str], *, has_before: bool
) -> Group:
    names = draw(st.lists(st.sampled_from(sorted(RATIOS)), min_size=1, max_size=3, unique=True))
    weights = {1: ["100"], 2: ["60", "40"], 3: ["33.3", "16.7", "50"]}[len(names)]
    made = tuple(
        draw(indicators(name, weight=Decimal(weight), change=changes[name], has_before=has_before))
        for name, weight in zip(names, weights, strict=True)
    )
    if len(made) == 1 and changes[names[0]] == "none" and draw(st.booleans()):
        top, bottom, unit = RATIOS[names[0]]
        made = (b.indicator(
            names[0], numerator=top, denominator=bottom, unit=unit, scoring="value", benchmark=b.benchmark("none"),
            when_negative=draw(st.sampled_from(["hold", "keep"])),
        ),)  # fmt: skip
    each = draw(st.sampled_from(["", "", "cluster"]))
    decimals = draw(st.sampled_from([None, 0, 2]))
    made_group = b.group(
        *made, id=id_, when=when, each=each,
        score=b.rule(decimals=decimals, rounding=draw(ROUNDINGS), bonus_cap=draw(st.sampled_from([None, Decimal(4)]))),
        grading=draw(gradings(names, is_pooled=bool(each))),
    )  # fmt: skip
    rules: list[Adjustment] = []
    for index in range(draw(st.integers(0, 4))):
        rules.append(draw(adjustments(made_group, index, [rule.id for rule in rules])))
    rules = [
        replace(rule, id=f"{id_}_{rule.id}", unless=tuple(f"{id_}_{name}" for name in rule.unless))
        for rule in rules
    ]
    low = Condition(kind="less_than", item=names[0], value=Decimal(3))
    lists = draw(
        st.sampled_from([(), (Listing(id="low", label="低效", when=low, source=b.CLAUSE),)])
    )
    return replace(
        made_group, adjustments=tuple(rules), lists=lists, measures=draw(measures(made_group))
    )


@st.composite
def measures(draw: st.DrawFn, group: Group) -> tuple[Measure, ...]:
    if not group.grading:
        return ()
    grades = tuple(draw(st.lists(st.sampled_from(group.grading.grades), min_size=1, unique=True)))
    return (
        b.measure("more", grades=grades, when=draw(st.just(EVERYBODY) | conditions(1))),
        b.measure("water", kind="share_of", grades=grades, item="water_charge", rate=Decimal("12.5"), unit=""),
        b.measure("award", kind="sum", grades=grades, rate=Decimal("10000.005"), item="", unit=""),
        b.measure("less", kind="cut", grades=grades, rate=Decimal(10), item="energy_quota", unit=""),
        b.measure("ban", kind="text", grades=grades, item="", rate=Decimal(0), unit=""),
    )  # fmt: skip


@st.composite
def methods(draw: st.DrawFn, *, has_ledger: bool = False, has_before: bool = False) -> Method:
    moves = ["none", "none", "rise", "fall"] if has_before else ["none"]
    changes = {
        name: draw(st.sampled_from(moves)) if name != "i_output" else "none"
        for name in sorted(RATIOS)
    }
    above = Condition(kind="is", item="is_above_scale")
    scope = [
        b.scope(
            "utility",
            draw(st.sampled_from(["exempt", "deferred", "improving", "collected"])),
            draw(conditions(1, SURE)),
        )
    ]
    scope.append(
        b.scope(
            "project",
            "ungraded",
            Condition(kind="is", item="builds_major_project"),
            draw(st.sampled_from(["", "B"])),
        )
    )
    last = draw(st.sampled_from([EVERYBODY, EVERYBODY, Condition(kind="not", of=(above,))]))
    return b.method(
        draw(groups("above", above, changes, has_before=has_before)),
        draw(groups("others", last, changes, has_before=has_before)),
        definitions=draw(definitions(has_ledger=has_ledger, has_before=has_before)),
        scope=tuple(scope[: draw(st.integers(0, 2))]),
        is_trial=draw(st.sampled_from([False] * 9 + [True])),
    )  # fmt: skip


FEW = st.sampled_from(["1", "1", "2", "3", "7", "20", "33.333333"])
ODD = st.sampled_from(["0", "0", "0.000001", "-1", "-7", None, None, "100000000"])
COARSE = st.sampled_from(["1000.5", "20000", "20000", "0", None])
FIGURE = st.one_of(FEW, FEW, FEW, FEW, FEW, ODD)
NUMBERS = (
    "vat_paid", "corporate_income_tax", "property_tax", "stamp_tax", "evaluated_tax", "land_owned", "supplied_land",
    "industrial_value_added", "energy_equivalent", "rd_expense", "sales_revenue", "output", "electricity", "water_charge",
)  # fmt: skip
IN_RATIOS = ("industrial_value_added", "energy_equivalent", "sales_revenue", "output")
GRADE = st.sampled_from(["A", "C", "D", "D", None])
SUBJECT = st.fixed_dictionaries(
    dict.fromkeys(NUMBERS, FIGURE)
    | {"electricity": COARSE}
    | dict.fromkeys(FLAGS, st.sampled_from([True, False, False, None]))
    | dict.fromkeys(
        ["commissioned_on", "quality_award_on", "contract_completion_on", "high_tech_from", "high_tech_until"], DAYS
    )
    | {
        "is_above_scale": st.sampled_from([True, True, False, None]),
        "builds_major_project": st.sampled_from([True, *[False] * 8]),
        "major_safety_accidents": st.sampled_from([0, 0, 1, 2, 5, None]),
        "cluster": st.sampled_from(["机电", "机电", "纺织", "建材", None]),
        "town": st.sampled_from(["东镇", "西镇", "南镇", None]),
        "industry": st.sampled_from(["C1761", "C1713", "D4411", "B06", "C", None]),
        "grade_1_year_ago": GRADE, "grade_2_years_ago": GRADE,
    }
)  # fmt: skip


@st.composite
def counties(
    draw: st.DrawFn, *, has_ledger: bool = False, has_held: bool = True, most: int = 25
) -> Facts:
    rows = draw(st.lists(SUBJECT, min_size=1, max_size=most))
    made = b.facts(rows)
    subjects = [f"S{number:04}" for number in range(1, len(rows) + 1)]
    held = st.tuples(st.sampled_from(subjects), st.sampled_from(IN_RATIOS))
    pairs = draw(
        st.lists(held, max_size=2, unique=True) if has_held and draw(st.booleans()) else st.just([])
    )
    if pairs:
        for subject, name in pairs:
            rows[subjects.index(subject)] = {**rows[subjects.index(subject)], name: None}
        made = b.with_held(b.facts(rows), *pairs)
    if has_ledger:
        row = st.tuples(
            st.sampled_from([*subjects, "平台公司"]), st.sampled_from(["P1", "P2", "P3", "P4"]),
            st.sampled_from(["owner", "tenant"]), st.sampled_from(["1", "2.5", "0", None]), st.sampled_from(["1000", None]),
        )  # fmt: skip
        made = b.with_holdings(
            made, *draw(st.lists(row, max_size=12, unique_by=lambda one: one[:3]))
        )
    return made
