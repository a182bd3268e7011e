"""Rows below a header that are no data: subtotals, signatures, remarks, and headers printed again."""

import re
from collections.abc import Mapping

from permu.intake.grid import Cell
from permu.intake.headers import label_and_unit
from permu.intake.recognise import Form
from permu.intake.tidy import tidy

SUMMARY = re.compile(
    r"^(小计|合计|总计|累计|汇总|本页合计|本页小计).{0,12}$|^.{0,20}(小计|合计|总计|汇总)(\(.{1,8}\))?$|^(?:grand|sub)?total$",
    re.IGNORECASE,
)
REMARK = re.compile(
    r"^(制表|填表|审核|复核|负责人|单位负责人|联系|注:|注\d|[（(【]?(?:金额|计量|货币|面积)?单位:|备注|说明|打印|截止)"
)
_PAGE = re.compile(r"第\d+页|共\d+页|\(续\d*表?\d*\)|[,/-]|page\d+(?:of\d+)?", re.IGNORECASE)
_SECTION = re.compile(
    r"\(?[一二三四五六七八九十]{1,3}[)、.][^\d]{1,20}|.{1,12}(?:镇|乡|街道|街道办事处|开发区|园区)"
)
_SIGNED = re.compile(
    r".*(?:局|委员会|办公室|中心|政府|管委会|税务所)(?:\(?(?:盖章|公章|章)\)?:?)?|\(?(?:盖章|公章)\)?:?"
    r"|20\d\d年\d{1,2}月\d{1,2}日|20\d\d([-/.])\d{1,2}\1\d{1,2}"
)
_LETTERED = frozenset("甲乙丙丁戊己庚辛壬癸") | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ—-")
_ORDINALS = frozenset({"栏次", "行次", "序号"})


def is_numbering(cells: Mapping[int, Cell]) -> bool:
    """Whether a row only numbers the columns: 甲, 乙, 1, 2, 3."""
    texts = [tidy(cells[at].text).strip("()") for at in sorted(cells)]
    numbers = [int(text) for text in texts if re.fullmatch(r"\d{1,3}", text)]
    others = {text for text in texts if not re.fullmatch(r"\d{1,3}", text)}
    return (
        len(numbers) > (0 if len(others) > 1 else 1)
        and numbers == list(range(1, len(numbers) + 1))
        and others <= _LETTERED | _ORDINALS
    )


def _printed(cells: Mapping[int, Cell]) -> tuple[str, ...]:
    """A row's texts without what differs from page to page."""
    texts = (_PAGE.sub("", tidy(cells[at].text)) for at in sorted(cells))
    return tuple(text for text in texts if text)


class Around:
    """Knows what stands around a table and again on each page of it: titles, numbers of pages, sections, who signed."""

    def __init__(self, form: Form) -> None:
        rows, head = form.sheet.rows, form.header.row
        self._above = {_printed(rows[row]) for row in form.sheet.numbers if row < head} | {()}
        keys = {at for pair in form.who.values() for at in pair}
        figures = {placed.at for placed in form.columns if placed.column.item}
        self._days = {placed.at for placed in form.columns if placed.column.kind == "date"}
        data = (
            row for row, cells in rows.items() if keys & cells.keys() and figures & cells.keys()
        )
        self._last = max(data, default=0)

    def again(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the row stands above the header, too, or is but a page's number."""
        return _printed(cells) in self._above

    def has(self, number: int, cells: Mapping[int, Cell]) -> bool:
        """Whether the row heads a section, or says below all data who signed and when."""
        texts = [tidy(cell.text) for cell in cells.values()]
        if number < self._last:
            return len(texts) == 1 and bool(_SECTION.fullmatch(texts[0]))
        return not self._days & cells.keys() and all(map(_SIGNED.fullmatch, texts))


class Headers:
    """Knows a header that stands again in the middle of the data, and the header of another table."""

    def __init__(self, form: Form) -> None:
        self._parts = {
            heading.column: {heading.label, *heading.label.split("/")}
            for heading in form.header.headings
        }
        self._units = {placed.at: placed.unit for placed in form.columns}
        whos = form.profile.who.values()
        names = (text for who in whos for text in (*who.code, *who.name))
        self._keys = {tidy(text.rpartition("/")[2]) for text in names}
        self._known = self._keys.union(*self._parts.values())

    def again(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the row is (a level of) this table's header, printed on another page, or numbers its columns.

        A header in another unit heads another table.
        """
        known = (self._is_heading(at, *label_and_unit(cell.text)) for at, cell in cells.items())
        return (len(cells) > 1 and all(known)) or is_numbering(cells)

    def _is_heading(self, at: int, label: str, unit: str) -> bool:
        is_same = unit in ("", self._units.get(at, unit))
        return label in self._parts.get(at, ()) and is_same

    def another(self, cells: Mapping[int, Cell]) -> bool:
        """Whether the row heads a table of other columns: it names the code or the name, and more."""
        labels = [label_and_unit(cell.text)[0] for cell in cells.values() if cell.kind == "t"]
        known = sum(label in self._known for label in labels)
        return known > 1 and not self._keys.isdisjoint(labels)
