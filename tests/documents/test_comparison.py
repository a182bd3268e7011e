"""The comparison workbook says the same as the comparison, in cells a clerk can add up."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from permu.documents.comparing import write_comparison_workbook
from permu.engine import evaluate
from permu.engine.comparing import Comparison, compare_evaluations
from permu.terms.refusal import Language
from tests.engine import builders as b


@pytest.fixture
def comparison() -> Comparison:
    facts = b.facts(
        [
            {"name": f"虚构企业{tax}", "town": town, "evaluated_tax": tax, "sales_revenue": sales, "land_area": 1}
            for tax, sales, town in [(4, 1, "东镇"), (3, 4, "东镇"), (2, 3, "西镇"), (1, 2, None)]
        ]
    )  # fmt: skip
    methods = [
        b.method(b.group(b.indicator(name, numerator=name)), title=name)
        for name in ("evaluated_tax", "sales_revenue")
    ]
    before, after = ((method, evaluate(method, facts)) for method in methods)
    return compare_evaluations(before, after, facts)


def cells(path: Path, sheet: int) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[sheet].values)


@pytest.mark.parametrize(("language", "total"), [("zh", "合计"), ("en", "Total")])
def test_transitions_add_up_to_those_registered(
    comparison: Comparison, tmp_path: Path, language: Language, total: str
) -> None:
    path = tmp_path / "对照.xlsx"

    write_comparison_workbook(path, comparison, language=language)

    sums = next(row for row in cells(path, 0) if row[0] == total)
    assert [cell for cell in sums if cell is not None][-1] == 4


def test_everybody_stands_in_the_list_who_moves_first(
    comparison: Comparison, tmp_path: Path
) -> None:
    path = tmp_path / "对照.xlsx"

    write_comparison_workbook(path, comparison)

    names = [row[1] for row in cells(path, 1) if str(row[1]).startswith("虚构企业")]
    moves = [row[3] for row in cells(path, 1) if str(row[1]).startswith("虚构企业")]
    assert sorted(names) == ["虚构企业1", "虚构企业2", "虚构企业3", "虚构企业4"]
    assert moves == sorted(moves, key=["上升", "不变", "下降"].index)
    assert moves.count("上升") == comparison.moves["better"]


def test_it_says_that_it_is_no_result(comparison: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "对照.xlsx"

    write_comparison_workbook(path, comparison)

    assert all("不是评价结果" in str(cells(path, sheet)[1][0]) for sheet in (0, 1))
