"""Methods whose groups are graded in every way the language knows, with rules of every kind that bind."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from permu.method.model import (
    EVERYBODY,
    Adjustment,
    Condition,
    GradeRule,
    Grading,
    Group,
    Listing,
    Measure,
    Method,
    Stage,
)  # fmt: skip
from permu.terms.facts import Facts
from tests.engine import builders as b
from tests.engine.strategies import ITEMS, SUBJECT, methods

GRADES = "ABCD"
ROUNDINGS = st.sampled_from(["half_up", "half_even", "down", "up"])
QUOTAS = st.sampled_from(["before_adjustments", "after_adjustments", "refilled"])
BINDING = ("direct", "ceiling", "floor", "lift", "drop", "veto")
FLAGS = tuple(Condition(kind="is", item=name) for name in (
    "is_high_tech", "green_factory", "is_new_above_scale", "builds_major_project"
))  # fmt: skip


def shared(draw: st.DrawFn) -> dict[str, object]:
    """What gradings of every kind may say."""
    return {
        "rounding": draw(ROUNDINGS),
        "ties": draw(st.sampled_from(["better", "worse"])),
        "bounds": draw(st.sampled_from(["inclusive", "inclusive", "exclusive"])),
        "quota": draw(QUOTAS),
        "over": draw(st.sampled_from(["pool", "all_pools"])),
        "precedence": tuple(draw(st.sampled_from([(), BINDING, BINDING[::-1], ("floor", "veto")]))),
    }


@st.composite
def stages(draw: st.DrawFn, group: Group) -> Stage | None:
    ids = [indicator.id for indicator in group.indicators]
    by_points = draw(st.booleans())
    return draw(st.sampled_from([None, *[Stage(
        by_points=tuple(draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))) if by_points else (),
        by_figure="" if by_points else draw(st.sampled_from(["evaluated_tax", ids[0]])),
        lower_is_better=draw(st.booleans()),
        share=draw(st.sampled_from([Decimal(10), Decimal(15), Decimal("33.3"), Decimal(60)])),
        source=b.CLAUSE,
    )] * 3]))  # fmt: skip


@st.composite
def gradings(draw: st.DrawFn, group: Group) -> Grading:
    kind = draw(st.sampled_from(["shares", "two_stage", "thresholds", "rules"]))
    said: dict[str, object] = {"kind": kind, "shares": (), **shared(draw)}
    if any(each.scoring == "min_max" for each in group.indicators):
        said["over"] = "pool"
    if kind == "shares":
        said["shares"] = tuple(
            map(Decimal, draw(st.sampled_from([(20, 45, 30, 5), (0, 5, 5, 90)])))
        )
    if kind == "two_stage":
        said |= {"grades": tuple("ABC"), "best": draw(stages(group)), "worst": draw(stages(group))}
        said["split"] = draw(st.sampled_from([Decimal(50), Decimal("33.3")]))
    if kind == "thresholds":
        said["at_least"] = tuple(map(Decimal, draw(st.sampled_from([(90, 75, 60), (100, 50, 0)]))))
    if kind == "rules":
        chosen = draw(
            st.lists(st.tuples(st.sampled_from(GRADES), st.sampled_from(FLAGS)), max_size=3)
        )
        rules = [*chosen, (draw(st.sampled_from(GRADES)), EVERYBODY)]
        said["rules"] = tuple(
            GradeRule(grade=grade, when=when, source=b.CLAUSE) for grade, when in rules
        )
    return b.grading(**said)


@st.composite
def adjustments(draw: st.DrawFn, group: Group, number: int) -> Adjustment:
    grades = group.grading.grades if group.grading else tuple(GRADES)
    kind = draw(st.sampled_from(["bonus", "deduction", *BINDING]))
    counts = kind in ("bonus", "deduction") and draw(st.booleans())
    conditions = list(FLAGS)
    if kind in BINDING:
        conditions.append(draw(beats(group)))
        conditions.append(Condition(kind="any", of=(conditions[-1], FLAGS[0])))
    grade = draw(st.sampled_from(["", *grades] if kind in ("lift", "drop") else grades))
    return b.adjustment(
        f"{group.id}{number}", kind,
        when=draw(st.sampled_from(conditions)),
        points=Decimal(0) if counts else draw(st.sampled_from([Decimal(2), Decimal("0.005")])),
        class_=draw(st.sampled_from(["", "品牌", "质量"])) if kind in ("bonus", "deduction") else "",
        count="major_safety_accidents" if counts else "",
        tiers=draw(st.sampled_from([(Decimal(10), Decimal(5)), (Decimal(0), Decimal(5))])) if counts else (),
        most=draw(st.sampled_from([None, Decimal(12)])) if counts else None,
        grade="" if kind in ("bonus", "deduction") else grade,
        steps=draw(st.sampled_from([1, 2])),
        unless=tuple(draw(st.lists(st.sampled_from([f"{group.id}{n}" for n in range(number)]), max_size=1)))
        if number and kind in BINDING else (),
    )  # fmt: skip


@st.composite
def beats(draw: st.DrawFn, group: Group) -> Condition:
    scored = [each for each in group.indicators if each.scoring != "min_max"]
    reference = "benchmark" if scored and draw(st.booleans()) else "group_mean"
    chosen = draw(st.sampled_from(scored if reference == "benchmark" else list(group.indicators)))
    factor = draw(st.sampled_from([Decimal(1), Decimal("1.2")]))
    return Condition(kind="beats", item=chosen.id, reference=reference, factor=factor)


@st.composite
def measures(draw: st.DrawFn) -> tuple[Measure, ...]:
    grades = tuple(draw(st.lists(st.sampled_from("ABC"), min_size=1, unique=True)))
    return (
        b.measure("more", grades=grades, when=draw(st.sampled_from([EVERYBODY, *FLAGS]))),
        b.measure("award", kind="sum", grades=grades, rate=Decimal("10000.005"), item="", unit="yuan"),
        b.measure("less", kind="cut", grades=grades, rate=Decimal(10), item="electricity", unit=""),
    )  # fmt: skip


@st.composite
def graded(draw: st.DrawFn, group: Group) -> Group:
    group = replace(
        group, grading=draw(gradings(group)), each=draw(st.sampled_from(["", "cluster"]))
    )
    rules = tuple(draw(adjustments(group, number)) for number in range(draw(st.integers(0, 5))))
    low = Condition(kind="less_than", item=group.indicators[0].id, value=Decimal(3))
    lists = (Listing(id="low", label="低效", when=low, source=b.CLAUSE),)
    lists = draw(st.sampled_from([(), lists]))
    return replace(group, adjustments=rules, lists=lists, measures=draw(measures()))


@st.composite
def graded_methods(draw: st.DrawFn) -> Method:
    """A method of `strategies.methods` whose groups are graded anew."""
    method = draw(methods())
    return replace(method, groups=tuple(draw(graded(group)) for group in method.groups))


SMALL = st.sampled_from(["1", "1", "2", "3", "7", "20", "33.333333"])
OFTEN_SET = st.sampled_from([True, False, False, None])
RANKED = st.fixed_dictionaries(
    dict.fromkeys([name for pair in ITEMS.items() for name in (pair[0], pair[1][0]) if name], SMALL)
    | dict.fromkeys([flag.item for flag in FLAGS], OFTEN_SET)
    | {
        "is_above_scale": st.booleans(),
        "town": st.just("西镇"),
        "builds_major_project": st.sampled_from([False] * 9 + [True]),
        "cluster": st.sampled_from(["机电", "机电", "纺织", "建材"]),
        "major_safety_accidents": st.sampled_from([0, 0, 1, 2, 5, None]),
        "electricity": st.sampled_from(["1000.55", None]),
    }
)


def pooled_facts() -> st.SearchStrategy[Facts]:
    """Facts of subjects in some clusters, with cases to count; most of them are ranked."""
    seldom_known = SUBJECT.map(lambda row: row | {"cluster": None, "major_safety_accidents": 1})
    subject = st.one_of(RANKED, RANKED, RANKED, RANKED, seldom_known)
    return st.lists(subject, min_size=6, max_size=25).map(b.facts)
