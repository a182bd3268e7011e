"""How sure a run's grades are: the page, the mark in the list, the job behind it, and that nothing of the result changes."""

import io
import re
from dataclasses import replace

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from permu.engine import verify_result
from permu.evaluations import robustness
from permu.evaluations.actions import start_robustness
from permu.evaluations.models import Run
from permu.evaluations.robustness import kept, within_reach, worked_out
from permu.evaluations.views import robustness as views
from permu.register.jobs import work
from permu.register.models import Job, Record

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def prepares() -> bool:
    return True


def page(client, run: Run, query: str = "") -> str:
    answer = client.get(f"/runs/{run.pk}/robustness/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_how_many_are_safe_and_who_is_not(page_of, clerk, evaluated: Run) -> None:
    text = page(page_of(clerk), evaluated, "assume=wide")

    found = kept(evaluated, "wide")
    assert found is not None
    standing = found.standing
    assert sum(standing.values()) == evaluated.counts["graded"]
    assert f"<b>{standing['safe']}</b> 户的等级是稳的" in text
    assert "不改变评价结果" in text
    assert "各项权重在办法规定值上下 25% 以内等可能变动" in text
    least = found.graded.sort("own", "subject").row(0, named=True)
    assert f"<b>{round(100 * least['own'])}%</b>" in text


def test_a_run_is_analysed_when_it_is_made_and_the_list_marks_who_is_within_reach(
    page_of, clerk, evaluated: Run
) -> None:
    marked = within_reach(evaluated)
    assert marked, "a county of the sample has somebody near a line"

    text = page_of(clerk).get(f"/runs/{evaluated.pk}/?reach=within").content.decode()

    assert f"{len(marked)} 户符合条件" in text
    assert len(re.findall(r"易受异议 \d+%", text)) == min(len(marked), 50)
    others = page_of(clerk).get(f"/runs/{evaluated.pk}/?reach=clear").content.decode()
    assert f"{evaluated.registered - len(marked)} 户符合条件" in others
    assert not re.search(r"易受异议 \d+%", others)


def test_the_results_workbook_has_them_on_a_sheet_of_their_own(
    page_of, clerk, evaluated: Run
) -> None:
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/results.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))

    rows = book.get_sheet_by_name("易受异议").to_python()

    marked = [row for row in rows if "是" in row]
    assert len(marked) == len(within_reach(evaluated))
    assert any("只作分析，不改变评价结果" in str(cell) for row in rows[:6] for cell in row)


def test_errors_of_data_are_drawn_by_a_job_that_a_clerk_starts(
    page_of, clerk, leader, evaluated: Run, monkeypatch
) -> None:
    monkeypatch.setattr(robustness, "ENGINE_DRAWS", 20)
    few = pytest.importorskip("permu.engine.robustness")
    monkeypatch.setattr(few, "measured_items", lambda _method, _facts: ["electricity"])
    client = page_of(clerk)
    assert "还没有分析" in page(client, evaluated, "assume=data")

    client.post(f"/runs/{evaluated.pk}/robustness/start/", {"key": "k1", "assume": "data"})
    client.post(f"/runs/{evaluated.pk}/robustness/start/", {"key": "k1", "assume": "data"})
    (job,) = Job.objects.filter(kind="robustness_data")
    assert "正在试算" in page(client, evaluated, "assume=data")
    work(job.pk)

    text = page(client, evaluated, "assume=data")
    assert "整套重新评价 20 次" in text
    assert "用电量有上下 3% 以内的误差" in text
    assert Record.objects.filter(verb="start_robustness").count() == 1


def test_who_has_no_grade_in_some_draws_is_said_so(
    page_of, clerk, evaluated: Run, monkeypatch
) -> None:
    found = worked_out(evaluated, "wide")
    grades = [f"p:{grade}" for grade in found.county.words]
    halved = found.table.with_columns(
        pl.col(*grades, "own") / 2, within_reach=~pl.col("own").is_null()
    )
    monkeypatch.setattr(views, "kept", lambda run, key: replace(found, table=halved))

    assert "50%的次数不定级" in page(page_of(clerk), evaluated, "assume=wide")


def test_two_analyses_of_a_run_do_not_run_at_once(clerk, evaluated: Run) -> None:
    first = start_robustness(evaluated, "data", by=clerk, key="a")
    second = start_robustness(evaluated, "weights", by=clerk, key="b")

    assert first.pk == second.pk


def test_the_workbook_of_an_analysis_is_written_for_who_asks(
    page_of, clerk, evaluated: Run
) -> None:
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/robustness.xlsx?assume=weights")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))

    assert book.sheet_names == ["等级有多稳", "易受异议"]


def test_what_is_kept_may_be_lost_and_is_worked_out_again_the_same(evaluated: Run) -> None:
    first = worked_out(evaluated, "weights")
    second = worked_out(evaluated, "weights")

    assert first.table.equals(second.table)
    again = kept(evaluated, "weights")
    assert again is not None
    assert again.table.equals(first.table)
    assert again.droppable == first.droppable


def test_the_result_stays_what_it_was(page_of, clerk, evaluated: Run) -> None:
    page(page_of(clerk), evaluated, "assume=order")

    assert verify_result(evaluated.folder) == []


def test_an_unknown_assumption_is_the_first_one(page_of, clerk, evaluated: Run) -> None:
    assert "上下 10% 以内" in page(page_of(clerk), evaluated, "assume=nothing-of-the-kind")


def test_who_has_no_grade_is_never_marked(evaluated: Run) -> None:
    found = kept(evaluated, "weights")
    assert found is not None

    apart = found.table.filter(pl.col("grade").is_null())
    assert len(apart) > 0
    assert not set(apart["subject"]) & set(within_reach(evaluated))
