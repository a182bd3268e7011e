"""How a table goes on over pages and sections: what is printed again, who signed, what is summed up above."""

from tests.intake.forms import FAN, LAMP, NAMES

from .build import HEAD, ROWS, Category, Make
from .dirt import Page, Row
from .table import ASKED, CLEAN

_OF = Category("structure")
_FAN, _LAMP, _BOLT = (list(row) for row in ROWS)
_TITLE = ["2025年度实缴税金统计表"]
_OVER = ["企业信息", None, "纳税情况"]


def _sheet(*rows: Row, merged: tuple[str, ...] = ()) -> Make:
    return lambda folder: Page(rows=rows, merged=merged).save(folder / "报表.xlsx")


_PRINTED = [
    _OF.sound("title-again", "A title that is printed on each page is no row.", _sheet(_TITLE, HEAD, _FAN, _TITLE, HEAD, _LAMP, _BOLT)),
    _OF.sound("title-again-in-names", "Nor is it above the names.", _sheet([None, *_TITLE], HEAD, _FAN, [None, *_TITLE], HEAD, _LAMP, _BOLT)),
    _OF.sound("title-continued", "Nor when it says that it goes on.", _sheet([None, *_TITLE], HEAD, _FAN, [None, f"{_TITLE[0]}（续1）"], HEAD, _LAMP, _BOLT)),
    _OF.sound("levels-again", "Nor are both levels of a heading.", _sheet(_OVER, HEAD, _FAN, _OVER, HEAD, _LAMP, _BOLT)),
    _OF.sound("page-numbers", "Nor is a page's number.", _sheet(HEAD, _FAN, [None, "第 1 页"], _LAMP, [None, "第2页，共3页"], _BOLT, [None, "Page 3 of 3"])),
    _OF.sound("page-numbers-titled", "Nor beside what stands above.", _sheet(["填报单位：税务局", "第1页"], HEAD, _FAN, ["填报单位：税务局", "第2页"], HEAD, _LAMP, _BOLT)),
    _OF.sound("signed", "Nor who signed, and when.", _sheet(HEAD, *ROWS, [], [None, "样例县税务局（盖章）"], [None, None, "2026年1月10日"])),
    _OF.sound("signed-in-one", "Nor both in one row.", _sheet(HEAD, *ROWS, [None, "样例县税务局", "2026-01-10"])),
    _OF.held("office-among-rows", "An office among the enterprises, with a figure, is told of.", _sheet(HEAD, _FAN, [None, "样例县税务局", 5], _LAMP, _BOLT), {3: ""}),
    _OF.held("office-with-figure", "So is one below them.", _sheet(HEAD, *ROWS, [None, "样例县税务局", 5]), {5: ""}),
]  # fmt: skip

_SECTIONS = [
    _OF.sound("sections", "A section's heading is no row.", _sheet(HEAD, ["一、东溪镇"], _FAN, _LAMP, ["二、西山街道"], _BOLT)),
    _OF.sound("sections-in-names", "Nor above the names.", _sheet(HEAD, [None, "东溪镇"], _FAN, _LAMP, [None, "西山街道"], _BOLT)),
    _OF.held("sections-figure", "With a figure it is told of.", _sheet(HEAD, [None, "东溪镇", 5], *ROWS), {2: ""}),
    _OF.sound("sums-above", "A section's sum may stand above it.", _sheet(HEAD, [None, "东溪镇小计", 470.5], _FAN, _LAMP, [None, "西山街道小计", 88], _BOLT)),
    _OF.sound("sums-of-nothing", "A sum of 0 below rows is none of theirs.", _sheet(HEAD, *ROWS, ["合计", None, 0]), ASKED),
    _OF.sound("sums-counted", "A sum may say of how many.", _sheet(HEAD, *ROWS, [None, "全县合计（3家）", 558.5])),
    _OF.sound("sums-dashed", "In the place of a code it may have a dash.", _sheet(HEAD, *ROWS, ["——", "合计", 558.5])),
    _OF.sound("sums-in-short", "It may have the words of a spreadsheet program.", _sheet(HEAD, *ROWS, ["汇总", None, 558.5])),
]  # fmt: skip

_OTHER = ["企业名称", "统一社会信用代码", "用电量（万千瓦时）"]
_BELOW = [
    _OF.held("second-table-rows", "Every row of a second table is named.",
        _sheet(HEAD, *ROWS, [], ["附表"], _OTHER, *([name, code, 7] for code, name in CLEAN)), {7: "", 8: "", 9: "", 10: ""}),
    _OF.held("second-table-unit", "So it is where only the unit differs.",
        _sheet(HEAD, _FAN, [*HEAD[:2], "实缴税金（元）"], [FAN, NAMES[FAN], 7], [LAMP, NAMES[LAMP], 8], _BOLT),
        {3: "", 4: "", 5: LAMP, 6: CLEAN[2][0]}),
]  # fmt: skip

CASES = [*_PRINTED, *_SECTIONS, *_BELOW]
