"""A department's list of three enterprises, in which one thing is dirty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.intake.forms import BOLT, FAN, LAMP, NAMES

from .case import Case
from .dirt import Page, Row, Value

__all__ = ["BOLT", "FAN", "LAMP", "NAMES", "Case"]

ACCEPTED = frozenset({"accepted"})
ASKED = frozenset({"accepted-with-findings"})
REJECTED = frozenset({"rejected-with-clear-error"})
EITHER = ACCEPTED | ASKED
CLEAN = tuple((code, NAMES[code]) for code in (FAN, LAMP, BOLT))

HEADINGS = {"tax": "实缴税金（万元）", "land": "用地面积（亩）", "project": "入库时间"}


@dataclass(frozen=True, kw_only=True)
class Table:
    """Code, name, what stands beside, the figure; a row for each enterprise, below the heading."""

    figures: Sequence[Value]
    who: Sequence[tuple[Value, Value]]
    heading: Value
    above: Sequence[Row] = ()
    below: Sequence[Row] = ()
    beside: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    sheet: str = "Sheet1"
    merged: Sequence[str] = ()
    from_1904: bool = False

    def __call__(self, folder: Path) -> Path:
        """Write it."""
        rows: list[Row] = [
            *self.above,
            ["统一社会信用代码", "企业名称", *self.beside, self.heading],
        ]
        for at, (who, figure) in enumerate(zip(self.who, self.figures, strict=True)):
            rows.append([*who, *(column[at] for column in self.beside.values()), figure])
        page = Page(
            rows=[*rows, *self.below], name=self.sheet, from_1904=self.from_1904, merged=self.merged
        )
        return page.save(folder / "报表.xlsx")


def register(folder: Path, rows: Iterable[tuple[str, str]]) -> Path:
    """The register of these enterprises."""
    path = folder / "ENTERPRISES.csv"
    lines = (f"{code},{name},东溪镇\n" for code, name in rows)
    path.write_text(f"统一社会信用代码,企业名称,所属乡镇(街道)\n{''.join(lines)}", "utf-8")
    return path
