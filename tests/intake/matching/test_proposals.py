"""What is proposed for a row, with which reason, and that it is never more than a proposal."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.matching import Register

from ..forms import BOLT, FAN, LAMP, NAMES, code
from .people import asked, first, known

STRANGER = code(909)


@pytest.mark.parametrize(
    ("written", "whose", "kind", "reason"),
    [
        ("樣例縣清風風機有限公司", FAN, "spelling", "去掉注记、繁体改简体后名称一致"),
        ("样例县清风风机有限公司（停产）", FAN, "spelling", "去掉注记、繁体改简体后名称一致"),
        ("样例县清风风机有限责任公司", FAN, "writing", "地名、字号、行业相同，只是写法不同（如“有限责任公司”、地名加括号）"),
        ("清风风机有限公司", FAN, "place", "字号、行业、组织形式相同，只差行政区划"),
        ("样例县清风风机厂", FAN, "form", "字号、行业相同，只差组织形式"),
        ("样例县清凤风机有限公司", FAN, "homophone", "同音"),
        ("样例县清风机风有限公司", FAN, "swapped", "字号或行业的两个字前后颠倒"),
        ("样例县清风风机械有限公司", FAN, "dropped", "字号或行业差一个字"),
        ("样例县清风有限公司", FAN, "trade_missing", "字号相同，一方没有写行业"),
        ("样例县坚石紧固条有限公司", BOLT, "one_character", "字号、行业只有一个字不同"),
        ("样例县清**有限公司", FAN, "masked", "掩码匹配 1 家"),
        ("样例县清风风机有限公司东溪分公司", FAN, "branch", "分支机构（东溪分公司）"),
        ("样例县坚石标准件有限公司", BOLT, "form", "字号、行业相同，只差组织形式；曾用名"),
    ],
)  # fmt: skip
def test_a_name_is_proposed_with_its_reason(
    written: str, whose: str, kind: str, reason: str
) -> None:
    match = asked(known(), written)

    assert (match.subject, match.code) == ("", "name_unknown")
    found = first(match)
    assert (found.subject, found.name, found.kind) == (whose, NAMES[whose], kind)
    assert found.reason == reason
    assert 0 < found.score < 1000
    assert found.reason_en.isascii() or "东溪" in found.reason_en


def test_a_masked_name_is_proposed_never_joined() -> None:
    match = asked(known(), "样例县**有限公司")

    assert match.subject == ""
    assert {one.subject for one in match.proposals} == {FAN, LAMP, BOLT}
    assert first(match).reason == "掩码匹配 3 家；与第二家相差不多，请仔细核对"


def test_a_mask_of_as_many_stars_as_characters_fits_best() -> None:
    register = known()
    register.add(STRANGER, "样例县清水河风力机械有限公司", "")

    assert first(asked(register, "样例县清***有限公司")).subject == FAN


def test_another_of_the_same_brand_in_the_same_place_is_no_likely_owner() -> None:
    match = asked(known(), "样例县清风食品有限公司")

    assert all(one.score < 600 for one in match.proposals)


def test_of_two_that_fit_the_one_in_the_same_place_is_first() -> None:
    register = Register()
    register.add(FAN, "样例县砚驰机械有限公司", "")
    register.add(LAMP, "样江县砚驰机械有限公司", "")

    match = asked(register, "样江县砚驰机械厂")

    assert [one.subject for one in match.proposals] == [LAMP, FAN]
    assert match.proposals[0].score - match.proposals[1].score >= 100


def test_a_branch_with_a_code_of_its_own_is_asked_about() -> None:
    match = asked(known(), "样例县清风风机有限公司东溪分公司", STRANGER)

    assert (match.subject, match.code, match.is_stranger) == ("", "stranger_related", False)
    assert first(match).reason == "分支机构（东溪分公司）"


def test_a_stranger_is_not_compared_by_likeness() -> None:
    match = asked(known(), "样例县清凤风机有限公司", STRANGER)

    assert (match.code, match.is_stranger, match.proposals) == ("not_registered", True, ())


def test_a_code_beside_another_enterprises_name_proposes_both() -> None:
    match = asked(known(), NAMES[LAMP], FAN)

    assert match.code == "code_of_another"
    assert {one.subject for one in match.proposals} == match.strong == {FAN, LAMP}


names = st.text("样例县清风凤机械有限责任公司厂（）*坚石紧固件标准明途照", max_size=14)


@given(names)
def test_nothing_but_a_registered_name_joins(name: str) -> None:
    match = asked(known(), name)

    spelled = {one.replace("（", "(").replace("）", ")") for one in NAMES.values()}
    is_name = name.replace("（", "(").replace("）", ")") in {*spelled, "样例县坚石标准件厂"}
    assert bool(match.subject) == is_name


@given(names, st.permutations(list(NAMES)))
def test_the_order_of_the_register_changes_nothing(name: str, order: list[str]) -> None:
    register = Register()
    for one in order:
        register.add(one, NAMES[one], "样例县坚石标准件厂" if one == BOLT else "")

    assert asked(register, name) == asked(known(), name)


@given(names)
def test_width_spaces_and_brackets_change_nothing(name: str) -> None:
    other = name.replace("（", " ［").replace("）", "】\u3000")
    one, two = asked(known(), name), asked(known(), other)

    assert (one.subject, one.code, one.strong, one.weak) == (two.subject, two.code, two.strong, two.weak)  # fmt: skip
    assert one.proposals == two.proposals


def test_an_enterprise_that_joins_the_register_later_is_proposed_too() -> None:
    register = known()
    assert asked(register, "样例县砚驰机械厂").proposals == ()

    register.add(STRANGER, "样例县砚驰机械有限公司", "")

    assert first(asked(register, "样例县砚驰机械厂")).subject == STRANGER


def test_texts_of_any_length_are_answered_at_once() -> None:
    register = known()
    register.add(STRANGER, "样例县" + "砚驰" * 16_000 + "有限公司", "")
    start = time.process_time()

    for long in ("公司" * 16_000, "(" * 32_000, "*" * 32_000, "县" * 32_000):
        assert asked(register, long, long).subject == ""

    assert time.process_time() - start < 2


def test_a_masked_name_of_thousands_costs_no_more_than_their_number() -> None:
    register = Register()
    for at in range(3_000):
        register.add(code(at), f"样例县第{at:04}机械有限公司", "")

    match = asked(register, "样例县**有限公司")

    assert len(match.weak) == 3_000
    assert len(match.proposals) == 20
    assert first(match).reason.startswith("掩码匹配 3000 家")


def test_a_registered_name_that_is_only_a_note_is_nobodys_head_office() -> None:
    register = known()
    register.add(STRANGER, "（停产）", "")

    assert asked(register, "样例县砚驰机械厂").proposals == ()
