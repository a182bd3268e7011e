"""The tour of the code names files and functions that exist."""

import re

import pytest

from .pages import ROOT, rows

TOUR = ROOT / "docs/developers/architecture-tour.md"
SOURCE = ROOT / "src/permu"
STEPS = [
    row for row in rows(TOUR.read_text("utf-8").partition("## How to add")[0]) if "`" in row[1]
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1])
def test_every_name_of_a_step_is_defined_in_its_file(step: list[str]) -> None:
    _, file, told = step
    code = (SOURCE / file.strip("`")).read_text("utf-8")

    named = [name for name in re.findall(r"`(\w+)`", told) if name.isidentifier()]

    assert named
    for name in named:
        assert re.search(rf"^(def|class) {name}\b|^{name}\b", code, re.MULTILINE), name


def test_every_path_named_is_there() -> None:
    named = set(re.findall(r"`([\w./-]+/[\w./-]*)`", TOUR.read_text("utf-8")))

    assert len(named) > 30
    for path in sorted(named):
        assert any((root / path).exists() for root in (SOURCE, ROOT, SOURCE / "intake")), path
