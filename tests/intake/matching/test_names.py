"""A name's normal form and its parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.matching.lexicon import Lexicon, learned
from permu.intake.matching.names import normal, parted, places_apart

letters = st.text(
    "清風风機机有限责任責公司廠厂（）()［］【】 　停產产样例县ＡａA-.。*原新", max_size=24
)


@given(st.one_of(letters, st.text(max_size=20)))
def test_the_normal_form_of_a_normal_form_is_itself(name: str) -> None:
    assert normal(normal(name)) == normal(name)


@given(letters)
def test_width_spaces_and_kinds_of_brackets_make_no_other_name(name: str) -> None:
    other = name.replace("(", "（").replace(")", "】").replace("A", "Ａ").replace("县", "县\u3000")

    assert normal(other) == normal(name)


@pytest.mark.parametrize(
    "written",
    [
        "樣例縣清風風機有限公司", "样例县清风风机有限公司（停产）", "样例县清风风机有限公司(已搬迁)", "样例县清风风机有限公司-停产",
        " 样例县清风风机有限公司。", "样例县清风风机有限公司（原样例县清风电器厂）",
    ],
)  # fmt: skip
def test_notes_and_traditional_characters_leave_the_name(written: str) -> None:
    assert normal(written) == "样例县清风风机有限公司"


@pytest.mark.parametrize(
    "written", ["原平机械有限公司", "清风（新疆）有限公司", "清风（代县）机械厂"]
)
def test_a_place_is_no_note(written: str) -> None:
    assert len(normal(written)) == len(written)


@pytest.mark.parametrize(
    ("name", "place", "core", "form", "branch"),
    [
        ("样例县清风风机有限公司", "样例县", "清风风机", "有限公司", ""),
        ("样例省样例市样例县东溪镇清风风机有限责任公司", "样例省样例市样例县东溪镇", "清风风机", "有限公司", ""),
        ("清风风机(样例县)有限公司", "样例县", "清风风机", "有限公司", ""),
        ("样例县明途照明(集团)有限公司", "样例县", "明途照明", "有限公司", ""),
        ("样例县清风风机股份有限公司东溪分公司", "样例县", "清风风机", "股份有限公司", "东溪分公司"),
        ("砚驰投资合伙企业(有限合伙)", "", "砚驰投资", "合伙", ""),
        ("样例县砚驰专业合作社", "样例县", "砚驰", "合作社", ""),
        ("坚石标准件厂", "", "坚石标准件", "厂", ""),
        ("华润超市有限公司", "", "华润超市", "有限公司", ""),
        ("公司", "", "公司", "", ""),
    ],
)  # fmt: skip
def test_a_name_has_parts(name: str, place: str, core: str, form: str, branch: str) -> None:
    parts = parted(name)

    assert (parts.place, parts.core, parts.form, parts.branch) == (place, core, form, branch)


@given(letters)
def test_every_name_can_be_parted(name: str) -> None:
    assert parted(normal(name)).full == normal(name)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("样例县", "", 0), ("样例县", "样例", 0), ("样例省样例市样例县", "样例县", 0), ("样例县东溪镇", "样例县", 0),
        ("样例县东溪镇", "样例县西溪镇", 1), ("样例县", "东溪", 1), ("样例县", "样江县", 2),
    ],
)  # fmt: skip
def test_places_are_near_or_apart(one: str, other: str, apart: int) -> None:
    assert places_apart(one, other) == places_apart(other, one) == apart


def test_a_register_teaches_its_places_and_trades() -> None:
    brands = [a + b for a in "澜砚岚珏屹骁" for b in "驰升捷辉诚邦"]
    lexicon = learned([f"样例县东溪{brand}钨丝有限公司" for brand in brands])

    assert lexicon.part("东溪砚驰钨丝厂").core == "砚驰钨丝"
    assert lexicon.brand("砚驰钨丝") == ("砚驰", "钨丝")
    assert Lexicon().brand("砚驰钨丝") == ("砚驰钨丝", "")
