"""The catalogue of items says of each figure what it is, in which unit, from whom and by what right."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.items import Item, item, items
from permu.terms.quantities import unit
from permu.terms.refusal import Refused

ALL = list(items().values())
int64 = st.integers(-(2**63), 2**63 - 1)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_an_item_is_complete(one: Item) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one.id)
    assert one.kind in {"number", "flag", "date", "code", "text"}
    assert one.purpose in {"grading", "checking", "statistics"}
    assert all((one.label, one.label_en, one.provider, one.definition, one.origin))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_number_and_only_a_number_has_a_unit_and_a_scale(one: Item) -> None:
    if one.kind == "number":
        assert unit(one.unit).code == one.unit
        assert 0 <= one.scale <= 6
    else:
        assert (one.unit, one.scale) == ("", 0)


def test_no_two_items_share_a_name() -> None:
    assert len({one.label for one in ALL}) == len({one.label_en for one in ALL}) == len(ALL)


def test_statistical_microdata_is_in_the_catalogue_and_kept_from_grading() -> None:
    assert [one.id for one in ALL if one.purpose == "statistics"]


@given(st.sampled_from([one for one in ALL if one.kind == "number"]), int64)
def test_a_kept_figure_is_the_figure(one: Item, whole: int) -> None:
    assert one.whole(one.exact(whole)) == whole
    assert one.whole(one.decimal(whole)) == whole


def test_people_see_no_zero_that_nobody_wrote() -> None:
    land = next(one for one in ALL if one.scale >= 2)
    assert str(land.decimal(57_201 * 10 ** (land.scale - 1))) == "5720.1"
    assert str(land.decimal(5_720 * 10**land.scale)) == "5720"
    assert str(land.decimal(0)) == "0"


@given(st.sampled_from([one for one in ALL if one.kind == "number"]))
def test_a_figure_finer_than_its_scale_is_refused_not_rounded(one: Item) -> None:
    with pytest.raises(Refused, match=re.escape(one.label)):
        one.whole(Fraction(1, 3))
    with pytest.raises(Refused):
        one.whole(Decimal(5).scaleb(-one.scale - 1))


def test_an_item_nobody_catalogued_is_refused() -> None:
    with pytest.raises(Refused, match="taxes_dodged"):
        item("taxes_dodged")
