"""A run beside another method: who moves is shown, and nothing is written."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from permu.evaluations import methods
from permu.evaluations.comparing import asked_for, comparison_with
from permu.evaluations.models import Run
from permu.register.models import Record
from permu.sample import SAMPLE_METHOD

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def turned_weights(tmp_path: Path, monkeypatch) -> Iterator[str]:
    """The sample's method as another county might have it: below scale, the second indicator weighs most."""
    folder = tmp_path / "library" / "990102-other" / "2025"
    folder.mkdir(parents=True)
    for path in SAMPLE_METHOD.iterdir():
        if path.is_file() and not path.name.endswith(".cases.toml"):
            text = path.read_text("utf-8")
            if path.name == "below.toml":
                assert "weight = 60" in text
                text = text.replace("weight = 60", "weight = 5", 1)
                text = text.replace("weight = 40", "weight = 95", 1)
            (folder / path.name).write_text(text, "utf-8")
    monkeypatch.setattr(methods, "library", lambda: tmp_path / "library")
    methods.method_folders.cache_clear()
    yield "990102-other/2025"
    methods.method_folders.cache_clear()
    methods.method_of.cache_clear()


def page(client, run: Run, query: str) -> str:
    answer = client.get(f"/runs/{run.pk}/compare/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_who_would_move_and_by_where(
    page_of, clerk, evaluated: Run, turned_weights
) -> None:
    text = page(page_of(clerk), evaluated, f"with={turned_weights}")

    comparison = comparison_with(evaluated, asked_for(turned_weights, with_means=False))
    assert comparison.moves["better"] > 0 < comparison.moves["worse"]
    assert f"<b>{comparison.moves['better']}</b>上升" in text
    assert "按乡镇" in text
    assert sum(comparison.moves.values()) == evaluated.registered


def test_the_list_holds_those_of_one_move(page_of, clerk, evaluated: Run, turned_weights) -> None:
    text = page(page_of(clerk), evaluated, f"with={turned_weights}&move=worse")

    worse = comparison_with(evaluated, asked_for(turned_weights, with_means=False)).moves["worse"]
    assert f"{worse} 户符合条件" in text
    assert text.count('<span class="tag move-worse">') == min(worse, 25)
    assert '<span class="tag move-better">' not in text


def test_looking_writes_nothing(page_of, clerk, evaluated: Run, turned_weights) -> None:
    client, before = page_of(clerk), Record.objects.count()
    runs, files = Run.objects.count(), sorted(evaluated.folder.rglob("*"))

    page(client, evaluated, f"with={turned_weights}")

    assert (Record.objects.count(), Run.objects.count()) == (before, runs)
    assert sorted(evaluated.folder.rglob("*")) == files


@pytest.mark.parametrize("asked", ["nowhere", "../../etc", "331003-huangyan/2022%00"])
def test_a_method_that_is_not_there_is_said_so(page_of, clerk, evaluated: Run, asked: str) -> None:
    assert "message error" in page(page_of(clerk), evaluated, f"with={asked}")


def test_methods_that_cannot_be_compared_say_why_and_cannot_be_chosen(
    page_of, clerk, evaluated: Run
) -> None:
    text = page(page_of(clerk), evaluated, "")

    assert '<option value="331003-huangyan/2022"' in text
    assert '<option value="330382-yueqing/2016"' not in text
    assert (
        '乐清市工业企业亩产效益综合评价和差别化政策实施意见（试行） <span class="tag">公布文本缺权重等'
        in text
    )
    assert '<option value="320800-huaian/2024"' not in text
    assert '淮安市2024年度工业企业资源集约利用综合评价 <span class="tag">要用上年度数据' in text


def test_what_needs_last_years_figures_or_has_commitments_alone_is_refused_in_words(
    page_of, clerk, evaluated: Run
) -> None:
    client = page_of(clerk)

    assert "上年度" in page(client, evaluated, "with=320800-huaian/2024")
    assert "只有用地约定" in page(client, evaluated, "with=511083-longchang/2022")
    assert "不能计分" in page(client, evaluated, "with=330382-yueqing/2016&means=1")


WITHOUT_BENCHMARKS = "340000-anhui-city/2022"


def test_without_benchmarks_it_offers_the_groups_mean_and_says_that_it_is_assumed(
    page_of, clerk, evaluated: Run
) -> None:
    client = page_of(clerk)

    offered = page(client, evaluated, f"with={WITHOUT_BENCHMARKS}")
    assert "照原文不能计分" in offered
    assert "变动的企业" not in offered
    assumed = page(client, evaluated, f"with={WITHOUT_BENCHMARKS}&means=1")
    assert (
        "假设：以下指标没有公布基准值，暂用本组平均值，不是该办法的规定：规上工业企业·亩均税收"
        in assumed
    )
    assert "变动的企业" in assumed


def test_each_mover_is_told_what_differs(page_of, clerk, evaluated: Run, turned_weights) -> None:
    text = page(page_of(clerk), evaluated, f"with={turned_weights}&move=better")

    assert text.count("<li>亩均税收") > 3
    assert "→" in text


def test_a_method_that_cannot_grade_shows_scores_and_ranks_instead_of_moves(
    page_of, clerk, evaluated: Run
) -> None:
    text = page(page_of(clerk), evaluated, "with=331003-huangyan/2022")

    assert "不能定等级" in text
    assert "不再定级" not in text
    assert "两个办法的得分和名次" in text


def test_the_comparison_goes_out_as_a_workbook_and_is_kept_nowhere(
    page_of, clerk, evaluated: Run, turned_weights
) -> None:
    files = sorted(evaluated.round.folder.rglob("*"))
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/compare.xlsx?with={turned_weights}")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    moves = comparison_with(evaluated, asked_for(turned_weights, with_means=False)).moves
    assert list(moves.values()) in [row[:6] for row in book.get_sheet_by_index(0).to_python()]
    assert sorted(evaluated.round.folder.rglob("*")) == files


def test_a_workbook_of_no_method_leads_back_to_the_page(page_of, clerk, evaluated: Run) -> None:
    answer = page_of(clerk).get(f"/runs/{evaluated.pk}/compare.xlsx?with=nowhere", follow=True)

    assert "找不到评价办法" in answer.content.decode()
