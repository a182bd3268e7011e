"""The frontier of a run: read by the office alone, written nowhere, and said to be no grade."""

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from permu.evaluations.frontier import FrontierPage, analysis_of
from permu.evaluations.models import Run
from permu.register.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def page(client, run: Run, query: str = "") -> str:
    answer = client.get(f"/runs/{run.pk}/frontier/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_counts_everybody_who_was_scored_and_says_it_is_no_grade(
    page_of, clerk, evaluated: Run
) -> None:
    text = page(page_of(clerk), evaluated)

    shown = FrontierPage(analysis_of(evaluated, {}), {})
    assert "不是等级" in text
    assert sum(int(bar.said) for bar in shown.tenths) == shown.summary.analysed > 0
    assert f"<b>{shown.summary.analysed}</b>户已分析" in text
    assert all(model.name in text for model in shown.models)


def test_all_may_be_compared_whatever_their_size(page_of, clerk, evaluated: Run) -> None:
    text = page(page_of(clerk), evaluated, "returns=constant")

    found = analysis_of(evaluated, {"returns": "constant"}).frontier
    own = FrontierPage(analysis_of(evaluated, {"returns": "constant"}), {})
    efficiency, overall = (found.table[name].drop_nulls() for name in ("efficiency", "overall"))
    assert efficiency.to_list() == pytest.approx(overall.to_list())
    assert "规模报酬不变" in text
    assert f"<b>{own.mean}</b>平均效率" in text
    assert sum(own.summary.sizes.values()) == own.summary.analysed


def test_an_enterprise_sees_how_far_it_is_from_whom(page_of, clerk, evaluated: Run) -> None:
    table = analysis_of(evaluated, {}).frontier.table
    row = next(row for row in table.iter_rows(named=True) if row["on_frontier"] is False)

    text = page(page_of(clerk), evaluated, f"subject={row['subject']}")

    facts = analysis_of(evaluated, {}).facts.table
    peer = dict(facts.select("subject", "name").iter_rows())[row["peers"][0]]
    assert "标杆企业的组合可少用" in text
    assert text.count(peer) >= 2  # among the peers, and on the frontier
    assert "障碍度" in text


def test_from_the_outputs_it_says_how_much_more(page_of, clerk, evaluated: Run) -> None:
    table = analysis_of(evaluated, {"from": "output"}).frontier.table
    row = next(row for row in table.iter_rows(named=True) if row["on_frontier"] is False)

    text = page(page_of(clerk), evaluated, f"subject={row['subject']}&from=output")

    assert "同样的投入，标杆企业的组合可多产出" in text


def test_a_name_or_code_is_found_and_what_is_not_there_is_said(
    page_of, clerk, evaluated: Run
) -> None:
    analysis = analysis_of(evaluated, {})
    code = analysis.frontier.table["subject"][0]
    client = page_of(clerk)

    assert f"?subject={code}" in page(client, evaluated, f"q={code.lower()}")
    assert "没有符合条件的企业" in page(client, evaluated, "q=无此企业")
    assert "<h1>" in page(client, evaluated, "subject=nobody&group=nowhere&from=behind")


def test_each_group_is_shown_by_itself(page_of, clerk, evaluated: Run) -> None:
    text = page(page_of(clerk), evaluated, "group=below")

    below = FrontierPage(analysis_of(evaluated, {}), {"group": "below"})
    assert below.group == "below"
    assert f"<b>{below.summary.analysed}</b>户已分析" in text


def test_the_workbook_is_the_same_analysis(page_of, clerk, evaluated: Run) -> None:
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/frontier.xlsx?from=output")

    sheets = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    rows = sheets.get_sheet_by_name("效率与标杆").to_python()
    table = analysis_of(evaluated, {"from": "output"}).frontier.table
    assert sum(str(row[0]).startswith("9199") for row in rows) == table["left_out"].null_count()
    assert "不是等级" in str(rows[0][0])


def test_looking_writes_nothing(page_of, clerk, evaluated: Run) -> None:
    client, before = page_of(clerk), Record.objects.count()
    files = sorted(Path(evaluated.folder).rglob("*"))

    page(client, evaluated)

    assert Record.objects.count() == before
    assert sorted(Path(evaluated.folder).rglob("*")) == files


def test_a_run_whose_folder_is_gone_is_said_so(page_of, clerk, run: Run) -> None:
    assert "message error" in page(page_of(clerk), run)
