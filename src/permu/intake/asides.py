"""Rows below a header that are no data: subtotals, signatures, remarks, and headers printed again."""

import re
from collections.abc import Mapping

from permu.intake.grid import Cell
from permu.intake.headers import label_and_unit
from permu.intake.recognise import Form
from permu.intake.tidy import tidy

SUMMARY = re.compile(r"^(小计|合计|总计|累计|本页合计|本页小计).{0,12}$|^.{0,20}(小计|合计|总计)$")
REMARK = re.compile(
    r"^(制表|填表|审核|复核|负责人|单位负责人|联系|注:|注\d|[（(【]?(?:金额|计量|货币|面积)?单位:|备注|说明|打印|截止)"
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
