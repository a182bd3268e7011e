"""An official who types what the tutorial says has a method after it, and sees what it shows."""

from permu.method import check_method, load_method

from .desk import Desk
from .pages import fences
from .tutorial import TUTORIAL, played


def test_the_tutorial_done_step_by_step_shows_what_it_says(desk: Desk) -> None:
    text = TUTORIAL.read_text("utf-8")

    assert text == played(text, desk), "run: python -m tests.docs.written"

    method = load_method(desk.folder / "乙县2025")
    assert method.can_grade
    assert [one for one in check_method(desk.folder / "乙县2025") if one.severity == "error"] == []


def test_every_command_of_the_tutorial_shows_its_answer() -> None:
    marks = [(fence.kind, fence.mark) for fence in fences(TUTORIAL)]
    commands = [place for place, (kind, _) in enumerate(marks) if kind == "sh"]

    assert len(commands) >= 4
    assert all(marks[place + 1] == ("text", "prints") for place in commands)
