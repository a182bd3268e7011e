"""One row a subject: figures, units, totals, repetitions."""

from pathlib import Path

import pytest

from permu.intake import Intake

from ..forms import (
    BOLT,
    FAN,
    LAMP,
    TAX,
    Row,
    Sheet,
    cells,
    codes,
    imported,
    one,
    register,
    tax,
    tax_row,
    value,
    workbook,
)  # fmt: skip


def with_tax(folder: Path, *rows: Row, **more: object) -> Intake:
    return imported(register(folder), tax(folder, *rows, **more))  # type: ignore[arg-type]


def test_sound_rows_give_figures_with_their_cells_and_no_finding(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "12,345.67"), tax_row(LAMP, 100))

    assert codes(intake) == set()
    assert value(intake, FAN, "vat_paid") == 1_234_567
    assert value(intake, LAMP, "stamp_tax") == 0
    assert value(intake, BOLT, "vat_paid") is None
    (cell,) = cells(intake, FAN, "vat_paid")
    assert cell | {"sha256": "", "note": None} == {
        "subject": FAN, "item": "vat_paid", "status": "read", "raw": "12,345.67", "unit": "元",
        "file": "03_税务局_入库税款.xlsx", "sha256": "", "sheet": "2025年度", "cell": "E4",
        "provider": "税务局", "as_of": intake.facts.as_of, "note": None,
    }  # fmt: skip


def test_the_unit_of_the_heading_comes_before_the_note_and_the_note_before_the_custom(
    tmp_path: Path,
) -> None:
    head = [*TAX]
    head[4], head[14] = "增值税（万元）", "合计（万元）"
    intake = with_tax(tmp_path, tax_row(FAN, 5), head=head)
    assert value(intake, FAN, "vat_paid") == 5_000_000
    assert (
        value(with_tax(tmp_path, tax_row(FAN, 5), note="单位：万元"), FAN, "vat_paid") == 5_000_000
    )

    in_brackets = with_tax(tmp_path, tax_row(FAN, 5), note="（金额单位：万元（人民币））")
    assert value(in_brackets, FAN, "vat_paid") == 5_000_000

    unsaid = with_tax(tmp_path, tax_row(FAN, 5), note="制表单位：样例县税务局")
    assert value(unsaid, FAN, "vat_paid") == 500
    assert "“增值税”列和表头上方都没有写单位，按该表的惯例作“元”读取。请核对单位是否属实。" in {
        finding.text() for finding in unsaid.findings
    }


def test_a_blank_and_a_dash_are_missing_not_zero(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, None, 0), tax_row(LAMP, "—", 0))

    assert value(intake, FAN, "vat_paid") is value(intake, LAMP, "vat_paid") is None
    assert one(intake, "figure_dash").text() == (
        "“增值税”写的是“—”，按缺失处理，不当作 0。若确实为 0，请填 0；若没有数据，请说明原因。"
    )
    assert "1 行是空的，都按缺失处理，没有当作 0" in one(intake, "column_blanks").text()
    assert cells(intake, FAN, "vat_paid")[0]["status"] == "missing"


@pytest.mark.parametrize(("written", "name"), [
    ("0（停产）", "number_with_remark"), ("约300", "not_a_number"), ("3亩", "unit_in_cell_unlike"),
    ("0.001", "too_precise"), ("9" * 20, "too_large"),
])  # fmt: skip
def test_a_figure_that_is_not_clear_is_held(tmp_path: Path, written: str, name: str) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, written, None))

    assert value(intake, FAN, "vat_paid") is None
    assert (one(intake, name).severity, one(intake, name).cell) == ("error", "E4")
    assert cells(intake, FAN, "vat_paid")[0]["note"] == one(intake, name).text()


def test_error_cells_and_formulas_without_a_value_are_held(tmp_path: Path) -> None:
    sheet = Sheet([["税（虚构）"], ["单位：元"], TAX, tax_row(FAN, 1), tax_row(LAMP, 1)],
                  formulas={(4, 5): "#DIV/0!", (5, 5): ""})  # fmt: skip
    path = workbook(tmp_path / "03_税务局_入库税款.xlsx", {"2025年度": sheet})
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "vat_paid") is value(intake, LAMP, "vat_paid") is None
    assert one(intake, "error_cell").text() == (
        "“增值税”的单元格是错误值“#DIV/0!”，没有可用的数，暂不采用。请修正公式或直接填数。"
    )
    assert "文件里没有保存计算结果" in one(intake, "formula_without_value").text()


def test_a_refund_is_used_but_asked_about(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "（350）"))

    assert value(intake, FAN, "vat_paid") == -35_000
    assert one(intake, "negative_asked").severity == "question"


def test_a_row_that_differs_from_its_own_total_is_held_whole(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100, 101))

    assert value(intake, FAN, "vat_paid") is value(intake, FAN, "stamp_tax") is None
    assert one(intake, "total_mismatch").text() == (
        "本行合计写的是 101元，各项相加是 100元，对不上，不知道哪一个错，本行有关数据暂不采用。请核对后更正。"
    )


def test_a_row_ten_thousandfold_off_its_total_is_a_slip_of_the_unit(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, "12.3456", 123456))

    assert value(intake, FAN, "vat_paid") is value(intake, FAN, "stamp_tax") is None
    assert "相差恰好 10000 倍" in one(intake, "unit_slip").text()
    assert "too_precise" not in codes(intake)


def test_the_same_row_twice_counts_once(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100), tax_row(FAN, "100.00"))

    assert value(intake, FAN, "vat_paid") == 10_000
    assert one(intake, "duplicate_same").text() == "本行与第 4 行重复，数据相同，只计一次。"


def test_one_enterprise_with_two_figures_is_held(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, tax_row(FAN, 100), tax_row(FAN, 200))

    assert value(intake, FAN, "vat_paid") is None
    assert value(intake, FAN, "stamp_tax") == 0
    found = [one.text() for one in intake.findings if one.code == "intake.duplicate_conflict"]
    assert (
        found
        == [
            "第 4、5 行是同一对象，“增值税”却各不相同（100、200），不知道以哪一行为准，暂不采用。请核对后只保留一行。"
        ]
        * 2
    )


def test_subtotals_and_signatures_are_reported_and_give_no_figure(tmp_path: Path) -> None:
    subtotal = (None, None, "东溪镇小计", None, 100, *[0] * 9, 100)
    total = ("合计", None, None, None, 100, *[0] * 9, 100)
    intake = with_tax(tmp_path, tax_row(FAN, 100), subtotal, total, ("制表：", "某某"))

    assert value(intake, FAN, "vat_paid") == 10_000
    texts = [one.text() for one in intake.findings if one.code == "intake.row_skipped"]
    assert texts[0] == "本行（“东溪镇小计”）是小计、合计或说明，不是企业数据，未采用。"
    assert len(texts) == 3


def test_a_row_of_figures_without_any_name_is_held(tmp_path: Path) -> None:
    intake = with_tax(tmp_path, (1, None, None, None, 100, *[0] * 9, 100))

    assert one(intake, "row_without_subject").severity == "error"


def test_hidden_columns_and_sheets_are_asked_about(tmp_path: Path) -> None:
    sheet = Sheet(
        [["税"], ["单位：元"], TAX, tax_row(FAN, 100)], hidden_columns=[5], is_hidden=True
    )
    path = workbook(tmp_path / "税务.xlsx", {"面": Sheet([["说明"]]), "2025年度": sheet})
    intake = imported(register(tmp_path), path)

    assert value(intake, FAN, "vat_paid") == 10_000
    assert {one(intake, f"hidden_{what}").severity for what in ("column", "sheet")} == {"question"}
    assert "没有读取" in one(intake, "sheet_unused").text()
