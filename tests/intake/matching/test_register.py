"""Whose a row is: by a valid registered code, else by the exact name, and never by likeness."""

import time
from pathlib import Path

import pytest

from permu.intake.grid import BLANK, Cell
from permu.intake.matching import Register

from ..forms import BOLT, FAN, LAMP, NAMES, code, imported, one, register, tax, tax_row, value

STRANGER = code(909)


@pytest.fixture
def known() -> Register:
    found = Register()
    for credit_code, name in NAMES.items():
        found.add(credit_code, name, "样例县坚石标准件厂" if credit_code == BOLT else "")
    return found


def text(said: str) -> Cell:
    return Cell("t", said)


def test_a_registered_code_with_its_name_matches_without_a_word(known: Register) -> None:
    match = known.match(text(FAN), text(NAMES[FAN]))

    assert (match.subject, match.code) == (FAN, "")


def test_brackets_and_spaces_do_not_make_another_name(known: Register) -> None:
    match = known.match(text(LAMP), text("样例县明途照明(集团) 有限公司"))

    assert (match.subject, match.code) == (LAMP, "")


def test_a_missing_code_matches_by_the_exact_name_with_a_note(known: Register) -> None:
    match = known.match(BLANK, text(" 样例县明途照明(集团)有限公司"))

    assert (match.subject, match.code, match.severity) == (LAMP, "code_missing", "note")


def test_a_former_name_matches_with_a_note(known: Register) -> None:
    with_code = known.match(text(BOLT), text("样例县坚石标准件厂"))
    without = known.match(text("—"), text("样例县坚石标准件厂"))

    assert (with_code.subject, with_code.code) == (BOLT, "former_name")
    assert (without.subject, without.code) == (BOLT, "code_missing_former_name")


def test_two_enterprises_of_one_name_are_not_told_apart_by_it(known: Register) -> None:
    known.add(STRANGER, NAMES[FAN], "")

    match = known.match(BLANK, text(NAMES[FAN]))

    assert (match.subject, match.code) == ("", "name_unknown")
    assert match.strong == {FAN, STRANGER}


@pytest.mark.parametrize(
    "said", ["样例县清风风机有限责任公司", "清风风机", "样例县清凤风机有限公司"]
)
def test_nothing_joins_by_likeness(known: Register, said: str) -> None:
    match = known.match(BLANK, text(said))

    assert (match.subject, match.code) == ("", "name_unknown")


def test_a_like_name_is_proposed(known: Register) -> None:
    assert FAN in known.match(BLANK, text("样例县清凤风机有限公司")).weak


def test_a_masked_name_proposes_those_it_fits(known: Register) -> None:
    match = known.match(BLANK, text("样例县清**有限公司"))

    assert (match.subject, match.weak) == ("", (FAN,))


@pytest.mark.parametrize(("given", "found"), [
    (FAN.replace("0", "O", 1), "code_repairable"), (FAN.lower(), None),
    (FAN[:-1] + ("A" if FAN[-1] != "A" else "B"), "code_check"), (FAN[:17], "code_length"),
    ("330281000012345", "code_registry_number"), ("12345678-9", "code_organisation_code"),
    ("00" + FAN[2:], "code_body"),
])  # fmt: skip
def test_an_unsound_code_is_held_and_what_it_is_said(
    known: Register, given: str, found: str | None
) -> None:
    match = known.match(text(given), text(NAMES[FAN]))

    if found is None:  # a code whose only letters are the check character's may have none to lower
        assert match.code in ("", "code_repairable")
        return
    assert (match.subject, match.code, match.severity) == ("", found, "error")
    assert match.strong == {FAN}


def test_a_code_kept_as_a_number_has_lost_its_digits(known: Register) -> None:
    for cell in (Cell("n", "919901010000001000"), Cell("t", "9.1990101E+17")):
        assert known.match(cell, text(NAMES[FAN])).code == "code_as_number"


def test_a_code_beside_another_enterprises_exact_name_is_nobodys(known: Register) -> None:
    for name in (NAMES[LAMP], "样例县坚石标准件厂"):
        match = known.match(text(FAN), text(name))

        assert (match.subject, match.code) == ("", "code_of_another")
        assert FAN in match.strong
        assert len(match.strong) == 2


def test_an_unknown_name_beside_a_registered_code_is_asked_about(known: Register) -> None:
    match = known.match(text(FAN), text("外县某某厂"))

    assert (match.subject, match.code, match.severity) == (FAN, "name_differs", "question")


def test_a_registered_name_under_an_unregistered_code_is_held(known: Register) -> None:
    match = known.match(text(STRANGER), text(NAMES[FAN]))

    assert (match.subject, match.code, match.strong) == ("", "name_under_other_code", {FAN})


def test_the_sentence_proposes_the_repair_and_nothing_is_used(tmp_path: Path) -> None:
    wrong = FAN.replace("0", "O", 1)
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(wrong, 5, name=NAMES[FAN])))

    assert value(intake, FAN, "vat_paid") is None
    assert one(intake, "code_repairable").text() == (
        f"统一社会信用代码“{wrong}”无效，像是把形近的字母、数字写混了。企业名称为“{NAMES[FAN]}”，"
        f"可能是：{FAN} {NAMES[FAN]}。本行暂不采用，请核对后更正代码。"
    )


def test_a_row_of_a_stranger_is_held_and_named(tmp_path: Path) -> None:
    row = tax_row(STRANGER, 5, name="样例县过客贸易有限公司")
    intake = imported(register(tmp_path), tax(tmp_path, tax_row(FAN, 7), row))

    assert one(intake, "not_registered").row == 5
    assert one(intake, "not_registered").text() == (
        f"“样例县过客贸易有限公司”（{STRANGER}）不在企业名册中，本行不归入任何企业。"
        "请核对是否应补入名册，或该行是否属于本县工业企业。"
    )
    assert STRANGER not in intake.facts.table["subject"]


def test_names_that_nobody_has_are_not_compared_with_everybodys() -> None:
    big = Register()
    for at in range(5_000):
        big.add(code(at), f"样例县第{at:05}机械有限公司", "")
    start = time.process_time()
    for at in range(2_000):
        big.match(BLANK, text(f"样例县第{at:05}机戒有限公司"))

    assert time.process_time() - start < 20


def test_rows_of_one_unsound_code_and_two_names_are_two_holders() -> None:
    register = Register()
    rows = [register.match(Cell("t", "0"), Cell("t", name)) for name in ("甲厂", "乙厂", "甲 厂")]

    assert rows[0].key != rows[1].key
    assert rows[0].key == rows[2].key
