"""What a figure is counted in: said in the heading, beside the table, in the cell, or nowhere."""

from collections.abc import Sequence

from .dirt import Row, Value, raw
from .table import ACCEPTED, ASKED, BOLT, CLEAN, EITHER, FAN, LAMP, REJECTED, Case, Table

_TAX = {FAN: "120.5", LAMP: "350", BOLT: "88"}
_IN_YUAN = (1205000, 3500000, 880000)
_IN_10K = (120.5, 350, 88)
_LAND = {FAN: "30", LAMP: "45", BOLT: "15"}
_IN_M2 = (20000, 30000, 10000)
_BARE = "实缴税金"


def _known(
    id_: str, says: str, heading: str = _BARE, figures: Sequence[Value] = _IN_YUAN, *,
    above: Sequence[Row] = (), below: Sequence[Row] = (), sheet: str = "Sheet1",
) -> Case:  # fmt: skip
    table = Table(
        figures=figures, who=CLEAN, heading=heading, above=above, below=below, sheet=sheet
    )
    return Case(
        id=id_, category="units", says=says, dataset="tax", make=table,
        outcomes=ACCEPTED, values=_TAX,
    )  # fmt: skip


def _unknown(id_: str, says: str, heading: str = _BARE, *, above: Sequence[Row] = ()) -> Case:
    table = Table(figures=_IN_YUAN, who=CLEAN, heading=heading, above=above)
    return Case(id=id_, category="units", says=says, dataset="tax", make=table, outcomes=REJECTED)


def _land(id_: str, says: str, heading: str, figures: Sequence[Value] = _IN_M2) -> Case:
    return Case(
        id=id_, category="units", says=says, dataset="land", outcomes=ACCEPTED, values=_LAND,
        make=Table(figures=figures, who=CLEAN, heading=heading),
    )  # fmt: skip


def _one(id_: str, says: str, cell: Value, value: str | None, **more: str) -> Case:
    """The second enterprise's cell names a unit of its own; None: it is held."""
    rest = {FAN: "120.5", BOLT: "88"}
    return Case(
        id=id_, category="units", says=says, dataset="tax",
        make=Table(figures=(120.5, cell, 88), who=CLEAN, heading=more.get("heading", "实缴税金（万元）")),
        outcomes=ASKED if value is None else EITHER,
        values=rest if value is None else {**rest, LAMP: value},
        held=frozenset({3} if value is None else ()),
    )  # fmt: skip


_IN_HEADING = [
    _known("heading-10k", "“（万元）” in the heading is the canonical unit.", "实缴税金（万元）", _IN_10K),
    _known("heading-yuan", "“（元）” in the heading divides by 10,000.", "实缴税金（元）"),
    _known("heading-1k", "“（千元）” divides by 10.", "实缴税金（千元）", (1205, 3500, 880)),
    _known("heading-million", "“（百万元）” multiplies by 100.", "实缴税金（百万元）", (1.205, 3.5, 0.88)),
    _known("heading-100m", "“（亿元）” multiplies by 10,000.", "实缴税金（亿元）", (0.01205, 0.035, 0.0088)),
    _known("heading-half-width", "Half-width brackets mean the same.", "实缴税金(元)"),
    _known("heading-square", "Square brackets mean the same.", "实缴税金【元】"),
    _known("heading-tortoise", "Tortoise-shell brackets mean the same.", "实缴税金〔元〕"),
    _known("heading-spaced", "Spaces within the unit change nothing.", "实缴税金（ 万　元 ）", _IN_10K),
    _known("heading-new-line", "A unit on the heading's second line is its unit.", "实缴税金\n（元）"),
    _known("heading-slash", "A unit after a slash is the heading's unit.", "实缴税金/万元", _IN_10K),
    _known("heading-word", "A unit after 单位： is the heading's unit.", "实缴税金 单位：万元", _IN_10K),
    _known("heading-word-bracket", "单位：元 in brackets is the heading's unit.", "实缴税金（单位：元）"),
    _known("heading-renminbi", "人民币万元 is 万元.", "实缴税金（人民币万元）", _IN_10K),
    _known("heading-spaced-off", "A unit after a space is the heading's unit.", "实缴税金 万元", _IN_10K),
    _known("heading-comma", "A unit after a comma is the heading's unit.", "实缴税金，元"),
    _known("heading-remark", "A remark beside the unit changes nothing.", "实缴税金（元，保留两位小数）"),
]  # fmt: skip

_BESIDE = [
    _known("note-above", "单位：元 above the table is the unit.", above=[["2025年实缴税金"], ["单位：元"]]),
    _known("note-right", "金额单位 at the right above the table is the unit.",
           above=[["2025年实缴税金"], [None, None, "金额单位：人民币元"]]),
    _known("note-below", "单位：元 below the table is the unit.", below=[["注：金额单位：元"]]),
    _known("note-square", "Square brackets around the note change nothing.", above=[["【单位：元】"]]),
    _known("note-below-bare", "单位：元 alone below the table is its unit and no enterprise.", below=[["单位：元"]]),
    _known("note-below-right", "So it is at the right.", below=[[None, None, "单位：元"]]),
    _known("note-list", "Of 单位：万元、亩 the money is 万元.", figures=_IN_10K, above=[["单位：万元、亩"]]),
    _known("note-issuer", "填报单位 names who wrote the table, 单位 its unit.",
           above=[["填报单位：样例县税务局", None, "单位：元"]]),
    _known("sheet-name", "万元 in the sheet's name is the unit where nothing else says it.", figures=_IN_10K,
           sheet="实缴税金（万元）"),
    Case(
        id="units-below-heading", category="units", dataset="tax",
        says="A row of units below the headings is their unit, and no data.",
        make=Table(figures=("元", *_IN_YUAN), who=(("—", "—"), *CLEAN), heading=_BARE),
        outcomes=ACCEPTED, values=_TAX,
    ),
    Case(
        id="units-alone-below-heading", category="units", dataset="tax",
        says="A row that holds a unit alone, below the headings, is their unit, and no data.",
        make=Table(figures=("（元）", *_IN_YUAN), who=((None, None), *CLEAN), heading=_BARE),
        outcomes=ACCEPTED, values=_TAX,
    ),
    Case(
        id="word-before-units-below-heading", category="units", dataset="tax",
        says="The word 计量单位 before the units changes nothing.",
        make=Table(figures=("元", *_IN_YUAN), who=(("计量单位", None), *CLEAN), heading=_BARE),
        outcomes=ACCEPTED, values=_TAX,
    ),
    Case(
        id="lower-heading-unit", category="units", dataset="tax",
        says="A lower level of a heading that only names the unit is its unit.",
        make=Table(figures=("（元）", *_IN_YUAN), who=((None, None), *CLEAN), heading=_BARE,
                   merged=("A1:A2", "B1:B2")),
        outcomes=ACCEPTED, values=_TAX,
    ),
    Case(
        id="heading-against-row", category="units", dataset="tax",
        says="A heading in 万元 above a row of units in 元 has two readings.",
        make=Table(figures=("元", *_IN_10K), who=((None, None), *CLEAN), heading="实缴税金（万元）"),
        outcomes=REJECTED,
    ),
    Case(
        id="heading-again-otherwise", category="units", dataset="tax",
        says="Where the heading stands again in another unit, what follows is never of the first.",
        make=Table(
            figures=(120.5, "实缴税金（元）", 3500000, 88000),
            who=(CLEAN[0], ("统一社会信用代码", "企业名称"), *CLEAN[1:]), heading="实缴税金（万元）",
        ),
        outcomes=ASKED | REJECTED, values={FAN: "120.5"}, held=frozenset({3}),
    ),
    Case(
        id="column-of-units", category="units", dataset="tax",
        says="A column 计量单位 says each row's own unit.",
        make=Table(figures=(1205000, 350, 0.0088), who=CLEAN, heading=_BARE,
                   beside={"计量单位": ("元", "万元", "亿元")}),
        outcomes=EITHER, values=_TAX,
    ),
    Case(
        id="price-beside", category="units", dataset="tax",
        says="The unit of a column beside (万元/亩) is not the tax column's, nor a second one.",
        make=Table(figures=_IN_YUAN, who=CLEAN, heading="实缴税金（元）",
                   beside={"亩均税收（万元/亩）": (12.05, 35, 8.8)}),
        outcomes=ACCEPTED, values=_TAX,
    ),
]  # fmt: skip

_UNCLEAR = [
    _unknown("none-at-all", "With no unit anywhere every figure has two readings."),
    _unknown("heading-against-note", "A heading in 万元 below a note in 元 has two readings.",
             "实缴税金（万元）", above=[["单位：元"]]),
    _unknown("two-in-note", "单位：元/万元 has two readings.", above=[["单位：元/万元"]]),
    _unknown("two-in-heading", "A heading “（元/万元）” has two readings.", "实缴税金（元/万元）"),
    _unknown("unheard-of", "万两 is no unit.", "实缴税金（万两）"),
    _unknown("foreign-money", "Dollars are not yuan.", "实缴税金（万美元）"),
    _unknown("of-another-kind", "A tax in mu is no tax.", "实缴税金（亩）"),
    _unknown("per-mu", "A tax per mu is not the tax.", "实缴税金（万元/亩）"),
]  # fmt: skip

_OF_AREA = [
    _land("area-mu", "亩 is the canonical unit.", "用地面积（亩）", (30, 45, 15)),
    _land("area-sign", "㎡ becomes mu: 2,000 m² are 3 mu.", "用地面积（㎡）"),
    _land("area-chinese", "平方米 is ㎡.", "用地面积（平方米）"),
    _land("area-short", "平米 is ㎡.", "用地面积（平米）"),
    _land("area-superscript", "m² is ㎡.", "用地面积（m²）"),
    _land("area-capital", "M2 is ㎡.", "用地面积（M2）"),
    _land("area-full-width", "ｍ２ in full width is ㎡.", "用地面积（ｍ２）"),
    _land("area-hectare", "公顷 becomes mu: one is 15.", "用地面积（公顷）", (2, 3, 1)),
    _land("area-square-km", "平方公里 becomes mu: one is 1,500.", "用地面积（平方公里）", (0.02, 0.03, 0.01)),
    _land("area-10k-m2", "万平方米 becomes mu: one is 15.", "用地面积（万平方米）", (2, 3, 1)),
    _land("area-in-cells", "The unit in each cell is its own.", "用地面积", ("30亩", "30000㎡", "1 公顷")),
]  # fmt: skip

_IN_CELLS = [
    Case(
        id="unit-in-each-cell", category="units", dataset="tax",
        says="A unit in every cell needs none in the heading.",
        make=Table(figures=("1205000元", "350 万元", "0.0088亿元"), who=CLEAN, heading=_BARE),
        outcomes=ACCEPTED, values=_TAX,
    ),
    Case(
        id="unit-in-some-cells", category="units", dataset="tax",
        says="Where only some cells name a unit, the others' is not known.",
        make=Table(figures=("120.5万元", 3500000, 88), who=CLEAN, heading=_BARE),
        outcomes=ASKED | REJECTED, values={FAN: "120.5"}, held=frozenset({3, 4}),
    ),
    Case(
        id="unit-in-format", category="units", dataset="tax",
        says="A unit that the number format shows after each number counts as written in the cell.",
        make=Table(figures=[raw(str(one), shown='#,##0"元"') for one in _IN_YUAN], who=CLEAN, heading=_BARE),
        outcomes=ACCEPTED, values=_TAX,
    ),
    _one("format-overrules", "A cell that shows 3,500,000元 below 万元 says what it means.",
         raw("3500000", shown='#,##0"元"'), "350"),
    _one("cell-agrees", "The heading's unit said again in a cell changes nothing.", "350万元", "350"),
    _one("cell-overrules", "A cell's own unit counts before the heading's.", "3500000元", "350"),
    _one("cell-of-another-kind", "An area among the taxes is no tax.", "350亩", None),
    _one("cell-in-dollars", "Dollars among the yuan are asked about.", "$350", None),
    _one("cell-in-10k", "“350万” below 万元 may be 350 or 3,500,000.", "350万", None),
    Case(
        id="slipped-row", category="units", dataset="tax",
        says="One figure 10,000 times what its peers are, below 万元, was written in 元: it is asked about.",
        make=Table(figures=(120.5, 3500000, 88), who=CLEAN, heading="实缴税金（万元）"),
        outcomes=ASKED, values={FAN: "120.5", BOLT: "88"}, held=frozenset({3}),
    ),
    Case(
        id="slipped-row-few", category="units", dataset="tax",
        says="So is one that is a thousand times both of the others.",
        make=Table(figures=(120.5, 235000, 88), who=CLEAN, heading="实缴税金（万元）"),
        outcomes=ASKED, values={FAN: "120.5", BOLT: "88"}, held=frozenset({3}),
    ),
    Case(
        id="slipped-area", category="units", dataset="land",
        says="One area hundreds of times what its peers are, below 亩, was written in ㎡: it is asked about.",
        make=Table(figures=(30, 10000, 15), who=CLEAN, heading="用地面积（亩）"),
        outcomes=ASKED, values={FAN: "30", BOLT: "15"}, held=frozenset({3}),
    ),
    Case(
        id="great-payer", category="units", dataset="tax",
        says="One enterprise that pays a hundred times what the others do is a great payer.",
        make=Table(figures=(120.5, 12050, 88), who=CLEAN, heading="实缴税金（万元）"),
        outcomes=EITHER, values={FAN: "120.5", LAMP: "12050", BOLT: "88"},
    ),
    Case(
        id="slipped-in-part", category="units", dataset="tax",
        says="Where two of three are impossible in 万元 nobody believes the third.",
        make=Table(figures=(1205000, 3500000, 7600), who=CLEAN, heading="实缴税金（万元）"),
        outcomes=ASKED | REJECTED, held=frozenset({2, 3}),
    ),
    Case(
        id="slipped-column", category="units", dataset="tax",
        says="Where most figures below 万元 are as large as only 元 can be, all of them are asked about.",
        make=Table(figures=_IN_YUAN, who=CLEAN, heading="实缴税金（万元）"),
        outcomes=ASKED | REJECTED, held=frozenset({2, 3, 4}),
    ),
]  # fmt: skip

CASES = [*_IN_HEADING, *_BESIDE, *_UNCLEAR, *_OF_AREA, *_IN_CELLS]
