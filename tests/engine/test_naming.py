"""Names of what holds, however many rules a method has."""

import polars as pl

from permu.engine.adjustments import named
from permu.method.model import Condition
from tests.engine import builders as b
from tests.engine.test_adjustments import one


def test_each_row_gets_the_names_of_what_holds_in_order() -> None:
    table = pl.DataFrame({"a": [True, False, True], "b": [True, False, False]})

    names, codes = named(table, [("a", pl.col("a")), ("b", pl.col("b"))])

    assert [names[code] for code in codes] == ["a,b", "", "a"]


def test_a_hundred_rules_are_all_reported() -> None:
    hits = [f"r{number}" for number in range(100)]
    rules = [
        b.adjustment(id_, "floor", grade="D", when=Condition(kind="is", item="is_high_tech"))
        for id_ in hits
    ]

    found = one(*rules, is_high_tech=True)
    assert found["hits"] == ",".join(hits)
    assert one(*rules, is_high_tech=False)["hits"] == ""
