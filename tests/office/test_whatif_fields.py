"""What a person turns, as an address says it: the same question has the same address, and comes back whole."""

from decimal import Decimal
from itertools import chain

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from permu.evaluations.whatif.asked import Asked, asked_in
from permu.evaluations.whatif.fields import (
    Place,
    gathered,
    numbers,
    typed_in,
)
from permu.evaluations.whatif.trials import trial_of
from permu.evaluations.whatif.turning import scenario_typed, shared_out, typed_of
from permu.method import load_method
from permu.method.model.scenarios import Amendment, Scenario
from permu.method.refusal import MethodRefused
from permu.method.scenarios import amended, knobs, with_digest
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Refused

METHOD = load_method(SAMPLE_METHOD)
KNOBS = knobs(METHOD)
PLACES = [place for place, _ in chain.from_iterable(map(numbers, gathered(KNOBS, {})))]
TYPED = st.dictionaries(
    st.sampled_from(PLACES), st.decimals(0, 60, places=2, allow_nan=False), max_size=4
)


@given(typed=TYPED, is_alone=st.booleans())
def test_an_address_says_what_is_asked_and_nothing_else(typed, is_alone):
    asked = Asked(typed=typed, is_alone=is_alone)

    assert typed_in(QueryDict(asked.query)) == typed
    assert ("alone=1" in asked.query) == is_alone


@given(
    now=st.lists(st.decimals(1, 50, places=1), min_size=2, max_size=5),
    pinned=st.dictionaries(st.integers(0, 4), st.decimals(0, 20, places=1), max_size=4),
)
def test_shares_that_make_room_add_up_to_a_hundred_and_those_typed_stay(now, pinned):
    pinned = {at: number for at, number in pinned.items() if at < len(now)}

    shares = shared_out(tuple(now), pinned)

    assert all(shares[at] == number for at, number in pinned.items())
    if len(pinned) < len(now):
        assert sum(shares) == 100


@given(typed=TYPED)
def test_a_scenario_opened_to_be_changed_stands_on_the_sliders_as_it_was_kept(typed):
    scenario = scenario_typed(gathered(KNOBS, typed), typed, is_alone=False)
    try:
        under = amended(METHOD, [scenario] if scenario else [])
    except MethodRefused:
        return  # such a scenario cannot be kept either

    opened = typed_of(scenario, knobs(under)) if scenario else {}
    again = scenario_typed(gathered(KNOBS, opened), opened, is_alone=False)

    assert amended(METHOD, [again] if again else []).groups == under.groups


def test_a_price_that_every_group_has_is_one_number_until_one_group_has_another():
    rate = Place("rate", "power_surcharge_d", "")
    apart = Place("rate", "power_surcharge_d", "above")

    assert rate in PLACES
    assert apart not in PLACES
    found = [place for knob in gathered(KNOBS, {apart: Decimal(1)}) for place, _ in numbers(knob)]
    assert apart in found
    assert rate not in found


def test_a_bonus_of_one_group_alone_stays_that_groups():
    only = [knob for knob in KNOBS if knob.group == "above"]

    assert {knob.group for knob in gathered(only, {})} == {"above"}


@pytest.mark.parametrize("text", ["abc", "NaN", "Infinity", "1e", "１2x", "-", "x" * 10_000])
def test_what_is_no_number_is_said_so(text):
    with pytest.raises(Refused, match="不是数") as told:
        typed_in(QueryDict(mutable=False, query_string=f"weight.tax_per_mu.above={text}"))
    assert len(str(told.value)) < 100


@pytest.mark.parametrize(
    "text",
    ["1e999999", "1e-999999", "0.1234567890123", "12345678901234", "1" * 10_000, "0." + "3" * 40],
)
def test_a_number_of_too_many_digits_is_told_how_many_are_taken(text):
    with pytest.raises(Refused, match=r"位数太多.*整数部分最多 13 位，小数最多 12 位") as told:
        typed_in(QueryDict(f"weight.tax_per_mu.above={text}"))
    assert len(str(told.value)) < 100


@pytest.mark.parametrize("text", ["1234567890123.123456789012", "0.5" + "0" * 40, "0e99", " 7 "])
def test_a_number_is_taken_whole(text):
    place = Place("weight", "tax_per_mu", "above")

    assert typed_in(QueryDict(f"weight.tax_per_mu.above={text}")) == {place: Decimal(text.strip())}


@pytest.mark.parametrize("name", ["q", "page", "weight", "colour.tax.above", "weight.A.b", "s"])
def test_other_keys_of_an_address_are_no_numbers(name):
    assert typed_in(QueryDict(f"{name}=x")) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said",
    ["foo.bar=3", "weight=3", "colour.tax.above=1", "weight.A.b=5", "s=first", "x=" + "y" * 99],
)
def test_what_is_not_understood_in_an_address_is_said_so(clerk, said):
    (unread,) = asked_in(QueryDict(f"weight.tax_per_mu.above=40&page=2&q=甲&{said}"), clerk).unread

    assert said.startswith(unread.rstrip("…"))
    assert len(unread) < 60


@pytest.mark.django_db
def test_of_an_address_that_the_page_makes_everything_is_understood(clerk):
    asked = Asked(typed=dict.fromkeys(PLACES, Decimal(7)), is_alone=True)

    assert asked_in(QueryDict(asked.query), clerk) == asked


def test_an_empty_field_is_as_the_method_has_it():
    assert typed_in(QueryDict("weight.tax_per_mu.above=&weight.tax_per_mu.below=50")) == {
        Place("weight", "tax_per_mu", "below"): Decimal(50)
    }


def test_a_number_that_the_method_has_not_is_refused_by_name():
    asked = Asked(typed={Place("weight", "tax_per_mou", "above"): Decimal(1)})

    refused = trial_of(METHOD, asked).refused

    assert "tax_per_mou" in str(refused)


def test_only_the_number_that_is_to_stay_alone_changes():
    share = {Place("shares", "", "above", 0): Decimal(10)}

    with_room = trial_of(METHOD, Asked(typed=share))
    alone = trial_of(METHOD, Asked(typed=share, is_alone=True))

    assert sum(with_room.method.group("above").grading.shares) == 100
    assert "100" in str(alone.refused)


def test_a_scenario_for_one_group_and_one_for_another_are_both_opened():
    both = with_digest(
        Scenario(
            id="a",
            label="甲",
            amendments=(
                Amendment(key="weight", of="tax_per_mu", groups=("above",), to=(Decimal(40),)),
                Amendment(key="weight", of="tax_per_mu", groups=("below",), to=(Decimal(70),)),
            ),
        )
    )

    assert typed_of(both, knobs(amended(METHOD, [both]))) == {
        Place("weight", "tax_per_mu", "above"): Decimal(40),
        Place("weight", "tax_per_mu", "below"): Decimal(70),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["s", "add", "of", "part"])
@pytest.mark.parametrize("digits", ["9" * 20, "9" * 23, "9" * 4400], ids=len)
def test_a_scenario_whose_key_is_too_long_for_any_is_not_found(clerk, name, digits):
    from django.http import Http404

    with pytest.raises(Http404):
        asked_in(QueryDict(f"{name}={digits}"), clerk)


@pytest.mark.django_db
def test_a_scenario_that_is_not_there_is_not_found(clerk):
    from django.http import Http404

    with pytest.raises(Http404):
        asked_in(QueryDict("s=99"), clerk)
