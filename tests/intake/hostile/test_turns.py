"""Whoever asks, and however many: only so many files are opened at a time, each in an empty surrounding."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

import pytest

from permu.intake import turns
from permu.intake.reader import read_grid
from permu.terms.refusal import Refused

from ..forms import Sheet, workbook


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return workbook(tmp_path / "表.xlsx", {"表": Sheet([["户名", "用电量"], ["甲", 5229.4]])})


class Watched(subprocess.Popen[bytes]):
    """Counts the children alive, and keeps what they were given."""

    guard, alive, most = Lock(), 0, 0
    surroundings: ClassVar[list[dict[str, str]]] = []

    def __init__(self, *arguments: Any, **given: Any) -> None:
        Watched.surroundings.append(given["env"])
        with Watched.guard:
            Watched.alive += 1
            Watched.most = max(Watched.most, Watched.alive)
        super().__init__(*arguments, **given)

    def __exit__(self, *reason: object) -> None:
        super().__exit__(*reason)  # type: ignore[arg-type]
        with Watched.guard:
            Watched.alive -= 1


def test_of_several_uploads_at_once_no_more_than_the_machine_bears_are_opened(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")

    with ThreadPoolExecutor(6) as clerks:
        books = list(clerks.map(read_grid, [form] * 6))

    assert all(book == books[0] for book in books)
    assert Watched.most == turns.AT_ONCE
    assert all(set(given) == {"PYTHONPATH", "PYTHONUTF8"} for given in Watched.surroundings)


def test_who_waits_too_long_for_a_turn_is_told_to_come_again(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "WAIT_SECONDS", 0.2)
    with ExitStack() as others:
        for _ in range(turns.AT_ONCE):
            others.enter_context(turns.turn())
        with pytest.raises(Refused, match=r"正在读取的文件太多，“表\.xlsx”没有轮到"):
            read_grid(form)

    assert read_grid(form).sheets
