"""A run beside another method: who moves is shown, and nothing is written."""

from pathlib import Path

import pytest

from permu.evaluations import comparing
from permu.evaluations.models import Run
from permu.register.models import Record
from permu.sample import SAMPLE_METHOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def turned_weights(tmp_path: Path, monkeypatch) -> str:
    """The sample's method as another county might have it: below scale, the second indicator weighs most."""
    folder = tmp_path / "other"
    folder.mkdir()
    for path in SAMPLE_METHOD.iterdir():
        if path.is_file() and not path.name.endswith(".cases.toml"):
            text = path.read_text("utf-8")
            if path.name == "below.toml":
                assert "weight = 60" in text
                text = text.replace("weight = 60", "weight = 5", 1)
                text = text.replace("weight = 40", "weight = 95", 1)
            (folder / path.name).write_text(text, "utf-8")
    monkeypatch.setattr(comparing, "method_folder", lambda key: folder)
    monkeypatch.setattr(comparing, "method_titles", lambda: {"other": "邻县办法"})
    return "other"


def page(client, run: Run, query: str) -> str:
    answer = client.get(f"/runs/{run.pk}/compare/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_who_would_move_and_by_where(
    page_of, clerk, evaluated: Run, turned_weights
) -> None:
    text = page(page_of(clerk), evaluated, f"with={turned_weights}")

    comparison = comparing.comparison_with(evaluated, turned_weights)
    assert comparison.moves["better"] > 0 < comparison.moves["worse"]
    assert f"<b>{comparison.moves['better']}</b>上升" in text
    assert "按乡镇" in text
    assert sum(comparison.moves.values()) == evaluated.registered


def test_the_list_holds_those_of_one_move(page_of, clerk, evaluated: Run, turned_weights) -> None:
    text = page(page_of(clerk), evaluated, f"with={turned_weights}&move=worse")

    worse = comparing.comparison_with(evaluated, turned_weights).moves["worse"]
    assert f"{worse} 户符合条件" in text
    assert text.count('<span class="tag move-worse">') == min(worse, 50)
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


def test_methods_that_cannot_score_are_named_and_cannot_be_chosen(
    page_of, clerk, evaluated: Run
) -> None:
    text = page(page_of(clerk), evaluated, "")

    assert "330382-yueqing/2016" not in text
    assert "乐清" in text
