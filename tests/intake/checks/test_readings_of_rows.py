"""What one row or column says otherwise holds its figures in the departments' forms as in the dry run."""

from pathlib import Path

from ..forms import BOLT, FAN, LAMP, TAX, imported, one, register, tax, tax_row, value


def test_a_point_that_parts_thousands_in_one_row_makes_doubtful_what_it_is_in_the_others(
    tmp_path: Path,
) -> None:
    rows = [tax_row(FAN, "1.234.567"), tax_row(LAMP, "8.000"), tax_row(BOLT, 90)]
    intake = imported(register(tmp_path), tax(tmp_path, *rows))

    assert value(intake, LAMP, "vat_paid") is None
    assert value(intake, BOLT, "vat_paid") == 9000
    assert one(intake, "comma_for_point").subject == LAMP


def test_a_row_marked_void_gives_no_figure(tmp_path: Path) -> None:
    rows = [(*tax_row(FAN, 25), "此行作废"), (*tax_row(LAMP, 35), "已注销")]
    intake = imported(register(tmp_path), tax(tmp_path, *rows, head=[*TAX, "备注"]))

    assert value(intake, FAN, "vat_paid") is None
    assert value(intake, LAMP, "vat_paid") == 3500
    assert {
        finding.subject for finding in intake.findings if finding.code == "intake.row_void"
    } == {FAN}
