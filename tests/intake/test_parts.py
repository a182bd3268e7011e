"""Facts are laid down some enterprises at a time, findings of one kind told up to some: nothing of them is lost."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake import Intake, ledger, read_workbooks, reader
from permu.intake import workbooks as workbooks_
from permu.intake.found import At, Source
from permu.intake.grid import Workbook
from permu.sample import write_county
from permu.terms.facts import CELLS, Facts, no_cells
from permu.terms.findings import Finding
from permu.terms.refusal import Refused

AS_OF = date(2026, 2, 28)
TEXTS = ("subject", "item", "cell")


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, enterprises=60)
    return sorted((folder / "workbooks").iterdir())


def read(workbooks: list[Path]) -> Intake:
    return read_workbooks(workbooks, year=2025, as_of=AS_OF)


def test_facts_laid_down_in_parts_are_those_laid_down_at_once(workbooks, monkeypatch):
    whole = read(workbooks)
    monkeypatch.setattr(ledger, "_AT_A_TIME", 7)
    parts = read(workbooks)

    assert len(whole.facts.table) > 50
    assert parts.facts.digest == whole.facts.digest
    assert parts.facts.cells.equals(whole.facts.cells)
    assert parts.findings == whole.findings
    assert parts.unowned == whole.unowned


cells = st.lists(st.tuples(*[st.one_of(st.none(), st.sampled_from("abc"))] * 3), max_size=9)


@given(cells)
def test_cells_come_in_order_whether_they_were_or_not(rows):
    told = [dict(zip(TEXTS, row, strict=True)) for row in rows]
    given_ = pl.DataFrame(told, schema={name: pl.String() for name in TEXTS})
    missing = [pl.lit(None, kind).alias(name) for name, kind in CELLS.items() if name not in TEXTS]
    table = given_.with_columns(missing).select(list(CELLS))
    subjects = pl.DataFrame({"subject": pl.Series([], dtype=pl.String())})

    with patch("permu.terms.facts.AT_A_TIME", 2):  # order is looked at in slices
        once = Facts(table=subjects, cells=table, year=2025, as_of=AS_OF)
        twice = Facts(table=subjects, cells=once.cells, year=2025, as_of=AS_OF)

    assert once.cells.equals(table.sort(*CELLS, nulls_last=True))
    assert twice.cells.equals(once.cells)


def test_a_county_of_nobody_has_no_cells():
    made = ledger.Ledger([]).facts(["land_owned"], year=2025, as_of=AS_OF)

    assert made.cells.equals(no_cells())
    assert made.table.columns == ["subject", "land_owned"]


def alike(findings: Iterable[Finding]) -> int:
    """How many of one kind a sheet tells at most."""
    return max(Counter((one.code, one.file, one.sheet) for one in findings if one.file).values())


def test_a_kind_found_too_often_is_counted_and_every_figure_stays_held(workbooks, monkeypatch):
    whole = read(workbooks)
    monkeypatch.setattr(workbooks_, "_ALIKE", 1)
    cut = read(workbooks)

    rest = [one for one in cut.findings if one.code == "intake.more_alike"]
    told = [one for one in cut.findings if one not in rest]
    assert (alike(told), alike(whole.findings) > 1) == (1, True)
    assert len(told) + sum(int(one.details["number"]) for one in rest) == len(whole.findings)
    assert {one.severity for one in rest} >= {"error"}
    assert cut.facts.digest == whole.facts.digest
    assert cut.facts.cells.equals(whole.facts.cells)  # with the sentence beside each figure
    assert cut.unowned == whole.unowned


def test_findings_taken_back_are_not_counted_among_the_rest():
    source = Source(file="f", sha256="", sheet="s", provider="p", findings=[], most=1)
    for row in range(5, 10):
        source.find(
            "too_precise", "error", At(row=row), column="c", raw="1", scale=4, unit="u", item="i"
        )

    source.withdraw("too_precise", {5, 6, 7})
    source.tell_rest()

    assert [(one.row, one.details["number"]) for one in source.findings] == [(8, "2")]


def test_a_sheet_that_need_not_be_cut_tells_all():
    source = Source(file="f", sha256="", sheet="s", provider="p", findings=[])
    for row in range(3):
        source.find("date_needed", "error", At(row=row), year=2025)

    source.tell_rest()

    assert [one.row for one in source.findings] == [0, 1, 2]


def test_files_that_will_be_refused_are_not_kept_until_all_are_read(
    workbooks, tmp_path, monkeypatch
):
    taxes = next(path for path in workbooks if path.name.startswith("03"))
    copies = [tmp_path / f"{at}{taxes.suffix}" for at in range(4)]
    for at, copy in enumerate(copies):
        copy.write_bytes(taxes.read_bytes() + bytes(at))
    books: list[Workbook] = []
    kept: list[int] = []

    def read_grid(path: Path) -> Workbook:
        kept.append(sum(any(sheet.rows for sheet in book.sheets) for book in books))
        books.append(reader.read_grid(path))
        return books[-1]

    monkeypatch.setattr(workbooks_, "read_grid", read_grid)

    with pytest.raises(Refused, match="不知道以哪一份为准"):
        read(copies)
    assert kept == [0, 1, 0, 0]
