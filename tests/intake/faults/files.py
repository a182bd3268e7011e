"""Small files that only a sound reader gets right: how a workbook or a text is built, not what its cells say."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlwt

from tests.intake.corpus.case import Case
from tests.intake.forms import BOLT, FAN, LAMP, NAMES, Row, Sheet, workbook

_HEAD = ["统一社会信用代码", "企业名称", "实缴税金（万元）"]
_ROWS: list[Row] = [
    [FAN, NAMES[FAN], 120.5], [LAMP, NAMES[LAMP], 350], [BOLT, NAMES[BOLT], 88],
]  # fmt: skip
_SURE = {FAN: "120.5", LAMP: "350", BOLT: "88"}
_BOTH = frozenset({"accepted", "accepted-with-findings"})
_TOLD = frozenset({"accepted-with-findings"})
_REJECTED = frozenset({"rejected-with-clear-error"})


def _case(
    id_: str,
    says: str,
    make: Callable[[Path], Path],
    *,
    outcomes: frozenset[str] = _BOTH,
    lacks: Sequence[str] = (),
    held: Sequence[int] = (),
) -> Case:
    rejected = outcomes == _REJECTED
    values = {} if rejected else {code: text for code, text in _SURE.items() if code not in lacks}
    return Case(
        id=id_, category="structure", says=says, dataset="tax", make=make,
        outcomes=outcomes, values=values, held=frozenset(held),
    )  # fmt: skip


@dataclass(frozen=True)
class _Book:
    """A workbook of sheets, whose parts may then be changed by hand."""

    sheets: Mapping[str, Sheet]
    parts: Mapping[str, tuple[str, str]] | None = None  # of a part, what is replaced by what
    twice: str = ""  # a part that stands there again, in capitals

    def __call__(self, folder: Path) -> Path:
        path = workbook(folder / "原.xlsx", dict(self.sheets))
        changed = folder / "报表.xlsx"
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
            for name in old.namelist():
                text = old.read(name).decode()
                before, after = (self.parts or {}).get(name, ("", ""))
                assert before in text
                new.writestr(name, text.replace(before, after) if before else text)
            if self.twice:
                new.writestr(self.twice.upper(), old.read(self.twice).replace(b"350", b"351"))
        return changed


@dataclass(frozen=True)
class _Text:
    """A .csv."""

    lines: Sequence[str]
    encoding: str = "utf-8"

    def __call__(self, folder: Path) -> Path:
        path = folder / "报表.csv"
        path.write_bytes("".join(f"{line}\r\n" for line in self.lines).encode(self.encoding))
        return path


def _old(folder: Path) -> Path:
    """An .xls, which keeps 120.5 in hundredths."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("表")
    for at, row in enumerate([_HEAD, *_ROWS]):
        for column, value in enumerate(row):
            page.write(at, column, value)
    book.save(str(folder / "报表.xls"))
    return folder / "报表.xls"


def _sheet(*more: Row, **dress: object) -> dict[str, Sheet]:
    return {"表": Sheet([_HEAD, *_ROWS, *more], **dress)}  # type: ignore[arg-type]


def _lines(delimiter: str) -> list[str]:
    return [delimiter.join(str(cell) for cell in row) for row in (_HEAD, *_ROWS)]


_PART = "xl/worksheets/sheet1.xml"
_SPREAD = [[*_ROWS[0][:2], None], [*_ROWS[1][:2], None], _ROWS[2]]

CASES = [
    _case("sound", "Nothing is wrong.", _Book(_sheet())),
    _case("hundredths", "An .xls may keep a number in hundredths.", _old),
    _case("hidden-row", "A row that does not show is not taken.",
          _Book(_sheet(hidden_rows=[3])), outcomes=_TOLD, lacks=[LAMP], held=[3]),
    _case("hidden-column", "Figures that do not show are not taken.",
          _Book(_sheet(hidden_columns=[3])), outcomes=_REJECTED),
    _case("hidden-sheet", "A sheet that does not show is not taken.",
          _Book({"封面": Sheet([["说明"]]), "表": Sheet([_HEAD, *_ROWS], is_hidden=True)}), outcomes=_REJECTED),
    _case("merged-figure", "A figure merged over two enterprises is nobody's in particular.",
          _Book({"表": Sheet([_HEAD, *_SPREAD], merged=[(2, 3, 3, 3, "470.5")])}),
          outcomes=_TOLD, lacks=[FAN, LAMP], held=[2, 3]),
    _case("lying-dimension", "A size that the sheet states of itself is not believed.",
          _Book(_sheet(), {_PART: ('<dimension ref="A1:C4"/>', '<dimension ref="A1:C3"/>')})),
    _case("part-twice", "A part that stands there twice may mean either.", _Book(_sheet(), twice=_PART), outcomes=_REJECTED),
    _case("rows-apart", "A row has the number that it says, wherever it stands.",
          _Book({"表": Sheet([_HEAD, [], [], *_ROWS[:1], [LAMP, NAMES[LAMP], "约350"], _ROWS[2]])}),
          outcomes=_TOLD, lacks=[LAMP], held=[5]),
    _case("stale-total", "A total that its rows do not make is told.",
          _Book(_sheet(["", "合计", 700])), outcomes=_TOLD),
    _case("total", "A total is no enterprise's.", _Book(_sheet(["", "合计", 558.5]))),
    _case("title-above", "A title above the header is none of it.",
          _Book({"表": Sheet([["税款（虚构）"], _HEAD, *_ROWS])})),
    _case("gb18030", "A .csv in GB18030 is read as that.", _Text(_lines(","), "gb18030")),
    _case("semicolons", "A .csv may be parted by semicolons.", _Text(_lines(";"))),
    _case("comma-in-figure", "A comma that is not quoted moves a row's fields.",
          _Text([*_lines(",")[:2], f"{LAMP},{NAMES[LAMP]},1,350", *_lines(",")[3:]]),
          outcomes=_TOLD, lacks=[LAMP], held=[3]),
    _case("swallowed", "A stray quote that swallows rows is refused.",
          _Text([f"{_lines(',')[0]},备注", f"{_lines(',')[1]},好", f'{_lines(",")[2]},"好', *_lines(",")[1:3], f'{_lines(",")[3]},坏"']),
          outcomes=_REJECTED),
]  # fmt: skip
