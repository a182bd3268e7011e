"""The credit code: valid ones pass, every single slip is caught, old numbers are named for what they are."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.terms.credit_code import (
    ALPHABET,
    BODIES,
    LOOK_ALIKE,
    check_character,
    is_credit_code,
    problem,
    repair,
)

# GB 32100-2015, table of weights as printed, so that the code's own powers of three are not their own witness.
PRINTED_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

bodies = st.sampled_from([body + kind for body, kinds in BODIES.items() for kind in kinds])
places = st.text("0123456789", min_size=6, max_size=6)
subjects = st.text(ALPHABET, min_size=9, max_size=9)
first_17 = st.builds(lambda body, place, subject: body + place + subject, bodies, places, subjects)
codes = first_17.map(lambda first: first + check_character(first))


def test_a_code_as_issued_is_valid() -> None:
    assert problem("91110000600037341L") is None


@pytest.mark.parametrize("body", ["N1", "N2", "N3"])
def test_villages_hold_land_and_their_codes_are_valid(body: str) -> None:
    first = f"{body}990101MF1234567"
    assert is_credit_code(first + check_character(first))


@given(first_17)
def test_the_check_character_satisfies_the_standard(first: str) -> None:
    total = sum(
        ALPHABET.index(letter) * weight
        for letter, weight in zip(first, PRINTED_WEIGHTS, strict=True)
    )
    assert (total + ALPHABET.index(check_character(first))) % 31 == 0


@given(codes)
def test_a_code_with_the_right_check_character_is_valid(code: str) -> None:
    assert problem(code) is None


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_caught(code: str, place: int, letter: str) -> None:
    assume(code[place] != letter)
    assert problem(code[:place] + letter + code[place + 1 :]) is not None


@given(codes, st.integers(0, 15))
def test_two_neighbours_changed_about_are_always_caught(code: str, place: int) -> None:
    left, right = code[place], code[place + 1]
    assume(left != right)
    assert problem(code[:place] + right + left + code[place + 2 :]) is not None


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "empty"),
        ("330000000012345", "registry_number"),
        ("3300001234567", "registry_number"),
        ("60003734-1", "organisation_code"),
        ("60003734X", "organisation_code"),
        ("91110000600037341", "length"),
        ("91110000600037341LL", "length"),
        ("9111000060003734IL", "letters"),
        ("911100A0600037341L", "letters"),
        ("９1110000600037341L", "letters"),
        ("99110000600037341L", "body"),
        ("911100006000373411", "check"),
        ("91110000600037341l", "letters"),
    ],
)
def test_what_is_wrong_is_named(written: str, what: str) -> None:
    assert problem(written) == what


@given(codes)
def test_full_width_lower_case_and_spaces_are_proposed_back(code: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    assert repair(wide) == code
    assert repair(f" {code[:9]} {code[9:]} ") == code
    if code.lower() != code:
        assert repair(code.lower()) == code


@given(codes, st.sampled_from("IO"))
def test_a_letter_that_looks_like_a_digit_is_proposed_back(code: str, letter: str) -> None:
    digit = letter.translate(LOOK_ALIKE)
    assume(digit in code)
    assert repair(code.replace(digit, letter, 1)) == code


@given(codes)
def test_nothing_is_proposed_for_a_valid_code_nor_for_nonsense(code: str) -> None:
    assert repair(code) is None
    assert repair("样**有限公司") is None
