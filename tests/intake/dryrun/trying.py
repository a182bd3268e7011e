"""Small files, tried against a register of three."""

from collections.abc import Sequence
from pathlib import Path

from permu.intake.dryrun import Checked, import_check

from ..forms import BOLT, FAN, LAMP, NAMES, Row, Sheet, csv, workbook

HEAD = ["统一社会信用代码", "企业名称", "实缴税金（万元）"]
ROWS: list[Row] = [(FAN, NAMES[FAN], 120.5), (LAMP, NAMES[LAMP], 350), (BOLT, NAMES[BOLT], 88)]
VALUES = {FAN: "120.5", LAMP: "350", BOLT: "88"}


def register(folder: Path) -> Path:
    """The register of the three."""
    rows: list[Row] = [("统一社会信用代码", "企业名称", "所属乡镇(街道)")]
    return csv(folder, "ENTERPRISES.csv", [*rows, *((one, NAMES[one], "东溪镇") for one in NAMES)])


def tried(folder: Path, *sheets: Sheet, dataset: str = "tax") -> Checked:
    """The answer for a workbook of these sheets."""
    named = {f"表{number}": sheet for number, sheet in enumerate(sheets, 1)}
    path = workbook(folder / "报表.xlsx", named)
    return import_check(path, dataset=dataset, register=register(folder))


def of(folder: Path, *rows: Sequence[object], dataset: str = "tax") -> Checked:
    """The answer for one sheet of these rows."""
    return tried(folder, Sheet(list(rows)), dataset=dataset)


def told(answer: Checked) -> set[int | None]:
    """The rows that something is told of."""
    return {one.row for one in answer.findings}
