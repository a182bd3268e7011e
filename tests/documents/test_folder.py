"""The folder of working sheets: one page and one PDF each, and an index that finds them."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.documents import pdf, write_working_sheets
from permu.documents.folder import file_stem
from permu.terms.refusal import Refused
from tests.documents.fixtures import CODE, EXEMPT, a_sheet


def test_every_enterprise_gets_a_page_and_a_pdf_named_by_its_credit_code(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    sheets = [a_sheet(), a_sheet(subject="91990101MA0000002X", name="样例县第二厂", rank=2)]

    write_working_sheets(tmp_path, sheets, progress=lambda *step: told.append(step))

    assert {path.name for path in tmp_path.iterdir()} == {
        "index.html", "search.js", f"{CODE}.html", f"{CODE}.pdf",
        "91990101MA0000002X.html", "91990101MA0000002X.pdf",
    }  # fmt: skip
    assert told == [(1, 2, a_sheet().name), (2, 2, "样例县第二厂")]


def test_the_index_lists_the_ranked_in_order_and_names_only_files_that_exist(
    tmp_path: Path,
) -> None:
    second = a_sheet(subject="91990101MA0000002X", name="样例县第二厂", rank=2)

    write_working_sheets(tmp_path, iter([a_sheet(), second]), pdf=False)

    index = (tmp_path / "index.html").read_text("utf-8")
    named = re.findall(r'(?:href|src)="([^"]+)"', index)
    assert named == ["91990101MA0000002X.html", f"{CODE}.html", "search.js"]
    assert all((tmp_path / name).exists() for name in named)
    assert "共 2 户" in index
    assert "虚构" in index


def test_who_is_not_ranked_stands_under_its_state(tmp_path: Path) -> None:
    write_working_sheets(tmp_path, [EXEMPT], pdf=False)

    assert 'data-grade="免评"' in (tmp_path / "index.html").read_text("utf-8")


def test_an_empty_evaluation_still_gives_an_index(tmp_path: Path) -> None:
    write_working_sheets(tmp_path, [])

    assert "共 0 户" in (tmp_path / "index.html").read_text("utf-8")


def test_where_no_pdf_can_be_made_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "FAMILIES", ("No Such Font",))
    pdf.compiler.cache_clear()

    with pytest.raises(Refused):
        write_working_sheets(tmp_path / "sheets", [a_sheet()])

    assert not (tmp_path / "sheets").exists()


@given(st.text(min_size=1), st.text(min_size=1))
def test_no_subject_writes_outside_the_folder_or_over_another(one: str, other: str) -> None:
    assert not set(file_stem(one)) & set("/\\.:\x00")
    assert file_stem(one) != "index"
    assert (file_stem(one) == file_stem(other)) == (one == other)
