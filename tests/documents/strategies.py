"""Any working sheet, sensible or not."""

from decimal import Decimal

from hypothesis import strategies as st

from permu.engine.sheet import (
    Cell,
    FactLine,
    IndicatorLine,
    MeasureLine,
    RuleLine,
    StepLine,
    WayLines,
    WorkingSheet,
)

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
NUMBER = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=6)
MAYBE = st.none() | NUMBER

CELLS = st.builds(
    Cell, file=TEXT, sheet=TEXT, cell=TEXT, raw=TEXT, unit=TEXT, provider=TEXT, sha256=TEXT, note=TEXT
)  # fmt: skip
LEAVES = st.builds(
    FactLine, item=TEXT, label=TEXT, value=MAYBE, unit=TEXT, sign=st.sampled_from(["", "+", "−"]),
    cells=st.lists(CELLS, max_size=2).map(tuple), note=TEXT,
)  # fmt: skip
FACTS = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        FactLine, item=TEXT, label=TEXT, value=MAYBE, unit=TEXT,
        parts=st.lists(parts, max_size=2).map(tuple),
    ),
    max_leaves=4,
)  # fmt: skip
INDICATORS = st.builds(
    IndicatorLine, id=TEXT, label=TEXT, unit=TEXT, numerator=FACTS, denominator=st.none() | FACTS,
    value=TEXT, benchmark=TEXT, benchmark_note=TEXT, weight=NUMBER, formula=TEXT, points=MAYBE,
    points_note=TEXT, clause=TEXT, is_assumed=st.booleans(),
)  # fmt: skip
RULES = st.builds(
    RuleLine, id=TEXT, label=TEXT, kind=TEXT, effect=TEXT, took_effect=st.booleans(), clause=TEXT,
    is_assumed=st.booleans(), facts=st.lists(FACTS, max_size=1).map(tuple),
)  # fmt: skip
MEASURES = st.builds(
    MeasureLine, id=TEXT, label=TEXT, amount=MAYBE, formula=TEXT, gives=st.booleans(), basis=TEXT
)  # fmt: skip
STEPS = st.builds(
    StepLine, item=TEXT, label=TEXT, unit=TEXT, before=TEXT, after=TEXT, difference=TEXT, share=TEXT,
    needed=NUMBER, note=TEXT,
)  # fmt: skip
WAYS = st.builds(
    WayLines, next=TEXT, title=TEXT, lead=TEXT, head=TEXT, steps=st.lists(STEPS, max_size=2).map(tuple),
    notes=st.lists(TEXT, max_size=2).map(tuple), basis=TEXT,
)  # fmt: skip
SHEETS = st.builds(
    WorkingSheet,
    subject=TEXT, name=TEXT, about=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    year=st.integers(2010, 2100), method_title=TEXT, method_document=TEXT, method_address=TEXT,
    is_synthetic=st.booleans(),
    state=st.sampled_from(["graded", "scored", "ungraded", "exempt", "deferred"]),
    state_label=TEXT, state_reason=TEXT, group_label=TEXT,
    indicators=st.lists(INDICATORS, max_size=2).map(tuple), base_score=MAYBE, bonus=MAYBE,
    score=MAYBE, score_rule=TEXT, rank=st.none() | st.integers(1, 9), ranked=st.none() | st.integers(1, 9),
    grade_by_rank=TEXT, grade=TEXT, grade_rule=TEXT,
    rules=st.lists(RULES, max_size=1).map(tuple), measures=st.lists(MEASURES, max_size=1).map(tuple),
    way=st.none() | WAYS,
    unknown=st.lists(TEXT, max_size=1).map(tuple), facts_digest=TEXT, method_digest=TEXT,
    evaluation_digest=TEXT, engine=TEXT,
)  # fmt: skip
