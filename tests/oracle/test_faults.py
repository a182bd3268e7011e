"""Where the sample method says less than the notice: each stands here until it is mended, and then this file fails."""

import pytest

from permu.engine import evaluate
from permu.method.model import Method

from .comparing import differences, reckoned
from .edges import Edge, chain, edge_facts, first, plain, put
from .notices import SAMPLE

FAULTS: dict[str, Edge] = {
    # 第三条: a sum of nine taxes is not known while one is not. `needs = "any"` takes the unknown one for 0,
    # and an A of 134.10 points becomes a D of 22.34, measured as if nothing were wrong.
    "one tax of one enterprise unknown": chain(plain, first(1, put(vat_paid=None))),
    # 第六条: 0 points are for 未提供研发费用的. Who gave them, and whose revenue is held, waits for it.
    "research known and revenue not, of one enterprise": chain(
        plain, put(is_above_scale=True), first(1, put(rd_expense=5_000_000, sales_revenue=None))
    ),
}


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="reported to method and sample")
@pytest.mark.parametrize("fault", FAULTS)
def test_an_unknown_figure_is_not_a_zero(fault: str, method: Method) -> None:
    facts = edge_facts(FAULTS[fault])

    assert differences(reckoned(SAMPLE, facts), evaluate(method, facts)) == []
