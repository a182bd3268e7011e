"""The results workbook, opened again: its counts add up, its numbers are the evaluation's."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from permu.documents import write_results_workbook
from permu.documents.workbook.sheet import lines_of
from permu.engine import Result, evaluate
from permu.engine.evaluation import Evaluation
from permu.engine.next_grade import ways_up
from permu.method import run_cases
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.documents.conftest import HOSTILE_NAME

EXAMPLES = Path(str(resources.files("permu.method"))) / "examples"
SHEETS = ["评价结果", "不定等级", "免评", "暂不评价", "核对", "基准值", "办法", "措施", "升档路径"]
FIRST = 5  # the row of a list's first enterprise


@pytest.fixture(scope="module")
def path(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "results.xlsx"
    write_results_workbook(path, result)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return load_workbook(path, data_only=True)


def written(tmp_path: Path, result: Result, **more: str) -> Workbook:
    write_results_workbook(tmp_path / "book.xlsx", result, **more)  # type: ignore[arg-type]
    return load_workbook(tmp_path / "book.xlsx", data_only=True)


def rows_of(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The enterprises of a list: rows under the header that begin with a number."""
    found = sheet.iter_rows(min_row=FIRST, values_only=True)
    return [row for row in found if isinstance(row[0], int)]


def column(sheet: Worksheet, head: str) -> int:
    heads = [
        sheet.cell(4, c).value or sheet.cell(3, c).value for c in range(1, sheet.max_column + 1)
    ]
    return heads.index(head)


def line(sheet: Worksheet, label: str) -> tuple[object, ...]:
    return next(row for row in sheet.iter_rows(values_only=True) if row[0] == label)


def all_texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_the_sheets_stand_in_the_order_a_clerk_reads_them(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_has_its_title_says_it_is_synthetic_and_from_what_it_was_made(
    book: Workbook, result: Result
) -> None:
    for sheet in book:
        assert sheet["A1"].value == f"样例县（虚构）2025年度亩均效益综合评价　{sheet.title}"
        assert sheet["A2"].value.startswith("虚构：")
        assert result.evaluation.digest[:12] in sheet["A2"].value
        assert result.facts.as_of.isoformat() in sheet["A2"].value
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_the_list_is_frozen_filtered_and_repeats_its_header(book: Workbook) -> None:
    sheet = book["评价结果"]

    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref.startswith("A4:")
    assert sheet.print_title_rows == "$3:$4"
    assert "万元/亩" in sheet["G3"].value
    assert "权重 30 / 60" in sheet["G3"].value


def test_everybody_registered_stands_on_exactly_one_list(book: Workbook, result: Result) -> None:
    # The ungraded are scored, so the results show them too.
    scored = [row[1] for row in rows_of(book["评价结果"])]
    apart = [row[1] for name in ("免评", "暂不评价") for row in rows_of(book[name])]
    ungraded = {row[1] for row in rows_of(book["不定等级"])}

    assert sorted(scored + apart) == result.facts.table["subject"].to_list()
    assert ungraded <= set(scored)
    assert len(ungraded) == result.evaluation.counts["ungraded"]


def test_the_counts_are_the_evaluations_and_add_up_to_those_registered(
    book: Workbook, result: Result
) -> None:
    counts = result.evaluation.counts

    assert line(book["核对"], "合计")[:9] == (
        "合计", len(result.facts.table), *counts.values(), sum(counts.values()), "相符",
    )  # fmt: skip


def test_the_counts_are_formulas_over_the_lists(path: Path) -> None:
    total = line(load_workbook(path)["核对"], "合计")
    above = line(load_workbook(path)["核对"], "规模以上企业")

    assert all(str(cell).startswith("=SUM(") for cell in total[2:8])
    assert str(total[8]).startswith("=IF(H")
    assert all("SUMPRODUCT" in str(cell) for cell in above[2:7])
    assert "'暂不评价'!" in str(above[6])


def test_an_enterprise_lost_on_the_way_makes_the_check_say_so(
    tmp_path: Path, result: Result
) -> None:
    table = result.evaluation.table
    waiting = table.filter(pl.col("state") == "deferred")["subject"][0]
    lost = replace(result.evaluation, table=table.filter(pl.col("subject") != waiting))

    book = written(tmp_path, replace(result, evaluation=lost))

    assert line(book["核对"], "合计")[8] == "不符"


def test_quotas_add_up_and_by_rank_counts_are_those_of_the_list(
    book: Workbook, result: Result
) -> None:
    lines = book["核对"].iter_rows(values_only=True)
    checks = [row for row in lines if row[1] in set("ABCD") and isinstance(row[3], int)]
    scored = rows_of(book["评价结果"])
    by_rank = column(book["评价结果"], "按排名等级")
    final = column(book["评价结果"], "最终等级")
    listed = Counter((row[5], row[by_rank]) for row in scored)
    kept = Counter((row[5], row[final]) for row in scored)

    assert len(checks) == 8
    for group, grade, _share, ranked, quota, count, difference, last, _part in (
        r[:9] for r in checks
    ):
        assert count == listed[group, grade]
        assert last == kept[group, grade]
        assert difference == count - quota
        assert ranked == sum(row[4] for row in checks if row[0] == group)


def test_every_number_of_the_list_is_the_evaluations(book: Workbook, result: Result) -> None:
    sheet = book["评价结果"]
    kept = {row["subject"]: row for row in result.evaluation.table.iter_rows(named=True)}
    score, rank, grade = (column(sheet, head) for head in ("综合得分", "名次", "最终等级"))

    for row in rows_of(sheet):
        own = kept[row[1]]
        assert row[score] == own["score"] / 10**6
        assert row[rank] == (own["rank"] or "—")
        assert row[grade] == (own["grade"] or "—")
        for place, id_ in ((6, "tax_per_mu"), (8, "value_added_per_mu")):
            value, points = own[f"value:{id_}"], own[f"points:{id_}"]
            assert row[place] == ("—" if value is None else value / 10**6)
            assert row[place + 1] == ("—" if points is None else points / 10**6)


def test_a_missing_value_is_said_in_a_word_and_never_a_zero(book: Workbook, result: Result) -> None:
    missing = result.evaluation.table.filter(
        pl.col("how:value_added_per_tonne_emitted") == "missing",
        pl.col("points:value_added_per_tonne_emitted").is_not_null(),
    )["subject"].to_list()
    shown = {row[1]: row[12] for row in rows_of(book["评价结果"])}

    assert missing
    assert {shown[subject] for subject in missing} == {"缺数"}


def test_a_name_that_begins_like_a_formula_stays_text(path: Path) -> None:
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    hostile = [cell for cell in cells if cell.value == HOSTILE_NAME]

    assert hostile
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)


def test_a_rule_that_hit_is_named_with_its_effect_and_clause(
    book: Workbook, result: Result
) -> None:
    sheet = book["评价结果"]
    place = column(sheet, "调整依据")
    hits = {row["subject"]: row["hits"] for row in result.evaluation.table.iter_rows(named=True)}
    high_tech = [row for row in rows_of(sheet) if "high_tech" in (hits[row[1]] or "").split(",")]

    assert high_tech
    assert all("高新技术企业：加 3 分（第七条）" in str(row[place]) for row in high_tech)


def test_who_stands_apart_is_told_why_and_by_which_clause(book: Workbook) -> None:
    for name in ("免评", "暂不评价", "不定等级"):
        for row in rows_of(book[name]):
            assert row[6] != "—"
            assert "条" in str(row[7]) or "假定" in str(row[7])
    assert {(row[6], row[7]) for row in rows_of(book["免评"])} == {("公用事业企业免评", "第二条")}


def test_benchmarks_stand_exactly_as_kept_and_say_how_they_were_worked_out(
    book: Workbook, result: Result
) -> None:
    lines = list(book["基准值"].iter_rows(min_row=4, values_only=True))

    assert [row[3] for row in lines] == result.evaluation.benchmarks["value"].to_list()
    assert all(row[4] == pytest.approx(float(Fraction(str(row[3]))), rel=1e-14) for row in lines)
    assert {row[7] for row in lines} == {"办法公布", "本组当年平均值（分子之和 ÷ 分母之和）"}
    assert all(row[8] for row in lines)


def test_the_method_is_printed_with_every_rule_and_clause(book: Workbook, result: Result) -> None:
    said = all_texts(book["办法"])

    for group in result.method.groups:
        for rule in (*group.indicators, *group.adjustments):
            assert rule.label in said
    for rule in (*result.method.scope, *result.method.definitions):
        assert rule.label in said
    assert result.evaluation.digest in said
    assert "增值税（入库） + 免抵调库增值税" in said
    assert "综合得分四舍五入，保留 2 位小数，加分合计不超过 4 分" in said
    assert (
        "A 20%、B 45%、C 30%、D 5%。各类名额按累计比例乘参评户数取整（四舍五入）。得分相同而跨线的，都归入较高一类"
        in said
    )


def test_measures_add_up_to_the_yuan_kept(book: Workbook, result: Result) -> None:
    sheet = book["措施"]
    kept = result.evaluation.measures

    assert len(kept)
    for label, id_ in (("D类用电加价", "power_surcharge_d"), ("C类用电加价", "power_surcharge_c")):
        own = kept.filter(pl.col("measure") == id_)
        assert line(sheet, label)[3] == len(own)
        assert line(sheet, label)[4] == own["amount"].sum() / 100
    named = [row for row in sheet.iter_rows(values_only=True) if row[0] in set(kept["subject"])]
    assert len(named) == len(kept)


def test_the_totals_of_measures_point_at_the_lines_below(path: Path, result: Result) -> None:
    sheet = load_workbook(path)["措施"]
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "统一社会信用代码") + 1
    last = first + len(result.evaluation.measures) - 1

    assert f"$F${first}:$F${last}" in str(line(sheet, "D类用电加价")[3])
    assert f"$E${first}:$E${last}" in str(line(sheet, "D类用电加价")[4])


def test_a_method_that_does_not_say_how_grades_are_cut_gives_scores_and_no_grade(
    tmp_path: Path, result: Result
) -> None:
    groups = tuple(replace(group, grading=None) for group in result.method.groups)
    ungraded = replace(result.method, groups=groups)
    evaluation = evaluate(ungraded, result.facts)

    book = written(tmp_path, replace(result, method=ungraded, evaluation=evaluation))

    assert line(book["核对"], "合计")[3] == evaluation.counts["scored"] > 0
    assert line(book["核对"], "合计")[8] == "相符"
    grade = column(book["评价结果"], "最终等级")
    assert {row[grade] for row in rows_of(book["评价结果"])} == {"—"}


def test_a_county_without_enterprises_gives_empty_lists_that_agree(
    tmp_path: Path, result: Result
) -> None:
    facts = result.facts
    empty = Facts(
        table=facts.table.clear(), cells=facts.cells.clear(), year=facts.year, as_of=facts.as_of
    )
    # A group mean of nobody is no number, so the tables are emptied and not worked out.
    evaluation = replace(
        result.evaluation,
        table=result.evaluation.table.clear(), measures=result.evaluation.measures.clear(),
    )  # fmt: skip

    book = written(tmp_path, replace(result, facts=empty, evaluation=evaluation))

    assert line(book["核对"], "合计")[1:9] == (0, 0, 0, 0, 0, 0, 0, "相符")
    assert book["免评"]["A5"].value == "无"


def test_in_english_the_workbook_is_english(tmp_path: Path, result: Result) -> None:
    book = written(tmp_path, result, language="en")

    assert book.sheetnames[0] == "Results"
    assert line(book["Checks"], "Total")[8] == "agrees"
    assert "Synthetic" in book["Results"]["A2"].value
    assert "10,000 yuan/mu" in book["Results"]["G3"].value


def test_a_copy_on_a_third_site_and_a_trial_year_are_said(tmp_path: Path, result: Result) -> None:
    method = replace(result.method, is_mirror=True, is_trial=True)

    said = all_texts(written(tmp_path, replace(result, method=method))["办法"])

    assert "请与原文核对" in said
    assert "试行年度" in said


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=3, max_size=3))
def test_any_name_and_town_give_a_workbook_that_opens(
    tmp_path: Path, result: Result, texts: list[str]
) -> None:
    table = result.facts.table[:3].with_columns(name=pl.Series(texts), town=pl.Series(texts))
    few = Facts(table=table, cells=result.facts.cells[:0], year=2025, as_of=result.facts.as_of)
    evaluation = replace(
        result.evaluation,
        table=result.evaluation.table[:3], measures=result.evaluation.measures.clear(),
    )  # fmt: skip

    book = written(tmp_path, replace(result, facts=few, evaluation=evaluation))

    assert line(book["核对"], "合计")[1:9:7] == (3, "相符")


def test_the_same_result_gives_the_same_bytes(tmp_path: Path, path: Path, result: Result) -> None:
    write_results_workbook(tmp_path / "again.xlsx", result)

    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()


def test_an_evaluation_without_a_column_is_refused_and_nothing_is_written(
    tmp_path: Path, result: Result
) -> None:
    damaged = replace(result.evaluation, table=result.evaluation.table.drop("rank"))

    with pytest.raises(Refused, match="rank"):
        write_results_workbook(tmp_path / "book.xlsx", replace(result, evaluation=damaged))

    assert not (tmp_path / "book.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "lines"), [("", 1), ("亩均", 1), ("亩均税收", 2), ("abcdefg", 1), ("a\nb", 2)]
)
def test_a_chinese_character_takes_the_room_of_two(text: str, lines: int) -> None:
    assert lines_of(text, 10) == lines


def test_who_inherits_a_grade_stands_on_a_sheet_that_says_it_and_whose_it_is(
    tmp_path: Path,
) -> None:
    found: list[Result] = []

    def kept(method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluation:
        evaluation = evaluate(method, facts, earlier=earlier)
        found.append(Result(evaluation=evaluation, method=method, facts=facts))
        return evaluation

    run_cases(EXAMPLES / "m13-owners-grade", kept)
    sheet = written(tmp_path, found[0])["从属定级"]

    heads = [column(sheet, head) for head in ("统一社会信用代码", "最终等级", "等级来自")]
    assert ("丙，租甲的", "A", "甲") in [tuple(row[at] for at in heads) for row in rows_of(sheet)]


def test_everybody_who_may_rise_has_a_line_with_the_way_to_the_next_grade(
    book: Workbook, result: Result
) -> None:
    sheet = book["升档路径"]
    rows = {row[1]: row for row in rows_of(sheet)}
    table = ways_up(result.evaluation, result.method, result.facts)
    named = {
        name: column(sheet, name) for name in ("最终等级", "上一档", "各项同时变动，每项 %", "说明")
    }

    assert set(rows) == set(table["subject"])
    for way in table.iter_rows(named=True):
        row = rows[way["subject"]]
        assert (row[named["最终等级"]], row[named["上一档"]]) == (way["grade"], way["next"])
        together = row[named["各项同时变动，每项 %"]]
        assert together == (way["together"] / 10**4 if way["together"] else "—")
        assert (row[named["说明"]] != "—") == bool(way["why"] or way["blocked"])
