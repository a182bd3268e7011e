"""What people settle counts from the next reading on: it is traced, and asked again where the sheet changes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from permu.engine import evaluate
from permu.intake import Intake, load_intake, read_workbooks, save_intake
from permu.intake.known import Known
from permu.intake.settled import Correction, OwnerChoice, Settled, over_of
from permu.method import load_method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

from .forms import AS_OF, BOLT, FAN, YEAR, cells, codes, one, register, tax, tax_row, value

STRANGER = "样例县坚石五金厂"
YUAN = 100  # whole units of 10^-6 of 万元
STAYS = OwnerChoice(
    profile="03-tax", raw_code="", raw_name=STRANGER, subject=BOLT,
    by="王经办", on=date(2026, 3, 2), reason="营业执照变更",
)  # fmt: skip


def read(folder: Path, settled: Settled, *, vat: object = 100, nameless: bool = False) -> Intake:
    """Two enterprises' taxes; `nameless` adds a row that has no code and an unknown name."""
    rows = [tax_row(FAN, vat), tax_row(BOLT, 70)]
    if nameless:
        rows.append(tax_row("", 7, name=STRANGER))
    paths = register(folder), tax(folder, *rows)
    return read_workbooks(paths, year=YEAR, as_of=AS_OF, known=Known(settled=settled))


def of_stranger(**changes: object) -> Settled:
    return Settled(owners=(replace(STAYS, **changes),))  # type: ignore[arg-type]


def correcting(intake: Intake, amount: int | None, *, who: str = FAN) -> Settled:
    """A correction of a subject's VAT, of what its cells say in this reading."""
    behind = [
        (str(cell["provider"]), str(cell["sheet"]), str(cell["raw"]), str(cell["unit"]))
        for cell in cells(intake, who, "vat_paid")
    ]
    amount = None if amount is None else amount * YUAN
    return Settled(
        corrections=(
            Correction(
                subject=who, item="vat_paid", value=amount, over=over_of(behind),
                by="王经办", on=date(2026, 3, 2), reason="税务局来函",
            ),
        )
    )  # fmt: skip


def test_a_row_of_nobody_waits_with_what_it_says(tmp_path: Path) -> None:
    intake = read(tmp_path, Settled(), nameless=True)

    (row,) = intake.unowned
    assert (row.raw_code, row.raw_name, row.profile, row.row) == ("", STRANGER, "03-tax", 6)
    assert one(intake, "name_unknown").severity == "error"


def test_a_row_that_a_person_gave_an_owner_is_added_or_is_its_repetition(tmp_path: Path) -> None:
    added = read(tmp_path, of_stranger(how="adds"), nameless=True)
    same = read(tmp_path, of_stranger(), nameless=True)

    assert value(added, BOLT, "vat_paid") == 77 * YUAN
    assert [cell["status"] for cell in cells(added, BOLT, "vat_paid")] == ["summed", "summed"]
    assert "王经办 2026-03-02：营业执照变更" in one(added, "owner_settled").text()
    assert value(same, BOLT, "vat_paid") is None
    assert "duplicate_conflict" in codes(same)
    assert added.unowned == same.unowned == ()


def test_what_a_person_says_of_one_form_holds_for_no_other(tmp_path: Path) -> None:
    assert read(tmp_path, of_stranger(profile="07-staff"), nameless=True).unowned


def test_a_row_that_is_none_of_ours_gives_no_figure_and_waits_no_more(tmp_path: Path) -> None:
    intake = read(tmp_path, of_stranger(subject=""), nameless=True)

    assert intake.unowned == ()
    assert one(intake, "owner_none").severity == "note"
    assert value(intake, BOLT, "vat_paid") == 70 * YUAN


def test_an_owner_that_left_the_register_is_asked_for_again(tmp_path: Path) -> None:
    gone = "91990101000000000X"

    assert read(tmp_path, of_stranger(subject=gone), nameless=True).unowned


def test_a_correction_supersedes_and_the_cell_stays_beside_it(tmp_path: Path) -> None:
    intake = read(tmp_path, correcting(read(tmp_path, Settled()), 120))

    assert value(intake, FAN, "vat_paid") == 120 * YUAN
    by_status = {cell["status"]: cell for cell in cells(intake, FAN, "vat_paid")}
    assert by_status["superseded"]["raw"] == "100"
    assert by_status["superseded"]["cell"] == "E4"
    assert by_status["corrected"]["note"] == "王经办 2026-03-02：税务局来函"


def test_a_held_figure_that_was_settled_holds_nothing_back(tmp_path: Path) -> None:
    held = read(tmp_path, Settled(), vat="约100")
    settled = read(tmp_path, correcting(held, 100), vat="约100")

    assert (FAN, "vat_paid") in held.facts.held.rows()
    assert (FAN, "vat_paid") not in settled.facts.held.rows()
    assert {one.severity for one in settled.findings if one.item == "vat_paid"} == {"note"}
    assert value(settled, FAN, "vat_paid") == 100 * YUAN


def test_that_there_is_no_figure_can_be_settled_too(tmp_path: Path) -> None:
    intake = read(tmp_path, correcting(read(tmp_path, Settled(), vat="约100"), None), vat="约100")

    assert value(intake, FAN, "vat_paid") is None
    assert (FAN, "vat_paid") not in intake.facts.held.rows()


def test_a_correction_of_cells_that_changed_waits_for_a_person_again(tmp_path: Path) -> None:
    before = correcting(read(tmp_path, Settled()), 120)
    changed = read(tmp_path, before, vat=130)
    caught_up = read(tmp_path, before, vat=120)

    assert value(changed, FAN, "vat_paid") is None
    assert one(changed, "correction_outdated").severity == "error"
    assert value(caught_up, FAN, "vat_paid") == 120 * YUAN
    assert one(caught_up, "correction_unneeded").severity == "note"


def test_a_correction_stays_where_the_row_moved_and_says_the_same(tmp_path: Path) -> None:
    before = correcting(read(tmp_path, Settled()), 120)
    paths = register(tmp_path), tax(tmp_path, tax_row(BOLT, 70), tax_row(FAN, 100))

    moved = read_workbooks(paths, year=YEAR, as_of=AS_OF, known=Known(settled=before))

    assert value(moved, FAN, "vat_paid") == 120 * YUAN


def test_a_correction_that_finds_no_figure_is_told(tmp_path: Path) -> None:
    used = correcting(read(tmp_path, Settled()), 120).corrections[0]
    gone = replace(used, subject="91990101000000000X")
    unsent = replace(used, item="land_used")

    intake = read(tmp_path, Settled(corrections=(used, gone, unsent)))

    told = [
        (one.subject, one.item) for one in intake.findings if one.code == "intake.correction_unused"
    ]
    assert sorted(told) == sorted([(gone.subject, "vat_paid"), (FAN, "land_used")])


def test_what_was_read_is_kept_whole(tmp_path: Path) -> None:
    intake = read(tmp_path, Settled(), nameless=True)
    save_intake(intake, tmp_path / "kept")

    kept = load_intake(tmp_path / "kept")
    assert (kept.files, kept.unowned, kept.findings) == (
        intake.files, intake.unowned, intake.findings,
    )  # fmt: skip
    assert kept.facts.sources == intake.facts.sources != ()


def test_every_figure_knows_by_what_right_it_is_here(tmp_path: Path) -> None:
    intake = read(tmp_path, Settled())

    (source,) = [each for each in intake.facts.sources if each.item == "vat_paid"]
    (cell,) = cells(intake, FAN, "vat_paid")
    assert (source.sha256, source.sheet) == (cell["sha256"], cell["sheet"])
    assert (source.provider, source.purpose) == ("税务局", "grading")
    assert source.origin
    assert source.definition


def statistical(facts: Facts) -> Facts:
    sources = tuple(
        replace(one, provider="统计局", origin="统计调查", purpose="statistics")
        if one.item == "vat_paid"
        else one
        for one in facts.sources
    )
    return replace(facts, sources=sources)


def test_no_grade_rests_on_a_fact_that_was_given_for_statistics(tmp_path: Path) -> None:
    facts = statistical(read(tmp_path, Settled()).facts)

    with pytest.raises(Refused) as refused:
        evaluate(load_method(SAMPLE_METHOD), facts)
    assert "用途不包括等级评价" in str(refused.value)
    assert "请改用税务局" in str(refused.value)


def test_a_list_of_sources_that_was_changed_is_noticed(tmp_path: Path) -> None:
    facts = read(tmp_path, Settled()).facts
    facts.save(tmp_path / "facts")
    about = tmp_path / "facts" / "facts.json"
    about.write_text(about.read_text("utf-8").replace('"grading"', '"statistics"', 1), "utf-8")

    with pytest.raises(Refused, match="SHA-256"):
        Facts.load(tmp_path / "facts")
