"""Methods and facts made at random, with ties, caps met exactly, and numbers on rounding boundaries."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from permu.method.model import Benchmark, Condition, Group, Indicator, Method
from permu.terms.facts import Facts
from tests.engine import builders as b

ITEMS = {
    "evaluated_tax": ("land_area", "10k_yuan/mu"),
    "industrial_value_added": ("energy_equivalent", "10k_yuan/tce"),
    "rd_expense": ("sales_revenue", "percent"),
    "output": ("", "yuan"),
}
FEW = st.sampled_from(["0", "0.000001", "1", "1.5", "2", "3", "7", "20", "30.000005", "33.333333"])
ANY = st.integers(-(10**9), 10**13).map(lambda whole: str(Decimal(whole).scaleb(-6)))
FIGURES = st.one_of(FEW, FEW, ANY, st.none())
WEIGHTS = st.sampled_from([Decimal("0.5"), Decimal(10), Decimal("33.3"), Decimal(100)])
BOUNDS = st.sampled_from([None, Decimal(1), Decimal("1.5")])


SCORINGS = ["to_benchmark", "inverse", "min_max", "reciprocal"]
UNMOVED = dict.fromkeys(ITEMS, ("none", ""))
Changes = Mapping[str, tuple[str, str]]
"""For each ratio what of it is measured since last year, and in which unit: one id means one ratio in every group."""
MISSING = ["hold", "zero", "mean_points", "penalty", "reweight"]


@st.composite
def indicators(draw: st.DrawFn, numerator: str, changes: Changes) -> Indicator:
    (denominator, unit), (change, moved_unit) = ITEMS[numerator], changes[numerator]
    is_moved = change != "none"
    scoring = draw(st.sampled_from(SCORINGS[:3] if is_moved else SCORINGS))
    cap = BOUNDS.filter(bool) if scoring == "reciprocal" else BOUNDS
    made = b.indicator(
        numerator,
        numerator=numerator,
        denominator=denominator,
        unit=moved_unit if is_moved else unit,
        weight=draw(WEIGHTS),
        change=change,
        scoring=scoring,
        benchmark=draw(judged_by(scoring)),
        band=(Decimal(20), Decimal(100)),
        cap=draw(cap),
        floor=draw(st.sampled_from([None, Decimal(0), Decimal("0.25")])),
        when_missing=draw(st.sampled_from(MISSING)),
        missing_of=draw(st.sampled_from(["either", "numerator"])),
        when_negative=draw(st.sampled_from(["hold", "keep"])),
        penalty=Decimal(-3),
    )
    if not denominator or draw(st.integers(0, 2)):
        return made
    other = replace(
        made, denominator="main_revenue", unit="percent", change="none",
        benchmark=draw(judged_by(scoring)),
    )  # fmt: skip
    return replace(made, otherwise=other)


def judged_by(scoring: str) -> st.SearchStrategy[Benchmark]:
    if scoring == "min_max":
        return st.sampled_from(["group", "all"]).map(
            lambda pool: b.benchmark("group_range", pool=pool)
        )
    return benchmarks()


@st.composite
def benchmarks(draw: st.DrawFn) -> Benchmark:
    kind = draw(st.sampled_from(["published", "group_mean", "best", "mean_of_values"]))
    if kind == "published":
        return b.published(draw(st.sampled_from(["0.000003", "1", "3", "7", "20", "24.097"])))
    return b.benchmark(
        kind,
        draw(st.sampled_from(["1", "2", "0.9"])),
        pool=draw(st.sampled_from(["group", "group", "all"])),
        decimals=draw(st.sampled_from([None, 0, 2, 6])),
        rounding=draw(st.sampled_from(["half_up", "half_even", "down", "up"])),
    )


def ranking(indicator: Indicator) -> Indicator:
    """The same figures ranked by their values, without a score."""
    return replace(
        indicator, scoring="value", benchmark=b.benchmark("none"), cap=None, floor=None,
        weight=Decimal(100), otherwise=None, when_missing="hold",
    )  # fmt: skip


def at_least(item: str, value: str) -> Condition:
    return Condition(kind="at_least", item=item, value=Decimal(value))


@st.composite
def groups(draw: st.DrawFn, id_: str, when: Condition, changes: Changes = UNMOVED) -> Group:
    numerators = draw(st.lists(st.sampled_from(sorted(ITEMS)), min_size=1, max_size=4, unique=True))
    rounding = st.sampled_from(["half_up", "half_even", "down", "up"])
    kinds = st.sampled_from(["bonus", "deduction", "direct", "ceiling", "floor", "veto"])
    flags = ("is_high_tech", "green_factory", "is_new_above_scale")
    tests = [Condition(kind="is", item=flag) for flag in flags]
    made = tuple(draw(indicators(numerator, changes)) for numerator in numerators)
    if len(made) == 1 and draw(st.booleans()):
        made = (ranking(made[0]),)
    tests.append(at_least(made[0].id, "3"))
    adjustments = tuple(
        b.adjustment(
            f"{id_}{number}",
            draw(kinds),
            points=draw(st.sampled_from([Decimal(2), Decimal("0.005"), Decimal(3)])),
            grade=draw(st.sampled_from("ABCD")),
            when=test,
        )
        for number, test in enumerate(tests)
    )
    return b.group(
        *made,
        id=id_,
        when=when,
        score=b.rule(
            decimals=draw(st.sampled_from([None, 0, 2, 4])),
            rounding=draw(rounding),
            bonus_cap=draw(st.sampled_from([None, Decimal(4)])),
        ),
        grading=draw(
            st.one_of(
                st.none(),
                st.builds(
                    b.grading,
                    ties=st.sampled_from(["better", "worse"]),
                    rounding=rounding,
                    quota=st.sampled_from(["before_adjustments", "after_adjustments"]),
                ),
            )
        ),
        adjustments=adjustments,
        measures=(b.measure(grades=("C", "D")), b.measure("ban", kind="text", grades=("D",))),
    )


@st.composite
def alike(draw: st.DrawFn, group: Group, id_: str) -> Group:
    """Another group of the same shape: only the printed benchmarks differ."""
    printed = st.sampled_from([Decimal("0.7"), Decimal(5), Decimal("24.097")])
    indicators_ = tuple(
        replace(each, benchmark=replace(each.benchmark, value=draw(printed)))
        if each.benchmark.kind == "published"
        else each
        for each in group.indicators
    )
    return replace(group, id=id_, label=id_, when=b.EVERYBODY, indicators=indicators_)


@st.composite
def methods(draw: st.DrawFn, kinds: Sequence[str] = ("none",)) -> Method:
    """Two groups; `kinds` says what of an indicator may be measured since last year."""
    moved = st.tuples(st.sampled_from(kinds), st.sampled_from(["one", "percent"]))
    changes = {numerator: draw(moved) for numerator in ITEMS}
    above = Condition(kind="is", item="is_above_scale")
    first = draw(groups("above", above, changes))
    others = draw(st.one_of(groups("others", b.EVERYBODY, changes), alike(first, "others")))
    return b.method(
        first,
        others,
        scope=(
            b.scope("utility", "exempt", Condition(kind="one_of", item="town", codes=("东镇",))),
            b.scope("project", "ungraded", Condition(kind="is", item="builds_major_project"), "B"),
        ),
    )


FLAGS = st.sampled_from([True, False, False, None])
SUBJECT = st.fixed_dictionaries(
    {name: FIGURES for pair in ITEMS.items() for name in (pair[0], pair[1][0]) if name}
    | dict.fromkeys(
        ("is_high_tech", "green_factory", "is_new_above_scale", "is_above_scale"), FLAGS
    )
    | {"builds_major_project": st.sampled_from([False, False, False, True])}
    | {
        "main_revenue": FIGURES,
        "town": st.sampled_from(["东镇", "西镇", "西镇", None]),
        "electricity": FIGURES.map(lambda _: "1000.55"),
    }
)


def facts() -> st.SearchStrategy[Facts]:
    return st.lists(SUBJECT, min_size=0, max_size=25).map(
        lambda rows: b.facts(rows or [{"town": "东镇"}])
    )
