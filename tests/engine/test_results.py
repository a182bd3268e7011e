"""A stored result is recomputed, and whatever was changed is named."""

import json
from pathlib import Path

import polars as pl
import pytest

from permu.engine import evaluate, load_result, save_result, verify_result
from permu.method import load_method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine import builders as b

ABOVE = {
    "is_above_scale": True, "land_area": 10, "industrial_value_added": 1000, "energy_equivalent": 400, "cod": 1,
    "average_staff": 60, "rd_expense": 30, "sales_revenue": 4000, "electricity": 100,
}  # fmt: skip


@pytest.fixture
def facts() -> Facts:
    return b.facts([ABOVE | {"evaluated_tax": tax} for tax in (300, 200, 100, None)])


@pytest.fixture
def folder(tmp_path: Path, facts: Facts) -> Path:
    save_result(
        tmp_path / "result", evaluate(load_method(SAMPLE_METHOD), facts), SAMPLE_METHOD, facts
    )
    return tmp_path / "result"


def test_a_result_folder_loads_and_verifies(folder: Path, facts: Facts) -> None:
    result = load_result(folder)

    assert result.facts.digest == facts.digest
    assert result.evaluation.counts["graded"] == 3
    assert verify_result(folder) == []


def test_the_same_result_is_the_same_bytes(folder: Path, facts: Facts, tmp_path: Path) -> None:
    save_result(
        tmp_path / "again", evaluate(load_method(SAMPLE_METHOD), facts), SAMPLE_METHOD, facts
    )

    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(folder)).read_bytes(), (
            path.name
        )


def test_a_result_is_never_overwritten(folder: Path, facts: Facts) -> None:
    with pytest.raises(Refused, match="不得覆盖"):
        save_result(folder, evaluate(load_method(SAMPLE_METHOD), facts), SAMPLE_METHOD, facts)


def test_a_run_that_breaks_off_leaves_nothing_under_the_name(
    tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluation = evaluate(load_method(SAMPLE_METHOD), facts)
    folder = tmp_path / "result"

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Facts, "save", full)
        with pytest.raises(OSError, match="no space"):
            save_result(folder, evaluation, SAMPLE_METHOD, facts)
    assert list(tmp_path.iterdir()) == []

    killed = tmp_path / "result.part"  # what a run that had no time to clear up leaves
    killed.mkdir()
    (killed / "evaluation.parquet").write_text("half")
    save_result(folder, evaluation, SAMPLE_METHOD, facts)
    assert [path.name for path in tmp_path.iterdir()] == ["result"]
    assert verify_result(folder) == []


def test_a_changed_grade_is_named_with_both_values(folder: Path) -> None:
    path = folder / "evaluation.parquet"
    table = pl.read_parquet(path)
    table.with_columns(
        grade=pl.when(pl.col("subject") == "S0003").then(pl.lit("A")).otherwise("grade")
    ).write_parquet(path)

    texts = [each.text() for each in verify_result(folder)]

    assert (
        "“evaluation”的内容与 result.json 记载的摘要不符，写入之后被改动过。请从备份恢复。" in texts
    )
    assert "表“evaluation”中 S0003 的“grade”为 A，重新计算得到 C。" in texts


def test_a_changed_notice_is_named(folder: Path) -> None:
    with (folder / "method" / "notice.md").open("a", encoding="utf-8") as notice:
        notice.write("\n")

    assert "engine.part_changed" in {each.code for each in verify_result(folder)}


def test_changed_facts_cannot_be_recomputed_from(folder: Path) -> None:
    path = folder / "facts" / "facts.parquet"
    pl.read_parquet(path).with_columns(pl.col("land_area") * 2).write_parquet(path)

    (found,) = verify_result(folder)

    assert found.code == "engine.unreadable"
    assert "数据目录不完整或已被改动" in found.text()


def test_a_false_name_in_the_records_is_found(folder: Path) -> None:
    path = folder / "result.json"
    about = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(about | {"year": 2024}), "utf-8")

    assert [each.text("en") for each in verify_result(folder)] == [
        "“year” in result.json is 2024; recomputing gives 2025."
    ]


@pytest.mark.parametrize("name", ["result.json", "measures.parquet", "facts/cells.parquet"])
def test_a_folder_that_lacks_a_part_is_told_from_one_that_disagrees(
    folder: Path, name: str
) -> None:
    (folder / name).unlink()

    with pytest.raises(Refused, match="从备份恢复"):
        load_result(folder)


@pytest.mark.parametrize("text", ["[]", "{}", "7", '{"digests": []}', "not JSON"])
def test_a_description_that_describes_nothing_is_refused(folder: Path, text: str) -> None:
    (folder / "result.json").write_text(text, "utf-8")

    with pytest.raises(Refused, match=r"result\.json"):
        verify_result(folder)
