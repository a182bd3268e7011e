"""Quantities are exact, and what measures different things never mixes."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.quantities import UNITS, conversion, mu_from_square_meters, unit, unit_spelled
from permu.terms.refusal import Refused

units = st.sampled_from(sorted(UNITS))
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=6)


def test_a_mu_is_a_fifteenth_of_a_hectare_and_two_thousand_thirds_of_a_square_meter() -> None:
    assert conversion("ha", "mu") == 15
    assert conversion("mu", "m2") == Fraction(2000, 3)
    assert mu_from_square_meters(Decimal("666.67")) == Fraction(200_001, 200_000)


@pytest.mark.parametrize(
    ("given_in", "wanted_in", "factor"),
    [
        ("10k_yuan", "yuan", 10_000),
        ("100m_yuan", "10k_yuan", 10_000),
        ("1k_yuan", "10k_yuan", Fraction(1, 10)),
        ("kg", "t", Fraction(1, 1000)),
        ("10k_kwh", "kwh", 10_000),
        ("percent", "one", Fraction(1, 100)),
        ("10k_yuan/mu", "yuan/m2", 15),
        ("10k_yuan/mu", "10k_yuan/ha", 15),
    ],
)
def test_units_of_one_kind_convert_by_their_exact_factor(
    given_in: str, wanted_in: str, factor: Fraction | int
) -> None:
    assert conversion(given_in, wanted_in) == factor


@given(numbers, units, units)
def test_there_and_back_is_the_same_number_or_no_way_at_all(
    number: Decimal, here: str, there: str
) -> None:
    if UNITS[here].dimension != UNITS[there].dimension:
        with pytest.raises(Refused, match="不是同一类"):
            conversion(here, there)
    else:
        assert Fraction(number) * conversion(here, there) * conversion(there, here) == number


@given(units, units, units)
def test_a_detour_changes_nothing(first: str, second: str, third: str) -> None:
    if len({UNITS[code].dimension for code in (first, second, third)}) == 1:
        assert conversion(first, second) * conversion(second, third) == conversion(first, third)


def test_a_tonne_of_coal_at_equivalent_value_is_not_one_at_calorific_value() -> None:
    with pytest.raises(Refused, match="当量值"):
        conversion("tce", "tce_calorific")


def test_a_ratio_of_like_to_like_is_a_plain_ratio() -> None:
    assert unit("yuan/10k_yuan").dimension == "ratio"
    assert conversion("yuan/10k_yuan", "one") == Fraction(1, 10_000)
    assert unit("10k_yuan/mu").label == "万元/亩"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("㎡", "m2"),
        (" 平方米 ", "m2"),
        ("度", "kwh"),
        ("吨标煤", "tce"),
        ("％", "percent"),
        ("公斤", "kg"),
    ],
)
def test_a_unit_is_known_by_the_ways_departments_write_it(written: str, code: str) -> None:
    found = unit_spelled(written)
    assert found is not None
    assert found.code == code


def test_a_unit_nobody_knows_is_not_guessed() -> None:
    assert unit_spelled("石") is None
    with pytest.raises(Refused, match="石"):
        unit("石")


def test_no_spelling_means_two_units() -> None:
    spelled = [word for one in UNITS.values() for word in {one.label, *one.spellings} if word]
    assert len(spelled) == len(set(spelled))
