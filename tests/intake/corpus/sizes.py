"""Files that are large, or say that they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from permu.intake.grid import column_letters

from .build import (
    ANY,
    BOOK,
    HEAD,
    RELATIONS,
    ROWS,
    SHEET,
    STRINGS,
    Category,
    Make,
    Package,
    Written,
    below,
    edited,
    slow,
    sound_parts,
)
from .dirt import Page
from .kinds import TEXT
from .table import EITHER

_OF = Category("sizes")
_ROWS, _COLUMNS = 1_048_576, 16_384


@dataclass(frozen=True)
class _Later:
    """A large file, of which nothing is made before it is wanted."""

    make: Callable[[], Make]

    def __call__(self, folder: Path) -> Path:
        return self.make()(folder)


def _text(*more: str) -> Written:
    return Written("报表.csv", lambda: "".join((TEXT, *more)).encode())


def _remark(text: str) -> Make:
    """A fourth column with this beside the second enterprise."""
    rows = [[*HEAD, "备注"], ROWS[0], [*ROWS[1], text], ROWS[2]]
    return lambda folder: Page(rows=rows).save(folder / "报表.xlsx")


def _row(number: int, cells: str) -> str:
    return f'<row r="{number}">{cells}</row>'


def _many_rows(last: int) -> Make:
    return _Later(lambda: below("".join(f'<row r="{at}"/>' for at in range(5, last + 1))))


def _many_blanks(folder: Path) -> Path:
    """A million cells that have a style and nothing else."""
    letters = [column_letters(at) for at in range(4, _COLUMNS + 1)]
    rows = (
        _row(at, "".join(f'<c r="{one}{at}" s="0"/>' for one in letters)) for at in range(5, 66)
    )
    return below("".join(rows))(folder)


def _full(folder: Path) -> Path:
    cells = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}</v></c><c r="B{at}"><v>1</v></c></row>'
        for at in range(5, _ROWS)
    )
    return below(cells)(folder)


def _wide_heading() -> Iterator[str]:
    for at in range(4, _COLUMNS + 1):
        yield f'<c r="{column_letters(at)}1" t="inlineStr"><is><t>列{at}</t></is></c>'


def _merged(number: int) -> Make:
    areas = "".join(f'<mergeCell ref="F{at}:G{at}"/>' for at in range(10, 10 + number))
    return edited(SHEET, ("</sheetData>", f"</sheetData><mergeCells>{areas}</mergeCells>"))


def _sheets(number: int) -> Package:
    """The sheet, and empty ones."""
    relation, sheet = '<Relationship Id="r0"', '<sheet name="Sheet1"'
    type_ = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(
        f'<Relationship Id="m{at}" Type="{type_}" Target="m{at}.xml"/>' for at in range(number)
    )
    names = "".join(
        f'<sheet name="空{at}" sheetId="{at + 9}" r:id="m{at}"/>' for at in range(number)
    )
    empty = sound_parts()[SHEET].partition(b"<sheetData>")[0] + b"<sheetData/></worksheet>"
    parts = sound_parts()
    return Package({
        RELATIONS: parts[RELATIONS].replace(relation.encode(), f"{links}{relation}".encode()),
        BOOK: parts[BOOK].replace(sheet.encode(), f"{names}{sheet}".encode()),
        **{f"xl/m{at}.xml": empty for at in range(number)},
    })  # fmt: skip


def _sparse(folder: Path) -> Path:
    path = folder / "报表.csv"
    with path.open("wb") as file:
        file.write(TEXT.encode())
        file.truncate(70 << 20)
    return path


def _dimension(ref: str) -> Package:
    return edited(SHEET, ("<sheetData>", f'<dimension ref="{ref}"/><sheetData>'))


_FAR = f'<row r="{_ROWS}"><c r="XFD{_ROWS}"><v>1</v></c></row>'
_SHEETS = [
    _OF.sound("last-cell", "A cell in the last corner costs nothing.", below(_FAR), EITHER),
    _OF.refused("beyond-last-row", "There is no row below the last.", below(_row(_ROWS + 1, ""))),
    _OF.refused("beyond-last-column", "There is no column behind XFD.", below(_row(9, '<c r="XFE9"><v>1</v></c>'))),
    _OF.sound("dimension-large", "A sheet that says it fills every row is not believed.", _dimension("A1:XFD1048576")),
    _OF.sound("dimension-small", "Nor is one that says it has one cell.", _dimension("A1")),
    _OF.sound("dimension-short", "Nor is one that leaves out its last rows.", _dimension("A1:C2")),
    _OF.sound("dimension-none", "Nor is a size that is none.", _dimension("viel")),
    _OF.sound("empty-rows", "100,000 empty rows hold nobody up.", _many_rows(100_000)),
    slow(_OF.sound("all-empty-rows", "Nor do all there can be.", _many_rows(_ROWS))),
    slow(_OF.sound("blank-cells", "Nor do a million blank cells with a style.", _many_blanks)),
    _OF.sound("wide-heading", "Nor do 16,384 headings.", _Later(lambda: edited(SHEET, ("</row>", "".join(_wide_heading()) + "</row>")))),
    slow(_OF.refused("full", "A million rows of something else are refused within the limits.", _full)),
    _OF.sound("merged-beside", "2,000 merged ranges beside the table touch nothing.", _merged(2_000)),
    _OF.refused("merged-many", "30,000 are no department's form.", _merged(30_000)),
    _OF.sound("sheets", "60 empty sheets before the one are passed over.", _sheets(60)),
    _OF.refused("sheets-many", "200 are no department's form.", _sheets(200)),
    _OF.sound("columns-range", "A width for every column costs nothing.", edited(SHEET, ("<sheetData>", '<cols><col min="1" max="16384" width="9"/></cols><sheetData>'))),
]  # fmt: skip

_TEXTS = [
    _OF.sound("longest-text", "A cell may hold 32,767 characters.", _remark("多" * 32_767)),
    _OF.refused("too-long-text", "It may not hold 32,768.", _remark("多" * 32_768)),
    _OF.refused("huge-text", "Nor 20 million.", _Later(lambda: _remark("多" * 20_000_000))),
    _OF.sound("unused-text", "A text of 5 MB that no cell shows is passed over.",
        _Later(lambda: edited(STRINGS, ("</sst>", f"<si><t>{'a' * 5_000_000}</t></si></sst>"))), ANY),
    _OF.sound("unused-texts", "So are 200,000 short ones.",
        _Later(lambda: edited(STRINGS, ("</sst>", "<si><t>a</t></si>" * 200_000 + "</sst>"))), ANY),
    _OF.refused("long-digits", "A number of 40,000 digits is refused.", _text(f"{ROWS[0][0]},甲,{'9' * 40_000}\r\n")),
    _OF.refused("line", "A line of 50 MB is refused.", Written("报表.csv", lambda: TEXT.encode() + b"9" * (50 << 20))),
    _OF.sound("line-of-commas", "A line of a million commas is nobody's row.", _text("," * 1_000_000 + "9"), EITHER),
    _OF.refused("large", "A file of 70 MB is refused unread.", _sparse),
]  # fmt: skip

CASES = [*_SHEETS, *_TEXTS]
