"""What the results workbook says of what is not settled yet, and of a county that does not exist."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from permu.engine import Result
from tests.documents.test_workbook import all_texts, written


def test_a_book_of_held_figures_says_that_it_is_provisional(result: Result, tmp_path: Path) -> None:
    subject = result.facts.table["subject"][0]
    doubt = pl.DataFrame(
        [{"subject": subject, "item": "vat_paid", "status": "held"}],
        schema=result.facts.cells.schema,
    )
    held = replace(result, facts=replace(result.facts, cells=doubt))

    assert "试算：有 1 个数据待核实" in all_texts(written(tmp_path, held)["评价结果"])
    settled = replace(result, facts=replace(result.facts, cells=doubt.clear()))
    assert "试算" not in all_texts(written(tmp_path, settled)["评价结果"])


def test_synthetic_enterprises_are_named_so_under_a_real_method(
    result: Result, tmp_path: Path
) -> None:
    real = replace(result, method=replace(result.method, status="in_force"))

    assert "虚构" in str(written(tmp_path, real)["评价结果"]["A2"].value)


def test_a_rule_that_nobody_could_decide_stands_beside_those_that_hit(
    result: Result, tmp_path: Path
) -> None:
    table = result.evaluation.table.with_columns(
        unsure=pl.when(pl.col("state") == "graded").then(pl.lit("safety"))
    )
    unsure = replace(result, evaluation=replace(result.evaluation, table=table))

    told = all_texts(written(tmp_path, unsure)["评价结果"])

    assert "较大及以上生产安全责任事故：缺少数据，未能判断（第十条）" in told


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("held:vat_paid", "“增值税（入库）”有疑问，暂不采用"),
        ("unmeasured:rd_intensity", "没有一户有可用的"),
    ],
)
def test_a_subject_that_waits_is_told_why(
    result: Result, tmp_path: Path, rule: str, said: str
) -> None:
    table = result.evaluation.table.with_columns(
        state_rule=pl.when(pl.col("state") == "deferred").then(pl.lit(rule))
    )
    waiting = replace(result, evaluation=replace(result.evaluation, table=table))

    assert said in all_texts(written(tmp_path, waiting)["暂不评价"])
