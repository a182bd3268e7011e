"""What the words of the land form mean: closed lists; another word is asked about and means nothing."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from permu.intake.found import At
from permu.intake.grid import Cell
from permu.intake.land.book import PartyKind, Tenure, TimeKind
from permu.intake.numbers import factor, number_in
from permu.intake.rows import Row, Table
from permu.intake.tidy import tidy

Meaning = TypeVar("Meaning")

TENURES: dict[str, Tenure] = {
    **dict.fromkeys(("国有", "国家所有", "国有土地", "国有建设用地", "出让", "划拨", "国有出让", "国有划拨"), "state"),
    **dict.fromkeys(("集体", "集体所有", "集体土地", "集体建设用地", "集体经营性建设用地"), "collective"),
}  # fmt: skip
SUPPLIED = {
    **dict.fromkeys(("是", "已供", "已供地", "已供应", "出让", "划拨", "租赁", "已出让"), True),
    **dict.fromkeys(("否", "未供", "未供地", "未供应", "批而未供"), False),
}
BUILT = {
    **dict.fromkeys(("已建", "建成", "已建成", "竣工", "已竣工", "在用"), True),
    **dict.fromkeys(("在建", "未建", "拟建", "已拆除", "拆除"), False),
}
HOLDERS: dict[str, PartyKind] = {
    **dict.fromkeys(("平台公司", "平台", "国资平台", "开发公司"), "platform"),
    **dict.fromkeys(
        ("村集体", "村", "村经济合作社", "村股份经济合作社", "集体经济组织"), "village"
    ),
}
TIMES: dict[str, TimeKind] = {
    **dict.fromkeys(("年末在租", "年末在租计整份", "按年末"), "on_day"),
    **dict.fromkeys(("按月折算", "按月", "按租赁月数"), "by_months"),
    **dict.fromkeys(("按天折算", "按天", "按日折算", "按租赁天数"), "by_days"),
    **dict.fromkeys(("年内在租", "年内在租计整份", "全年计入"), "any_day"),
}  # fmt: skip
COUNTED_WITH_LESSOR = {
    **dict.fromkeys(("承租方", "承租企业", "租入方"), False),
    **dict.fromkeys(("出租方", "出租企业", "租出方"), True),
}
WHOLE = frozenset({"单独所有", "全部", "独有", "1", "100%"})


def text_of(row: Row, column: str) -> str:
    """What stands in a column of text, also where the row waits for a person."""
    reading = row.readings.get(column)
    return reading.raw if reading and isinstance(reading.value, str) else ""


def meant(table: Table, row: Row, column: str, known: Mapping[str, Meaning]) -> Meaning | None:
    """What a word of a closed list means; another word is asked about and means nothing."""
    text = tidy(text_of(row, column))
    if text and text not in known:
        _ask(table, row, column, known="、".join(known))
    return known.get(text)


def share_in(text: str) -> Fraction | None:
    """A share as `1/3`, `50%`, `0.5` or 单独所有."""
    plain = tidy(text)
    if plain in WHOLE:
        return Fraction(1)
    top, _, bottom = plain.partition("/")
    if top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit() and int(bottom):
        return Fraction(int(top), int(bottom))
    number = number_in(Cell("t", plain), "one")
    if number.value is None or number.problem or number.value < 0:
        return None
    return number.value * factor(number.unit, "one")


def share_of(table: Table, row: Row) -> Fraction:
    """One that cannot be read counts as none, so that its certificate does not close."""
    share = share_in(text_of(row, "share"))
    if share is None:
        _ask(table, row, "share", known="1/2、50%、0.5、单独所有")
    return share or Fraction(0)


def _ask(table: Table, row: Row, column: str, *, known: str) -> None:
    reading = row.readings[column]
    table.source.find(
        "land_word_unknown", "question", At(row=row.number, column=reading.at.column, subject=row.subject),
        column=reading.column.heading, raw=reading.raw[:30], known=known,
    )  # fmt: skip
