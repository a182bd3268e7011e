"""A reader who types what the papers say sees what the papers show."""

import re
from itertools import groupby

import pytest

from .desk import Desk
from .pages import ROOT, Fence, every_fence

LINES = [fence for fence in every_fence() if fence.kind == "sh"]
RUN = [fence for fence in LINES if fence.mark.startswith("run")]
SHOWN = [fence for fence in every_fence() if fence.mark.startswith("output: ")]


@pytest.mark.parametrize("fence", LINES, ids=lambda fence: fence.page)
def test_every_shell_line_is_run_or_made_or_says_why_not(fence: Fence) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    said = [line.partition("#")[0].split() for line in fence.text.splitlines()]

    is_made = all(words[0] == "make" and set(words[1:]) <= set(targets) for words in said if words)

    assert fence.mark == "run" or is_made or re.match(r"run, exit \d$|not run: .{8}", fence.mark)


@pytest.mark.parametrize(
    "lines", [list(fences) for _, fences in groupby(RUN, lambda f: f.page)], ids=lambda f: f[0].page
)
def test_the_lines_of_a_page_do_in_order_what_it_says(small_desk: Desk, lines: list[Fence]) -> None:
    for fence in lines:
        expected = int(fence.mark.rpartition(" ")[2]) if "exit" in fence.mark else 0
        done = small_desk.run(fence.text)
        assert done.returncode == expected, f"{fence.text}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("fence", SHOWN, ids=lambda f: f"{f.page}: {f.mark}")
def test_what_a_page_shows_of_a_command_is_what_it_prints(desk: Desk, fence: Fence) -> None:
    printed = desk.printed(fence.mark.removeprefix("output: "))

    assert fence.text == printed, "run: python -m tests.docs.written"


def test_the_papers_show_something() -> None:
    assert len(RUN) >= 4
    assert len(SHOWN) >= 4
