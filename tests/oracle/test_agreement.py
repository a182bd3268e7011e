"""The engine against the oracle: the same decisions from the notice's words, and no difference allowed."""

import polars as pl
import pytest

from permu.engine import evaluate
from permu.method import library, load_method
from permu.method.model import Method

from .comparing import differences, reckoned
from .conftest import County, Decided
from .edges import EDGES, facts_of
from .notices import HUANGYAN_2022, LINHAI_2014
from .reckoning import Notice

COUNTIES = ["workbooks-2025", "workbooks-11", "table-2025", "table-7", "table-99"]
REAL = {"331003-huangyan/2022": HUANGYAN_2022, "331082-linhai/2014": LINHAI_2014}


@pytest.mark.parametrize("name", [*COUNTIES, *EDGES])
def test_every_enterprise_of_a_county_comes_out_as_the_notice_says(
    name: str, county: County, decided: Decided, method: Method
) -> None:
    assert differences(decided(name), evaluate(method, county(name))) == []


@pytest.mark.parametrize("name", ["workbooks-2025", "table-7"])
@pytest.mark.parametrize(("place", "notice"), REAL.items(), ids=REAL)
def test_a_real_notice_scores_a_county_as_it_says(
    place: str, notice: Notice, name: str, county: County
) -> None:
    # The sample county has no water meters: a tonne for each of its kilowatt-hours stands in.
    facts = facts_of(county(name).table.with_columns(water=pl.col("electricity")))
    evaluation = evaluate(load_method(library() / place), facts)

    scored = evaluation.table.group_by("group").agg(pl.col("score").count())
    assert dict(scored.drop_nulls().iter_rows()).keys() == notice.groups.keys()
    assert scored.drop_nulls()["score"].min() > 20  # type: ignore[operator]
    assert differences(reckoned(notice, facts), evaluation) == []
