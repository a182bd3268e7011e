"""What became of enterprises is known, and proposed."""

from datetime import date
from pathlib import Path

import pytest

from permu.intake.matching import Event, Register
from permu.intake.matching.changes import CHANGES_SHEET
from permu.intake.matching.identity import CHANGES
from permu.intake.profiles import profiles

from ..forms import (
    BOLT,
    FAN,
    LAMP,
    NAMES,
    REGISTER,
    Row,
    Sheet,
    code,
    imported,
    one,
    tax,
    tax_row,
    value,
    workbook,
)
from .people import asked, first, known

GONE, BETWEEN = code(701), code(702)
ON = date(2025, 6, 30)


def merged() -> Register:
    register = known()
    register.add_event(
        Event(change="merged_into", old_code=GONE, old_name="样例县旧风机厂", code=FAN, on=ON)
    )
    return register


def test_a_firm_that_was_merged_is_proposed_with_its_date() -> None:
    match = asked(merged(), "样例县旧风机厂", GONE)

    assert (match.subject, match.code, match.strong) == ("", "stranger_related", {FAN})
    assert first(match).reason == f"已于 2025-06-30 并入{NAMES[FAN]}"


def test_its_name_alone_is_enough_to_be_proposed_and_not_to_be_joined() -> None:
    match = asked(merged(), "样例县旧风机厂")

    assert (match.subject, match.code, match.strong) == ("", "name_unknown", {FAN})


def test_changes_are_followed_to_who_is_on_the_register_now() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_code=GONE, code=BETWEEN, on=ON))
    register.add_event(Event(change="merged_into", old_code=BETWEEN, code=LAMP, on=ON))

    assert first(asked(register, "", GONE)).subject == LAMP


def test_changes_in_a_circle_end() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_code=GONE, code=BETWEEN))
    register.add_event(Event(change="renamed", old_code=BETWEEN, code=GONE))

    assert asked(register, "", GONE).proposals == ()


def test_a_firm_that_was_split_is_nobodys_in_particular() -> None:
    register = known()
    for part in (LAMP, BOLT):
        register.add_event(Event(change="split_from", old_code=GONE, code=part, on=ON))

    match = asked(register, "样例县旧厂", GONE)

    assert match.strong == frozenset()
    assert set(match.weak) == {LAMP, BOLT}
    assert [found.kind for found in match.proposals] == ["split_from", "split_from"]


def test_a_name_that_another_had_before_does_not_join_by_itself() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_name=NAMES[FAN], code=LAMP, on=ON))

    match = asked(register, NAMES[FAN])

    assert (match.subject, match.strong) == ("", {FAN, LAMP})


@pytest.mark.parametrize("change", ["renamed", "merged_into", "split_from", "branch_of"])
def test_no_change_joins(change: str) -> None:
    register = known()
    register.add_event(Event(change=change, old_code=GONE, old_name="旧厂", code=FAN))  # type: ignore[arg-type]

    assert asked(register, "旧厂").subject == asked(register, "旧厂", GONE).subject == ""
    assert first(asked(register, "旧厂", GONE)).subject == FAN


CHANGES_HEAD = ["原代码", "原名称", "现代码", "现名称", "变更类型", "变更日期"]


def register_with(folder: Path, *changes: Row) -> Path:
    """The register with a second sheet of changes."""
    rows = [
        (at, one, NAMES[one], "", "2010-05-06", "C3670", "东溪镇", "")
        for at, one in enumerate(NAMES)
    ]
    sheets = {"企业名册": Sheet([REGISTER, *rows]), "变更": Sheet([CHANGES_HEAD, *changes])}
    return workbook(folder / "01_市场监管局_企业名册.xlsx", sheets)


def test_the_registers_own_sheet_of_changes_is_proposed_by(tmp_path: Path) -> None:
    change = (GONE, "样例县旧风机厂", FAN, NAMES[FAN], "合并", "2025-06-30")
    row = tax_row(GONE, 5, name="样例县旧风机厂")
    intake = imported(register_with(tmp_path, change), tax(tmp_path, tax_row(FAN, 7), row))

    assert one(intake, "stranger_related").row == 5
    assert first(intake.unowned[0].match).reason == f"已于 2025-06-30 并入{NAMES[FAN]}"
    assert value(intake, FAN, "vat_paid") is None


def test_a_kind_of_change_that_is_not_known_is_said(tmp_path: Path) -> None:
    change = (GONE, "样例县旧风机厂", FAN, NAMES[FAN], "搬家", "2025-06-30")
    intake = imported(register_with(tmp_path, change), tax(tmp_path, tax_row(FAN, 7)))

    assert one(intake, "not_in_list").sheet == "变更"


def test_the_profile_lists_the_changes_that_are_known() -> None:
    sheet = next(sheet for sheet in profiles()[0].sheets if sheet.label == CHANGES_SHEET)
    (column,) = (column for column in sheet.columns if column.id == "change")

    assert set(column.counted) == set(CHANGES)
