"""The tally has power: a perfect reading passes, and each way of reading wrongly is told."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from permu.sample import County, tally
from permu.sample.sharing import SHARED_KINDS
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.refusal import Refused


@pytest.fixture(scope="module")
def findings(planted: list) -> list[Finding]:
    """What a perfect reading says: one finding an error, of the severity it deserves."""
    return [
        Finding(
            code="sample.size",
            severity="error" if "held" in error["right"] else "question" if "asked" in error["right"] else "note",
            file=error["file"],
            sheet=error["sheet"],
            row=error["row"],
            subject=error["subject"],
            item="statistical_value_added" if error["kind"] == "statistical_item" else error["item"],
        )
        for error in planted
    ]  # fmt: skip


def changed(facts: Facts, subject: str, item: str, value: object) -> Facts:
    table = facts.table.with_columns(
        pl.when(pl.col("subject") == subject)
        .then(pl.lit(value, facts.table.schema[item]))
        .otherwise(pl.col(item))
        .alias(item)
    )
    return Facts(table=table, cells=facts.cells, year=facts.year, as_of=facts.as_of)


def of_kind(planted: list, kind: str) -> dict:
    return next(error for error in planted if error["kind"] == kind)


def test_a_perfect_reading_is_clean(county: County, truth: Facts, findings: list[Finding]) -> None:
    result = tally(county.truth, truth, findings)

    assert result.is_clean
    assert result.figures == 600 * (truth.table.width - 1)
    assert result.held_besides == 0
    assert {one.result for one in result.outcomes} == {"found", "held", "read_right"}


def test_the_one_finding_of_a_sheets_hidden_rows_speaks_of_each(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    hidden = of_kind(planted, "hidden_row")
    of_another = replace(
        findings[planted.index(hidden)], row=hidden["row"] + 900, subject="", item=""
    )
    at_first = [of_another if one.row == hidden["row"] else one for one in findings]
    as_it_is = [
        replace(one, code="intake.hidden_rows") if one is of_another else one for one in at_first
    ]

    assert {
        one.kind for one in tally(county.truth, truth, at_first).outcomes if one.result == "missed"
    } == {"hidden_row"}
    assert tally(county.truth, truth, as_it_is).is_clean


def test_each_error_whose_finding_is_dropped_is_missed(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    for number, error in enumerate(planted):
        rest = findings[:number] + findings[number + 1 :]
        missed = tally(county.truth, truth, rest).got_through
        needs_telling = "held" in error["right"] or "asked" in error["right"]
        assert [one.error["id"] for one in missed] == ([error["id"]] if needs_telling else [])


def test_a_note_neither_holds_nor_asks(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    notes = [replace(finding, severity="note") for finding in findings]

    result = tally(county.truth, truth, notes)

    needs_a_person = [error["id"] for error in planted if set(error["right"]) & {"held", "asked"}]
    assert [one.error["id"] for one in result.got_through] == needs_a_person
    assert result.missed == len(needs_a_person)


def test_a_held_figure_that_is_used_is_missed_though_a_finding_stands(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    error = of_kind(planted, "months_mismatch")
    read = changed(truth, error["subject"], "electricity", 5)

    assert [one.kind for one in tally(county.truth, read, findings).got_through] == [
        "months_mismatch"
    ]


def test_a_dash_read_as_zero_is_missed(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    error = of_kind(planted, "dash")
    read = changed(truth, error["subject"], error["item"], 0)

    assert [one.kind for one in tally(county.truth, read, findings).got_through] == ["dash"]


def test_a_duplicate_counted_twice_is_missed(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    error = of_kind(planted, "duplicate_same")
    twice = truth.table.filter(pl.col("subject") == error["subject"])["output"].item() * 2
    read = changed(truth, error["subject"], "output", twice)

    assert [one.kind for one in tally(county.truth, read, findings).got_through] == [
        "duplicate_same"
    ]


def test_a_figure_over_cautiously_held_is_not_missed_but_counted(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    error = of_kind(planted, "unit_in_cell")
    read = changed(truth, error["subject"], error["item"], None)
    held = Finding(
        code="sample.size", severity="error", subject=error["subject"], item=error["item"]
    )

    result = tally(county.truth, read, [*findings, held])
    assert result.is_clean
    assert result.held_besides == 1


@pytest.mark.parametrize(
    ("item", "corrupt"),
    [
        ("land_owned", lambda whole: whole * 2000 // 3),
        ("vat_paid", lambda whole: whole * 10_000),
        ("output", lambda whole: whole + 1),
        ("electricity", lambda _whole: 0),
        ("average_staff", lambda _whole: None),
    ],
    ids=["m² for mu", "yuan for 10,000 yuan", "one whole unit more", "silent zero", "lost"],
)
def test_a_wrong_figure_that_nobody_told_of_is_silently_wrong(
    county: County,
    truth: Facts,
    planted: list,
    findings: list[Finding],
    item: str,
    corrupt: Callable[[int], int | None],
) -> None:
    subject = _untouched(truth, planted, item)
    whole = truth.table.filter(pl.col("subject") == subject)[item].item()

    result = tally(county.truth, changed(truth, subject, item, corrupt(whole)), findings)

    assert [(one.subject, one.item, one.truth) for one in result.silently_wrong] == [
        (subject, item, whole)
    ]
    assert not result.is_clean


def test_a_finding_excuses_its_own_figure_and_no_other(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    subject = _untouched(truth, planted, "output")
    read = changed(changed(truth, subject, "output", 1), subject, "sales_revenue", 1)
    told = Finding(code="sample.size", severity="question", subject=subject, item="output")

    result = tally(county.truth, read, [*findings, told])
    assert [one.item for one in result.silently_wrong] == ["sales_revenue"]


def test_a_note_does_not_excuse_a_wrong_figure(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    subject = _untouched(truth, planted, "output")
    note = Finding(code="sample.size", severity="note", subject=subject, item="output")

    result = tally(county.truth, changed(truth, subject, "output", 1), [*findings, note])
    assert len(result.silently_wrong) == 1


def test_a_subject_that_nobody_registered_is_silently_wrong(
    county: County, truth: Facts, findings: list[Finding]
) -> None:
    stranger = truth.table.head(1).with_columns(subject=pl.lit("小计"))
    read = Facts(
        table=pl.concat([truth.table, stranger]), cells=truth.cells, year=2025, as_of=truth.as_of
    )

    result = tally(county.truth, read, findings)
    assert [one.subject for one in result.silently_wrong] == ["小计"]
    assert {one.kind for one in result.got_through} == {"not_registered", "subtotal_row"}


def test_statistical_microdata_that_became_a_fact_is_missed(
    county: County, truth: Facts, findings: list[Finding]
) -> None:
    table = truth.table.with_columns(statistical_value_added=pl.col("industrial_value_added"))
    read = Facts(table=table, cells=truth.cells, year=2025, as_of=truth.as_of)

    assert [one.kind for one in tally(county.truth, read, findings).got_through] == [
        "statistical_item"
    ]


def test_the_table_is_aligned_in_both_languages(
    county: County, truth: Facts, planted: list, findings: list[Finding]
) -> None:
    result = tally(county.truth, truth, findings)
    for language, heads in (
        ("zh", ["埋设的差错", "埋设", "已提示", "已搁置", "读对", "漏过"]),
        ("en", ["planted", "error", "planted", "found", "held", "read", "right", "MISSED"]),
    ):
        lines = result.lines(language)
        assert lines[0].split() == heads
        assert len(lines) == 34 + len(SHARED_KINDS) + 3
    asked, held = (sum(name in error["right"] for error in planted) for name in ("asked", "held"))
    sums = ["合计", "51", str(asked), str(held), str(51 - asked - held), "·"]
    assert result.lines()[-2].split() == sums
    assert result.lines()[-1].startswith("逐项核对 ")


def test_the_tally_as_json_names_each_error_and_its_result(
    county: County, truth: Facts, findings: list[Finding]
) -> None:
    plain = tally(county.truth, truth, findings).as_json()

    assert plain["is_clean"] is True
    assert {
        "id",
        "kind",
        "file",
        "sheet",
        "row",
        "subject",
        "item",
        "why",
        "right",
        "result",
    } <= set(plain["planted"][0])


def test_a_truth_folder_that_is_not_there_is_refused(tmp_path: Path, truth: Facts) -> None:
    with pytest.raises(
        Refused,
        match=r"样例县的答案目录不完整或已被改动（planted\.json），无法核对。请重新生成样例县。",
    ):
        tally(tmp_path, truth, [])


def _untouched(truth: Facts, planted: list, item: str) -> str:
    touched = {figure["subject"] for error in planted for figure in error["figures"]}
    return next(
        row["subject"]
        for row in truth.table.iter_rows(named=True)
        if row["subject"] not in touched and row[item]
    )
