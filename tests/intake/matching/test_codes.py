"""An unsound code: the registered one that it may mean is proposed, never taken."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from permu.intake.grid import BLANK, Cell
from permu.terms.credit_code import ALPHABET, is_credit_code, plain, slips

from ..forms import FAN, NAMES, code
from .people import asked, first, known


@pytest.mark.parametrize(
    ("given_", "reason"),
    [
        (FAN[:4] + "O" + FAN[5:], "统一社会信用代码第5位的 O 改为 0 后成立"),
        (FAN[:8] + "OO" + FAN[10:], "统一社会信用代码第9、10位的 O、O 改为 0、0 后成立"),
        (FAN[:8] + "7" + FAN[9:], "统一社会信用代码第9位的 7 改为 0 后成立"),
        (FAN[:5] + FAN[6:], "统一社会信用代码补上第6位漏掉的 1 后成立"),
        (FAN[:6] + "7" + FAN[6:], "统一社会信用代码去掉第7位多出的 7 后成立"),
        (FAN[:14] + FAN[15] + FAN[14] + FAN[16:], "统一社会信用代码第15、16位前后对调后成立"),
        (FAN.lower(), "统一社会信用代码改为半角大写后成立"),
        (FAN[8:16] + "-" + FAN[16], "与统一社会信用代码第9至17位（原组织机构代码）一致"),
        (f"990101{FAN[8:17]}", "与统一社会信用代码第9至17位（原组织机构代码）一致"),
    ],
)  # fmt: skip
def test_a_code_is_proposed_with_its_reason(given_: str, reason: str) -> None:
    match = asked(known(), "", given_)

    assert match.subject == ""
    assert match.strong == {FAN}
    assert first(match).reason == reason


def test_code_and_name_together_count_for_more() -> None:
    wrong = FAN[:8] + "7" + FAN[9:]

    both, alone = asked(known(), NAMES[FAN], wrong), asked(known(), "", wrong)

    assert first(both).score > first(alone).score
    assert first(both).reason == "名称与名册完全一致；统一社会信用代码第9位的 7 改为 0 后成立"


@pytest.mark.parametrize("shown", [FAN[:15] + "000", f"{FAN[0]}.{FAN[1:15]}E+17"])
def test_a_code_kept_as_a_number_proposes_those_with_its_first_digits(shown: str) -> None:
    match = known().match(Cell("n", shown), BLANK)

    assert (match.subject, match.code, match.strong) == ("", "code_as_number", frozenset())
    assert first(match).subject == FAN
    assert first(match).reason.startswith("代码被存成数字，保留下来的前 15 位一致")


def test_a_code_far_from_all_registered_ones_proposes_nobody() -> None:
    assert asked(known(), "", "91990101MA2X3Y4Z5").proposals == ()


@given(st.integers(0, 17), st.sampled_from(ALPHABET + "IOZSV"))
def test_one_wrong_character_proposes_the_right_code_and_joins_nothing(at: int, one: str) -> None:
    wrong = FAN[:at] + one + FAN[at + 1 :]
    assume(wrong != FAN)

    match = asked(known(), "", wrong)

    assert match.subject == ""
    assert FAN in {proposal.subject for proposal in match.proposals}


codes = st.integers(0, 999_999).map(code)


@given(codes, st.data())
def test_slips_lead_back(right: str, data: st.DataObject) -> None:
    wrong = data.draw(st.sampled_from(sorted(set(slips(right)))))

    assert right in set(slips(wrong))


@given(codes)
def test_a_code_as_issued_is_plain(right: str) -> None:
    assert is_credit_code(right)
    assert plain(f" {right[:8]}-{right[8:].lower()} ") == right
