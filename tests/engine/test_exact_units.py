"""Whatever is merged, inherited or ranked in pools, both arithmetics agree and nobody is lost."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from permu.engine import evaluate, evaluate_exactly, explain_all
from permu.engine.evaluation import Evaluation
from permu.engine.units.membership import units_of
from permu.method.model import Condition, Merge, Method, Scope
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b
from tests.engine.strategies import FLAGS, SUBJECT, methods
from tests.searching import UNSHRUNK, searched

TENANT = Condition(kind="is", item="is_tenant")
FEW = searched(30, UNSHRUNK)


@st.composite
def merges(draw: st.DrawFn, id_: str) -> Merge:
    return Merge(
        id=id_,
        label=id_,
        by=draw(st.sampled_from(["parcel", "holding_group", "site"])),
        when=draw(st.sampled_from([b.EVERYBODY, Condition(kind="not", of=(TENANT,))])),
        head_by=draw(st.sampled_from(["land_area", "evaluated_tax", "held_land"])),
        result=draw(st.sampled_from(["shared", "both"])),
        choose=draw(st.sampled_from(["better", "worse", "merged", "alone"])),
        source=b.CLAUSE,
    )


@st.composite
def heirs(draw: st.DrawFn) -> Scope:
    return Scope(
        id="heir",
        label="承租企业",
        state="inherits",
        when=TENANT,
        from_=draw(st.sampled_from(["parcel_owner", "landlord"])),
        choose=draw(st.sampled_from(["better", "worse"])),
        source=b.CLAUSE,
    )


@st.composite
def together(draw: st.DrawFn) -> Method:
    """A method with merges, heirs and pools, as it comes."""
    method = draw(methods())
    first, *others = method.groups
    each = draw(st.sampled_from(["", "cluster"]))
    held = b.definition(
        "held_land", kind="holding", roles=("owner", "tenant"), unit="mu", needs="any"
    )
    tenants = b.definition("tenants", kind="tenants", unit="cases", when=TENANT, needs="any")
    rule = b.adjustment(
        "landlord", "deduction", points=Decimal(2),
        when=Condition(kind="at_least", item="tenants", value=Decimal(1)),
    )  # fmt: skip
    first = replace(first, each=each, adjustments=(*first.adjustments, rule))
    return replace(
        method,
        groups=(first, *others),
        scope=(*method.scope, *draw(st.lists(heirs(), max_size=1))),
        merges=tuple(draw(merges(id_)) for id_ in draw(st.sampled_from([(), ("m",), ("m", "n")]))),
        definitions=(held, tenants),
    )


IDS = [f"S{number}" for number in range(1, 10)]
TEXTS = {
    "cluster": ["照明", "建材", None], "holding_group": ["甲", "乙", None, None],
    "site": ["东", None], "landlord": [*IDS[:4], "X", None],
}  # fmt: skip
AREAS = st.sampled_from([None, 0, 1, "2.5"])


@st.composite
def counties(draw: st.DrawFn) -> Facts:
    """A few subjects with a ledger of parcels, some of it of strangers, some figures in doubt."""
    count = draw(st.integers(1, len(IDS)))
    rows = {}
    for subject in IDS[:count]:
        more = {name: draw(st.sampled_from(values)) for name, values in TEXTS.items()}
        rows[subject] = draw(SUBJECT) | more | {"is_tenant": draw(FLAGS)}
    keys = st.tuples(
        st.sampled_from([*IDS[:count], "X"]),
        st.sampled_from(["P1", "P2", "P3"]),
        st.sampled_from(["owner", "tenant"]),
    )
    pairs = draw(st.lists(keys, max_size=8, unique=True))
    facts = b.with_holdings(b.facts(rows), *((*key, draw(AREAS), draw(AREAS)) for key in pairs))
    return _held(facts, draw(st.lists(st.tuples(
        st.sampled_from(IDS[:count]),
        st.sampled_from(["is_tenant", "holding_group", "evaluated_tax", "cluster", "land_area"]),
    ), max_size=2, unique=True)))  # fmt: skip


def _held(facts: Facts, pairs: list[tuple[str, str]]) -> Facts:
    """The facts with these figures in doubt: absent, and waiting for a person."""
    table = facts.table
    for subject, name in pairs:
        is_it = pl.col("subject") == subject
        table = table.with_columns(pl.when(~is_it).then(pl.col(name)).alias(name))
    return b.with_held(replace(facts, table=table), *pairs)


def outcome(run: object, method: Method, facts: Facts) -> Evaluation | str:
    try:
        return run(method, facts)  # type: ignore[operator]
    except Refused as refused:
        return refused.code


@FEW
@given(method=together(), facts=counties())
def test_the_fast_result_is_the_exact_result(method: Method, facts: Facts) -> None:
    fast, exact = outcome(evaluate, method, facts), outcome(evaluate_exactly, method, facts)

    if isinstance(fast, str) or isinstance(exact, str):
        assert fast == exact
    else:
        assert fast.table.to_dicts() == exact.table.to_dicts()
        assert fast.digest == exact.digest


@FEW
@given(method=together(), facts=counties())
def test_everybody_has_one_row_and_members_of_a_unit_the_same_result(
    method: Method, facts: Facts
) -> None:
    evaluation = outcome(evaluate, method, facts)
    if isinstance(evaluation, str):
        return

    table = evaluation.table
    assert table["subject"].to_list() == facts.table["subject"].to_list()
    assert sum(evaluation.counts.values()) == len(table)
    if method.merges:
        shared = table.filter(pl.col("unit").is_not_null()).drop("subject")
        for _, rows in shared.group_by("unit"):
            assert all(one == other for one, other in pairwise(rows.rows()))


@FEW
@given(method=together(), facts=counties(), chance=st.randoms(use_true_random=False))
def test_row_order_is_nothing(method: Method, facts: Facts, chance: object) -> None:
    order = list(range(len(facts.table)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    shuffled = replace(
        facts, table=facts.table[order], holdings=facts.holdings.reverse(), cells=facts.cells.reverse()
    )  # fmt: skip

    first, again = outcome(evaluate, method, facts), outcome(evaluate, method, shuffled)

    assert _digest(first) == _digest(again)


def _digest(found: Evaluation | str) -> str:
    return found if isinstance(found, str) else found.digest


@FEW
@given(method=together(), facts=counties())
def test_every_sheet_can_be_written_and_says_what_the_table_says(
    method: Method, facts: Facts
) -> None:
    evaluation = outcome(evaluate, method, facts)
    if isinstance(evaluation, str):
        return

    sheets = list(explain_all(evaluation, method, facts))

    rows = evaluation.table.select("subject", "state").rows()
    assert [(sheet.subject, sheet.state) for sheet in sheets] == rows
    for sheet, grade in zip(sheets, evaluation.table["grade"], strict=True):
        assert (sheet.grade or None) == grade
        assert sheet.state_reason


@FEW
@given(method=together(), facts=counties())
def test_units_are_disjoint_and_their_heads_are_members(method: Method, facts: Facts) -> None:
    units = units_of(method, facts, earlier=None)

    members = [member for unit in units for member in unit.members]
    assert len(members) == len(set(members))
    assert all(unit.head in unit.members for unit in units)
    assert all(len(unit.members) > 1 or unit.waits for unit in units)
