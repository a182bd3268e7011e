"""What was settled in the office, taken to the command line: the same workbooks give the same facts there."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from permu.doors.cli import permu
from permu.evaluations.actions import Meaning, settle_columns, settle_owner
from permu.evaluations.models import Round
from permu.evaluations.settling.figures import held_figures
from permu.evaluations.settling.gathering import settled_file, settled_for
from permu.intake.settled_file import SettledFile
from permu.terms.facts import Facts
from tests.office.test_settling import posted, read_again, some_held

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def settled(really_read: Round, clerk, page_of) -> Round:
    """A round in which each kind of thing was settled, and read again."""
    round_ = really_read
    row = next(one for one in round_.unowned_rows.all() if one.proposals)
    chosen = row.proposals[0]["subject"]
    settle_owner(row, subject=chosen, how="is", reason="营业执照变更", by=clerk)
    unused = Meaning(sheet="入库税款", heading="附注", column="", unit="")
    settle_columns(round_, "03-tax", [unused], reason="不用", by=clerk)
    land = next(one for one in held_figures(round_) if one.item.id == "land_owned")
    for figure, answer in ((some_held(round_), "1234.5"), (land, "36.25")):
        page_of(clerk).post(
            f"/rounds/{round_.pk}/figures/correct/",
            posted(figure, typed=answer, reason="税务局“3 月 2 日”复函"),
        )
    assert settled_file(round_).facts_digest == ""
    return read_again(round_, clerk)


def exported(round_: Round, page, folder: Path) -> Path:
    answer = page.get(f"/rounds/{round_.pk}/settled.json")
    assert answer["Content-Disposition"].startswith("attachment")
    file = folder / "认定.json"
    file.write_bytes(b"".join(answer.streaming_content))
    return file


def imported(workbooks: list[Path], file: Path, out: Path, *more: str):
    return CliRunner().invoke(
        permu,
        ["import", *map(str, workbooks), "--year", "2025", "--as-of", "2026-02-28",
         "--settled", str(file), "--out", str(out), *more],
    )  # fmt: skip


def test_the_command_line_gets_the_offices_facts(settled, clerk, page_of, workbooks, tmp_path):
    file = exported(settled, page_of(clerk), tmp_path)

    said = imported(workbooks, file, tmp_path / "facts", "--hold")

    there = Facts.load(settled.intake_folder(settled.reading))
    here = Facts.load(tmp_path / "facts")
    assert here.digest == there.digest == settled.facts_digest
    assert here.cells.equals(there.cells)
    assert here.sources == there.sources
    assert f"数据摘要与办公系统导出时一致：{here.digest}" in said.output
    assert "认列 1 项，归户 1 项，更正 2 项" in said.output
    assert SettledFile.read(file).settled == settled_for(settled)


def test_other_workbooks_are_told_by_their_digest(settled, clerk, page_of, workbooks, tmp_path):
    file = exported(settled, page_of(clerk), tmp_path)
    fewer = [path for path in workbooks if not path.name.startswith("07")]

    said = imported(fewer, file, tmp_path / "facts", "--hold")

    assert "与办公系统导出时的不同" in said.output
    as_json = imported(workbooks, file, tmp_path / "facts", "--hold", "--json")
    assert json.loads(as_json.output)["facts_digest"] == settled.facts_digest


def test_a_faulty_file_is_named_and_nothing_is_written(workbooks, tmp_path):
    file = tmp_path / "认定.json"
    file.write_text('{\n "format": }', "utf-8")

    said = imported(workbooks, file, tmp_path / "facts")

    assert said.exit_code == 1
    assert "认定.json 第 2 行第 12 个字符起读不懂" in said.output
    assert not (tmp_path / "facts").exists()
