"""What is judged in another's place, or since last year, stands in the workbook and on the sheet."""

from pathlib import Path

from openpyxl import load_workbook

from permu.documents import working_sheet_html, write_results_workbook
from permu.engine import Result, evaluate, explain
from permu.method import load_method
from permu.method.language.examples import EXAMPLES
from permu.terms.facts import Facts
from tests.engine import builders as b


def result(name: str, facts: Facts, earlier: Facts | None = None) -> Result:
    method = load_method(EXAMPLES / name)
    evaluation = evaluate(method, facts, earlier=earlier)
    return Result(evaluation=evaluation, method=method, facts=facts, earlier=earlier)


def html(result: Result) -> str:
    return working_sheet_html(explain(result.evaluation, result.method, result.facts, "S0002"))


def texts(path: Path, sheet: str) -> list[str]:
    rows = load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    return ["|".join(str(value) for value in row if value is not None) for row in rows]


def test_the_ratio_in_anothers_place_has_its_benchmark_and_its_reason(tmp_path: Path) -> None:
    rows = [
        {"evaluated_tax": 100, "land_area": 10, "energy_equivalent": 200, "electricity": 1},
        {"evaluated_tax": 80, "land_area": 10, "electricity": 400000},
    ]
    found = result("m19-whichever-denominator", b.facts(rows))
    write_results_workbook(tmp_path / "book.xlsx", found)

    benchmarks = texts(tmp_path / "book.xlsx", "基准值")
    assert any("单位能耗税收" in line and "万元/吨标准煤" in line for line in benchmarks)
    assert any("单位能耗税收" in line and "元/千瓦时" in line for line in benchmarks)
    assert "缺少“综合能耗（等价值）”，改按“评价税收 ÷ 用电量”评价（第三条）" in html(found)


def test_a_change_is_written_out_with_both_years(tmp_path: Path) -> None:
    row = {"evaluated_tax": 108, "land_area": 10, "energy_equivalent": 192, "industrial_value_added": 400}  # fmt: skip
    before = {**row, "evaluated_tax": 100, "energy_equivalent": 200}
    lacks = {**row, "industrial_value_added": 0}
    found = result("m21-change", b.facts([lacks, row]), b.facts([before, before]))
    write_results_workbook(tmp_path / "book.xlsx", found)

    page = html(found)
    assert "本年度 10.8 万元/亩 ÷ 上年度 10 万元/亩 − 1 = 8.0000 %" in page
    assert "1 − 本年度 0.48 吨标准煤/万元 ÷ 上年度 0.5 吨标准煤/万元 = 4.0000 %" in page


def test_who_waits_for_last_years_figure_is_told_whose(tmp_path: Path) -> None:
    facts = b.facts([{"evaluated_tax": 1, "land_area": 1}])
    method = b.method(b.group(b.indicator(change="rise", unit="percent")))
    evaluation = evaluate(method, facts, earlier=b.taxed(None))
    found = Result(evaluation=evaluation, method=method, facts=facts)
    write_results_workbook(tmp_path / "book.xlsx", found)

    assert any("缺少“上年度评价税收”" in line for line in texts(tmp_path / "book.xlsx", "暂不评价"))


def test_a_weight_that_others_carry_is_a_missing_figure_and_no_nought(tmp_path: Path) -> None:
    row = {"evaluated_tax": 75, "land_area": 10, "energy_equivalent": 100, "rd_expense": 10, "main_revenue": 1000, "industrial_value_added": 100}  # fmt: skip
    found = result("m32-missing", b.facts([{**row, "emissions": 1}, row]))
    write_results_workbook(tmp_path / "book.xlsx", found)

    sheet = load_workbook(tmp_path / "book.xlsx", data_only=True)["评价结果"]
    (line,) = (row for row in sheet.iter_rows(values_only=True) if "S0002" in row)
    at = line.index("缺数")
    assert line[at + 1] == "—"
