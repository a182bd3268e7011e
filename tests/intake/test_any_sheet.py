"""Whatever stands in the cells of eight recognisable forms: facts and findings, or a refusal."""

import copy
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from permu.intake import read_workbooks, workbooks
from permu.intake.grid import Cell, Workbook
from permu.intake.reader import read_grid
from permu.sample import write_county
from permu.terms.refusal import Refused

TEXTS = ["—", "0（停产）", "1e999", "9" * 70, "小计", "合计", "样**有限公司", "****", "*" * 200, "是", "2025-02-30",
         "", "  ", "\u202e12", "1,23", "-0", "N2" * 9, "91990101" * 2, "A" * 5000, "单位：元", "单位：百元", "(1)",
         "12亩", "1e308元", "٣", "²", "½", "1" * 18, "9.1E+17", "制表：", "#N/A", "😀"]  # fmt: skip
NUMBERS = ["0", "-1", "1" * 30, "0.30000000000000004", "1" + "0" * 308, "45691", "0.0000001"]

Grids = dict[Path, Workbook]


@pytest.fixture(scope="module")
def grids(tmp_path_factory: pytest.TempPathFactory) -> Grids:
    county = write_county(tmp_path_factory.mktemp("county"), enterprises=60, seed=4)
    return {path: read_grid(path) for path in county.workbooks}


def spoiled(grids: Grids, draw: Random) -> Grids:
    """The same forms after one to sixty accidents."""
    changed = copy.deepcopy(grids)
    for _ in range(draw.choice((1, 5, 60))):
        sheet = draw.choice(changed[draw.choice(list(changed))].sheets)
        row = draw.choice(list(sheet.rows))
        accident = draw.random()
        if accident < 0.75:
            kind = draw.choice("ttttndbef")
            text = {"n": draw.choice(NUMBERS), "f": ""}.get(kind, draw.choice(TEXTS))
            sheet.rows[row][draw.choice(list(sheet.rows[row]))] = Cell(kind, text)  # type: ignore[arg-type]
        elif accident < 0.85:
            sheet.rows[draw.choice((row + 1, row + 1000, 1048576))] = dict(sheet.rows[row])
        elif accident < 0.95:
            area = (row, draw.randint(1, 4), row + draw.randint(0, 40), draw.randint(4, 16000))
            sheet.merged = (*sheet.merged, area)
        else:
            del sheet.rows[row]
        sheet.__dict__.pop("numbers", None)
    return changed


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
@example(134153)  # a deed of 10^30 square meters
def test_any_cells_in_any_form_give_facts_or_a_refusal(
    grids: Grids, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    changed = spoiled(grids, Random(seed))
    monkeypatch.setattr(workbooks, "read_grid", changed.__getitem__)

    with suppress(Refused):
        intake = read_workbooks(list(grids), year=2025, as_of=date(2026, 2, 28))
        assert all(finding.text("zh") and finding.text("en") for finding in intake.findings)
