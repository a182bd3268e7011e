"""What strangers wrote who had not seen the other cases: formats that show words, headings with marks, odd notes."""

from collections.abc import Sequence

from .dirt import Row, Value, raw
from .table import ACCEPTED, ASKED, BOLT, CLEAN, EITHER, FAN, LAMP, REJECTED, Case, Table

_TAX = {FAN: "120.5", LAMP: "350", BOLT: "88"}
_LAND = {FAN: "30", LAMP: "45", BOLT: "15"}
_IN_10K, _IN_YUAN = (120.5, 350, 88), (1205000, 3500000, 880000)
_IN_M2 = (20000, 30000, 10000)


def _shown(
    id_: str, says: str, shown: str, *, holds: str = "350", value: str | None = None
) -> Case:
    """The second enterprise's figure in this number format; a value: it is taken."""
    rest = {FAN: "120.5", BOLT: "88"}
    return Case(
        id=f"format-{id_}", category="numbers", says=says, dataset="tax",
        make=Table(figures=(120.5, raw(holds, shown=shown), 88), who=CLEAN, heading="实缴税金（万元）"),
        outcomes=ASKED if value is None else EITHER,
        values=rest if value is None else {**rest, LAMP: value},
        held=frozenset({3} if value is None else ()),
    )  # fmt: skip


def _headed(
    id_: str, heading: str, figures: Sequence[Value] = _IN_10K, dataset: str = "tax"
) -> Case:
    return Case(
        id=f"heading-{id_}", category="units", says=f"“{heading}” says its unit.", dataset=dataset,
        make=Table(figures=figures, who=CLEAN, heading=heading),
        outcomes=EITHER, values=_TAX if dataset == "tax" else _LAND,
    )  # fmt: skip


def _noted(id_: str, note: str, *, is_clear: bool = True) -> Case:
    above: Sequence[Row] = [["2025年企业情况"], [note]]
    return Case(
        id=f"note-{id_}", category="units", dataset="tax",
        says=f"“{note}” above the table {'says' if is_clear else 'does not say'} the unit.",
        make=Table(figures=_IN_10K, who=CLEAN, heading="实缴税金", above=above),
        outcomes=EITHER if is_clear else REJECTED, values=_TAX if is_clear else {},
    )  # fmt: skip


_FORMATS = [
    _shown("10k-short", "A format that sets 万 after a number shows another unit.", '0.00"万"'),
    _shown("general-unit", "A unit after General is the cell's own.", 'General"元"', holds="3500000", value="350"),
    _shown("about", "A format that sets 约 before a number shows no exact one.", '"约"0.00'),
    _shown("dollars", "Dollars are no yuan.", "[$$-409]#,##0.00"),
    _shown("minus", "A minus that only the format sets has two readings.", '"-"0.00'),
    _shown("zeros", "Zeros that only the format sets have two readings.", '0"0000"'),
    _shown("condition", "A format that shows great numbers in 万 has two readings.", '[<10000]0;[>=10000]0!.0,"万"'),
    _shown("percent-word", "A per cent sign in quotes is one all the same.", '0.00"%"'),
    _shown("time", "A time of day is no tax.", "h:mm", holds="0.5"),
    _shown("yuan-sign", "A sign of yuan changes nothing.", "[$¥-804]#,##0.00", value="350"),
    _shown("accounts", "The format of accounts changes nothing.",
           r'_ "¥"* #,##0.00_ ;_ "¥"* \-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', value="350"),
]  # fmt: skip

_HEADINGS = [
    _headed("remark-behind", "实缴税金（万元）（含免抵）"), _headed("as-unit", "实缴税金（以万元为单位）"),
    _headed("counted", "实缴税金（按万元计）"), _headed("glued", "实缴税金万元"), _headed("yuan-sign", "实缴税金（￥万元）"),
    _headed("word-glued", "实缴税金单位万元"), _headed("a-year", "实缴税金（万元/年）"), _headed("point", "实缴税金(万元)."),
    _headed("curly", "实缴税金｛万元｝"), _headed("angle", "实缴税金<万元>"), _headed("dash", "实缴税金—万元"),
    _headed("colon", "实缴税金：（万元）"), _headed("first", "【万元】实缴税金"), _headed("renminbi-colon", "实缴税金（人民币：万元）"),
    _headed("renminbi-word", "实缴税金（单位：人民币万元）"), _headed("traditional", "實繳稅金（萬元）"),
    _headed("star", "*实缴税金（万元）*"), _headed("numbered", "3.实缴税金（万元）"), _headed("numbered-han", "（三）实缴税金（万元）"),
    _headed("mu-count", "用地面积（亩数）", (30, 45, 15), "land"), _headed("m2-caret", "用地面积（m^2）", _IN_M2, "land"),
    _headed("m2-glued", "用地面积平方米", _IN_M2, "land"), _headed("mu-glued", "用地面积亩", (30, 45, 15), "land"),
    _headed("m2-twice", "用地面积（㎡/平方米）", _IN_M2, "land"), _headed("hectare", "用地面积（ha）", (2, 3, 1), "land"),
    _headed("mu-traditional", "用地面積（畝）", (30, 45, 15), "land"),
]  # fmt: skip

_NOTES = [
    _noted("spaced", "单 位：万 元"), _noted("as-unit", "以万元为单位"), _noted("traditional", "單位：萬元"),
    _noted("twice", "单位：万元/万元"), _noted("listed", "单位：户、万元"),
    _noted("ratio", "单位：万元/亩", is_clear=False), _noted("either", "单位：元/万元", is_clear=False),
]  # fmt: skip


def _beside(id_: str, says: str, heading: str, column: Sequence[Value], *, held: bool) -> Case:
    """A column that stands between the name and the figure; held: the second row is not taken."""
    rest = {FAN: "120.5", BOLT: "88"}
    return Case(
        id=id_, category="identity" if "代码" in heading or "名称" in heading else "units",
        says=says, dataset="tax", outcomes=ASKED if held else ACCEPTED,
        make=Table(figures=_IN_10K, who=CLEAN, heading="实缴税金（万元）", beside={heading: column}),
        values=rest if held else _TAX, held=frozenset({3} if held else ()),
    )  # fmt: skip


_BESIDE = [
    _beside("remark-of-unit", "A remark that says another unit than the heading.", "备注", ("", "单位：元", ""), held=True),
    _beside("remark-counted", "以元计 says another unit too.", "备注", ("", "以元计", ""), held=True),
    _beside("remark-same-unit", "A remark of the same unit changes nothing.", "备注", ("", "单位：万元", ""), held=False),
    _beside("row-void", "A remark that the row does not count.", "备注", ("", "此行作废", "已注销"), held=True),
    _beside("two-codes", "Two code columns that name two enterprises.", "纳税人识别号", (FAN, BOLT, BOLT), held=True),
    _beside("two-codes-alike", "Two code columns that agree.", "纳税人识别号", (FAN, LAMP, BOLT), held=False),
    _beside("former-name-column", "A column of former names is no second name.", "企业名称（曾用）",
            ("", "样例县旧灯具厂", ""), held=False),
]  # fmt: skip


def _column(
    id_: str,
    says: str,
    figures: Sequence[Value],
    heading: str = "实缴税金（万元）",
    dataset: str = "tax",
) -> Case:
    """A column of which no figure can be taken as it stands."""
    return Case(
        id=id_, category="units", says=says, dataset=dataset, outcomes=REJECTED,
        make=Table(figures=figures, who=CLEAN, heading=heading), held=frozenset({2, 3, 4}),
    )  # fmt: skip


def _middle(id_: str, says: str, heading: str, column: Sequence[Value], *, held: bool) -> Case:
    """Another figure and what stands beside it, left of the figure."""
    rest = {FAN: "120.5", BOLT: "88"}
    beside = {"营业收入": (5, 6, 7), heading: column}
    return Case(
        id=id_, category="units", says=says, dataset="tax", outcomes=ASKED if held else ACCEPTED,
        make=Table(figures=_IN_10K, who=CLEAN, heading="实缴税金（万元）", beside=beside),
        values=rest if held else _TAX, held=frozenset({3} if held else ()),
    )  # fmt: skip


_WHOLE = [
    _column("all-yuan-as-10k", "Taxes of billions for all are yuan.", (352000, 88000, 120500)),
    _column("all-10k-as-yuan", "Taxes of a few hundred yuan for all are 万元.", _IN_10K, "实缴税金（元）"),
    _column("all-m2-as-mu", "Square kilometres for all are ㎡.", (8000, 20000, 6000), "用地面积（亩）", "land"),
    _column("all-mu-as-m2", "A room's size for all is 亩.", (12, 30, 42), "用地面积（㎡）", "land"),
    _column("points-for-thousands", "1.234.567 says what 8.000 means.", ("8.000", "1.234.567", "20.500"), "用地面积（㎡）", "land"),
    _middle("unit-of-another", "A column of units belongs to the figure on its left.", "单位", ("元",) * 3, held=False),
    _middle("unit-without-heading", "A unit that stands in the row without a heading.", "", (None, "元", None), held=True),
]  # fmt: skip

CASES = [*_WHOLE, *_FORMATS, *_HEADINGS, *_NOTES, *_BESIDE]
