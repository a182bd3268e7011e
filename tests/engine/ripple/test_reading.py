"""A corrected figure as a person types it: read as departments' sheets are, or refused in words."""

import re
from datetime import date

import pytest

from permu.engine.ripple import Value, item_named, read_value
from permu.terms.refusal import Refused

AS_OF = date(2026, 2, 28)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("electricity", "1200000", 120_000_000),
        ("electricity", "12 万千瓦时", 12_000_000),
        ("electricity", "1,200.5", 120_050),
        ("land_owned", "2000㎡", 3_000_000),
        ("vat_paid", "-3.5", -3_500_000),
        ("electricity", "", None),
        ("electricity", "缺失", None),
        ("electricity", "Missing", None),
        ("electricity", "—", None),
        ("is_high_tech", "是", True),
        ("is_high_tech", "no", False),
        ("commissioned_on", "2024年3月1日", date(2024, 3, 1)),
        ("park", " 东园 ", "东园"),
    ],
)
def test_what_is_typed_is_the_figure_in_the_items_own_unit(
    name: str, text: str, value: Value
) -> None:
    assert read_value(name, text, as_of=AS_OF) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("electricity", "很多", "不是数"),
        ("electricity", "12 万元", "不是数"),
        ("electricity", "很多", "如“12 万千瓦时”"),
        ("vat_paid", "很多", "按万元计，也可以写明单位，如“12 万元”"),
        ("average_staff", "很多", "按人计。$"),
        ("electricity", "12万", "写全单位，如“12万千瓦时”"),
        ("vat_paid", "1.2 亿", "写全单位，如“1.2亿元”"),
        ("average_staff", "1万", "写全数字"),
        ("electricity", "12 亿", "写全数字"),
        ("electricity", "0.001", "0.001"),
        ("electricity", "-1", "不能是负数"),
        ("electricity", "1" + "0" * 15, "大得不可能属实"),
        ("is_high_tech", "也许", "“是”或“否”"),
        ("commissioned_on", "去年", "不是日期"),
        ("commissioned_on", "2026-03-01", "晚于数据截止日期"),
        ("industry", "不明", "行业代码"),
    ],
)
def test_what_cannot_be_is_refused_in_words(name: str, text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_value(name, text, as_of=AS_OF)


def test_an_item_is_known_by_its_id_or_its_name() -> None:
    assert item_named("electricity") is item_named("用电量")
    with pytest.raises(Refused, match="电费"):
        item_named("电费")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("electricity", "abc", "“electricity used” says “abc”, .* it is in kWh, "),
        ("vat_paid", "abc", "it is in 10,000 yuan, "),
        ("electricity", "12万", "“electricity used” .* such as 12万千瓦时"),
        ("electricity", "0.001", "electricity used"),
        ("electricity", "-1", "electricity used"),
    ],
)
def test_an_english_refusal_has_the_figure_and_its_unit_in_english(
    name: str, text: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_value(name, text, as_of=AS_OF, language="en")

    assert re.search(said, refused.value.text("en"))


def test_an_english_refusal_of_a_day_has_its_name_in_english() -> None:
    with pytest.raises(Refused) as refused:
        read_value("commissioned_on", "2026-03-01", as_of=AS_OF, language="en")

    assert item_named("commissioned_on").label_en in refused.value.text("en")
